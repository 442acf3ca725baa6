"""A funnel: a band for each stage as wide as its volume, what goes on between them, who answers and in what time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cdc.diagrams.svg import BLUE, INK, LINE, MUTED, ORANGE, Canvas, Drawing, height_of, lines_of, width_of

WIDTH, MIDDLE, WIDEST, LEAST, BAND, STEP = 820, 300, 440, 92, 50, 10
OWNER, NORM = 575, 705


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: name, volume and its writing, share that goes on as written, who answers, norm."""

    name: str
    volume: float | None
    shown: str
    goes_on: str
    owner: str
    norm: str


@dataclass(frozen=True, slots=True)
class Labels:
    """Heads of the columns."""

    volume: str
    owner: str
    norm: str


def draw(stages: Sequence[Stage], labels: Labels) -> Drawing:
    """Draw the stages from top to bottom; without volumes each band is a step narrower."""
    widths = _widths(stages)
    bands = [
        _band(stage, (upper + lower) / 2 - 24) for stage, (upper, lower) in zip(stages, pairwise(widths), strict=True)
    ]
    canvas = Canvas(WIDTH, int(26 + sum(band.height + STEP for band in bands)))
    canvas.text(MIDDLE, 14, labels.volume, size=9.5, fill=MUTED, bold=True, anchor="middle")
    canvas.text(OWNER, 14, labels.owner, size=9.5, fill=MUTED, bold=True)
    if any(stage.norm for stage in stages):
        canvas.text(NORM, 14, labels.norm, size=9.5, fill=MUTED, bold=True)
    y = 26.0
    for at, (stage, band) in enumerate(zip(stages, bands, strict=True)):
        wide, narrow, height = widths[at], widths[at + 1], band.height
        left, right = MIDDLE - wide / 2, MIDDLE + wide / 2
        canvas.polygon(
            [(left, y), (right, y), (MIDDLE + narrow / 2, y + height), (MIDDLE - narrow / 2, y + height)], fill=BLUE
        )
        canvas.lines(
            MIDDLE, y + (height - height_of(band.inside, 10.5)) / 2, band.inside, size=10.5, fill="#ffffff", bold=True
        )
        edge = MIDDLE - (wide + narrow) / 4 - 14
        canvas.lines(
            edge, y + (height - height_of(band.outside, 10)) / 2, band.outside, bold=True, fill=INK, anchor="end"
        )
        start = MIDDLE + (wide + narrow) / 4 + 8
        canvas.line(start, y + height / 2, OWNER - 10, y + height / 2, stroke=LINE, dash="3 3")
        for column, lines in ((OWNER, band.owner), (NORM, band.norm)):
            canvas.lines(column, y + (height - height_of(lines, 10)) / 2, lines, anchor="start")
        if stage.goes_on and at + 1 < len(stages):
            pill = width_of(stage.goes_on, 9, bold=True) + 16
            side = MIDDLE + narrow / 2 + 10
            canvas.rect(side, y + height - 4, pill, 17, fill="#fdf3ec", radius=8)
            canvas.text(side + pill / 2, y + height + 8, stage.goes_on, size=9, fill=ORANGE, bold=True, anchor="middle")
        y += height + STEP
    return canvas.drawing()


@dataclass(frozen=True, slots=True)
class _Band:
    """The texts of a stage in lines, and the height they need; a name too long for its band stands on the left."""

    inside: list[str]
    outside: list[str]
    owner: list[str]
    norm: list[str]

    @property
    def height(self) -> float:
        sizes = (
            height_of(self.inside, 10.5),
            height_of(self.outside, 10),
            height_of(self.owner, 10),
            height_of(self.norm, 10),
        )
        return max(BAND, max(sizes) + 12)


def _band(stage: Stage, room: float) -> _Band:
    fits = width_of(stage.name, 10.5, bold=True) <= room
    inside = [stage.shown] if stage.shown else []
    outside = [] if fits else lines_of(stage.name, MIDDLE - room / 2 - 30, 10, bold=True)
    owner = lines_of(stage.owner, NORM - OWNER - 12, 10) if stage.owner else []
    norm = lines_of(stage.norm, WIDTH - NORM, 10) if stage.norm else []
    return _Band([*inside, stage.name] if fits else inside, outside, owner, norm)


def _widths(stages: Sequence[Stage]) -> list[float]:
    """Give the width of each stage's upper edge, and that of the last one's lower edge."""
    volumes = [stage.volume for stage in stages]
    most = max((volume for volume in volumes if volume), default=0)
    if most and all(volume is not None for volume in volumes):
        widths = [max(WIDEST * (volume or 0) / most, LEAST) for volume in volumes]
    else:
        step = (WIDEST - LEAST) / max(len(stages), 1)
        widths = [WIDEST - step * at for at in range(len(stages))]
    return [*widths, max(widths[-1] * 0.8, LEAST * 0.8)]
