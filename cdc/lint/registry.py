"""The rules by code, and how they are run."""

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


Rule = Callable[[Specification], Iterator[Hit]]
RULES: dict[str, Rule] = {}


def rule(code: str) -> Callable[[Rule], Rule]:
    """Register a rule under its code."""

    def register(function: Rule) -> Rule:
        assert code not in RULES
        RULES[code] = function
        return function

    return register


def run(spec: Specification) -> Iterator[tuple[str, Hit]]:
    """Run every rule, in order of code."""
    from cdc.lint import consistency, coverage, method, wording  # noqa: F401 - importing registers the rules

    for code in sorted(RULES):
        for hit in RULES[code](spec):
            yield code, hit
