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
    "#0b5c7a", "#b4511f", "#3f7046", "#7a4f8b", "#866a14", "#3b5ba5", "#a23b5b", "#4f6b75",
)  # fmt: skip
"""All of them give white text a contrast of at least 4.5:1."""


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


@lru_cache(maxsize=8192)
def width_of(text: str, size: float, bold: bool = False) -> float:
    """Measure a text in pixels at a font size."""
    advances, units = _advances(bold)
    return sum(advances.get(ord(letter), units * 0.6) for letter in text) * size / units


def wrap(text: str, width: float, size: float, *, bold: bool = False, lines: int = 2) -> list[str]:
    """Break a text into at most `lines` lines of `width`; what does not fit ends in an ellipsis."""
    rows: list[str] = []
    row = ""
    for word in text.split():
        candidate = f"{row} {word}".strip()
        if row and width_of(candidate, size, bold) > width:
            rows.append(row)
            row = word
        else:
            row = candidate
    rows.append(row)
    if len(rows) > lines:
        rows = [*rows[: lines - 1], " ".join(rows[lines - 1 :])]
    return [shorten(line, width, size, bold=bold) for line in rows]


def shorten(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Cut a text to `width`, ending in an ellipsis."""
    if width_of(text, size, bold) <= width:
        return text
    while text and width_of(text + "…", size, bold) > width:
        text = text[:-1]
    return text.rstrip(" ,;·") + "…"


def fitted(text: str, width: float, size: float, *, bold: bool = False, least: float = 7.0) -> float:
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
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="{radius:g}" fill="{fill}" stroke="{stroke}" stroke-width="1.2"{extra}/>'
        )

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, stroke: str = LINE, width: float = 1, dash: str = ""
    ) -> None:
        """Draw a line."""
        extra = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" stroke-width="{width:g}"{extra}/>'
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
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{fill}"{weight} text-anchor="{anchor}">{escape(text)}</text>'
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
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" width="{self.width}" height="{self.height}" font-family="{FAMILY}">'
        return Drawing(f"{head}{body}</svg>", self.width, self.height)
