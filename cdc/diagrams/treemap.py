"""A treemap: areas as large as weights, laid out in rows that stay as square as they can.

Method: M. Bruls, K. Huizing, J. van Wijk, Squarified Treemaps, 2000.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cdc.diagrams.svg import INK, MUTED, PALETTE, Canvas, Drawing, height_of, lines_of, width_of

WIDTH, HEIGHT = 820, 360
_TINTS = ("#dcebf2", "#fbe9df", "#e3eee5", "#efe6f3", "#f6eed6", "#e3e9f7", "#f6e2e8", "#e5ebee")


@dataclass(frozen=True, slots=True)
class Tile:
    """An area: name, weight, its writing, a remark."""

    name: str
    weight: float
    shown: str
    note: str = ""


def draw(tiles: Sequence[Tile]) -> Drawing:
    """Draw the areas, the largest first; text that does not fit into its area goes into a key below."""
    ordered = sorted((tile for tile in tiles if tile.weight > 0), key=lambda tile: -tile.weight)
    boxes = _boxes([tile.weight for tile in ordered], 0.0, 0.0, float(WIDTH), float(HEIGHT))
    key: list[str] = []
    marks = Canvas(WIDTH, HEIGHT)
    for at, (tile, (x, y, w, h)) in enumerate(zip(ordered, boxes, strict=True)):
        marks.rect(x + 1.5, y + 1.5, w - 3, h - 3, fill=_TINTS[at % 8], radius=3)
        marks.rect(x + 1.5, y + 1.5, 4, h - 3, fill=PALETTE[at % 8], radius=0)
        name = lines_of(tile.name, w - 24, 10.5, bold=True)
        fits = height_of(name, 10.5) + 34 <= h and not any(line.endswith("-") for line in name) and w > 40
        if not fits:
            key.append(f"{len(key) + 1} · {tile.name}: {tile.shown}")
            marks.text(x + w / 2, y + h / 2 + 4, str(len(key)), size=10, bold=True, anchor="middle")
            continue
        marks.lines(x + 13, y + 8, name, size=10.5, bold=True, anchor="start")
        marks.text(x + 13, y + h - 11, tile.shown, size=12, bold=True, fill=INK)
        room = w - 40 - width_of(tile.shown, 12, bold=True)
        if tile.note and width_of(tile.note, 9) <= room:
            marks.text(x + w - 12, y + h - 11, tile.note, size=9, fill=MUTED, anchor="end")
    lines = [line for text in key for line in lines_of(text, WIDTH - 10, 9.5)]
    marks.height = HEIGHT + (int(height_of(lines, 9.5)) + 12 if lines else 0)
    marks.lines(2, HEIGHT + 8, lines, size=9.5, anchor="start")
    return marks.drawing()


def _boxes(weights: Sequence[float], x: float, y: float, w: float, h: float) -> list[tuple[float, float, float, float]]:
    """Lay areas proportional to descending weights into a rectangle."""
    if not weights:
        return []
    total = sum(weights)
    short = min(w, h)
    area = w * h / total
    row = 1
    while row < len(weights) and _worst(weights[: row + 1], area, short) <= _worst(weights[:row], area, short):
        row += 1
    taken = sum(weights[:row])
    depth = taken * area / short
    found = []
    at = 0.0
    for weight in weights[:row]:
        length = short * weight / taken
        found.append((x, y + at, depth, length) if w >= h else (x + at, y, length, depth))
        at += length
    rest = (x + depth, y, w - depth, h) if w >= h else (x, y + depth, w, h - depth)
    return found + _boxes(weights[row:], *rest)


def _worst(row: Sequence[float], area: float, short: float) -> float:
    """Give the worst ratio of sides in a row along the short side."""
    depth = sum(row) * area / short
    return max(max(depth / side, side / depth) for side in (weight * area / depth for weight in row))
