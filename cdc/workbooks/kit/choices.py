"""What a typed text answers: the whole text must say one entry of a list and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cdc.model.tender import Scale
from cdc.words import LANGUAGES, words
from cdc.workbooks.kit.squeeze import squeeze


def answers_of(scale: Scale) -> dict[str, str]:
    """Map every way of writing an answer to its id; a way shared by two answers is left out."""
    ways: dict[str, set[str]] = {}
    for answer in scale.answers:
        labels = answer.label.values() if isinstance(answer.label, dict) else (answer.label,)
        for way in (answer.id, *labels):
            ways.setdefault(squeeze(way), set()).add(answer.id)
    return {way: next(iter(ids)) for way, ids in ways.items() if len(ids) == 1}


@cache
def phrases(keys: tuple[str, ...], prefix: str = "") -> Mapping[str, str]:
    """Map phrases of the grid, in every language, to their keys."""
    return {squeeze(words(language)(f"grid.{prefix}{key}")): key for language in LANGUAGES for key in keys}


def choice(typed: str, ways: Mapping[str, str]) -> str | None:
    """Give the entry that a text stands for, if it stands for one."""
    text = squeeze(typed)
    if text in ways:
        return ways[text]
    code, separator, label = text.partition(" · ")
    parts = [code, *label.split(" / ")] if separator else text.split(" / ")
    meant = {ways.get(part) for part in parts}
    return meant.pop() if len(meant) == 1 else None
