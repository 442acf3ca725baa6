"""What a vendor does with the workbook: read an answered one, with or without the buyer's folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from cdc import files
from cdc.api.project import Project, in_order
from cdc.findings import Finding, Place

if TYPE_CHECKING:
    from cdc.model.specification import Specification
    from cdc.sheets import Workbook
    from cdc.workbooks.response.read import Reading

UNREADABLE = frozenset({"CDC405", "CDC406", "CDC407"})
"""Findings that say the workbook is none of this tender's, so that nothing in it counts."""


def self_check(file: Path, project: Project | None = None) -> tuple[Reading | None, tuple[Finding, ...]]:
    """Check an answered workbook before it is sent: the same report the buyer will see."""
    content, refused = files.read_named(file)
    if content is None:
        return None, refused
    name = files.printable(file.name)
    if project is None:
        return read_workbook(None, name, content)
    return read_workbook(project.specification, name, content, forms=project.forms)


def read_workbook(
    spec: Specification | None, name: str, content: bytes, *, forms: Sequence[str] = ()
) -> tuple[Reading | None, tuple[Finding, ...]]:
    """Read one returned workbook through the one door; what cannot be understood is a finding with its cell.

    Without a specification the form that the workbook carries is used: a vendor's own check, never a receipt. `forms`
    are the fingerprints under which an answer is taken, by default those of an unpublished tender.
    """
    from cdc.tender import fingerprint
    from cdc.workbooks.response import read

    book, refused = _opened(name, content)
    if book is None:
        return None, refused
    reading = read.check(book) if spec is None else read.read(book, spec, forms or fingerprint.taken(spec, None))
    if reading is None:
        return None, (Finding("CDC405", Place(name), {"found": "?", "wanted": "cdc"}),)
    findings = in_order(reading.findings)
    return (None if any(finding.code in UNREADABLE for finding in findings) else reading), findings


@lru_cache(maxsize=8)
def _opened(name: str, content: bytes) -> tuple[Workbook | None, tuple[Finding, ...]]:
    """Open a workbook; the same bytes are opened once in a process, as evidence is read again at every ranking."""
    from cdc import sheets

    return sheets.open_untrusted(name, content)
