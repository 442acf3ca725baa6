"""Points of all leaves are added; the highest total is first."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from cdc.model.method import AwardRule
from cdc.scoring.awards.record import Award, AwardRecord, Cells, Context, Linear, Many, Point, Properties, Rows, highest
from cdc.scoring.formulas.arrays import Floats


def _order(points: Mapping[str, Point], context: Context) -> Award:
    return highest({bid: context.round_figure(point.total) for bid, point in points.items()})


def _linear(rule: AwardRule, quality_share: Fraction, rows: Rows) -> Linear:
    return Linear(Fraction(1), Fraction(0))


def _spreadsheet(rule: AwardRule, cells: Cells) -> str:
    return f"{cells.quality}+{cells.price}"


def _many(rule: AwardRule, many: Many) -> Floats:
    return many.points.sum(axis=2) + many.price_points


WEIGHTED_SUM = AwardRecord(
    "weighted_sum",
    _order,
    Properties(False, False, False, True, True, False, True),
    source=(
        "Everywhere. QCBS is this with an inverse price leaf and a threshold on the technical group; "
        "the World Bank's rated criteria are this with `rescaling: [total]`."
    ),
    traps="The rule itself never reverses two bids; relative price formulas and rescaling inside it can.",
    figure="points",
    linear=_linear,
    spreadsheet=_spreadsheet,
    many=_many,
)
