"""The application map: bricks left and right of the target system, numbered arrows, fate by colour and dash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cdc.diagrams.svg import (
    BLUE,
    GREEN,
    INK,
    MUTED,
    OCHRE,
    ORANGE,
    ROSE,
    ROYAL,
    Canvas,
    Drawing,
    fitted,
    width_of,
    wrap,
)

BRICK, GAP, CENTRE, ROW, TOP = 190, 122, 190, 84, 10
WIDTH = 2 * BRICK + 2 * GAP + CENTRE
STYLES = {
    "keep": (GREEN, "#e9f1ea", ""),
    "replace": (OCHRE, "#fcf4e4", ""),
    "retire": (ROSE, "#f8e8ec", "5 3"),
    "new": (ROYAL, "#e8edf8", ""),
}


@dataclass(frozen=True, slots=True)
class Brick:
    """An application."""

    id: str
    name: str
    role: str
    fate: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """A numbered flow between two applications."""

    number: int
    origin: str
    target: str
    both: bool
    data: str
    how: str


@dataclass(frozen=True, slots=True)
class Map:
    """What is drawn."""

    centre: Brick | None
    inside: tuple[str, ...]
    bricks: tuple[Brick, ...]
    arrows: tuple[Arrow, ...]
    legend: Mapping[str, str]


def draw(data: Map) -> Drawing:
    """Draw bricks on both sides of the target; flows between two bricks stand in a list below."""
    centre = data.centre.id if data.centre else ""
    left, right = _sides(data, centre)
    weights = {
        brick.id: max(1, sum(1 for a in data.arrows if {a.origin, a.target} == {brick.id, centre}))
        for brick in data.bricks
    }
    rows = max(sum(weights[b.id] for b in left), sum(weights[b.id] for b in right), 1)
    inner = rows * ROW
    others = [a for a in data.arrows if centre not in (a.origin, a.target)]
    height = TOP + inner + 44 + 22 * len(others)
    canvas = Canvas(WIDTH, height)
    _centre(canvas, data, inner)
    for bricks, is_left in ((left, True), (right, False)):
        y = float(TOP)
        for brick in bricks:
            flows = [a for a in data.arrows if {a.origin, a.target} == {brick.id, centre}]
            room = ROW * weights[brick.id]
            _brick(canvas, brick, 0 if is_left else WIDTH - BRICK, y, room - 16)
            for at, arrow in enumerate(flows):
                _arrow(canvas, arrow, brick, y + ROW * at + (ROW - 16) / 2, is_left=is_left)
            y += room
    _legend(canvas, data, TOP + inner + 20)
    for at, arrow in enumerate(others):
        y = TOP + inner + 52 + 22 * at
        names = {brick.id: brick.name for brick in data.bricks}
        canvas.circle(12, y - 4, 9, fill="#ffffff", stroke=ORANGE)
        canvas.text(12, y - 0.5, str(arrow.number), size=9, fill=ORANGE, bold=True, anchor="middle")
        sign = "↔" if arrow.both else "→"
        line = f"{names.get(arrow.origin, arrow.origin)} {sign} {names.get(arrow.target, arrow.target)} · {arrow.data} · {arrow.how}"
        canvas.text(30, y, wrap(line, WIDTH - 40, 10.5, lines=1)[0], size=10.5)
    return canvas.drawing()


def _sides(data: Map, centre: str) -> tuple[list[Brick], list[Brick]]:
    sources = {a.origin for a in data.arrows if a.target == centre}
    left = [brick for brick in data.bricks if brick.id in sources]
    right = [brick for brick in data.bricks if brick.id not in sources]
    while len(left) > len(right) + 1:
        right.insert(0, left.pop())
    while len(right) > len(left) + 1:
        left.append(right.pop())
    return left, right


def _centre(canvas: Canvas, data: Map, inner: float) -> None:
    x = BRICK + GAP
    canvas.rect(x, TOP, CENTRE, inner - 16, fill=BLUE, radius=8)
    if data.centre is None:
        return
    size = fitted(data.centre.name, CENTRE - 20, 17, bold=True)
    canvas.text(x + CENTRE / 2, TOP + 26, data.centre.name, size=size, fill="#ffffff", bold=True, anchor="middle")
    for at, line in enumerate(wrap(data.centre.role, CENTRE - 20, 9.5, lines=2)):
        canvas.text(x + CENTRE / 2, TOP + 42 + 12 * at, line, size=9.5, fill="#dfeaf0", anchor="middle")
    room = inner - 16 - 70
    shown = data.inside[: max(int(room // 26), 0)]
    if not shown:
        return
    step = min(34.0, room / len(shown))
    for at, name in enumerate(shown):
        y = TOP + 64 + at * step
        canvas.rect(x + 12, y, CENTRE - 24, step - 6, fill="#ffffff", radius=4, opacity=0.16)
        text = wrap(name, CENTRE - 36, 10, lines=1)[0]
        canvas.text(x + CENTRE / 2, y + (step - 6) / 2 + 3.5, text, size=10, fill="#ffffff", anchor="middle")


def _brick(canvas: Canvas, brick: Brick, x: float, y: float, height: float) -> None:
    colour, pale, dash = STYLES[brick.fate]
    canvas.rect(x, y, BRICK, height, fill=pale, stroke=colour, dash=dash)
    canvas.rect(x, y + 3, 4, height - 6, fill=colour, radius=2)
    size = fitted(brick.name, BRICK - 24, 12, bold=True, least=8)
    canvas.text(x + 14, y + 22, wrap(brick.name, BRICK - 24, size, bold=True, lines=1)[0], size=size, bold=True)
    for at, line in enumerate(wrap(brick.role, BRICK - 24, 9.5, lines=2)):
        canvas.text(x + 14, y + 38 + 12 * at, line, size=9.5, fill=MUTED)


def _arrow(canvas: Canvas, arrow: Arrow, brick: Brick, y: float, *, is_left: bool) -> None:
    start, end = (BRICK + 3, BRICK + GAP - 3) if is_left else (WIDTH - BRICK - GAP + 3, WIDTH - BRICK - 3)
    middle = (start + end) / 2
    goes_right = (arrow.origin == brick.id) == is_left
    canvas.arrow(start if goes_right else end, y, end if goes_right else start, both=arrow.both)
    canvas.circle(middle, y, 9.5, fill="#ffffff", stroke=ORANGE)
    canvas.text(middle, y + 3.5, str(arrow.number), size=9.5, fill=ORANGE, bold=True, anchor="middle")
    room = GAP - 8
    canvas.text(middle, y - 14, wrap(arrow.data, room, 9, lines=1)[0], size=9, fill=INK, anchor="middle")
    canvas.text(middle, y + 22, wrap(arrow.how, room, 8.5, lines=1)[0], size=8.5, fill=MUTED, anchor="middle")


def _legend(canvas: Canvas, data: Map, y: float) -> None:
    x = 4.0
    used = {brick.fate for brick in data.bricks}
    for fate, (colour, pale, dash) in STYLES.items():
        if fate in used:
            canvas.rect(x, y - 10, 13, 13, fill=pale, stroke=colour, radius=3, dash=dash)
            canvas.text(x + 19, y + 1, data.legend[fate], size=10, fill=MUTED)
            x += 19 + width_of(data.legend[fate], 10) + 28
