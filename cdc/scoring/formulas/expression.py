"""A formula typed by the buyer."""

from __future__ import annotations

from fractions import Fraction

from cdc.scoring import expression, numbers
from cdc.scoring.formulas.record import ZERO, Field, LeafFormula


def _share(field: Field, q: Fraction) -> Fraction:
    values = {
        "P": q,
        "Pmin": min(field.values),
        "Pmax": max(field.values),
        "Pavg": field.mean,
        "Pmed": numbers.median(field.values),
        "N": Fraction(len(field.values)),
        "M": field.full,
    }
    if field.base is not None:
        values["Base"] = field.base
    if field.full == 0:
        return ZERO
    return expression.parse(field.formula.text or "0")(values) / field.full


EXPRESSION = LeafFormula(
    "expression",
    _share,
    source=(
        "House and historical formulas, such as 10/3 · (7 - P/Pmin) (Belleville, held irregular) and M · Pavg^3 / "
        "(P^3 + Pavg^3)."
    ),
    traps=(
        "A misplaced bracket has cost a tender: 6.25 instead of 25 points. "
        "`cdc check` tries the text at the lowest price, mean, ceiling, double and zero."
    ),
    moves_with="anything",
    is_linear=False,
    example={"text": "M * Pavg^3 / (P^3 + Pavg^3)"},
)
