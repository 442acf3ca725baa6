"""Parse one workbook from standard input and print its cells as JSON; run as a child process under limits."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import sys
import warnings
from typing import Any

MEMORY = 1536 * 1024 * 1024
PROCESSOR_SECONDS = 50
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's time limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))


def _cell(value: Any, kind: str, is_date: bool) -> tuple[str, str, bool]:
    if kind == "f":
        return "formula", str(getattr(value, "text", value)), False
    if kind == "e":
        return "error", str(value), False
    if isinstance(value, bool):
        return "flag", "true" if value else "false", False
    if isinstance(value, dt.datetime | dt.date | dt.time) or is_date:
        return "date", str(value), False
    if isinstance(value, int | float):
        return "number", repr(value), False
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value))
    clean = _UNSHOWABLE.sub("\ufffd", text)
    return "text", clean, clean != text


def _read(content: bytes) -> list[dict[str, Any]]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), data_only=False)
    sheets = []
    for sheet in book.worksheets:
        cells = []
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and cell.value != "":
                    kind, text, replaced = _cell(cell.value, cell.data_type, cell.is_date)
                    cells.append([cell.row, cell.column, kind, text, replaced])
        hidden_rows = [at for at, size in sheet.row_dimensions.items() if size.hidden]
        sheets.append(
            {"name": sheet.title, "hidden": sheet.sheet_state != "visible", "hidden_rows": hidden_rows, "cells": cells}
        )
    return sheets


def _difference(content: bytes, sheets: list[dict[str, Any]]) -> str:
    """Name the first cell that a second, independent reader sees otherwise."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for sheet in sheets:
        if sheet["name"] not in book.sheet_names:
            return f"{sheet['name']}"
        rows = book.get_sheet_by_name(sheet["name"]).to_python(skip_empty_area=False)
        for row, column, kind, text, _ in sheet["cells"]:
            if kind not in ("text", "number"):
                continue
            other = rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else ""
            if kind == "number":
                same = isinstance(other, int | float) and float(text) == float(other)
            else:
                same = _UNSHOWABLE.sub("\ufffd", _ESCAPED.sub("\ufffd", str(other))).strip() == _plain(text)
            if not same:
                return f"{sheet['name']}, {row}/{column}"
    return ""


def _plain(text: str) -> str:
    return _ESCAPED.sub("\ufffd", text).strip()


def main() -> int:
    """Read standard input, print JSON; any failure is one line on standard error and exit code 1."""
    _limit()
    content = sys.stdin.buffer.read()
    try:
        sheets = _read(content)
        differs = _difference(content, sheets)
    except MemoryError:
        sys.stderr.write("too large\n")
        return 1
    except Exception as error:  # noqa: BLE001 - whatever a hostile file triggers becomes one refusal
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    sys.stdout.write(json.dumps({"sheets": sheets, "differs": differs}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
