"""When two texts look the same, and what in a text nobody sees."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the letters after them round: what is read is not what is stored."""
_DASHES = re.compile("[\u2010-\u2015\u2212]")


def squeeze(text: str) -> str:
    """Fold case, spaces, dashes and compatibility forms, so that what looks alike compares equal."""
    if not text.isascii():
        text = visible(unicodedata.normalize("NFKC", text))
        text = _DASHES.sub("-", text)
    return " ".join(text.casefold().split())


def plain(text: str) -> str:
    """Fold only what nobody sees: kinds of space, line ends, composed letters; `MB` and `Mb` stay two things."""
    if not text.isascii():
        text = visible(unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def visible(text: str) -> str:
    """Leave out the signs that no program shows."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def is_blank(text: str) -> bool:
    """Tell whether there is nothing to see."""
    return not visible(text).strip()


def turning(text: str) -> str:
    """Name the signs that change the order in which letters are read; nothing where there are none."""
    found = () if text.isascii() else dict.fromkeys(_TURNING.findall(text))
    return ", ".join(f"U+{ord(sign):04X}" for sign in found)
