"""A text to translate, and what a translator sent back for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cdc.findings import Place

State = Literal["missing", "stale", "translated"]


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
    """A translation that came back, with the source it was made from and its place in the file."""

    key: str
    source: str
    target: str
    place: Place
