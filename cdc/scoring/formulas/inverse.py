"""Inverse proportion: the reference over the quantity."""

from __future__ import annotations

from fractions import Fraction

from cdc.model.method import Formula
from cdc.scoring.formulas import arrays
from cdc.scoring.formulas.record import Cells, Field, LeafFormula, Promises


def _share(field: Field, q: Fraction) -> Fraction:
    ratio = field.reference / q if field.low_is_good else q / field.reference
    return ratio**field.formula.power


def _has_no_number(field: Field, q: Fraction) -> bool:
    return q <= 0 or field.reference <= 0 if field.low_is_good else q < 0 or field.reference <= 0


def _spreadsheet(formula: Formula, cells: Cells) -> str:
    return f"({cells.low}/{cells.own})^{formula.power}"


def _many(formula: Formula, price: arrays.Floats, base: float | None) -> arrays.Floats:
    return (arrays.reference(formula, price) / price) ** formula.power


INVERSE = LeafFormula(
    "inverse",
    _share,
    many=_many,
    source=(
        "France: classic method; Italy: inverse proportion; UK, Spain, Poland, World Bank. The most used price formula."
    ),
    traps=(
        "Undefined at a price of zero: declare `zero`. Never gives 0. Equal steps of money give unequal points. "
        "A losing cheap bid can reverse the order of two others."
    ),
    promises=Promises(True, True, True, True, True, True),
    has_no_number=_has_no_number,
    moves_with="best",
    choices=("zero",),
    swaps={"inverse": {}},
    example={},
    spreadsheet=_spreadsheet,
)
