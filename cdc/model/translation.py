"""A text to translate, and what a translator sent back for it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from cdc.findings import Place

BLANK = "\u200b\u200c\u200d\u2060\ufeff"
"""Signs that no program shows."""
State = Literal["missing", "stale", "review", "translated"]
"""Not there; older than its source; not yet reviewed; done."""
Standing = Literal["", "open", "review", "translated", "final"]
"""What the translator says of a translation: nothing, not finished, to be reviewed, done, approved."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text to translate: its key, its path in the data, source, translation, and where the translation stands."""

    key: str
    path: tuple[str | int, ...]
    source: str
    target: str
    state: State

    @property
    def sent(self) -> str:
        """Give the mark of the translation as it goes out: what the author writes meanwhile is known by it."""
        return sent_mark(self.target)


@dataclass(frozen=True, slots=True)
class Returned:
    """A translation that came back: the source it was made from, its place in the file, and how far it is."""

    key: str
    source: str
    target: str
    place: Place
    standing: Standing = ""
    sent: str = ""
    """The mark of the translation that was sent out; empty where the file no longer says it."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A translator's file: the languages it names, source first, and its texts."""

    place: Place
    source: str
    target: str
    texts: tuple[Returned, ...]


def mark_of(text: str) -> str:
    """Give a short mark that changes with a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def plain(text: str) -> str:
    """Give a text as two programs would agree on it: without blanks around it, one kind of line end and of accent."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip().strip(BLANK).strip()


def sent_mark(text: str) -> str:
    """Give the mark of a text as any program would bring it back."""
    return mark_of(plain(text))


def language_of(code: str) -> str:
    """Give the language of a code that may name a region too: fr-FR → fr."""
    return re.split("[-_]", code.strip())[0].lower()
