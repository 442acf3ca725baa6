"""Whether a text names who asked a question: its name without legal form, a telling word of it, its mail address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LEGAL = frozenset(
    {"ab", "ag", "as", "bv", "co", "corp", "eurl", "gmbh", "inc", "kg", "llc", "llp", "ltd", "nv", "oy", "plc", "sa"}
    | {"sarl", "sas", "sasu", "sl", "snc", "spa", "srl", "ао", "зао", "ип", "оао", "ооо", "пао"}
)
"""Legal forms, written without points: they name nobody."""
_COMMON = frozenset(
    {"company", "consulting", "crm", "data", "digital", "erp", "france", "group", "groupe", "gruppo", "international"}
    | {"italia", "italy", "service", "services", "sistemi", "software", "soluzioni", "solution", "solutions", "studio"}
    | {"system", "systems", "technologies", "technology", "группа", "компания", "россия", "система", "сервис"}
)
"""Words that many companies share."""
SHORTEST = 4
"""Letters from which one word of a name tells who it is."""
_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_WORD = re.compile(r"[^\W_]+")


def names_whole(text: str, name: str) -> bool:
    """Tell whether a text holds the name, or a mail address of it."""
    plain = _plain(text)
    if any(mail in plain or mail.partition("@")[2] in plain for mail in _MAIL.findall(_plain(name))):
        return True
    wanted = " ".join(_telling(name))
    return bool(wanted) and f" {wanted} " in f" {' '.join(_WORD.findall(_joined(text)))} "


def names_in_part(text: str, name: str) -> str:
    """Give the word of a name that a text holds and that tells who it is; empty where there is none."""
    said = set(_WORD.findall(_joined(text)))
    telling = (word for word in _telling(name) if len(word) >= SHORTEST and word not in _COMMON)
    return next((word for word in telling if word in said), "")


def _telling(name: str) -> Iterator[str]:
    """Give the words of a name that are no legal form."""
    yield from (word for word in _WORD.findall(_joined(_MAIL.sub(" ", name))) if word not in _LEGAL)


def _joined(text: str) -> str:
    """Write abbreviations as one word: S.r.l. is srl."""
    return re.sub(r"\b(\w)\.(?=\w\b|\s|$)", r"\1", _plain(text))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
