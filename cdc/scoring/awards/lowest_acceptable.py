"""The lowest total cost of the admitted bids."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from cdc.model.method import AwardRule
from cdc.scoring.awards.record import Award, AwardRecord, Cells, Context, Many, Point, Properties, lowest
from cdc.scoring.formulas.arrays import Floats


def _order(points: Mapping[str, Point], context: Context) -> Award:
    figures = {bid: context.round_figure(point.cost or Fraction(0)) for bid, point in points.items()}
    return Award(figures, lowest(figures))


def _spreadsheet(rule: AwardRule, cells: Cells) -> str:
    return cells.cost


def _many(rule: AwardRule, many: Many) -> Floats:
    return -many.price


LOWEST_ACCEPTABLE = AwardRecord(
    "lowest_acceptable",
    _order,
    Properties(False, True, True, True, True, False, False),
    source="Italy, article 54 of D.Lgs. 36/2023; lowest price, technically acceptable.",
    traps="Quality counts through knock-outs and thresholds only. Declare a test for abnormally low bids.",
    figure="money",
    weighs=False,
    adds_parts=False,
    by_price=True,
    spreadsheet=_spreadsheet,
    many=_many,
)
