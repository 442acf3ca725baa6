"""Check that ids are unique, that references point to something, and that named files are in the folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cdc.findings import Finding, guess
from cdc.model import fields
from cdc.model.fields import Leaf, Path
from cdc.model.specification import Specification
from cdc.project.source import Source


@dataclass
class _Seen:
    """What one walk over the specification gathers."""

    known: dict[str, tuple[str, Path]] = field(default_factory=dict)
    doubled: list[Leaf] = field(default_factory=list)
    uses: list[Leaf] = field(default_factory=list)
    files: list[Leaf] = field(default_factory=list)

    def take(self, leaf: Leaf) -> None:
        if fields.is_item_id(leaf.field):
            if leaf.value in self.known:
                self.doubled.append(leaf)
            else:
                self.known[leaf.value] = (leaf.home, leaf.path)
        elif leaf.field.kind == "reference":
            self.uses.append(leaf)
        elif leaf.field.kind == "file":
            self.files.append(leaf)


def check(specification: Specification, source: Source) -> list[Finding]:
    """Give the findings of ids, references and files."""
    seen = _Seen()
    for leaf in fields.walk(specification):
        seen.take(leaf)
    return [
        *(_doubled(leaf, seen.known, source) for leaf in seen.doubled),
        *_lost(seen.uses, seen.known, source),
        *_files(seen.files, source),
    ]


def _doubled(leaf: Leaf, known: Mapping[str, tuple[str, Path]], source: Source) -> Finding:
    first = source.place(known[leaf.value][1])
    return Finding("CDC210", source.place(leaf.path), {"id": leaf.value, "first": str(first)})


def _lost(uses: list[Leaf], known: Mapping[str, tuple[str, Path]], source: Source) -> Iterator[Finding]:
    for leaf in uses:
        home, _ = known.get(leaf.value, ("", ()))
        if home not in leaf.field.targets:
            names = [name for name, (where, _) in known.items() if where in leaf.field.targets]
            near = guess(leaf.value, names) or _case(leaf.value, names)
            facts = {"id": leaf.value, "targets": ", ".join(leaf.field.targets), "guess": near}
            yield Finding("CDC211", source.place(leaf.path), facts)


def _case(id_: str, names: list[str]) -> str:
    return next((name for name in names if name.lower() == id_.lower()), "")


def _files(named: list[Leaf], source: Source) -> Iterator[Finding]:
    for leaf in named:
        target = source.root / PurePosixPath(leaf.value)
        if not target.resolve().is_relative_to(source.root.resolve()):
            yield Finding("CDC112", source.place(leaf.path), {"path": leaf.value})
        elif not target.is_file():
            yield Finding("CDC219", source.place(leaf.path), {"path": leaf.value})
