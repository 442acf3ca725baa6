"""A workbook being written: its looks, its languages, its sheets, its hidden lists."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cdc.workbooks.kit import texts
from cdc.workbooks.kit.looks import Look
from cdc.workbooks.kit.place import Placed, span
from cdc.workbooks.kit.table import Table

CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - Excel's own properties carry no zone
LISTS = "_lists"
MARGIN = 0.5
"""The margins of a printed page, in inches."""
PROTECTION = {
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


class Book:
    """Starts and keeps a workbook where what is typed never becomes a formula or a link; same content, same bytes."""

    def __init__(self, languages: tuple[str, ...], looks: Mapping[str, Look], **properties: str) -> None:
        import xlsxwriter

        self.languages, self._target = languages, io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._file = xlsxwriter.Workbook(self._target, options)
        self._file.set_properties({**properties, "created": CREATED})
        self.looks = {name: self._file.add_format(dict(look)) for name, look in looks.items()}
        self.ranges: dict[str, str] = {}

    def say(self, key: str) -> str:
        """Give a phrase of the grid in the workbook's languages."""
        return texts.heading(f"grid.{key}", self.languages)

    def page(self, name: str) -> Any:
        """Add a sheet of free text."""
        return self._file.add_worksheet(tab(name))

    def place(self, table: Table, name: str) -> Placed:
        """Add the sheet of a table; its rows may come later, its cells have names from now on."""
        sheet = self._file.add_worksheet(tab(name), worksheet_class=_sheet_class())
        return Placed(table, sheet, sheet.get_name())

    def hidden(self, name: str) -> Any:
        """Add a sheet nobody sees."""
        sheet = self._file.add_worksheet(name)
        sheet.hide()
        return sheet

    def lists(self, entries: Mapping[str, Sequence[str | Decimal]]) -> None:
        """Write the hidden lists, each in a column of its own, and keep their ranges by name."""
        sheet = self.hidden(LISTS)
        for column, (name, values) in enumerate(entries.items()):
            for row, value in enumerate(values):
                sheet.write(row, column, value)
            self.ranges[name] = f"={span(LISTS, column, 1, len(values))}"

    def finish(self) -> bytes:
        """Close the workbook and give its bytes."""
        self._file.close()
        return self._target.getvalue()


def tab(name: str) -> str:
    """Give a name that a sheet may have: no forbidden signs, at most 31 letters."""
    name = name.replace(" / ", " - ")
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in name)[:31].strip()


def lines_page(book: Book, title: str, rows: Iterable[str], *, name: str, width: int) -> None:
    """Write a locked sheet of text: a title, then one line below the other."""
    sheet = book.page(name)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, width)
    sheet.set_row(0, texts.row_height((title,), (width // 2,)) * 1.5)
    sheet.write_string(0, 0, title, book.looks["title"])
    for at, row in enumerate(rows, 2):
        sheet.set_row(at, texts.row_height((row,), (width - 8,)) + 2)
        sheet.write_string(at, 0, row, book.looks["text"])
    printed(sheet)
    sheet.protect("", PROTECTION)


def printed(sheet: Any) -> None:
    """Set how a sheet is printed: all its columns on one page, which is so wide that the widest one fits in any font.

    Several columns are made smaller until they fit; LibreOffice cuts a single one that is wider than the page.
    """
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(*(MARGIN for _ in range(4)))
    sheet.fit_to_pages(1, 0)


def _sheet_class() -> Any:
    """Give a sheet that takes ready rows: cell by cell the library needs four times as long (docs/decisions/003)."""
    from xlsxwriter.worksheet import Worksheet

    class ReadySheet(Worksheet):  # type: ignore[misc] # the library has no types
        ready_rows: tuple[str, ...] = ()

        def take_rows(self, rows: Iterable[str], last_column: int) -> None:
            self.ready_rows = tuple(rows)
            self._check_dimensions(len(self.ready_rows), last_column)

        def _write_rows(self) -> None:
            super()._write_rows()
            self.fh.write("".join(self.ready_rows))

    return ReadySheet
