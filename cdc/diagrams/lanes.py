"""A process in lanes: one for each actor, steps from left to right, what goes wrong or should run by itself below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cdc.diagrams.svg import BLUE, INK, LINE, MUTED, PALE, Canvas, Drawing, height_of, lines_of

WIDTH, NAMES, SIZE = 820, 120, 9.5
MOST = 5
"""Steps of one drawing; the rest goes on in the next."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its number, who acts, what is done, with which tool."""

    number: int
    actor: str
    action: str
    tool: str


def draw(steps: Sequence[Step], *, goes_on: bool = False) -> Drawing:
    """Draw the steps in the lanes of their actors; `goes_on` draws an arrow to the next drawing."""
    column = (WIDTH - NAMES - (24 if goes_on else 0)) / max(len(steps), 3)
    room = column - 44
    actors = list(dict.fromkeys(step.actor for step in steps))
    texts = [lines_of(step.action, room, SIZE) for step in steps]
    tools = [lines_of(step.tool, room, 8.5) if step.tool else [] for step in steps]
    boxes = [
        height_of(text, SIZE) + height_of(tool, 8.5) + (20 if tool else 16)
        for text, tool in zip(texts, tools, strict=True)
    ]
    names = {actor: lines_of(actor, NAMES - 16, 10, bold=True) for actor in actors}
    heights = [
        max([boxes[at] for at, step in enumerate(steps) if step.actor == actor] + [height_of(names[actor], 10)]) + 24
        for actor in actors
    ]
    tops = [sum(heights[:at]) for at in range(len(actors))]
    canvas = Canvas(WIDTH, int(sum(heights)) + 2)
    for at, actor in enumerate(actors):
        canvas.rect(0, tops[at], WIDTH, heights[at], fill=PALE if at % 2 == 0 else "#ffffff", stroke=LINE, radius=0)
        canvas.lines(
            8, tops[at] + (heights[at] - height_of(names[actor], 10)) / 2, names[actor], bold=True, anchor="start"
        )
    places = []
    for at, step in enumerate(steps):
        lane = actors.index(step.actor)
        x, y = NAMES + column * at + 14, tops[lane] + (heights[lane] - boxes[at]) / 2
        places.append((x, y, column - 28, boxes[at]))
    for (x1, y1, w1, h1), (x2, y2, _, h2) in pairwise(places):
        _link(canvas, x1 + w1, y1 + h1 / 2, x2, y2 + h2 / 2)
    if goes_on:
        x, y, w, h = places[-1]
        _link(canvas, x + w, y + h / 2, WIDTH - 4, y + h / 2)
    for at, (x, y, w, h) in enumerate(places):
        canvas.rect(x, y, w, h, fill="#ffffff", stroke=BLUE, radius=5)
        canvas.lines(x + w / 2, y + 8, texts[at], size=SIZE)
        canvas.lines(x + w / 2, y + 12 + height_of(texts[at], SIZE), tools[at], size=8.5, fill=MUTED)
        canvas.circle(x, y, 8.5, fill=BLUE, stroke="#ffffff")
        canvas.text(x, y + 3.2, str(steps[at].number), size=9, fill="#ffffff", bold=True, anchor="middle")
    return canvas.drawing()


def _link(canvas: Canvas, x1: float, y1: float, x2: float, y2: float) -> None:
    middle = (x1 + x2) / 2
    canvas.line(x1, y1, middle, y1, stroke=MUTED, width=1.4)
    canvas.line(middle, y1, middle, y2, stroke=MUTED, width=1.4)
    canvas.line(middle, y2, x2 - 6, y2, stroke=MUTED, width=1.4)
    canvas.polygon([(x2, y2), (x2 - 7, y2 - 3.5), (x2 - 7, y2 + 3.5)], fill=INK)
