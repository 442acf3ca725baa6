"""The discount over the highest one, or over a significant one where that is more."""

from __future__ import annotations

from fractions import Fraction

from cdc.scoring.formulas.record import Field, LeafFormula, Promises


def _share(field: Field, q: Fraction) -> Fraction:
    return field.gain(q) / max(Fraction(field.formula.significant or 0), field.most)


CORRECTED = LeafFormula(
    "corrected",
    _share,
    source="Spain: Aragón, report 6/2014.",
    traps="Cures to_ceiling where all bids hug the ceiling; below the significant discount nobody takes the full mark.",
    promises=Promises(True, True, True, True, False, True),
    moves_with="best",
    needs_base=True,
    example={"base": 200, "significant": 60},
)
