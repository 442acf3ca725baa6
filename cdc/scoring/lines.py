"""The inputs of a leaf, line by line: what was claimed, what counts, where it was read."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cdc.model.bid import AnswerRead
from cdc.model.ranking import Line
from cdc.model.tender import Criterion
from cdc.scoring.cases import Case
from cdc.scoring.interval import Interval
from cdc.scoring.tables import Table


def answer_lines(case: Case, table: Table, *, missing: str) -> Iterator[Line]:
    """Give each requirement of a leaf: what was claimed, what counts, and why it differs."""
    fixes = {fix.id: fix for fix in case.entry.corrections.corrections if fix.answer is not None}
    typed = {read.id: read for read in case.entry.bid.answers}
    for item in table.items:
        id_ = item.id
        answer = case.counted.get(id_)
        points = item.points.get(answer) if answer is not None else None
        unknown = (0, 0) if missing == "zero" else (item.worst, item.best)
        low, high = unknown if points is None else (points, points)
        key, note = ("" if answer else "missing"), ""
        if id_ in case.verified:
            key, note = "verified", case.verified[id_][1]
        elif id_ in fixes:
            key, note = "corrected", f"{fixes[id_].by}, {fixes[id_].when}: {fixes[id_].why}"
        read = typed.get(id_)
        claim = (read.answer or read.typed) if read else ""
        origin = str(read.origin) if read and read.origin else ""
        yield Line(
            id_,
            item.weight,
            claim,
            answer or "",
            Fraction(low, table.parts),
            Fraction(high, table.parts),
            origin,
            note,
            key,
        )


def statement_line(leaf: Criterion, read: AnswerRead | None, value: Interval) -> Line:
    """Give a yes or no, or an amount, as one line."""
    origin = str(read.origin) if read and read.origin else ""
    answer = read.answer or "" if read else ""
    typed = read.typed if read else ""
    return Line(leaf.id, Fraction(1), typed, answer, value.low, value.high, origin, "", "" if answer else "missing")
