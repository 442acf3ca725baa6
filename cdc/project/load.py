"""Turn the merged data into a Specification, and every mistake in it into a finding with its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from cdc.findings import Finding, has_errors
from cdc.memory import without_collection
from cdc.model.specification import Specification
from cdc.project import references
from cdc.project.explain import causes, explain
from cdc.project.source import Source, read


@dataclass(frozen=True, slots=True)
class Loaded:
    """What reading a project gives: the specification if it is sound, and all findings."""

    specification: Specification | None
    findings: tuple[Finding, ...]
    source: Source


def load(path: Path) -> Loaded:
    """Read, validate and cross-check a project in one run."""
    with without_collection():
        return _load(path)


def _load(path: Path) -> Loaded:
    source = read(path)
    findings = list(source.findings)
    specification = None
    try:
        specification = Specification.model_validate(source.data)
    except ValidationError as error:
        hidden = {key for key in ("document", "company") if key not in source.data and not source.is_sound}
        complaints = causes(error.errors(include_url=False))
        findings += [explain(source, e) for e in complaints if not (e["type"] == "missing" and e["loc"][0] in hidden)]
    if specification is not None and source.is_sound:
        findings += references.check(specification, source)
    if has_errors(findings):
        specification = None
    return Loaded(specification, tuple(findings), source)
