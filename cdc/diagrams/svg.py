"""A small kit for drawings: measured text that wraps or shrinks, boxes, lines, one palette."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import escape
from typing import Any

from cdc import assets

FAMILY = "IBM Plex Sans"
INK, MUTED, LINE, PALE = "#1c2733", "#5b6770", "#d5dce1", "#f1f5f8"
BLUE, ORANGE, GREEN, VIOLET, OCHRE, ROYAL, ROSE, SLATE = PALETTE = (
    "#0b5c7a",
    "#b4511f",
    "#3f7046",
    "#7a4f8b",
    "#866a14",
    "#3b5ba5",
    "#a23b5b",
    "#4f6b75",
)
"""All of them give white text a contrast of at least 4.5:1."""


LEAST = 11.4
"""Pixels of the smallest letters: seven points where a drawing 820 pixels wide takes the 178 mm of a page."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing and its size in pixels."""

    svg: str
    width: int
    height: int

    @property
    def size(self) -> tuple[int, int]:
        """Give width and height."""
        return self.width, self.height


@cache
def _advances(bold: bool) -> tuple[dict[int, int], int]:
    from fontTools.ttLib import TTFont

    name = "IBMPlexSans-SemiBold.woff2" if bold else "IBMPlexSans-Regular.woff2"
    font: Any = TTFont(assets.templates() / "fonts" / name, lazy=True)
    metrics, units = font["hmtx"].metrics, font["head"].unitsPerEm
    return {code: metrics[glyph][0] for code, glyph in font.getBestCmap().items()}, units


def legible(size: float) -> float:
    """Give a font size that can be read in print: the size wanted, or the least."""
    return max(size, LEAST)


@lru_cache(maxsize=8192)
def width_of(text: str, size: float, bold: bool = False) -> float:
    """Measure a text in pixels at a font size, or at the least that is drawn."""
    advances, units = _advances(bold)
    return sum(advances.get(ord(letter), units * 0.6) for letter in text) * legible(size) / units


def lines_of(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break a text into as many lines of `width` as it needs; a word that is longer than a line is divided."""
    rows: list[str] = []
    row = ""
    for word in text.split():
        candidate = f"{row} {word}".strip()
        if width_of(candidate, size, bold) <= width:
            row = candidate
            continue
        rows += [row] if row else []
        *parts, row = _divided(word, width, size, bold=bold)
        rows += parts
    return [*rows, row] if row or not rows else rows


def _divided(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    parts = []
    while width_of(word, size, bold) > width and len(word) > 1:
        end = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or width_of(word[:n] + "-", size, bold) <= width)
        parts.append(word[:end] + "-")
        word = word[end:]
    return [*parts, word]


def height_of(lines: Sequence[str], size: float) -> float:
    """Give the height of lines one under another."""
    return legible(size) * 1.25 * len(lines)


def fitted(text: str, width: float, size: float, *, bold: bool = False, least: float = LEAST) -> float:
    """Give the font size, from `size` down to `least`, at which a text fits."""
    while size > least and width_of(text, size, bold) > width:
        size -= 0.5
    return size


@dataclass
class Canvas:
    """Collects shapes and gives them out as one SVG."""

    width: int
    height: int
    parts: list[str] = field(default_factory=list)

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        *,
        fill: str,
        stroke: str = "none",
        radius: float = 6,
        dash: str = "",
        opacity: float = 1,
    ) -> None:
        """Draw a box."""
        extra = f' stroke-dasharray="{dash}"' if dash else ""
        extra += f' fill-opacity="{opacity:g}"' if opacity != 1 else ""
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="{radius:g}" '
            f'fill="{fill}" stroke="{stroke}" stroke-width="1.2"{extra}/>'
        )

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, stroke: str = LINE, width: float = 1, dash: str = ""
    ) -> None:
        """Draw a line."""
        extra = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
            f'stroke="{stroke}" stroke-width="{width:g}"{extra}/>'
        )

    def polygon(self, points: Sequence[tuple[float, float]], *, fill: str) -> None:
        """Draw a filled shape."""
        text = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(f'<polygon points="{text}" fill="{fill}"/>')

    def circle(self, x: float, y: float, r: float, *, fill: str, stroke: str) -> None:
        """Draw a circle."""
        self.parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:g}" fill="{fill}" stroke="{stroke}" stroke-width="1.4"/>'
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 11,
        fill: str = INK,
        bold: bool = False,
        anchor: str = "start",
    ) -> None:
        """Write a line of text."""
        weight = ' font-weight="600"' if bold else ""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{legible(size):g}" fill="{fill}"{weight} text-anchor="{anchor}">'
            f"{escape(text)}</text>"
        )

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        size: float = 10,
        fill: str = INK,
        bold: bool = False,
        anchor: str = "middle",
    ) -> None:
        """Write lines one under another, the first with its top at y."""
        for at, line in enumerate(lines):
            self.text(x, y + legible(size) * (0.95 + 1.25 * at), line, size=size, fill=fill, bold=bold, anchor=anchor)

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        text: Sequence[str],
        *,
        fill: str,
        stroke: str = "none",
        ink: str = INK,
        size: float = 10,
        bold: bool = False,
        dash: str = "",
    ) -> None:
        """Draw a box with lines of text in its middle."""
        self.rect(x, y, w, h, fill=fill, stroke=stroke, radius=5, dash=dash)
        self.lines(x + w / 2, y + (h - height_of(text, size)) / 2, text, size=size, fill=ink, bold=bold)

    def curve(
        self, x1: float, y1: float, x2: float, y2: float, *, stroke: str = LINE, width: float = 1.2, dash: str = ""
    ) -> None:
        """Draw a line that leaves and arrives level."""
        middle = (x1 + x2) / 2
        extra = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<path d="M{x1:.1f},{y1:.1f} C{middle:.1f},{y1:.1f} {middle:.1f},{y2:.1f} {x2:.1f},{y2:.1f}" '
            f'fill="none" stroke="{stroke}" stroke-width="{width:g}"{extra}/>'
        )

    def arrow(self, x1: float, y: float, x2: float, *, both: bool = False, stroke: str = MUTED) -> None:
        """Draw a level arrow from x1 to x2, with a head at both ends if wanted."""
        self.line(x1, y, x2, y, stroke=stroke, width=1.6)
        way = 1 if x2 > x1 else -1
        self.polygon([(x2, y), (x2 - 8 * way, y - 4), (x2 - 8 * way, y + 4)], fill=stroke)
        if both:
            self.polygon([(x1, y), (x1 + 8 * way, y - 4), (x1 + 8 * way, y + 4)], fill=stroke)

    def drawing(self) -> Drawing:
        """Give the finished drawing."""
        body = "".join(self.parts)
        size = f'viewBox="0 0 {self.width} {self.height}" width="{self.width}" height="{self.height}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FAMILY}">'
        return Drawing(f"{head}{body}</svg>", self.width, self.height)
