"""A band: the full mark at the reference, nothing at its width beyond it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from cdc.model.method import Formula
from cdc.scoring import numbers
from cdc.scoring.formulas import arrays
from cdc.scoring.formulas.record import Cells, Field, LeafFormula, Promises


def _share(field: Field, q: Fraction) -> Fraction:
    reference = field.reference
    width = numbers.declared(field.formula.band) * reference
    return (reference + width - q) / width if field.low_is_good else (q - reference + width) / width


def _has_no_number(field: Field, q: Fraction) -> bool:
    return field.reference <= 0


def _spreadsheet(formula: Formula, cells: Cells) -> str:
    return f"({cells.low}*(1+{formula.band})-{cells.own})/({cells.low}*{formula.band})"


def _many(formula: Formula, price: arrays.Floats, base: float | None) -> arrays.Floats:
    reference, band = arrays.reference(formula, price), float(numbers.declared(formula.band))
    return (reference * (1 + band) - price) / (reference * band)


BAND = LeafFormula(
    "band",
    _share,
    many=_many,
    source="Switzerland: Preisspanne of 30, 50 or 75 %; Germany: band 1, nothing at double the lowest price.",
    traps=(
        "The band is a hidden weight: the same bids gave three winners with three bands. "
        "Negative beyond the band unless clipped."
    ),
    promises=Promises(True, False, True, True, True, True),
    has_no_number=_has_no_number,
    moves_with="best",
    swaps={"band_50": {"band": Decimal("0.5")}, "band_100": {"band": Decimal(1)}},
    example={"band": "0.5"},
    spreadsheet=_spreadsheet,
)
