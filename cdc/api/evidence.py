"""Hold readings against the files they were made from, and join them with what was put right in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cdc.api.project import Project
from cdc.api.vendor import read_workbook
from cdc.findings import Finding, Place

if TYPE_CHECKING:
    from cdc.model.bid import Bid, Correction
    from cdc.model.specification import Specification
    from cdc.scoring.cases import Entry
    from cdc.tender.bids import Stored
    from cdc.tender.course import Course

NAMED = 8
"""So many lines of an edited reading are named."""


def edited(project: Project, stored: Sequence[Stored], where: Course) -> Iterator[Finding]:
    """Read the original files again: a reading that says anything else was changed by hand."""
    from cdc.tender import receipt

    for item in stored:
        again = read_again(project, item)
        lines = ("?",) if again is None else receipt.differences(item.bid, where.shown(again))
        if lines:
            named = ", ".join(lines[:NAMED]) + (" …" if len(lines) > NAMED else "")
            yield Finding("CDC523", _place(project.root, item.folder), {"vendor": item.bid.vendor, "lines": named})


def _place(root: Path, folder: Path) -> Place:
    from cdc.tender.bids import READING

    return Place((folder / READING).relative_to(root).as_posix())


def read_again(project: Project, item: Stored) -> Bid | None:
    """Make the bid of a round once more from its originals; None where one of them cannot be read.

    A bid of another form, and originals that are gone, are said elsewhere and stop the ranking as well: that bid is
    given back.
    """
    from cdc.tender import bids, receipt

    bid, readings = item.bid, []
    if bid.form != project.form or not bids.has_originals(item):
        return bid
    for file, content in bids.originals(item):
        if file.kind == "signature":
            continue
        reading, _ = read_workbook(project.specification, file.name, content, forms=project.forms)
        if reading is None:
            return None
        readings.append((receipt.Sent(file.name, content), reading))
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
