"""What fits where: which facts share a line, and how wide the columns of a table are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdc.model import blocks as b

Fact = tuple[str, b.Inlines]
SIDE_BY_SIDE = 48
"""Letters of a value that fit beside another."""
LETTER, GAP = 0.6, 7.0
"""Width of a letter of a head, as a share of its size; the space beside it, in points."""
RUN_IN = 90
"""Letters of a value that may run on in a line with others."""


def paired(rows: Sequence[Fact]) -> tuple[tuple[Fact, ...], ...]:
    """Give facts in rows of two, where both are short; a long one takes a row."""
    return tuple(_paired(rows))


def _paired(rows: Sequence[Fact]) -> Iterator[tuple[Fact, ...]]:
    at = 0
    while at < len(rows):
        pair = rows[at : at + 2]
        if len(pair) == 2 and all(_is_short(content, SIDE_BY_SIDE) for _, content in pair):
            yield tuple(pair)
        else:
            pair = rows[at : at + 1]
            yield tuple(pair)
        at += len(pair)


def run_in(facts: Sequence[Fact]) -> tuple[tuple[Fact, ...], ...]:
    """Give facts in lines: neighbours that are short share one."""
    lines: list[list[Fact]] = []
    for fact in facts:
        is_short = _is_short(fact[1], RUN_IN)
        if is_short and lines and all(_is_short(content, RUN_IN) for _, content in lines[-1]):
            lines[-1].append(fact)
        else:
            lines.append([fact])
    return tuple(tuple(line) for line in lines)


def _is_short(content: b.Inlines, limit: int) -> bool:
    return letters(content) <= limit and not any(isinstance(part, b.Break) for part in content)


def letters(content: b.Inlines) -> int:
    """Count the letters of inline content."""
    return sum(len(part) if isinstance(part, str) else _inside(part) for part in content)


def _inside(part: b.Inline) -> int:
    if isinstance(part, b.Strong | b.Emphasis | b.Link):
        return letters(part.content)
    return len(getattr(part, "text", ""))


def shares(columns: Sequence[b.Column], room: float, size: float) -> tuple[float, ...]:
    """Give the share of each column: its own, but no less than the longest word of its head, while there is room."""
    total = sum(column.width for column in columns)
    needs = [max(map(len, column.title.split()), default=0) * LETTER * size + GAP for column in columns]
    if sum(needs) >= room:
        return tuple(need / sum(needs) for need in needs)
    widths = [room * column.width / total for column in columns]
    while any(width < need - 0.01 for width, need in zip(widths, needs, strict=True)):
        tight = [width <= need for width, need in zip(widths, needs, strict=True)]
        left = room - sum(need for need, is_tight in zip(needs, tight, strict=True) if is_tight)
        loose = sum(width for width, is_tight in zip(widths, tight, strict=True) if not is_tight)
        widths = [
            need if is_tight else width * left / loose
            for width, need, is_tight in zip(widths, needs, tight, strict=True)
        ]
    return tuple(width / room for width in widths)
