"""What a vendor does with the workbook: read an answered one, with or without the buyer's folder."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cdc import files
from cdc.api.project import Project, in_order
from cdc.errors import WouldOverwriteError
from cdc.findings import Finding

if TYPE_CHECKING:
    from cdc.model.specification import Specification
    from cdc.sheets import Files, Opened
    from cdc.tender.receipt import Said, Tally
    from cdc.workbooks.response import updated
    from cdc.workbooks.response.migrate import Migration
    from cdc.workbooks.response.read import Reading

T = TypeVar("T")
REMEMBERED = 8
"""So many workbooks are remembered once they were opened."""
UNREADABLE = frozenset({"CDC405", "CDC406", "CDC407", "CDC438", "CDC439"})
"""Findings that say the workbook is none of this tender's, so that nothing in it counts."""


@dataclass(frozen=True, slots=True)
class Updated:
    """Where the answers now stand (nowhere without a path), what became of each line, every finding."""

    path: Path | None
    moved: Migration | None
    findings: tuple[Finding, ...]


def update_grid(filled: Path, issued: Path, out: Path | None = None) -> Updated:
    """Take the answers of a filled workbook to a newly issued one, as a third file: neither is written over."""
    from cdc.workbooks.response import updated

    target = out or filled.with_name(f"{filled.stem}-updated.xlsx")
    if target.exists():
        raise WouldOverwriteError(path=files.printable(str(target)))
    opened = [_issued(file) for file in (filled, issued)]
    findings = tuple(finding for _, found in opened for finding in found)
    (old, _), (new, _) = opened
    if old is None or new is None:
        return Updated(None, None, findings)
    content, moved, more = updated.update(old, new)
    if content is not None:
        files.write_atomic(target, content)
    return Updated(None if content is None else target, moved, (*findings, *more))


def _issued(file: Path) -> tuple[updated.Sent | None, tuple[Finding, ...]]:
    """Open a workbook that carries its form."""
    from cdc.workbooks.response import updated

    content, refused = files.read_named(file)
    if content is None:
        return None, refused
    book, refused = _opened(files.printable(file.name), content)
    return (None, refused) if book is None else updated.opened(book)


def self_check(file: Path, project: Project | None = None) -> tuple[Reading | None, tuple[Finding, ...]]:
    """Check an answered workbook before it is sent: the same report the buyer will see."""
    content, refused = files.read_named(file)
    if content is None:
        return None, refused
    name = files.printable(file.name)
    if project is None:
        return read_workbook(None, name, content)
    return read_workbook(project.specification, name, content, forms=project.forms)


def tally(said: Said) -> Tally:
    """Count what an answer says, of all that was asked of it."""
    from cdc.tender import receipt

    return receipt.tally(said)


def read_workbook(
    spec: Specification | None, name: str, content: bytes, *, forms: Sequence[str] = ()
) -> tuple[Reading | None, tuple[Finding, ...]]:
    """Read one returned workbook through the one door; what cannot be understood is a finding with its cell.

    Without a specification the form that the workbook carries is used: a vendor's own check, never a receipt. `forms`
    are the fingerprints under which an answer is taken, by default those of an unpublished tender.
    """
    return read_opened(spec, _opened(name, content), forms=forms)


def read_opened(
    spec: Specification | None, opened: Opened, *, forms: Sequence[str] = ()
) -> tuple[Reading | None, tuple[Finding, ...]]:
    """Read one returned workbook that went through the door."""
    from cdc.tender import fingerprint
    from cdc.workbooks.kit.foreign import foreign
    from cdc.workbooks.response import read
    from cdc.workbooks.response.tables import tables

    book, refused = opened
    if book is None:
        return None, refused
    reading = read.check(book) if spec is None else read.read(book, spec, forms or fingerprint.taken(spec, None))
    if reading is None:
        return None, (foreign(book, tables("both")),)
    findings = in_order(reading.findings)
    return (None if any(finding.code in UNREADABLE for finding in findings) else reading), findings


def opened(groups: Iterable[tuple[T, Files]], count: int) -> Iterator[tuple[T, tuple[Opened, ...]]]:
    """Open groups of workbooks, in order; a few are remembered, of many the next ones are opened meanwhile."""
    if count <= REMEMBERED:
        for group, files in groups:
            yield group, tuple(_opened(name, content) for name, content in files)
        return
    from cdc import sheets
    from cdc.api import signed

    refusals: deque[tuple[Opened | None, ...]] = deque()

    def plain() -> Iterator[tuple[T, Files]]:
        for group, files in groups:
            found = [signed.plain(name, content) for name, content in files]
            refusals.append(tuple((None, refused) if refused else None for _, _, refused in found))
            yield group, [(name, content) for name, content, refused in found if not refused]

    for group, books in sheets.open_many(plain()):
        rest = iter(books)
        yield group, tuple(refusal or next(rest) for refusal in refusals.popleft())


@lru_cache(maxsize=REMEMBERED)
def _opened(name: str, content: bytes) -> Opened:
    """Open a workbook; the same bytes are opened once in a process, as evidence is read again at every ranking."""
    from cdc import sheets
    from cdc.api import signed

    name, content, refused = signed.plain(name, content)
    return (None, refused) if refused else sheets.open_untrusted(name, content)
