"""Write receipts on demand: what each vendor brought, when it came, and the head that the journal had then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cdc.api.printing import Progress, quiet, write_document
from cdc.api.procedure import course_of
from cdc.api.project import Project, checked_languages
from cdc.errors import UnknownNameError

if TYPE_CHECKING:
    from cdc.documents.procedure.receipt import Kind, Receipt
    from cdc.tender.journal import Entry

_ACTS = ("receive", "refuse", "withdraw")


def receipts(project: Project, vendor: str = "") -> tuple[Receipt, ...]:
    """Give the receipts of a vendor, or of all, in the order of the journal; opening a seal brings nothing new."""
    where = course_of(project)
    found = tuple(_receipts(project, where.journal.entries, where.journal.lines))
    known = sorted({one.vendor for one in found})
    if not found or (vendor and vendor not in known):
        raise UnknownNameError(kind="vendor", name=vendor, known=", ".join(known))
    return tuple(one for one in found if vendor in ("", one.vendor))


def write_receipts(
    project: Project,
    vendor: str = "",
    *,
    languages: Sequence[str],
    formats: Sequence[str],
    out: Path,
    progress: Progress = quiet,
) -> list[Path]:
    """Write receipts in every language and format; give the files written."""
    from cdc.documents.procedure import receipt

    written: list[Path] = []
    for one in receipts(project, vendor):
        for language in checked_languages(languages):
            page = receipt.compose(project.specification, one, language=language)
            written += write_document(page, out / page.name, formats, look=project.look, progress=progress)
    return written


def _receipts(project: Project, entries: Sequence[Entry], lines: Sequence[bytes]) -> Iterator[Receipt]:
    from cdc.documents.procedure.receipt import Receipt
    from cdc.tender import journal

    names = {one.id: one.name for one in project.specification.vendors}
    for number, entry in enumerate(entries, 1):
        if entry.act not in _ACTS or "unsealed" in entry.facts:
            continue
        vendor = str(entry.facts["vendor"])
        yield Receipt(
            vendor=vendor,
            name=str(entry.facts.get("name") or names.get(vendor, "")),
            kind=_kind(entry),
            at=entry.at,
            by=entry.by,
            number=number,
            head=journal.head(lines[:number]),
            files=tuple(_files(project.root, entry)),
            stated=entry.stated,
            reason=str(entry.facts.get("reason", "")),
        )


def _kind(entry: Entry) -> Kind:
    if entry.act == "receive":
        return "sealed" if "sealed" in entry.facts else "received"
    if entry.act == "withdraw":
        return "withdrawn"
    return "late" if "CDC536" in entry.facts.get("codes", ()) else "refused"


def _files(root: Path, entry: Entry) -> Iterator[tuple[str, int | None, str]]:
    """Give name, size and hash of each file as it came; no size where what was kept is gone."""
    kept = {digest: root / path for path, digest in entry.made.items()}
    for name, digest in entry.taken.items():
        path = kept.get(digest)
        yield name, path.stat().st_size if path is not None and path.is_file() else None, digest
