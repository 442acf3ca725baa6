"""What a text says in one language and not in another: numbers, units, names, negation, obligation, items of a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from cdc.lint.rule import Hit, Rule, rule
from cdc.model.specification import Specification
from cdc.words.languages import LANGUAGES, content, format_of

_NUMBER = re.compile(r"(?<![\w.,-])\d(?:[\d.,\u00a0\u202f ’']*\d)?")
_NAME = re.compile(r"https?://[^\s)>\]]+|[\w.+-]+@[\w-]+\.[\w.]+|\b[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d[\w-]*")
_ITEM = re.compile(r"(?m)^\s*(?:[-*+]|\d+[.)])\s+")
_HOUR = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))?\s*([ap])\.?m\b\.?", re.IGNORECASE)
_CLOCK = re.compile(r"\b(\d{1,2})\s?[:h]\s?(\d\d)\b")
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f’']\d{3})+(?:[.,]\d+)?")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|ère|ème|e|°|º|ª|-?[йяего]{1,3})\b")


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: the code of its finding, what the source says, what the other text says."""

    code: str
    said: str
    other: str


@dataclass(frozen=True, slots=True)
class Speech:
    """How a language says what must not change: patterns, by what they say."""

    decimal: str
    group: str
    numbers: Mapping[int, re.Pattern[str]]
    units: tuple[str, ...]
    unit: re.Pattern[str]
    """Any unit, the number of its group says which."""
    months: Mapping[str, int]
    not_negative: re.Pattern[str]
    negative: re.Pattern[str]
    privative: re.Pattern[str]
    at_most: re.Pattern[str]
    at_least: re.Pattern[str]
    levels: Mapping[str, re.Pattern[str]]


@cache
def speech(language: str) -> Speech | None:
    """Give how a language says things; None where its file does not tell."""
    told = content(language).get("meaning") if language in LANGUAGES else None
    if told is None:
        return None
    return Speech(
        decimal=told["decimal"],
        group=told["group"],
        numbers={int(number): _words(pattern) for number, pattern in told["numbers"].items()},
        units=tuple(told["units"]),
        unit=re.compile(
            rf"\s?(?:{'|'.join(f'({pattern})' for pattern in told['units'].values())})(?!\w)", re.IGNORECASE
        ),
        months=_months(format_of(language).locale),
        not_negative=_words(told["not_negative"]),
        negative=_words(told["negative"]),
        privative=_words(told["privative"]),
        at_most=_words(told["at_most"]),
        at_least=_words(told["at_least"]),
        levels={level: _words(told[level]) for level in ("must", "should", "may")},
    )


def differences(texts: Mapping[str, str], source: str) -> tuple[tuple[str, Difference], ...]:
    """Compare the text of each language with the source; give the language, and what differs."""
    return _differences(tuple(texts.items()), source)


@lru_cache(maxsize=200_000)
def _differences(texts: tuple[tuple[str, str], ...], source: str) -> tuple[tuple[str, Difference], ...]:
    """Compare once what six rules ask for."""
    said = _Said.of(dict(texts).get(source, ""), source)
    if said is None:
        return ()
    others = ((language, _Said.of(text, language)) for language, text in texts if language != source)
    return tuple((language, found) for language, other in others if other for found in _compared(said, other))


@dataclass(frozen=True, slots=True)
class _Said:
    """One text, taken apart."""

    text: str
    speech: Speech
    names: Counter[str]
    numbers: Counter[Decimal]
    units: Mapping[Decimal, frozenset[str]]
    is_negative: bool
    level: str
    items: int

    @classmethod
    def of(cls, text: str, language: str) -> _Said | None:
        how = speech(language)
        if how is None or not text.strip():
            return None
        names = _NAME.findall(text)
        rest = _NAME.sub(" ", text)
        numbers, units = _numbers(_plain(rest, how), how)
        return cls(
            rest.casefold(),
            how,
            Counter(name.rstrip(".") for name in names),
            numbers,
            units,
            bool(how.negative.search(how.not_negative.sub(" ", rest))),
            next((level for level, pattern in how.levels.items() if pattern.search(rest)), ""),
            len(_ITEM.findall(text)),
        )

    @property
    def is_privative(self) -> bool:
        """Tell whether it denies in a roundabout way, so that a missing "not" proves nothing."""
        return bool(self.speech.privative.search(self.text) or self.speech.not_negative.search(self.text))

    @property
    def limit(self) -> str:
        """Give ≤ or ≥ for a text that sets limits of one kind alone; nothing where it sets none, or both."""
        most = bool(self.speech.at_most.search(self.text))
        least = bool(self.speech.at_least.search(self.speech.at_most.sub(" ", self.text)))
        return "" if most == least else "≤" if most else "≥"


def _compared(said: _Said, other: _Said) -> Iterator[Difference]:
    yield from _other_names(said, other)
    lost, added = _lost(said, other), _lost(other, said)
    if lost or added:
        yield Difference("CDC350", _listed(lost), _listed(added))
    else:
        yield from _other_units(said, other)
    if said.is_negative != other.is_negative and not (other if said.is_negative else said).is_privative:
        yield Difference("CDC353", *(("–", "✓") if other.is_negative else ("✓", "–")))
    elif {said.limit, other.limit} == {"≤", "≥"}:
        yield Difference("CDC353", said.limit, other.limit)
    if said.level and other.level and said.level != other.level:
        yield Difference("CDC354", said.level, other.level)
    if said.items != other.items:
        yield Difference("CDC355", str(said.items), str(other.items))


def _other_names(said: _Said, other: _Said) -> Iterator[Difference]:
    lost, added = said.names - other.names, other.names - said.names
    if lost or added:
        yield Difference("CDC352", ", ".join(sorted(lost)) or "–", ", ".join(sorted(added)) or "–")


def _lost(said: _Said, other: _Said) -> list[Decimal]:
    """Give the numbers of one text that the other says neither in digits nor in words."""
    missing = (said.numbers - other.numbers).elements()
    return sorted(number for number in missing if not _in_words(number, other))


def _in_words(number: Decimal, text: _Said) -> bool:
    if number in (0, 1):  # "no", "none", "a": said in too many ways to be sure
        return True
    pattern = text.speech.numbers.get(int(number)) if number == int(number) else None
    return pattern is not None and bool(pattern.search(text.text))


def _other_units(said: _Said, other: _Said) -> Iterator[Difference]:
    for number, units in said.units.items():
        theirs = other.units.get(number, frozenset())
        if units and theirs and units != theirs:
            ours, others = (f"{number:f} {'/'.join(sorted(found))}" for found in (units, theirs))
            yield Difference("CDC351", ours, others)


def _listed(numbers: list[Decimal]) -> str:
    return ", ".join(f"{number.normalize():f}" for number in numbers) or "–"


def _plain(text: str, how: Speech) -> str:
    """Write hours, months and ordinals as bare numbers, so that languages can be compared."""
    text = _HOUR.sub(lambda found: f" {_of_day(int(found[1]), found[3])} {found[2] or ''} ", text)
    text = _CLOCK.sub(lambda found: f"{int(found[1])} " + (f"{int(found[2])} " if found[2] != "00" else ""), text)
    text = _ORDINAL.sub("", text)
    return re.sub(
        r"(\d{1,2}\.?\s+)([^\W\d_]+\.?)|([^\W\d_]+\.?)(\s+\d{4}\b)",
        lambda found: _with_month(found, how.months),
        text,
    )


def _of_day(hour: int, half: str) -> int:
    return hour % 12 + (12 if half in "pP" else 0)


def _with_month(found: re.Match[str], months: Mapping[str, int]) -> str:
    """Write the month beside a day or a year as its number."""
    word = (found[2] or found[3]).casefold().rstrip(".")
    number = months.get(word)
    if number is None:
        return found[0]
    return f"{found[1]}{number} " if found[2] else f"{number} {found[4]}"


def _numbers(text: str, how: Speech) -> tuple[Counter[Decimal], dict[Decimal, frozenset[str]]]:
    """Give the numbers of a text, and by number the units that follow it."""
    numbers: Counter[Decimal] = Counter()
    units: dict[Decimal, set[str]] = {}
    for found in _NUMBER.finditer(text):
        for number in _read(found[0], how):
            numbers[number] += 1
            units.setdefault(number, set())
        after = how.unit.match(text, found.end())
        if after and after.lastindex:
            units[number].add(how.units[after.lastindex - 1])
    return numbers, {number: frozenset(found) for number, found in units.items()}


def _read(text: str, how: Speech) -> Iterator[Decimal]:
    """Read a run of digits and signs: one number with its groups, or several beside each other."""
    if _GROUPED.fullmatch(text):
        text = re.sub(r"[ \u00a0\u202f’']", "", text)
    for part in re.split(r"[ \u00a0\u202f’']+", text):
        yield from _one(part.strip(".,"), how)


def _one(text: str, how: Speech) -> Iterator[Decimal]:
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(how.group)}\d{{3}})+(?:{re.escape(how.decimal)}\d+)?", text):
        text = text.replace(how.group, "")
    if re.fullmatch(rf"\d+(?:{re.escape(how.decimal)}\d+|[.,]\d{{1,2}})", text):
        yield Decimal(text.replace(",", ".")).normalize()
        return
    for digits in re.findall(r"\d+", text):  # a date, a version, an article: each part counts
        yield Decimal(digits)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


def _months(locale: str) -> dict[str, int]:
    """Give the names of months, whole and short, as a language writes them (CLDR)."""
    from babel import Locale

    known = Locale.parse(locale).months
    return {
        name.casefold().rstrip("."): number
        for context in known.values()
        for width, names in context.items()
        if width != "narrow"
        for number, name in names.items()
    }


def _rule(code: str) -> Rule:
    @rule(code, alone=True)
    def find(spec: Specification) -> Iterator[Hit]:
        source = spec.document.languages[0]
        for found in spec.translated:
            for language, what in differences(found.value, source):
                if what.code == code:
                    facts = {"language": language, "source": source, "said": what.said, "other": what.other}
                    yield Hit((*found.path, language), facts)

    return find


RULES = tuple(map(_rule, ("CDC350", "CDC351", "CDC352", "CDC353", "CDC354", "CDC355")))
"""One rule for each thing that must be the same in every language."""
