"""The vague terms of a language, and a quick look whether a text can hold any of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cdc import assets, yaml
from cdc.words.languages import LANGUAGES, content

_WORD_START = r"(?<!\w)"
_GROUP = re.compile(r"\(\?:")
_LITERAL = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Term:
    """A term that cannot be measured; a guard other than `none` lets it pass beside a number with a unit."""

    pattern: re.Pattern[str]
    suggestion: str
    guard: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a language in their order, and one pattern that finds something wherever one of them does."""

    terms: tuple[Term, ...]
    any_of_them: re.Pattern[str]

    def first(self, text: str, *, only_unguarded: bool) -> tuple[str, str] | None:
        """Give the words and the suggestion of the first term that a text holds."""
        for term in self.terms:
            found = term.pattern.search(text)
            if found and not (only_unguarded and term.guard != "none"):
                return found[0], term.suggestion
        return None


@cache
def terms(language: str) -> Terms | None:
    """Give the vague terms of a language; None where it is unknown or lists none."""
    listed = content(language).get("vague_terms", ()) if language in LANGUAGES else ()
    kinds = {name: kind for name, kind in _shared()["categories"].items() if kind["severity"] != "info"}
    used = [item for item in listed if item["category"] in kinds]
    found = (
        Term(re.compile(item["match"], re.IGNORECASE), item["suggestion"], kinds[item["category"]]["guard"])
        for item in used
    )
    return Terms(tuple(found), _joined([item["match"] for item in used])) if used else None


@cache
def brands() -> re.Pattern[str]:
    """Give the pattern of brand names."""
    return re.compile(r"\b(" + "|".join(re.escape(name) for name in _shared()["brand_hints"]) + r")\b")


@cache
def equivalents() -> tuple[str, ...]:
    """Give the words that open a requirement to equal products, of all languages."""
    return tuple(word.casefold() for language in LANGUAGES for word in content(language).get("equivalence_markers", ()))


@cache
def _shared() -> dict[str, dict[str, dict[str, str]]]:
    path = assets.templates() / "vague-terms.yaml"
    return dict(yaml.read(path.name, path.read_bytes()).data)


def _joined(patterns: list[str]) -> re.Pattern[str]:
    """Join patterns that open a word by their first letter, looked at once for all of them; others stay as they are."""
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    rest = []
    for pattern in patterns:
        body = pattern.removeprefix(_WORD_START)
        letters = _first_letters(body) if body != pattern else None
        for letter in letters or ():
            by_letter[letter].append(body)
        if letters is None:
            rest.append(f"(?:{pattern})")
    groups = "|".join(f"(?={letter})(?:{'|'.join(bodies)})" for letter, bodies in sorted(by_letter.items()))
    opening = f"{_WORD_START}(?=[{''.join(sorted(by_letter))}])(?:{groups})"
    return re.compile("|".join([*([opening] if by_letter else []), *rest]), re.IGNORECASE)


def _first_letters(pattern: str) -> set[str] | None:
    """Give the letters with which a match can start; None where that is not plain to see."""
    found: set[str] = set()
    for alternative in _alternatives(pattern):
        letters = _first_of(alternative.removeprefix(r"\b"))
        if letters is None:
            return None
        found |= letters
    return found


def _first_of(alternative: str) -> set[str] | None:
    if _GROUP.match(alternative):
        end = _closing(alternative)
        letters, after = _first_letters(alternative[3:end]), alternative[end + 1 :]
    elif _LITERAL.match(alternative):
        letters, after = {alternative[0].lower()}, alternative[1:]
    else:
        return None
    if letters is None or not after.startswith(("?", "*", "{")):
        return letters
    beyond = _first_of(after[1:]) if after.startswith("?") else None
    return None if beyond is None else letters | beyond


def _alternatives(pattern: str) -> Iterator[str]:
    """Cut a pattern at the bars that stand in no group and no class."""
    start = 0
    for at, depth in _depths(pattern):
        if pattern[at] == "|" and depth == 0:
            yield pattern[start:at]
            start = at + 1
    yield pattern[start:]


def _closing(pattern: str) -> int:
    """Give where the group that opens a pattern ends."""
    return next(at for at, depth in _depths(pattern) if pattern[at] == ")" and depth == 0)


def _depths(pattern: str) -> Iterator[tuple[int, int]]:
    """Give each sign that is neither escaped nor in a class, with how many groups are open around it."""
    depth, in_class, at = 0, False, 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 2
            continue
        if in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        else:
            depth -= sign == ")"
            yield at, depth
            depth += sign == "("
        at += 1
