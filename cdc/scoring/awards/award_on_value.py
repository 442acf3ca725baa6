"""The price less the money value of quality; values may be negative, the lowest figure is first."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from cdc.model.method import AwardRule
from cdc.scoring.awards.record import Award, AwardRecord, Context, Many, Point, Properties, lowest
from cdc.scoring.formulas.arrays import Floats


def _order(points: Mapping[str, Point], context: Context) -> Award:
    figures: dict[str, Fraction | None] = {}
    for bid, point in points.items():
        value = Fraction(0)
        for leaf in context.leaves:
            if not leaf.is_economic:
                none, full = Fraction(leaf.worth_at_zero), Fraction(leaf.worth or 0)
                value += none + (full - none) * point.leaves[leaf.id]
        figures[bid] = context.round_figure((point.cost or Fraction(0)) - value)
    return Award(figures, lowest(figures))


def _many(rule: AwardRule, many: Many) -> Floats:
    import numpy as np

    none, full = many.worth[:, 0], many.worth[:, 1]
    gained = none + (full - none) * (many.points / np.where(many.full == 0, 1, many.full))
    return gained.sum(axis=2) - many.price


AWARD_ON_VALUE = AwardRecord(
    "award_on_value",
    _order,
    Properties(False, True, True, True, False, False, False),
    source="Netherlands: gunnen op waarde.",
    traps="Each quality criterion needs `worth`; values may be negative. Nothing depends on other bids.",
    figure="money",
    weighs=False,
    needs_worth=True,
    many=_many,
)
