"""Charts of a ranking: stacked bars of points by criterion, with intervals for what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from cdc.diagrams.svg import INK, LINE, MUTED, PALETTE, Canvas, Drawing, width_of, wrap

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
    height = 12 + ROW * len(bars) + 26 + 20 * len(rows_of_legend)
    canvas = Canvas(WIDTH, height)
    room = WIDTH - NAMES - 110
    scale = room / maximum
    for quarter in range(5):
        x = NAMES + room * quarter / 4
        canvas.line(x, 6, x, 10 + ROW * len(bars), stroke=LINE)
        canvas.text(x, 24 + ROW * len(bars), f"{maximum * quarter / 4:g}", size=9, fill=MUTED, anchor="middle")
    for at, bar in enumerate(bars):
        y = 10 + ROW * at
        for line_at, line in enumerate(lines := wrap(bar.name, NAMES - 12, 10.5, bold=True, lines=2)):
            canvas.text(0, y + (16 if len(lines) == 1 else 10 + 12 * line_at), line, size=10.5, bold=True)
        x = float(NAMES)
        for part_at, part in enumerate(bar.parts):
            canvas.rect(x, y, max(part * scale, 0), ROW - 12, fill=PALETTE[part_at % len(PALETTE)], radius=0)
            x += part * scale
        if bar.possible > 0:
            canvas.rect(x, y, bar.possible * scale, ROW - 12, fill="#ffffff", stroke=MUTED, radius=0, dash="3 2")
            x += bar.possible * scale
        canvas.text(x + 6, y + 15, bar.label, size=10, fill=INK)
    for row_at, row in enumerate(rows_of_legend):
        x, y = float(NAMES), 46 + ROW * len(bars) + 20 * row_at
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
