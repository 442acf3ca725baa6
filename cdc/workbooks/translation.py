"""The translator's workbook: key, source and translation side by side, joined by the key when it comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cdc import sheets
from cdc.findings import Finding, Phrase, Place
from cdc.model.translation import Delivery, Returned, Unit, language_of
from cdc.sheets.grid import Cell, letters
from cdc.words import LANGUAGES, Words, words
from cdc.workbooks.kit.book import Book
from cdc.workbooks.kit.looks import FORM
from cdc.workbooks.kit.table import Column, Row, Table
from cdc.workbooks.kit.write import write_rows

SHEET = "cdc-translation"
SHOWN = 60
"""So many letters of what was not read are shown."""
SENT = "cdc"
"""The heading of the hidden column that holds the mark of each translation as it was sent."""
_CODE = re.compile("[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*")
_KEYS, _STATUS = (
    frozenset(words(language)(label).casefold() for language in LANGUAGES) for label in ("label.id", "label.status")
)


def table(source: str, target: str) -> Table:
    """Declare the sheet for two languages: the headings of the texts are their codes."""
    return Table(
        "translation",
        (
            Column("id", 34, phrase="label.id", fits=True),
            Column("source", 60, title=source, fits=True),
            Column("target", 60, "input", is_input=True, title=target, fits=True),
            Column("status", 16, phrase="label.status"),
            Column("sent", 14, title=SENT, is_hidden=True),
        ),
    )


def write(units: Sequence[Unit], *, source: str, target: str, tender: str) -> bytes:
    """Write the workbook: only the translations can be changed; the heads carry the two languages."""
    book = Book((target,), FORM, title=f"{tender} {source} → {target}")
    placed = book.place(table(source, target), SHEET)
    write_rows(book, placed, [_row(unit, words(target)) for unit in units])
    return book.finish()


def _row(unit: Unit, say: Words) -> Row:
    status = say(f"value.translation_{unit.state}")
    values = {"id": unit.key, "source": unit.source, "target": unit.target or None, "status": status}
    return Row({**values, "sent": unit.sent})


def read(name: str, content: bytes, source: str) -> tuple[Delivery | None, tuple[Finding, ...]]:
    """Give what came back, by the heads of the columns; what is no such workbook, or no text, is a finding."""
    book, refused = sheets.open_untrusted(name, content)
    if book is None:
        return None, refused
    sheet = next((found for found in book.sheets if found.name == SHEET), None)
    if sheet is None:
        return None, (Finding("CDC269", Place(name), {"sheet": SHEET}),)
    columns, findings = _columns(name, sheet, source)
    if columns is None:
        return None, findings
    texts, found = _texts(name, sheet, columns)
    others = (
        Finding("CDC293", Place(name, sheet=other.name), {"text": _first(other.cells)})
        for other in book.sheets
        if other is not sheet and other.cells
    )
    own, other = (language_of(sheet.cells[columns.head, at].text) for at in (columns.source, columns.target))
    return Delivery(Place(name), own, other, texts), (*findings, *found, *_beside(name, sheet), *others)


def _beside(name: str, sheet: sheets.Sheet) -> Iterator[Finding]:
    """Tell what lies on the sheet beside its cells, under joined ones, and what was struck out."""
    for at, text in sorted(sheet.notes.items()):
        yield Finding("CDC293", Place(name, sheet=SHEET, cell=Cell(*at, "text", "").name), {"text": text[:SHOWN]})
    for _, cell in sorted(sheet.covered.items()):
        yield Finding("CDC293", Place(name, sheet=SHEET, cell=cell.name), {"text": cell.text[:SHOWN]})
    for cell in (cell for _, cell in sorted(sheet.cells.items()) if cell.is_struck):
        yield Finding("CDC293", Place(name, sheet=SHEET, cell=cell.name), {"text": f"~~{cell.text[:SHOWN]}~~"})
    for text in sheet.drawings:
        yield Finding("CDC293", Place(name, sheet=SHEET), {"text": text[:SHOWN] or "–"})


@dataclass(frozen=True, slots=True)
class _Columns:
    """In which row the heads stand, and in which columns key, source and translation."""

    head: int
    key: int
    source: int
    target: int
    sent: int | None = None


def _columns(name: str, sheet: sheets.Sheet, source: str) -> tuple[_Columns | None, tuple[Finding, ...]]:
    """Find the columns by their heads; what stands in others, but for the status, is told as not read."""
    rows = sheet.rows
    head = next(
        (row for row, cells in rows.items() if any(_is_key(cell) for cell in cells.values())), min(rows, default=1)
    )
    heads = rows.get(head, {})
    keys = [at for at, cell in heads.items() if _is_key(cell)]
    sent = next((at for at, cell in heads.items() if cell.text.strip() == SENT), None)
    coded = {
        at: language_of(cell.text)
        for at, cell in heads.items()
        if _CODE.fullmatch(cell.text.strip()) and at not in keys and at != sent
    }
    own = [at for at, code in coded.items() if code == source]
    others = {at: code for at, code in coded.items() if code != source}
    others = {at: code for at, code in others.items() if code in LANGUAGES} or others
    if not (len(keys) == len(own) == len(others) == 1):
        told = ", ".join(cell.text.strip() for cell in heads.values())
        return None, (Finding("CDC291", Place(name, sheet=SHEET, cell=f"A{head}"), {"found": told, "source": source}),)
    columns = _Columns(head, keys[0], own[0], next(iter(others)), sent)
    known = {columns.key, columns.source, columns.target, sent}
    known |= {at for at, cell in heads.items() if cell.text.strip().casefold() in _STATUS}
    strange: dict[int, Cell] = {}
    for (row, at), cell in sorted(sheet.cells.items()):
        if at not in known or row < head:
            strange.setdefault(at, cell)
    return columns, tuple(
        Finding("CDC293", Place(name, sheet=SHEET, cell=cell.name), {"text": cell.text[:60]})
        for cell in strange.values()
    )


def _is_key(cell: Cell) -> bool:
    return cell.text.strip().casefold() in _KEYS


def _first(cells: Mapping[tuple[int, int], Cell]) -> str:
    return cells[min(cells)].text[:60]


def _texts(name: str, sheet: sheets.Sheet, columns: _Columns) -> tuple[tuple[Returned, ...], list[Finding]]:
    """Read the rows under the heads; a translation that is no text, or has no key, is a finding."""
    texts, findings = [], []
    for row, cells in sheet.rows.items():
        if row <= columns.head:
            continue
        place = Place(name, sheet=SHEET, cell=f"{letters(columns.target)}{row}")
        said = cells.get(columns.target)
        key, source = (cells[at].text.strip() if at in cells else "" for at in (columns.key, columns.source))
        if said is not None and said.kind != "text":
            what = Phrase(f"what.cell_{said.kind}")
            findings.append(Finding("CDC292", place, {"what": what, "text": said.text[:60]}))
        elif key:
            mark = cells[columns.sent].text if columns.sent in cells else ""
            texts.append(Returned(key, source, said.text if said else "", place, sent=mark))
        elif said is not None and said.text.strip():
            findings.append(Finding("CDC294", place, {"text": said.text[:60]}))
    return tuple(texts), findings
