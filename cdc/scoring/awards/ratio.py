"""Quality per price, and a decider among those close to the best."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from cdc.model.method import AwardRule
from cdc.scoring.awards.record import Award, AwardRecord, Cells, Context, Key, Linear, Many, Point, Properties, Rows
from cdc.scoring.formulas.arrays import Floats
from cdc.scoring.numbers import UndefinedScoreError


def _order(points: Mapping[str, Point], context: Context) -> Award:
    """Z = (quality + offset) · scale / price; within the band below the best Z the decider takes over.

    UfAB einfache and erweiterte Richtwertmethode (Z = L/P, band up to 10 %); with offset and scale 10,000 the Quebec
    municipal formula.
    """
    rule = context.rule
    quality = {bid: point.quality * Fraction(rule.quality_maximum) for bid, point in points.items()}
    figures: dict[str, Fraction] = {}
    for bid, point in points.items():
        if not point.cost or point.cost < 0:
            raise UndefinedScoreError("zero_quantity", bids=bid)
        figures[bid] = context.round_figure((quality[bid] + Fraction(rule.offset)) * Fraction(rule.scale) / point.cost)
    bound = max(figures.values(), default=Fraction(0)) * (1 - Fraction(rule.band) / 100)
    keys: dict[str, Key] = {}
    for bid, z in figures.items():
        decides = quality[bid] if rule.decider == "quality" else -(points[bid].cost or Fraction(0))
        keys[bid] = (Fraction(1), decides, z) if rule.band and z >= bound else (Fraction(0), z, Fraction(0))
    return Award(figures, keys)


def _linear(rule: AwardRule, quality_share: Fraction, rows: Rows) -> Linear | None:
    return None if rule.band else Linear(Fraction(rule.quality_maximum), Fraction(rule.offset))


def _spreadsheet(rule: AwardRule, cells: Cells) -> str:
    if not cells.cost or not cells.whole:
        return ""
    return f"({cells.quality}/{cells.whole}*{rule.quality_maximum}+{rule.offset})*{rule.scale}/{cells.cost}"


def _many(rule: AwardRule, many: Many) -> Floats:
    return (many.quality * float(rule.quality_maximum) + float(rule.offset)) / many.price


def _decides_in_band(rule: AwardRule) -> bool:
    return rule.band > 0


def _shown(rule: AwardRule) -> tuple[str, ...]:
    return ("quality_maximum", "scale", "offset", "band", "decider")


RATIO = AwardRecord(
    "ratio",
    _order,
    Properties(True, False, True, True, True, True, True),
    source=(
        "Germany: UfAB, simple and extended method (Z = L/P). Quebec, municipal formula: offset 0 to 50, scale 10,000."
    ),
    traps="The price must not earn points as well. In Quebec a bid 13 points worse wins when 15 % cheaper.",
    takes_price_once=True,
    decides_in_band=_decides_in_band,
    shown=_shown,
    linear=_linear,
    spreadsheet=_spreadsheet,
    many=_many,
    can_reverse=_decides_in_band,
)
"""It depends on other bids only through its band."""
