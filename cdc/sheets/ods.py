"""Read the cells of an OpenDocument spreadsheet; it keeps beside every value the text that a person reads."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

from cdc.sheets import formats, ods_looks, parsed, second
from cdc.sheets.grid import Shown
from cdc.sheets.ods_looks import LINK, OFFICE, STYLE, TABLE, TEXT, Looks

MAX_ROW, MAX_COLUMN = 100_000, 200
_REFERENCE = re.compile(r"\[([^\]]*)\]")
Element = ET.Element


@dataclass(frozen=True, slots=True)
class _Styles:
    """The looks of cells, and the styles of sheets by name: those that are hidden, and how each is printed."""

    looks: Looks
    hidden: frozenset[str]
    printed: dict[str, str]


def read(content: bytes) -> tuple[list[dict[str, Any]], str]:
    """Give the sheets as data, and the first cell that a second reader sees otherwise."""
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        root, shared = (
            ET.fromstring(container.read(name)) if name in container.namelist() else None  # noqa: S314 - in a child under limits; DOCTYPE was refused before
            for name in ("content.xml", "styles.xml")
        )
    assert root is not None
    styles, prompts = _styles(root, Looks(root, shared)), ods_looks.prompts(root)
    sheets = [_sheet(table, styles) for table in root.iter(f"{TABLE}table")]
    for sheet in sheets:
        sheet["prompts"] = prompts.get(sheet["name"], [])
    return sheets, second.difference(content, sheets, _agrees)


def _styles(root: Element, looks: Looks) -> _Styles:
    hidden, printed = set(), {}
    for style in root.iter(f"{STYLE}style"):
        name = style.get(f"{STYLE}name", "")
        printed[name] = style.get(f"{STYLE}master-page-name", "")
        if any(part.get(f"{TABLE}display") == "false" for part in style):
            hidden.add(name)
    return _Styles(looks, frozenset(hidden), printed)


def _sheet(table: Element, styles: _Styles) -> dict[str, Any]:
    data = parsed.sheet(
        table.get(f"{TABLE}name", ""), hidden=table.get(f"{TABLE}style-name") in styles.hidden, cells=[]
    )
    data["hidden_columns"] = _hidden_columns(table)
    data["drawings"] = [_said(shape) for part in table.iter(f"{TABLE}shapes") for shape in part]
    master = styles.looks.masters.get(styles.printed.get(table.get(f"{TABLE}style-name", ""), ""))
    data["drawings"] += [] if master is None else ods_looks.margins(master)
    data["disguised"] = list(ods_looks.disguised(table, styles.looks))
    number = 0
    for row in _parts(table, "table-row"):
        times = _times(row, "rows")
        found = list(_cells(row))
        for at in range(number + 1, number + 1 + (times if found else 0)):
            if at > MAX_ROW or len(data["cells"]) > MAX_ROW * 10:
                raise ValueError(f"row {at}")
            for column, cell in found:
                _take(data, cell, (at, column), styles)
                data["merged"] += _joined(cell, at, column)
            if row.get(f"{TABLE}visibility", "visible") != "visible":
                data["hidden_rows"].append(at)
        number += times
    return data


def _parts(table: Element, name: str) -> Iterator[Element]:
    """Give the rows or the columns of a table, also those in groups, in order."""
    for part in table:
        tag = part.tag.removeprefix(TABLE)
        if tag == name:
            yield part
        elif tag.startswith(("table-row", "table-column", "table-header")):
            yield from _parts(part, name)


def _times(element: Element, what: str) -> int:
    return int(element.get(f"{TABLE}number-{what}-repeated", "1"))


def _hidden_columns(table: Element) -> list[int]:
    hidden: list[int] = []
    number = 0
    for column in _parts(table, "table-column"):
        times = _times(column, "columns")
        if column.get(f"{TABLE}visibility", "visible") != "visible":
            hidden += range(number + 1, min(number + times, MAX_COLUMN) + 1)
        number += times
    return hidden


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    """Give the cells of a row that hold something, each with its column; a value repeated far out is refused."""
    column = 0
    for cell in row:
        times = _times(cell, "columns")
        if len(cell) and cell.tag in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            if column + times > MAX_COLUMN:
                raise ValueError(f"column {column + times}")
            yield from ((column + at, cell) for at in range(1, times + 1))
        column += times


def _joined(cell: Element, row: int, column: int) -> list[list[int]]:
    """Give the area that a cell spans, where that is more than itself."""
    down, right = (int(cell.get(f"{TABLE}number-{what}-spanned", "1")) for what in ("rows", "columns"))
    return [[row, column, row + down - 1, column + right - 1]] if down > 1 or right > 1 else []


def _take(data: dict[str, Any], cell: Element, at: tuple[int, int], styles: _Styles) -> None:
    for note in cell.findall(f"{OFFICE}annotation"):
        data["notes"].append([*at, " ".join(_paragraph(part) for part in note.iter(f"{TEXT}p"))])
    data["drawings"] += [
        _said(part) for part in cell if part.tag.startswith("{urn:oasis:names:tc:opendocument:xmlns:drawing")
    ]
    links = (link.get(LINK, "") for link in cell.iter(f"{TEXT}a"))
    data["links"] += [[*at, parsed.clean([link])] for link in list(links)[:1] if link]
    found = _cell(cell, at, styles)
    if found is not None:
        data["cells"].append(found)


def _said(shape: Element) -> str:
    return parsed.clean(_paragraph(part) + " " for part in shape.iter(f"{TEXT}p"))


def _cell(cell: Element, at: tuple[int, int], styles: _Styles) -> list[Any] | None:
    text = "\n".join(_paragraph(part) for part in cell.findall(f"{TEXT}p"))
    style = styles.looks.of(cell.get(f"{TABLE}style-name"))
    spans = (styles.looks.of(part.get(f"{TEXT}style-name")) for part in cell.iter(f"{TEXT}span"))
    struck = any(span.is_struck for span in spans)
    formula, kind = cell.get(f"{TABLE}formula"), cell.get(f"{OFFICE}value-type", "")
    if formula is not None:
        return parsed.cell(at, "formula", _formula(formula), Shown(text), style=style, struck=struck)
    if kind in ("float", "percentage", "currency"):
        number = repr(float(cell.get(f"{OFFICE}value", "0"))).removesuffix(".0")
        return parsed.cell(at, "number", number, _shown(text, number), style=style, struck=struck)
    if kind == "boolean":
        return parsed.cell(at, "flag", cell.get(f"{OFFICE}boolean-value", ""), style=style, struck=struck)
    if kind in ("date", "time"):
        value = cell.get(f"{OFFICE}{kind}-value", "").removesuffix("T00:00:00").replace("T", " ")
        return parsed.cell(at, "date", value, style=style, struck=struck)
    return parsed.cell(at, "text", text, style=style, struck=struck) if text else None


def _shown(text: str, number: str) -> Shown | None:
    """Give what a number shows, where that is another number or more than a number."""
    shown = formats.seen_beside(text, number)
    is_same = not shown.affix and shown.number and Decimal(shown.number) == Decimal(number)
    return None if is_same else shown


def _paragraph(element: Element) -> str:
    """Give the text of a paragraph; several spaces, tabs and line ends are elements."""
    parts = [element.text or ""]
    for part in element:
        name = part.tag.removeprefix(TEXT)
        if name == "s":
            parts.append(" " * min(int(part.get(f"{TEXT}c", "1")), 1000))
        elif name in ("tab", "line-break"):
            parts.append("\t" if name == "tab" else "\n")
        elif part.tag != f"{OFFICE}annotation":
            parts.append(_paragraph(part))
        parts.append(part.tail or "")
    return "".join(parts)


def _formula(text: str) -> str:
    """Write a formula as the other kind of workbook has it."""
    plain = text.partition(":")[2] if re.match(r"[a-z]+:=", text) else text
    pieces = re.split(r'("[^"]*")', plain)
    return "".join(
        piece
        if piece.startswith('"')
        else _REFERENCE.sub(lambda match: match[1].rpartition(".")[2], piece).replace(";", ",")
        for piece in pieces
    )


def _agrees(cell: list[Any], other: Any) -> bool:
    """Hold a cell against what the second reader has; spaces are counted by neither alike."""
    kind, text = cell[2], cell[3]
    if kind == "number":
        return second.is_number(text, other)
    if kind == "text":
        return bool(parsed.UNSHOWABLE.sub("\ufffd", str(other)).split() == text.split())
    return True
