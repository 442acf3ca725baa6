"""What changed from one specification to another: values paired by lasting keys, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from cdc.model import fields
from cdc.model.declare import Use
from cdc.model.fields import Field, Leaf, Path
from cdc.model.specification import Specification

Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs: the id of its item (its top-level key where it has none), its key, and both values.

    `before` is None where the value was added, `after` where it was removed. `path` leads to the value in the newer
    specification, or in the older one where it is gone.
    """

    kind: Kind
    item: str
    key: str
    path: Path
    field: Field
    use: Use
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that differs, in the order of the model; items that came or went are named once."""

    values: tuple[Difference, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.values)

    def of_use(self, *words: str) -> tuple[Difference, ...]:
        """Give the differences of some uses: asked, stated, decides, free."""
        return tuple(difference for difference in self.values if difference.use.word in words)

    def seen_by_vendors(self) -> tuple[Difference, ...]:
        """Give the differences of what vendors may see: no word of others goes into an amendment."""
        return tuple(difference for difference in self.values if difference.field.shown == "vendors")


def compare(before: Specification, after: Specification) -> Differences:
    """Compare two specifications by id; where an item stands, and in which file, is no difference."""
    old, new = _leaves(before), _leaves(after)
    values = tuple(_differences(old, new))
    old_ids, new_ids = _ids(old), _ids(new)
    return Differences(
        values,
        tuple(item for item in new_ids if item not in old_ids),
        tuple(item for item in old_ids if item not in new_ids),
    )


def _differences(old: Mapping[str, tuple[str, Leaf]], new: Mapping[str, tuple[str, Leaf]]) -> Iterator[Difference]:
    for key, (item, leaf) in new.items():
        was = old[key][1].value if key in old else None
        if key not in old:
            yield Difference("added", item, key, leaf.path, leaf.field, leaf.use, None, leaf.value)
        elif was != leaf.value:
            yield Difference("changed", item, key, leaf.path, leaf.field, leaf.use, was, leaf.value)
    for key, (item, leaf) in old.items():
        if key not in new:
            yield Difference("removed", item, key, leaf.path, leaf.field, leaf.use, leaf.value, None)


def _leaves(spec: Specification) -> dict[str, tuple[str, Leaf]]:
    """Give every value by its key, with the id of the item it belongs to."""
    owners: dict[Path, str] = {}
    found: dict[str, tuple[str, Leaf]] = {}
    for leaf in fields.walk(spec):
        if fields.is_item_id(leaf.field):
            owners[leaf.path[:-1]] = str(leaf.value)
        found[leaf.key] = (_owner(owners, leaf), leaf)
    return found


def _owner(owners: Mapping[Path, str], leaf: Leaf) -> str:
    for size in range(len(leaf.path) - 1, 0, -1):
        if leaf.path[:size] in owners:
            return owners[leaf.path[:size]]
    return str(leaf.path[0])


def _ids(leaves: Mapping[str, tuple[str, Leaf]]) -> dict[str, None]:
    return {str(leaf.value): None for _, leaf in leaves.values() if fields.is_item_id(leaf.field)}
