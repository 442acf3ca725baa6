"""A wording that a reviewer proposes for a text, and what it becomes in the author's files."""

from __future__ import annotations

from dataclasses import dataclass

from cdc.findings import Place


@dataclass(frozen=True, slots=True)
class Rewording:
    """A paragraph as it was and as it shall be, at an entry; `place` is the file of the review."""

    entry: str
    before: str
    after: str
    place: Place


@dataclass(frozen=True, slots=True)
class Difference:
    """A text of the specification before and after: its key, its language and its place in the author's file."""

    key: str
    language: str
    place: Place
    before: str
    after: str
