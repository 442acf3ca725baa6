"""Read one sheet that was saved as text (.csv): its cells have neither format nor note nor formula."""

from __future__ import annotations

import codecs
import csv
import io
from typing import Any

from cdc.sheets import parsed

NAME = "csv"
_MARKS = (";", ",", "\t")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decoded(content: bytes) -> str | None:
    """Give the text, in UTF-8 or as its mark says; None where its letters could only be guessed."""
    try:
        return content.decode("utf-16" if content.startswith(_WIDE) else "utf-8-sig")
    except UnicodeDecodeError:
        return None


def read(content: bytes) -> dict[str, Any]:
    """Give the sheet as data."""
    text = decoded(content) or ""
    first, _, rest = text.partition("\n")
    told = first.rstrip("\r")
    if told.lower().startswith("sep=") and len(told) == 5:  # a line for spreadsheets alone
        rows = _rows(rest, told[-1])
    else:
        rows = max((_rows(text, mark) for mark in _MARKS), key=lambda rows: len(rows[0]) if rows else 0)
    cells = [
        parsed.cell((row, column), "text", value)
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value
    ]
    return parsed.sheet(NAME, hidden=False, cells=cells)


def _rows(text: str, mark: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
