"""Results as plain data for other programs: exact numbers as text (`1/3`), mappings sorted by key."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from fractions import Fraction
from typing import cast

from cdc.model.ranking import Leaf

SHOWN_OF_LEAF = ("id", "kind", "share", "raw", "low", "high", "points", "formula", "lines")


def data(result: object) -> dict[str, object]:
    """Give a result, which is a dataclass, as a mapping that JSON can hold."""
    return cast("dict[str, object]", _plain(result))


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = SHOWN_OF_LEAF if isinstance(value, Leaf) else [field.name for field in dataclasses.fields(value)]
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value if isinstance(value, bool | int) or value is None else str(value)
