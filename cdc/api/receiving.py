"""Taking in what vendors send: kept as it came, read, told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cdc import files
from cdc.api import sealed, signed
from cdc.api.procedure import tender_of
from cdc.api.project import Project
from cdc.api.vendor import read_workbook
from cdc.errors import UnknownNameError
from cdc.findings import Finding, Place, has_errors
from cdc.tender.hand import Hand

if TYPE_CHECKING:
    from cdc.model.bid import Bid
    from cdc.tender.arrival import Arrival
    from cdc.tender.bids import Stored
    from cdc.tender.course import Course
    from cdc.tender.receipt import Sent
    from cdc.tender.rounds import Change
    from cdc.workbooks.response.read import Reading


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a vendor's files: the bid if accepted, where the bytes are kept if any are, every finding.

    What is kept shut under its seal is no bid yet.
    """

    bid: Bid | None
    folder: Path | None
    findings: tuple[Finding, ...]
    is_shut: bool = False


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
    from cdc.tender import arrival, course, receipt, record

    hand, folder = hand or Hand(), f"{vendor}-{variant}" if variant else vendor
    refusal = _not_from(project, vendor, variant, folder)
    if refusal is not None:
        return Received(None, None, (refusal,))
    sent, findings = receipt.take(sources)
    workbooks, signatures = signed.workbooks(sent), signed.judged(project.root, sent, hand.now)
    findings += signed.told(signatures)
    is_shut = sealed.are(sent)
    readings, wrong = read_all(project, () if is_shut else workbooks)
    findings += wrong
    come = arrival.Arrival(vendor, folder, sent, names(readings), signatures)
    with record.held(project.root):
        where = course.read(project.root, tender_of(project))
        against = (
            *arrival.look(come, project.specification, where, hand),
            *of_others(project, vendor, readings),
        )
        findings += against
        if is_shut and not has_errors(against):
            findings += sealed.told(sent)
            return Received(None, sealed.keep(project.root, come, hand), findings, is_shut=True)
        is_read = readings and len(readings) + len(sent) - len(workbooks) == len(sources)
        if not is_read or has_errors(against):
            return Received(None, _refused(project, come, findings, hand), findings)
        same = _same(project, come, where)
        if same is not None:
            bid, _ = _bid(project, folder, readings, where=where, hand=hand)
            then = {"round": same.bid.round, "received": same.bid.received, "stated": same.bid.stated}
            told = Finding("CDC930", Place(folder), {"vendor": folder, **then})
            return Received(bid.model_copy(update=then), same.folder, (*findings, told))
        return taken(project, come, readings, findings, where=where, hand=hand)


def _same(project: Project, come: Arrival, where: Course) -> Stored | None:
    """Give the last round of a vendor where it brought just these files: a command that is given again adds nothing."""
    from cdc.tender import bids

    earlier, _ = bids.before(project.root, come.folder, bids.next_round(project.root, come.folder))
    if not earlier or earlier[-1].bid.form != project.form or come.folder in where.withdrawn:
        return None
    brought = {file.kept for file in earlier[-1].bid.files if not file.since}
    return earlier[-1] if brought == {file.kept for file in come.sent} else None


def read_all(project: Project, workbooks: Sequence[Sent]) -> tuple[list[tuple[Sent, Reading]], tuple[Finding, ...]]:
    """Read workbooks; one that cannot be read has findings alone."""
    readings: list[tuple[Sent, Reading]] = []
    findings: list[Finding] = []
    for file in workbooks:
        reading, wrong = read_workbook(project.specification, file.name, file.content, forms=project.forms)
        findings += wrong
        readings += [(file, reading)] if reading is not None else []
    return readings, tuple(findings)


def names(readings: Sequence[tuple[Sent, Reading]]) -> tuple[str, ...]:
    """Give the names that files say of their vendor."""
    return tuple(reading.identity["V-NAME"] for _, reading in readings if reading.identity.get("V-NAME"))


def _refused(project: Project, come: Arrival, findings: Sequence[Finding], hand: Hand) -> Path | None:
    """Keep what is refused as evidence."""
    from cdc.tender import bids

    facts = {"vendor": come.folder, "codes": codes(findings), **come.signatures}
    entry = hand.entry("refuse", facts=facts, taken={file.name: file.sha256 for file in come.sent})
    return bids.keep_refused(project.root, come.folder, come.sent, entry) if come.sent else None


def taken(
    project: Project,
    come: Arrival,
    readings: Sequence[tuple[Sent, Reading]],
    findings: tuple[Finding, ...],
    *,
    where: Course,
    hand: Hand,
) -> Received:
    """Store what was read; prices of an envelope of their own stand in no reading before it is opened."""
    from cdc.tender import bids

    bid, doubts = _bid(project, come.folder, readings, where=where, hand=hand)
    bid = signed.with_signatures(bid, come.sent)
    if come.folder != come.vendor:
        shown = f"{bid.name or come.vendor} ({come.folder.removeprefix(come.vendor + '-')})"
        bid = bid.model_copy(update={"variant_of": come.vendor, "name": shown})
    findings = (*findings, *doubts, *_absent(project, bid, readings[0][0].name))
    name = next(iter(come.names), "")
    facts = {"vendor": bid.vendor, "of": come.vendor, "name": name, "round": bid.round, "codes": codes(findings)}
    entry = hand.entry(
        "receive", facts={**facts, **come.signatures}, taken={file.name: file.sha256 for file in come.sent}
    )
    return Received(bid, bids.store(project.root, where.shown(bid), come.sent, entry), findings)


def codes(findings: Sequence[Finding]) -> list[str]:
    """Give the codes of findings, each once, as the journal keeps them."""
    return sorted({finding.code for finding in findings})


def _not_from(project: Project, vendor: str, variant: str, folder: str) -> Finding | None:
    """Say why nothing can be taken in under this name."""
    from cdc.tender import bids

    tender = project.specification.tender
    if variant and tender is not None and not tender.variants:
        return Finding("CDC429", Place(folder), {"vendor": vendor, "variant": variant})
    if not bids.is_vendor_name(folder):
        return Finding("CDC427", Place(files.printable(folder)), {"text": files.printable(folder)})
    return None


def _absent(project: Project, bid: Bid, name: str) -> Iterator[Finding]:
    """Name the sheets of the form that none of the files brings."""
    from cdc.tender import receipt
    from cdc.words import words

    say = words(project.specification.language)
    for key in receipt.absent(bid, project.specification):
        sheet = say(f"grid.sheet_{key}")
        yield Finding("CDC407", Place(name, sheet=sheet), {"sheet": sheet})


def of_others(project: Project, vendor: str, readings: Sequence[tuple[Sent, Reading]]) -> Iterator[Finding]:
    """Name files that are another vendor's: by their bytes, or by the name that it gives itself."""
    from cdc.tender import bids

    names = {known.name.casefold(): known.id for known in project.specification.vendors if known.id != vendor}
    for sent, reading in readings:
        other = bids.sender(project.root, vendor, sent) or names.get(reading.identity.get("V-NAME", "").casefold())
        if other:
            yield Finding("CDC444", Place(sent.name), {"other": other})


def _bid(
    project: Project, vendor: str, readings: Sequence[tuple[Sent, Reading]], *, where: Course, hand: Hand
) -> tuple[Bid, tuple[Finding, ...]]:
    """Join what was read with what still counts of the round before; of a bid that was withdrawn nothing does."""
    from cdc.tender import bids, receipt

    number = bids.next_round(project.root, vendor)
    earlier, damaged = bids.before(project.root, vendor, number)
    bid, doubts = receipt.joined(
        readings, vendor=vendor, number=number, received=hand.now, tender=tender_of(project).id, form=project.form
    )
    counts = earlier and vendor not in where.withdrawn
    whole = receipt.completed(bid, earlier[-1].bid if counts else None)
    return whole.model_copy(update={"stated": hand.stated.get("at", "")}), (*damaged, *doubts)


def compare_rounds(project: Project, vendor: str) -> tuple[int, tuple[Change, ...]]:
    """Give the number of a vendor's last round, and what changed in it since the round before."""
    from cdc.tender import bids
    from cdc.tender.rounds import changes

    stored = bids.rounds(project.root, vendor)
    if not stored:
        known = ", ".join(name for name, _ in bids.vendors(project.root))
        raise UnknownNameError(kind="vendor", name=vendor, known=known)
    return stored[-1].round, changes(stored[-2], stored[-1]) if len(stored) > 1 else ()
