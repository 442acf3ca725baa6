"""Hold the project folder against its journal: every file that an act made is there, unchanged, and no other one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cdc import files
from cdc.findings import Finding, Phrase, Place
from cdc.tender import bids, journal, publication, record
from cdc.tender.journal import Damage, Journal

EVALUATORS = "scores"
MINUTES = "minutes"
CLARIFICATIONS = "clarifications"
_KEPT = (bids.FOLDER, CLARIFICATIONS, EVALUATORS, MINUTES, publication.FOLDER)
_BY_HAND = ("corrections.yaml", "corrections.yml")


def against(root: Path, found: Journal, damages: tuple[Damage, ...]) -> Iterator[Finding]:
    """Name what differs: the journal itself first, then files in the order of their paths."""
    place = Place(journal.NAME)
    if not found.lines or (found.entries[:1] and found.entries[0].act != "publish"):
        yield Finding("CDC532", place, {"path": publication.FILE})
    for damage in damages:
        facts = {"line": damage.line, "fault": Phrase(f"what.journal_{damage.fault}")}
        yield Finding("CDC533", Place(journal.NAME, damage.line, 1), facts)
    for number, what in record.damages_noted(found):
        yield Finding("CDC543", Place(journal.NAME, number, 1), {"line": number, "what": what})
    fresh = [] if any(entry.act == "decide" for entry in found.entries) else _unknown_by_hand(root, found)
    if fresh:
        yield Finding("CDC541", Place(EVALUATORS), {"paths": ", ".join(fresh)})
    yield from _files(root, record.standing(found), set(fresh))


def evidence(found: Journal) -> Journal:
    """Leave the award file out: a ranking rests on what vendors and evaluators wrote, not on what was printed of it."""
    return Journal(found.lines, tuple(entry for entry in found.entries if entry.act != "award"))


def not_entered(root: Path, found: Journal) -> tuple[str, ...]:
    """Give the files that evaluators wrote by hand and that the journal does not hold as they are now."""
    standing = record.standing(found)
    by_hand = sorted(path for path in there(root) if is_by_hand(path) and files.is_plain(root, root / path))
    return tuple(path for path in by_hand if standing.get(path) != files.sha256_of(root / path))


def is_by_hand(path: str) -> bool:
    """Tell whether people may write a file themselves: score sheets, moderation, corrections."""
    folder, _, name = path.rpartition("/")
    if folder == EVALUATORS:
        return name.endswith((".yaml", ".yml"))
    return folder.startswith(f"{bids.FOLDER}/") and name in _BY_HAND


def there(root: Path) -> Iterator[str]:
    """Give what stands in the folders of the procedure, links and pipes too; hidden files are the system's own."""
    for name in _KEPT:
        for folder, folders, names in os.walk(root / name):
            links = [one for one in folders if (Path(folder) / one).is_symlink()]
            for one in (*names, *links):
                if not one.startswith("."):
                    yield (Path(folder) / one).relative_to(root).as_posix()


def _unknown_by_hand(root: Path, found: Journal) -> list[str]:
    """Give what was written by hand and never entered: until a decision rests on it, work in progress."""
    standing = record.standing(found)
    return sorted(path for path in there(root) if is_by_hand(path) and path not in standing)


def _files(root: Path, standing: dict[str, str], fresh: set[str]) -> Iterator[Finding]:
    for path in sorted({*standing, *there(root)} - fresh):
        if path not in standing:
            yield Finding("CDC535", Place(path), {"path": path})
        elif not files.is_plain(root, root / path) or files.sha256_of(root / path) != standing[path]:
            yield Finding("CDC534", Place(path), {"path": path})
