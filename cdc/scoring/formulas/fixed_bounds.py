"""Bounds fixed by the buyer: the full mark at one, nothing at the other."""

from __future__ import annotations

from fractions import Fraction

from cdc.model.method import Formula
from cdc.scoring import numbers
from cdc.scoring.formulas import arrays
from cdc.scoring.formulas.record import Cells, Field, LeafFormula, Promises


def _share(field: Field, q: Fraction) -> Fraction:
    full, zero = numbers.declared(field.formula.full_at), numbers.declared(field.formula.zero_at)
    return (zero - q) / (zero - full)


def _spreadsheet(formula: Formula, cells: Cells) -> str:
    return f"({formula.zero_at}-{cells.own})/({formula.zero_at}-{formula.full_at})"


def _many(formula: Formula, price: arrays.Floats, base: float | None) -> arrays.Floats:
    full, zero = float(numbers.declared(formula.full_at)), float(numbers.declared(formula.zero_at))
    return (zero - price) / (zero - full)


def _rises(formula: Formula) -> bool:
    full, zero = numbers.declared(formula.full_at), numbers.declared(formula.zero_at)
    return full < zero if formula.aim == "minimise" else full > zero


FIXED_BOUNDS = LeafFormula(
    "fixed_bounds",
    _share,
    many=_many,
    source="Netherlands: gewogen factor (Psetmax, Psetmin fixed by the buyer).",
    traps=(
        "Leaves the scale outside the bounds unless clipped. Bounds far from the market take the weight out of the "
        "price."
    ),
    promises=Promises(False, False, False, True, False, False),
    moves_with="nothing",
    example={"full_at": 100, "zero_at": 200},
    spreadsheet=_spreadsheet,
    rises=_rises,
)
