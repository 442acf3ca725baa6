"""The journey of a customer: what happens in each phase, today's mood and the wanted one, checkpoints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cdc.diagrams.svg import BLUE, GREEN, INK, LINE, MUTED, PALE, ROSE, Canvas, Drawing, height_of, lines_of

WIDTH, NAMES, GAP, SIZE, MOOD = 820, 118, 8, 9.5, 96
MOST = 6
"""Phases of one drawing; the rest goes on in the next."""
_TONES = {
    "plain": (PALE, LINE),
    "pain": ("#f8e8ec", "#dfb4c0"),
    "gain": ("#e9f1ea", "#b5cfb9"),
    "check": ("#e8edf8", "#b4c3e6"),
}


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase: its name, a text for each row, mood from -2 to 2 today and wanted."""

    name: str
    texts: tuple[str, ...]
    now: int | None
    wanted: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of texts: its label, and whether it tells of pains, gains or checks."""

    label: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of the drawing; the mood stands after the first `before` rows."""

    rows: tuple[Row, ...]
    mood: str
    now: str
    wanted: str
    before: int = 2


def draw(phases: Sequence[Phase], labels: Labels) -> Drawing:
    """Draw the phases side by side."""
    column = (WIDTH - NAMES) / len(phases)
    room = column - GAP - 12
    shown = [at for at in range(len(labels.rows)) if any(phase.texts[at] for phase in phases)]
    heads = [lines_of(phase.name, room - 18, 10.5, bold=True) for phase in phases]
    head = max(height_of(lines, 10.5) for lines in heads) + 18
    cells = {at: [lines_of(phase.texts[at], room, SIZE) if phase.texts[at] else [] for phase in phases] for at in shown}
    names = {at: lines_of(labels.rows[at].label, NAMES - 12, SIZE, bold=True) for at in shown}
    heights = {at: max(height_of(lines, SIZE) for lines in (*cells[at], names[at])) + 16 for at in shown}
    has_mood = any(phase.now is not None or phase.wanted is not None for phase in phases)
    total = head + 10 + sum(heights.values()) + 8 * len(shown) + (MOOD + 26 if has_mood else 0)
    canvas = Canvas(WIDTH, int(total) + 2)
    for at, lines in enumerate(heads):
        x, w = NAMES + column * at, column - GAP
        canvas.polygon(
            [(x, 0), (x + w - 8, 0), (x + w, head / 2), (x + w - 8, head), (x, head), (x + 8, head / 2)], fill=BLUE
        )
        canvas.lines(x + w / 2, (head - height_of(lines, 10.5)) / 2, lines, size=10.5, fill="#ffffff", bold=True)
    y = head + 10
    for n, at in enumerate(shown):
        if has_mood and n == min(labels.before, len(shown)):
            y = _mood(canvas, phases, labels, column, y)
        _row(canvas, labels.rows[at].tone, names[at], cells[at], heights[at], column, y)
        y += heights[at] + 8
    if has_mood and len(shown) <= labels.before:
        _mood(canvas, phases, labels, column, y)
    return canvas.drawing()


def _row(  # noqa: PLR0913 - a row, its place and its words
    canvas: Canvas,
    tone: str,
    label: Sequence[str],
    cells: Sequence[Sequence[str]],
    height: float,
    column: float,
    y: float,
) -> None:
    fill, stroke = _TONES[tone]
    canvas.lines(0, y + (height - height_of(label, SIZE)) / 2, label, size=SIZE, fill=MUTED, bold=True, anchor="start")
    for at, lines in enumerate(cells):
        if lines:
            canvas.box(NAMES + column * at, y, column - GAP, height, lines, fill=fill, stroke=stroke, size=SIZE)


def _mood(canvas: Canvas, phases: Sequence[Phase], labels: Labels, column: float, top: float) -> float:
    middle = top + MOOD / 2
    lines = lines_of(labels.mood, NAMES - 36, 9.5, bold=True)
    canvas.lines(0, middle - height_of(lines, 9.5) / 2, lines, size=9.5, fill=MUTED, bold=True, anchor="start")
    for level in (-2, 0, 2):
        y = middle - level * MOOD / 5
        canvas.line(NAMES, y, WIDTH - GAP, y, stroke=LINE, dash="" if level == 0 else "1 4")
        canvas.text(
            NAMES - 6, y + 3, f"{level:+d}".replace("-", "−") if level else "0", size=8.5, fill=MUTED, anchor="end"
        )
    for values, colour, dash in (
        ([phase.now for phase in phases], ROSE, ""),
        ([phase.wanted for phase in phases], GREEN, "6 4"),
    ):
        points = [
            (NAMES + column * at + (column - GAP) / 2, middle - value * MOOD / 5)
            for at, value in enumerate(values)
            if value is not None
        ]
        for (x1, y1), (x2, y2) in pairwise(points):
            canvas.curve(x1, y1, x2, y2, stroke=colour, width=2.2, dash=dash)
        for x, y in points:
            canvas.circle(x, y, 4.5, fill=colour, stroke="#ffffff")
    y = top + MOOD + 8
    x = float(NAMES)
    for text, colour, dash in ((labels.now, ROSE, ""), (labels.wanted, GREEN, "6 4")):
        canvas.line(x, y - 3, x + 26, y - 3, stroke=colour, width=2.2, dash=dash)
        canvas.text(x + 32, y, text, size=9, fill=INK)
        x += 150
    return top + MOOD + 26
