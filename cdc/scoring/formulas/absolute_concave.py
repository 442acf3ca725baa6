"""A power of the quantity over the ceiling, whatever others bid."""

from __future__ import annotations

from fractions import Fraction

from cdc.model.method import Formula
from cdc.scoring import numbers
from cdc.scoring.formulas import arrays
from cdc.scoring.formulas.record import Field, LeafFormula, Promises
from cdc.scoring.numbers import UndefinedScoreError


def _share(field: Field, q: Fraction) -> Fraction:
    base = field.floor
    if base == 0:
        raise UndefinedScoreError("no_base")
    if q < 0 or (q == 0 and not field.low_is_good):
        raise UndefinedScoreError("zero_quantity", bids="")
    ratio = q / base if field.low_is_good else base / q
    return 1 - numbers.power(ratio, numbers.declared(field.formula.n))


def _many(formula: Formula, price: arrays.Floats, base: float | None) -> arrays.Floats:
    return 1 - (price / arrays.top(formula, base)) ** float(numbers.declared(formula.n))


ABSOLUTE_CONCAVE = LeafFormula(
    "absolute_concave",
    _share,
    many=_many,
    source="Italy: Consip, non-linear concave.",
    traps="No bid depends on another. Above the base it is negative: exclude or clip.",
    promises=Promises(False, True, True, True, False, True),
    moves_with="nothing",
    needs_base=True,
    example={"base": 200, "n": 2},
)
