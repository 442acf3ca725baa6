"""Where a table stands: the names of its cells, from its declaration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cdc.sheets.grid import letters
from cdc.workbooks.kit.table import Table

HEAD = 1
"""The row of the headings."""
FIRST = HEAD + 1
"""The first row of lines."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A table on a sheet of a workbook being written; rows are counted as a spreadsheet shows them."""

    table: Table
    sheet: Any
    name: str

    def at(self, key: str) -> int:
        """Give the number of a column, the first being 0."""
        return next(at for at, column in enumerate(self.table.columns) if column.key == key)

    def cell(self, key: str, row: int, *, fixed: str = "") -> str:
        """Give the name of a cell on its own sheet; `fixed` marks what stays when it is copied: column, row or both."""
        column, line = ("$" if fixed in ("column", "both") else ""), ("$" if fixed in ("row", "both") else "")
        return f"{column}{letters(self.at(key) + 1)}{line}{row}"

    def far_cell(self, key: str, row: int, *, fixed: str = "") -> str:
        """Give the name of a cell as other sheets say it."""
        return f"{quoted(self.name)}!{self.cell(key, row, fixed=fixed)}"

    def far_span(self, key: str, first: int, last: int, *, fixed: str = "") -> str:
        """Give the name of a run of cells in a column as other sheets say it."""
        return f"{self.far_cell(key, first, fixed=fixed)}:{self.cell(key, last, fixed=fixed)}"

    def far_field(self, first: str, last: str, row: int) -> str:
        """Give the name of a run of cells in a row as other sheets say it."""
        return f"{quoted(self.name)}!{self.field(first, last, row)}"

    def field(self, first: str, last: str, row: int) -> str:
        """Give the name of a run of cells in a row on its own sheet."""
        return f"{self.cell(first, row, fixed='both')}:{self.cell(last, row, fixed='both')}"


def span(sheet: str, column: int, first: int, last: int) -> str:
    """Give the fixed name of a run of cells in the column of a number, the first being 0, on a plainly named sheet."""
    letter = letters(column + 1)
    return f"{sheet}!${letter}${first}:${letter}${last}"


def quoted(sheet: str) -> str:
    """Write the name of a sheet as formulas take any name."""
    return "'" + sheet.replace("'", "''") + "'"
