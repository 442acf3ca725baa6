"""Amounts as people type them: with the currency's sign, in thousands, or in a word; read where one meaning is left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from cdc.workbooks.kit import numbers
from cdc.workbooks.kit.squeeze import squeeze, visible

SIGNS: dict[str, tuple[str, ...]] = {
    "EUR": ("€", "euro", "euros", "евро"),
    "USD": ("$", "us$", "dollar", "dollars"),
    "CAD": ("$", "ca$", "c$"),
    "AUD": ("$", "au$", "a$"),
    "GBP": ("£", "pound", "pounds"),
    "RUB": ("₽", "руб", "руб.", "р.", "рублей"),
    "CHF": ("fr.", "sfr.", "sfr", "francs"),
    "JPY": ("¥", "yen"),
    "PLN": ("zł", "zl"),
    "CZK": ("kč",),
    "SEK": ("kr", "kr."),
    "UAH": ("₴", "грн", "грн."),
    "CNY": ("元",),
    "INR": ("₹",),
    "TRY": ("₺",),
}
"""How the currencies that are met most are written beside their code."""
INCLUDED = frozenset(
    {
        "included", "incl.", "free", "free of charge", "no charge",
        "inclus", "incluse", "inclus(e)", "compris", "comprise", "gratuit", "gratuite", "offert", "sans frais",
        "incluso", "inclusa", "compreso", "compresa", "gratis", "gratuito", "gratuita",
        "включено", "включена", "включён", "бесплатно",
    }
)  # fmt: skip
"""Words that leave one meaning: nothing is to be paid on this line."""
TIMES = {"k": 1000, "тыс": 1000, "тыс.": 1000} | dict.fromkeys(("m", "mio", "mio.", "mln", "млн", "млн."), 1_000_000)
_AROUND = re.compile(r"(?P<before>[^\d+\u2212-]*?)\s*(?P<number>[+\u2212-]?\d.*?)\s*(?P<after>[^\d]*)\Z", re.DOTALL)
_NO_CENTS = re.compile(r"(?<=\d)[.,]\s?[-\u2013\u2014]+\s*(?=\D*\Z)")
_TWO_WAYS = re.compile(r"[+\u2212-]?[1-9][0-9]{0,2}[.,][0-9]{3}\Z")


@dataclass(frozen=True, slots=True)
class Amount:
    """What a typed amount says: its value, or the values it could have, or the currency that is not the tender's."""

    value: Decimal | None = None
    readings: tuple[Decimal, ...] = ()
    other: str = ""
    is_told: bool = False
    """Set where more than the digits was read, so that the reading is shown."""


def amount(text: str, currency: str) -> Amount:
    """Read a typed amount in a currency; without one, a plain number."""
    text = visible(text).strip()
    value = numbers.parse(text)
    if value is not None:
        return Amount(value)
    if not currency:
        return Amount(readings=_both(text))
    if squeeze(text) in INCLUDED:
        return Amount(Decimal(0), is_told=True)
    around = _AROUND.match(_NO_CENTS.sub("", text))
    if around is None:
        return Amount()
    times, rest = _times(squeeze(around["after"]), currency)
    other, left = apart(f"{around['before']} {rest}", currency)
    if other or left:
        return Amount(other=other)
    value = numbers.parse(around["number"])
    readings = () if value is not None else _both(around["number"])
    if readings and _NO_CENTS.search(text):  # 25.500,- has no cents
        value, readings = readings[1], ()
    raised = tuple(reading * times for reading in readings)
    return Amount(None if value is None else value * times, raised, is_told=times > 1)


def _both(text: str) -> tuple[Decimal, ...]:
    """Give the two numbers that one mark before three digits leaves."""
    if not _TWO_WAYS.match(text):
        return ()
    plain = text.replace(",", ".").replace("\u2212", "-")
    return Decimal(plain), Decimal(plain.replace(".", ""))


def _times(after: str, currency: str) -> tuple[int, str]:
    """Give by how much the word before a currency multiplies, and what is left; `m` alone could be metres."""
    for word in sorted(TIMES, key=len, reverse=True):
        tail = after.removeprefix(word)
        is_whole = not tail[:1].isalpha() or _is_own(tail.strip(), currency)
        if after.startswith(word) and is_whole and (tail.strip() or word != "m"):
            return TIMES[word], tail.strip()
    return 1, after


def _is_own(word: str, currency: str) -> bool:
    return word in (currency.casefold(), *SIGNS.get(currency, ()))


def apart(affix: str, currency: str) -> tuple[str, str]:
    """Take the signs of a currency out of what stands around a number; give another one found there, and the rest."""
    words = squeeze(affix).split()
    others: dict[str, str] = {}
    for code, signs in SIGNS.items():
        for sign in (code.casefold(), *signs):
            others.setdefault(sign, code)
    left: list[str] = []
    for word in words:
        if _is_own(word, currency):
            continue
        if word in others:
            return others[word], ""
        left.append(word)
    return "", " ".join(left)
