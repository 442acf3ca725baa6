"""The frozen facts of a published tender, and each state of it that was published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from cdc import files
from cdc.errors import DamagedFileError
from cdc.model.bid import Publication

FOLDER = "published"
FILE = f"{FOLDER}/publication.json"


def read(root: Path) -> Publication | None:
    """Give what was frozen last, if the tender was published."""
    return _read(root, FILE)


def history(root: Path) -> tuple[Publication, ...]:
    """Give every publication, the first one first: the tender as it was published, then each amendment."""
    found: list[Publication] = []
    while (earlier := _read(root, f"{of_number(len(found))}/publication.json")) is not None:
        found.append(earlier)
    return tuple(found)


def sources(root: Path, number: int) -> Path:
    """Give the folder that holds the specification as it was published: it loads as a project does."""
    return root / of_number(number) / "source"


def contents(frozen: Publication, specification: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the files of a publication: what holds now, and the state kept for good with the files it was made from."""
    facts = (frozen.model_dump_json(indent=1) + "\n").encode("utf-8")
    kept = of_number(frozen.number)
    as_written = {f"{kept}/source/{name}": content for name, content in specification.items()}
    return {FILE: facts, f"{kept}/publication.json": facts, **as_written}


def of_number(number: int) -> str:
    """Give the folder of a publication below the project: 0 for the first one, then the number of the amendment."""
    return f"{FOLDER}/{number}"


def _read(root: Path, name: str) -> Publication | None:
    path = root / name
    if not path.exists() and not path.is_symlink():
        return None
    if not files.is_plain(root, path):
        raise DamagedFileError(path=name)
    try:
        return Publication.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise DamagedFileError(path=name) from error
