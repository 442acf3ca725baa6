"""Compare two states of a specification: two folders, or the project with one of its revisions in git."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdc.api.project import Project, load
from cdc.errors import NoRevisionError
from cdc.findings import Finding, has_errors

if TYPE_CHECKING:
    from cdc.compare.specifications import Differences
    from cdc.compare.words import Run


@dataclass(frozen=True, slots=True)
class Changed:
    """One value that differs, as people read it: its item, label, what it is used for, and the text by marked runs.

    `language` is empty where the value has none.
    """

    item: str
    kind: str
    field: str
    use: str
    language: str
    runs: tuple[Run, ...]


def differences(old: Project, new: Project) -> Differences:
    """Give what changed from one specification to the other, by id, wherever it stands."""
    from cdc.compare.specifications import compare

    return compare(old.specification, new.specification)


def worded(found: Differences) -> Iterator[Changed]:
    """Give every difference with its words marked; texts by language one by one."""
    from cdc.compare.words import runs

    for one in found.values:
        before, after = _texts(one.before), _texts(one.after)
        for language in [*before, *(name for name in after if name not in before)]:
            old, new = before.get(language, ""), after.get(language, "")
            if old != new:
                yield Changed(one.item, one.kind, one.field.name, one.use.word, language, runs(old, new))


def as_data(found: Differences) -> dict[str, Any]:
    """Give the differences as plain data: for JSON."""
    changes = [
        {
            "item": one.item,
            "kind": one.kind,
            "key": one.key,
            "use": one.use.word,
            "before": _texts(one.before),
            "after": _texts(one.after),
        }
        for one in found.values
    ]
    return {"added": list(found.added), "removed": list(found.removed), "changes": changes}


def _texts(value: Any) -> dict[str, str]:
    """Give a value as text, by language where it has languages."""
    if value is None:
        return {}
    if isinstance(value, dict):
        return {str(key): str(text) for key, text in value.items()}
    return {"": ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)}


@contextmanager
def revision(path: Path, name: str) -> Iterator[Path]:
    """Lay a project out as a revision of its git repository has it, in a folder that goes afterwards."""
    root = path if path.is_dir() else path.parent
    git = shutil.which("git")
    if git is None or name.startswith("-"):
        raise NoRevisionError(name=name, path=str(root))
    done = subprocess.run(  # noqa: S603 - the revision cannot be read as an option, no shell is asked
        [git, "-C", str(root), "archive", "--format=tar", name, "--", "."], capture_output=True, check=False
    )
    if done.returncode != 0:
        raise NoRevisionError(name=name, path=str(root))
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder) if path.is_dir() else Path(folder) / path.name


@contextmanager
def states(path: Path, name: str) -> Iterator[tuple[Path, Path]]:
    """Lay out an older and a newer state: a revision and the project as it is, or `OLD..NEW`, two revisions."""
    old, _, new = name.partition("..")
    with revision(path, old) as older, revision(path, new) if new else nullcontext(path) as newer:
        yield older, newer


def compared(old: Path, new: Path) -> tuple[Differences | None, tuple[Finding, ...]]:
    """Load both states and compare them; None with the errors of one that is not valid."""
    projects = []
    for path in (old, new):
        project, findings = load(path)
        if project is None or has_errors(findings):
            return None, findings
        projects.append(project)
    return differences(*projects), ()
