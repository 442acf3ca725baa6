"""Charts: stacked bars of points, amounts by year, a radar of bids, how far weights may move."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cdc.diagrams.svg import (
    GREEN,
    INK,
    LINE,
    MUTED,
    ORANGE,
    PALE,
    PALETTE,
    Canvas,
    Drawing,
    height_of,
    lines_of,
    width_of,
)

WIDTH, NAMES, ROW = 820, 190, 34


@dataclass(frozen=True, slots=True)
class Stack:
    """A bar: parts from left to right, what could still be added, and the text at its end."""

    name: str
    parts: tuple[float, ...]
    possible: float
    label: str


def stacked(bars: tuple[Stack, ...], legend: tuple[str, ...], maximum: float) -> Drawing:
    """Draw one bar for each bid; what unanswered lines could add is a dashed end."""
    rows_of_legend = _legend_rows(legend)
    labels = [lines_of(bar.name, NAMES - 12, 10.5, bold=True) for bar in bars]
    rooms = [max(ROW, height_of(lines, 10.5) + 8) for lines in labels]
    base = int(sum(rooms))
    height = 12 + base + 26 + 20 * len(rows_of_legend)
    canvas = Canvas(WIDTH, height)
    room = WIDTH - NAMES - 110
    scale = room / maximum
    for quarter in range(5):
        x = NAMES + room * quarter / 4
        canvas.line(x, 6, x, 10 + base, stroke=LINE)
        canvas.text(x, 24 + base, f"{maximum * quarter / 4:g}", size=9, fill=MUTED, anchor="middle")
    top = 10.0
    for bar, lines, space in zip(bars, labels, rooms, strict=True):
        y = top + (space - ROW) / 2
        top += space
        canvas.lines(0, y + (22 - height_of(lines, 10.5)) / 2, lines, size=10.5, bold=True, anchor="start")
        x = float(NAMES)
        for part_at, part in enumerate(bar.parts):
            canvas.rect(x, y, max(part * scale, 0), ROW - 12, fill=PALETTE[part_at % len(PALETTE)], radius=0)
            x += part * scale
        if bar.possible > 0:
            canvas.rect(x, y, bar.possible * scale, ROW - 12, fill="#ffffff", stroke=MUTED, radius=0, dash="3 2")
            x += bar.possible * scale
        canvas.text(x + 6, y + 15, bar.label, size=10, fill=INK)
    for row_at, row in enumerate(rows_of_legend):
        x, y = float(NAMES), 46.0 + base + 20 * row_at
        for number, name in row:
            canvas.rect(x, y - 10, 12, 12, fill=PALETTE[number % len(PALETTE)], radius=2)
            canvas.text(x + 17, y, name, size=10, fill=MUTED)
            x += 17 + width_of(name, 10) + 22
    return canvas.drawing()


def _legend_rows(legend: tuple[str, ...]) -> list[list[tuple[int, str]]]:
    rows: list[list[tuple[int, str]]] = [[]]
    x = 0.0
    for number, name in enumerate(legend):
        width = 17 + width_of(name, 10) + 22
        if rows[-1] and x + width > WIDTH - NAMES:
            rows.append([])
            x = 0.0
        rows[-1].append((number, name))
        x += width
    return rows


@dataclass(frozen=True, slots=True)
class Year:
    """The amounts of a year by kind, and the writing of their sum."""

    name: str
    parts: tuple[float, ...]
    label: str


def years(columns: Sequence[Year], legend: tuple[str, ...]) -> Drawing:
    """Draw a column for each year, its kinds one on another."""
    high, top, base = 190, 26, 216
    canvas = Canvas(WIDTH, base + 52)
    most = max((sum(column.parts) for column in columns), default=0) or 1
    share = WIDTH / len(columns)
    wide = min(share * 0.6, 90)
    canvas.line(0, base, WIDTH, base, stroke=MUTED)
    for at, column in enumerate(columns):
        x, y = share * at + (share - wide) / 2, float(base)
        for kind, part in enumerate(column.parts):
            height = part / most * (high - top + 16)
            y -= height
            canvas.rect(x, y, wide, height, fill=PALETTE[kind % len(PALETTE)], radius=0)
        canvas.text(x + wide / 2, y - 7, column.label, size=9.5, bold=True, anchor="middle")
        canvas.text(x + wide / 2, base + 15, column.name, size=10, fill=MUTED, anchor="middle")
    _key(canvas, legend, 0, base + 40)
    return canvas.drawing()


def _key(canvas: Canvas, legend: Sequence[str], x: float, y: float) -> None:
    for number, name in enumerate(legend):
        canvas.rect(x, y - 10, 12, 12, fill=PALETTE[number % len(PALETTE)], radius=2)
        canvas.text(x + 17, y, name, size=10, fill=MUTED)
        x += 17 + width_of(name, 10) + 26


DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 4", "1 3")
MOST_ON_RADAR = 6


def radar(axes: Sequence[str], bids: Sequence[tuple[str, tuple[float, ...]]]) -> Drawing:
    """Draw the shares of points (0 to 1) of up to six bids on one wheel: a colour and a dash each."""
    radius, middle = 132.0, (WIDTH / 2, 190.0)
    canvas = Canvas(WIDTH, 400)
    turns = [2 * math.pi * at / len(axes) - math.pi / 2 for at in range(len(axes))]

    def place(turn: float, share: float) -> tuple[float, float]:
        return middle[0] + radius * share * math.cos(turn), middle[1] + radius * share * math.sin(turn)

    for ring in (0.25, 0.5, 0.75, 1.0):
        _outline(canvas, [place(turn, ring) for turn in turns], LINE, "")
    for turn, name in zip(turns, axes, strict=True):
        x, y = place(turn, 1)
        canvas.line(*middle, x, y, stroke=LINE)
        x, y = place(turn, 1.09)
        anchor = "middle" if abs(math.cos(turn)) < 0.2 else ("start" if math.cos(turn) > 0 else "end")
        lines = lines_of(name, 170, 10, bold=True)
        lift = height_of(lines, 10) * (0.5 - 0.5 * math.sin(turn))
        canvas.lines(x, y - lift, lines, size=10, fill=INK, bold=True, anchor=anchor)
    for at, (_, shares) in enumerate(bids[:MOST_ON_RADAR]):
        points = [place(turn, share) for turn, share in zip(turns, shares, strict=True)]
        _outline(canvas, points, PALETTE[at], DASHES[at], 2)
        for x, y in points:
            canvas.circle(x, y, 2.6, fill=PALETTE[at], stroke=PALETTE[at])
    widths = [40 + width_of(name, 10) + 26 for name, _ in bids[:MOST_ON_RADAR]]
    x = max((WIDTH - sum(widths)) / 2, 0)
    for at, (name, _) in enumerate(bids[:MOST_ON_RADAR]):
        canvas.line(x, 386, x + 32, 386, stroke=PALETTE[at], width=2.4, dash=DASHES[at])
        canvas.text(x + 38, 390, name, size=10, fill=MUTED)
        x += widths[at]
    return canvas.drawing()


def _outline(canvas: Canvas, points: Sequence[tuple[float, float]], stroke: str, dash: str, width: float = 1) -> None:
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        canvas.line(x1, y1, x2, y2, stroke=stroke, width=width, dash=dash)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the weight of a criterion may move: its share, and the ends between which the winner stays (0 to 1)."""

    name: str
    share: float
    low: float
    high: float
    label: str


def stability(rows: Sequence[Reach], winner_stays: str) -> Drawing:
    """Draw a bar for each criterion: the weights at which the winner stays first, and the declared weight as a mark."""
    names = 230
    labels = [lines_of(row.name, names - 14, 10) for row in rows]
    heights = [max(30.0, height_of(lines, 10) + 8) for lines in labels]
    base = 10 + sum(heights)
    canvas = Canvas(WIDTH, int(base) + 50)
    room = WIDTH - names - 120
    for part in range(5):
        x = names + room * part / 4
        canvas.line(x, 6, x, base + 2, stroke=LINE)
        canvas.text(x, base + 16, f"{25 * part}\u00a0%", size=9, fill=MUTED, anchor="middle")
    top = 10.0
    for row, lines, height in zip(rows, labels, heights, strict=True):
        y = top + (height - 20) / 2
        top += height
        canvas.lines(0, y + (20 - height_of(lines, 10)) / 2, lines, size=10, anchor="start")
        canvas.rect(names, y + 4, room, 12, fill=PALE, radius=2)
        canvas.rect(names + room * row.low, y + 4, max(room * (row.high - row.low), 2), 12, fill=GREEN, radius=2)
        x = names + room * row.share
        canvas.polygon([(x, y + 1), (x + 5, y + 10), (x, y + 19), (x - 5, y + 10)], fill=ORANGE)
        canvas.text(names + room + 12, y + 14, row.label, size=9.5, fill=INK)
    y = base + 32
    canvas.rect(names, y - 10, 12, 12, fill=GREEN, radius=2)
    canvas.text(names + 17, y, winner_stays, size=10, fill=MUTED)
    return canvas.drawing()
