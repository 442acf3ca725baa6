"""Hold readings against the files they were made from, and join them with what was put right in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cdc import files
from cdc.api.project import Project
from cdc.api.vendor import opened, read_opened
from cdc.findings import Finding, Place

if TYPE_CHECKING:
    from cdc.model.bid import Bid, Correction
    from cdc.model.specification import Specification
    from cdc.scoring.cases import Entry
    from cdc.sheets import Files, Opened
    from cdc.tender.bids import Stored
    from cdc.tender.course import Course
    from cdc.tender.receipt import Sent

NAMED = 8
"""So many lines of an edited reading are named."""


def unsure(root: Path, stored: Sequence[Stored], where: Course) -> tuple[Stored, ...]:
    """Give the bids whose reading no sound journal vouches for.

    A reading that stands in the chain by its hash was made from the originals that stand beside it in the same line;
    only a change of both would go unnoticed, and that is what a verification is for.
    """
    from cdc.tender import bids, record

    if where.damages:
        return tuple(stored)
    standing = record.standing(where.journal)
    paths = [((item.folder / bids.READING), item) for item in stored]
    return tuple(item for path, item in paths if standing.get(_name(root, path)) != files.sha256_of(path))


def edited(project: Project, stored: Sequence[Stored], where: Course) -> Iterator[Finding]:
    """Read the original files again: a reading that says anything else was changed by hand."""
    from cdc.tender import bids, receipt

    for item, again in _all_again(project, stored):
        lines = ("?",) if again is None else receipt.differences(item.bid, where.shown(again))
        if lines:
            named = ", ".join(lines[:NAMED]) + (" …" if len(lines) > NAMED else "")
            place = Place(_name(project.root, item.folder / bids.READING))
            yield Finding("CDC523", place, {"vendor": item.bid.vendor, "lines": named})


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def read_again(project: Project, item: Stored) -> Bid | None:
    """Make the bid of a round once more from its originals; None where one of them cannot be read.

    A bid of another form, and originals that are gone, are said elsewhere and stop the ranking as well: that bid is
    given back.
    """
    ((_, again),) = _all_again(project, [item])
    return again


def _all_again(project: Project, stored: Sequence[Stored]) -> Iterator[tuple[Stored, Bid | None]]:
    count = sum(len(item.bid.files) for item in stored)
    for (item, sent), books in opened(_sent(project, stored), count):
        yield item, _again(project, item.bid, sent, books) if sent else item.bid


def _sent(project: Project, stored: Sequence[Stored]) -> Iterator[tuple[tuple[Stored, tuple[Sent, ...]], Files]]:
    """Give the workbooks of each bid as they came; none where they are not to be read."""
    from cdc.tender import bids, receipt

    for item in stored:
        is_there = item.bid.form == project.form and bids.has_originals(item)
        found = bids.originals(item) if is_there else ()
        sent = tuple(receipt.Sent(file.name, content) for file, content in found if file.kind != "signature")
        yield (item, sent), [(file.name, file.content) for file in sent]


def _again(project: Project, bid: Bid, sent: Sequence[Sent], books: Sequence[Opened]) -> Bid | None:
    from cdc.tender import receipt

    readings = []
    for file, book in zip(sent, books, strict=True):
        reading, _ = read_opened(project.specification, book, forms=project.forms)
        if reading is None:
            return None
        readings.append((file, reading))
    received = dt.datetime.fromisoformat(bid.received)
    again, _ = receipt.joined(
        readings, vendor=bid.vendor, number=bid.round, received=received, tender=bid.tender, form=project.form
    )
    return receipt.like(again, bid)


def entries(root: Path, spec: Specification, stored: Sequence[Stored]) -> tuple[list[Entry], list[Finding]]:
    """Join each bid with the corrections of its reading, those of earlier rounds included, and with its rejections."""
    from cdc.board import clarifications
    from cdc.board.corrections import read_corrections
    from cdc.model.bid import Corrections
    from cdc.scoring.cases import Entry

    joined = []
    requests, findings = clarifications.read(root)
    findings += clarifications.undecided(requests, {item.bid.vendor for item in stored})
    for item in stored:
        own, wrong = read_corrections(item.folder, root, item.bid, spec)
        kept, doubts = _of_earlier_rounds(root, spec, item, {row.id for row in own.corrections})
        rejected = clarifications.rejected(requests, {item.bid.vendor, item.bid.variant_of})
        joined.append(Entry(item.bid, Corrections(corrections=(*own.corrections, *kept)), rejected))
        findings += [*wrong, *doubts]
    return joined, findings


def _of_earlier_rounds(
    root: Path, spec: Specification, item: Stored, known: set[str]
) -> tuple[list[Correction], list[Finding]]:
    """Keep what was put right before where the line still says the same; the latest correction of a line counts."""
    from cdc.board.corrections import NAME, read_corrections
    from cdc.tender import bids, receipt

    kept: list[Correction] = []
    before, findings = bids.before(root, item.bid.vendor, item.bid.round)
    for earlier in reversed(before):
        rows, _ = read_corrections(earlier.folder, root, earlier.bid, spec)
        for row in rows.corrections:
            if row.id in known:
                continue
            known = known | {row.id}
            if receipt.says_same(earlier.bid, item.bid, row.id):
                kept.append(row)
            else:
                place = Place((earlier.folder / NAME).relative_to(root).as_posix())
                findings.append(Finding("CDC524", place, {"id": row.id, "vendor": item.bid.vendor}))
    return kept, findings
