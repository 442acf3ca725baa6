"""Plain cells: what is left of a workbook once it has passed the door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "flag", "date", "formula", "error"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something; numbers are kept as the text of the file."""

    row: int
    column: int
    kind: Kind
    text: str
    replaced: bool = False

    @property
    def name(self) -> str:
        """Give the cell's name: C7."""
        return f"{letters(self.column)}{self.row}"


def letters(column: int) -> str:
    """Give the letters of a column number: 1 → A, 27 → AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells by (row, column)."""

    name: str
    is_hidden: bool
    hidden_rows: frozenset[int]
    cells: Mapping[tuple[int, int], Cell]

    @property
    def rows(self) -> dict[int, dict[int, Cell]]:
        """Give the cells row by row, in order."""
        rows: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            rows.setdefault(row, {})[column] = cell
        return rows


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that passed the door: its name, the hash of its bytes, its sheets."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
