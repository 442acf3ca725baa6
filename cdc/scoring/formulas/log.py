"""The logarithm of the ratio to the reference."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from cdc.model.method import Formula
from cdc.scoring import numbers
from cdc.scoring.formulas import arrays
from cdc.scoring.formulas.record import Cells, Field, LeafFormula, Promises


def _share(field: Field, q: Fraction) -> Fraction:
    ratio = q / field.reference if field.low_is_good else field.reference / q
    return 1 - numbers.logarithm(ratio) / numbers.logarithm(numbers.declared(field.formula.zero_ratio))


def _has_no_number(field: Field, q: Fraction) -> bool:
    return q <= 0 or field.reference <= 0


def _spreadsheet(formula: Formula, cells: Cells) -> str:
    return f"1-LN({cells.own}/{cells.low})/LN({formula.zero_ratio})"


def _many(formula: Formula, price: arrays.Floats, base: float | None) -> arrays.Floats:
    import numpy as np

    return 1 - np.log(price / arrays.reference(formula, price)) / np.log(float(numbers.declared(formula.zero_ratio)))


LOG = LeafFormula(
    "log",
    _share,
    many=_many,
    source="Netherlands; differences between two bids do not depend on the lowest.",
    traps="Negative beyond zero_ratio unless clipped. Computed with fifty digits.",
    promises=Promises(True, False, True, True, True, True),
    has_no_number=_has_no_number,
    moves_with="best",
    swaps={"log_2": {"zero_ratio": Decimal(2)}},
    example={"zero_ratio": 2},
    spreadsheet=_spreadsheet,
)
