"""The application map: bricks left and right of the target system, numbered arrows, fate by colour and dash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cdc.diagrams.svg import (
    BLUE,
    GREEN,
    MUTED,
    OCHRE,
    ORANGE,
    ROSE,
    ROYAL,
    Canvas,
    Drawing,
    fitted,
    height_of,
    lines_of,
    width_of,
)

BRICK, GAP, CENTRE, TOP, SPACE = 190, 122, 190, 10, 14
WIDTH = 2 * BRICK + 2 * GAP + CENTRE
TALLEST = 900
"""Height at which a drawing ends and the next one goes on."""
LISTED = 34
"""Flows past the target that one drawing lists."""
STYLES = {
    "keep": (GREEN, "#e9f1ea", ""),
    "replace": (OCHRE, "#fcf4e4", ""),
    "retire": (ROSE, "#f8e8ec", "5 3"),
    "new": (ROYAL, "#e8edf8", ""),
}
UNTOLD = (MUTED, "#f4f6f8", "")
"""The look of a brick of which nobody says what becomes of it."""


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


@dataclass(frozen=True, slots=True)
class _Placed:
    """A brick with its arrows to the target, their texts in lines, and the height it all needs."""

    brick: Brick
    name: list[str]
    role: list[str]
    arrows: tuple[tuple[Arrow, list[str], list[str]], ...]

    @property
    def height(self) -> float:
        box = height_of(self.name, 12) + height_of(self.role, 9.5) + 20
        return max(box, sum(_room(above, below) for _, above, below in self.arrows))


def _room(above: Sequence[str], below: Sequence[str]) -> float:
    return height_of(above, 9) + height_of(below, 8.5) + 34


def draw(data: Map) -> list[Drawing]:
    """Draw bricks on both sides of the target, on as many drawings as they need; flows past the target are listed."""
    centre = data.centre.id if data.centre else ""
    left, right = (list(_placed(bricks, data.arrows, centre)) for bricks in _sides(data, centre))
    others = [arrow for arrow in data.arrows if centre not in (arrow.origin, arrow.target)]
    drawings: list[Drawing] = []
    while left or right or others or not drawings:
        shown = _taken(left), _taken(right)
        is_last = not left and not right
        listed = others[:LISTED] if is_last and (not any(shown) or len(others) <= 12) else []
        del others[: len(listed)]
        drawings.append(_drawing(data, shown, listed, is_first=not drawings))
    return drawings


def _taken(bricks: list[_Placed]) -> list[_Placed]:
    """Take bricks from the list until a drawing is full."""
    taken: list[_Placed] = []
    while bricks and (not taken or sum(b.height + SPACE for b in (*taken, bricks[0])) <= TALLEST):
        taken.append(bricks.pop(0))
    return taken


def _placed(bricks: Sequence[Brick], arrows: Sequence[Arrow], centre: str) -> Iterator[_Placed]:
    for brick in bricks:
        own = [arrow for arrow in arrows if {arrow.origin, arrow.target} == {brick.id, centre}]
        size = fitted(brick.name, BRICK - 28, 12, bold=True)
        name, role = lines_of(brick.name, BRICK - 28, size, bold=True), lines_of(brick.role, BRICK - 28, 9.5)
        for at in range(0, max(len(own), 1), 8):
            texts = [(a, lines_of(a.data, GAP - 8, 9), lines_of(a.how, GAP - 8, 8.5)) for a in own[at : at + 8]]
            yield _Placed(brick, name, role, tuple(texts))


def _drawing(
    data: Map, sides: tuple[list[_Placed], list[_Placed]], listed: Sequence[Arrow], *, is_first: bool
) -> Drawing:
    inside = data.inside if is_first else ()
    modules = [lines_of(name, CENTRE - 40, 10) for name in inside]
    head = _head(data.centre).height if data.centre else 0
    needed = head + 8 + sum(height_of(lines, 10) + 14 for lines in modules) if data.centre and any(sides) else 0
    inner = max([sum(p.height + SPACE for p in side) - SPACE for side in sides if side] + [needed])
    texts = [lines_of(_sentence(data, arrow), WIDTH - 44, 10.5) for arrow in listed]
    height = TOP + inner + 40 + sum(height_of(lines, 10.5) + 9 for lines in texts)
    canvas = Canvas(WIDTH, int(height))
    if any(sides):
        _centre(canvas, data, inner, modules)
    for side, is_left in zip(sides, (True, False), strict=True):
        spare = (inner - sum(p.height for p in side)) / len(side) if side else 0.0
        y = float(TOP)
        for placed in side:
            room = placed.height + spare - SPACE if len(side) > 1 else inner
            _brick(canvas, placed, 0 if is_left else WIDTH - BRICK, y, room)
            total = sum(_room(above, below) for _, above, below in placed.arrows)
            at = y + (room - total) / 2
            for arrow, above, below in placed.arrows:
                _arrow(canvas, arrow, placed.brick, at + height_of(above, 9) + 17, above, below, is_left=is_left)
                at += _room(above, below)
            y += placed.height + spare
    _legend(canvas, data, TOP + inner + 20)
    y = TOP + inner + 52
    for arrow, lines in zip(listed, texts, strict=True):
        canvas.circle(12, y - 4, 9, fill="#ffffff", stroke=ORANGE)
        canvas.text(12, y - 0.5, str(arrow.number), size=9, fill=ORANGE, bold=True, anchor="middle")
        canvas.lines(30, y - 10, lines, size=10.5, anchor="start")
        y += height_of(lines, 10.5) + 9
    return canvas.drawing()


def _sentence(data: Map, arrow: Arrow) -> str:
    names = {brick.id: brick.name for brick in data.bricks}
    sign = "↔" if arrow.both else "→"
    origin, target = (names.get(end, end) for end in (arrow.origin, arrow.target))
    return f"{origin} {sign} {target} · {arrow.data} · {arrow.how}"


def _sides(data: Map, centre: str) -> tuple[list[Brick], list[Brick]]:
    sources = {a.origin for a in data.arrows if a.target == centre}
    left = [brick for brick in data.bricks if brick.id in sources]
    right = [brick for brick in data.bricks if brick.id not in sources]
    while len(left) > len(right) + 1:
        right.insert(0, left.pop())
    while len(right) > len(left) + 1:
        left.append(right.pop())
    return left, right


@dataclass(frozen=True)
class _Head:
    """The words at the head of the target: its name, as large as fits, and its role."""

    name: list[str]
    size: float
    role: list[str]

    @property
    def height(self) -> float:
        return max(68.0, height_of(self.name, self.size) + height_of(self.role, 9.5) + 22)


def _head(centre: Brick) -> _Head:
    size = fitted(centre.name, CENTRE - 20, 17, bold=True)
    name = lines_of(centre.name, CENTRE - 20, size, bold=True)
    return _Head(name, size, lines_of(centre.role, CENTRE - 20, 9.5))


def _centre(canvas: Canvas, data: Map, inner: float, modules: Sequence[Sequence[str]]) -> None:
    x = BRICK + GAP
    canvas.rect(x, TOP, CENTRE, inner, fill=BLUE, radius=8)
    if data.centre is None:
        return
    head = _head(data.centre)
    canvas.lines(x + CENTRE / 2, TOP + 10, head.name, size=head.size, fill="#ffffff", bold=True)
    canvas.lines(x + CENTRE / 2, TOP + 12 + height_of(head.name, head.size), head.role, size=9.5, fill="#dfeaf0")
    spare = (inner - head.height - 8 - sum(height_of(lines, 10) + 14 for lines in modules)) / max(len(modules), 1)
    y = TOP + head.height
    for lines in modules:
        height = height_of(lines, 10) + 8 + min(spare, 10)
        canvas.rect(x + 12, y, CENTRE - 24, height, fill="#ffffff", radius=4, opacity=0.16)
        canvas.lines(x + CENTRE / 2, y + (height - height_of(lines, 10)) / 2, lines, size=10, fill="#ffffff")
        y += height_of(lines, 10) + 14 + spare


def _brick(canvas: Canvas, placed: _Placed, x: float, y: float, height: float) -> None:
    colour, pale, dash = STYLES.get(placed.brick.fate, UNTOLD)
    canvas.rect(x, y, BRICK, height, fill=pale, stroke=colour, dash=dash)
    canvas.rect(x, y + 3, 4, height - 6, fill=colour, radius=2)
    size = fitted(placed.brick.name, BRICK - 28, 12, bold=True)
    canvas.lines(x + 14, y + 10, placed.name, size=size, bold=True, anchor="start")
    canvas.lines(x + 14, y + 13 + height_of(placed.name, 12), placed.role, size=9.5, fill=MUTED, anchor="start")


def _arrow(  # noqa: PLR0913 - the ends of an arrow and its words
    canvas: Canvas, arrow: Arrow, brick: Brick, y: float, above: Sequence[str], below: Sequence[str], *, is_left: bool
) -> None:
    start, end = (BRICK + 3, BRICK + GAP - 3) if is_left else (WIDTH - BRICK - GAP + 3, WIDTH - BRICK - 3)
    middle = (start + end) / 2
    goes_right = (arrow.origin == brick.id) == is_left
    canvas.arrow(start if goes_right else end, y, end if goes_right else start, both=arrow.both)
    canvas.circle(middle, y, 9.5, fill="#ffffff", stroke=ORANGE)
    canvas.text(middle, y + 3.5, str(arrow.number), size=9.5, fill=ORANGE, bold=True, anchor="middle")
    canvas.lines(middle, y - 12 - height_of(above, 9), above, size=9)
    canvas.lines(middle, y + 12, below, size=8.5, fill=MUTED)


def _legend(canvas: Canvas, data: Map, y: float) -> None:
    x = 4.0
    used = {brick.fate for brick in data.bricks}
    for fate, (colour, pale, dash) in STYLES.items():
        if fate in used:
            canvas.rect(x, y - 10, 13, 13, fill=pale, stroke=colour, radius=3, dash=dash)
            canvas.text(x + 19, y + 1, data.legend[fate], size=10, fill=MUTED)
            x += 19 + width_of(data.legend[fate], 10) + 28
