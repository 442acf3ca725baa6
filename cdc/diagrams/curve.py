"""The points of a price: one line, prices at which it stands still in grey, levels as dashed marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cdc.diagrams.svg import GREEN, INK, LINE, MUTED, PALE, Canvas, Drawing

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BASE = 820, 250, 60, 20, 16, 200


@dataclass(frozen=True, slots=True)
class Mark:
    """A price or a number of points that is marked, and what is written at it."""

    at: float
    label: str


def curve(
    points: Sequence[tuple[float, float]], *, rows: Sequence[Mark], dead: Sequence[tuple[float, float]],
    marks: Sequence[Mark], titles: tuple[str, str],
) -> Drawing:  # fmt: skip
    """Draw points by price; `rows` are the points that are written at the side, `titles` name the two axes."""
    canvas = Canvas(WIDTH, HEIGHT)
    low, high = points[0][0], points[-1][0]
    values = [*(row.at for row in rows), *(value for _, value in points)]
    top, bottom = max(values), min(values)

    def across(price: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (price - low) / ((high - low) or 1)

    def up(value: float) -> float:
        return BASE - (BASE - TOP) * (value - bottom) / ((top - bottom) or 1)

    for start, end in dead:
        canvas.rect(across(start), TOP, across(end) - across(start), BASE - TOP, fill=PALE, radius=0)
    for row in rows:
        canvas.line(LEFT, up(row.at), WIDTH - RIGHT, up(row.at), stroke=LINE)
        canvas.text(LEFT - 6, up(row.at) + 3, row.label, size=9, fill=MUTED, anchor="end")
    for mark in marks:
        canvas.line(across(mark.at), TOP, across(mark.at), BASE, stroke=MUTED, dash="3 3")
        canvas.text(across(mark.at), BASE + 15, mark.label, size=9.5, fill=INK, anchor="middle")
    for (x1, y1), (x2, y2) in pairwise(points):
        canvas.line(across(x1), up(y1), across(x2), up(y2), stroke=GREEN, width=2.4)
    canvas.text(LEFT, TOP - 5, titles[1], size=9.5, fill=MUTED, anchor="start")
    canvas.text((LEFT + WIDTH) / 2, HEIGHT - 12, titles[0], size=9.5, fill=MUTED, anchor="middle")
    return canvas.drawing()
