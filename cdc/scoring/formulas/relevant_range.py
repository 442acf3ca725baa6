"""The relevant range: nothing at a multiple of the reference."""

from __future__ import annotations

from fractions import Fraction

from cdc.model.method import Formula
from cdc.scoring import numbers
from cdc.scoring.formulas import arrays
from cdc.scoring.formulas.record import Cells, Field, LeafFormula, Promises


def _share(field: Field, q: Fraction) -> Fraction:
    reference, n = field.reference, numbers.declared(field.formula.n)
    if field.low_is_good:
        return (n * reference - q) / ((n - 1) * reference)
    return (q - reference / n) / (reference - reference / n)


def _has_no_number(field: Field, q: Fraction) -> bool:
    return field.reference <= 0


def _spreadsheet(formula: Formula, cells: Cells) -> str:
    return f"({formula.n}*{cells.low}-{cells.own})/(({formula.n}-1)*{cells.low})"


def _many(formula: Formula, price: arrays.Floats, base: float | None) -> arrays.Floats:
    reference, n = arrays.reference(formula, price), float(numbers.declared(formula.n))
    return (n * reference - price) / ((n - 1) * reference)


RELEVANT_RANGE = LeafFormula(
    "relevant_range",
    _share,
    many=_many,
    source="France (Weka, methods of judging bids).",
    traps="The source itself allows negative notes beyond n times the lowest.",
    promises=Promises(True, False, True, True, True, True),
    has_no_number=_has_no_number,
    moves_with="best",
    example={"n": "1.5"},
    spreadsheet=_spreadsheet,
)
