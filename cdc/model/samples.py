"""A value of each kind that the models take, to show what an author may write."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from annotated_types import MinLen
from pydantic import BaseModel

from cdc.model import fields
from cdc.model.fields import Field
from cdc.words.typed import number_of

_OF_KIND: dict[str, Any] = {
    "text": "…",
    "markdown": "…",
    "line": "…",
    "id": "X-1",
    "reference": "X-1",
    "language": "en",
    "flag": True,
    "whole": 3,
    "number": Decimal("0.5"),
    "amount": 1000,
    "percent": 20,
    "weight": 2,
    "money": 1000,
    "year": 2027,
    "date": "2027-01-31",
    "moment": "2027-01-31T12:00:00+01:00",
    "currency": "EUR",
    "email": "name@example.org",
    "file": "plan.pdf",
    "section": "company",
    "data": "…",
}


def value_of(field: Field) -> Any:
    """Give plain data for a field: a list of one where it takes many, the needed keys alone where it has keys."""
    one = one_of(field)
    if field.keyed:
        return {field.keys[0] if field.keys else _OF_KIND[field.key_kind]: one}
    return [one] * _least(field) if field.many else one


def _least(field: Field) -> int:
    """Give how many values a list must hold, at least one to show."""
    marks = field.owner.model_fields[field.name].metadata
    return max((mark.min_length for mark in marks if isinstance(mark, MinLen)), default=1)


def of_model(model: type[BaseModel]) -> dict[str, Any]:
    """Give plain data for a model: its needed keys, or its first one where it needs none."""
    known = fields.of(model)
    needed = [name for name in known if model.model_fields[name].is_required()]
    return {name: value_of(known[name]) for name in needed or list(known)[:1]}


def around(model: type[BaseModel], typed: Any) -> dict[str, Any]:
    """Give plain data for a model that takes up what was typed in its place, in the first key of that kind."""
    known, data = fields.of(model), of_model(model)
    value = number_of(typed)
    numbers = [name for name, field in known.items() if field.is_number and not field.many]
    amount = next((name for name in numbers if known[name].kind in ("amount", "money")), next(iter(numbers), ""))
    if value is not None and amount:
        return {**data, amount: value}
    text = next((name for name in data if known[name].kind in ("text", "markdown", "line")), "")
    return {**data, text: typed} if text and isinstance(typed, str) else data


def one_of(field: Field) -> Any:
    """Give plain data for one value of a field, where it takes several."""
    if field.model is not None:
        return of_model(field.model)
    if field.kind == "choice":
        return field.choices[0]
    return _OF_KIND[field.kind]
