"""Rows set by the buyer, read as steps or along lines."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from cdc.model.method import Formula
from cdc.scoring.formulas import arrays
from cdc.scoring.formulas.record import ZERO, Field, LeafFormula, Promises


def _share(field: Field, q: Fraction) -> Fraction:
    """Read the share of the first row that is not better than q; on a line, between that row and the one before."""
    sign, between = (1 if field.low_is_good else -1), field.formula.between
    rows = sorted((sign * Fraction(row.at), Fraction(row.share)) for row in field.formula.rows)
    at = sign * q
    before: tuple[Fraction, Fraction] | None = None
    for place, share in rows:
        if at <= place:
            if before is None or between == "step" or at == place:
                return share
            return before[1] + (share - before[1]) * (at - before[0]) / (place - before[0])
        before = (place, share)
    return ZERO if between == "step" else rows[-1][1]


def _many(formula: Formula, price: arrays.Floats, base: float | None) -> arrays.Floats:
    import numpy as np

    at = [float(row.at) for row in sorted(formula.rows, key=lambda row: row.at)]
    share = [float(row.share) for row in sorted(formula.rows, key=lambda row: row.at)]
    if formula.between == "line":
        return np.interp(price, at, share)
    return np.array([*share, 0.0])[np.searchsorted(at, price, side="left")]


def _rises(formula: Formula) -> bool:
    sign = 1 if formula.aim == "minimise" else -1
    rows = sorted((sign * row.at, row.share) for row in formula.rows)
    return all(better[1] >= worse[1] for better, worse in pairwise(rows))


TABLE = LeafFormula(
    "table",
    _share,
    many=_many,
    source="Thresholds set by the buyer.",
    traps="A cent across a threshold jumps. Nothing checks that a better quantity gets more: look at your rows.",
    promises=Promises(False, True, True, False, False, False),
    moves_with="nothing",
    example={"rows": [{"at": 110, "share": 1}, {"at": 140, "share": "0.5"}]},
    rises=_rises,
)
