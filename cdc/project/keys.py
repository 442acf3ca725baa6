"""The keys of a specification as an author finds them: what each holds, which values it takes, an example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import BaseModel

from cdc import assets
from cdc.errors import UnknownNameError
from cdc.findings import nearest
from cdc.model import fields, samples
from cdc.model.fields import Field
from cdc.model.specification import Specification
from cdc.words.catalogue import pick
from cdc.words.keys import meant

_EXAMPLE = "crm-gelato"


@dataclass(frozen=True, slots=True)
class Key:
    """One key: where it stands, as in `features.acceptance`, and what was declared of it."""

    path: str
    field: Field
    is_needed: bool

    @property
    def name(self) -> str:
        """Its own name, the last of its path."""
        return self.path.rpartition(".")[2]

    @property
    def inner(self) -> tuple[Key, ...]:
        """The keys that stand in it."""
        return tuple(_of(self.field.model, self.path)) if self.field.model else ()


def subjects() -> tuple[Key, ...]:
    """Give the keys that any file of a project may hold."""
    return tuple(_of(Specification, ""))


def _of(model: type[BaseModel], path: str) -> Iterator[Key]:
    for field in fields.own(model):
        inner = f"{path}.{field.name}" if path else field.name
        yield Key(inner, field, model.model_fields[field.name].is_required())


def at(path: str) -> Key:
    """Give the key at a path; a word of any language stands for its key. Stop where there is none."""
    level, found = subjects(), None
    for part in path.replace("[]", "").split("."):
        by_name = {key.name: key for key in level}
        name = part if part in by_name else meant(part, by_name)
        if name not in by_name:
            raise UnknownNameError(kind="key", name=path, known=", ".join(_near(part, path, by_name)))
        found = by_name[name]
        level = found.inner
    assert found is not None
    return found


def _near(part: str, path: str, known: dict[str, Key]) -> list[str]:
    """Give what may have been meant: places where such a key stands, else the keys that there are."""
    if path == part:
        elsewhere = [key.path for key in everywhere() if key.name == part]
        return elsewhere[:8] or nearest(part, known, 5, least=0.5) or list(known)
    return nearest(part, known, 5, least=0.5) or list(known)


def everywhere() -> Iterator[Key]:
    """Give every key with those inside it; a model that holds its own kind is opened once."""
    for key in subjects():
        yield from _inside(key, ())


def _inside(key: Key, above: tuple[type[BaseModel], ...]) -> Iterator[Key]:
    yield key
    if key.field.model is not None and key.field.model not in above:
        for inner in key.inner:
            yield from _inside(inner, (*above, key.field.model))


def example(key: Key, language: str) -> Any:
    """Give what the shipped example writes there, in one language; a made-up value where it writes nothing."""
    found = max(_written(_shipped(), key.path.split("."), Specification), key=_keys_of, default=None)
    if not _keys_of(found):
        return samples.value_of(key.field)
    return _short(found, key.field, language)


@cache
def _shipped() -> Any:
    """Give the data of the shipped example, as they are written."""
    from cdc.project.source import read

    return read(assets.examples() / _EXAMPLE).data


def _keys_of(value: Any) -> int:
    """Count what a value shows; a list shows one entry, however long it is."""
    if isinstance(value, list):
        return int(bool(value))
    return len(value) if isinstance(value, dict) else int(value is not None)


def _written(data: Any, path: list[str], model: type[BaseModel]) -> Iterator[Any]:
    """Give every value that data hold at a path, lists and mappings on the way opened."""
    name, rest = path[0], path[1:]
    field = fields.of(model)[name]
    if not isinstance(data, dict) or name not in data:
        return
    value = data[name]
    if not rest:
        yield value
        return
    assert field.model is not None
    held = value if isinstance(value, list) else list(value.values()) if field.keyed else [value]
    for item in held:
        yield from _written(item, rest, field.model)


def _short(value: Any, field: Field, language: str) -> Any:
    """Keep what shows the form: two entries of a list, the texts of one language."""
    if isinstance(value, list):
        return [_short(item, field, language) for item in value[:2]]
    if field.has_languages and not field.keyed:
        return pick(value, language, "en")
    if not isinstance(value, dict):
        return value
    if field.keyed and not field.model:
        one = replace(field, keyed=False)
        return {name: _short(inner, one, language) for name, inner in list(value.items())[:2]}
    known = fields.of(field.model) if field.model else {}
    return {name: _short(inner, known[name], language) for name, inner in value.items() if inner not in (None, [], {})}
