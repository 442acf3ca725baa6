"""Rules on formulas of price and quantity: what courts refuse is found before publication."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from cdc.findings import Phrase
from cdc.lint.rule import Hit, Path, rule
from cdc.lint.walk import leaves
from cdc.model.method import Formula
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.scoring import expression
from cdc.scoring.formulas import known, shares
from cdc.scoring.numbers import UndefinedScoreError

NEUTRAL = Fraction(80, 100)
QUANTITIES = ("price", "quantity")


def _scored(spec: Specification) -> Iterator[tuple[Path, Criterion]]:
    """Give leaves that turn a quantity into points, and whose formula can be read."""
    for path, leaf in leaves(spec):
        if leaf.kind in QUANTITIES and not known.record(leaf.formula).is_raw and _readable(leaf.formula):
            yield path, leaf


def _readable(formula: Formula) -> bool:
    try:
        if formula.text:
            expression.parse(formula.text)
    except expression.ExpressionError:
        return False
    return True


def _prices(spec: Specification, aim: str | None = None) -> Iterator[tuple[Path, Criterion]]:
    """Give the scored price leaves, of one aim if it matters."""
    return (
        (path, leaf)
        for path, leaf in _scored(spec)
        if leaf.kind == "price" and (aim is None or leaf.formula.aim == aim)
    )


@rule("CDC230", alone=True)
def expressions_can_be_read(spec: Specification) -> Iterator[Hit]:
    """Read the text of expression formulas."""
    for path, leaf in leaves(spec):
        if leaf.kind in QUANTITIES and leaf.formula.text:
            try:
                expression.parse(leaf.formula.text)
            except expression.ExpressionError as error:
                facts = {"problem": Phrase(f"what.expression_{error.key}"), "at": error.at, "found": error.found}
                yield Hit((*path, "formula", "text"), facts)


def _probes(formula: Formula, spec: Specification) -> dict[str, Fraction | None]:
    """Give the share at five prices, for bids of 60, 75 and 90 % of the ceiling; None where there is no number."""
    ceiling = spec.budget.ceiling if spec.budget else None
    top = Fraction(next((given for given in (formula.base, ceiling) if given is not None), 100))
    low, mean = top * Fraction(60, 100), top * Fraction(75, 100)
    bids = {"a": low, "b": mean, "c": top * Fraction(90, 100)}
    free = formula.model_copy(update={"clip": "none", "rounding": (), "over_ceiling": "score"})
    prices = {"Pmin": low, "Pavg": mean, "Base": top, "2·Pmin": 2 * low, "0": Fraction(0)}
    return {name: _share(free, bids, price, top) for name, price in prices.items()}


def _share(formula: Formula, bids: dict[str, Fraction], price: Fraction, top: Fraction) -> Fraction | None:
    try:
        return shares.score(formula, {**bids, "probe": price}, base=top).shares["probe"].low
    except UndefinedScoreError:
        return None


@rule("CDC231")
def formulas_stay_inside(spec: Specification) -> Iterator[Hit]:
    """Try each formula at the lowest price, the mean, the ceiling, twice the lowest and zero."""
    for path, leaf in _prices(spec):
        outside = [] if leaf.formula.aim == "maximise" else list(_outside(leaf.formula, spec))
        if outside:
            name, share = outside[0]
            shown = "–" if share is None else Decimal(round(share * 10000)) / 100
            yield Hit((*path, "formula"), {"id": leaf.id, "price": name, "share": shown})


def _outside(formula: Formula, spec: Specification) -> Iterator[tuple[str, Fraction | None]]:
    """Give the prices at which the formula leaves the scale unclipped.

    A price of zero may do so upwards, or have no share.
    """
    clips_low, clips_high = formula.clip in ("both", "low"), formula.clip in ("both", "high")
    for name, share in _probes(formula, spec).items():
        if share is None:
            is_outside = name != "0"
        elif share < 0:
            is_outside = not clips_low and not (name == "0" and clips_high)
        else:
            is_outside = share > 1 and not clips_high
        if is_outside:
            yield name, share


@rule("CDC232")
def lowest_price_is_best(spec: Specification) -> Iterator[Hit]:
    """Compare the share of the lowest price with that of dearer ones (Conseil d'Etat, 29 October 2013, no 370789)."""
    for path, leaf in _prices(spec, "minimise"):
        probes = _probes(leaf.formula, spec)
        low = probes["Pmin"]
        if low is not None and any(share > low for name, share in probes.items() if share is not None and name != "0"):
            yield Hit((*path, "formula"), {"id": leaf.id})


@rule("CDC233")
def price_is_not_neutralised(spec: Specification) -> Iterator[Hit]:
    """Look at the share left at twice the lowest price (Conseil d'Etat, 3 November 2014, no 373362)."""
    for path, leaf in _prices(spec, "minimise"):
        share = _probes(leaf.formula, spec)["2·Pmin"]
        if share is not None and share > NEUTRAL:
            yield Hit((*path, "formula"), {"id": leaf.id, "share": Decimal(round(share * 1000)) / 10})


@rule("CDC234")
def one_cent_is_not_everything(spec: Specification) -> Iterator[Hit]:
    """Look for min-max prices: of two bids one gets everything and one nothing."""
    for path, leaf in _prices(spec):
        if known.record(leaf.formula).is_all_or_nothing:
            yield Hit((*path, "formula"), {"id": leaf.id})


@rule("CDC235")
def open_choices_are_declared(spec: Specification) -> Iterator[Hit]:
    """Look for choices on which courts and platforms differ and that were left to the defaults."""
    prices = list(_prices(spec))
    if spec.tender is None or not prices:
        return
    path, leaf = prices[0]
    given = leaf.formula.model_fields_set
    lost = [f"formula.{key}" for key in known.record(leaf.formula).choices if key not in given]
    declared = spec.evaluation.model_fields_set
    lost += [key for key in ("tax", "rounding") if key not in declared]
    if "over_ceiling" not in declared | given and spec.budget and spec.budget.ceiling is not None:
        lost.append("over_ceiling")
    if lost:
        yield Hit((*path, "formula"), {"id": leaf.id, "keys": ", ".join(lost)})


RULES = (
    expressions_can_be_read,
    formulas_stay_inside,
    lowest_price_is_best,
    price_is_not_neutralised,
    one_cent_is_not_everything,
    open_choices_are_declared,
)
