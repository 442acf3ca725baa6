"""Find a text inside a printed paragraph, and carry what changed in the paragraph over into the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_MARKS = "*_`~"
_PIECE = re.compile(r"(\s*)(\S+)")
_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Match:
    """A text with the change carried over, and how many words of the paragraph it explains."""

    text: str
    words: int


def reworded(text: str, before: str, after: str) -> Match | None:
    """Give the text with the change of a paragraph that holds it; None when the change is not inside the text.

    Paragraphs that were joined or cut are not carried over: what became of the texts on both sides only a person can
    say.
    """
    if before.count("\n") != after.count("\n"):
        return None
    spans = [(0, len(text)), *_paragraphs(text)]
    found = [match for span in spans for match in _in_span(text, span, before, after)]
    return max(found, key=lambda match: match.words, default=None)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Give where each paragraph of a text begins and ends, and each pair of neighbours."""
    starts = [0, *(gap.end() for gap in _BREAK.finditer(text))]
    ends = [*(gap.start() for gap in _BREAK.finditer(text)), len(text)]
    for count in (1, 2):
        if len(starts) > count:
            yield from zip(starts[: len(starts) - count + 1], ends[count - 1 :], strict=True)


def _in_span(text: str, span: tuple[int, int], before: str, after: str) -> Iterator[Match]:
    own, old, new = (_words(piece) for piece in (text[slice(*span)].rstrip(), before, after))
    plain = [_bare(word) for _, word in own]
    said = [_bare(word) for _, word in old]
    codes = SequenceMatcher(None, [word for _, word in old], [word for _, word in new], autojunk=False).get_opcodes()
    changed = [code for code in codes if code[0] != "equal"]
    for start in range(len(old) - len(own) + 1) if own else ():
        end = start + len(own)
        if said[start:end] == plain and changed and changed[0][1] >= start and changed[-1][2] <= end:
            carried = _carried(own, start, new, changed)
            if carried is not None:
                head = text[: span[0]] + _blank(text[slice(*span)])
                tail = text[span[0] + len(text[slice(*span)].rstrip()) :]
                yield Match(head + carried + tail, len(own))


def _words(text: str) -> list[tuple[str, str]]:
    """Give the words with the blanks before each."""
    return [(found[1], found[2]) for found in _PIECE.finditer(text)]


def _blank(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _bare(word: str) -> str:
    return word.strip(_MARKS) or word


_Code = tuple[str, int, int, int, int]


def _carried(own: list[tuple[str, str]], start: int, new: list[tuple[str, str]], codes: Sequence[_Code]) -> str | None:
    """Put the changed words in; None where they carry marks of emphasis, of which one would be left alone."""
    words, at = list[tuple[str, str]](), 0
    for _, old_from, old_to, new_from, new_to in codes:
        gone = own[old_from - start : old_to - start]
        if any(_bare(word) != word for _, word in gone):
            return None
        words += own[at : old_from - start]
        put = new[new_from:new_to]
        if gone and put:  # a word put for another stands behind the same blank
            put = [(gone[0][0], put[0][1]), *put[1:]]
        words += put
        at = old_to - start
    words += own[at:]
    return "".join((blank or " ") + word if place else word for place, (blank, word) in enumerate(words))
