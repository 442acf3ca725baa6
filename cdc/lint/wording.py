"""Rules on words: placeholders, vague terms, acronyms, brands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cdc.lint import vague
from cdc.lint.rule import Hit, Path, rule
from cdc.lint.walk import requirements
from cdc.model.requirement import Requirement
from cdc.model.specification import Specification

_PLACEHOLDER = re.compile(r"\{[a-z]?\}|\bTBD\b|\bTODO\b|\bXXX\b|\?\?\?")
_ACRONYM = re.compile(r"\b[A-ZА-ЯЁ]{3,6}\b")
_KNOWN = frozenset(
    {"CRM", "EUR", "PDF", "XLSX", "CSV", "API", "URL", "HTML", "JSON", "XML", "USB", "USD", "RUB", "ERP"}
)
_NUMBER_WITH_UNIT = re.compile(r"\d+\s*(?:%|[A-Za-zА-Яа-я€]+)")


def _texts(spec: Specification) -> Iterator[tuple[Path, str, str, Requirement]]:
    """Give the titles and statements of requirements: path, language, text, and the requirement."""
    for path, item in requirements(spec):
        for key in ("title", "statement"):
            text = getattr(item, key)
            for language, words in _by_language(text, spec.language):
                where = (*path, key, language) if isinstance(text, dict) else (*path, key)
                yield where, language, words, item


def _by_language(text: object, default: str) -> list[tuple[str, str]]:
    if not text:
        return []
    return list(text.items()) if isinstance(text, dict) else [(default, str(text))]


@rule("CDC308", alone=True)
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


@rule("CDC313", alone=True)
def words_can_be_measured(spec: Specification) -> Iterator[Hit]:
    """Look for vague terms, unless the requirement or its acceptance criterion gives a number with a unit."""
    for path, language, text, item in _texts(spec):
        terms = vague.terms(language)
        if terms is None or not terms.any_of_them.search(text):
            continue
        found = terms.first(text, only_unguarded=_has_number(text, item, language, spec.language))
        if found:
            yield Hit(path, {"word": found[0], "suggestion": found[1]})


def _has_number(text: str, item: Requirement, language: str, default: str) -> bool:
    acceptance = dict(_by_language(item.acceptance.text if item.acceptance else None, default))
    return bool(_NUMBER_WITH_UNIT.search(f"{text} {acceptance.get(language, '')}"))


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


@rule("CDC323")
def no_brand_without_equivalent(spec: Specification) -> Iterator[Hit]:
    """Look for brands in features and constraints; systems in place may be named in flows and migrations."""
    own = {word.casefold() for app in spec.applications for word in app.name.split()}
    for path, _, text, _ in _texts(spec):
        found = vague.brands().search(text) if path[0] in ("features", "constraints", "services") else None
        if (
            found
            and found[0].casefold() not in own
            and not any(mark in text.casefold() for mark in vague.equivalents())
        ):
            yield Hit(path, {"brand": found[0]})


RULES = (
    nothing_left_to_fill,
    words_can_be_measured,
    acronyms_are_explained,
    no_brand_without_equivalent,
)
