"""All rules, family by family, and how they are run."""

from __future__ import annotations

from collections.abc import Iterator

from cdc.lint import consistency, coverage, criteria, formulas, method, wording
from cdc.lint.rule import Hit, Rule
from cdc.model.specification import Specification

RULES: tuple[Rule, ...] = (
    *consistency.RULES,
    *coverage.RULES,
    *criteria.RULES,
    *formulas.RULES,
    *method.RULES,
    *wording.RULES,
)


def run(spec: Specification) -> Iterator[tuple[str, Hit]]:
    """Run every rule, in order of code."""
    for rule in sorted(RULES, key=lambda rule: rule.code):
        for hit in rule.find(spec):
            yield rule.code, hit
