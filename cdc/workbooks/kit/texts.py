"""Texts in cells: in one language or two, and how high a row must be to show them."""

from __future__ import annotations

from collections.abc import Iterable

from cdc.model.tender import Scale
from cdc.words import pick, words

MAX_HEIGHT = 409.0
"""A spreadsheet opens no row that is higher, in points."""


def texts(text: object, languages: tuple[str, ...], default: str) -> str:
    """Write a text in one language, or in two, one below the other."""
    parts = dict.fromkeys(pick(text, language, default) for language in languages)
    return "\n".join(part for part in parts if part)


def heading(key: str, languages: tuple[str, ...]) -> str:
    """Write a phrase in one language or in two, side by side."""
    return " / ".join(dict.fromkeys(words(language)(key) for language in languages))


def label_of(scale: Scale, answer_id: str, languages: tuple[str, ...], default: str) -> str:
    """Write an answer as it stands in the drop-down list: code and label."""
    answer = next(item for item in scale.answers if item.id == answer_id)
    label = " / ".join(dict.fromkeys(pick(answer.label, language, default) for language in languages))
    return f"{answer.id} · {label}"


def row_height(parts: Iterable[str], widths: Iterable[int]) -> float:
    """Give the height of a row in points, from the letters that fit into each column: not all suites fit rows."""
    lines = (
        sum(-(-len(line) // int(width * 1.05)) or 1 for line in part.split("\n"))
        for part, width in zip(parts, widths, strict=True)
    )
    return min(13.5 * max(lines, default=1) + 3, MAX_HEIGHT)
