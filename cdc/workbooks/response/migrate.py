"""What becomes of a half-filled workbook when the form is amended: line by line, with all that a vendor typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from cdc.findings import Finding
from cdc.sheets import Cell, Sheet, Workbook
from cdc.workbooks.kit import numbers
from cdc.workbooks.kit.book import LISTS, tab
from cdc.workbooks.kit.choices import choice
from cdc.workbooks.kit.facts import SHEET
from cdc.workbooks.kit.locate import Located, locate
from cdc.workbooks.kit.read import TableReader, amount_of, says
from cdc.workbooks.kit.table import Table, Value
from cdc.workbooks.kit.texts import heading
from cdc.workbooks.response.issued import Choices, Issued, Line
from cdc.workbooks.response.tables import IDENTITY, UPDATE, Envelope, tables

Fate = Literal["kept", "review", "new", "withdrawn"]
COMPARED = frozenset({"title", "statement", "details", "item", "period", "quantity", "unit", "question"})
"""What an answer answers; group, priority and weight may change under it."""
_LOST = ("CDC407", "CDC408")
"""Findings that say that a sheet or a column is gone; what else is strange shows when the new file is checked."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One line: what became of it, the columns that changed, the line before and now, what the vendor had typed.

    `meanings` holds what the chosen answer meant and what it means now, where the two differ.
    """

    table: str
    id: str
    fate: Fate
    changed: tuple[str, ...] = ()
    was: Line | None = None
    now: Line | None = None
    typed: Mapping[str, Value] = field(default_factory=dict)
    meanings: tuple[str, str] | None = None

    @property
    def carried(self) -> Mapping[str, Value]:
        """Give what goes into the new form: an answer to other words is to be given again, its comment stands."""
        if self.fate == "kept":
            return self.typed
        aside = ("answer", "unit_price")
        return {key: value for key, value in self.typed.items() if self.fate == "review" and key not in aside}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What a vendor typed where nothing was asked; formulas are among it, for they are never carried."""

    sheet: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Migration:
    """All lines of the old and the new form, what was typed elsewhere, and what could not be found."""

    lines: tuple[Moved, ...]
    elsewhere: tuple[Elsewhere, ...]
    findings: tuple[Finding, ...]

    def of(self, fate: Fate) -> tuple[Moved, ...]:
        """Give the lines that had one fate."""
        return tuple(line for line in self.lines if line.fate == fate)


def migrate(book: Workbook, old: Issued, new: Issued, *, old_envelope: Envelope, envelope: Envelope) -> Migration:
    """Compare two forms of one tender and take what a vendor typed in the older one to where it holds.

    Only sheets that the new workbook has too are looked at where the envelopes differ, so that no price comes into a
    technical one.
    """
    collected = _Typed(book, old, old_envelope, envelope)
    collected.run()
    lines = tuple(move for table in tables(envelope) for move in _moves(table, old, new, collected))
    lost = tuple(finding for finding in collected.findings if finding.code in _LOST)
    return Migration(lines, tuple(collected.elsewhere), lost)


def _moves(table: Table, old: Issued, new: Issued, collected: _Typed) -> Iterator[Moved]:
    before = {line.id: line for line in old.of(table.key)}
    typed = collected.by_table.get(table.key, {})
    for line in new.of(table.key):
        was = before.pop(line.id, None)
        if was is None:
            yield Moved(table.key, line.id, "new", now=line)
        else:
            yield _kept(table.key, was, line, typed.get(line.id, {}), (old, new))
    for line in before.values():
        yield Moved(table.key, line.id, "withdrawn", was=line, typed=typed.get(line.id, {}))


def _kept(table: str, was: Line, now: Line, typed: Mapping[str, Value], forms: tuple[Issued, Issued]) -> Moved:
    """Keep an answer where its line and the answer itself say what they said."""
    changed = tuple(
        key for key in dict.fromkeys((*was.values, *now.values)) if not _same(was.values.get(key), now.values.get(key))
    )
    if now.id in IDENTITY:
        return Moved(table, now.id, "kept", (), was, now, typed)
    meanings = _meanings(was, now, str(typed.get("answer") or ""), forms)
    is_other = bool(COMPARED & set(changed)) or meanings is not None or was.answered != now.answered
    return Moved(table, now.id, "review" if is_other else "kept", changed, was, now, typed, meanings)


def _same(was: Value, now: Value) -> bool:
    """Tell whether two issued values say the same; how lines are broken is no wording."""
    if isinstance(was, str) and isinstance(now, str):
        return was.split() == now.split()
    return was == now or (was in (None, "") and now in (None, ""))


def _meanings(was: Line, now: Line, typed: str, forms: tuple[Issued, Issued]) -> tuple[str, str] | None:
    """Give what the chosen answer meant and means, if they differ; empty where the list has it no more."""
    if not was.list or not typed:
        return None
    chosen = choice(typed, forms[0].choices[was.list].ways)
    if chosen is None:
        return None
    before = _meaning(forms[0].choices[was.list], chosen)
    after = _meaning(forms[1].choices[now.list], chosen) if now.list else ""
    return None if _same(before, after) else (before, after)


def _meaning(choices: Choices, id_: str) -> str:
    """Write an answer as it was issued: its label, and what it means where the workbook says so."""
    if id_ not in choices.ids:
        return ""
    at = choices.ids.index(id_)
    return " — ".join(part for part in (choices.labels[at], *choices.meanings[at : at + 1]) if part)


class _Typed(TableReader):
    """Collects everything that was typed in a workbook: into cells of the form, and elsewhere."""

    def __init__(self, book: Workbook, issued: Issued, own: Envelope, wanted: Envelope) -> None:
        super().__init__(book, issued.language)
        self.issued_form, self.is_whole = issued, own == wanted
        self.tables = [table for table in tables(own) if table in tables(wanted)]
        self.by_table: dict[str, dict[str, dict[str, Value]]] = {}
        self.elsewhere: list[Elsewhere] = []

    def run(self) -> None:
        """Read the sheets of the form, then all others that are not ours."""
        seen = {SHEET, LISTS}
        for table in self.tables:
            located = self.find(table)
            if located is not None:
                seen.add(located.sheet.name)
                self._table(located)
        for sheet in self.book.sheets if self.is_whole else ():
            if sheet.name not in seen and locate(sheet, UPDATE) is None:
                self._other(sheet)

    def _table(self, located: Located) -> None:
        lines = {line.id: line for line in self.issued_form.of(located.table.key)}
        self.rows(located, tuple(lines))
        by_row = {next(iter(cells.values())).row: id_ for id_, cells in located.rows.items()}
        keys = {at: key for key, at in located.columns.items()}
        typed = self.by_table.setdefault(located.table.key, {})
        for (row, at), cell in sorted(located.sheet.cells.items()):
            id_, key = by_row.get(row), keys.get(at)
            if row == located.head and key is not None:
                continue
            if id_ is None or key is None:
                self._found(located.sheet, cell)
            elif key in located.table.inputs and cell.kind not in ("formula", "error"):
                typed.setdefault(id_, {})[key] = _value(cell)
            elif key in located.table.inputs or not _is_ours(located, lines[id_], key, cell):
                self._found(located.sheet, cell)

    def _other(self, sheet: Sheet) -> None:
        """Take in a sheet of the vendor's own; of the instructions, only what stands beside our column."""
        is_told = sheet.name == tab(heading("grid.instructions", self.issued_form.languages))
        for (_, at), cell in sorted(sheet.cells.items()):
            if not (is_told and at == 1):
                self._found(sheet, cell)

    def _found(self, sheet: Sheet, cell: Cell) -> None:
        self.elsewhere.append(Elsewhere(sheet.name, cell.name, cell.text))


def _is_ours(located: Located, line: Line, key: str, cell: Cell) -> bool:
    """Tell whether a cell that nobody was to fill still holds what we wrote."""
    if key == "line_total" and cell.kind != "formula":
        return _is_product(located, line, cell)
    return key in ("id", "status", "line_total") or says(cell, line.values.get(key))


def _is_product(located: Located, line: Line, cell: Cell) -> bool:
    """Tell whether a total that was saved as a number is quantity times unit price."""
    price, quantity = located.cell(line.id, "unit_price"), line.values.get("quantity")
    amount, shown = (amount_of(part, part.text) if part else None for part in (price, cell))
    if amount is None or shown is None or not isinstance(quantity, Decimal):
        return False
    return abs(shown - amount * quantity) < Decimal("0.005")


def _value(cell: Cell) -> Value:
    """Give what was typed as it can be written again: exact numbers as numbers, everything else as it shows."""
    if cell.kind == "number" and cell.shown is not None:
        return cell.seen  # 12 in a cell that shows 12k € is no 12
    if cell.kind == "number":
        number = numbers.from_cell(cell.text)
        return cell.text if number is None else number
    return cell.text
