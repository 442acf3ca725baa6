"""The frozen facts of a published tender: written once it is published, read by all that must not have changed."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from cdc import files
from cdc.errors import DamagedFileError
from cdc.model.bid import Publication

FILE = "published/publication.json"


def read(root: Path) -> Publication | None:
    """Give what was frozen, if the tender was published."""
    path = root / FILE
    if not path.is_file():
        return None
    try:
        return Publication.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise DamagedFileError(path=FILE) from error


def write(root: Path, frozen: Publication) -> None:
    """Freeze."""
    files.write_atomic(root / FILE, (frozen.model_dump_json(indent=1) + "\n").encode("utf-8"))
