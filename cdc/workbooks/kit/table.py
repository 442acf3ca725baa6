"""What a sheet declares: its columns, once, by key; the writer and the reader know a sheet by this alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Live:
    """A formula every row holds: `[key]` is the row's own cell in that column, `«key»` a phrase of the workbook."""

    template: str
    cached: str = ""
    """The phrase that stands there until a spreadsheet computes."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """A cell takes an entry of a list: the one named here, or the one its row names."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A cell takes a number that is not below a bound; `error` is the phrase that says so."""

    minimum: int
    error: str


@dataclass(frozen=True, slots=True)
class Between:
    """A cell takes a whole number between two bounds."""

    minimum: int
    maximum: int


Check = OneOf | AtLeast | Between


@dataclass(frozen=True, slots=True)
class Column:
    """A column: key, width, look, who fills it, what it takes, and the formula it holds."""

    key: str
    width: int
    look: str = "locked"
    is_input: bool = False
    is_required: bool = False
    is_optional: bool = False
    """Hidden where no row has anything in it."""
    is_hidden: bool = False
    """Hidden in any case: what it holds is for the reader of the file alone."""
    fits: bool = False
    """The text decides how high the row is."""
    phrase: str = ""
    """The phrase of its heading, where it is not `grid.<key>`."""
    title: str | None = None
    """The heading itself, where it is a name and no phrase."""
    live: Live | None = None
    check: Check | None = None
    good: str = ""
    """The phrase that says that a row is done: it shows green, everything else red."""

    @property
    def heading(self) -> str:
        """Give the key of the phrase in the heading."""
        return self.phrase or f"grid.{self.key}"

    @property
    def is_issued(self) -> bool:
        """Say whether its texts are ours: what comes back must be what went out."""
        return not self.is_input and self.live is None and self.key != "id"


def fill(key: str, width: int, *, look: str = "input", check: Check | None = None, required: bool = False) -> Column:
    """Declare a column that the receiver fills."""
    return Column(key, width, look, is_input=True, is_required=required, check=check)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: lines joined by id, columns found by heading."""

    key: str
    columns: tuple[Column, ...]
    needed: tuple[str, ...] = ()
    """Columns without which nothing can be read."""
    distinctive: tuple[frozenset[str], ...] = ()
    """Sets of columns of which one must stand beside the id for a row to be this sheet's heading."""
    frozen: int = 1
    """How many columns stay in sight."""
    is_protected: bool = True
    is_filtered: bool = True
    least_height: int = 0

    @property
    def inputs(self) -> tuple[str, ...]:
        """Give the keys of the columns the receiver fills."""
        return tuple(column.key for column in self.columns if column.is_input)

    def with_columns(self, columns: Iterable[Column]) -> Table:
        """Give the table with more columns at its right."""
        return replace(self, columns=(*self.columns, *columns))


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of one cell, with the value it has now; `«0»` is its first text, `[key]` and `«key»` as in `Live`."""

    template: str
    cached: str | int | Decimal | Fraction = ""
    texts: tuple[str, ...] = ()


Value = str | int | Decimal | Fraction | Formula | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row to write: values by column; a column that is not named stays empty."""

    values: Mapping[str, Value]
    lists: Mapping[str, str] = field(default_factory=dict)
    """The list from which a cell takes its entry, by column."""
    looks: Mapping[str, str] = field(default_factory=dict)
    """Looks that differ from their column's."""

    @property
    def id(self) -> str:
        """Give the id by which the row is joined."""
        return str(self.values.get("id", ""))
