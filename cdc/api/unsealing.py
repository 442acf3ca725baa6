"""Open what came under a seal, once it may be opened, and take it in as if it had come open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cdc.api import sealed
from cdc.api.desk import Desk, Received, names, read_all
from cdc.api.procedure import excluded
from cdc.api.project import Project
from cdc.findings import Finding, Phrase, Place
from cdc.tender.hand import Hand

if TYPE_CHECKING:
    from cdc.api.sealed import Brought, Waiting
    from cdc.tender.course import Course
    from cdc.tender.receipt import Sent
    from cdc.workbooks.response.read import Reading

Opened = tuple["Waiting", "Sent", "Reading"]


def open_seals(project: Project, vendor: str, brought: Brought, *, hand: Hand | None = None) -> Received:
    """Open what a vendor sent under a seal, and read it; it counts as received when the sealed files came.

    The sealed files stay as they are, and the journal says by their hashes which were opened. With two envelopes a
    price stays shut until quality is decided, and for ever where the bid is excluded for it.
    """
    from cdc.tender import record

    hand = hand or Hand()
    with record.held(project.root):
        at = Desk(project, hand)
        where = at.where
        waits = sealed.waiting(project.root, vendor, where)
        shut = _shut(where, vendor, waits, hand)
        if shut is not None:
            return Received(vendor, None, None, (shut,))
        under = sealed.unsealed(waits, brought)
        sent = [file for _, file in under.opened]
        readings, findings = read_all(project, sent)
        findings += tuple(at.of_others(waits[0].owner, readings))
        unread = len(readings) < len(sent) or any(finding.code == "CDC444" for finding in findings)
        by_file = {id(file): reading for file, reading in readings}
        opened = [(one, file, by_file[id(file)]) for one, file in under.opened if id(file) in by_file]
        now = [row for row in opened if not _is_early(row, where, hand)]
        findings += tuple(_kept_shut(row) for row in opened if row not in now)
        if unread or not now or (under.shut and not where.are_prices_sealed):
            return Received(vendor, None, None, (*under.shut, *findings))
        findings += tuple(_shut_still(finding) for finding in under.shut)
        received = _taken_in(at, vendor, now, findings)
        at.acts.commit()
        return received


def _shut(where: Course, vendor: str, waits: Sequence[Waiting], hand: Hand) -> Finding | None:
    """Say why nothing of a vendor may be opened now."""
    from cdc.tender import bids, doors

    if shut := doors.shut(where, "open", hand.now):
        return shut
    if not waits:
        return Finding("CDC605", Place(bids.FOLDER), {"vendor": vendor})
    return Finding("CDC942", Place(waits[0].path.name), {"vendor": vendor}) if vendor in excluded(where) else None


def _is_early(row: Opened, where: Course, hand: Hand) -> bool:
    """Tell whether a file holds an envelope that is opened at another time: a price before quality is decided."""
    if not where.are_prices_sealed:
        return False
    return (row[2].envelope == "price") != (where.phase(hand.now) == "quality_decided")


def _kept_shut(row: Opened) -> Finding:
    why = "price" if row[2].envelope == "price" else "late"
    return Finding("CDC941", Place(row[0].path.name), {"why": Phrase(f"what.shut_{why}")})


def _shut_still(finding: Finding) -> Finding:
    """Say of a file that does not open with what was brought that it stays shut, for it may be the other envelope."""
    return Finding("CDC941", finding.place, {"why": Phrase("what.shut_key")})


def _taken_in(at: Desk, vendor: str, rows: Sequence[Opened], findings: tuple[Finding, ...]) -> Received:
    """Take in what was opened: of each envelope what was sealed last."""
    from cdc import files
    from cdc.tender.arrival import Arrival

    last = {row[2].envelope: row[0].entry for row in rows}
    count = [row for row in rows if last[row[2].envelope] is row[0].entry]
    readings = [(file, reading) for _, file, reading in count]
    seals = {files.sha256_of(one.path): one.path.name for one, _, _ in rows}
    come = Arrival(rows[0][0].owner, vendor, tuple(file for file, _ in readings), names(readings), {"unsealed": seals})
    came = replace(at.hand, stated={"at": max(one.came for one, _, _ in count)})
    return at.accept(come, readings, findings, came)
