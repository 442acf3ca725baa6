"""Phrases by key in one language, and the values they carry written as that language writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from cdc import assets, yaml
from cdc.errors import UnknownNameError

LANGUAGES = ("en", "fr", "it", "ru")
NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
_DECIMAL = {"en": ".", "fr": ",", "it": ",", "ru": ","}
_GROUP = {"en": ",", "fr": NARROW_SPACE, "it": ".", "ru": NO_BREAK_SPACE}
_PERCENT = {"en": "%", "fr": NARROW_SPACE + "%", "it": "%", "ru": NO_BREAK_SPACE + "%"}
_QUOTES = {"en": ("“", "”"), "fr": (f"«{NARROW_SPACE}", f"{NARROW_SPACE}»"), "it": ("«", "»"), "ru": ("«", "»")}
_COLON = {"en": ":", "fr": NO_BREAK_SPACE + ":", "it": ":", "ru": ":"}


def _flatten(data: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, str]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


@cache
def phrases(language: str) -> Mapping[str, str]:
    """Give the catalogue of a language, flat: `document.contents` → `Contents`."""
    path = assets.templates() / "phrases" / f"{language}.yaml"
    if language not in LANGUAGES or not path.is_file():
        raise UnknownNameError(kind="language", name=language, known=", ".join(LANGUAGES))
    file = yaml.read(path.name, path.read_bytes())
    assert file.is_sound, file.findings[:1]
    return dict(_flatten(file.data))


def pick(text: object, language: str, default: str) -> str:
    """Give a text in `language`, else in `default`, else in any language it has; nothing gives an empty text."""
    if text is None:
        return ""
    if isinstance(text, str):
        return text
    assert isinstance(text, dict)
    found = text.get(language) or text.get(default) or next(iter(text.values()), "")
    return str(found)


class Words:
    """The phrases and formats of one language."""

    def __init__(self, language: str, own: Mapping[str, str] | None = None) -> None:
        self.language = language
        self.phrases = {**phrases(language), **own} if own else phrases(language)

    def __call__(self, key: str, /, **facts: object) -> str:
        phrase = self.phrases[key]
        return phrase.format_map({k: self.value(v) for k, v in facts.items()}) if facts else phrase

    def has(self, key: str) -> bool:
        """Tell whether the catalogue has this key."""
        return key in self.phrases

    def value(self, value: object) -> str:
        """Write any value as this language does."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return self("value.true" if value else "value.false")
        if isinstance(value, int | Decimal | Fraction):
            return self.number(value)
        if isinstance(value, dt.datetime):
            return self.moment(value)
        if isinstance(value, dt.date):
            return self.date(value)
        return str(value)

    def number(self, number: int | Decimal | Fraction, places: int | None = None) -> str:
        """Write a number with this language's separators; `places` fixes the decimals (half up)."""
        return _number(self.language, number, places)

    def percent(self, share: Decimal | Fraction, places: int | None = None) -> str:
        """Write a number of per cent, 24 → `24 %`."""
        return self.number(share, places) + _PERCENT[self.language]

    def money(self, amount: Decimal | Fraction, currency: str, places: int | None = None) -> str:
        """Write an amount with its currency's symbol where this language puts it."""
        if places is None:
            places = 0 if amount == int(amount) else 2
        return _money(self.language, self.number(amount, places), currency)

    def date(self, day: dt.date) -> str:
        """Write a date: 21 November 2026, 21/11/2026, 21.11.2026, as the language does in documents."""
        return _date(self.language, day)

    def month(self, day: dt.date) -> str:
        """Write the short name of a month."""
        from babel.dates import format_date

        return str(format_date(day, "LLL", locale=self.language))

    def moment(self, moment: dt.datetime) -> str:
        """Write a date and time with the offset of its time zone."""
        offset = moment.strftime("%z")
        zone = "UTC" if offset in ("+0000", "") else f"UTC{offset[:3]}:{offset[3:5]}"
        return f"{self.date(moment.date())}, {moment:%H:%M} ({zone})"

    def quoted(self, text: str) -> str:
        """Put a text in this language's quotation marks."""
        left, right = _QUOTES[self.language]
        return f"{left}{text}{right}"

    def labelled(self, label: str) -> str:
        """End a label with this language's colon."""
        return label + _COLON[self.language]

    def listed(self, parts: Iterable[str]) -> str:
        """Join words by commas."""
        return ", ".join(parts)


@lru_cache(maxsize=4096)
def _number(language: str, number: int | Decimal | Fraction, places: int | None) -> str:
    if isinstance(number, Fraction):
        if places is None and 10**6 % number.denominator:
            places = 2
        digits = 6 if places is None else places
        scaled = number * 10**digits
        half_up = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
        exact = Decimal(half_up if number >= 0 else -half_up).scaleb(-digits)
    else:
        exact = Decimal(number)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = format(exact, "f")
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    sign = "\u2212" if text.startswith("-") else ""
    whole, _, decimals = text.lstrip("-").partition(".")
    if len(whole) > 3 and not (language == "it" and len(whole) == 4):
        groups = [whole[max(at - 3, 0) : at] for at in range(len(whole), 0, -3)][::-1]
        whole = _GROUP[language].join(groups)
    return sign + whole + (_DECIMAL[language] + decimals if decimals else "")


@lru_cache(maxsize=1024)
def _date(language: str, day: dt.date) -> str:
    from babel.dates import format_date

    pattern = {"en": "d MMMM yyyy", "fr": "d MMMM yyyy", "it": "d MMMM yyyy", "ru": "dd.MM.yyyy"}[language]
    return str(format_date(day, pattern, locale=language))


@lru_cache(maxsize=1024)
def _money(language: str, number: str, currency: str) -> str:
    from babel.numbers import get_currency_symbol

    symbol = get_currency_symbol(currency, locale=language)
    if language == "en":
        return f"{symbol}{number}" if len(symbol) == 1 else f"{symbol}{NO_BREAK_SPACE}{number}"
    return f"{number}{NO_BREAK_SPACE}{symbol}"


@cache
def words(language: str) -> Words:
    """Give the words of a language."""
    return Words(language)
