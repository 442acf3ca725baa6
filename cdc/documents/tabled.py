"""Tables as readers need them: one item becomes facts, a value that all share a note, a sparse column lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cdc.documents import markdown
from cdc.model import blocks as b
from cdc.words import Words

ROWS = 3
"""Rows from which a column may leave its table."""


def laid_out(table: b.Table, words: Words, *, is_named: bool = True) -> tuple[b.Block, ...]:
    """Give a table without empty, uniform and sparse columns; what they say is told elsewhere.

    `is_named` tells whether the column after the id says what an item is called.
    """
    full = _only(table, [at for at in range(len(table.columns)) if any(row.cells[at] for row in table.rows)])
    if not full.columns:
        return ()
    if len(full.rows) == 1:
        return _as_facts(full, words, is_named=is_named and full.columns[:2] == table.columns[:2])
    if len(full.rows) < ROWS:
        return (full,)
    shared = [at for at in _movable(full) if len({row.cells[at] for row in full.rows}) == 1]
    facts = "; ".join(
        f"{words.labelled(full.columns[at].title)} {markdown.plain(full.rows[0].cells[at])}" for at in shared
    )
    left = _folded(_only(full, [at for at in range(len(full.columns)) if at not in shared]), words)
    note = (b.Paragraph((words("document.in_every_row", facts=facts),), "note"),) if shared else ()
    return (left, *note)


def filled(table: b.Table) -> b.Table:
    """Give a table without the columns in which no row says anything; a dash says nothing, one cell is a whole row."""
    whole = [row for row in table.rows if len(row.cells) == len(table.columns)]
    kept = [at for at in range(len(table.columns)) if any(_says(row.cells[at]) for row in whole)]
    if not whole or len(kept) == len(table.columns):
        return table
    rows = tuple(replace(row, cells=tuple(row.cells[at] for at in kept)) if row in whole else row for row in table.rows)
    return replace(table, columns=tuple(table.columns[at] for at in kept), rows=rows)


def _says(cell: b.Inlines) -> bool:
    return markdown.plain(cell).strip(" \u2003–") != ""


def _only(table: b.Table, kept: Sequence[int]) -> b.Table:
    rows = tuple(replace(row, cells=tuple(row.cells[at] for at in kept)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[at] for at in kept), rows=rows)


def _movable(table: b.Table) -> list[int]:
    """Name the columns that may leave: those after what an item is called, as long as two columns stay."""
    first = 2 if table.columns[0].is_id else 1
    return list(range(max(first, 2), len(table.columns)))


def _as_facts(table: b.Table, words: Words, *, is_named: bool) -> tuple[b.Block, ...]:
    """Give the one row of a table: its id and name as a heading under the words of its caption, the rest as facts."""
    (row,) = table.rows
    if table.caption is None and row.anchor is None:
        return (b.Facts(tuple((column.title, cell) for column, cell in zip(table.columns, row.cells, strict=True))),)
    named = 2 if table.columns[0].is_id and len(table.columns) > 1 and is_named else 1
    called: b.Inlines = row.cells[0] + ((" ", *row.cells[1]) if named == 2 else ())
    heading = (f"{words.labelled(table.caption)} ", *called) if table.caption else called
    facts = tuple((column.title, cell) for column, cell in zip(table.columns[named:], row.cells[named:], strict=True))
    return (b.Heading(heading), *([b.Facts(facts)] if facts else []))


def _folded(table: b.Table, words: Words) -> b.Table:
    """Move what stands in sparse columns into the widest text of its row."""
    sparse = [at for at in _movable(table) if sum(1 for row in table.rows if row.cells[at]) * 2 < len(table.rows)]
    texts = [at for at in range(len(table.columns)) if at not in sparse and _is_text(table.columns[at])]
    if not sparse or not texts:
        return table
    into = max(texts, key=lambda at: (table.columns[at].width, -at))
    rows = tuple(replace(row, cells=_with_lines(row.cells, into, sparse, table.columns, words)) for row in table.rows)
    return _only(replace(table, rows=rows), [at for at in range(len(table.columns)) if at not in sparse])


def _is_text(column: b.Column) -> bool:
    return column.align == "left" and not column.is_id


def _with_lines(
    cells: tuple[b.Inlines, ...], into: int, sparse: Sequence[int], columns: Sequence[b.Column], words: Words
) -> tuple[b.Inlines, ...]:
    lines = list(cells[into])
    for at in sparse:
        if cells[at]:
            lines += [*([b.Break()] if lines else []), f"{words.labelled(columns[at].title)} ", *cells[at]]
    return (*cells[:into], tuple(lines), *cells[into + 1 :])
