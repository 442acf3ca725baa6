"""Columns of boxes joined by lines: traces from objectives to features, the path of data between applications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cdc.diagrams.svg import BLUE, GREEN, MUTED, OCHRE, PALETTE, Canvas, Drawing, height_of, lines_of

WIDTH, SIZE, GAP = 820, 9.5, 7
_FILLS = ("#dcebf2", "#fdf3ec", "#e9f1ea", "#e8edf8")
_EDGES = (BLUE, PALETTE[1], GREEN, PALETTE[5], OCHRE)


@dataclass(frozen=True, slots=True)
class Node:
    """A box of a column."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its head."""

    title: str
    nodes: tuple[Node, ...]


def draw(columns: Sequence[Column], links: Sequence[tuple[str, str]]) -> Drawing:
    """Draw the columns side by side; a link joins boxes of neighbouring columns, from left to right."""
    share = WIDTH / len(columns)
    width = share - 70
    lines = [[lines_of(node.text, width - 16, SIZE) for node in column.nodes] for column in columns]
    heights = [[height_of(text, SIZE) + 11 for text in column] for column in lines]
    tall = max(sum(column) + GAP * (len(column) - 1) for column in heights)
    canvas = Canvas(WIDTH, int(tall) + 30)
    places: dict[tuple[int, str], tuple[float, float]] = {}
    for at, column in enumerate(columns):
        x = share * at + (70 * at / (len(columns) - 1) if len(columns) > 1 else 0)
        canvas.text(x, 13, column.title, size=9.5, fill=MUTED, bold=True)
        spare = (tall - sum(heights[at])) / len(column.nodes)
        y = 24.0 + max(spare - GAP, 0) / 2
        for node, text, height in zip(column.nodes, lines[at], heights[at], strict=True):
            canvas.box(x, y, width, height, text, fill=_FILLS[at % 4], stroke=_EDGES[at % 4], size=SIZE)
            places[at, node.id] = (x, y + height / 2)
            y += height + max(spare, GAP)
    order = {node.id: n for column in columns for n, node in enumerate(column.nodes)}
    for first, second in links:
        for at in range(len(columns) - 1):
            if (at, first) in places and (at + 1, second) in places:
                (x1, y1), (x2, y2) = places[at, first], places[at + 1, second]
                canvas.curve(x1 + width, y1, x2, y2, stroke=PALETTE[order[first] % len(PALETTE)])
    return canvas.drawing()
