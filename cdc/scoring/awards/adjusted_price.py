"""The price divided by what quality earns; the lowest is first."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from cdc.model.method import AwardRule
from cdc.model.ranking import Reason
from cdc.scoring.awards.record import Award, AwardRecord, Cells, Context, Linear, Many, Point, Properties, Rows, lowest
from cdc.scoring.formulas.arrays import Floats
from cdc.scoring.numbers import UndefinedScoreError


def _order(points: Mapping[str, Point], context: Context) -> Award:
    """Give P / (1 + k · (Q - pass) / (100 - pass)) (Quebec), or P / (1 + Σv / (1 - Σv max)) + A (ProZorro)."""
    below = sorted(bid for bid, point in points.items() if (point.cost or 0) < 0)
    if below:
        raise UndefinedScoreError("zero_quantity", bids=", ".join(below))
    return _meat(points, context) if context.rule.form == "meat" else _quebec(points, context)


def _meat(points: Mapping[str, Point], context: Context) -> Award:
    whole = context.quality_share
    if whole >= 1:
        raise UndefinedScoreError("weights_full")
    figures: dict[str, Fraction | None] = {
        bid: context.round_figure(
            ((point.cost or Fraction(0)) - point.added) / (1 + point.quality * whole / (1 - whole)) + point.added
        )
        for bid, point in points.items()
    }
    return Award(figures, lowest(figures))


def _quebec(points: Mapping[str, Point], context: Context) -> Award:
    rule, least = context.rule, Fraction(context.rule.pass_mark)
    figures: dict[str, Fraction | None] = {}
    excluded: dict[str, Reason] = {}
    for bid, point in points.items():
        quality = point.quality * 100
        if quality < least:
            figures[bid] = None
            excluded[bid] = Reason("reason_pass_mark", {"mark": rule.pass_mark})
            continue
        gained = (quality - least) / (100 - least) if least < 100 else Fraction(0)
        figures[bid] = context.round_figure((point.cost or Fraction(0)) / (1 + Fraction(rule.k) * gained))
    return Award(figures, lowest(figures), excluded)


def _linear(rule: AwardRule, quality_share: Fraction, rows: Rows) -> Linear | None:
    if rule.added:
        return None
    if rule.form == "meat":
        return Linear(quality_share / (1 - quality_share), Fraction(1)) if quality_share < 1 else None
    if not _all_pass(rule, rows):
        return None
    steep = Fraction(rule.k) / (100 - Fraction(rule.pass_mark))
    return Linear(100 * steep, 1 - steep * Fraction(rule.pass_mark))


def _all_pass(rule: AwardRule, rows: Rows) -> bool:
    """Tell whether no weighting can put a bid below the pass mark."""
    return rule.pass_mark < 100 and all(value * 100 >= rule.pass_mark for row in rows.values() for value in row)


def _spreadsheet(rule: AwardRule, cells: Cells) -> str:
    if not cells.cost or not cells.whole or rule.added:
        return ""
    if rule.form == "meat":
        return f"{cells.cost}/(1+{cells.quality}/{cells.whole}*{cells.share}/(1-{cells.share}))"
    if rule.pass_mark == 100:
        return ""
    gained = f"({cells.quality}/{cells.whole}*100-{rule.pass_mark})/{100 - rule.pass_mark}"
    return f"{cells.cost}/(1+{rule.k}*{gained})"


def _many(rule: AwardRule, many: Many) -> Floats:
    import numpy as np

    if rule.form == "meat":
        return -many.price / (1 + many.quality * many.share / (1 - many.share))
    quality, mark = many.quality * 100, float(rule.pass_mark)
    gained = (quality - mark) / (100 - mark) if mark < 100 else quality * 0
    return np.where(quality < mark - 1e-9, -np.inf, -many.price / (1 + float(rule.k) * gained))


def _weighs_price(rule: AwardRule) -> bool:
    return rule.form == "meat"


def _excludes(rule: AwardRule) -> bool:
    return rule.form == "quebec" and rule.pass_mark > 0


def _shown(rule: AwardRule) -> tuple[str, ...]:
    return ("form", "added") if rule.form == "meat" else ("form", "k", "pass_mark")


ADJUSTED_PRICE = AwardRecord(
    "adjusted_price",
    _order,
    Properties(False, True, True, True, True, False, False),
    source=(
        "Quebec contracting rules (k 0.15 to 0.30, Q at least 70). Ukraine, ProZorro: openprocurement/barbecue, and "
        "for costs of the life cycle ProzorroUKR/prozorro-auction, whose tests turn 469 into 364.78 (two features "
        "of 15 %, 10 % reached each) and 469 with costs of 100 into 569."
    ),
    traps="For meat the weights of quality must stay below the whole.",
    figure="money",
    weighs_price=_weighs_price,
    excludes=_excludes,
    shown=_shown,
    linear=_linear,
    spreadsheet=_spreadsheet,
    many=_many,
)
