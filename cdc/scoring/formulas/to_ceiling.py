"""The discount over the highest discount."""

from __future__ import annotations

from fractions import Fraction

from cdc.model.method import Formula
from cdc.scoring.formulas import arrays
from cdc.scoring.formulas.record import Field, LeafFormula, Promises


def _share(field: Field, q: Fraction) -> Fraction:
    return field.none_better if field.most <= 0 else field.gain(q) / field.most


def _many(formula: Formula, price: arrays.Floats, base: float | None) -> arrays.Floats:
    gain = arrays.gain(formula, price, base)
    return arrays.flat(formula, gain, gain / gain.max(axis=1, keepdims=True))


TO_CEILING = LeafFormula(
    "to_ceiling",
    _share,
    many=_many,
    source="Italy: linear interpolation (D.P.R. 207/2010, annex G).",
    traps=(
        "When all stand at the ceiling it divides by zero: platforms give all or nothing, declare `none_better`. "
        "Small discounts decide everything."
    ),
    promises=Promises(True, True, True, True, True, True),
    moves_with="best",
    needs_base=True,
    divides_by_gain=True,
    choices=("none_better",),
    swaps={"to_ceiling": {}},
    example={"base": 200},
)
