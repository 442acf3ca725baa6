"""Read a sheet of one of our forms: found by its headings, rows joined by id, whatever was moved, sorted or renamed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from cdc.findings import Finding, Place
from cdc.model.bid import Origin
from cdc.sheets import Cell, Sheet, Workbook
from cdc.words import LANGUAGES, words
from cdc.workbooks import numbers
from cdc.workbooks.layout import Form

MAX_TEXT = 20_000


@dataclass
class Table:
    """One sheet of the form as found: its columns, and its rows by id."""

    sheet: Sheet
    columns: dict[str, int]
    head: int
    rows: dict[str, dict[int, Cell]] = field(default_factory=dict)


class FormReader:
    """Reads the sheets of one workbook; what is not understood becomes a finding with sheet and cell."""

    def __init__(self, book: Workbook, language: str) -> None:
        self.book, self.language = book, language
        self.findings: list[Finding] = []
        self.used: set[str] = set()

    def add(self, code: str, sheet: Sheet | None = None, cell: str | None = None, **facts: object) -> None:
        """Add a finding at a cell, a sheet or the whole workbook."""
        place = Place(self.book.name, sheet=sheet.name if sheet else None, cell=cell)
        self.findings.append(Finding(code, place, facts))

    def find(self, form: Form) -> Table | None:
        """Find the sheet that holds a form, by its headings; report a lost sheet or column."""
        best: Table | None = None
        for sheet in self.book.sheets:
            table = heading_row(sheet, form) if sheet.name not in self.used else None
            if table and (best is None or len(table.columns) > len(best.columns)):
                best = table
        if best is None:
            name = words(self.language)(f"grid.sheet_{form.key}")
            self.findings.append(Finding("CDC407", Place(self.book.name, sheet=name), {"sheet": name}))
            return None
        lost = [
            column.key
            for column in form.columns
            if (column.is_input or column.key == "id") and column.key not in best.columns
        ]
        for key in lost:
            self.add("CDC408", best.sheet, f"A{best.head}", column=words(self.language)(f"grid.{key}"))
        if any(key in lost for key in form.needed):
            return None
        return best

    def rows(self, table: Table, known: Iterable[str], form: Form) -> None:
        """Collect the rows of the form by id; report rows that are doubled, unknown, lost or hidden."""
        wanted = list(known)
        ids = {squeeze(id_): id_ for id_ in wanted}
        inputs = [table.columns[key] for key in form.inputs if key in table.columns]
        inside = set(table.columns.values())
        for row, cells in table.sheet.rows.items():
            if row <= table.head:
                continue
            cell = cells.get(table.columns["id"])
            id_ = ids.get(squeeze(cell.text)) if cell else None
            if cell is None or id_ is None:
                filled = [cells[at] for at in inputs if at in cells]
                if cell is not None:
                    self.add("CDC409", table.sheet, cell.name, id=cell.text[:40])
                elif filled:
                    self.add("CDC419", table.sheet, filled[0].name, text=filled[0].text[:40])
                continue
            if id_ in table.rows:
                first = table.rows[id_][table.columns["id"]].name
                self.add("CDC411", table.sheet, cell.name, id=id_, first=first)
                continue
            table.rows[id_] = cells
            if row in table.sheet.hidden_rows:
                self.add("CDC417", table.sheet, cell.name, id=id_)
            outside = next((c for at, c in cells.items() if at not in inside and c.kind != "formula"), None)
            if outside:
                self.add("CDC419", table.sheet, outside.name, text=outside.text[:40])
        for id_ in wanted:
            if id_ not in table.rows:
                self.add("CDC410", table.sheet, f"A{table.head}", id=id_)

    def text(self, table: Table, id_: str, key: str) -> tuple[str, Cell | None]:
        """Give the text a vendor typed in one cell, and the cell."""
        cell = table.rows[id_].get(table.columns.get(key, 0))
        if cell is None:
            return "", None
        if cell.kind in ("formula", "error"):
            self.add("CDC413", table.sheet, cell.name, id=id_)
            return "", cell
        if cell.replaced or len(cell.text) > MAX_TEXT:
            self.add("CDC418", table.sheet, cell.name, id=id_)
        return cell.text[:MAX_TEXT].strip(), cell

    def origin(self, table: Table, id_: str, key: str) -> Origin:
        """Give the cell of a row and a column."""
        row = table.rows[id_][table.columns["id"]].row
        return Origin(file=self.book.name, sheet=table.sheet.name, cell=Cell(row, table.columns[key], "text", "").name)

    def number(self, table: Table, id_: str, typed: str, cell: Cell) -> Decimal | None:
        """Give a typed number exactly; one that is none, or reads in two ways, is a finding."""
        number = amount_of(cell, typed)
        if number is None:
            self.add("CDC414", table.sheet, cell.name, id=id_, text=typed[:40])
        return number


def amount_of(cell: Cell, typed: str) -> Decimal | None:
    """Give the number of a cell: as stored, or as typed by the written grammar."""
    if cell.kind == "number":
        return numbers.from_cell(cell.text)
    return numbers.parse(typed) if cell.kind == "text" else None


def heading_row(sheet: Sheet, form: Form) -> Table | None:
    """Find the row of headings among the first thirty: the id column and at least one column to fill."""
    for row, cells in list(sheet.rows.items())[:30]:
        columns: dict[str, int] = {}
        for at, cell in cells.items():
            for key in headings(form).get(squeeze(cell.text.rstrip("* ").split(" / ")[0]), ()):
                columns.setdefault(key, at)
        has_id = "id" in columns or all(column.key != "id" for column in form.columns)
        if has_id and any(keys <= columns.keys() for keys in form.distinctive):
            return Table(sheet, columns, row)
    return None


@cache
def headings(form: Form) -> Mapping[str, tuple[str, ...]]:
    """Map the headings of a form, in every language, to the columns they may stand for."""
    found: dict[str, tuple[str, ...]] = {}
    for column in form.columns:
        for language in LANGUAGES:
            label = squeeze(words(language)(f"grid.{column.key}"))
            if column.key not in found.get(label, ()):
                found[label] = (*found.get(label, ()), column.key)
    return found


def squeeze(text: str) -> str:
    """Fold case, spaces, dashes and compatibility forms, so that what looks the same compares equal."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    return re.sub(r"\s+", " ", text).strip()
