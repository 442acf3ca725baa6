"""Find a declared table in a returned workbook: by its headings, in any language, wherever it was moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from cdc.sheets import Cell, Sheet, letters
from cdc.words import LANGUAGES, words
from cdc.workbooks.kit.squeeze import squeeze, visible
from cdc.workbooks.kit.table import Column, Table

SEARCHED = 30
"""The heading row is looked for among so many."""


@dataclass
class Located:
    """A table where it was found: its sheet, the place of its columns, its rows by id."""

    table: Table
    sheet: Sheet
    columns: dict[str, int]
    head: int
    rows: dict[str, dict[int, Cell]] = field(default_factory=dict)
    told: set[int] = field(default_factory=set)
    """Numbers of rows that are reported as a whole."""

    def cell(self, id_: str, key: str) -> Cell | None:
        """Give the cell of a row and a column, if it holds anything."""
        return self.rows[id_].get(self.columns.get(key, 0))

    def name(self, id_: str, key: str) -> str:
        """Give the name of the cell of a row and a column; of its id where the column is lost."""
        row = next(iter(self.rows[id_].values())).row
        return f"{letters(self.columns.get(key, self.columns['id']))}{row}"

    @property
    def is_readable(self) -> bool:
        """Say whether every column is there without which nothing can be read."""
        return all(key in self.columns for key in self.table.needed)

    @property
    def heads(self) -> dict[int, Cell]:
        """Give the cells of the heading row by column."""
        return self.sheet.rows[self.head]

    @property
    def head_name(self) -> str:
        """Give the name of the cell that stands for the heading row."""
        return Cell(self.head, 1, "text", "").name


def locate(sheet: Sheet, table: Table) -> Located | None:
    """Find the row of headings: the id column, if one is declared, and at least one distinctive set."""
    known = headings(table)
    for row, cells in list(sheet.rows.items())[:SEARCHED]:
        columns: dict[str, int] = {}
        for at, cell in cells.items():
            for key in known.get(name_in(cell.text), ()):
                columns.setdefault(key, at)
        has_id = "id" in columns or all(column.key != "id" for column in table.columns)
        if has_id and any(keys <= columns.keys() for keys in table.distinctive):
            return Located(table, sheet, columns, row)
    return None


def name_in(heading: str) -> str:
    """Give the name in a heading: its first language, without the star that marks what must be filled."""
    return squeeze(visible(heading).rstrip("* ").split(" / ")[0])


@cache
def headings(table: Table) -> Mapping[str, tuple[str, ...]]:
    """Map the headings of a table, in every language, to the columns they may stand for."""
    known: dict[str, tuple[str, ...]] = {}
    for column in table.columns:
        for title in titles(column):
            label = squeeze(title)
            if column.key not in known.get(label, ()):
                known[label] = (*known.get(label, ()), column.key)
    return known


@cache
def titles(column: Column) -> tuple[str, ...]:
    """Give every heading that a column may have."""
    if column.title is not None:
        return (column.title,)
    return tuple(words(language)(column.heading) for language in LANGUAGES)
