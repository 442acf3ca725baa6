"""One file that a person of the board wrote: read only where it is a plain file of the project folder."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from cdc import files
from cdc.findings import Finding, Place
from cdc.project.one_file import read_one
from cdc.project.source import Source

M = TypeVar("M", bound=BaseModel)


def written(folder: Path) -> tuple[Path, ...]:
    """Give the YAML files of a folder; hidden ones are what editors and systems leave, and count for nothing."""
    found = (path for path in folder.glob("*.y*ml") if path.suffix in (".yaml", ".yml"))
    return tuple(sorted(path for path in found if not path.name.startswith(".")))


def read_plain(path: Path, root: Path, model: type[M]) -> tuple[M | None, list[Finding], Source]:
    """Read one YAML file as its model; a link, a pipe or a device is a finding and is not opened."""
    if files.is_plain(root, path):
        return read_one(path, root, model)
    name = path.relative_to(root).as_posix()
    return None, [Finding("CDC522", Place(name), {"path": name})], Source(root)
