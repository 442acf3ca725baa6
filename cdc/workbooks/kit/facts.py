"""The hidden sheet on which a workbook says what it is: pairs of key and value, and long texts under one key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cdc.sheets import Cell, Workbook
from cdc.workbooks.kit.book import Book

SHEET = "_cdc"
KEY, VALUE = 1, 2
"""The two columns, counted from 1."""
KEYS = frozenset({"tender", "form", "envelope", "languages", "version", "check", "rules", "evaluator", "bids"})
"""Everything that a workbook of ours says of itself."""
PARTS_FROM = 11
"""The row from which long texts stand."""


def write(book: Book, facts: Mapping[str, str], *, part: str = "", parts: Iterable[str] = ()) -> None:
    """Write facts, and the parts of a long text under the key `part`."""
    sheet = book.hidden(SHEET)
    pairs = [*enumerate(facts.items(), 1), *((row, (part, text)) for row, text in enumerate(parts, PARTS_FROM))]
    for row, (key, value) in pairs:
        sheet.write_string(row - 1, KEY - 1, key)
        sheet.write_string(row - 1, VALUE - 1, value)


def read(book: Workbook, needed: Iterable[str]) -> dict[str, str]:
    """Give the facts of the sheet that holds the needed keys; nothing where there is none."""
    wanted = set(needed)
    for sheet in book.sheets:
        facts = {cells[KEY].text: cells[VALUE].text for cells in sheet.rows.values() if _is_pair(cells)}
        if wanted <= facts.keys():
            return facts
    return {}


def parts(book: Workbook, part: str) -> list[str]:
    """Give the parts of a long text, in order."""
    return [
        cells[VALUE].text
        for sheet in book.sheets
        if sheet.name == SHEET
        for cells in sheet.rows.values()
        if _is_pair(cells) and cells[KEY].text == part
    ]


def _is_pair(cells: Mapping[int, Cell]) -> bool:
    return KEY in cells and VALUE in cells
