"""The line on the first page that says how many answers were taken over to an amended form: written, known again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cdc.words import LANGUAGES, words
from cdc.workbooks.response.migrate import Fate, Migration

_FATES: tuple[Fate, ...] = ("kept", "review", "new", "withdrawn")


def lines(moved: Migration, file: str, languages: tuple[str, ...]) -> Iterator[str]:
    """Give the line in each language of the form; `file` is the workbook the answers came from."""
    counts = {fate: len(moved.of(fate)) for fate in _FATES}
    for language in languages:
        yield words(language)("grid.update_told", file=file, elsewhere=len(moved.elsewhere), **counts)


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Give what the line looks like in every language, whatever the file was called and however much was taken over."""
    return tuple(_pattern(language) for language in LANGUAGES)


def _pattern(language: str) -> re.Pattern[str]:
    marks = dict.fromkeys((*_FATES, "elsewhere"), "\x01")
    said = re.escape(words(language)("grid.update_told", file="\x00", **marks))
    return re.compile(said.replace("\x00", r".{1,255}").replace("\x01", r"\d+"))
