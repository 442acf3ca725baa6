"""What the child process hands over: the sheets as plain data, the same whatever kind of file they came in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from cdc.sheets.grid import Shown
from cdc.sheets.styles import PLAIN, Style

UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def cell(
    at: tuple[int, int],
    kind: str,
    text: str,
    shown: Shown | None = None,
    *,
    style: Style = PLAIN,
    struck: bool = False,
) -> list[Any]:
    """Give a cell as data; what no document can show is replaced."""
    clean = UNSHOWABLE.sub("\ufffd", text)
    parts = () if shown is None else (shown.text, shown.number, shown.affix)
    seen = [UNSHOWABLE.sub("\ufffd", part) for part in parts] or None
    return [*at, kind, clean, clean != text, seen, struck or style.is_struck, style.unseen]


def sheet(name: str, *, hidden: bool, cells: list[list[Any]]) -> dict[str, Any]:
    """Give a sheet as data, to be filled with what else stands on it."""
    return {
        "name": name,
        "hidden": hidden,
        "hidden_rows": [],
        "hidden_columns": [],
        "cells": cells,
        "notes": [],
        "drawings": [],
        "merged": [],
        "disguised": [],
        "prompts": [],
        "links": [],
        "is_drawing": False,
    }


def clean(texts: Iterable[str | None]) -> str:
    """Join texts as one line of what can be shown."""
    return UNSHOWABLE.sub("\ufffd", " ".join("".join(text or "" for text in texts).split()))
