"""A power of the discount over the highest discount."""

from __future__ import annotations

from fractions import Fraction

from cdc.model.method import Formula
from cdc.scoring import numbers
from cdc.scoring.formulas import arrays
from cdc.scoring.formulas.record import Field, LeafFormula, Promises


def _share(field: Field, q: Fraction) -> Fraction:
    if field.most <= 0:
        return field.none_better
    ratio, alpha = field.gain(q) / field.most, numbers.declared(field.formula.alpha)
    return -numbers.power(-ratio, alpha) if ratio < 0 else numbers.power(ratio, alpha)


def _many(formula: Formula, price: arrays.Floats, base: float | None) -> arrays.Floats:
    import numpy as np

    gain = arrays.gain(formula, price, base)
    ratio = gain / gain.max(axis=1, keepdims=True)
    return arrays.flat(formula, gain, np.sign(ratio) * np.abs(ratio) ** float(numbers.declared(formula.alpha)))


CONCAVE = LeafFormula(
    "concave",
    _share,
    many=_many,
    source="Italy: Consip, alpha from 0.1 to 0.7 against big discounts, above 1 to reward them.",
    traps="alpha changes the effective weight of the price. Computed with fifty digits unless alpha is whole.",
    promises=Promises(True, True, True, True, True, True),
    moves_with="best",
    needs_base=True,
    divides_by_gain=True,
    example={"base": 200, "alpha": "0.5"},
)
