"""The languages, one file each: catalogues of phrases, and how each language writes dates, numbers and money."""

from cdc.words.catalogue import Words, pick, words
from cdc.words.languages import LANGUAGES, completed

__all__ = ["LANGUAGES", "Words", "completed", "pick", "words"]
