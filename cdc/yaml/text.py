"""From bytes to the text that is parsed: encodings, invisible characters, blanks that are no spaces."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterator

from cdc.findings import Finding
from cdc.yaml.places import YamlFile

_MARKS = (  # the longer first: the mark of UTF-32 starts as that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters, and the marks that YAML 1.1 takes for line ends and no editor shows.
_HIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff"
_INVISIBLE = re.compile(f"[{_HIDDEN}]")
_BREAK = re.compile("\r\n|\n|\r")
_WIDE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_NARROW = "\u200b-\u200f\u2060\ufeff"  # without width: nothing stands in their place
_ODD = re.compile(f"[{_WIDE}{_NARROW}]")
_STRANGE = re.compile(f"[{_HIDDEN}{_WIDE}{_NARROW}]")  # one search settles most files
_BLANK = f"[ {_WIDE}{_NARROW}]"
_DASHES = f"{_BLANK}*(?:-{_BLANK}+)*"
# Where a line says what belongs to what: indentation, dashes, and a key with its colon.
_STRUCTURE = re.compile(f"{_DASHES}[A-Za-z_][A-Za-z0-9_-]*{_BLANK}*:(?:{_BLANK}|$)|{_DASHES}-(?:{_BLANK}|$)")
_BLOCK = re.compile(r"( *)(?:- +)*(?:[^\s#][^#]*:\s+|- +)?[|>][-+0-9]*\s*(?:#.*)?\Z")


class UnreadableError(Exception):
    """A byte that no encoding we know explains."""

    def __init__(self, line: int, column: int, byte: str) -> None:
        super().__init__()
        self.line, self.column, self.byte = line, column, byte


def decode(content: bytes) -> tuple[str, bool]:
    """Give the text of a file, and whether its encoding was clear: UTF-8, or another with its mark."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8-sig")
    guessed = _unmarked(content) if encoding == "utf-8-sig" else None
    try:
        return content.decode(guessed or encoding), guessed is None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start)
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1)
        raise UnreadableError(line, column, f"0x{content[error.start]:02X}") from error


def _unmarked(content: bytes) -> str | None:
    """Tell UTF-16 without its mark: every second byte of plain letters is nought."""
    head = content[:4096]
    first, second = head[::2].count(0), head[1::2].count(0)
    if len(content) % 2 or 5 * max(first, second) < len(head) // 2 or min(first, second):
        return None
    return "utf-16-le" if second else "utf-16-be" if first else None


def readable(file: YamlFile) -> str:
    """Give the text for the parser; what is invisible is reported once a line, and read as a plain space."""
    text = file.text
    if not _STRANGE.search(text):
        return text
    if _INVISIBLE.search(text):
        file.findings += _invisible(file)
        text = _INVISIBLE.sub(" ", text)
    return _spaced(file, text)


def _invisible(file: YamlFile) -> Iterator[Finding]:
    starts = [0, *(match.end() for match in _BREAK.finditer(file.text))]
    seen: set[tuple[int, str]] = set()
    for match in _INVISIBLE.finditer(file.text):
        line = bisect_right(starts, match.start()) - 1
        if (line, match[0]) not in seen:
            seen.add((line, match[0]))
            place = file.place(line, match.start() - starts[line])
            yield Finding("CDC106", place, {"character": f"U+{ord(match[0]):04X}"})


def _spaced(file: YamlFile, text: str) -> str:
    """Read blanks that look like spaces as spaces where YAML needs spaces; say where they stand."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    changed = False
    for at, structure in _structures(lines):
        odd = _ODD.search(structure)
        if odd is not None:
            file.findings.append(Finding("CDC118", file.place(at, odd.start()), {"character": f"U+{ord(odd[0]):04X}"}))
            plain = re.sub(f"[{_WIDE}]", " ", re.sub(f"[{_NARROW}]", "", structure))
            lines[at] = plain + lines[at][len(structure) :]
            changed = True
    return "\n".join(lines) if changed else text


def _structures(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Give each line's part that carries structure; lines of a block of text carry none."""
    block: int | None = None
    for at, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (indent > block or not line.strip()):
            continue
        opened = _BLOCK.match(line)
        block = len(opened[1]) if opened else None
        structure = _STRUCTURE.match(line)
        if structure is not None:
            yield at, structure[0]
