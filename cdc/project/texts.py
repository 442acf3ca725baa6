"""Every text of a specification that has languages: its lasting key, where it stands, what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cdc.model import fields
from cdc.model.fields import Path
from cdc.model.specification import Specification


@dataclass(frozen=True, slots=True)
class Found:
    """A text: key made of ids, so that it lasts when things move; path in the data; the text as written."""

    key: str
    path: Path
    text: str | dict[str, str]

    def said(self, language: str, first: str) -> str:
        """Give the text in a language; a bare text is in the first language."""
        if isinstance(self.text, dict):
            return self.text.get(language, "")
        return self.text if language == first else ""


def texts(spec: Specification) -> Iterator[Found]:
    """Give every text with its key, in the order of the model."""
    for leaf in fields.walk(spec):
        if leaf.field.has_languages:
            yield Found(leaf.key, leaf.path, leaf.value)
