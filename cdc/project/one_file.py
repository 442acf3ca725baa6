"""Read one YAML file as a model of its own, each mistake in it with its place."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from cdc import yaml
from cdc.findings import Finding
from cdc.project.explain import causes, explain
from cdc.project.source import Source

M = TypeVar("M", bound=BaseModel)


def read_one(path: Path, root: Path, model: type[M]) -> tuple[M | None, list[Finding], Source]:
    """Read one YAML file as a model of its own."""
    return understand(path.relative_to(root).as_posix(), path.read_bytes(), root, model)


def understand(name: str, content: bytes, root: Path, model: type[M]) -> tuple[M | None, list[Finding], Source]:
    """Read the content of a YAML file, written or not, as a model of its own."""
    file = yaml.read(name, content)
    source = Source(root, [file], findings=list(file.findings))
    findings = list(file.findings)
    if not file.is_sound:
        return None, findings, source
    if not isinstance(file.data, dict):
        return None, [*findings, Finding("CDC116", file.place(*file.start))], source
    source.data = file.data
    source.singles = dict.fromkeys(file.data, file)
    try:
        return model.model_validate(file.data), findings, source
    except ValidationError as error:
        findings += [explain(source, details, model) for details in causes(error.errors(include_url=False))]
        return None, findings, source
