"""The lowest total cost of the admitted bids."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from cdc.model.method import AwardRule
from cdc.scoring.awards.record import Award, AwardRecord, Cells, Context, Point, Properties, lowest


def _order(points: Mapping[str, Point], context: Context) -> Award:
    figures = {bid: context.round_figure(point.cost or Fraction(0)) for bid, point in points.items()}
    return Award(figures, lowest(figures))


def _spreadsheet(rule: AwardRule, cells: Cells) -> str:
    return cells.cost


LOWEST_ACCEPTABLE = AwardRecord(
    "lowest_acceptable",
    _order,
    Properties(False, True, True, True, True, False, False),
    source="Italy, article 54 of D.Lgs. 36/2023; lowest price, technically acceptable.",
    traps="Quality counts through knock-outs and thresholds only. Declare a test for abnormally low bids.",
    figure="money",
    weighs=False,
    adds_parts=False,
    spreadsheet=_spreadsheet,
)
