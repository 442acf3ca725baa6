"""Hold the cells that one reader found against a second, independent reader."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any


def difference(content: bytes, sheets: list[dict[str, Any]], agrees: Callable[[list[Any], Any], bool]) -> str:
    """Name the first cell that the second reader sees otherwise; `agrees` holds a cell against what that one has."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for sheet in sheets:
        if sheet["is_drawing"]:
            continue
        if sheet["name"] not in book.sheet_names:
            return f"{sheet['name']}"
        rows = book.get_sheet_by_name(sheet["name"]).to_python(skip_empty_area=False)
        at = _other_value(sheet["cells"], rows, agrees) or _unknown_value(sheet["cells"], rows)
        if at:
            return f"{sheet['name']}, {at}"
    return ""


def _other_value(cells: list[list[Any]], rows: list[list[Any]], agrees: Callable[[list[Any], Any], bool]) -> str:
    for cell in cells:
        row, column = cell[0], cell[1]
        other = rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else ""
        if not agrees(cell, other):
            return f"{row}/{column}"
    return ""


def _unknown_value(cells: list[list[Any]], rows: list[list[Any]]) -> str:
    """Name a cell that only the second reader has; cells of blanks are nothing to either."""
    known: dict[int, set[int]] = {}
    for cell in cells:
        known.setdefault(cell[0], set()).add(cell[1])
    nothing: set[int] = set()
    for number, row in enumerate(rows, 1):
        columns = known.get(number, nothing)
        for column, value in enumerate(row, 1):
            if value != "" and column not in columns and str(value).strip():
                return f"{number}/{column}"
    return ""


def is_number(text: str, other: Any) -> bool:
    """Tell whether the second reader has the same number."""
    return isinstance(other, int | float) and float(text) == float(other)
