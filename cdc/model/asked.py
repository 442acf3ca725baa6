"""What vendors are asked: every line they answer, price or declare, with all its asked fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from cdc.model import fields
from cdc.model.base import Model
from cdc.model.declare import ASKED
from cdc.model.fields import Field
from cdc.model.specification import Specification

Kind = Literal["requirement", "price", "declaration", "question", "answer"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One line: its id, the list it stands in, and its asked fields in which something is stated.

    An `answer` is a choice of a scale; its id is that of the scale, a full stop, and its own.
    """

    kind: Kind
    id: str
    list: str
    item: Model
    values: tuple[tuple[Field, Any], ...]

    def value(self, name: str) -> Any:
        """Give the value of a field, or None."""
        return next((value for field, value in self.values if field.name == name), None)

    def beyond(self, shown: frozenset[str]) -> tuple[tuple[Field, Any], ...]:
        """Give the fields that have no place of their own yet, those of its own model first."""
        return tuple(pair for pair in self.values if pair[0].name not in shown)


def entries(spec: Specification, *kinds: Kind) -> tuple[Asked, ...]:
    """Give every line vendors are asked, or those of some kinds, in the order of the form."""
    wanted = kinds or tuple(_ITEMS)
    return tuple(
        Asked(kind, id_, name, item, asked_of(item))
        for kind, items in _ITEMS.items()
        if kind in wanted
        for id_, name, item in items(spec)
    )


def _declarations(spec: Specification) -> Iterator[tuple[str, str, Model]]:
    for declaration in spec.tender.declarations if spec.tender else ():
        yield declaration.id, "declarations", declaration


def _questions(spec: Specification) -> Iterator[tuple[str, str, Model]]:
    for leaf in spec.leaves:
        if leaf.kind in ("yes_no", "quantity"):
            yield leaf.id, "criteria", leaf


def _answers(spec: Specification) -> Iterator[tuple[str, str, Model]]:
    for scale in spec.scales:
        for answer in scale.answers:
            yield f"{scale.id}.{answer.id}", "scales", answer


_ITEMS: Mapping[Kind, Callable[[Specification], Iterator[tuple[str, str, Model]]]] = {
    "requirement": lambda spec: ((item.id, name, item) for name, item in spec.asked),
    "price": lambda spec: ((line.id, "price_lines", line) for line in spec.price_lines),
    "declaration": _declarations,
    "question": _questions,
    "answer": _answers,
}
"""The lines of each kind: id, the list it stands in, and what it is."""


def asked_of(item: Model) -> tuple[tuple[Field, Any], ...]:
    """Give the asked fields of one line in which something is stated, as people read them."""
    pairs = ((field, field.stated(item)) for field in asked_fields(type(item)))
    return tuple((field, value) for field, value in pairs if value is not None)


@cache
def asked_fields(model: type[Model]) -> tuple[Field, ...]:
    """Give the fields of a line that are asked of vendors."""
    return tuple(field for field in fields.own(model) if field.use == ASKED)


def as_data(spec: Specification) -> list[dict[str, Any]]:
    """Give all that vendors are asked as plain data: for JSON."""
    return [
        {
            "kind": entry.kind,
            "id": entry.id,
            "list": entry.list,
            "asked": {field.name: plain(value) for field, value in entry.values},
        }
        for entry in entries(spec)
    ]


def plain(value: Any) -> Any:
    """Give a value as plain data: models as mappings, exact numbers as text."""
    if isinstance(value, Model):
        return value.model_dump(mode="json", exclude_unset=True)
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return value if isinstance(value, str | int | bool) else str(value)
