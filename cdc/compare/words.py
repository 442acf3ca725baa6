"""Two texts side by side, word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORD = re.compile(r"\w+(?:[.,]\d+)*|\s+|[^\w\s]")
_TOO_LONG = 4_000
"""Words from which a text is shown as a whole before and after: comparing would take the square of them."""

Mark = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text and what became of it."""

    mark: Mark
    text: str


def runs(before: str, after: str) -> tuple[Run, ...]:
    """Give the runs that make `before` (same and gone) and `after` (same and new), in reading order.

    Numbers are words of their own, decimals included, so that "1.5 s" to "1.25 s" is one change and never half a
    number.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > _TOO_LONG:
        return tuple(run for run in (Run("gone", before), Run("new", after)) if run.text)
    return tuple(_joined(_steps(old, new)))


def _steps(old: list[str], new: list[str]) -> Iterator[Run]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Run("same", "".join(old[a:b]))
        else:
            yield Run("gone", "".join(old[a:b]))
            yield Run("new", "".join(new[c:d]))


def _joined(steps: Iterator[Run]) -> Iterator[Run]:
    """Take a lone space between two changes into them: people read "twenty users", not "twenty" and "users"."""
    gone, new = "", ""
    for step in steps:
        if step.mark == "same" and not (step.text.isspace() and (gone or new)):
            yield from _changed(gone, new)
            gone, new = "", ""
            yield step
        else:
            gone += step.text if step.mark != "new" else ""
            new += step.text if step.mark != "gone" else ""
    yield from _changed(gone, new)


def _changed(gone: str, new: str) -> Iterator[Run]:
    if gone == new:
        if gone:
            yield Run("same", gone)
        return
    if gone:
        yield Run("gone", gone)
    if new:
        yield Run("new", new)
