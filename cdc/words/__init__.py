"""The four languages: catalogues of phrases, and how each language writes dates, numbers and money."""

from cdc.words.catalogue import LANGUAGES, Words, pick, words

__all__ = ["LANGUAGES", "Words", "pick", "words"]
