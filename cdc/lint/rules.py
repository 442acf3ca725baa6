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


def run(spec: Specification, *, alone: bool = False) -> Iterator[tuple[str, Hit]]:
    """Run every rule, in order of code; or those alone that need nothing but the entry they look at."""
    for rule in sorted((rule for rule in RULES if rule.alone or not alone), key=lambda rule: rule.code):
        for hit in rule.find(spec):
            yield rule.code, hit
