"""What people type for a key, an id, a number, a day or a truth value, and what they mean by it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal

from cdc.findings import guess
from cdc.words.keys import meant

_SHOWN = 24
"""So many known keys are named."""
_TRUTH = {
    True: {"yes", "on", "y", "oui", "vrai", "sì", "si", "vero", "да", "истина"},
    False: {"no", "off", "n", "non", "faux", "falso", "нет", "ложь"},
}
_DAY = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})")
_NUMBER = re.compile(r"(?P<whole>-?\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+|-?\d+)(?:[.,](?P<rest>\d+))?\s*[%€$£₽]?")


def truth_of(value: object) -> bool | None:
    """Give the truth value that a word of one of the languages stands for."""
    word = str(value).strip().lower()
    return next((truth for truth, words in _TRUTH.items() if word in words), None)


def number_of(value: object) -> Decimal | None:
    """Give the number in a text such as `1,5`, `12 500 €` or `20 %`; none where a comma could part thousands."""
    found = _NUMBER.fullmatch(value.strip()) if isinstance(value, str) else None
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


def strange_key(key: str, known: Sequence[str], path: Sequence[str | int]) -> dict[str, object]:
    """Give the facts of a key that is not known where it stands: the one that was meant, and those there are."""
    above = ".".join(part for part in path if isinstance(part, str))
    shown = ", ".join(known[:_SHOWN]) + (", …" if len(known) > _SHOWN else "")
    return {"key": key, "guess": meant(key, known), "known": shown, "command": f"cdc keys {above}".strip()}


def strange_id(typed: str, targets: str, known: Sequence[str]) -> dict[str, object]:
    """Give the facts of an id that is not known: the nearest, and those there are."""
    near = guess(typed, known)
    return {"id": typed, "targets": targets, "guess": near, "near": near, "known": ", ".join(known[:_SHOWN]) or "–"}
