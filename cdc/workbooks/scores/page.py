"""The first sheet of a score sheet: how to score, what each level means, and the declaration to sign."""

from __future__ import annotations

from collections.abc import Iterator

from cdc.model.tender import Criterion
from cdc.words import words
from cdc.workbooks.kit.texts import texts
from cdc.workbooks.scores.lines import JOIN, Sheet


def instructions(sheet: Sheet, languages: tuple[str, ...]) -> Iterator[str]:
    """Give the lines of the first sheet, language by language."""
    yield f"{sheet.spec.tender.id if sheet.spec.tender else ''}{JOIN}{sheet.member.name}"
    for language in languages:
        yield from (words(language)(f"grid.{key}") for key in ("how_score", "how_reason", "how_absent"))
        for leaf in sheet.leaves("judged"):
            yield ""
            yield from _levels(leaf, language, sheet.spec.language)
        yield ""
        yield words(language)("grid.declare")
        yield words(language)("grid.sign", name=sheet.member.name)
        yield ""


def _levels(leaf: Criterion, language: str, default: str) -> Iterator[str]:
    yield f"{leaf.id} {texts(leaf.name, (language,), default)}"
    for level in sorted(leaf.levels, key=lambda level: level.score):
        yield f"   {level.score}: {texts(level.words, (language,), default)}"
