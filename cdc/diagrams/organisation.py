"""Who leads the project: the sponsor, the committees with their members, the lead, the team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cdc.diagrams.svg import BLUE, LINE, MUTED, PALE, Canvas, Drawing, height_of, lines_of

WIDTH, GAP = 820, 14
MOST = 4
"""Boxes in a row."""


@dataclass(frozen=True, slots=True)
class Box:
    """A person or committee: title and lines below it."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tier:
    """A level of the organisation."""

    boxes: tuple[Box, ...]
    strong: bool = False


def draw(tiers: Sequence[Tier]) -> Drawing:
    """Draw the levels from top to bottom, joined by lines."""
    rows = [(tier, tier.boxes[at : at + MOST]) for tier in tiers for at in range(0, len(tier.boxes), MOST)]
    placed: list[tuple[Tier, list[tuple[Box, float, list[str], list[str]]], float, float]] = []
    y = 2.0
    for tier, boxes in rows:
        width = min((WIDTH - GAP * (len(boxes) - 1)) / len(boxes), 270)
        left = (WIDTH - width * len(boxes) - GAP * (len(boxes) - 1)) / 2
        row = []
        for at, box in enumerate(boxes):
            title = lines_of(box.title, width - 20, 10.5, bold=True)
            body = [line for text in box.lines for line in lines_of(text, width - 20, 9)]
            row.append((box, left + (width + GAP) * at, title, body))
        height = max(height_of(title, 10.5) + height_of(body, 9) for _, _, title, body in row) + 20
        placed.append((tier, row, y, height))
        y += height + 24
    canvas = Canvas(WIDTH, int(y - 20))
    for (_, row, top, height), (_, below, lower, _) in pairwise(placed):
        _joined(canvas, row, top + height, below, lower)
    for tier, row, top, height in placed:
        width = min((WIDTH - GAP * (len(row) - 1)) / len(row), 270)
        for _, x, title, body in row:
            canvas.rect(
                x,
                top,
                width,
                height,
                fill=BLUE if tier.strong else PALE,
                stroke=BLUE if tier.strong else LINE,
                radius=5,
            )
            ink, muted = ("#ffffff", "#ffffff") if tier.strong else ("#1c2733", MUTED)
            canvas.lines(x + width / 2, top + 9, title, size=10.5, fill=ink, bold=True)
            canvas.lines(x + width / 2, top + 12 + height_of(title, 10.5), body, size=9, fill=muted)
    return canvas.drawing()


def _joined(
    canvas: Canvas,
    row: list[tuple[Box, float, list[str], list[str]]],
    bottom: float,
    below: list[tuple[Box, float, list[str], list[str]]],
    top: float,
) -> None:
    middle = (bottom + top) / 2

    def centres(boxes: list[tuple[Box, float, list[str], list[str]]]) -> list[float]:
        width = min((WIDTH - GAP * (len(boxes) - 1)) / len(boxes), 270)
        return [x + width / 2 for _, x, _, _ in boxes]

    uppers, lowers = centres(row), centres(below)
    for x in uppers:
        canvas.line(x, bottom, x, middle, stroke=MUTED)
    for x in lowers:
        canvas.line(x, middle, x, top, stroke=MUTED)
    canvas.line(min(uppers + lowers), middle, max(uppers + lowers), middle, stroke=MUTED)
