"""Leaf formulas: a quantity of each bid (price, delay, guarantee) becomes a share of the full mark.

Formulas and their sources stand in docs/methods; every choice they leave open (equal bids, one bid, zero, over the ceiling,
limits, rounding) is a parameter of the `Formula` that was declared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from cdc.model.method import Formula, Stage
from cdc.scoring import expression, numbers
from cdc.scoring.interval import NOTHING, UNKNOWN, Interval
from cdc.scoring.numbers import UndefinedScoreError

ONE, ZERO = Fraction(1), Fraction(0)


@dataclass(frozen=True, slots=True)
class Promises:
    """What a formula promises before limits and rounding; tests hold it to every yes and every no.

    relative: a bid's share depends on the other bids (with a reference taken from them). never_negative and never_over: the share
    stays at or above 0, at or below 1, for bids up to the ceiling. monotone: a better quantity never gets less. best_full: the best
    bid takes the full mark. scale_free: other units of the quantity (with the ceiling) change nothing.
    """

    relative: bool
    never_negative: bool
    never_over: bool
    monotone: bool
    best_full: bool
    scale_free: bool


PROMISES: Mapping[str, Promises] = {
    "inverse": Promises(True, True, True, True, True, True),
    "minmax": Promises(True, True, True, True, True, True),
    "fixed_bounds": Promises(False, False, False, True, False, False),
    "band": Promises(True, False, True, True, True, True),
    "relevant_range": Promises(True, False, True, True, True, True),
    "log": Promises(True, False, True, True, True, True),
    "to_ceiling": Promises(True, True, True, True, True, True),
    "corrected": Promises(True, True, True, True, False, True),
    "concave": Promises(True, True, True, True, True, True),
    "bilinear": Promises(True, True, True, True, True, True),
    "absolute_concave": Promises(False, True, True, True, False, True),
    "mean_distance": Promises(True, False, False, True, False, True),
    "table": Promises(False, True, True, False, False, False),
}
"""Per type of formula; `expression` promises nothing (it is tried at five prices when checked), `as_is` gives no points."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The share of each bid, and the figures all of them were compared with, by name."""

    shares: Mapping[str, Interval]
    references: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class _Field:
    """The quantities that are compared."""

    formula: Formula
    values: tuple[Fraction, ...]
    base: Fraction | None
    full: Fraction

    @property
    def low_is_good(self) -> bool:
        return self.formula.aim == "minimise"

    @cached_property
    def best(self) -> Fraction:
        return min(self.values) if self.low_is_good else max(self.values)

    @cached_property
    def worst(self) -> Fraction:
        return max(self.values) if self.low_is_good else min(self.values)

    @cached_property
    def reference(self) -> Fraction:
        wanted, given = self.formula.reference, Fraction(self.formula.reference_value or 0)
        if wanted == "fixed":
            return given
        if wanted == "best_and_estimate":
            return (self.best + given) / 2
        return (
            self.best
            if wanted == "best"
            else numbers.mean(self.values)
            if wanted == "mean"
            else numbers.median(self.values)
        )

    @cached_property
    def floor(self) -> Fraction:
        if self.base is None:
            if self.low_is_good:
                raise UndefinedScoreError("no_base")
            return ZERO
        return self.base

    @cached_property
    def knee(self) -> tuple[Fraction, Fraction]:
        """Give the gain at which the slope changes, and the largest gain."""
        gains = [self.gain(value) for value in self.values]
        return numbers.mean(gains) if self.formula.knee == "mean" else numbers.median(gains), max(gains)

    def gain(self, quantity: Fraction) -> Fraction:
        """Give how much better than the base a quantity is: per cent of the base, or its own units when maximised."""
        if not self.low_is_good:
            return quantity - self.floor
        if self.floor == 0:
            raise UndefinedScoreError("no_base")
        return 100 * (self.floor - quantity) / self.floor


def score(
    formula: Formula, quantities: Mapping[str, Fraction | None], *, base: Fraction | None = None, full: Fraction = ONE
) -> Scored:
    """Give each bid's share of the full mark, normally from 0 to 1.

    `quantities` holds the bids that are compared, None where a bid names none (then its share is anything from 0 to 1, and it
    sets no reference). `base` is the ceiling when the formula has none of its own, `full` the points of the full mark: they
    matter to rounded points and to expressions only. Raises UndefinedScoreError where the formula gives no number.
    """
    if formula.base is not None:
        base = Fraction(formula.base)
    known = {bid: _rounded(formula, "bid", q) for bid, q in quantities.items() if q is not None}
    over = [bid for bid, q in known.items() if formula.over_ceiling == "zero" and is_over(formula, q, base)]
    compared = {bid: q for bid, q in known.items() if bid not in over}
    table = _Field(formula, tuple(compared.values()), base, full)
    raw = _raw(table, compared) if compared else {}
    shares: dict[str, Interval] = {}
    for bid in quantities:
        if bid in raw:
            shares[bid] = Interval.exactly(_finished(formula, raw[bid], full))
        else:
            shares[bid] = NOTHING if bid in over else UNKNOWN
    return Scored(shares, _references(table) if compared else {})


def is_over(formula: Formula, quantity: Fraction, base: Fraction | None) -> bool:
    """Tell whether a quantity is worse than the ceiling (or floor)."""
    limit = Fraction(formula.base) if formula.base is not None else base
    if limit is None:
        return False
    return quantity > limit if formula.aim == "minimise" else quantity < limit


def points(formula: Formula, share: Fraction, full: Fraction) -> Fraction:
    """Give the points of a share, rounded as the formula declares for the criterion."""
    return _rounded(formula, "criterion", share * full)


def _raw(table: _Field, compared: Mapping[str, Fraction]) -> dict[str, Fraction]:
    formula = table.formula
    alike = _alike_rule(formula, len(compared)) if len(set(compared.values())) == 1 else "formula"
    if alike != "formula":
        return dict.fromkeys(compared, ONE if alike == "full" else ZERO)
    if formula.type in _DIVIDING and formula.reference != "fixed" and any(q <= 0 for q in compared.values()):
        return _with_zero(table, compared)
    share = _SHARES[formula.type]
    return {bid: share(table, quantity) for bid, quantity in compared.items()}


def _alike_rule(formula: Formula, count: int) -> str:
    usual = "full" if formula.type in ("minmax", "bilinear") else "formula"
    equal = formula.equal or usual
    return (formula.single or equal) if count == 1 else equal


def _with_zero(table: _Field, compared: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Apply the declared rule where a quantity of zero (or less) would be divided by."""
    rule = table.formula.zero
    if rule == "refuse":
        raise UndefinedScoreError("zero_quantity", bids=", ".join(sorted(b for b, q in compared.items() if q <= 0)))
    if rule == "full_for_all":
        return dict.fromkeys(compared, ONE)
    return {bid: ONE if quantity <= 0 else ZERO for bid, quantity in compared.items()}


def _inverse(table: _Field, q: Fraction) -> Fraction:
    ratio = table.reference / q if table.low_is_good else q / table.reference
    return ratio**table.formula.power


def _minmax(table: _Field, q: Fraction) -> Fraction:
    span = table.worst - table.best
    if span == 0:
        raise UndefinedScoreError("all_equal")
    return (table.worst - q) / span


def _fixed_bounds(table: _Field, q: Fraction) -> Fraction:
    full, zero = Fraction(table.formula.full_at or 0), Fraction(table.formula.zero_at or 0)
    return (zero - q) / (zero - full)


def _band(table: _Field, q: Fraction) -> Fraction:
    reference = table.reference
    width = Fraction(table.formula.band or 0) * reference
    return (reference + width - q) / width if table.low_is_good else (q - reference + width) / width


def _relevant_range(table: _Field, q: Fraction) -> Fraction:
    reference, n = table.reference, Fraction(table.formula.n or 0)
    if table.low_is_good:
        return (n * reference - q) / ((n - 1) * reference)
    return (q - reference / n) / (reference - reference / n)


def _log(table: _Field, q: Fraction) -> Fraction:
    ratio = q / table.reference if table.low_is_good else table.reference / q
    return 1 - numbers.logarithm(ratio) / numbers.logarithm(Fraction(table.formula.zero_ratio or 0))


def _to_ceiling(table: _Field, q: Fraction) -> Fraction:
    most = table.gain(table.best)
    return _none_better(table) if most <= 0 else table.gain(q) / most


def _none_better(table: _Field) -> Fraction:
    return ONE if table.formula.none_better == "full" else ZERO


def _corrected(table: _Field, q: Fraction) -> Fraction:
    return table.gain(q) / max(Fraction(table.formula.significant or 0), table.gain(table.best))


def _concave(table: _Field, q: Fraction) -> Fraction:
    most = table.gain(table.best)
    if most <= 0:
        return _none_better(table)
    ratio, alpha = table.gain(q) / most, Fraction(table.formula.alpha or 1)
    return -numbers.power(-ratio, alpha) if ratio < 0 else numbers.power(ratio, alpha)


def _bilinear(table: _Field, q: Fraction) -> Fraction:
    knee, most = table.knee
    gain, x = table.gain(q), Fraction(table.formula.x or 0)
    if most <= 0:
        return _none_better(table)
    if gain <= knee:
        if knee <= 0:
            raise UndefinedScoreError("knee", knee=knee)
        return x * gain / knee
    return x + (1 - x) * (gain - knee) / (most - knee)


def _absolute_concave(table: _Field, q: Fraction) -> Fraction:
    base = table.floor
    if base == 0:
        raise UndefinedScoreError("no_base")
    exponent = Fraction(table.formula.n or 1)
    ratio = q / base if table.low_is_good else base / q
    return 1 - numbers.power(ratio, exponent)


def _mean_distance(table: _Field, q: Fraction) -> Fraction:
    mean = numbers.mean(table.values)
    if mean == 0:
        raise UndefinedScoreError("zero_quantity", bids="")
    away = (q - mean) / mean if table.low_is_good else (mean - q) / mean
    return Fraction(table.formula.at_mean) - Fraction(table.formula.slope) * away


def _table(table: _Field, q: Fraction) -> Fraction:
    """Read the share of the first row that is not better than q; on a line, between that row and the one before."""
    sign = 1 if table.low_is_good else -1
    rows = sorted(
        ((sign * Fraction(row.at), Fraction(row.share)) for row in table.formula.rows), key=lambda row: row[0]
    )
    at = sign * q
    before: tuple[Fraction, Fraction] | None = None
    for place, share in rows:
        if at <= place:
            if before is None or table.formula.between == "step" or at == place:
                return share
            return before[1] + (share - before[1]) * (at - before[0]) / (place - before[0])
        before = (place, share)
    return ZERO if table.formula.between == "step" else rows[-1][1]


def _expression(table: _Field, q: Fraction) -> Fraction:
    values = {
        "P": q, "Pmin": min(table.values), "Pmax": max(table.values), "Pavg": numbers.mean(table.values),
        "Pmed": numbers.median(table.values), "N": Fraction(len(table.values)), "M": table.full,
    }  # fmt: skip
    if table.base is not None:
        values["Base"] = table.base
    if table.full == 0:
        return ZERO
    return expression.parse(table.formula.text or "0")(values) / table.full


_SHARES: dict[str, Callable[[_Field, Fraction], Fraction]] = {
    "inverse": _inverse, "minmax": _minmax, "fixed_bounds": _fixed_bounds, "band": _band, "relevant_range": _relevant_range,
    "log": _log, "to_ceiling": _to_ceiling, "corrected": _corrected, "concave": _concave, "bilinear": _bilinear,
    "absolute_concave": _absolute_concave, "mean_distance": _mean_distance, "table": _table, "expression": _expression,
    "as_is": lambda _, q: q,
}  # fmt: skip
_DIVIDING = frozenset({"inverse", "log", "band", "relevant_range"})


def _finished(formula: Formula, share: Fraction, full: Fraction) -> Fraction:
    """Keep the limits, then round the coefficient, then the points."""
    if formula.type == "as_is":
        return share
    if formula.clip in ("both", "low"):
        share = max(share, ZERO)
    if formula.clip in ("both", "high"):
        share = min(share, ONE)
    share = _rounded(formula, "coefficient", share)
    return points(formula, share, full) / full if full else share


def _rounded(formula: Formula, stage: Stage, value: Fraction) -> Fraction:
    for step in formula.rounding:
        if step.stage == stage:
            value = numbers.rounded(value, step.places, step.mode)
    return value


def _references(table: _Field) -> dict[str, Fraction]:
    """Give the figures of the comparison that the trace shows."""
    found = {"best": table.best, "worst": table.worst, "mean": numbers.mean(table.values)}
    if table.base is not None:
        found["base"] = table.base
    return found
