"""Phrases by key in one language, in the right plural, with their values written as that language does."""

from __future__ import annotations

import datetime as dt
import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Self

from cdc.words import formats
from cdc.words.languages import Format, content, format_of, is_own, refuse_without, sentences

PLURAL = {"by", "zero", "one", "two", "few", "many", "other"}
NOT_PHRASES = ("format", "templates", "vague_terms", "equivalence_markers", "words", "tells", "meaning")
_OF_FINDINGS = {"finding": "says", "hint": "hint", "otherwise": "else"}
Number = int | Decimal | Fraction
_ONE_STOP = re.compile(r"(?<![./])\.\.(?![./])")
"""A fact that ends with a full stop (S.r.l., 2027 г.) at the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Plural:
    """A phrase in the plural forms of its language (CLDR: one, few, many, other), chosen by one of its facts."""

    by: str
    forms: Mapping[str, str]


def _flatten(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str | Plural]]:
    for key, value in data.items():
        if not isinstance(value, dict):
            yield f"{prefix}{key}", value
        elif PLURAL >= set(value) >= {"by", "other"}:
            yield f"{prefix}{key}", Plural(value["by"], {form: text for form, text in value.items() if form != "by"})
        else:
            yield from _flatten(value, f"{prefix}{key}.")


_PRINTED = ("document.", "report.", "letter.", "minutes.")
"""Rooms of phrases that are printed: there no sign may stand alone at the head of a line."""


def _unbroken(text: str, form: Format) -> str:
    """Let signs stay with their word where the language sets them apart: per cent everywhere, `: ; ? !` in French."""
    text = text.replace(" %", form.percent.format(number=""))
    colon = form.colon.format(label="")
    if colon != ":":
        text = text.replace(" :", colon)
        for sign in ";?!":
            text = text.replace(f" {sign}", f"\u202f{sign}")
    opening, closing = form.quotes.format(text="\n").split("\n")
    return text.replace(f"{opening[0]} ", opening).replace(f" {closing[-1]}", closing)


@cache
def _entries(language: str) -> Mapping[str, str | Plural]:
    """Give the phrases of a language; a user's own file is held to those of English, the shipped ones are by tests."""
    entries = _read(language)
    if is_own(language):
        said = {key for key in _read("en") if not key.startswith("count.")} | _nouns(entries.values())
        refuse_without(language, sorted(said - set(entries)))
    return entries


def _nouns(entries: Iterable[str | Plural]) -> set[str]:
    """Give the keys of the nouns that phrases count."""
    forms = [text for entry in entries for text in (entry.forms.values() if isinstance(entry, Plural) else (entry,))]
    specs = (spec for text in forms for _, _, spec, _ in string.Formatter().parse(text))
    return {f"count.{spec}" for spec in specs if spec}


def _read(language: str) -> Mapping[str, str | Plural]:
    own = {key: value for key, value in content(language).items() if key not in NOT_PHRASES}
    form = format_of(language)
    return {
        **dict(_flatten({kind: sentences(said, language) for kind, said in _OF_FINDINGS.items()})),
        **{key: _set(entry, form) if key.startswith(_PRINTED) else entry for key, entry in _flatten(own)},
    }


def _set(entry: str | Plural, form: Format) -> str | Plural:
    if isinstance(entry, str):
        return _unbroken(entry, form)
    return Plural(entry.by, {name: _unbroken(text, form) for name, text in entry.forms.items()})


@cache
def plurals(language: str) -> Mapping[str, Plural]:
    """Give the phrases that count something."""
    return {key: entry for key, entry in _entries(language).items() if isinstance(entry, Plural)}


@cache
def phrases(language: str) -> Mapping[str, str]:
    """Give the catalogue of a language, flat: `document.contents` → `Contents`; of a plural its general form."""
    entries = _entries(language).items()
    return {key: entry.forms["other"] if isinstance(entry, Plural) else entry for key, entry in entries}


def pick(text: object, language: str, default: str) -> str:
    """Give a text in `language`, else in `default`, else in any language it has; nothing gives an empty text."""
    if text is None:
        return ""
    if isinstance(text, str):
        return text
    assert isinstance(text, dict)
    found = text.get(language) or text.get(default) or next(iter(text.values()), "")
    return str(found)


class _Fact(str):
    """A fact as it is written; `{years:year}` writes it with its noun, from `count.year`."""

    __slots__ = ("number", "words")
    words: Words
    number: object

    def __new__(cls, words: Words, value: object) -> Self:
        fact = super().__new__(cls, words.value(value))
        fact.words, fact.number = words, value
        return fact

    def __format__(self, noun: str) -> str:
        return self.words(f"count.{noun}", n=self.number) if noun else str(self)


class Words:
    """The phrases and formats of one language."""

    def __init__(self, language: str, own: Mapping[str, str] | None = None) -> None:
        self.language = language
        self.format = format_of(language)
        self.phrases = {**phrases(language), **own} if own else phrases(language)
        self._plurals = {key: value for key, value in plurals(language).items() if not own or key not in own}

    def __call__(self, key: str, /, **facts: object) -> str:
        phrase = self.phrases[key]
        if not facts:
            return phrase
        if key in self._plurals:
            phrase = self._form(self._plurals[key], facts)
        said = phrase.format_map({name: _Fact(self, value) for name, value in facts.items()})
        return _ONE_STOP.sub(".", said) if ".." in said else said

    def _form(self, plural: Plural, facts: Mapping[str, object]) -> str:
        number = facts[plural.by]
        assert isinstance(number, Number), (plural, number)
        return plural.forms.get(formats.plural(self.format.locale, number), plural.forms["other"])

    def has(self, key: str) -> bool:
        """Tell whether the catalogue has this key."""
        return key in self.phrases

    def value(self, value: object) -> str:
        """Write any value as this language does."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return self("value.true" if value else "value.false")
        if isinstance(value, Number):
            return self.number(value)
        if isinstance(value, dt.datetime):
            return self.moment(value)
        if isinstance(value, dt.date):
            return self.date(value)
        return str(value)

    def number(self, number: Number, places: int | None = None) -> str:
        """Write a number with this language's separators; `places` fixes the decimals (half up)."""
        return formats.number(self.format, number, places)

    def percent(self, share: Decimal | Fraction, places: int | None = None) -> str:
        """Write a number of per cent, 24 → `24 %`."""
        return self.format.percent.format(number=self.number(share, places))

    def money(self, amount: Decimal | Fraction, currency: str, places: int | None = None) -> str:
        """Write an amount with its currency's symbol where this language puts it."""
        if places is None:
            places = 0 if amount == int(amount) else 2
        return formats.money(self.format, self.number(amount, places), currency)

    def date(self, day: dt.date) -> str:
        """Write a date: 21 November 2026, 21/11/2026, 21.11.2026, as the language does in documents."""
        return formats.date(self.format.locale, self.format.date_first if day.day == 1 else self.format.date, day)

    def date_in_letters(self, day: dt.date) -> str:
        """Write a date as letters and minutes do, the month in words: 3 марта 2027 г."""
        return formats.date(self.format.locale, self.format.date_in_letters, day) if day.day > 1 else self._first(day)

    def _first(self, day: dt.date) -> str:
        is_own = self.format.date_first != self.format.date
        pattern = self.format.date_first if is_own else self.format.date_in_letters
        return formats.date(self.format.locale, pattern, day)

    def month(self, day: dt.date) -> str:
        """Write the short name of a month."""
        return formats.date(self.format.locale, self.format.month, day)

    def moment(self, moment: dt.datetime, *, seconds: bool = False) -> str:
        """Write a date and time with the offset of its time zone; registers tell the second too."""
        offset = moment.strftime("%z")
        zone = "UTC" if offset in ("+0000", "") else f"UTC{offset[:3]}:{offset[3:5]}"
        return self.format.moment.format(
            date=self.date(moment.date()), time=f"{moment:%H:%M:%S}" if seconds else f"{moment:%H:%M}", zone=zone
        )

    def quoted(self, text: str) -> str:
        """Put a text in this language's quotation marks."""
        return self.format.quotes.format(text=text)

    def labelled(self, label: str) -> str:
        """End a label with this language's colon."""
        return self.format.colon.format(label=label)

    def listed(self, parts: Iterable[str]) -> str:
        """Join words as this language lists them."""
        return self.format.list.join(parts)

    def name_of(self, language: str) -> str:
        """Give the name of a language in this one; its own where CLDR does not know it."""
        return formats.name_of(self.format.locale, language) or format_of(language).name


@cache
def words(language: str) -> Words:
    """Give the words of a language."""
    return Words(language)
