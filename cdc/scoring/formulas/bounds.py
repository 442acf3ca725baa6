"""Shares while other bids are open: what a bid gets at least and at most, whatever they turn out to be.

Every record but a typed formula keeps one promise: when another bid gets worse, no share falls. So a bid that may still
be left out lies between as many of the best and as many of the worst one, and a bid without a quantity between the best
and the worst there can be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cdc.model.method import Formula
from cdc.scoring.formulas import known
from cdc.scoring.formulas.record import ONE, ZERO, Field
from cdc.scoring.interval import Interval
from cdc.scoring.numbers import UndefinedScoreError


@dataclass(frozen=True, slots=True)
class Open:
    """What is open about the bids that are compared: which may still be left out, and whether some name no quantity."""

    optional: Collection[str]
    has_unnamed: bool


def moves(formula: Formula) -> str:
    """Say what a bid's share moves with besides itself: `nothing`, the `best` bid, `all`, or `anything`."""
    found = known.record(formula).moves_with
    if found == "best" and formula.reference == "fixed":
        return "nothing"
    return "all" if found == "best" and formula.reference in ("mean", "median") else found


def has_none_better(table: Field) -> bool:
    """Tell whether a formula that divides by the best gain finds no bid better than the base."""
    return known.record(table.formula).divides_by_gain and table.most <= 0


def limits(formula: Formula) -> Interval:
    """Give the least and the largest share there can be; a formula without limits has none while something is open."""
    record = known.record(formula)
    promises = record.promises
    is_low = formula.clip in ("both", "low") or (
        promises is not None and promises.never_negative and not record.needs_base
    )
    is_high = formula.clip in ("both", "high") or (promises is not None and promises.never_over)
    if not (is_low and is_high) and not record.is_raw:
        raise UndefinedScoreError("open_values")
    return Interval(ZERO, ONE)


def around(
    table: Field, compared: Mapping[str, Fraction], bid: str, is_open: Open, alike: Mapping[str, str]
) -> Interval:
    """Give one bid's raw share between its least and largest; `alike` holds the rules for one and for equal bids."""
    formula = table.formula
    if moves(formula) == "anything":
        return limits(formula)
    own = compared[bid]
    certain = [q for name, q in compared.items() if name == bid or name not in is_open.optional]
    found = [*_alike(table, own, certain, alike)]
    if is_open.has_unnamed:
        found += _beside_unnamed(table, own, certain)
    else:
        count, ends = len(compared) - len(certain), (min(compared.values()), max(compared.values()))
        for end in ends:
            found += _end(table, own, [*certain, *[end] * count])
    return Interval(min(found), max(found))


def _alike(table: Field, own: Fraction, certain: list[Fraction], rules: Mapping[str, str]) -> Iterator[Fraction]:
    """Give the shares that the rules for equal bids would give, where the bids that are certain are equal."""
    if set(certain) != {own}:
        return
    alone = _with(table, [own])
    if has_none_better(alone):
        yield known.record(table.formula).share(alone, own)
        return
    for rule in {rules["equal"], *([rules["single"]] if len(certain) == 1 else [])}:
        if rule == "formula":
            yield _counted(alone, own)
        else:
            yield ONE if rule == "full" else ZERO


def ruled_alike(own: Fraction, certain: Collection[Fraction], rules: Mapping[str, str]) -> Iterator[Fraction]:
    """Give the shares that rules for one and for equal bids may give one whose certain rivals are all like it."""
    if set(certain) == {own}:
        yield from (ONE if rule == "full" else ZERO for rule in rules.values() if rule != "formula")


def _beside_unnamed(table: Field, own: Fraction, certain: list[Fraction]) -> Iterator[Fraction]:
    """Give the ends beside a bid that may name anything: the least share, and what is left when it is out of reach."""
    within = limits(table.formula)
    yield within.low
    if moves(table.formula) == "all" or table.formula.zero == "full_for_all":
        yield within.high
    else:
        yield from _end(table, own, certain, alone=True)


def _end(table: Field, own: Fraction, values: list[Fraction], *, alone: bool = False) -> Iterator[Fraction]:
    """Give the share beside these values; equal ones have their own rules, unless a bid out of reach stands by."""
    if len(set(values)) == 1 and not alone:
        return
    yield _counted(_with(table, values), own)


def _counted(field: Field, own: Fraction) -> Fraction:
    """Give what the formula says of one bid beside these values, where it has a number for all of them."""
    record = known.record(field.formula)
    if any(record.has_no_number(field, value) for value in field.values):
        raise UndefinedScoreError("open_values")
    return record.share(field, own)


def _with(table: Field, values: list[Fraction]) -> Field:
    return Field(table.formula, tuple(values), table.base, table.full)
