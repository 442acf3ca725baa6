"""A text to translate, and what a translator sent back for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from cdc.findings import Place

State = Literal["missing", "stale", "review", "translated"]
"""Not there; older than its source; not yet reviewed; done."""
Standing = Literal["", "open", "review", "translated", "final"]
"""What the translator says of a translation: nothing, not finished, to be reviewed, done, approved."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text to translate: its key, its path in the data, source, translation, and where the translation stands."""

    key: str
    path: tuple[str | int, ...]
    source: str
    target: str
    state: State


@dataclass(frozen=True, slots=True)
class Returned:
    """A translation that came back: the source it was made from, its place in the file, and how far it is."""

    key: str
    source: str
    target: str
    place: Place
    standing: Standing = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A translator's file: the languages it names, source first, and its texts."""

    place: Place
    source: str
    target: str
    texts: tuple[Returned, ...]


def language_of(code: str) -> str:
    """Give the language of a code that may name a region too: fr-FR → fr."""
    return re.split("[-_]", code.strip())[0].lower()
