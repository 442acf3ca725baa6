"""The quantity itself, for rules that compare columns."""

from __future__ import annotations

from fractions import Fraction

from cdc.scoring.formulas.record import Field, LeafFormula


def _share(field: Field, q: Fraction) -> Fraction:
    return q


AS_IS = LeafFormula(
    "as_is",
    _share,
    source="Columns of TOPSIS and ELECTRE.",
    traps="Gives no points; other award rules refuse it.",
    moves_with="nothing",
    is_raw=True,
)
