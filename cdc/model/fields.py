"""What each field is, read once from the models' own types: kind, choices, references, use, who may see it."""

from __future__ import annotations

import datetime as dt
import inspect
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import BaseModel

from cdc.model.base import Item, Model, Reference
from cdc.model.declare import DECIDES, STATED, Declared, Is, Kind, Use, Visibility

Path = tuple[str | int, ...]
_SILENT = Declared(None, None, ordered=False, governs=False)
_KINDS: dict[Any, Kind] = {
    dt.datetime: "moment",
    bool: "flag",
    int: "whole",
    str: "line",
    Decimal: "number",
    dt.date: "date",
    Any: "data",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a model: `many` values, or values `keyed` by name; `use` is None when it is that of its holder."""

    owner: type[BaseModel]
    name: str
    kind: Kind
    many: bool = False
    keyed: bool = False
    keys: tuple[str, ...] = ()
    key_kind: Kind = "line"
    choices: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    model: type[BaseModel] | None = None
    use: Use | None = None
    shown: Visibility = "vendors"
    ordered: bool = False
    governs: bool = False
    default: Any = None

    def stated(self, item: BaseModel) -> Any:
        """Give what the author wrote in this field of an item, else None: a default is no statement.

        What decides between bids, and what `governs`, is applied in any case and therefore always told.
        """
        if not (self.governs or self.use is DECIDES or self.name in item.model_fields_set):
            return None
        value = getattr(item, self.name)
        return None if value in (None, (), {}) else value

    @property
    def is_number(self) -> bool:
        """Tell whether values are numbers, which stand right in a table."""
        return self.kind in ("whole", "number", "amount", "percent", "weight", "money")

    @property
    def has_languages(self) -> bool:
        """Tell whether values are texts by language."""
        return self.kind in ("text", "markdown")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of a specification: its path in the data, its lasting key made of ids, the list it stands in."""

    path: Path
    key: str
    home: str
    field: Field
    use: Use
    value: Any


@cache
def of(model: type[BaseModel]) -> Mapping[str, Field]:
    """Give the fields of a model by name, in the order of their declaration."""
    return {name: _field(model, name) for name in model.model_fields}


@cache
def own(model: type[BaseModel]) -> tuple[Field, ...]:
    """Give the fields of a model as people read them: its own first, then those it shares with its kin."""
    mine = [name for name in inspect.get_annotations(model) if name in model.model_fields]
    known = of(model)
    return (*(known[name] for name in mine), *(field for name, field in known.items() if name not in mine))


def _field(model: type[BaseModel], name: str) -> Field:
    info = model.model_fields[name]
    default = info.get_default(call_default_factory=False)
    field = _marked(_typed(Field(model, name, "data", default=default), info.annotation), info.metadata)
    said = next((mark for mark in info.metadata if isinstance(mark, Declared)), _SILENT)
    of_model = model if issubclass(model, Model) else Model
    shown = said.shown or of_model.shown_to or "vendors"
    return replace(field, use=said.use or of_model.used_as, shown=shown, ordered=said.ordered, governs=said.governs)


def _typed(field: Field, annotation: Any) -> Field:  # noqa: PLR0911 - one return per kind of type reads as a table
    """Read a type: its origin first, then what it holds."""
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _marked(_typed(field, parts[0]), parts[1:])
    if origin in (typing.Union, types.UnionType):
        return _typed(field, next(part for part in parts if part is not type(None)))
    if origin is typing.Literal:
        return replace(field, kind="choice", choices=tuple(str(part) for part in parts))
    if origin is tuple:
        return replace(_typed(field, parts[0]), many=True)
    if origin is dict:
        keys = _typed(field, parts[0])
        return replace(_typed(field, parts[1]), keyed=True, keys=keys.choices, key_kind=keys.kind)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return replace(field, kind="model", model=annotation)
    return replace(field, kind=_KINDS[annotation])


def _marked(field: Field, marks: typing.Iterable[Any]) -> Field:
    for mark in marks:
        if isinstance(mark, Reference):
            field = replace(field, kind="reference", targets=mark.targets)
        elif isinstance(mark, Is):
            field = replace(field, kind=mark.kind)
    return field


def at(model: type[BaseModel], path: Path) -> Field | None:
    """Give the field that a path in the data leads to; numbers, keys and tags on the way are passed over."""
    field: Field | None = None
    inside: type[BaseModel] | None = model
    for part in path:
        known = of(inside) if inside else {}
        if isinstance(part, str) and part in known:
            field = known[part]
            inside = field.model
    return field


def inside(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """Give the model whose keys stand at a path in the data."""
    field = at(model, path)
    return model if field is None else field.model


def walk(item: Model, use: Use = STATED) -> Iterator[Leaf]:
    """Give every value of a specification, or of a part of it; what says nothing of its use takes its holder's."""
    yield from _walk(item, (), "", "", item.used_as or use)


def _walk(item: BaseModel, path: Path, key: str, home: str, use: Use) -> Iterator[Leaf]:
    for name, field in of(type(item)).items():
        value = getattr(item, name)
        if value is None or value == ():
            continue
        stands = home if field.model in (None, type(item)) else f"{home}.{name}" if home else name
        here = Leaf((*path, name), f"{key}.{name}" if key else name, stands, field, field.use or use, value)
        yield from _values(here) if field.many or field.keyed else _one(here)


def _values(leaf: Leaf) -> Iterator[Leaf]:
    """Give the values of a list or of a mapping, each with a key that lasts when others are added or moved."""
    field = leaf.field
    if isinstance(leaf.value, dict):
        for name, value in leaf.value.items():
            yield from _one(replace(leaf, path=(*leaf.path, name), key=f"{leaf.key}.{name}", value=value))
        return
    by_value = field.kind in ("reference", "choice", "language") and not field.ordered
    names = [
        getattr(value, "id", None) or (value if by_value else number) for number, value in enumerate(leaf.value, 1)
    ]
    for number, (name, value) in enumerate(zip(names, leaf.value, strict=True)):
        yield from _one(replace(leaf, path=(*leaf.path, number), key=f"{leaf.key}.{name}", value=value))
    if field.ordered and field.model:
        yield replace(leaf, key=f"{leaf.key}[]", value=tuple(names))


def _one(leaf: Leaf) -> Iterator[Leaf]:
    if isinstance(leaf.value, BaseModel):
        yield from _walk(leaf.value, leaf.path, leaf.key, leaf.home, leaf.use)
    elif isinstance(leaf.value, tuple):
        yield from _values(leaf)
    else:
        yield leaf


def is_item_id(field: Field) -> bool:
    """Tell whether a field is the id by which the rest of the project refers to its item."""
    return field.name == "id" and issubclass(field.owner, Item)
