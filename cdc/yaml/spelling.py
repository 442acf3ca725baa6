"""Spell a text as a YAML scalar in the manner of its neighbour: plain, quoted or as a block."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cdc.yaml.reading import read

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_UNWRITTEN = re.compile('["\\\\\n\t\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff]')
_BREAKABLE = re.compile("(?<! ) (?! )")
_ENDS = re.compile("(\n+)")
_HEADER = re.compile(r"([|>])([-+]?)([ \t]+#[^\r\n]*)?(?=\r?\n|\Z)")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a scalar is written: its style, inside braces or not, indentation and width of a block, line break."""

    style: str
    in_flow: bool
    newline: str = "\n"
    indent: int = 0
    width: int = 110
    header: str = ""

    def spell(self, text: str) -> str:
        """Write a text in this manner; in double quotes when the manner cannot say it."""
        block = self._block(text) if self.header else None
        if block is not None:
            return block
        candidates = {"'": [quoted_once(text)], "": [text, quoted(text)]}.get(self.style, [])
        return next((one for one in candidates if self.is_read_as(one, text)), quoted(text))

    def is_read_as(self, written: str, text: str) -> bool:
        """Tell whether a spelling is read back as the text, and nothing else."""
        around = f"{{k: {written}, z: 1}}" if self.in_flow else f"k: {written}\nz: 1\n"
        found = read("", around.encode("utf-8", "surrogatepass"))
        return "\n" not in written and not found.findings and found.data == {"k": text, "z": 1}

    def _block(self, text: str) -> str | None:
        """Write a text as a block under its header, or give None: a block's first line sets its indentation."""
        inner = text.rstrip("\n")
        chomping = {0: "-", 1: ""}.get(len(text) - len(inner))
        lines = inner.split("\n")
        if chomping is None or not lines[0] or any(line != line.strip() or _UNWRITTEN.search(line) for line in lines):
            return None
        if self.header.startswith(">"):  # one line end more than the text has: a single one reads as a blank
            pieces = (piece + "\n" if piece.startswith("\n") else self._wrapped(piece) for piece in _ENDS.split(inner))
            lines = "".join(pieces).split("\n")
        margin = " " * self.indent
        return self._headed(chomping) + "".join(self.newline + (margin + line if line else "") for line in lines)

    def _headed(self, chomping: str) -> str:
        return self.header[0] + chomping + self.header[1:].lstrip("-+")

    def _wrapped(self, line: str) -> str:
        rows = [""]
        for word in _BREAKABLE.split(line):
            if rows[-1] and len(rows[-1]) + 1 + len(word) > self.width:
                rows.append(word)
            else:
                rows[-1] += f" {word}" if rows[-1] else word
        return "\n".join(rows)


def manner(raw: str, *, in_flow: bool, newline: str) -> Manner:
    """Give the manner of a scalar from its characters in the file."""
    header = _HEADER.match(raw)
    if header and not in_flow:
        rows = [row for row in raw[header.end() :].split("\n") if row.strip()]
        indent = len(rows[0]) - len(rows[0].lstrip(" ")) if rows else 0
        widest = max((len(row) - indent for row in rows), default=0)
        return Manner("", in_flow, newline, indent, max(widest, 40), header[0] if rows else "")
    return Manner(raw[0] if raw[:1] in ("'", '"') else ("" if raw[:1] not in ("|", ">") else '"'), in_flow, newline)


def quoted(text: str) -> str:
    """Write a text in double quotes, which can say everything; what cannot be seen is escaped."""
    return f'"{_UNWRITTEN.sub(lambda found: _escape(found[0]), text)}"'


def _escape(character: str) -> str:
    return _ESCAPES.get(character) or (
        f"\\x{ord(character):02X}" if ord(character) < 256 else f"\\u{ord(character):04X}"
    )


def quoted_once(text: str) -> str:
    """Write a text in single quotes."""
    return "'" + text.replace("'", "''") + "'"
