"""How cells look: one table of looks for what goes out to be filled, one for what is only read."""

from __future__ import annotations

from collections.abc import Mapping

Look = Mapping[str, object]
FONT: Look = {"font_name": "Calibri", "font_size": 10}
CELL: Look = {**FONT, "valign": "top", "text_wrap": True, "border": 1, "border_color": "#D5DCE1"}
_LOCKED: Look = {**CELL, "bg_color": "#F1F5F8"}
_INPUT: Look = {**CELL, "locked": False, "bg_color": "#FFFDF3"}
HEAD: Look = {**CELL, "bold": True, "bg_color": "#0B5C7A", "font_color": "#FFFFFF"}

FORM: Mapping[str, Look] = {
    "locked": _LOCKED,
    "strong": {**_LOCKED, "bold": True, "font_color": "#0B5C7A"},
    "number": {**_LOCKED, "align": "right"},
    "money": {**_LOCKED, "align": "right", "num_format": "#,##0.00"},
    "input": _INPUT,
    "price": {**_INPUT, "align": "right", "num_format": "#,##0.00##"},
    "head": {**HEAD, "valign": "vcenter"},
    "title": {"font_name": "Calibri", "bold": True, "font_size": 16, "font_color": "#0B5C7A", "text_wrap": True},
    "text": {"font_name": "Calibri", "font_size": 11, "text_wrap": True, "valign": "top"},
    "good": {"font_color": "#2D5A34", "bg_color": "#E9F1EA"},
    "open": {"font_color": "#8A2C4A", "bg_color": "#F8E8EC"},
}
_REVIEW: Look = {"bg_color": "#FFD9A0", "bold": True}
REVIEW: Mapping[str, Look] = {"review": {**_INPUT, **_REVIEW}, "review_price": {**FORM["price"], **_REVIEW}}
"""How a cell looks whose words have changed since it was filled."""
