"""Where cross references jump to: each id marks one place; a reference to what is not printed becomes plain text."""

from __future__ import annotations

import dataclasses
from typing import Any

from cdc.model import blocks as b

_PLAIN = (str, int, bytes, type(None))
_FIELDS: dict[type, tuple[str, ...]] = {}


def settled(blocks: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
    """Give the blocks with every id marked once, where it is stated first, and without references that lead nowhere."""
    places: list[str] = []
    targets: set[str] = set()
    _collect(blocks, places, targets)
    known = set(places)
    if len(known) == len(places) and targets <= known:
        return blocks
    found: tuple[b.Block, ...] = _rewritten(blocks, known, set())
    return found


def _collect(node: Any, places: list[str], targets: set[str]) -> None:
    kind = node.__class__
    if kind is tuple:
        for part in node:
            if part.__class__ not in _PLAIN:
                _collect(part, places, targets)
        return
    if kind is b.Ref:
        targets.add(node.id)
        return
    if (place := _place(node)) is not None:
        places.append(place)
    for name in _fields(kind):
        _collect(getattr(node, name), places, targets)


def _place(node: Any) -> str | None:
    """Give the id that a block marks: a heading marks the first id that it names."""
    if isinstance(node, b.Row):
        return node.anchor
    if isinstance(node, b.Section | b.RequirementCard | b.Kpi):
        return node.id
    if isinstance(node, b.Heading):
        return next((part.id for part in node.content if isinstance(part, b.Ref)), None)
    return None


def _fields(kind: type) -> tuple[str, ...]:
    """Name the fields of a block or a piece of text that can hold others."""
    if kind not in _FIELDS:
        fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
        _FIELDS[kind] = tuple(
            field.name for field in fields if "Inlines" in str(field.type) or "tuple" in str(field.type)
        )
    return _FIELDS[kind]


def _rewritten(node: Any, known: set[str], seen: set[str]) -> Any:
    kind = node.__class__
    if kind is tuple:
        return tuple(part if part.__class__ in _PLAIN else _rewritten(part, known, seen) for part in node)
    if kind is b.Ref:
        return node if node.id in known else node.text
    place = _place(node)
    is_second = place is not None and place in seen
    if place is not None:
        seen.add(place)
    if is_second and isinstance(node, b.Heading):
        return b.Heading(tuple(part.text if isinstance(part, b.Ref) else part for part in node.content))
    changes = {name: _rewritten(getattr(node, name), known, seen) for name in _fields(kind)}
    if is_second and isinstance(node, b.Row):
        changes["anchor"] = None
    return dataclasses.replace(node, **changes) if changes else node
