"""The discount over the highest one, or over a significant one where that is more."""

from __future__ import annotations

from fractions import Fraction

from cdc.model.method import Formula
from cdc.scoring import numbers
from cdc.scoring.formulas import arrays
from cdc.scoring.formulas.record import Field, LeafFormula, Promises


def _share(field: Field, q: Fraction) -> Fraction:
    return field.gain(q) / max(numbers.declared(field.formula.significant), field.most)


def _many(formula: Formula, price: arrays.Floats, base: float | None) -> arrays.Floats:
    import numpy as np

    gain = arrays.gain(formula, price, base)
    return gain / np.maximum(float(numbers.declared(formula.significant)), gain.max(axis=1, keepdims=True))


CORRECTED = LeafFormula(
    "corrected",
    _share,
    many=_many,
    source="Spain: Aragón, report 6/2014.",
    traps="Cures to_ceiling where all bids hug the ceiling; below the significant discount nobody takes the full mark.",
    promises=Promises(True, True, True, True, False, True),
    moves_with="best",
    needs_base=True,
    example={"base": 200, "significant": 60},
)
