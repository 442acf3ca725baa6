"""The distance from the mean of all bids."""

from __future__ import annotations

from fractions import Fraction

from cdc.model.method import Formula
from cdc.scoring.formulas import arrays
from cdc.scoring.formulas.record import Cells, Field, LeafFormula, Promises
from cdc.scoring.numbers import UndefinedScoreError


def _share(field: Field, q: Fraction) -> Fraction:
    mean = field.mean
    if mean <= 0:
        raise UndefinedScoreError("zero_quantity", bids="")
    away = (q - mean) / mean if field.low_is_good else (mean - q) / mean
    return Fraction(field.formula.at_mean) - Fraction(field.formula.slope) * away


def _spreadsheet(formula: Formula, cells: Cells) -> str:
    return f"{formula.at_mean}-{formula.slope}*({cells.own}-{cells.mean})/{cells.mean}"


def _many(formula: Formula, price: arrays.Floats, base: float | None) -> arrays.Floats:
    mean = price.mean(axis=1, keepdims=True)
    return float(formula.at_mean) - float(formula.slope) * (price - mean) / mean


MEAN_DISTANCE = LeafFormula(
    "mean_distance",
    _share,
    many=_many,
    source="UK council templates: 50 - (P - mean) / mean × 100.",
    traps="The cheapest is not at the full mark; unbounded on both sides. Any bid moves all others.",
    promises=Promises(True, False, False, True, False, True),
    example={},
    spreadsheet=_spreadsheet,
)
