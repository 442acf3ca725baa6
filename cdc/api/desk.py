"""The desk where bids are taken in, one vendor after the other: kept as they came, and put in place together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdc import files
from cdc.api import sealed, signed
from cdc.api.procedure import tender_of
from cdc.api.project import Project
from cdc.api.vendor import opened, read_opened
from cdc.findings import Finding, Place, has_errors
from cdc.tender.hand import Hand

if TYPE_CHECKING:
    from cdc.model.bid import Bid
    from cdc.sheets import Files, Opened
    from cdc.tender.arrival import Arrival
    from cdc.tender.journal import Entry
    from cdc.tender.receipt import Sent, Tally
    from cdc.workbooks.response.read import Reading

Readings = list[tuple["Sent", "Reading"]]


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes from a vendor: the files, and the name of the variant that they are, if they are one."""

    vendor: str
    sources: Sequence[Path]
    variant: str = ""

    @property
    def folder(self) -> str:
        """Give the folder below `bids/`."""
        return f"{self.vendor}-{self.variant}" if self.variant else self.vendor


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a vendor's files: the bid if accepted, where the bytes are kept if any are, every finding.

    What is kept shut under its seal is no bid yet. `counts` says how much of the form the bid fills.
    """

    vendor: str
    bid: Bid | None
    folder: Path | None
    findings: tuple[Finding, ...]
    is_shut: bool = False
    counts: Tally | None = None

    @property
    def head(self) -> Received:
        """Give it without the lines of the bid, so that many need little memory."""
        if self.bid is None:
            return self
        return replace(self, bid=self.bid.model_copy(update={"answers": (), "prices": (), "statements": ()}))


@dataclass(frozen=True, slots=True)
class Come:
    """What came from a vendor, before its workbooks are read; with a refusal nothing of it is taken."""

    coming: Coming
    sent: tuple[Sent, ...] = ()
    workbooks: tuple[Sent, ...] = ()
    signatures: Mapping[str, dict[str, list[dict[str, Any]]]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    is_shut: bool = False
    refusal: Finding | None = None


class Desk:
    """Takes in what comes; each vendor is held against those before it. The caller holds the lock of the project."""

    def __init__(self, project: Project, hand: Hand) -> None:
        from cdc.tender import course, record

        self.project, self.hand = project, hand
        self.where = course.read(project.root, tender_of(project))
        self.acts = record.Acts(project.root)
        self.senders: dict[str, str] = {}
        """Who sent a file in this step, by its hash."""

    def come(self, comings: Iterable[Coming]) -> Iterator[tuple[Come, Files]]:
        """Take files as they came, with the workbooks that are to be opened."""
        for coming in comings:
            come = self._come(coming)
            yield come, [] if come.is_shut else [(file.name, file.content) for file in come.workbooks]

    def _come(self, coming: Coming) -> Come:
        from cdc.tender import receipt

        refusal = _not_from(self.project, coming)
        if refusal is not None:
            return Come(coming, refusal=refusal)
        sent, findings = receipt.take(coming.sources)
        signatures = signed.judged(self.project.root, sent, self.hand.now)
        findings += signed.told(signatures)
        return Come(coming, sent, signed.workbooks(sent), signatures, findings, sealed.are(sent))

    def take(self, come: Come, books: Sequence[Opened]) -> Received:
        """Keep what came, with what is read of it."""
        from cdc.tender import arrival

        name = come.coming.folder
        if come.refusal is not None:
            return Received(name, None, None, (come.refusal,))
        readings, wrong = read(self.project, come.workbooks, books)
        arrived = arrival.Arrival(come.coming.vendor, name, come.sent, names(readings), come.signatures)
        against = (
            *arrival.look(arrived, self.project.specification, self.where, self.hand),
            *self.of_others(come.coming.vendor, readings),
        )
        self.senders |= {file.sha256: come.coming.vendor for file in come.sent}
        findings = (*come.findings, *wrong, *against)
        if come.is_shut and not has_errors(against):
            folder = sealed.keep(self.project.root, arrived, self.hand, self.acts.put)
            return Received(name, None, folder, (*findings, *sealed.told(come.sent)), is_shut=True)
        aside = len(come.sent) - len(come.workbooks)
        if not readings or len(readings) + aside != len(come.coming.sources) or has_errors(against):
            return Received(name, None, self._refuse(arrived, findings), findings)
        return self._again(arrived, readings, findings) or self.accept(arrived, readings, findings)

    def _again(self, come: Arrival, readings: Readings, findings: tuple[Finding, ...]) -> Received | None:
        """Give the last round of a vendor where it brought just these files: a command given again adds nothing."""
        from cdc.tender import bids, receipt

        number = bids.next_round(self.project.root, come.folder)
        earlier, _ = bids.before(self.project.root, come.folder, number)
        if not earlier or earlier[-1].bid.form != self.project.form or come.folder in self.where.withdrawn:
            return None
        last = earlier[-1]
        if {file.kept for file in last.bid.files if not file.since} != {file.kept for file in come.sent}:
            return None
        bid, _ = self._bid(come.folder, readings, self.hand)
        then = {"round": last.bid.round, "received": last.bid.received, "stated": last.bid.stated}
        told = Finding("CDC930", Place(come.folder), {"vendor": come.folder, **then})
        said = bid.model_copy(update=then)
        return Received(come.folder, said, last.folder, (*findings, told), counts=receipt.tally(said))

    def accept(
        self, come: Arrival, readings: Readings, findings: tuple[Finding, ...], hand: Hand | None = None
    ) -> Received:
        """Store what was read; prices of an envelope of their own stand in no reading before it is opened."""
        from cdc.tender import bids, receipt

        hand = hand or self.hand
        bid, doubts = self._bid(come.folder, readings, hand)
        bid = signed.with_signatures(bid, come.sent)
        if come.folder != come.vendor:
            shown = f"{bid.name or come.vendor} ({come.folder.removeprefix(come.vendor + '-')})"
            bid = bid.model_copy(update={"variant_of": come.vendor, "name": shown})
        findings = (*findings, *doubts, *_absent(self.project, bid, readings[0][0].name))
        name = next(iter(come.names), "")
        facts = {"vendor": bid.vendor, "of": come.vendor, "name": name, "round": bid.round, "codes": codes(findings)}
        entry = hand.entry(
            "receive", facts={**facts, **come.signatures}, taken={file.name: file.sha256 for file in come.sent}
        )
        folder = bids.store(self.project.root, self.where.shown(bid), come.sent, entry, self._put)
        return Received(bid.vendor, bid, folder, findings, counts=receipt.tally(bid))

    def _refuse(self, come: Arrival, findings: Sequence[Finding]) -> Path | None:
        """Keep what is refused as evidence."""
        from cdc.tender import bids

        facts = {"vendor": come.folder, "codes": codes(findings), **come.signatures}
        entry = self.hand.entry("refuse", facts=facts, taken={file.name: file.sha256 for file in come.sent})
        return bids.keep_refused(self.project.root, come.folder, come.sent, entry, self._put) if come.sent else None

    def _put(self, entry: Entry, contents: Mapping[str, bytes]) -> None:
        self.acts.put(entry, contents)
        self.where = replace(self.where, journal=self.acts.journal)

    def of_others(self, vendor: str, readings: Readings) -> Iterator[Finding]:
        """Name files that are another vendor's: by their bytes, or by the name that it gives itself."""
        from cdc.tender import bids

        listed = self.project.specification.vendors
        known = {one.name.casefold(): one.id for one in listed if one.id != vendor}
        for sent, reading in readings:
            before = self.senders.get(sent.sha256, vendor)
            other = before if before != vendor else bids.sender(self.project.root, vendor, sent)
            other = other or known.get(reading.identity.get("V-NAME", "").casefold())
            if other:
                yield Finding("CDC444", Place(sent.name), {"other": other})

    def _bid(self, vendor: str, readings: Readings, hand: Hand) -> tuple[Bid, tuple[Finding, ...]]:
        """Join what was read with what still counts of the round before; of a bid that was withdrawn nothing does."""
        from cdc.tender import bids, receipt

        number = bids.next_round(self.project.root, vendor)
        earlier, damaged = bids.before(self.project.root, vendor, number)
        tender, form = tender_of(self.project).id, self.project.form
        bid, doubts = receipt.joined(
            readings, vendor=vendor, number=number, received=hand.now, tender=tender, form=form
        )
        counts = earlier and vendor not in self.where.withdrawn
        whole = receipt.completed(bid, earlier[-1].bid if counts else None)
        return whole.model_copy(update={"stated": hand.stated.get("at", "")}), (*damaged, *doubts)


def read_all(project: Project, sent: Sequence[Sent]) -> tuple[Readings, tuple[Finding, ...]]:
    """Open and read workbooks."""
    inside = [(file.name, file.content) for file in sent]
    books = [book for _, found in opened([(None, inside)], len(inside)) for book in found]
    return read(project, sent, books)


def read(project: Project, workbooks: Sequence[Sent], books: Sequence[Opened]) -> tuple[Readings, tuple[Finding, ...]]:
    """Read workbooks that were opened; one that cannot be read has findings alone."""
    readings: Readings = []
    findings: list[Finding] = []
    for file, book in zip(workbooks, books, strict=False):  # sealed files are not opened
        reading, wrong = read_opened(project.specification, book, forms=project.forms)
        findings += wrong
        readings += [(file, reading)] if reading is not None else []
    return readings, tuple(findings)


def names(readings: Readings) -> tuple[str, ...]:
    """Give the names that vendors give themselves."""
    return tuple(reading.identity["V-NAME"] for _, reading in readings if reading.identity.get("V-NAME"))


def codes(findings: Sequence[Finding]) -> list[str]:
    """Give the codes of findings, each once, as the journal keeps them."""
    return sorted({finding.code for finding in findings})


def _not_from(project: Project, coming: Coming) -> Finding | None:
    """Say why nothing can be taken in under this name."""
    from cdc.tender import bids

    tender, folder = project.specification.tender, coming.folder
    if coming.variant and tender is not None and not tender.variants:
        return Finding("CDC429", Place(folder), {"vendor": coming.vendor, "variant": coming.variant})
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
