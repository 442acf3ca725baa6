"""What a rule is: a code, and a function that gives every place where a specification breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cdc.model.specification import Specification

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule finds something, as a path into the specification, and the facts of the case."""

    path: Path
    facts: dict[str, Any] = field(default_factory=dict)
    of_key: bool = False
    beside: tuple[str, ...] = ()
    """Other keys of the same entry that it was compared with."""


Find = Callable[[Specification], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its registered code."""

    code: str
    find: Find
    alone: bool = False
    """It looks at what stands in one entry: what it finds holds, whatever is wrong or missing elsewhere."""


def rule(code: str, *, alone: bool = False) -> Callable[[Find], Rule]:
    """Make a rule of a function; `alone` for one that needs nothing but the entry it looks at."""
    return lambda find: Rule(code, find, alone)
