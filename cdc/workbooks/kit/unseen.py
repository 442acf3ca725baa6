"""What on a sheet is other than it looks: text that nobody sees, joined cells, new names, addresses behind cells."""

from __future__ import annotations

from collections.abc import Iterator

from cdc.findings import Phrase
from cdc.sheets import Cell, Sheet
from cdc.words import words
from cdc.workbooks.kit.book import tab
from cdc.workbooks.kit.locate import Located
from cdc.workbooks.kit.read import TOLD, TableReader, is_named
from cdc.workbooks.kit.squeeze import is_blank, plain

MANY = 50
"""So many of a kind are told on a sheet."""
NOTE = 1000
"""So many letters of a note are shown."""


def tell(reader: TableReader, sheet: Sheet) -> None:
    """Report what cells hold and nobody sees, what is shown beside them, and where they lead."""
    for cell, why in list(_hidden(sheet))[:MANY]:
        text = (cell.seen or cell.text)[:TOLD]
        reader.add("CDC922", sheet, cell.name, text=text, why=Phrase(f"what.unseen_{why}"))
    for at, text in sorted(sheet.prompts.items())[:MANY]:
        reader.add("CDC435", sheet, _name(at), text=text[:NOTE])
    for at, text in sorted(sheet.links.items())[:MANY]:
        if not _says(sheet.cells.get(at), text):
            reader.add("CDC925", sheet, _name(at), text=text[:NOTE])


def joined(reader: TableReader, located: Located) -> None:
    """Report cells to be filled that were joined with others: one answer looks like that of several lines."""
    inputs = {located.columns[key] for key in located.table.inputs if key in located.columns}
    for top, left, bottom, right in located.sheet.merged[:MANY]:
        if bottom > located.head and any(left <= at <= right for at in inputs):
            first, last = _name((top, left)), _name((bottom, right))
            reader.add("CDC923", located.sheet, first, area=f"{first}:{last}", first=first)


def renamed(reader: TableReader, sheet: Sheet, key: str) -> None:
    """Report a sheet whose name is none under which it was issued."""
    if not reader.book.is_text and not is_named(sheet.name, key):
        reader.add("CDC924", sheet, None, name=sheet.name, wanted=tab(words(reader.language)(key)))


def _hidden(sheet: Sheet) -> Iterator[tuple[Cell, str]]:
    """Give the cells that hold something, and why nobody sees it."""
    every = [(at, cell, cell.unseen) for at, cell in sheet.cells.items() if cell.unseen]
    if sheet.disguised:
        every += [(at, cell, "condition") for at, cell in sheet.cells.items() if sheet.is_disguised(at)]
    every += [(at, cell, "joined") for at, cell in sheet.covered.items()]
    return (
        (cell, why) for _, cell, why in sorted(every, key=lambda one: one[0]) if not is_blank(cell.seen or cell.text)
    )


def _says(cell: Cell | None, target: str) -> bool:
    """Tell whether a cell shows the address to which it leads."""
    return cell is not None and plain(cell.seen) in (target, target.removeprefix("mailto:"), target.rstrip("/"))


def _name(at: tuple[int, int]) -> str:
    return Cell(*at, "text", "").name
