"""Closeness to the ideal bid, far from the worst one."""

from __future__ import annotations

from collections.abc import Mapping

from cdc.model.method import AwardRule
from cdc.scoring import outranking
from cdc.scoring.awards.raw import aims
from cdc.scoring.awards.record import Award, AwardRecord, Context, Point, Properties, highest


def _order(points: Mapping[str, Point], context: Context) -> Award:
    names = sorted(points)
    matrix = [[points[bid].leaves[leaf.id] for leaf in context.leaves] for bid in names]
    found = outranking.topsis(
        matrix,
        [context.shares[leaf.id] for leaf in context.leaves],
        aims=aims(context.leaves),
        normalisation=context.rule.normalisation,
    )
    return highest({bid: context.round_figure(found[at]) for at, bid in enumerate(names)})


def _shown(rule: AwardRule) -> tuple[str, ...]:
    return ("normalisation",)


TOPSIS = AwardRecord(
    "topsis",
    _order,
    Properties(True, False, False, True, True, True, False),
    source="Hwang and Yoon (1981); named in the Italian guidelines with vector normalisation.",
    traps=(
        "The normalisation can change the winner: 0.500/0.617/0.500 against 0.762/0.722/0.238 on the textbook "
        "data. All answers must be known. Ranks can reverse when a bid leaves."
    ),
    reads_matrix=True,
    takes_raw=True,
    adds_parts=False,
    shown=_shown,
)
