"""Take what a vendor typed into the workbook of an amended form: a new file, in the language of the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cdc.findings import Finding, Place, has_errors
from cdc.sheets import Workbook
from cdc.workbooks.kit import facts
from cdc.workbooks.kit.book import tab
from cdc.workbooks.kit.locate import locate
from cdc.workbooks.kit.texts import heading
from cdc.workbooks.response import carried, summary
from cdc.workbooks.response.issued import Issued
from cdc.workbooks.response.migrate import Migration, migrate
from cdc.workbooks.response.tables import Envelope, tables
from cdc.workbooks.response.update import rows
from cdc.workbooks.response.write import Filled, Front, workbook

_ENVELOPES: dict[str, Envelope] = {"both": "both", "technical": "technical", "price": "price"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A workbook that was issued: its cells, what its hidden sheet says, the form that it carries."""

    book: Workbook
    told: dict[str, str]
    form: Issued
    envelope: Envelope


def opened(book: Workbook) -> tuple[Sent | None, tuple[Finding, ...]]:
    """Give a workbook with the form that it carries; one that carries none is a finding."""
    told = facts.read(book, ("tender", "form"))
    form = carried.unpack(facts.parts(book, carried.PART))
    if form is None:
        return None, (Finding("CDC560", Place(book.name)),)
    told.pop(carried.PART, None)
    return Sent(book, told, form, _ENVELOPES.get(told.get("envelope", ""), "both")), ()


def update(old: Sent, new: Sent) -> tuple[bytes | None, Migration | None, tuple[Finding, ...]]:
    """Give the new workbook with all answers that hold, what became of each line, and every finding."""
    findings = tuple(_against(old, new))
    if has_errors(findings) or any(finding.code == "CDC564" for finding in findings):
        return None, None, findings
    moved = migrate(old.book, old.form, new.form, old_envelope=old.envelope, envelope=new.envelope)
    languages = new.form.languages
    filled = Filled(
        typed={line.id: line.carried for line in moved.lines if line.carried},
        review=frozenset(line.id for line in moved.of("review")),
        told=rows(moved, languages),
    )
    front = _front(new, (*summary.lines(moved, old.book.name, languages), ""))
    content = workbook(new.form, front, new.told, envelope=new.envelope, filled=filled)
    return content, moved, (*findings, *moved.findings)


def _against(old: Sent, new: Sent) -> Iterator[Finding]:
    """Say why answers of the one workbook have no place in the other."""
    place = Place(new.book.name)
    if old.form.tender != new.form.tender:
        yield Finding("CDC405", place, {"found": new.form.tender, "wanted": old.form.tender})
        return
    if old.form.languages != new.form.languages:
        told = {"found": " ".join(new.form.languages), "wanted": " ".join(old.form.languages)}
        yield Finding("CDC561", place, told)
    shared = set(tables(old.envelope)) & set(tables(new.envelope)) if old.envelope != new.envelope else None
    if shared is not None and not shared:
        yield Finding("CDC562", place, {"found": new.envelope, "wanted": old.envelope})
    elif shared is not None:
        yield Finding("CDC565", Place(old.book.name), {"file": old.book.name})
    if old.told.get("form") == new.told.get("form") and old.envelope == new.envelope:
        yield Finding("CDC564", place, {"form": new.told.get("form", "?")})
    yield from _filled(new)


def _filled(new: Sent) -> Iterator[Finding]:
    """Refuse a new workbook in which somebody has typed already: it would be lost."""
    for table in tables(new.envelope):
        located = next(filter(None, (locate(sheet, table) for sheet in new.book.sheets)), None)
        if located is None:
            continue
        inputs = {located.columns[key] for key in table.inputs if key in located.columns}
        for (row, at), cell in sorted(located.sheet.cells.items()):
            if row > located.head and at in inputs:
                yield Finding("CDC563", Place(new.book.name, sheet=located.sheet.name, cell=cell.name))
                return


def _front(new: Sent, before: tuple[str, ...]) -> Front:
    """Give the first sheet of the new workbook, with some lines before its own."""
    name = tab(heading("grid.instructions", new.form.languages))
    page = next((sheet for sheet in new.book.sheets if sheet.name == name), None)
    if page is None:
        return Front("", before)
    texts = {row: cells[1].text for row, cells in page.rows.items() if 1 in cells}
    last = max(texts, default=2)
    return Front(texts.get(1, ""), (*before, *(texts.get(row, "") for row in range(3, last + 1))))
