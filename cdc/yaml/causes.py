"""Say in the author's terms why a file is not YAML: the parser only knows where it gave up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from cdc.findings import Phrase

# Signs that mean something at the start of an unquoted text; Markdown and e-mail addresses start so.
_SIGNS = frozenset("*&!%@`|>")
_VALUE = re.compile(r" *(?:- +)*(?:[^\s:#\"'{\[][^:#]*: +|(?<=- ))(?P<text>\S.*)")
# A quoted or bracketed start with more behind it: "Fast" search, [a link](https://…), {name} of the vendor.
_MORE_BEHIND = re.compile(r"(?:\"[^\"]*\"|'[^']*'|\[[^\]]*\]|\{[^}]*\})\s*[^\s#,}\]:]")
_RUN_TOGETHER = re.compile(r" *(?:(?P<dash>-)[A-Za-z_]+: |(?:- +)?[A-Za-z_]+(?P<colon>:)[^\s/])")
_PROBLEMS = (
    ("end of stream", "quote"),
    ("quoted scalar", "quote"),
    ("',' or", "bracket"),
    ("expected ':'", "colon"),
    ("escape", "escape"),
    ("cannot start any token", "sign"),
    ("expected '-'", "indent"),
    ("expected key", "indent"),
    ("not allowed", "indent"),
    ("<document start>", "indent"),
    ("block", "indent"),
)
"""What a part of the parser's sentence means; the first that fits."""
_FLOW_END = re.compile(r"[,}\]]|$")


class Cause(NamedTuple):
    """A finding without its file: the code, the zero-based place, the facts."""

    code: str
    line: int
    column: int
    facts: Mapping[str, object] = {}


def cause_of(error: Any, text: str) -> Cause:
    """Find what the author wrote that made the parser give up."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    line, column = _where(error, lines)
    source = lines[line]
    blank = source[: len(source) - len(source.lstrip(" \t"))]
    if "\t" in blank:
        return Cause("CDC105", line, blank.index("\t"))
    unquoted = _sign(error, lines) or _run_together(line, lines) or _unquoted(line, source)
    if unquoted is not None:
        return unquoted
    return Cause("CDC101", line, column, {"problem": _problem(error.problem or "")})


def _problem(said: str) -> Phrase:
    """Give the sentence for what the parser says, which is English and speaks of its own parts."""
    return Phrase("yaml." + next((name for part, name in _PROBLEMS if part in said), "other"))


def _run_together(line: int, lines: list[str]) -> Cause | None:
    """Look for a dash or a colon without a blank behind it, on the line or the one above."""
    for at in (line, line - 1):
        found = _RUN_TOGETHER.match(lines[at]) if 0 <= at < len(lines) else None
        if found:
            sign = "dash" if found["dash"] else "colon"
            return Cause("CDC142", at, found.start(sign), {"sign": found[sign]})
    return None


def _where(error: Any, lines: list[str]) -> tuple[int, int]:
    """Give the parser's place; for an end of the file, the last line that holds something."""
    mark = error.problem_mark or error.context_mark
    if error.context_mark and "end of stream" in (error.problem or ""):
        mark = error.context_mark  # where the quotation that never ends begins
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if line >= len(lines) or (line == len(lines) - 1 and not lines[line]):
        return max(len(lines) - 2, 0), 0
    return line, column


def _sign(error: Any, lines: list[str]) -> Cause | None:
    """Tell whether the parser stumbled over a text that starts with a sign of YAML."""
    for mark in (error.context_mark, error.problem_mark):
        if mark is not None and mark.line < len(lines):
            sign = lines[mark.line][mark.column : mark.column + 1]
            if "block sequence entries" in (error.problem or ""):
                return Cause("CDC119", mark.line, mark.column, {"sign": "- "})
            if sign in _SIGNS and sign:
                return Cause("CDC119", mark.line, mark.column, {"sign": sign})
    return None


def _unquoted(line: int, source: str) -> Cause | None:
    """Tell whether the line holds a text with a colon in it, or one that goes on behind a quotation or bracket."""
    value = _VALUE.match(source)
    if value is None:
        return None
    text = value["text"]
    if _MORE_BEHIND.match(text):
        return Cause("CDC119", line, value.start("text"), {"sign": text[0]})
    if text[0] not in "\"'{[" and (": " in text or text.endswith(":")):
        return Cause("CDC119", line, value.start("text"), {"sign": ": "})
    return None


def without(text: str, cause: Cause) -> str:
    """Put a plain word where the text stood that needed quotes: the rest of the file can be read."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    source = lines[cause.line]
    before = source[: cause.column]
    in_flow = before.count("{") + before.count("[") > before.count("}") + before.count("]")
    end = _FLOW_END.search(source, cause.column) if in_flow else None
    lines[cause.line] = before + "x" + (source[end.start() :] if end else "")
    return "\n".join(lines)
