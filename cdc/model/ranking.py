"""What a ranking is: totals with the trace of every number down to the cell it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Status = Literal["admitted", "conditional", "excluded"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a bid is excluded or only conditionally admitted: a key of the catalogues (`report.<key>`) and its facts."""

    key: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Line:
    """One input of a leaf: what was claimed, what counts, where it was read."""

    id: str
    weight: Fraction
    claim: str
    counted: str
    low: Fraction
    high: Fraction
    origin: str
    note: str = ""
    note_key: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """The score of one bid on one leaf: a share of the full mark, and the points it gives."""

    id: str
    kind: str
    share: Fraction
    low: Fraction
    high: Fraction
    lines: tuple[Line, ...]
    formula: str


@dataclass(frozen=True, slots=True)
class Cost:
    """The total cost of a bid over the horizon; None when a price is missing."""

    total: Fraction | None
    one_off: Fraction | None
    yearly: Fraction | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BidResult:
    """All about one bid."""

    vendor: str
    name: str
    status: Status
    reasons: tuple[Reason, ...]
    leaves: Mapping[str, Leaf]
    groups: Mapping[str, tuple[Fraction, Fraction]]
    low: Fraction
    high: Fraction
    cost: Cost
    rank: int | None = None
    best_rank: int | None = None
    worst_rank: int | None = None
    tie_break: str = ""

    @property
    def is_certain(self) -> bool:
        """Tell whether no missing answer can change the rank."""
        return self.best_rank == self.worst_rank


@dataclass(frozen=True, slots=True)
class Ranking:
    """The result of an evaluation: bids in order, excluded ones last."""

    maximum: Fraction
    shares: Mapping[str, Fraction]
    bids: tuple[BidResult, ...]
    ties: tuple[tuple[str, ...], ...]
    form: str
    rules: str
    excluded: tuple[BidResult, ...] = field(default=())
