"""What people type for an id, a number, a day or a truth value, and what they mean by it."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

_TRUTH = {
    True: {"yes", "on", "y", "oui", "vrai", "sì", "si", "vero", "да", "истина"},
    False: {"no", "off", "n", "non", "faux", "falso", "нет", "ложь"},
}
_DAY = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})")
_BOTH = re.compile(r"-?\d{1,3}(?:(?:\.\d{3})+,|(?:,\d{3})+\.)\d+\s*[%€$£₽]?")
"""A number with both a point and a comma: the last one parts the decimals."""
_NUMBER = re.compile(r"(?P<whole>-?\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+|-?\d+)(?:[.,](?P<rest>\d+))?\s*[%€$£₽]?")


def truth_of(value: object) -> bool | None:
    """Give the truth value that a word of one of the languages stands for."""
    word = str(value).strip().lower()
    return next((truth for truth, words in _TRUTH.items() if word in words), None)


def number_of(value: object) -> Decimal | None:
    """Give the number in a text such as `1,5`, `12 500 €`, `1.234,50` or `20 %`; none where it could be two."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    text = value.strip() if isinstance(value, str) else ""
    if _BOTH.fullmatch(text):
        decimal, thousands = (",", ".") if text.rfind(",") > text.rfind(".") else (".", ",")
        text = text.replace(thousands, "").replace(decimal, ".")
    found = _NUMBER.fullmatch(text)
    if found is None or (len(found["rest"] or "") == 3 and found["whole"].strip("-") != "0"):
        return None
    whole = re.sub(r"[^\d-]", "", found["whole"])
    return Decimal(whole + (f".{found['rest']}" if found["rest"] else ""))


def day_of(value: object) -> str:
    """Give the day in a text such as `20/11/2026` as 2026-11-20; nothing where day and month could be each other."""
    found = _DAY.fullmatch(str(value).strip())
    if found is None:
        return ""
    first, month, last = map(int, found.groups())
    year, day = (first, last) if first > 31 else (last, first)
    if month > 12:
        day, month = month, day
    elif first <= 12 and first != month and "." not in found[0]:
        return ""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


def is_day(text: str) -> bool:
    """Tell whether a text is a day in the one form that files take: 2027-01-31."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def id_of(value: object) -> str:
    """Give the id that a text such as `F 1` or `f_1` was meant to be; nothing where its letters are not Latin."""
    kept = re.sub(r"[^A-Za-z0-9.]+", "-", str(value)).strip("-.")
    return kept if kept[:1].isalpha() and len(kept) <= 40 and str(value).isascii() else ""
