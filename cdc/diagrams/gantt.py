"""The Gantt chart: months, milestones in their own lane with staggered labels, a bar for each phase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from cdc.diagrams.svg import INK, LINE, MUTED, ORANGE, PALE, PALETTE, Canvas, Drawing, height_of, lines_of, width_of

WIDTH, NAMES, ROW, LABEL = 820, 210, 28, 240


@dataclass(frozen=True, slots=True)
class Bar:
    """A phase."""

    name: str
    start: dt.date
    end: dt.date
    group: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone."""

    name: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of the chart: the milestones' lane, the short word for weeks, month names."""

    milestones: str
    weeks: str
    month: Callable[[dt.date], str]


def draw(bars: tuple[Bar, ...], marks: tuple[Mark, ...], labels: Labels) -> Drawing:
    """Draw phases and milestones on one time axis."""
    first = min([bar.start for bar in bars] + [mark.date for mark in marks]).replace(day=1)
    last = max([bar.end for bar in bars] + [mark.date for mark in marks])
    months = _months(first, last)
    days = (months[-1] - first).days
    scale = (WIDTH - NAMES) / days

    def x(day: dt.date) -> float:
        return NAMES + (day - first).days * scale

    lanes, placed = _lanes(marks, x)
    top = 40
    tops = [top + sum(lanes[:at]) for at in range(len(lanes))]
    body = top + sum(lanes) + (10 if lanes else 0)
    names = [lines_of(bar.name, NAMES - 12, 10.5) for bar in bars]
    rows = [max(ROW, height_of(lines, 10.5) + 6) for lines in names]
    height = int(body + sum(rows) + 8)
    canvas = Canvas(WIDTH, height)
    _grid(canvas, months, x, top, height, labels)
    if marks:
        canvas.text(0, top + 14, labels.milestones, size=11, fill=ORANGE, bold=True)
    at = body
    for bar, lines, row in zip(bars, names, rows, strict=True):
        _bar(canvas, bar, lines, at, row, x, labels)
        at += row
    for mark, lane_at, is_left in placed:
        y = tops[lane_at] + 10.0
        canvas.line(x(mark.date), y, x(mark.date), height - 4, stroke=ORANGE, dash="2 3")
        middle = x(mark.date)
        canvas.polygon([(middle, y - 6), (middle + 6, y), (middle, y + 6), (middle - 6, y)], fill=ORANGE)
        side = middle - 10 if is_left else middle + 10
        lines = lines_of(mark.name, LABEL, 9.5, bold=True)
        canvas.lines(side, y - 5.5, lines, size=9.5, fill=ORANGE, bold=True, anchor="end" if is_left else "start")
    return canvas.drawing()


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    months = [first]
    while months[-1] <= last:
        year, month = divmod(months[-1].year * 12 + months[-1].month, 12)
        months.append(dt.date(year, month + 1, 1))
    return months


def _lanes(marks: tuple[Mark, ...], x: Callable[[dt.date], float]) -> tuple[list[float], list[tuple[Mark, int, bool]]]:
    """Put each label in the first lane where it overlaps nothing, left of its mark near the right edge; give rows."""
    heights: list[float] = []
    ends: list[list[tuple[float, float]]] = []
    placed = []
    for mark in sorted(marks, key=lambda item: item.date):
        lines = lines_of(mark.name, LABEL, 9.5, bold=True)
        at, width = x(mark.date), max(width_of(line, 9.5, bold=True) for line in lines)
        is_left = at + 14 + width > WIDTH
        span = (at - 14 - width, at + 8) if is_left else (at - 8, at + 14 + width)
        lane = next((n for n, taken in enumerate(ends) if all(span[1] < a or span[0] > b for a, b in taken)), len(ends))
        if lane == len(ends):
            ends.append([])
            heights.append(20.0)
        heights[lane] = max(heights[lane], height_of(lines, 9.5) + 8)
        ends[lane].append(span)
        placed.append((mark, lane, is_left))
    return heights, placed


def _grid(
    canvas: Canvas, months: list[dt.date], x: Callable[[dt.date], float], top: int, height: int, labels: Labels
) -> None:
    widest = max(width_of(labels.month(month), 9.5, bold=True) for month in months) + 5
    step = max(1, ceil(widest / ((x(months[-1]) - x(months[0])) / (len(months) - 1))))
    for at, (start, end) in enumerate(pairwise(months)):
        if at % 2 == 0:
            canvas.rect(x(start), top - 4, x(end) - x(start), height - top, fill=PALE, radius=0)
        if at % step == 0:
            name = labels.month(start)
            middle = min((x(start) + x(end)) / 2, WIDTH - width_of(name, 9.5, bold=True) / 2)
            canvas.text(middle, top - 10, name, size=9.5, fill=MUTED, bold=True, anchor="middle")
        if start.month == 1 or at == 0:
            canvas.text(x(start) + 2, 12, str(start.year), size=10, fill=INK, bold=True)


def _bar(  # noqa: PLR0913 - a bar, its scale and its words
    canvas: Canvas, bar: Bar, lines: list[str], y: float, row: float, x: Callable[[dt.date], float], labels: Labels
) -> None:
    canvas.line(0, y, WIDTH, y, stroke=LINE)
    canvas.lines(0, y + (row - height_of(lines, 10.5)) / 2, lines, size=10.5, anchor="start")
    y += (row - ROW) / 2
    start, end = x(bar.start), x(bar.end + dt.timedelta(days=1))
    colour = PALETTE[bar.group % len(PALETTE)]
    canvas.rect(start, y + 6, max(end - start, 3), ROW - 12, fill=colour, radius=3)
    weeks = max(1, round(((bar.end - bar.start).days + 1) / 7))
    text = f"{weeks} {labels.weeks}"
    if width_of(text, 9, bold=True) < end - start - 6:
        canvas.text((start + end) / 2, y + 17.5, text, size=9, fill="#ffffff", bold=True, anchor="middle")
