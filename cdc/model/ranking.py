"""What a ranking is: totals with the trace of every number down to the cell it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from cdc.model.tender import Criterion

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


@dataclass(frozen=True)
class Leaf:
    """The score of one bid on one leaf: raw share of the full mark, the share that counts, the points it gives.

    `lines` are built when they are read: a tender of ten thousand requirements has half a million of them.
    """

    id: str
    kind: str
    share: Fraction
    raw: tuple[Fraction, Fraction]
    low: Fraction
    high: Fraction
    points: tuple[Fraction, Fraction]
    formula: str
    source: Callable[[], tuple[Line, ...]] = field(repr=False, compare=False)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Give the inputs of the leaf."""
        return self.source()


@dataclass(frozen=True, slots=True)
class Cost:
    """The total cost of a bid over the horizon (present value); None when a missing price is declared unknown."""

    total: Fraction | None
    one_off: Fraction | None
    yearly: Fraction | None
    missing: tuple[str, ...]
    nominal: Fraction | None = None
    by_year: tuple[Fraction, ...] = ()
    amounts: Mapping[str, Fraction | None] = field(default_factory=dict)
    """What each line comes to, also those that no total holds."""

    def of(self, leaf: Criterion) -> Fraction | None:
        """Give what a price leaf scores: the lines it names, else the total; None while one of them is missing."""
        return self.total if leaf.is_cost else self.of_lines(leaf.lines)

    def of_lines(self, lines: Sequence[str]) -> Fraction | None:
        """Give what some lines come to; None while one is missing, or where none of them is asked."""
        found = [self.amounts[line] for line in lines if line in self.amounts]
        if not found or None in found:
            return None
        return sum((amount for amount in found if amount is not None), Fraction(0))


@dataclass(frozen=True, slots=True)
class BidResult:
    """All about one bid; `low` and `high` are the figure of the award rule, None where the rule gives none."""

    vendor: str
    name: str
    status: Status
    reasons: tuple[Reason, ...]
    leaves: Mapping[str, Leaf]
    groups: Mapping[str, tuple[Fraction, Fraction]]
    low: Fraction | None
    high: Fraction | None
    cost: Cost
    quality: tuple[Fraction, Fraction]
    rank: int | None = None
    best_rank: int | None = None
    worst_rank: int | None = None
    tie_break: str = ""
    rank_before_ties: int | None = None

    @property
    def is_certain(self) -> bool:
        """Tell whether no missing answer can change the rank."""
        return self.best_rank == self.worst_rank

    @property
    def place(self) -> str:
        """The rank as people read it: with its range while missing answers can change it, a dash without a rank."""
        if self.rank is None:
            return "–"
        return str(self.rank) if self.is_certain else f"{self.rank} ({self.best_rank}–{self.worst_rank})"

    def lines_of(self, kind: str) -> Iterator[Line]:
        """Give the lines of all leaves of a kind."""
        return (line for leaf in self.leaves.values() if leaf.kind == kind for line in leaf.lines)


@dataclass(frozen=True, slots=True)
class Failure:
    """Where a declared method gives no number: the leaf or the award rule, and why."""

    at: str
    key: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Flag:
    """What a test for abnormally low bids found."""

    test: str
    vendors: tuple[str, ...]
    threshold: Fraction | None
    steps: Mapping[str, Fraction]
    does_not_apply: str = ""
    award_discount: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the evaluators of one criterion agree."""

    criterion: str
    scale_spread: Fraction
    kendall: Fraction | None
    krippendorff: Fraction | None


@dataclass(frozen=True, slots=True)
class Talk:
    """One point of the agenda of a consensus meeting: individual scores and what hangs on them."""

    vendor: str
    criterion: str
    scores: Mapping[str, Fraction]
    spread: Fraction
    weight: Fraction
    needs_moderation: bool
    moderated: Fraction | None = None
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """What the individual scores say about the board."""

    agreement: tuple[Agreement, ...] = ()
    severity: Mapping[str, Fraction] = field(default_factory=dict)
    agenda: tuple[Talk, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The result of an evaluation: bids in order, excluded ones last."""

    maximum: Fraction
    shares: Mapping[str, Fraction]
    bids: tuple[BidResult, ...]
    ties: tuple[tuple[str, ...], ...]
    form: str
    rules: str
    award: str
    excluded: tuple[BidResult, ...] = ()
    references: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()
    flags: tuple[Flag, ...] = ()
    board: Board = Board()


@dataclass(frozen=True, slots=True)
class WeightRange:
    """From which to which weight of a leaf (share of the whole) the winner stays, the others scaled in proportion."""

    leaf: str
    share: Fraction
    low: Fraction
    high: Fraction
    is_closed_form: bool
    below: str = ""
    above: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """The smallest amount of weight that, moved between leaves, brings another bid level with the winner."""

    amount: Fraction
    rival: str
    taken: Mapping[str, Fraction]
    given: str


@dataclass(frozen=True, slots=True)
class Swing:
    """One answer or score that, one level up or down, changes the winner."""

    vendor: str
    leaf: str
    item: str
    up: bool
    winner: str


@dataclass(frozen=True, slots=True)
class Variant:
    """The ranks under something changed: another formula, other weights, one bid less."""

    name: str
    winners: tuple[str, ...]
    ranks: Mapping[str, int]
    error: str = ""


@dataclass(frozen=True, slots=True)
class Robustness:
    """How sure the first rank is."""

    winner: str
    runner_up: str
    margin: Fraction | None
    weights: tuple[WeightRange, ...]
    shift: Shift | None
    acceptability: Mapping[str, Fraction]
    draws: int
    seed: int
    error: Fraction
    swings: tuple[Swing, ...]
    swing_count: int
    at_worst: Variant
    at_best: Variant
    formulas: tuple[Variant, ...]
    without: tuple[Variant, ...]
    sets: tuple[Variant, ...]
    effective: Mapping[str, Fraction]
    verdict: Literal["sure", "fragile", "undecided"]
    reasons: tuple[Reason, ...]
