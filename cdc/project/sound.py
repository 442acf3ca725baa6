"""Read on where something is wrong: the rest of a project, with stand-ins for what cannot be used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cdc.model import fields, samples
from cdc.model.fields import Field, Path
from cdc.model.specification import Specification

_ROUNDS = 8
TAGS = frozenset({"plain", "by_language", "[key]"})
"""Parts of a validator's path that stand for no key of the author."""


@dataclass(slots=True)
class Rest:
    """The rest of a project as a specification, where something of it is sound; and what of it is not the author's."""

    specification: Specification | None = None
    lost: set[Path] = field(default_factory=set)
    """Paths of what was left out or stands in for something."""
    ids: set[str] = field(default_factory=set)
    """What the author wrote for an id that cannot be one."""

    def is_true(self, path: Path) -> bool:
        """Tell whether all that leads to a place is the author's."""
        return not self.lost or not any(path[:size] in self.lost for size in range(1, len(path) + 1))


def rest_of(data: dict[str, Any], complaints: Iterable[ErrorDetails]) -> Rest:
    """Leave out what may be absent and put samples where something must stand, until the models take it."""
    rest, kept = Rest(), _copied(data)
    for _ in range(_ROUNDS):
        for complaint in complaints:
            _mend(kept, complaint, rest)
        try:
            rest.specification = Specification.model_validate(kept)
        except ValidationError as error:
            complaints = error.errors(include_url=False)
        else:
            return rest
    return rest


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def _mend(data: Any, complaint: ErrorDetails, rest: Rest) -> None:
    """Take out or replace what one complaint is about."""
    path = tuple(part for part in complaint["loc"] if part not in TAGS)
    of_key = complaint["loc"] and complaint["loc"][-1] == "[key]"
    holder = _holder(data, path)
    if not path or holder is None:
        return
    rest.lost.add(path)
    name: Any = path[-1]
    known = fields.at(Specification, path)
    own = known if known is not None and known.name == name else None
    if own is not None and own.kind == "id":
        rest.ids.add(str(complaint["input"]))
    if complaint["type"] == "extra_forbidden" or of_key or (isinstance(holder, dict) and own and not _is_needed(own)):
        holder.pop(name, None)
    elif known is not None:
        holder[name] = _stand_in(known, len(rest.lost), as_one=own is None)


def _holder(data: Any, path: Path) -> Any:
    """Give the mapping or list in which the last step of a path stands."""
    step: Any
    for step in path[:-1]:
        in_list = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if not in_list and not (isinstance(data, dict) and step in data):
            return None
        data = data[step]
    fits = isinstance(data, dict) or (isinstance(data, list) and path and isinstance(path[-1], int))
    return data if fits else None


def _is_needed(own: Field) -> bool:
    return own.owner.model_fields[own.name].is_required()


def _stand_in(known: Field, number: int, *, as_one: bool) -> Any:
    """Give a sample, with an id of its own where it is one or holds one."""
    value = samples.one_of(known) if as_one else samples.value_of(known)
    if known.kind == "id":
        return f"X-{number}"
    return {**value, "id": f"X-{number}"} if isinstance(value, dict) and "id" in value else value
