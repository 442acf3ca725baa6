"""What a returned workbook says beside the tables that were read: nothing a person sees is passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from cdc.sheets import Cell, Sheet
from cdc.words import words
from cdc.workbooks.kit import live, unseen
from cdc.workbooks.kit.book import LISTS
from cdc.workbooks.kit.facts import KEY, KEYS, VALUE
from cdc.workbooks.kit.facts import SHEET as FACTS
from cdc.workbooks.kit.locate import Located, locate, titles
from cdc.workbooks.kit.read import TOLD, TableReader
from cdc.workbooks.kit.squeeze import is_blank, plain, squeeze
from cdc.workbooks.kit.table import Column, Table

MANY = 50
"""So many of a kind are told one by one on a sheet; of the others, how many there are."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a workbook was issued with beside its tables: lines of pages, entries of lists, formulas, what they say."""

    pages: Collection[str] = ()
    lists: Collection[str] = ()
    formulas: Collection[str] = ()
    says: Collection[str] = ()
    aside: tuple[Table, ...] = ()
    """Tables that were written for whoever fills the workbook, and that nobody reads when it comes back."""
    noted: tuple[re.Pattern[str], ...] = ()
    """Lines of a page that were written with them."""


def tell(reader: TableReader, known: Known) -> None:
    """Report what no table holds, sheet by sheet."""
    pages, entries = {plain(line) for line in known.pages}, {plain(entry) for entry in known.lists}
    page = _page(reader, pages)
    for sheet in reader.book.sheets:
        _around(reader, sheet)
        unseen.tell(reader, sheet)
        located = reader.located.get(sheet.name) or reader.copies.get(sheet.name)
        if located is not None:
            _table(reader, located, known)
        elif sheet.name == LISTS:
            _tell(reader, "CDC419", sheet, _unlisted(sheet, entries))
        elif sheet.name == FACTS:
            _tell(reader, "CDC419", sheet, _beside_facts(sheet))
        elif sheet is page:
            unseen.renamed(reader, sheet, "grid.instructions")
            _free(reader, sheet, pages, known.noted)
        elif sheet.name not in reader.broken and not _aside(reader, sheet, known.aside):
            _strange(reader, sheet)


def _page(reader: TableReader, pages: Collection[str]) -> Sheet | None:
    """Find the sheet of free text: of those that hold no table, the one that says most of what was issued."""
    taken = {*reader.located, *reader.copies, *reader.broken, LISTS, FACTS}
    said = {
        at: sum(plain(cell.seen) in pages for cell in sheet.cells.values())
        for at, sheet in enumerate(reader.book.sheets)
        if sheet.name not in taken
    }
    best = max(said, key=lambda at: said[at], default=None)
    return None if best is None or not said[best] else reader.book.sheets[best]


def _seen(sheet: Sheet) -> Iterator[Cell]:
    return (cell for at, cell in sorted(sheet.cells.items()) if not is_blank(cell.seen or cell.text))


def _unlisted(sheet: Sheet, entries: Collection[str]) -> Iterator[Cell]:
    return (cell for cell in _seen(sheet) if plain(cell.seen) not in entries)


def _beside_facts(sheet: Sheet) -> Iterator[Cell]:
    """Give what was added to the hidden sheet: beside its pairs, or under a key that we never write."""
    for cell in _seen(sheet):
        key = sheet.cells.get((cell.row, KEY))
        if cell.column > VALUE or key is None or key.text not in KEYS:
            yield cell


def _tell(reader: TableReader, code: str, sheet: Sheet, cells: Iterable[Cell]) -> None:
    """Report cells one by one; beyond a number, how many more there are."""
    found = list(cells)
    for at, cell in enumerate(found[:MANY], 1):
        more = f" … (+{len(found) - MANY})" if at == MANY < len(found) else ""
        reader.add(code, sheet, cell.name, text=(cell.seen or cell.text)[:TOLD] + more)


def _around(reader: TableReader, sheet: Sheet) -> None:
    """Report notes, shapes and struck-out text."""
    for at, text in sorted(sheet.notes.items())[: MANY * 10]:
        reader.add("CDC435", sheet, Cell(*at, "text", "").name, text=text[: unseen.NOTE])
    for text in sheet.drawings[:MANY]:
        reader.add("CDC447", sheet, None, text=text[: unseen.NOTE] or "–")
    struck = sorted((at, cell) for at, cell in sheet.cells.items() if cell.is_struck)
    _tell(reader, "CDC437", sheet, (cell for _, cell in struck if not is_blank(cell.seen or cell.text)))


def _free(reader: TableReader, sheet: Sheet, pages: Collection[str], noted: Collection[re.Pattern[str]]) -> None:
    """Report what stands on the page of free text beside what was issued; what an amendment noted there apart."""
    cells = [cell for cell in _seen(sheet) if plain(cell.seen) not in pages]
    ours = [cell for cell in cells if any(pattern.fullmatch(cell.seen) for pattern in noted)]
    for cell in ours:
        reader.add("CDC940", sheet, cell.name, text=cell.seen[:TOLD], count=1)
    _tell(reader, "CDC419", sheet, (cell for cell in cells if cell not in ours))


def _aside(reader: TableReader, sheet: Sheet, tables: Collection[Table]) -> bool:
    """Report a sheet written for whoever filled the workbook; give whether it is one."""
    located = next(filter(None, (locate(sheet, table) for table in tables)), None)
    if located is None:
        return False
    inside = [cell for cell in _seen(sheet) if cell.column in located.columns.values() and cell.row >= located.head]
    reader.add("CDC940", sheet, located.head_name, text=inside[0].seen[:TOLD], count=len(inside))
    _tell(reader, "CDC419", sheet, (cell for cell in _seen(sheet) if cell not in inside))
    return True


def _strange(reader: TableReader, sheet: Sheet) -> None:
    """Report a sheet that is none of the form's, by the first thing it says."""
    cells = list(_seen(sheet))
    if cells:
        reader.add("CDC434", sheet, cells[0].name, text=cells[0].seen[:TOLD], count=len(cells))


def _table(reader: TableReader, located: Located, known: Known) -> None:
    """Report what stands on the sheet of a table outside its lines and columns, and what of it is hidden."""
    sheet = located.sheet
    ids = {squeeze(id_) for id_ in (located if sheet.name in reader.located else _original(reader, located)).rows}
    _tell(reader, "CDC419", sheet, _outside(located, ids))
    for cell in _other_heads(located):
        reader.add("CDC416", sheet, cell.name, id=cell.name, column=_first_title(located, cell), text=cell.seen[:TOLD])
    for column in located.table.columns:
        if column.live is not None and column.key in located.columns:
            _live(reader, located, column, known)
        if column.is_input and located.columns.get(column.key, 0) in sheet.hidden_columns:
            reader.add(
                "CDC449",
                sheet,
                located.heads[located.columns[column.key]].name,
                what=words(reader.language)(column.heading),
            )
    unseen.joined(reader, located)
    if sheet.is_hidden:
        reader.add("CDC449", sheet, None, what=sheet.name)
    if sheet.name not in reader.copies:
        unseen.renamed(reader, sheet, f"grid.sheet_{located.table.key}")
    if sheet.name in reader.copies:
        _copy(reader, located)


def _outside(located: Located, ids: Collection[str]) -> Iterator[Cell]:
    """Give the cells that are neither headings of ours nor in a column of a line of ours."""
    has_ids = "id" in located.columns
    columns = set(located.columns.values())
    for row, cells in located.sheet.rows.items():
        id_ = cells.get(located.columns.get("id", 0))
        is_line = row > located.head and (not has_ids or (id_ is not None and squeeze(id_.text) in ids))
        if row in located.told:
            continue
        for at, cell in cells.items():
            if not ((is_line or row == located.head) and at in columns) and not is_blank(cell.seen or cell.text):
                yield cell


def _other_heads(located: Located) -> Iterator[Cell]:
    """Give the headings that say more than their column is called in the languages there are."""
    for at, cell in located.heads.items():
        column = next((item for item in located.table.columns if located.columns.get(item.key) == at), None)
        if column is None:
            continue
        names = {squeeze(title) for title in titles(column)}
        parts = [squeeze(part) for part in cell.seen.rstrip("* ").split(" / ")]
        if not set(parts) <= names:
            yield cell


def _first_title(located: Located, cell: Cell) -> str:
    key = next(key for key, at in located.columns.items() if at == cell.column)
    column = next(column for column in located.table.columns if column.key == key)
    return next(title for title in titles(column) if squeeze(title) == squeeze(cell.seen.rstrip("* ").split(" / ")[0]))


def _live(reader: TableReader, located: Located, column: Column, known: Known) -> None:
    """Report formulas that were changed, and what was typed over them."""
    assert column.live is not None
    templates = (column.live.template, *(known.formulas if column.live.cached else ()))
    says = {plain(text) for text in known.says}
    for id_, cells in located.rows.items():
        cell = cells.get(located.columns[column.key])
        if cell is None or is_blank(cell.seen or cell.text):
            continue
        if cell.kind == "formula":
            is_same = live.is_ours(cell.text, templates, says)
        else:
            is_same = plain(cell.seen) in says if column.live.cached else cell.kind in ("number", "text")
        if not is_same:
            told = {
                "id": id_,
                "column": words(reader.language)(column.heading),
                "text": (cell.seen or cell.text)[:TOLD],
            }
            reader.add("CDC416", located.sheet, cell.name, **told)


def _copy(reader: TableReader, copy: Located) -> None:
    """Hold the sheet of a table against the one that was read: each line that differs stands twice."""
    first = _original(reader, copy)
    by_id = {squeeze(id_): id_ for id_ in first.rows}
    differing: list[str] = []
    for row, cells in copy.sheet.rows.items():
        cell = cells.get(copy.columns.get("id", 0))
        id_ = by_id.get(squeeze(cell.text)) if cell is not None and row > copy.head else None
        other = next(iter(_differing(first, copy, id_, cells)), None) if id_ else None
        if id_ and other:
            differing.append(id_)
            place = Cell(row, copy.columns[other], "text", "").name
            reader.add("CDC411", copy.sheet, place, id=id_, first=f"{first.sheet.name}!{first.name(id_, other)}")
    lines = ", ".join(differing[:8]) + (" …" if len(differing) > 8 else "")
    reader.add("CDC436", copy.sheet, copy.head_name, name=first.sheet.name, count=len(differing), lines=lines or "–")


def _original(reader: TableReader, copy: Located) -> Located:
    return next(found for found in reader.located.values() if found.table.key == copy.table.key)


def _differing(first: Located, copy: Located, id_: str, cells: dict[int, Cell]) -> Iterator[str]:
    """Give the keys of columns in which a line differs from the one that was read."""
    for column in first.table.columns:
        if column.live is None and column.key in copy.columns:
            own, other = first.cell(id_, column.key), cells.get(copy.columns[column.key])
            if plain(own.seen if own else "") != plain(other.seen if other else ""):
                yield column.key
