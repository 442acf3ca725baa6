"""Check that ids are unique, that references point to something, and that named files are in the folder."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from cdc.findings import Finding, guess
from cdc.model.base import Item, Reference
from cdc.model.specification import LISTS, Specification
from cdc.project.source import Source

Path = tuple[str | int, ...]


def check(specification: Specification, source: Source) -> list[Finding]:
    """Give the findings of ids, references and files."""
    known: dict[str, tuple[str, Path]] = {}
    findings: list[Finding] = []
    uses: list[tuple[Path, str, tuple[str, ...]]] = []
    for name in ("document", "current_state", "tender", "deployment", "governance", "budget", "evaluation"):
        value = getattr(specification, name)
        if value is not None:
            _walk(value, (name,), name, known, uses, findings, source)
    for name in LISTS:
        for at, item in enumerate(getattr(specification, name)):
            _walk(item, (name, at), name, known, uses, findings, source)
    for path, id_, targets in uses:
        found = known.get(id_)
        if found is None or found[0] not in targets:
            names = [key for key, (where, _) in known.items() if where in targets]
            facts = {"id": id_, "targets": ", ".join(targets), "guess": guess(id_, names) or _case(id_, names)}
            findings.append(Finding("CDC211", source.place(path), facts))
    findings += _files(specification, source)
    return findings


def _case(id_: str, names: list[str]) -> str:
    return next((name for name in names if name.lower() == id_.lower()), "")


def _walk(
    item: BaseModel,
    path: Path,
    where: str,
    known: dict[str, tuple[str, Path]],
    uses: list[tuple[Path, str, tuple[str, ...]]],
    findings: list[Finding],
    source: Source,
) -> None:
    has_id, references, nested = _plan(type(item))
    if has_id:
        id_: str = item.id  # type: ignore[attr-defined] # the plan says that it is there
        if id_ in known:
            first = source.place((*known[id_][1], "id"))
            findings.append(Finding("CDC210", source.place((*path, "id")), {"id": id_, "first": str(first)}))
        else:
            known[id_] = (where, path)
    for name, targets in references:
        value = getattr(item, name)
        if value.__class__ is str:
            uses.append(((*path, name), value, targets))
        elif value.__class__ is tuple:
            uses += [((*path, name, at), id_, targets) for at, id_ in enumerate(value)]
        elif value.__class__ is dict:
            uses += [((*path, name, key), id_, targets) for key, id_ in value.items()]
    for name, same in nested:
        value = getattr(item, name)
        inner = where if same else f"{where}.{name}"
        if value.__class__ is tuple:
            for at, part in enumerate(value):
                _walk(part, (*path, name, at), inner, known, uses, findings, source)
        elif value is not None:
            _walk(value, (*path, name), inner, known, uses, findings, source)


@cache
def _plan(model: type[BaseModel]) -> tuple[bool, tuple[tuple[str, tuple[str, ...]], ...], tuple[tuple[str, bool], ...]]:
    references, nested = [], []
    for name, info in model.model_fields.items():
        reference = _reference(info.annotation) or next((m for m in info.metadata if isinstance(m, Reference)), None)
        if reference is not None:
            references.append((name, reference.targets))
        else:
            inner = _model(info.annotation)
            if inner is not None:
                nested.append((name, inner is model))
    return issubclass(model, Item), tuple(references), tuple(nested)


def _reference(annotation: Any) -> Reference | None:
    for meta in getattr(annotation, "__metadata__", ()):
        if isinstance(meta, Reference):
            return meta
    return next((found for part in typing.get_args(annotation) if (found := _reference(part))), None)


def _model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in typing.get_args(annotation) if (found := _model(part))), None)


def _files(specification: Specification, source: Source) -> Iterator[Finding]:
    named = [(("annexes", at, "file"), item.file) for at, item in enumerate(specification.annexes)]
    named += [(("mockups", at, "file"), item.file) for at, item in enumerate(specification.mockups)]
    for path, file in named:
        if file is None:
            continue
        target = source.root / PurePosixPath(file)
        if not target.resolve().is_relative_to(source.root.resolve()):
            yield Finding("CDC112", source.place(path), {"path": file})
        elif not target.is_file():
            yield Finding("CDC219", source.place(path), {"path": file})
