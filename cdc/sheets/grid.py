"""Plain cells: what is left of a workbook once it has passed the door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal

Kind = Literal["text", "number", "flag", "date", "formula", "error"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person sees in a cell: the whole text, the number in it, if it is one, and what stands around that."""

    text: str
    number: str = ""
    affix: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something; numbers are kept as the text of the file."""

    row: int
    column: int
    kind: Kind
    text: str
    replaced: bool = False
    shown: Shown | None = None
    """Only where the format of the cell makes it other than the text, and for what a formula gives."""
    is_struck: bool = False
    unseen: str = ""
    """Why nobody sees it: the `colour` of its ground, or the `size` of its letters; nothing where it is seen."""

    @property
    def name(self) -> str:
        """Give the cell's name: C7."""
        return f"{letters(self.column)}{self.row}"

    @property
    def seen(self) -> str:
        """Give what a person reads in the cell."""
        return self.text if self.shown is None else self.shown.text


@lru_cache(maxsize=256)
def letters(column: int) -> str:
    """Give the letters of a column number: 1 → A, 27 → AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


Area = tuple[int, int, int, int]
"""First row and column, last row and column."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells by (row, column), what is said at cells, the texts of shapes that lie on it."""

    name: str
    is_hidden: bool
    hidden_rows: frozenset[int]
    cells: Mapping[tuple[int, int], Cell]
    hidden_columns: frozenset[int] = frozenset()
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    drawings: tuple[str, ...] = ()
    merged: tuple[Area, ...] = ()
    """Areas that are one cell to the eye, the first."""
    covered: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    """What lies under such an area, and nobody sees."""
    disguised: tuple[Area, ...] = ()
    """Areas in which a condition hides what stands there, or shows something else."""
    prompts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """What is shown beside a cell that is chosen."""
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Where cells lead."""

    def is_disguised(self, at: tuple[int, int]) -> bool:
        """Tell whether a condition may hide what stands in a cell, or show something else."""
        return any(top <= at[0] <= bottom and left <= at[1] <= right for top, left, bottom, right in self.disguised)

    @cached_property
    def rows(self) -> dict[int, dict[int, Cell]]:
        """Give the cells row by row, in order."""
        rows: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            rows.setdefault(row, {})[column] = cell
        return rows


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that passed the door: its name, the hash of its bytes, its sheets; `is_text` is one saved as text."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    is_text: bool = False
