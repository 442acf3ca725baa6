"""Read the sheets of an .xlsx workbook, and hold every value against a second, independent reader."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from cdc.sheets import beside, package, parsed, second, strings, styles
from cdc.sheets.page import Book, Page


def read(content: bytes) -> tuple[list[dict[str, Any]], str]:
    """Give the sheets as data, and the first cell that the second reader sees otherwise."""
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        sheets = _sheets(container)
    return sheets, second.difference(content, sheets, _agrees)


def _sheets(container: zipfile.ZipFile) -> list[dict[str, Any]]:
    root, related = package.root(container, package.BOOK), list(package.related(container, package.BOOK))
    paths = {part.id: part for part in related}
    one = {part.kind.rpartition("/")[2]: part.path for part in related}
    settings = root.find(f"{package.MAIN}workbookPr")
    book = Book(
        strings.shared(container, one.get("sharedStrings")),
        styles.read(container, one.get("styles"), one.get("theme")),
        settings is not None and settings.get("date1904") in ("1", "true"),
    )
    found = []
    for element in root.iter(f"{package.MAIN}sheet"):
        part = paths[package.link(element)]
        is_hidden = element.get("state", "visible") != "visible"
        found.append(_sheet(container, part, book, name=element.get("name", ""), hidden=is_hidden))
    if len({sheet["name"] for sheet in found}) < len(found):
        raise ValueError("two sheets of one name")
    return found


def _sheet(container: zipfile.ZipFile, part: package.Related, book: Book, *, name: str, hidden: bool) -> dict[str, Any]:
    """Read a sheet with what lies on it; one that holds no cells, such as a chart, is told as a drawing."""
    if not part.kind.endswith("/worksheet"):
        return parsed.sheet(name, hidden=hidden, cells=[]) | {"drawings": [""], "is_drawing": True}
    links = {link.id: link.path for link in package.related(container, part.path, outside=True)}
    data = Page(name, book, hidden=hidden, links=links).read(container, part.path)
    notes, drawings = beside.of(container, part.path)
    return data | {"notes": notes, "drawings": [*data["drawings"], *drawings]}


def _agrees(cell: list[Any], other: Any) -> bool:
    """Hold a cell against what the second reader has, and take from it what formulas give."""
    kind, text = cell[2], cell[3]
    if kind == "number":
        return second.is_number(text, other)
    if kind == "formula":
        cell[5] = [parsed.UNSHOWABLE.sub("\ufffd", _given(other)), "", ""]
    if kind != "text" or text == str(other):
        return True
    clean = parsed.UNSHOWABLE.sub("\ufffd", str(other)).replace("\r\n", "\n").strip()
    return bool(clean == text.replace("\r\n", "\n").strip())


def _given(value: Any) -> str:
    """Write what a formula gives as a spreadsheet shows it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return str(value)
