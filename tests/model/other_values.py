"""Another valid value of the same kind, for any field: what the tests put in the place of the example's values."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from cdc.model.fields import Field, Leaf

KNOWN_MONEY = ("EUR", "USD")
UNSAID = {"formula": {"type": "inverse"}}
"""What stands where nothing is said and a part of it cannot stand alone."""


def others(leaf: Leaf, ids) -> Iterator[object]:
    """Give values of the leaf's kind that differ from what stands there, the likeliest first, as data."""
    field, value = leaf.field, leaf.value
    if field.has_languages:
        yield from other_texts(value)
    elif field.is_number:
        yield from (number for number in other_numbers(field, value) if number != value)
    elif field.choices:
        yield from (choice for choice in field.choices if choice != value)
    elif field.kind == "reference":
        yield from (id_ for target in field.targets for id_ in ids.get(target, ()) if id_ != value)
        yield f"{value}Z9"
    else:
        yield _OTHER[field.kind](value)


def other_texts(value: object) -> Iterator[object]:
    """Change a text in each of its languages in turn."""
    if isinstance(value, str):
        yield f"{value} zq"
    else:
        yield from ({**value, language: f"{text} zq"} for language, text in value.items())


def other_numbers(field: Field, value: object) -> Iterator[object]:
    """Give numbers near a number; which of them its bounds allow is the validator's matter."""
    steps = (1, -1, 2, 0) if field.kind == "whole" else (Decimal(1), Decimal(-1), Decimal("0.125"), Decimal("-0.125"))
    yield from (value + step for step in steps)


_OTHER = {
    "line": lambda value: f"{value}zq",
    "id": lambda value: f"{value}Z9",
    "file": lambda value: f"other-{value}",
    "section": lambda value: f"{value}-zq",
    "flag": lambda value: not value,
    "year": lambda value: value + 1,
    "date": lambda value: (value + dt.timedelta(days=1)).isoformat(),
    "moment": lambda value: (value + dt.timedelta(days=1)).isoformat(),
    "currency": lambda value: next(code for code in KNOWN_MONEY if code != value),
    "email": lambda value: f"zq.{value}",
}


def put(data: object, path: tuple, value: object) -> object:
    """Give data with a value at a path; what is written in short (a formula's bare name) is written out."""
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        return [put(part, rest, value) if at == first else part for at, part in enumerate(data)]
    whole = {"type": data} if isinstance(data, str) else dict(data or {})
    inner = whole.get(first) or UNSAID.get(first)
    return {**whole, first: put(inner, rest, value)}
