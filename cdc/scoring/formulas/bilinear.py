"""Two slopes: steeper up to the mean discount."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from cdc.scoring.formulas.record import Field, LeafFormula, Promises
from cdc.scoring.numbers import UndefinedScoreError


def _share(field: Field, q: Fraction) -> Fraction:
    knee, most = field.knee, field.most
    gain, x = field.gain(q), Fraction(field.formula.x or 0)
    if most <= 0:
        return field.none_better
    if gain <= knee:
        if knee <= 0:
            raise UndefinedScoreError("knee", knee=knee)
        return x * gain / knee
    return x + (1 - x) * (gain - knee) / (most - knee)


BILINEAR = LeafFormula(
    "bilinear",
    _share,
    source="Italy: ANAC guidelines no 2; x of 0.80, 0.85 or 0.90. Venice, Musei Civici, tender 18/2017.",
    traps=(
        "With one bid or equal bids platforms give x or the full mark: declare `equal`. "
        "The mean is over admitted bids only."
    ),
    promises=Promises(True, True, True, True, True, True),
    when_equal="full",
    needs_base=True,
    divides_by_gain=True,
    choices=("equal",),
    swaps={"bilinear_85": {"x": Decimal("0.85")}},
    example={"base": 200, "x": "0.85"},
)
