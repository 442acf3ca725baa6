"""Read declared tables from a returned workbook: rows joined by id, whatever was moved, sorted or renamed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from cdc.findings import Finding, Phrase, Place
from cdc.model.bid import Origin
from cdc.sheets import Cell, Sheet, Workbook
from cdc.words import LANGUAGES, words
from cdc.workbooks.kit import amounts, numbers
from cdc.workbooks.kit.book import tab
from cdc.workbooks.kit.locate import Located, headings, locate, name_in
from cdc.workbooks.kit.squeeze import is_blank, plain, squeeze, turning, visible
from cdc.workbooks.kit.table import Column, Row, Table, Value

MAX_TEXT = 32_767
"""What a cell of a spreadsheet can hold."""
TOLD = 80
"""So many letters of a cell are shown in a finding."""
LONGEST_NAME = 30
"""A name of a sheet that is as long may have been cut."""
ROW = 400
"""So many of a whole row."""


class TableReader:
    """Reads the tables of one workbook; what is not understood becomes a finding with sheet and cell."""

    def __init__(self, book: Workbook, language: str) -> None:
        self.book, self.language = book, language
        self.findings: list[Finding] = []
        self.located: dict[str, Located] = {}
        """The tables that were found, by the name of their sheet."""
        self.copies: dict[str, Located] = {}
        """Sheets that hold the table of another sheet once more."""
        self.broken: set[str] = set()
        """Sheets of a table that cannot be read for want of a column."""
        self.is_older = False
        """Set for a form of a version that had fewer columns."""

    def add(self, code: str, sheet: Sheet | None = None, cell: str | None = None, **facts: object) -> None:
        """Add a finding at a cell, a sheet or the whole workbook."""
        place = Place(self.book.name, sheet=sheet.name if sheet else None, cell=cell)
        self.findings.append(Finding(code, place, facts))

    def find(self, table: Table) -> Located | None:
        """Find the sheet that holds a table, by its headings; report a lost sheet or column. A sheet holds one."""
        free = (sheet for sheet in self.book.sheets if sheet.name not in {*self.located, *self.copies, *self.broken})
        candidates = [located for sheet in free if (located := locate(sheet, table))]
        if not candidates:
            say, key = words(self.language), f"grid.sheet_{table.key}"
            name = say(key) if say.has(key) else table.key
            self.findings.append(Finding("CDC407", Place(self.book.name, sheet=name), {"sheet": name}))
            return None
        best = max(
            candidates,
            key=lambda found: (
                found.is_readable,
                is_named(found.sheet.name, f"grid.sheet_{table.key}"),
                len(found.columns),
            ),
        )
        self.copies |= {other.sheet.name: other for other in candidates if other is not best and _is_copy(other, best)}
        self._lost(best)
        if not best.is_readable:
            self.broken.add(best.sheet.name)
            return None
        self.located[best.sheet.name] = best
        return best

    def _lost(self, located: Located) -> None:
        """Report columns that are not there; one heading that is none of ours is where to look."""
        known = {*headings(located.table), ""}
        strange = [cell for cell in located.heads.values() if name_in(cell.text) not in known]
        place = strange[0].name if len(strange) == 1 else located.head_name
        for column in located.table.columns:
            if column.key not in located.columns and (column.is_input or column.key == "id"):
                self.add("CDC408", located.sheet, place, column=words(self.language)(column.heading))

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
        if cell is None or is_blank(cell.text):
            return
        id_ = ids.get(squeeze(cell.text))
        if id_ is None:
            located.told.add(cell.row)
            others = (
                other.seen for at, other in sorted(cells.items()) if other is not cell and not is_blank(other.seen)
            )
            self.add("CDC409", located.sheet, cell.name, id=" | ".join((cell.text, *others))[:ROW])
        elif id_ in located.rows:
            located.told.add(cell.row)
            first = located.rows[id_][located.columns["id"]].name
            self.add("CDC411", located.sheet, cell.name, id=id_, first=first)
        else:
            located.rows[id_] = cells
            if cell.row in located.sheet.hidden_rows:
                self.add("CDC417", located.sheet, cell.name, id=id_)

    def issued(self, located: Located, rows: Sequence[Row]) -> None:
        """Report locked cells that no longer say what was issued."""
        there = [(located.rows[row.id], row) for row in rows if row.id in located.rows]
        for column in located.table.columns:
            if column.is_issued and column.key in located.columns:
                at, key = located.columns[column.key], column.key
                for cells, row in there:
                    if not says(cells.get(at), row.values.get(key)):
                        self._changed(located, row, column)
            elif column.is_issued and any(row.values.get(column.key) for row in rows) and not self.is_older:
                name = words(self.language)(column.heading)
                self.add("CDC416", located.sheet, located.head_name, id=located.head_name, column=name, text="–")

    def _changed(self, located: Located, row: Row, column: Column) -> None:
        cell = located.cell(row.id, column.key)
        seen = cell.seen[:TOLD] if cell else ""
        told = {"id": row.id, "column": words(self.language)(column.heading), "text": seen or "–"}
        self.add("CDC416", located.sheet, located.name(row.id, column.key), **told)

    def typed(self, located: Located, id_: str, key: str) -> tuple[str, Cell | None]:
        """Give what someone typed in one cell, and the cell; a cell of blanks is empty."""
        cell = located.cell(id_, key)
        if cell is None or is_blank(cell.text):
            return "", None
        if cell.kind in ("formula", "error"):
            self.add("CDC413", located.sheet, cell.name, id=id_)
            return "", cell
        if cell.replaced:
            self.add("CDC418", located.sheet, cell.name, id=id_)
        if len(cell.text) > MAX_TEXT:
            self.add("CDC441", located.sheet, cell.name, id=id_, count=len(cell.text), kept=MAX_TEXT)
        if turning(cell.text):
            self.add("CDC448", located.sheet, cell.name, id=id_, signs=turning(cell.text))
        if cell.kind == "text" and cell.shown and plain(cell.shown.text) != plain(cell.text):
            self.add("CDC433", located.sheet, cell.name, id=id_, shown=cell.seen[:TOLD], text=cell.text[:TOLD])
        return cell.text[:MAX_TEXT].strip(), cell

    def text(self, located: Located, id_: str, key: str) -> tuple[str, Cell | None]:
        """Give a text someone typed; what the spreadsheet turned into a date or another value is told."""
        typed, cell = self.typed(located, id_, key)
        if cell is None or cell.kind in ("text", "formula", "error") or (cell.kind == "number" and not cell.shown):
            return typed, cell
        self.add(
            "CDC431", located.sheet, cell.name, id=id_, what=Phrase(f"what.cell_{cell.kind}"), text=cell.seen[:TOLD]
        )
        return cell.seen[:MAX_TEXT].strip(), cell

    def origin(self, located: Located, id_: str, key: str) -> Origin:
        """Give the cell of a row and a column as evidence names it."""
        return Origin(file=self.book.name, sheet=located.sheet.name, cell=located.name(id_, key))

    def number(self, located: Located, id_: str, typed: str, cell: Cell, currency: str = "") -> Decimal | None:
        """Give a typed number exactly; one that is none, reads in two ways or shows otherwise is a finding."""
        if cell.kind == "number":
            return self._stored(located, id_, cell, currency)
        found = amounts.amount(typed, currency) if cell.kind == "text" else amounts.Amount()
        if found.other:
            self.add(
                "CDC443", located.sheet, cell.name, id=id_, text=typed[:TOLD], other=found.other, currency=currency
            )
        elif found.value is None:
            readings = (
                f" ({' / '.join(format(reading, 'f') for reading in found.readings)} ?)" if found.readings else ""
            )
            self.add("CDC414", located.sheet, cell.name, id=id_, text=typed[:40], readings=readings)
        elif found.is_told:
            self.add("CDC442", located.sheet, cell.name, id=id_, text=typed[:TOLD], amount=format(found.value, "f"))
        return found.value

    def _stored(self, located: Located, id_: str, cell: Cell, currency: str) -> Decimal | None:
        """Give a stored number where it shows as that number, or as it is when rounded."""
        stored, shown = numbers.from_cell(cell.text), cell.shown
        if stored is None:
            self.add("CDC414", located.sheet, cell.name, id=id_, text=cell.text[:40], readings="")
        if stored is None or shown is None:
            return stored
        other, left = amounts.apart(shown.affix, currency)
        told = {"id": id_, "shown": shown.text[:TOLD], "text": format(stored, "f")}
        seen = Decimal(shown.number) if shown.number else None
        if other:
            self.add(
                "CDC443",
                located.sheet,
                cell.name,
                id=id_,
                text=shown.text[:TOLD],
                other=other,
                currency=currency or "–",
            )
        elif left or seen is None or not _is_rounded(stored, seen):
            self.add("CDC432", located.sheet, cell.name, **told)
        else:
            if seen != stored:
                self.add("CDC433", located.sheet, cell.name, **told)
            return stored
        return None


def is_named(name: str, key: str) -> bool:
    """Tell whether a sheet has a name under which it is issued: in one language, or in several side by side."""
    names = [squeeze(tab(words(language)(key))) for language in LANGUAGES if words(language).has(key)]
    parts, is_cut = squeeze(name).split(" - "), len(name) >= LONGEST_NAME
    whole = parts[:-1] if is_cut else parts
    ends = not is_cut or any(one.startswith(parts[-1]) for one in names)
    return not names or (ends and all(part in names for part in whole))


def _is_copy(other: Located, best: Located) -> bool:
    """Tell whether a sheet is the same table once more: it can be read as such, or has the same headings."""
    return other.is_readable or other.columns.keys() == best.columns.keys()


def _is_rounded(stored: Decimal, seen: Decimal) -> bool:
    """Tell whether a number is another one, rounded at its last place."""
    exponent = seen.as_tuple().exponent
    return isinstance(exponent, int) and abs(stored - seen) * 2 <= Decimal(1).scaleb(exponent)


def amount_of(cell: Cell, typed: str) -> Decimal | None:
    """Give the number of a cell: as stored, or as typed by the written grammar."""
    if cell.kind == "number":
        return numbers.from_cell(cell.text)
    return numbers.parse(visible(typed)) if cell.kind == "text" else None


def says(cell: Cell | None, value: Value) -> bool:
    """Say whether a cell still holds the value that was written into it, and shows it."""
    if value is None or isinstance(value, str):
        seen = cell.seen if cell else ""
        return seen == (value or "") or plain(seen) == plain(value or "")
    if cell is None or amount_of(cell, cell.text) != value:
        return False
    return cell.shown is None or (
        not cell.shown.affix and bool(cell.shown.number) and Decimal(cell.shown.number) == value
    )
