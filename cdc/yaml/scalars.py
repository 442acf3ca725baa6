"""What an unquoted word means in YAML 1.2: truth, nothing, an exact number, or text; dates are left as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

MAX_DIGITS = 40
_WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMERIC_START = frozenset("0123456789-+.")
# Words that start otherwise are text: most are, and are told at their first letter.
SPECIAL_START = frozenset(word[:1] for word in _WORDS) | _NUMERIC_START

_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_BASED = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_REAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_ENDLESS = re.compile(r"[-+]?\.(inf|Inf|INF)\Z|\.(nan|NaN|NAN)\Z")


class Meaning(NamedTuple):
    """A value, and the finding it deserves: a code and its facts."""

    value: object
    code: str | None = None
    facts: Mapping[str, object] = {}


def meaning(text: str) -> Meaning:  # noqa: PLR0911 - one return per form of a scalar reads as a table
    """Give what an unquoted word means; endless numbers are nought with a finding."""
    if text in _WORDS:
        return Meaning(_WORDS[text])
    if text[0] not in _NUMERIC_START:
        return Meaning(text)
    if _INTEGER.match(text):
        return _whole(text)
    if _REAL.match(text):
        return _real(text)
    if _BASED.match(text):
        return Meaning(int(text, 0))
    if _ENDLESS.match(text):
        return Meaning(Decimal(0), "CDC114", {"text": text})
    return Meaning(text)


def _whole(text: str) -> Meaning:
    digits = text.lstrip("+-")
    if len(digits) > 1 and digits[0] == "0":
        facts = {"text": text, "number": digits.lstrip("0") or "0"}
        return Meaning(int(text) if len(digits) <= MAX_DIGITS else 0, "CDC110", facts)
    if len(digits) > MAX_DIGITS:
        return Meaning(0, "CDC114", {"text": text[:20] + "…"})
    return Meaning(int(text))


def _real(text: str) -> Meaning:
    value = Decimal(text)
    if len(text) > MAX_DIGITS or abs(value.adjusted()) > MAX_DIGITS:
        return Meaning(Decimal(0), "CDC114", {"text": text[:20]})
    return Meaning(value)
