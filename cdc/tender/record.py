"""One act of the procedure: its files and its line in the journal, put in place together, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from cdc import files
from cdc.tender import commit, journal, publication
from cdc.tender.journal import Damage, Entry, Journal

Act = tuple[Entry, Mapping[str, bytes]]
"""A line to be written, and the files that it makes."""


def read(root: Path) -> tuple[Journal, tuple[Damage, ...]]:
    """Read the journal as it stands, once a change that was committed and cut short is finished."""
    if commit.is_pending(root):
        with held(root):
            return _read(root)
    return _read(root)


@contextmanager
def held(root: Path) -> Iterator[None]:
    """Hold the lock of the project, with nothing left half done."""
    with files.locked(root):
        commit.recover(root)
        yield


def put(
    root: Path,
    entry: Entry,
    contents: Mapping[str, bytes],
    *,
    gone: Collection[str] = (),
    beside: Mapping[str, bytes] | None = None,
) -> Journal:
    """Write the files of an act with its line; the caller holds the lock.

    Until a tender is published all is a rehearsal: files are written, no line is; so it is where the journal is gone,
    for none begins but with a publication. A journal found damaged is never mended in silence: the line says so, and is
    chained to what was there. `beside` are files of the author's that change with the act and stay the author's: the
    journal does not hold them.
    """
    return put_all(root, ((entry, contents),), gone=gone, beside=beside)


def put_all(
    root: Path, acts: Sequence[Act], *, gone: Collection[str] = (), beside: Mapping[str, bytes] | None = None
) -> Journal:
    """Write the files of several acts with their lines, all or none; what goes away goes with the last one."""
    commit.recover(root)
    before, damages = _read(root)
    contents = dict(beside or {}) | {path: content for _, made in acts for path, content in made.items()}
    if not (before.lines or any(entry.act == "publish" for entry, _ in acts)):
        commit.put(root, contents, gone=gone)
        return before
    after = planned(before, acts, damages=damages, gone=gone)
    commit.put(root, {**contents, **after.files}, gone=gone)
    return after


class Acts:
    """Acts that come one after the other and are put in place together; the caller holds the lock.

    The files of each are laid aside as it comes, so that many need little memory.
    """

    def __init__(self, root: Path) -> None:
        self._stage = commit.Stage(root)
        self.journal, self._damages = _read(root)
        self._had = len(self.journal.lines)

    def put(self, entry: Entry, contents: Mapping[str, bytes]) -> None:
        """Lay the files of an act aside, and add its line."""
        self._stage.add(contents)
        if self.journal.lines or entry.act == "publish":
            self.journal = planned(self.journal, ((entry, contents),), damages=self._damages)
            self._damages = ()

    def commit(self) -> None:
        """Put everything in place, whole or not at all."""
        if len(self.journal.lines) > self._had:
            self._stage.add(self.journal.files)
        if self._stage.count:
            self._stage.commit()


def planned(
    before: Journal, acts: Sequence[Act], *, damages: Collection[Damage] = (), gone: Collection[str] = ()
) -> Journal:
    """Give the journal as it will be after some acts; nothing is written."""
    after = before
    for at, (entry, contents) in enumerate(acts, start=1):
        made = {path: files.sha256(content) for path, content in contents.items()}
        taken_away = gone if at == len(acts) else ()
        after = after.with_entry(_in_turn(replace(entry, made=made), after, damages if at == 1 else (), taken_away))
    return after


def is_begun(root: Path, found: Journal) -> bool:
    """Tell whether the procedure has begun: it has a journal, or what one leaves, or it was published."""
    return bool(found.lines) or os.path.lexists(root / journal.HEAD) or publication.read(root) is not None


def standing(found: Journal) -> dict[str, str]:
    """Give the files that should be there now, by path below the project folder, with their SHA-256."""
    there: dict[str, str] = {}
    for entry in found.entries:
        for path in entry.facts.get("gone", ()):
            there.pop(path, None)
        there |= entry.made
    return there


def damages_noted(found: Journal) -> Iterator[tuple[int, str]]:
    """Give the lines that were written to a damaged journal, with what was wrong then."""
    for number, entry in enumerate(found.entries, start=1):
        if "damaged" in entry.facts:
            yield number, str(entry.facts["damaged"])


def _read(root: Path) -> tuple[Journal, tuple[Damage, ...]]:
    return journal.read(_content(root, journal.NAME), _content(root, journal.HEAD))


def _content(root: Path, name: str) -> bytes | None:
    """Read a file of ours; what is a link, a pipe or a folder under its name is no journal."""
    path = root / name
    return path.read_bytes() if files.is_plain(root, path) else None


def _in_turn(entry: Entry, before: Journal, damages: Collection[Damage], gone: Collection[str]) -> Entry:
    """Complete a line: a clock that was set back may not turn the order around, and damage found is told."""
    facts = dict(entry.facts)
    latest = max((line.at for line in before.entries), default="")
    if entry.at < latest:
        facts["clock"] = entry.at
    if damages:
        facts["damaged"] = ", ".join(f"{damage.line} {damage.fault}" for damage in damages)
    if gone:
        facts["gone"] = sorted(gone)
    return replace(entry, at=max(entry.at, latest), facts=facts)
