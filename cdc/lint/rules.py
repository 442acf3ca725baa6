"""All rules, family by family, and how they are run."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cdc.lint import consistency, coverage, criteria, formulas, meaning, method, questions, wording
from cdc.lint.rule import Hit, Rule
from cdc.model.specification import Specification

RULES: tuple[Rule, ...] = (
    *consistency.RULES,
    *coverage.RULES,
    *criteria.RULES,
    *formulas.RULES,
    *meaning.RULES,
    *method.RULES,
    *questions.RULES,
    *wording.RULES,
)


def run(spec: Specification, *, alone: bool = False, only: Collection[str] = ()) -> Iterator[tuple[str, Hit]]:
    """Run every rule, in order of code; or those that need nothing but the entry they look at, or the named ones."""
    chosen = (rule for rule in RULES if (rule.alone or not alone) and (not only or rule.code in only))
    for rule in sorted(chosen, key=lambda rule: rule.code):
        for hit in rule.find(spec):
            yield rule.code, hit
