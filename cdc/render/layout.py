"""Which facts share a line: short ones run on or stand side by side, long ones have a line of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdc.model import blocks as b

Fact = tuple[str, b.Inlines]
SIDE_BY_SIDE = 48
"""Letters of a value that fit beside another."""
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
