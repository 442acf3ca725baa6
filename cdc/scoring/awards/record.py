"""What an award rule is: one record with its function, properties, linear and spreadsheet forms and page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from cdc.model.method import AwardRule
from cdc.model.ranking import Reason
from cdc.model.tender import Criterion
from cdc.scoring.formulas.arrays import Floats

Key = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One bid with every open value settled: shares of leaves, points, quality from 0 to 1, cost and what is added."""

    leaves: Mapping[str, Fraction]
    total: Fraction
    quality: Fraction
    cost: Fraction | None
    added: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Context:
    """What all bids share: the rule, the leaves in order, their shares of the whole, how figures are rounded."""

    rule: AwardRule
    leaves: Sequence[Criterion]
    shares: Mapping[str, Fraction]
    round_figure: Callable[[Fraction], Fraction]

    @property
    def quality_share(self) -> Fraction:
        """Give the share of everything but the price."""
        return sum((self.shares[leaf.id] for leaf in self.leaves if not leaf.is_economic), Fraction(0))


@dataclass(frozen=True, slots=True)
class Award:
    """Figures and keys by bid; bids that the rule itself excludes, with the reason."""

    figures: Mapping[str, Fraction | None]
    keys: Mapping[str, Key]
    excluded: Mapping[str, Reason] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Properties:
    """What a rule promises; tests hold it to every word.

    relative: a bid's figure depends on the other bids' (beyond relative leaf formulas). low_first: the lowest figure
    wins. needs_cost: it uses the total cost itself. monotone: a better leaf or lower cost never costs a place.
    scale_free: other currency units change no place. reverses: leaving a losing bid out can change the winner. linear:
    the figure is linear in the weights.
    """

    relative: bool
    low_first: bool
    needs_cost: bool
    monotone: bool
    scale_free: bool
    reverses: bool
    linear: bool


@dataclass(frozen=True, slots=True)
class Linear:
    """A figure as slope · quality + constant, over the cost where the rule needs one; the highest is first."""

    slope: Fraction
    constant: Fraction


Rows = Mapping[str, Sequence[Fraction]]


@dataclass(frozen=True, slots=True)
class Cells:
    """References of a spreadsheet for one bid: points of quality and price, total cost; full quality, its share."""

    quality: str
    price: str
    cost: str
    whole: float
    share: float


@dataclass(frozen=True, slots=True)
class Many:
    """Many tenders at once in plain numbers: for simulation, held to the exact figures by tests.

    `points` are by tender, bid and leaf of quality, `price_points` and `price` by tender and bid. `full` and `worth`
    hold the full mark of each of these leaves, and its worth at nothing and at the full mark; `whole` is the points of
    full quality, `share` their part of all.
    """

    points: Floats
    price_points: Floats
    price: Floats
    full: Floats
    worth: Floats
    whole: float
    share: float

    @property
    def quality(self) -> Floats:
        """Give quality from 0 to 1, by tender and bid."""
        return self.points.sum(axis=2) / (self.whole or 1)


def _never(rule: AwardRule) -> bool:
    return False


def _always(rule: AwardRule) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class AwardRecord:
    """An award rule: how bids become figures, and keys whose higher value ranks first; what others must know of it.

    `figure` is what it counts in. `weighs` tells whether it uses the weights of leaves. `reads_matrix` rules read all
    bids at once: open values have no certain ends there, so every answer must be known. `takes_raw` rules accept
    quantities as they are; `by_order` rules take the order of criteria instead of weights. `adds_parts` tells whether
    points of parts say something about the figure. `takes_price_once` rules divide by the price, so no leaf may score
    it again; `weighs_price` ones take its weight from a leaf; one that `excludes` may leave bids out itself; where it
    `decides_in_band`, equal figures may rank apart. `shown` gives the parameters that documents print. `linear` gives
    the linear form where there is one, `many` the figures of many tenders at once, the highest first. `by_price` rules
    look at prices alone, which is where the law asks for tests of low bids; `can_reverse` tells whether one that
    reverses does so as declared.
    """

    name: str
    order: Callable[[Mapping[str, Point], Context], Award]
    properties: Properties
    source: str
    traps: str
    figure: Literal["points", "money", "other"] = "other"
    weighs: bool = True
    reads_matrix: bool = False
    takes_raw: bool = False
    by_order: bool = False
    adds_parts: bool = True
    by_price: bool = False
    needs_worth: bool = False
    takes_price_once: bool = False
    excludes: Callable[[AwardRule], bool] = _never
    decides_in_band: Callable[[AwardRule], bool] = _never
    weighs_price: Callable[[AwardRule], bool] = _never
    shown: Callable[[AwardRule], tuple[str, ...]] | None = None
    linear: Callable[[AwardRule, Fraction, Rows], Linear | None] | None = None
    spreadsheet: Callable[[AwardRule, Cells], str] | None = None
    many: Callable[[AwardRule, Many], Floats] | None = None
    can_reverse: Callable[[AwardRule], bool] = _always


def lowest(figures: Mapping[str, Fraction | None]) -> dict[str, Key]:
    """Give the keys of figures of which the lowest is first; a bid without one comes last."""
    return {bid: (Fraction(-1),) if figure is None else (Fraction(0), -figure) for bid, figure in figures.items()}


def highest(figures: Mapping[str, Fraction]) -> Award:
    """Give the award of figures of which the highest is first."""
    return Award(figures, {bid: (figure,) for bid, figure in figures.items()})
