"""Write the files of a new project into a folder that holds nothing yet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cdc import files
from cdc.errors import FolderNotEmptyError
from cdc.project import schema


def write(folder: Path, content: Mapping[str, str], language: str) -> list[Path]:
    """Write the files of a new project, its schema beside them, into an empty or new folder; give those written.

    Editors show the sentences of the schema, which are in the author's language.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmptyError(path=str(folder))
    written = []
    for name, text in {**content, "cdc.schema.json": schema.text("2020-12", language)}.items():
        files.write_atomic(folder / name, text.encode("utf-8"))
        written.append(folder / name)
    return written
