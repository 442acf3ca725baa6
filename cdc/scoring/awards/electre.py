"""Pairs of bids, criterion by criterion."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from cdc.model.method import AwardRule
from cdc.scoring import outranking
from cdc.scoring.awards.raw import aim
from cdc.scoring.awards.record import Award, AwardRecord, Context, Point, Properties


def _order(points: Mapping[str, Point], context: Context) -> Award:
    matrix = {bid: [aim(leaf) * point.leaves[leaf.id] for leaf in context.leaves] for bid, point in points.items()}
    weights = [context.shares[leaf.id] for leaf in context.leaves]
    places = outranking.electre_order(matrix, weights, rerun=context.rule.rerun)
    first = outranking.electre(matrix, weights)
    figures = {
        bid: context.round_figure(found) if (found := first.points.get(bid)) is not None else None for bid in points
    }
    return Award(figures, {bid: (Fraction(-place),) for bid, place in places.items()})


def _shown(rule: AwardRule) -> tuple[str, ...]:
    return ("rerun",)


ELECTRE = AwardRecord(
    "electre",
    _order,
    Properties(True, False, False, False, True, True, False),
    source="Italian guidelines; steps as in open platforms that apply them.",
    traps=(
        "Only the winner of a round means something: the next place needs a new round (`rerun`). "
        "A dominated bid leaves the round. Ranks can reverse when a bid leaves."
    ),
    reads_matrix=True,
    takes_raw=True,
    adds_parts=False,
    shown=_shown,
)
