"""What a finding says, and what it advises, in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdc.findings import Finding, Phrase, Place

if TYPE_CHECKING:
    from cdc.words.catalogue import Words


def message(finding: Finding, language: Words) -> str:
    """Write what is wrong."""
    return language(f"finding.{finding.code}", **_facts(finding, language))


def hint(finding: Finding, language: Words) -> str:
    """Write what to do; where the hint is a guess without content, what else helps."""
    facts = _facts(finding, language)
    other = f"otherwise.{finding.code}"
    if "guess" in facts and not facts["guess"]:
        return language(other, **facts) if language.has(other) else ""
    return language(f"hint.{finding.code}", **facts)


def _facts(finding: Finding, language: Words) -> dict[str, object]:
    return {key: language(value) if isinstance(value, Phrase) else value for key, value in finding.facts.items()}


def example(code: str) -> Finding:
    """Give a finding as it might be met, to show what its words look like when they are filled."""
    from cdc.words.languages import example_of

    stated = example_of(code).items()
    facts = {name: Phrase(fact["phrase"]) if isinstance(fact, dict) else fact for name, fact in stated}
    return Finding(code, Place(""), facts)


def as_data(finding: Finding, language: Words) -> dict[str, Any]:
    """Give a finding as plain data; codes and keys are never translated."""
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "sheet": place.sheet,
        "cell": place.cell,
        "message": message(finding, language),
        "hint": hint(finding, language),
    }
