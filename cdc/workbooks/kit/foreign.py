"""What a workbook is that does not tell what it is."""

from __future__ import annotations

from collections.abc import Iterable

from cdc.findings import Finding, Place
from cdc.sheets import Workbook
from cdc.workbooks.kit import facts
from cdc.workbooks.kit.locate import locate
from cdc.workbooks.kit.table import Table

SHEETS = 5
"""So many sheets of a foreign workbook are named."""


def foreign(book: Workbook, tables: Iterable[Table]) -> Finding:
    """Tell our sheets that lost their hidden one from another house's file."""
    if any(locate(sheet, table) for table in tables for sheet in book.sheets):
        return Finding("CDC438", Place(book.name), {"sheet": facts.SHEET})
    first = next((cell for sheet in book.sheets for _, cell in sorted(sheet.cells.items())), None)
    named = ", ".join(sheet.name for sheet in book.sheets[:SHEETS])
    return Finding("CDC439", Place(book.name), {"sheets": named, "text": first.seen[:60] if first else "–"})
