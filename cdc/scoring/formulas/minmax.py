"""Min-max: nothing for the worst bid, everything for the best."""

from __future__ import annotations

from fractions import Fraction

from cdc.model.method import Formula
from cdc.scoring.formulas import arrays
from cdc.scoring.formulas.record import Cells, Field, LeafFormula, Promises
from cdc.scoring.numbers import UndefinedScoreError


def _share(field: Field, q: Fraction) -> Fraction:
    span = field.worst - field.best
    if span == 0:
        raise UndefinedScoreError("all_equal")
    return (field.worst - q) / span


def _spreadsheet(formula: Formula, cells: Cells) -> str:
    return f"({cells.high}-{cells.own})/({cells.high}-{cells.low})"


def _many(formula: Formula, price: arrays.Floats, base: float | None) -> arrays.Floats:
    worst = price.max(axis=1, keepdims=True)
    return (worst - price) / (worst - arrays.best(price))


MINMAX = LeafFormula(
    "minmax",
    _share,
    many=_many,
    source=(
        "France: linear method (one of three described by the legal department of the ministry); "
        "Consip, interdependent."
    ),
    traps=(
        "Of two bids one gets everything and one nothing, be it for a cent (CAA Paris, 8 February 2016, no "
        "15PA02953). Depends on the worst bid too."
    ),
    promises=Promises(True, True, True, True, True, True),
    when_equal="full",
    is_all_or_nothing=True,
    choices=("equal",),
    swaps={"minmax": {}},
    example={},
    spreadsheet=_spreadsheet,
)
