"""What all our workbooks have in common: how they are made, when they say so, how a cell looks."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - Excel's own properties carry no zone
CELL = {
    "font_name": "Calibri",
    "font_size": 10,
    "valign": "top",
    "text_wrap": True,
    "border": 1,
    "border_color": "#D5DCE1",
}


def new_book(target: io.BytesIO, **properties: str) -> Any:
    """Start a workbook in which what is typed never becomes a formula or a link; the same content gives the same bytes."""
    import xlsxwriter

    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({**properties, "created": CREATED})
    return book
