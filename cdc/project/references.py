"""Check that ids are unique, that references point to something, and that named files are in the folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cdc.findings import Finding, nearest
from cdc.media import pictures
from cdc.model import fields
from cdc.model.fields import Leaf, Path
from cdc.model.specification import Specification
from cdc.project.sound import Rest
from cdc.project.source import Source
from cdc.words.keys import plain

_SHOWN, _LISTED = 3, 12
"""So many near ids are shown; so many of those there are, where none is near."""
_NAMED = 0.75
"""So much of a name must stand alike."""


@dataclass
class _Seen:
    """What one walk over the specification gathers."""

    known: dict[str, tuple[str, Path]] = field(default_factory=dict)
    doubled: list[Leaf] = field(default_factory=list)
    uses: list[Leaf] = field(default_factory=list)
    files: list[Leaf] = field(default_factory=list)
    pictures: list[tuple[Leaf, str]] = field(default_factory=list)

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
        elif leaf.field.has_languages:
            self.pictures += [(leaf, file) for file in pictures.named(leaf)]


def check(specification: Specification, source: Source, rest: Rest) -> list[Finding]:
    """Give the findings of ids, references and files, of what the author wrote."""
    seen = _Seen()
    for leaf in fields.walk(specification):
        if rest.is_true(leaf.path):
            seen.take(leaf)
    seen.uses = [leaf for leaf in seen.uses if leaf.value not in rest.ids]
    return [
        *(_doubled(leaf, seen.known, source) for leaf in seen.doubled),
        *_lost(seen.uses, seen.known, source),
        *_files([(leaf, leaf.value) for leaf in seen.files], source),
        *_files([named for named in seen.pictures if "://" not in named[1]], source),
        *(Finding("CDC275", source.place(leaf.path), {"url": url}) for leaf, url in seen.pictures if "://" in url),
    ]


def _doubled(leaf: Leaf, known: Mapping[str, tuple[str, Path]], source: Source) -> Finding:
    first = source.place(known[leaf.value][1])
    return Finding("CDC210", source.place(leaf.path), {"id": leaf.value, "first": str(first)})


def _lost(uses: list[Leaf], known: Mapping[str, tuple[str, Path]], source: Source) -> Iterator[Finding]:
    near: dict[tuple[str, ...], _Neighbours] = {}
    for leaf in uses:
        home, _ = known.get(leaf.value, ("", ()))
        targets = leaf.field.targets
        if home not in targets:
            if targets not in near:
                near[targets] = _neighbours(targets, known, source)
            facts = {"id": leaf.value, "targets": ", ".join(targets), **near[targets].facts(leaf.value)}
            yield Finding("CDC211", source.place(leaf.path), facts)


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """What a reference may have meant: the ids that there are, with their names."""

    names: Mapping[str, str]
    by_name: Mapping[str, str]

    def facts(self, typed: str) -> dict[str, object]:
        """Give the nearest ids: the one whose name was typed first, then those spelled alike."""
        wanted = plain(typed)
        named = [self.by_name[word] for word in nearest(wanted, self.by_name, 1, least=_NAMED)]
        found = list(dict.fromkeys([*named, *nearest(typed, self.names, _SHOWN)]))[:_SHOWN]
        shown = ", ".join(f"{id_} ({self.names[id_]})" if self.names[id_] else id_ for id_ in found)
        few = ", ".join(list(self.names)[:_LISTED]) + (", …" if len(self.names) > _LISTED else "")
        return {"guess": found[0] if found else "", "near": shown, "known": few or "–"}


def _neighbours(targets: tuple[str, ...], known: Mapping[str, tuple[str, Path]], source: Source) -> _Neighbours:
    paths = {id_: path for id_, (home, path) in known.items() if home in targets}
    names: dict[str, str] = {}
    by_name: dict[str, str] = {}
    for id_, path in paths.items():
        said = _called(source.value(path[:-1]))
        names[id_] = next(iter(said), "")
        by_name.update((plain(name), id_) for name in said)
    return _Neighbours(names, by_name)


def _called(item: object) -> list[str]:
    """Give what an entry is called, in each language it says."""
    said = next((item[key] for key in ("name", "title") if key in item), "") if isinstance(item, dict) else ""
    texts = said.values() if isinstance(said, dict) else [said]
    return [text for text in texts if isinstance(text, str) and text]


def _files(named: list[tuple[Leaf, str]], source: Source) -> Iterator[Finding]:
    for leaf, file in named:
        target = source.root / PurePosixPath(file)
        if not target.resolve().is_relative_to(source.root.resolve()):
            yield Finding("CDC112", source.place(leaf.path), {"path": file})
        elif not target.is_file():
            yield Finding("CDC219", source.place(leaf.path), {"path": file})
