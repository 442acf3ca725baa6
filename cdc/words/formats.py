"""Numbers, money and dates as a language writes them; CLDR (Babel) knows plurals, months and symbols of currencies."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache, lru_cache

from cdc.words.languages import Format

MINUS = "\u2212"


@lru_cache(maxsize=4096)
def number(form: Format, number: int | Decimal | Fraction, places: int | None) -> str:
    """Write a number; fractions without a short decimal form get two places, and `places` fixes them (half up)."""
    exact = _decimal(number, places)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = format(exact, "f")
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    sign = MINUS if text.startswith("-") else ""
    whole, _, decimals = text.lstrip("-").partition(".")
    if len(whole) >= form.group_from:
        whole = form.group.join([whole[max(at - 3, 0) : at] for at in range(len(whole), 0, -3)][::-1])
    return sign + whole + (form.decimal + decimals if decimals else "")


def _decimal(number: int | Decimal | Fraction, places: int | None) -> Decimal:
    if not isinstance(number, Fraction):
        return Decimal(number)
    if places is None and 10**6 % number.denominator:
        places = 2
    digits = 6 if places is None else places
    scaled = number * 10**digits
    half_up = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(half_up if number >= 0 else -half_up).scaleb(-digits)


@lru_cache(maxsize=1024)
def date(locale: str, pattern: str, day: dt.date) -> str:
    """Write a date by a pattern of CLDR."""
    from babel.dates import format_date

    return str(format_date(day, pattern, locale=locale))


@lru_cache(maxsize=1024)
def money(form: Format, number: str, currency: str) -> str:
    """Put the symbol of a currency to an amount."""
    from babel.numbers import get_currency_symbol

    symbol = get_currency_symbol(currency, locale=form.locale)
    pattern = form.money if len(symbol) == 1 else form.money_letters
    return pattern.format(number=number, symbol=symbol)


@lru_cache(maxsize=4096)
def plural(locale: str, number: int | Decimal | Fraction) -> str:
    """Give the plural form that a number takes: one, two, few, many or other."""
    from babel import Locale

    return str(Locale.parse(locale).plural_form(_decimal(number, None)))


@cache
def name_of(locale: str, language: str) -> str | None:
    """Give the name of a language, if CLDR knows it."""
    from babel import Locale

    found = Locale.parse(locale).languages.get(language)
    return str(found) if found else None
