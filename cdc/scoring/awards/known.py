"""The award rules there are: a literal list, and how one is found by the name that was declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from cdc.model.method import AwardRule
from cdc.scoring.awards.adjusted_price import ADJUSTED_PRICE
from cdc.scoring.awards.award_on_value import AWARD_ON_VALUE
from cdc.scoring.awards.electre import ELECTRE
from cdc.scoring.awards.lexicographic import LEXICOGRAPHIC
from cdc.scoring.awards.lowest_acceptable import LOWEST_ACCEPTABLE
from cdc.scoring.awards.ratio import RATIO
from cdc.scoring.awards.record import Award, AwardRecord, Context, Point
from cdc.scoring.awards.topsis import TOPSIS
from cdc.scoring.awards.weighted_sum import WEIGHTED_SUM

AWARDS: tuple[AwardRecord, ...] = (
    WEIGHTED_SUM,
    RATIO,
    ADJUSTED_PRICE,
    AWARD_ON_VALUE,
    LOWEST_ACCEPTABLE,
    LEXICOGRAPHIC,
    TOPSIS,
    ELECTRE,
)
_BY_NAME: Mapping[str, AwardRecord] = {record.name: record for record in AWARDS}


def record(rule: AwardRule) -> AwardRecord:
    """Give the record of a declared rule."""
    return _BY_NAME[rule.type]


def named(name: str) -> AwardRecord:
    """Give the record of that name."""
    return _BY_NAME[name]


def award(points: Mapping[str, Point], context: Context) -> Award:
    """Apply the award rule to bids without open values; a bid without cost comes last where the rule needs one.

    One that the rule leaves out for its quality is out without a cost too.
    """
    rule = record(context.rule)
    if not rule.properties.needs_cost:
        return rule.order(points, context)
    found = rule.order({bid: point for bid, point in points.items() if point.cost is not None}, context)
    lost = {bid: replace(point, cost=Fraction(0)) for bid, point in points.items() if point.cost is None}
    excluded = {**found.excluded, **(rule.order(lost, context).excluded if rule.excludes(context.rule) else {})}
    keys = {bid: (Fraction(0), *key) for bid, key in found.keys.items()} | {bid: (Fraction(-1),) for bid in lost}
    return Award({**found.figures, **dict.fromkeys(lost)}, keys, excluded)
