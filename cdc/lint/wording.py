"""Rules on words: placeholders, vague terms, acronyms, brands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cdc import assets, yaml
from cdc.lint.rule import Hit, Path, rule
from cdc.lint.walk import requirements
from cdc.model.specification import Specification

_PLACEHOLDER = re.compile(r"\{[a-z]?\}|\bTBD\b|\bTODO\b|\bXXX\b|\?\?\?")
_ACRONYM = re.compile(r"\b[A-ZА-ЯЁ]{3,6}\b")
_KNOWN = frozenset(
    {"CRM", "EUR", "PDF", "XLSX", "CSV", "API", "URL", "HTML", "JSON", "XML", "USB", "USD", "RUB", "ERP"}
)
_NUMBER_WITH_UNIT = re.compile(r"\d+\s*(?:%|[A-Za-zА-Яа-я€]+)")


def _texts(spec: Specification) -> Iterator[tuple[Path, str, str, str]]:
    """Give the texts of requirements: path, language, text, and all the words of that requirement."""
    for path, item in requirements(spec):
        acceptance = item.acceptance.text if item.acceptance else ""
        for key in ("title", "statement"):
            text = getattr(item, key)
            for language, words in _by_language(text, spec.language):
                whole = words + " " + dict(_by_language(acceptance, spec.language)).get(language, "")
                where = (*path, key, language) if isinstance(text, dict) else (*path, key)
                yield where, language, words, whole


def _by_language(text: object, default: str) -> list[tuple[str, str]]:
    if not text:
        return []
    return list(text.items()) if isinstance(text, dict) else [(default, str(text))]


@rule("CDC308")
def nothing_left_to_fill(spec: Specification) -> Iterator[Hit]:
    """Look for placeholders in titles, statements and acceptance criteria."""
    for path, item in requirements(spec):
        acceptance = item.acceptance.text if item.acceptance else None
        fields = (("title",), item.title), (("statement",), item.statement), (("acceptance", "text"), acceptance)
        for key, text in fields:
            for language, words in _by_language(text, spec.language):
                found = _PLACEHOLDER.search(words)
                if found:
                    where = (*path, *key, language) if isinstance(text, dict) else (*path, *key)
                    yield Hit(where, {"text": found[0]})


@dataclass(frozen=True, slots=True)
class _Term:
    pattern: re.Pattern[str]
    suggestion: str
    guard: str


@cache
def _vague() -> dict[str, tuple[_Term, ...]]:
    path = assets.templates() / "vague-terms.yaml"
    data = yaml.read(path.name, path.read_bytes()).data
    kinds = {name: kind for name, kind in data["categories"].items() if kind["severity"] != "info"}
    return {
        language: tuple(
            _Term(re.compile(term["match"], re.IGNORECASE), term["suggestion"], kinds[term["category"]]["guard"])
            for term in terms
            if term["category"] in kinds
        )
        for language, terms in data["terms"].items()
    }


@rule("CDC313")
def words_can_be_measured(spec: Specification) -> Iterator[Hit]:
    """Look for vague terms, unless the requirement or its acceptance criterion gives a number with a unit."""
    for path, language, text, whole in _texts(spec):
        has_number = bool(_NUMBER_WITH_UNIT.search(whole))
        for term in _vague().get(language, ()):
            found = term.pattern.search(text)
            if found and not (has_number and term.guard != "none"):
                yield Hit(path, {"word": found[0], "suggestion": term.suggestion})
                break


@rule("CDC319")
def acronyms_are_explained(spec: Specification) -> Iterator[Hit]:
    """Look for acronyms in requirements that the glossary does not explain; each is named once."""
    known = set(_KNOWN)
    for item in spec.glossary:
        for _, words in _by_language(item.term, spec.language):
            known |= set(_ACRONYM.findall(words))
    known |= {word for app in spec.applications for word in _ACRONYM.findall(app.name)}
    seen: set[str] = set()
    for path, _, text, _ in _texts(spec) if spec.glossary else ():
        for acronym in _ACRONYM.findall(text):
            if acronym not in known and acronym not in seen:
                seen.add(acronym)
                yield Hit(path, {"acronym": acronym})


@cache
def _brands() -> re.Pattern[str]:
    path = assets.templates() / "vague-terms.yaml"
    data = yaml.read(path.name, path.read_bytes()).data
    return re.compile(r"\b(" + "|".join(re.escape(name) for name in data["brand_hints"]) + r")\b")


@cache
def _equivalents() -> tuple[str, ...]:
    path = assets.templates() / "vague-terms.yaml"
    markers = yaml.read(path.name, path.read_bytes()).data["equivalence_markers"]
    flat = [word for words in markers.values() for word in words] if isinstance(markers, dict) else list(markers)
    return tuple(word.casefold() for word in flat)


@rule("CDC323")
def no_brand_without_equivalent(spec: Specification) -> Iterator[Hit]:
    """Look for brands in features and constraints; systems in place may be named in flows and migrations."""
    own = {word.casefold() for app in spec.applications for word in app.name.split()}
    for path, _, text, _ in _texts(spec):
        found = _brands().search(text) if path[0] in ("features", "constraints", "services") else None
        if found and found[0].casefold() not in own and not any(mark in text.casefold() for mark in _equivalents()):
            yield Hit(path, {"brand": found[0]})


RULES = (
    nothing_left_to_fill,
    words_can_be_measured,
    acronyms_are_explained,
    no_brand_without_equivalent,
)
