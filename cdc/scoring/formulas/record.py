"""What a leaf formula is: one record with its function, its promises, its spreadsheet form and its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from cdc.model.method import Formula
from cdc.scoring import numbers
from cdc.scoring.formulas.arrays import Floats
from cdc.scoring.numbers import UndefinedScoreError

ONE, ZERO = Fraction(1), Fraction(0)


@dataclass(frozen=True, slots=True)
class Promises:
    """What a formula promises before limits and rounding; tests hold it to every yes and every no.

    relative: a bid's share depends on the other bids (with a reference taken from them). never_negative and never_over:
    the share stays at or above 0, at or below 1, for bids up to the ceiling. monotone: a better quantity never gets
    less. best_full: the best bid takes the full mark. scale_free: other units of the quantity (with the ceiling) change
    nothing.
    """

    relative: bool
    never_negative: bool
    never_over: bool
    monotone: bool
    best_full: bool
    scale_free: bool


@dataclass(frozen=True)
class Field:
    """The quantities that are compared."""

    formula: Formula
    values: tuple[Fraction, ...]
    base: Fraction | None
    full: Fraction

    @property
    def low_is_good(self) -> bool:
        """Tell whether a low quantity is good."""
        return self.formula.aim == "minimise"

    @cached_property
    def best(self) -> Fraction:
        """Give the best quantity."""
        return min(self.values) if self.low_is_good else max(self.values)

    @cached_property
    def worst(self) -> Fraction:
        """Give the worst quantity."""
        return max(self.values) if self.low_is_good else min(self.values)

    @cached_property
    def mean(self) -> Fraction:
        """Give the mean."""
        return numbers.mean(self.values)

    @cached_property
    def reference(self) -> Fraction:
        """Give what bids are compared with, as declared."""
        wanted, given = self.formula.reference, numbers.declared(self.formula.reference_value)
        if wanted == "fixed":
            return given
        if wanted == "best_and_estimate":
            return (self.best + given) / 2
        if wanted == "best":
            return self.best
        return self.mean if wanted == "mean" else numbers.median(self.values)

    @cached_property
    def floor(self) -> Fraction:
        """Give the ceiling that gains are measured from; nothing when a high quantity is good and none is declared."""
        if self.base is not None:
            return self.base
        if self.low_is_good:
            raise UndefinedScoreError("no_base")
        return ZERO

    @cached_property
    def gains(self) -> tuple[Fraction, ...]:
        """Give the gain of each quantity."""
        return tuple(self.gain(value) for value in self.values)

    @cached_property
    def most(self) -> Fraction:
        """Give the largest gain."""
        return max(self.gains)

    @cached_property
    def knee(self) -> Fraction:
        """Give the gain at which the slope changes."""
        return numbers.mean(self.gains) if self.formula.knee == "mean" else numbers.median(self.gains)

    @property
    def none_better(self) -> Fraction:
        """Give what all get when none is better than the base."""
        return ONE if self.formula.none_better == "full" else ZERO

    def gain(self, quantity: Fraction) -> Fraction:
        """Give how much better than the base a quantity is: per cent of the base, or its own units when maximised."""
        if not self.low_is_good:
            return quantity - self.floor
        if self.floor == 0:
            raise UndefinedScoreError("no_base")
        return 100 * (self.floor - quantity) / self.floor


@dataclass(frozen=True, slots=True)
class Cells:
    """References of a spreadsheet: the cell of one bid, and the cells of all that are compared."""

    own: str
    field: str

    @property
    def low(self) -> str:
        """Give the formula of the lowest."""
        return f"MIN({self.field})"

    @property
    def high(self) -> str:
        """Give the formula of the highest."""
        return f"MAX({self.field})"

    @property
    def mean(self) -> str:
        """Give the mean."""
        return f"AVERAGE({self.field})"


def _never(field: Field, quantity: Fraction) -> bool:
    """Tell that nothing is divided by the quantity."""
    return False


@dataclass(frozen=True, slots=True)
class LeafFormula:
    """A leaf formula: how a quantity becomes a share of the full mark, and all that others must know of it.

    `has_no_number` tells where zero or less has none, so that the declared rule for zero decides. `when_equal` is what
    equal bids get unless declared. `moves_with` is what a bid's share moves with besides itself: nothing, the `best`
    bid, or `all`; when another bid gets worse, no share falls. `needs_base` asks for a ceiling, `divides_by_gain`
    says that `none_better` decides where nobody gains. `swaps` are the usual parameters under which robustness tries
    it. `choices` are declared by hand since courts and platforms differ on them. `spreadsheet` gives the cell's
    formula, `rises` tells whether its parameters let no better quantity get less, `many` gives the shares of prices on
    many tenders at once, with the ceiling.
    """

    name: str
    share: Callable[[Field, Fraction], Fraction]
    source: str
    traps: str
    promises: Promises | None = None
    many: Callable[[Formula, Floats, float | None], Floats] | None = None
    has_no_number: Callable[[Field, Fraction], bool] = _never
    when_equal: Literal["formula", "full"] = "formula"
    moves_with: Literal["nothing", "best", "all", "anything"] = "all"
    needs_base: bool = False
    divides_by_gain: bool = False
    is_linear: bool = True
    is_raw: bool = False
    is_all_or_nothing: bool = False
    choices: tuple[str, ...] = ()
    swaps: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    example: Mapping[str, Any] | None = None
    rises: Callable[[Formula], bool] | None = None
    spreadsheet: Callable[[Formula, Cells], str] | None = None
