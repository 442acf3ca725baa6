"""Two slopes: steeper up to the mean discount."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from cdc.model.method import Formula
from cdc.scoring import numbers
from cdc.scoring.formulas import arrays
from cdc.scoring.formulas.record import Field, LeafFormula, Promises
from cdc.scoring.numbers import UndefinedScoreError


def _share(field: Field, q: Fraction) -> Fraction:
    knee, most = field.knee, field.most
    gain, x = field.gain(q), numbers.declared(field.formula.x)
    if most <= 0:
        return field.none_better
    if gain <= knee:
        if knee <= 0:
            raise UndefinedScoreError("knee", knee=knee)
        return x * gain / knee
    return x + (1 - x) * (gain - knee) / (most - knee)


def _many(formula: Formula, price: arrays.Floats, base: float | None) -> arrays.Floats:
    import numpy as np

    gain, x = arrays.gain(formula, price, base), float(numbers.declared(formula.x))
    middle = np.mean if formula.knee == "mean" else np.median
    knee, most = middle(gain, axis=1, keepdims=True), gain.max(axis=1, keepdims=True)
    beyond = x + (1 - x) * (gain - knee) / (most - knee)
    return arrays.flat(formula, gain, np.where(gain <= knee, x * gain / knee, beyond))


BILINEAR = LeafFormula(
    "bilinear",
    _share,
    many=_many,
    source="Italy: ANAC guidelines no 2; x of 0.80, 0.85 or 0.90. Venice, Musei Civici, tender 18/2017.",
    traps=(
        "With one bid or equal bids platforms give x or the full mark: declare `equal`. "
        "The mean is over admitted bids only."
    ),
    promises=Promises(True, True, True, True, True, True),
    when_equal="full",
    needs_base=True,
    divides_by_gain=True,
    choices=("equal",),
    swaps={"bilinear_85": {"x": Decimal("0.85")}},
    example={"base": 200, "x": "0.85"},
)
