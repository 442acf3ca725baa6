"""Running the tender: publish it, issue the workbooks, take in what vendors send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cdc import files
from cdc.api.project import Project, checked_languages
from cdc.api.vendor import read_workbook
from cdc.errors import NothingToScoreError, UnknownNameError
from cdc.findings import Finding, Place
from cdc.memory import without_collection

if TYPE_CHECKING:
    from cdc.model.bid import Bid
    from cdc.tender.receipt import Sent
    from cdc.tender.rounds import Change
    from cdc.workbooks.response.read import Reading


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a vendor's files: the bid if accepted, where the bytes are kept if any are, every finding."""

    bid: Bid | None
    folder: Path | None
    findings: tuple[Finding, ...]


def publish(project: Project) -> Project:
    """Freeze the fingerprints of form and rules; documents lose their draft mark. Give the project as published."""
    from cdc.model.bid import Publication
    from cdc.tender import fingerprint, publication

    spec = project.specification
    if spec.tender is None:
        raise NothingToScoreError(what="tender")
    frozen = Publication(
        tender=spec.tender.id, version=spec.document.version, form=fingerprint.form(spec), rules=fingerprint.rules(spec)
    )
    with files.locked(project.root):
        publication.write(project.root, frozen)
    return replace(project)


@without_collection()
def grid_workbooks(project: Project, languages: Sequence[str]) -> dict[str, bytes]:
    """Give the response workbooks by file name: one, or technical and price apart."""
    from cdc.workbooks.response import tables, write

    spec, frozen = project.specification, project.publication
    if spec.tender is None:
        raise NothingToScoreError(what="tender")
    form, draft = project.form, frozen is None or frozen.form != project.form
    chosen = checked_languages(languages)
    return {
        _named(envelope, chosen): write.grid(spec, languages=chosen, envelope=envelope, form=form, draft=draft)
        for envelope in tables.envelopes(spec)
    }


def _named(envelope: str, languages: Sequence[str]) -> str:
    return f"response{'' if envelope == 'both' else f'-{envelope}'}.{'-'.join(languages)}.xlsx"


def write_grids(project: Project, *, languages: Sequence[str], out: Path) -> list[Path]:
    """Write the response workbooks; give the files written."""
    written = []
    for name, content in grid_workbooks(project, languages).items():
        files.write_atomic(out / name, content)
        written.append(out / name)
    return written


def receive(
    project: Project, vendor: str, sources: Sequence[Path], *, received: dt.datetime, variant: str = ""
) -> Received:
    """Keep a vendor's files as they came and store what was read; refused files are kept apart as evidence.

    A variant is a bid of its own, kept in `bids/<vendor>-<variant>`.
    """
    from cdc.tender import bids, receipt

    folder = f"{vendor}-{variant}" if variant else vendor
    refusal = _not_from(project, vendor, variant, folder)
    if refusal is not None:
        return Received(None, None, (refusal,))
    sent, findings = receipt.take(sources)
    readings = []
    for file in sent:
        reading, wrong = read_workbook(project.specification, file.name, file.content, forms=project.forms)
        findings += wrong
        readings += [(file, reading)] if reading is not None else []
    with files.locked(project.root):
        if len(readings) < len(sources):
            kept = bids.keep_refused(project.root, folder, sent) if sent else None
            return Received(None, kept, findings)
        bid, doubts = _bid(project, folder, readings, received)
        if variant:
            bid = bid.model_copy(update={"variant_of": vendor, "name": f"{bid.name or vendor} ({variant})"})
        return Received(bid, bids.store(project.root, bid, sent), (*findings, *doubts))


def _not_from(project: Project, vendor: str, variant: str, folder: str) -> Finding | None:
    """Say why nothing can be taken in under this name."""
    from cdc.tender import bids

    tender = project.specification.tender
    if variant and tender is not None and not tender.variants:
        return Finding("CDC429", Place(folder), {"vendor": vendor, "variant": variant})
    if not bids.is_vendor_name(folder):
        return Finding("CDC427", Place(files.printable(folder)), {"text": files.printable(folder)})
    return None


def _bid(
    project: Project, vendor: str, readings: Sequence[tuple[Sent, Reading]], received: dt.datetime
) -> tuple[Bid, tuple[Finding, ...]]:
    from cdc.tender import bids, receipt

    spec = project.specification
    assert spec.tender is not None
    number = bids.next_round(project.root, vendor)
    earlier, damaged = bids.before(project.root, vendor, number)
    bid, doubts = receipt.joined(
        readings, vendor=vendor, number=number, received=received, tender=spec.tender.id, form=project.form
    )
    return receipt.completed(bid, earlier[-1].bid if earlier else None), (*damaged, *doubts)


def compare_rounds(project: Project, vendor: str) -> tuple[int, tuple[Change, ...]]:
    """Give the number of a vendor's last round, and what changed in it since the round before."""
    from cdc.tender import bids
    from cdc.tender.rounds import changes

    stored = bids.rounds(project.root, vendor)
    if not stored:
        known = ", ".join(name for name, _ in bids.vendors(project.root))
        raise UnknownNameError(kind="vendor", name=vendor, known=known)
    return stored[-1].round, changes(stored[-2], stored[-1]) if len(stored) > 1 else ()
