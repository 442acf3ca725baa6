"""Number the tables and figures of a finished document, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any, NamedTuple

from cdc.model import blocks as b


class _Numbers(NamedTuple):
    """The numbers still to be given."""

    tables: Iterator[int]
    figures: Iterator[int]


def numbered(blocks: Iterable[b.Block]) -> tuple[b.Block, ...]:
    """Give the blocks with a number in each captioned table and each figure or picture."""
    return _all(blocks, _Numbers(count(1), count(1)))


def _all(blocks: Iterable[b.Block], numbers: _Numbers) -> tuple[Any, ...]:
    return tuple(_one(block, numbers) for block in blocks)


def _one(block: b.Block, numbers: _Numbers) -> b.Block:
    if isinstance(block, b.Section | b.Callout):
        return replace(block, blocks=_all(block.blocks, numbers))
    if isinstance(block, b.RequirementCard):
        return replace(block, statement=_all(block.statement, numbers))
    if isinstance(block, b.Bullets):
        return replace(block, items=tuple(_all(item, numbers) for item in block.items))
    if isinstance(block, b.Table) and block.caption:
        return replace(block, number=next(numbers.tables))
    if isinstance(block, b.Figure | b.Picture):
        return replace(block, number=next(numbers.figures))
    return block
