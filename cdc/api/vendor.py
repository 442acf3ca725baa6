"""What a vendor does with the workbook: read an answered one, with or without the buyer's folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from cdc import files
from cdc.api.project import Project, in_order
from cdc.findings import Finding, Place

if TYPE_CHECKING:
    from cdc.model.specification import Specification
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
    return read_workbook(project.specification, name, content, form=project.form)


@lru_cache(maxsize=128)
def _read_before(name: str, digest: str, form: str) -> list[Reading | None]:  # noqa: ARG001 - the arguments are the key
    return []


def read_once(spec: Specification, name: str, content: bytes, form: str) -> Reading | None:
    """Read a workbook that is kept as evidence; the same bytes under the same form are read once in a process."""
    known = _read_before(name, files.sha256(content), form)
    if not known:
        known.append(read_workbook(spec, name, content, form=form)[0])
    return known[0]


def read_workbook(
    spec: Specification | None, name: str, content: bytes, *, form: str | None = None
) -> tuple[Reading | None, tuple[Finding, ...]]:
    """Read one returned workbook through the one door; what cannot be understood is a finding with its cell.

    Without a specification the form that the workbook carries is used: a vendor's own check, never a receipt. `form` is
    the fingerprint that was published, where it was.
    """
    from cdc import sheets
    from cdc.tender import fingerprint
    from cdc.workbooks.response import read

    book, refused = sheets.open_untrusted(name, content)
    if book is None:
        return None, refused
    reading = read.read(book, spec, form or fingerprint.form(spec)) if spec is not None else read.check(book)
    if reading is None:
        return None, (Finding("CDC405", Place(name), {"found": "?", "wanted": "cdc"}),)
    findings = in_order(reading.findings)
    return (None if any(finding.code in UNREADABLE for finding in findings) else reading), findings
