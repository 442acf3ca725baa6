"""The first criterion decides, at equality the next."""

from __future__ import annotations

from collections.abc import Mapping

from cdc.scoring.awards.record import Award, AwardRecord, Context, Point, Properties


def _order(points: Mapping[str, Point], context: Context) -> Award:
    keys = {bid: tuple(point.leaves[leaf.id] for leaf in context.leaves) for bid, point in points.items()}
    return Award(dict.fromkeys(points), keys)


LEXICOGRAPHIC = AwardRecord(
    "lexicographic",
    _order,
    Properties(False, False, False, True, True, False, False),
    source="Directives that allow a descending order of importance only.",
    traps="A hundredth on the first criterion beats everything on the second.",
    weighs=False,
    by_order=True,
    adds_parts=False,
)
