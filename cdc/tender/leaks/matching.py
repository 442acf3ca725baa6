"""Finding secrets in a text whatever breaks it: lines, hyphens, other quotes, other separators in amounts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

SHORTEST = 14
"""Letters and digits from which a sentence is telling enough to be looked for."""
STEP = SHORTEST // 2
SHORTEST_CODE = 8
_MARKS = re.compile(r"[\W_]+")
_CODES = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
_AMOUNT = re.compile(r"(?<![\w#.,])\d(?:[\d.,'’ \u00a0\u202f\u2009]*\d)?(?![\w%])")
_GROUPED = re.compile(r"\d+|\d{1,3}(?:([.,'’ \u00a0\u202f\u2009])\d{3})(?:\1\d{3})*")


def squeezed(text: str) -> str:
    """Give the letters and digits of a text alone, in small letters: what no line break and no other quote changes."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold())


Pieces = Mapping[str, Sequence[tuple[str, int]]]


def pieces_of(sentences: Iterable[str]) -> Pieces:
    """Give squeezed sentences by their first pieces and where these stand: one of them starts at a step of any text."""
    known: dict[str, list[tuple[str, int]]] = {}
    for sentence in sentences:
        for at in range(STEP):
            known.setdefault(sentence[at : at + STEP], []).append((sentence, at))
    return known


def standing(known: Pieces, text: str) -> set[str]:
    """Give the sentences that stand in a squeezed text, which is gone through once, step by step."""
    if not known:
        return set()
    return {
        sentence
        for start in range(0, len(text), STEP)
        for sentence, at in known.get(text[start : start + STEP], ())
        if start >= at and text.startswith(sentence, start - at)
    }


def codes(text: str) -> Iterator[str]:
    """Give the words of letters and digits together, long enough to stand for one thing only."""
    for match in _CODES.finditer(text):
        word = match[0]
        if len(squeezed(word)) >= SHORTEST_CODE and re.search(r"\d", word) and re.search(r"[^\W\d]", word):
            yield word


def amounts_in(text: str) -> set[int]:
    """Give the whole amounts of a text, however their digits are grouped: 520000, 520 000, 520.000,00."""
    return {amount for match in _AMOUNT.finditer(text) for amount in _read(match[0])}


def _read(digits: str) -> Iterator[int]:
    """Read digits as a whole amount: grouped by threes or not at all, with or without two decimals of nothing."""
    whole = re.fullmatch(r"(.*?)[.,]0{1,4}", digits)
    for part in (digits, whole[1] if whole else ""):
        if part and _GROUPED.fullmatch(part):
            try:
                yield int(Decimal(re.sub(r"\D", "", part)))
            except InvalidOperation:
                continue
