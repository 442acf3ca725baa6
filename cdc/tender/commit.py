"""Put a set of files in place whole or not at all: staged aside, committed by one rename, else finished later."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from cdc import files
from cdc.errors import NotWritableError

STAGED = ".cdc-staged"
COMMITTED = ".cdc-committed"
_PLAN = "plan.json"


def put(root: Path, contents: Mapping[str, bytes], *, gone: Collection[str] = ()) -> None:
    """Write `contents` (paths below `root`, with slashes) and remove `gone`, all or nothing, also when killed midway.

    The caller holds the project's lock. Until the rename nothing has changed; after it the change is done, if need be
    by `recover`, which every command that holds the lock calls first.
    """
    stage = Stage(root)
    stage.add(contents)
    stage.commit(gone)


class Stage:
    """Files laid aside until all of them are there: few need to be held in memory at a time."""

    def __init__(self, root: Path) -> None:
        recover(root)
        self.root = root
        self._names: dict[str, str] = {}
        """The place of each file by the name under which it is laid aside."""

    @property
    def count(self) -> int:
        """Give how many files are laid aside."""
        return len(self._names)

    def add(self, contents: Mapping[str, bytes]) -> None:
        """Lay files aside."""
        for target in contents:
            _refuse_detour(self.root, target)
        with self._writing():
            for target in sorted(contents):
                name = f"{len(self._names):06d}"
                files.write_atomic(self.root / STAGED / name, contents[target])
                self._names[name] = target

    def commit(self, gone: Collection[str] = ()) -> None:
        """Put in place what was laid aside, and remove what is to go."""
        for target in gone:
            _refuse_detour(self.root, target)
        plan = {"put": self._names, "gone": sorted(gone)}
        with self._writing():
            files.write_atomic(self.root / STAGED / _PLAN, json.dumps(plan, sort_keys=True).encode("utf-8"))
            (self.root / STAGED).rename(self.root / COMMITTED)
            files.flush_folder(self.root)
            _finish(self.root)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            shutil.rmtree(self.root / STAGED, ignore_errors=True)  # a full disk is not left fuller
            raise NotWritableError(path=str(self.root), reason=error.strerror or str(error)) from error


def recover(root: Path) -> bool:
    """Finish what was committed, drop what was only staged; tell whether there was anything to finish."""
    shutil.rmtree(root / STAGED, ignore_errors=True)
    if not (root / COMMITTED / _PLAN).is_file():
        shutil.rmtree(root / COMMITTED, ignore_errors=True)
        return False
    try:
        _finish(root)
    except OSError as error:
        raise NotWritableError(path=str(root), reason=error.strerror or str(error)) from error
    return True


def is_pending(root: Path) -> bool:
    """Tell whether a committed change waits to be finished."""
    return (root / COMMITTED / _PLAN).is_file()


def _finish(root: Path) -> None:
    """Move every staged file to its place; a move that was made before is passed over, so that this can run again."""
    committed = root / COMMITTED
    plan = json.loads((committed / _PLAN).read_bytes())
    folders = set()
    for name, target in plan["put"].items():
        source, place = committed / name, _inside(root, target)
        if source.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            source.replace(place)
            folders.add(place.parent)
    for target in plan["gone"]:
        _inside(root, target).unlink(missing_ok=True)
    for folder in sorted(folders):
        files.flush_folder(folder)
    (committed / _PLAN).unlink()
    files.flush_folder(committed)
    shutil.rmtree(committed)


def _refuse_detour(root: Path, target: str) -> None:
    """Stop where a link would lead out of the folder, or where a folder stands in the place of a file."""
    place = _inside(root, target)
    for folder in place.parents:
        if folder == root:
            break
        if folder.is_symlink():
            raise NotWritableError(path=str(folder), reason=os.strerror(errno.ELOOP))
    if place.is_dir() and not place.is_symlink():
        raise NotWritableError(path=str(place), reason=os.strerror(errno.EISDIR))


def _inside(root: Path, target: str) -> Path:
    parts = PurePosixPath(target).parts
    assert parts, target
    assert ".." not in parts, target
    assert not os.path.isabs(target), target  # noqa: PTH117 - a Windows drive letter is no PurePosixPath root
    return root.joinpath(*parts)
