"""Turn the merged data into a Specification, and every mistake in it into a finding with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cdc.findings import Finding, has_errors
from cdc.memory import without_collection
from cdc.model.specification import Specification
from cdc.project import references
from cdc.project.explain import causes, explain
from cdc.project.sound import Rest, rest_of
from cdc.project.source import Source, read


@dataclass(frozen=True, slots=True)
class Loaded:
    """What reading a project gives: the specification if it is sound, and all findings."""

    specification: Specification | None
    findings: tuple[Finding, ...]
    source: Source
    rest: Rest
    """What of it can be read on, where the whole is not sound."""


def load(path: Path) -> Loaded:
    """Read, validate and cross-check a project in one run."""
    with without_collection():
        return _load(path)


def _load(path: Path) -> Loaded:
    source = read(path)
    findings = list(source.findings)
    rest = Rest()
    try:
        rest.specification = Specification.model_validate(source.data)
    except ValidationError as error:
        complaints = causes(error.errors(include_url=False))
        findings += _explained(source, complaints)
        rest = rest_of(source.data, complaints)
    if rest.specification is not None and source.is_sound:
        findings += references.check(rest.specification, source, rest)
    specification = None if has_errors(findings) else rest.specification
    return Loaded(specification, tuple(findings), source, rest)


def _explained(source: Source, complaints: Sequence[ErrorDetails]) -> Iterator[Finding]:
    """Explain each complaint; a key is not called missing that stands under another name, or in a file cut short."""
    found = [(complaint["type"], complaint["loc"], explain(source, complaint)) for complaint in complaints]
    hidden = {(key,) for key in ("document", "company") if key not in source.data and not source.is_sound}
    meant = {(*path[:-1], finding.facts["guess"]) for _, path, finding in found if finding.code == "CDC201"}
    named = {path[:-1] for _, path, finding in found if finding.code == "CDC141"}
    broken = {file.name for file in source.files if not file.is_sound}
    for kind, path, finding in found:
        is_there = path in meant or path in hidden or path[:-1] in named or finding.place.file in broken
        if kind != "missing" or not is_there:
            yield finding
