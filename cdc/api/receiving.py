"""Taking in what vendors send: one vendor, or a folder of all of them; what a round changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cdc import files
from cdc.api import vendor as vendors
from cdc.api.desk import Coming, Desk, Received
from cdc.api.printing import Progress, quiet
from cdc.api.procedure import course_of
from cdc.api.project import Project
from cdc.errors import PathNotFoundError, RefusedError, UnknownNameError
from cdc.findings import Finding, Place
from cdc.memory import without_collection
from cdc.tender.hand import Hand

if TYPE_CHECKING:
    from cdc.model.bid import Bid
    from cdc.tender.rounds import Change

OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})


def receive(
    project: Project,
    vendor: str,
    sources: Sequence[Path],
    *,
    variant: str = "",
    hand: Hand | None = None,
) -> Received:
    """Keep a vendor's files as they came and store what was read; refused files are kept apart as evidence.

    A variant is a bid of its own, kept in `bids/<vendor>-<variant>`. What comes late, from somebody who may not bid, or
    is another vendor's is refused, as is what cannot be read.
    """
    (received,) = _all(project, [Coming(vendor, sources, variant)], hand or Hand())
    return received


def receive_from(
    project: Project, folder: Path, *, hand: Hand | None = None, progress: Progress = quiet
) -> tuple[tuple[Received, ...], tuple[Finding, ...]]:
    """Take in a folder that holds a folder of files for each vendor, in one step: cut short, nothing was taken in.

    Gives what became of each vendor's files, and findings on what in the folder belongs to no vendor.
    """
    comings, findings = look_into(folder)
    received = []
    for one in _all(project, comings, hand or Hand()):
        progress(one.vendor)
        received.append(one.head)
    return tuple(received), findings


def look_into(folder: Path) -> tuple[tuple[Coming, ...], tuple[Finding, ...]]:
    """Give what a folder brings, vendor by vendor; files beside the folders, and folders inside them, are nobody's."""
    if not folder.is_dir():
        raise PathNotFoundError(path=files.printable(str(folder)))
    comings, strange = [], []
    for one in _seen(folder):
        if not one.is_dir():
            strange.append(one)
            continue
        inside = _seen(one)
        strange += [path for path in inside if path.is_dir()]
        sources = tuple(path for path in inside if not path.is_dir())
        comings += [Coming(one.name, sources)] if sources else []
        strange += [] if sources else [one]
    places = (files.printable(path.relative_to(folder).as_posix()) for path in strange)
    return tuple(comings), tuple(Finding("CDC920", Place(place), {"path": place}) for place in places)


def _seen(folder: Path) -> list[Path]:
    """Give what lies in a folder, but for what systems and spreadsheets put there for themselves."""
    return sorted(
        path
        for path in folder.iterdir()
        if not path.name.startswith((".", "~$")) and path.name.lower() not in OF_THE_SYSTEM
    )


def _all(project: Project, comings: Sequence[Coming], hand: Hand) -> Iterator[Received]:
    """Take in what comes, vendor by vendor; it is put in place once all of it was read."""
    from cdc.tender import record

    with without_collection(), record.held(project.root):
        at = Desk(project, hand)
        count = sum(len(coming.sources) for coming in comings)
        for come, books in vendors.opened(at.come(comings), count):
            yield at.take(come, books)
        at.acts.commit()


def compare_rounds(project: Project, vendor: str, *, hand: Hand | None = None) -> tuple[int, tuple[Change, ...]]:
    """Give the number of a vendor's last round, and what changed in it since the round before.

    Before bids are opened nobody may know what is in them.
    """
    from cdc.tender import bids, doors
    from cdc.tender.rounds import changes

    shut = doors.unopened(course_of(project), (hand or Hand()).now, "compare")
    if shut is not None:
        raise RefusedError((shut,))
    stored = bids.rounds(project.root, vendor)
    if not stored:
        known = ", ".join(name for name, _ in bids.vendors(project.root))
        raise UnknownNameError(kind="vendor", name=vendor, known=known)
    if len(stored) < 2:
        return stored[-1].round, ()
    return stored[-1].round, changes(_with_prices(project, stored[-2]), stored[-1])


def _with_prices(project: Project, bid: Bid) -> Bid:
    """Give the bid of an earlier round with its prices, once those of the vendor are opened."""
    from cdc.api.evidence import read_again
    from cdc.tender import bids

    where = course_of(project)
    if not where.are_prices_sealed or bid.vendor not in where.priced:
        return bid
    return read_again(project, bids.Stored(project.root / bids.FOLDER / bid.vendor / str(bid.round), bid)) or bid
