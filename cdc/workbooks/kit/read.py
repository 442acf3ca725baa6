"""Read declared tables from a returned workbook: rows joined by id, whatever was moved, sorted or renamed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from cdc.findings import Finding, Place
from cdc.model.bid import Origin
from cdc.sheets import Cell, Sheet, Workbook
from cdc.words import words
from cdc.workbooks.kit import numbers
from cdc.workbooks.kit.locate import Located, locate
from cdc.workbooks.kit.squeeze import squeeze
from cdc.workbooks.kit.table import Row, Table, Value

MAX_TEXT = 20_000


class TableReader:
    """Reads the tables of one workbook; what is not understood becomes a finding with sheet and cell."""

    def __init__(self, book: Workbook, language: str) -> None:
        self.book, self.language = book, language
        self.findings: list[Finding] = []
        self._used: set[str] = set()

    def add(self, code: str, sheet: Sheet | None = None, cell: str | None = None, **facts: object) -> None:
        """Add a finding at a cell, a sheet or the whole workbook."""
        place = Place(self.book.name, sheet=sheet.name if sheet else None, cell=cell)
        self.findings.append(Finding(code, place, facts))

    def find(self, table: Table) -> Located | None:
        """Find the sheet that holds a table, by its headings; report a lost sheet or column. A sheet holds one."""
        free = (sheet for sheet in self.book.sheets if sheet.name not in self._used)
        candidates = [located for sheet in free if (located := locate(sheet, table))]
        if not candidates:
            name = words(self.language)(f"grid.sheet_{table.key}")
            self.findings.append(Finding("CDC407", Place(self.book.name, sheet=name), {"sheet": name}))
            return None
        best = max(candidates, key=lambda located: len(located.columns))
        lost = [c for c in table.columns if (c.is_input or c.key == "id") and c.key not in best.columns]
        for column in lost:
            self.add("CDC408", best.sheet, best.head_name, column=words(self.language)(column.heading))
        if any(column.key in table.needed for column in lost):
            return None
        self._used.add(best.sheet.name)
        return best

    def rows(self, located: Located, wanted: Sequence[str]) -> None:
        """Collect the rows by id; report rows that are doubled, unknown, lost or hidden."""
        ids = {squeeze(id_): id_ for id_ in wanted}
        for row, cells in located.sheet.rows.items():
            if row > located.head:
                self._row(located, cells, ids)
        for id_ in wanted:
            if id_ not in located.rows:
                self.add("CDC410", located.sheet, located.head_name, id=id_)

    def _row(self, located: Located, cells: dict[int, Cell], ids: Mapping[str, str]) -> None:
        cell = cells.get(located.columns["id"])
        id_ = ids.get(squeeze(cell.text)) if cell else None
        if cell is None or id_ is None:
            self._stray(located, cell, cells)
        elif id_ in located.rows:
            first = located.rows[id_][located.columns["id"]].name
            self.add("CDC411", located.sheet, cell.name, id=id_, first=first)
        else:
            located.rows[id_] = cells
            if cell.row in located.sheet.hidden_rows:
                self.add("CDC417", located.sheet, cell.name, id=id_)
            self._outside(located, cells)

    def _stray(self, located: Located, cell: Cell | None, cells: Mapping[int, Cell]) -> None:
        """Report what stands in a row that is none of ours."""
        inputs = [located.columns[key] for key in located.table.inputs if key in located.columns]
        filled = [cells[at] for at in inputs if at in cells]
        if cell is not None:
            self.add("CDC409", located.sheet, cell.name, id=cell.text[:40])
        elif filled:
            self.add("CDC419", located.sheet, filled[0].name, text=filled[0].text[:40])

    def _outside(self, located: Located, cells: Mapping[int, Cell]) -> None:
        """Report what stands beside the columns of a row."""
        inside = set(located.columns.values())
        outside = next((cell for at, cell in cells.items() if at not in inside and cell.kind != "formula"), None)
        if outside:
            self.add("CDC419", located.sheet, outside.name, text=outside.text[:40])

    def issued(self, located: Located, rows: Iterable[Row]) -> None:
        """Report locked cells that no longer say what was issued."""
        columns = [column for column in located.table.columns if column.is_issued and column.key in located.columns]
        for row in rows:
            if row.id not in located.rows:
                continue
            for column in columns:
                if not says(located.cell(row.id, column.key), row.values.get(column.key)):
                    name = words(self.language)(column.heading)
                    self.add("CDC416", located.sheet, located.name(row.id, column.key), id=row.id, column=name)

    def text(self, located: Located, id_: str, key: str) -> tuple[str, Cell | None]:
        """Give the text someone typed in one cell, and the cell."""
        cell = located.cell(id_, key)
        if cell is None:
            return "", None
        if cell.kind in ("formula", "error"):
            self.add("CDC413", located.sheet, cell.name, id=id_)
            return "", cell
        if cell.replaced or len(cell.text) > MAX_TEXT:
            self.add("CDC418", located.sheet, cell.name, id=id_)
        return cell.text[:MAX_TEXT].strip(), cell

    def origin(self, located: Located, id_: str, key: str) -> Origin:
        """Give the cell of a row and a column as evidence names it."""
        return Origin(file=self.book.name, sheet=located.sheet.name, cell=located.name(id_, key))

    def number(self, located: Located, id_: str, typed: str, cell: Cell) -> Decimal | None:
        """Give a typed number exactly; one that is none, or reads in two ways, is a finding."""
        number = amount_of(cell, typed)
        if number is None:
            self.add("CDC414", located.sheet, cell.name, id=id_, text=typed[:40])
        return number


def amount_of(cell: Cell, typed: str) -> Decimal | None:
    """Give the number of a cell: as stored, or as typed by the written grammar."""
    if cell.kind == "number":
        return numbers.from_cell(cell.text)
    return numbers.parse(typed) if cell.kind == "text" else None


def says(cell: Cell | None, value: Value) -> bool:
    """Say whether a cell still holds the value that was written into it."""
    if value is None or isinstance(value, str):
        return squeeze(cell.text if cell else "") == squeeze(value or "")
    return cell is not None and cell.kind == "number" and amount_of(cell, cell.text) == value
