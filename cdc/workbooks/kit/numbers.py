r"""The written grammar of numbers in workbooks.

    number  = [sign] digits [decimal] | [sign] groups [decimal]
    groups  = 1-3 digits, then (separator 3 digits) one or more times, always the same separator
    decimal = mark 1-6 digits;  mark is "." or ","
    separator = space, no-break space, narrow no-break space, apostrophe, "." or ","; never the mark

One mark followed by exactly three digits, with one to three digits before it and no other separator (`1.234`), reads
in two ways and is refused. Currency signs, units, exponents, underscores and digits of other alphabets are refused.
"""

from __future__ import annotations

import re
from decimal import Decimal

_SPACES = " \u00a0\u202f\u2009"
_PLAIN = re.compile(r"([+\-\u2212]?)([0-9]{1,15})(?:([.,])([0-9]{1,6}))?\Z")
_GROUPED = re.compile(
    r"([+\-\u2212]?)([0-9]{1,3}(?:([ \u00a0\u202f\u2009'\u2019.,])[0-9]{3})(?:\3[0-9]{3}){0,4})"
    r"(?:([.,])([0-9]{1,6}))?\Z"
)


def parse(text: str) -> Decimal | None:
    """Read a typed number exactly, or give None when it is not one, or could be two."""
    text = text.strip(_SPACES + "\t\r\n")
    grouped = _GROUPED.match(text)
    if grouped and not grouped[2].startswith("0"):  # 0.125 has no thousands
        sign, whole, separator, mark, decimals = grouped.groups()
        if mark == separator:
            return None
        if mark is None and separator in ".," and whole.count(separator) == 1:
            return None  # 1.234 is one or one thousand
        return _exact(sign, re.sub(r"[^0-9]", "", whole), decimals)
    plain = _PLAIN.match(text)
    return _exact(plain[1], plain[2], plain[4]) if plain else None


def _exact(sign: str, whole: str, decimals: str | None) -> Decimal:
    number = Decimal(f"{whole}.{decimals}" if decimals else whole)
    return -number if sign in ("-", "\u2212") else number


def from_cell(text: str) -> Decimal | None:
    """Read the number of a number cell: the shortest decimal that gives the stored value, at most 6 places."""
    number = Decimal(text)
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        return None
    return number.quantize(Decimal("0.000001")).normalize() + 0
