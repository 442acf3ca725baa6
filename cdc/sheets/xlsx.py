"""Read the cells of an .xlsx workbook with one reader, and hold every value against a second, independent one."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from cdc.sheets import beside, formats, parsed, second
from cdc.sheets.grid import Shown

MAX_COLUMN = 200
_MARK = "x005F_"
_CODE = re.compile(r"&(?:[A-Z]|\[[A-Za-z]+\])")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read(content: bytes) -> tuple[list[dict[str, Any]], str]:
    """Give the sheets as data, and the first cell that the second reader sees otherwise."""
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(content)) as container:
        strikes = any(b"strike" in container.read(name) for name in container.namelist() if _may_strike(name))
        around = beside.of(container)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), data_only=False, rich_text=strikes)
    sheets = [_sheet(sheet, strikes=strikes) for sheet in book.worksheets]
    for sheet in sheets:
        found = around.get(sheet["name"], {"notes": [], "drawings": []})
        sheet["notes"], sheet["drawings"] = found["notes"], [*sheet["drawings"], *found["drawings"]]
    return sheets, second.difference(content, sheets, _agrees)


def _may_strike(name: str) -> bool:
    return name in ("xl/styles.xml", "xl/sharedStrings.xml") or name.startswith("xl/worksheets/sheet")


def _sheet(sheet: Any, *, strikes: bool) -> dict[str, Any]:
    found = sheet._cells  # noqa: SLF001 - the public way makes a cell of every gap up to the furthest one
    cells = [_cell(found[at], strikes=strikes) for at in sorted(found) if found[at].value not in (None, "")]
    data = parsed.sheet(sheet.title, hidden=sheet.sheet_state != "visible", cells=cells)
    data["hidden_rows"] = [at for at, size in sheet.row_dimensions.items() if size.hidden or size.height == 0]
    data["drawings"] = list(_margins(sheet))
    data["hidden_columns"] = sorted(set(_hidden_columns(sheet)))
    return data


def _hidden_columns(sheet: Any) -> Iterator[int]:
    for size in sheet.column_dimensions.values():
        if (size.hidden or size.width == 0) and size.min and size.max:
            yield from range(size.min, min(size.max, MAX_COLUMN) + 1)


def _margins(sheet: Any) -> Iterator[str]:
    """Give what the headers and footers of printed pages say beyond the sheet's name, a date and a page number."""
    for margin in (
        sheet.oddHeader,
        sheet.oddFooter,
        sheet.evenHeader,
        sheet.evenFooter,
        sheet.firstHeader,
        sheet.firstFooter,
    ):
        for part in (margin.left, margin.center, margin.right):
            text = parsed.clean([_CODE.sub(" ", part.text or "")])
            is_number = "&P" in (part.text or "") and len(text.split()) <= 2
            if text and not is_number:
                yield text


def _cell(cell: Any, *, strikes: bool) -> list[Any]:
    at, value, kind = (cell.row, cell.column), cell.value, cell.data_type
    struck = strikes and (bool(cell.font.strike) or _is_partly_struck(value))
    if kind in ("f", "e"):
        text = str(getattr(value, "text", value)) if kind == "f" else str(value)
        return parsed.cell(at, "formula" if kind == "f" else "error", text, struck=struck)
    if isinstance(value, bool):
        return parsed.cell(at, "flag", "true" if value else "false", struck=struck)
    if isinstance(value, dt.datetime | dt.date | dt.time) or cell.is_date:
        return parsed.cell(at, "date", _moment(value), struck=struck)
    if isinstance(value, int | float):
        text = repr(value)
        return parsed.cell(at, "number", text, formats.shown(text, cell.number_format), struck=struck)
    text = "".join(map(str, value)) if isinstance(value, list) else str(value)
    code = cell.number_format
    seen = text if code in formats.PLAIN else formats.shown_text(text, code)
    return parsed.cell(at, "text", text, None if seen == text else Shown(seen), struck=struck)


def _is_partly_struck(value: Any) -> bool:
    """Tell whether some letters of a cell are struck out."""
    return isinstance(value, list) and any(bool(getattr(getattr(run, "font", None), "strike", False)) for run in value)


def _moment(value: Any) -> str:
    """Write a date; the time only where it says one."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)


def _agrees(cell: list[Any], other: Any) -> bool:
    """Hold a cell against what the second reader has, and take from it what formulas give.

    A text with escaped signs is taken as that one decodes it.
    """
    kind, text = cell[2], cell[3]
    if kind == "number":
        return second.is_number(text, other)
    if kind == "formula":
        cell[5] = [parsed.UNSHOWABLE.sub("\ufffd", _given(other)), "", ""]
    if kind != "text":
        return True
    decoded = str(other)
    if (_ESCAPED.search(text) or _MARK in decoded) and text in _as_first(decoded, text):
        _replace(cell, decoded)
        return True
    clean = parsed.UNSHOWABLE.sub("\ufffd", decoded)
    return bool(
        clean.strip() == text.strip() or clean.replace("\r\n", "\n").strip() == text.replace("\r\n", "\n").strip()
    )


def _as_first(decoded: str, text: str) -> tuple[str, ...]:
    """Give what the first reader may make of a text: it decodes no sign, and drops every mark of an escaped one."""
    written = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", f"_{_MARK}", decoded)
    return decoded, written.replace(_MARK, ""), text if _ESCAPED.sub(_letter, text) == decoded else decoded


def _letter(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _replace(cell: list[Any], text: str) -> None:
    cell[3] = parsed.UNSHOWABLE.sub("\ufffd", text)
    cell[4] = cell[4] or cell[3] != text


def _given(value: Any) -> str:
    """Write what a formula gives as a spreadsheet shows it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return str(value)
