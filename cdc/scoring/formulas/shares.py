"""Shares of the full mark: the declared choices around a formula (equal or single bids, zero, ceiling, rounding)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from cdc.model.method import Formula, Stage
from cdc.scoring import numbers
from cdc.scoring.formulas import known
from cdc.scoring.formulas.bounds import Open, around, has_none_better, limits, moves, ruled_alike
from cdc.scoring.formulas.record import ONE, ZERO, Field
from cdc.scoring.interval import NOTHING, UNKNOWN, Interval
from cdc.scoring.numbers import UndefinedScoreError


@dataclass(frozen=True, slots=True)
class Scored:
    """The share of each bid, and the figures all of them were compared with, by name."""

    shares: Mapping[str, Interval]
    references: Mapping[str, Fraction] = field(default_factory=dict)


def score(
    formula: Formula,
    quantities: Mapping[str, Fraction | None],
    *,
    base: Fraction | None = None,
    full: Fraction = ONE,
    optional: Collection[str] = (),
) -> Scored:
    """Give each bid's share of the full mark, normally from 0 to 1.

    `quantities` holds the bids that are compared, None where a bid names none: its own share is then open, and so are
    those of the bids it may move. `optional` names bids that may still be left out. `base` is the ceiling when the
    formula has none of its own, `full` the points of the full mark: they matter to rounded points and to expressions
    only. Raises UndefinedScoreError where the formula gives no number.
    """
    if formula.base is not None:
        base = Fraction(formula.base)
    named = {bid: _rounded(formula, "bid", q) for bid, q in quantities.items() if q is not None}
    over = [bid for bid, q in named.items() if formula.over_ceiling == "zero" and is_over(formula, q, base)]
    compared = {bid: q for bid, q in named.items() if bid not in over}
    table = Field(formula, tuple(compared.values()), base, full)
    shares = dict.fromkeys(quantities, NOTHING)
    for bid, value in _raw(table, compared, Open(optional, len(named) < len(quantities))).items():
        shares[bid] = _finished(formula, value, full)
    for bid in quantities.keys() - named.keys():
        shares[bid] = _finished(formula, limits(formula), full)
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


def _raw(table: Field, compared: Mapping[str, Fraction], is_open: Open) -> dict[str, Interval]:
    """Give shares before limits and rounding: exact ones where nothing that moves them is open."""
    if not compared:
        return {}
    is_settled = not is_open.has_unnamed and not any(bid in is_open.optional for bid in compared)
    if is_settled:
        return {bid: Interval.exactly(value) for bid, value in _exact(table, compared).items()}
    alike = {"equal": _alike_rule(table.formula, 2), "single": _alike_rule(table.formula, 1)}
    if moves(table.formula) == "nothing":
        return _apart(table, compared, is_open, alike)
    if moves(table.formula) == "anything":
        _exact(table, compared)  # a typed formula without a number for the bids that are known has none for all
    record = known.record(table.formula)
    if any(record.has_no_number(table, q) for q in compared.values()):
        _with_zero(table, compared, list(compared))
        return dict.fromkeys(compared, UNKNOWN)
    return {bid: around(table, compared, bid, is_open, alike) for bid in compared}


def _apart(
    table: Field, compared: Mapping[str, Fraction], is_open: Open, alike: Mapping[str, str]
) -> dict[str, Interval]:
    """Give shares that no other bid moves, but by the rules for one bid, for equal ones and for a zero."""
    formula, record = table.formula, known.record(table.formula)
    certain = {bid: q for bid, q in compared.items() if bid not in is_open.optional}
    whole = _by_formula(table, compared)
    found = {}
    for bid, own in compared.items():
        values = [whole[bid], _by_formula(table, {**certain, bid: own})[bid]]
        values += ruled_alike(own, [*certain.values(), own], alike)
        if is_open.has_unnamed and formula.zero == "full_for_all" and record.has_no_number(table, ZERO):
            values.append(ONE)
        found[bid] = Interval(min(values), max(values))
    return found


def _exact(table: Field, compared: Mapping[str, Fraction]) -> dict[str, Fraction]:
    alike = _rule_for_all(table)
    if alike != "formula":
        return dict.fromkeys(compared, ONE if alike == "full" else ZERO)
    return _by_formula(table, compared)


def _by_formula(table: Field, compared: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Give the shares of the formula itself, with the rule for quantities of which it gives no number."""
    record = known.record(table.formula)
    without = [bid for bid, q in compared.items() if record.has_no_number(table, q)]
    if without:
        return _with_zero(table, compared, without)
    return {bid: record.share(table, q) for bid, q in compared.items()}


def _rule_for_all(table: Field) -> str:
    """Give the first rule that applies to all: none better than the base, one alone, all equal; else the formula."""
    if has_none_better(table):
        return table.formula.none_better
    return _alike_rule(table.formula, len(table.values)) if len(set(table.values)) == 1 else "formula"


def _alike_rule(formula: Formula, count: int) -> str:
    equal = formula.equal or known.record(formula).when_equal
    return (formula.single or equal) if count == 1 else equal


def _with_zero(table: Field, compared: Mapping[str, Fraction], without: list[str]) -> dict[str, Fraction]:
    """Apply the declared rule where a quantity of zero or less would be divided by.

    The full mark for such a bid alone makes sense where a low quantity is good. Beside a fixed reference the others
    keep their own share; beside one that is taken from the bids nothing is left for them.
    """
    formula, zeros = table.formula, [bid for bid, q in compared.items() if q <= 0]
    if formula.zero == "full_for_all":
        return dict.fromkeys(compared, ONE)
    if formula.zero == "refuse" or not table.low_is_good:
        raise UndefinedScoreError("zero_quantity", bids=", ".join(sorted(zeros)))
    found = dict.fromkeys(compared, ZERO)
    if formula.reference == "fixed":
        share = known.record(formula).share
        found = {bid: share(table, q) for bid, q in compared.items() if bid not in without}
    return found | dict.fromkeys(zeros, ONE)


def _finished(formula: Formula, share: Interval, full: Fraction) -> Interval:
    """Keep the limits, then round the coefficient, then the points."""
    if known.record(formula).is_raw:
        return share
    if share.is_exact:
        return Interval.exactly(_limited(formula, share.low, full))
    return Interval(_limited(formula, share.low, full), _limited(formula, share.high, full))


def _limited(formula: Formula, share: Fraction, full: Fraction) -> Fraction:
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


def _references(table: Field) -> dict[str, Fraction]:
    """Give the figures of the comparison that the trace shows."""
    found = {"best": table.best, "worst": table.worst, "mean": table.mean}
    if table.base is not None:
        found["base"] = table.base
    return found
