"""What people of a language write instead of a key or a value, and what each key is for: `words`, `tells`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from cdc.findings import nearest
from cdc.words.catalogue import phrases
from cdc.words.languages import LANGUAGES, content

_SECTIONS = ("label", "value", "document", "what", "report")
"""Sections of a catalogue that name a key or a value as documents print it."""
_NEARLY = 0.8


def plain(word: str) -> str:
    """Write a word as it is compared: small letters, without accents, blanks and underscores alike."""
    letters = unicodedata.normalize("NFKD", word.replace("’", "'")).casefold()
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(kept.replace("_", " ").replace("-", " ").split())


def _spoken(identifier: str, language: str) -> Iterable[str]:
    """Give the words of a language for a key or value: those of its file, then those that documents print."""
    yield from content(language).get("words", {}).get(identifier, ())
    known = phrases(language)
    yield from (known[key] for section in _SECTIONS if (key := f"{section}.{identifier}") in known)


@cache
def _by_word(names: tuple[str, ...]) -> Mapping[str, str]:
    """Give the key or value that each word stands for; a word of several stands for the first."""
    said = ((plain(word), name) for language in LANGUAGES for name in names for word in _spoken(name, language))
    return dict(reversed(list(said)))


def meant(word: str, known: Iterable[str], *, least: float = 0.66) -> str:
    """Give the one of some keys or values that is meant by a word of any language, or nothing.

    A word that a language has for it goes first, then the spelling that is nearest (`least` is the share of its letters
    that must stand alike), then a word nearly spelled so.
    """
    names, wanted = tuple(known), plain(word)
    spoken = _by_word(names)
    if wanted in spoken:
        return spoken[wanted]
    alike = nearest(word, names, 1, least=least)
    if alike:
        return alike[0]
    said_so = nearest(wanted, spoken, 1, least=_NEARLY)
    return spoken[said_so[0]] if said_so else ""


def told(sentence: str, language: str) -> str:
    """Give in a language what the models say in English of a key; the English where the language does not say it.

    What lists alternatives (`one: …; other: …`) is said piece by piece, so that one more leaves the others as they are.
    """
    tells = content(language).get("tells", {})
    return tells.get(sentence) or "; ".join(tells.get(piece, piece) for piece in sentence.split("; "))
