"""The beginning of a specification: the interview, the first files, the example to look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdc.api.project import checked_languages
from cdc.findings import Finding

if TYPE_CHECKING:
    from cdc.packs.interview import Kind


def interview(start: str, ask: Callable[[str, Kind], Any]) -> dict[str, Any]:
    """Hold the interview for a new specification that starts so; give by question what was answered."""
    from cdc.packs import interview as plain
    from cdc.packs import starters

    return plain.held(plain.asked_of(start, starters.STARTERS), ask)


def understood(key: str, kind: Kind, text: str) -> Any:
    """Give what a typed answer means, or nothing where it cannot be read as the question wants it."""
    from cdc.packs import interview as plain

    return plain.understood(key, kind, text)


def starts() -> tuple[str, ...]:
    """Give what a new specification can start from."""
    from cdc.packs import starters

    return (*starters.STARTERS, *starters.packs())


def answers(path: Path) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Read a file of answers to the interview: by question what was answered, and what is wrong in it."""
    from cdc.errors import PathNotFoundError
    from cdc.model.answers import Answers
    from cdc.project.one_file import read_one

    if not path.is_file():
        raise PathNotFoundError(path=str(path))
    read, findings, _ = read_one(path, path.parent, Answers)
    said = {} if read is None else {key: getattr(read, key) for key in read.model_fields_set}
    return said, tuple(findings)


def new(
    folder: Path, *, language: str, start: str, answers: Mapping[str, Any], today: dt.date, salt: str
) -> list[Path]:
    """Write a new project: `start` is minimal, full, or the name of a pack of features.

    `answers` to the interview fill the first files; what is not answered stays an example, which the check names.
    """
    from cdc.packs import starters
    from cdc.project import create

    (known,) = checked_languages([language])
    content = starters.files(start, language=known, answers=answers, today=today, salt=salt)
    return create.write(folder, content, known)


def copy_example(folder: Path) -> None:
    """Copy the example that comes with the product into an empty or new folder."""
    import shutil

    from cdc import assets
    from cdc.errors import FolderNotEmptyError

    if folder.exists() and any(folder.iterdir()):
        raise FolderNotEmptyError(path=str(folder))
    shutil.copytree(assets.examples() / "crm-gelato", folder, dirs_exist_ok=True)
