"""Every text of a specification that has languages: its lasting key, where it stands, what it says."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from cdc.model.specification import Specification

Path = tuple[str | int, ...]


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
    yield from _walk(spec, (), "")


def _walk(item: BaseModel, path: Path, key: str) -> Iterator[Found]:
    for name, is_text in _plan(type(item)):
        yield from _of(getattr(item, name), (*path, name), f"{key}.{name}" if key else name, is_text=is_text)


def _of(value: Any, path: Path, key: str, *, is_text: bool) -> Iterator[Found]:
    if isinstance(value, tuple):
        for at, part in enumerate(value):
            name = getattr(part, "id", None) or str(at + 1)
            yield from _of(part, (*path, at), f"{key}.{name}", is_text=is_text)
    elif is_text and isinstance(value, str | dict) and value:
        yield Found(key, path, value)
    elif isinstance(value, BaseModel):
        yield from _walk(value, path, key)


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """Give the fields that hold texts or parts which may, and whether they hold texts themselves."""
    found = []
    for name, info in model.model_fields.items():
        written = f"{info.annotation} {info.metadata}"
        is_text = "by_language" in written
        if is_text or _holds_model(info.annotation):
            found.append((name, is_text))
    return tuple(found)


def _holds_model(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_holds_model(part) for part in typing.get_args(annotation))
