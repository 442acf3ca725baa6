"""Where requirements and criteria stand in a specification, as paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from cdc.lint.rule import Path
from cdc.model.requirement import Requirement
from cdc.model.specification import Specification
from cdc.model.tender import REQUIREMENT_LISTS, Criterion


def requirements(spec: Specification) -> Iterator[tuple[Path, Requirement]]:
    """Give every requirement with its path."""
    for name in get_args(REQUIREMENT_LISTS):
        for at, item in enumerate(getattr(spec, name)):
            yield (name, at), item


def nodes(items: Sequence[Criterion], base: Path = ("criteria",)) -> Iterator[tuple[Path, Criterion]]:
    """Give every criterion of a tree with its path, groups before their parts."""
    for at, item in enumerate(items):
        yield (*base, at), item
        yield from nodes(item.parts, (*base, at, "parts"))


def leaves(spec: Specification) -> Iterator[tuple[Path, Criterion]]:
    """Give the criteria that have no parts, with their paths."""
    return ((path, item) for path, item in nodes(spec.criteria) if not item.parts)
