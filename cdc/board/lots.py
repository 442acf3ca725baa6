"""What evaluators wrote about one lot: said of it, or of every lot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from typing import TypeVar

from cdc.model.bid import JudgedScore, Moderated, PairScore, ScoreSheet

Row = TypeVar("Row", JudgedScore, Moderated, PairScore)
Score = TypeVar("Score", JudgedScore, Moderated)


def sheet_of(sheet: ScoreSheet, vendors: Collection[str], lot: str | None) -> ScoreSheet:
    """Give what a sheet says of these vendors and of a lot; of a tender in one lot everything."""
    pairs = tuple(pair for pair in sheet.pairs if pair.better in vendors and pair.other in vendors)
    rows = {
        "scores": scores_of(sheet.scores, vendors, lot),
        "verified": tuple(row for row in sheet.verified if row.vendor in vendors),
        "pairs": _nearest(pairs, lot, lambda row: (row.criterion, frozenset((row.better, row.other)))),
    }
    return sheet.model_copy(update=rows)


def scores_of(rows: Iterable[Score], vendors: Collection[str], lot: str | None) -> tuple[Score, ...]:
    """Give the scores of these vendors: where one is of the lot, the one of every lot goes."""
    mine = tuple(row for row in rows if row.vendor in vendors)
    return _nearest(mine, lot, lambda row: (row.vendor, row.criterion))


def _nearest(rows: tuple[Row, ...], lot: str | None, cell: Callable[[Row], Hashable]) -> tuple[Row, ...]:
    own = {cell(row) for row in rows if row.lot is not None and row.lot == lot}
    return tuple(row for row in rows if row.lot == lot or (row.lot is None and cell(row) not in own))
