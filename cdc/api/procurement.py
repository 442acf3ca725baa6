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
    from cdc.tender.rounds import Change
    from cdc.workbooks.response.read import Reading


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a vendor's files: the bid if accepted, where the bytes are kept, every finding."""

    bid: Bid | None
    folder: Path
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
    from cdc.tender import bids

    spec, root = project.specification, project.root
    owner = vendor if variant else ""
    if variant:
        vendor = f"{vendor}-{variant}"
        if spec.tender is not None and not spec.tender.variants:
            return Received(None, root, (Finding("CDC429", Place(vendor), {"vendor": owner, "variant": variant}),))
    if not bids.is_vendor_name(vendor):
        return Received(None, root, (Finding("CDC427", Place(vendor), {"text": vendor}),))
    originals = {source.name: files.read_whole(source) for source in sources}
    readings: list[tuple[str, bytes, Reading]] = []
    findings: list[Finding] = []
    for name, content in originals.items():
        reading, found = read_workbook(spec, name, content, form=project.form)
        findings += found
        if reading is not None:
            readings.append((name, content, reading))
    with files.locked(root):
        if len(readings) < len(originals):
            return Received(None, bids.keep_refused(root, vendor, originals), tuple(findings))
        bid = _joined(project, vendor, readings, bids.next_round(root, vendor), received)
        if owner:
            bid = bid.model_copy(update={"variant_of": owner, "name": f"{bid.name or owner} ({variant})"})
        return Received(bid, bids.store(root, bid, originals), tuple(findings))


def _joined(
    project: Project, vendor: str, readings: Sequence[tuple[str, bytes, Reading]], number: int, received: dt.datetime
) -> Bid:
    from cdc.model.bid import Bid, FileReceived

    spec = project.specification
    assert spec.tender is not None
    identity = {key: value for _, _, reading in readings for key, value in reading.identity.items()}
    moment = received.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Bid(
        vendor=vendor,
        name=identity.get("V-NAME", ""),
        round=number,
        received=moment,
        tender=spec.tender.id,
        form=project.form,
        files=tuple(
            FileReceived(name=name, sha256=files.sha256(content), kind=reading.envelope)
            for name, content, reading in readings
        ),
        identity=identity,
        statements=tuple(read for _, _, reading in readings for read in reading.statements),
        answers=tuple(read for _, _, reading in readings for read in reading.answers),
        prices=tuple(read for _, _, reading in readings for read in reading.prices),
    )


def compare_rounds(project: Project, vendor: str) -> tuple[int, tuple[Change, ...]]:
    """Give the number of a vendor's last round, and what changed in it since the round before."""
    from cdc.tender import bids
    from cdc.tender.rounds import changes

    stored = bids.rounds(project.root, vendor)
    if not stored:
        known = ", ".join(name for name, _ in bids.vendors(project.root))
        raise UnknownNameError(kind="vendor", name=vendor, known=known)
    return stored[-1].round, changes(stored[-2], stored[-1]) if len(stored) > 1 else ()
