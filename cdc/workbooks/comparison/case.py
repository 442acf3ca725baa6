"""What is compared, and the sheets on which it will stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cdc.model.ranking import BidResult, Line, Ranking
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.scoring.evaluate import Evaluated
from cdc.words import Words, pick, words
from cdc.workbooks.comparison.tables import bid
from cdc.workbooks.kit.place import FIRST, Placed


@dataclass(frozen=True)
class Case:
    """An evaluation to write down in a language."""

    spec: Specification
    evaluated: Evaluated
    language: str

    @property
    def ranking(self) -> Ranking:
        """Give the ranking."""
        return self.evaluated.ranking

    @property
    def say(self) -> Words:
        """Give the phrases of the language."""
        return words(self.language)

    @cached_property
    def bids(self) -> tuple[BidResult, ...]:
        """Give the bids, each in its column: ranked ones first."""
        return (*self.ranking.bids, *self.ranking.excluded)

    def columns(self) -> tuple[tuple[str, BidResult], ...]:
        """Give each bid with the key of its column."""
        return tuple((bid(at), item) for at, item in enumerate(self.bids))

    def name(self, leaf: Criterion) -> str:
        """Give the name of a criterion."""
        return pick(leaf.name, self.language, self.spec.language)

    def leaves(self, kind: str) -> tuple[Criterion, ...]:
        """Give the leaves of a kind."""
        return tuple(leaf for leaf in self.spec.leaves if leaf.kind == kind)

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Give the row on which each leaf stands, the same on every sheet that has one row for each leaf."""
        return {leaf.id: row for row, leaf in enumerate(self.spec.leaves, FIRST)}


@dataclass(frozen=True, slots=True)
class Run:
    """A run of rows on a sheet."""

    placed: Placed
    first: int
    last: int


def counting(result: BidResult, leaf: Criterion) -> list[Line]:
    """Give the score lines that count: the moderated one if there is one, else the individual ones."""
    lines = [line for line in result.leaves[leaf.id].lines if line.counted]
    agreed = [line for line in lines if line.note_key == "moderated"]
    return agreed or lines
