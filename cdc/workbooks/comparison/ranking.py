"""Quality, price, figure and rank of each bid."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cdc.model.ranking import BidResult, Ranking
from cdc.scoring import numbers
from cdc.scoring.awards import known as awards
from cdc.scoring.awards.record import Cells
from cdc.workbooks.comparison.case import Case
from cdc.workbooks.comparison.points import Sources
from cdc.workbooks.comparison.rounding import live
from cdc.workbooks.comparison.tables import bid
from cdc.workbooks.kit.place import FIRST, Placed
from cdc.workbooks.kit.table import Formula, Row, Value

TIE_DIGITS = 9
"""Decimals to which totals are compared: a spreadsheet computes in binary, exact ties must stay ties."""
NOTHING = "–"
LABELS = {
    "quality": "value.quality",
    "price": "value.price",
    "figure": "report.figure",
    "rank": "report.rank",
    "printed": "report.printed",
}
ROW = {key: row for row, key in enumerate(LABELS, FIRST)}


@dataclass(frozen=True, slots=True)
class _Cell:
    """What stands in one cell, and its look where it differs."""

    value: Value
    look: str = "number"


def rows(case: Case, points: Placed, ranking: Placed, sources: Sources) -> list[Row]:
    """Give the rows of the ranking; the last one has figures as documents print them, whatever the sheet shows."""
    cells = {
        "quality": {key: _quality(case, points, key, result) for key, result in case.columns()},
        "price": {key: _price(case, points, key, result) for key, result in case.columns()},
    }
    figures = {key: _figure(case, ranking, sources, key, result) for key, result in case.columns()}
    cells["figure"] = {key: _figure_cell(result, figures[key]) for key, result in case.columns()}
    cells["rank"] = {key: _rank(case, ranking, key, result, figures[key]) for key, result in case.columns()}
    cells["printed"] = {key: _printed(case, ranking, key, result) for key, result in case.columns()}
    return [
        Row(
            {"what": case.say(label), "note": "", **{key: cell.value for key, cell in cells[name].items()}},
            looks={key: cell.look for key, cell in cells[name].items()},
        )
        for name, label in LABELS.items()
    ]


def _quality(case: Case, points: Placed, key: str, result: BidResult) -> _Cell:
    if any(item.step == "total" for item in case.spec.evaluation.rescaling):
        return _Cell(result.quality[0], "fixed")
    return _Cell(Formula(_sum(case, points, key, is_price=False), result.quality[0]))


def _price(case: Case, points: Placed, key: str, result: BidResult) -> _Cell:
    economic = [leaf.id for leaf in case.spec.leaves if leaf.is_economic]
    total = sum((result.leaves[leaf].points[0] for leaf in economic), Fraction(0))
    return _Cell(Formula(_sum(case, points, key, is_price=True), total))


def _sum(case: Case, points: Placed, key: str, *, is_price: bool) -> str:
    """Add the points of the leaves that are, or are not, of price."""
    leaves = [leaf for leaf in case.spec.leaves if leaf.is_economic == is_price]
    return "+".join(points.far_cell(key, case.rows[leaf.id]) for leaf in leaves) or "0"


def _figure(case: Case, ranking: Placed, sources: Sources, key: str, result: BidResult) -> str:
    """Give the formula of the award rule for one bid; nothing where it cannot be live."""
    if result.low is None:
        return ""
    method, rounding = case.evaluated.method, case.spec.evaluation.rounding
    cost = sources.cost_of(key) if result.cost.total is not None else ""
    whole, share = float(method.quality_share * method.maximum), float(method.quality_share)
    own = Cells(ranking.cell(key, ROW["quality"]), ranking.cell(key, ROW["price"]), cost, whole, share)
    rule = case.spec.evaluation.award_rule
    written = awards.record(rule).spreadsheet
    bare = written(rule, own) if written else ""
    if not bare or rounding.stage != "total":
        return bare
    return live(bare, rounding)


def _figure_cell(result: BidResult, figured: str) -> _Cell:
    if result.rank is None or result.low is None:
        return _Cell(NOTHING, "text")
    return _Cell(Formula(figured, result.low)) if figured else _Cell(result.low, "fixed")


def _printed(case: Case, ranking: Placed, key: str, result: BidResult) -> _Cell:
    """Give the figure at the low end, rounded as declared."""
    if result.rank is None or result.low is None:
        return _Cell(NOTHING, "text")
    step = case.spec.evaluation.rounding
    value = numbers.rounded(result.low, step.places, step.mode)
    formula = live(ranking.cell(key, ROW["figure"]), step)
    return _Cell(Formula(formula, value)) if formula else _Cell(value, "fixed")


def _rank(case: Case, ranking: Placed, key: str, result: BidResult, figured: str) -> _Cell:
    """Give the rank: counted from the figures where they are live, else written."""
    if result.rank is None:
        return _Cell(case.say(f"report.{result.status}"), "text")
    rule = case.spec.evaluation.award_rule
    if not figured or awards.record(rule).decides_in_band(rule):
        return _Cell(result.rank, "fixed")
    rounding = case.spec.evaluation.rounding
    digits = rounding.places if rounding.stage == "total" else TIE_DIGITS
    with_figure = [item for item in case.ranking.bids if item.low is not None]  # the others come last
    field = ranking.field(bid(0), bid(len(with_figure) - 1), ROW["figure"])
    sign = "<" if awards.named(case.ranking.award).properties.low_first else ">"
    own = ranking.cell(key, ROW["figure"])
    behind = _place_in_tie(case.ranking, result)
    counted = f"SUMPRODUCT(--(ROUND({field},{digits}){sign}ROUND({own},{digits})))+1"
    return _Cell(Formula(counted + (f"+{behind}" if behind else ""), result.rank), "bold")


def _place_in_tie(ranking: Ranking, result: BidResult) -> int:
    """Give how many places the tie-break chain puts a bid behind the first of its equals."""
    equals = [other.rank or 0 for other in ranking.bids if other.low == result.low]
    return (result.rank or 0) - min(equals)
