"""The translator's workbook: key, source and translation side by side, joined by the key when it comes back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Protocol

from cdc import sheets
from cdc.findings import Finding, Place
from cdc.words import LANGUAGES, words
from cdc.workbooks.look import CELL, new_book

HEAD, FIRST = 1, 2
"""Rows of the heads and of the first text."""
SHEET = "cdc-translation"


class Text(Protocol):
    """A text to translate."""

    @property
    def key(self) -> str:
        """Its lasting key."""

    @property
    def source(self) -> str:
        """The text."""

    @property
    def target(self) -> str:
        """Its translation, if there is one."""

    @property
    def state(self) -> str:
        """Where the translation stands."""


def write(units: Sequence[Text], *, source: str, target: str, tender: str) -> bytes:
    """Write the workbook: only the translations can be changed; the heads carry the two languages."""
    stream = io.BytesIO()
    book = new_book(stream, title=f"{tender} {source} → {target}")
    say = words(target)
    locked = book.add_format({**CELL, "bg_color": "#F1F5F8"})
    open_ = book.add_format({**CELL, "locked": False})
    head = book.add_format({**CELL, "bold": True, "font_color": "#FFFFFF", "bg_color": "#0B5C7A"})
    sheet = book.add_worksheet(SHEET)
    titles = (say("label.id"), source, target, say("label.status"))
    for column, (title, width) in enumerate(zip(titles, (34, 60, 60, 16), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(HEAD - 1, column, title, head)
    for row, unit in enumerate(units, FIRST - 1):
        lines = max(_lines(unit.key, 34), _lines(unit.source, 60), _lines(unit.target, 60))
        sheet.set_row(row, 13.5 * min(lines, 30) + 2)
        sheet.write_string(row, 0, unit.key, locked)
        sheet.write_string(row, 1, unit.source, locked)
        sheet.write_string(row, 2, unit.target, open_) if unit.target else sheet.write_blank(row, 2, None, open_)
        sheet.write_string(row, 3, say(f"value.translation_{unit.state}"), locked)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(units), 1), 3)
    sheet.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})
    book.close()
    return stream.getvalue()


def _lines(text: str, width: int) -> int:
    """Guess how many lines a text takes in a column."""
    return sum(1 + len(line) // (width - 4) for line in text.split("\n"))


def read(name: str, content: bytes) -> tuple[str, list[tuple[str, str, str, Place]], tuple[Finding, ...]]:
    """Give the target language and each key with source, translation and cell; what is no such workbook is a finding."""
    book, refused = sheets.open_untrusted(name, content)
    if book is None:
        return "", [], refused
    sheet = next((found for found in book.sheets if found.name == SHEET), None)
    heads = [sheet.cells[HEAD, at].text if sheet and (HEAD, at) in sheet.cells else "" for at in (1, 2, 3)]
    if sheet is None or heads[0] not in {words(language)("label.id") for language in LANGUAGES}:
        return "", [], (Finding("CDC269", Place(name), {"sheet": SHEET}),)
    rows = sorted({row for row, _ in sheet.cells if row >= FIRST})
    found, findings = [], []
    for row in rows:
        cells = [sheet.cells.get((row, at)) for at in (1, 2, 3)]
        place = Place(name, sheet=SHEET, cell=f"C{row}")
        if cells[2] is not None and cells[2].kind in ("formula", "error"):
            findings.append(Finding("CDC270", place, {"text": cells[2].text[:60]}))
            continue
        key, source, target = (cell.text if cell is not None else "" for cell in cells)
        if key:
            found.append((key, source, target, place))
    return heads[2], found, tuple(findings)
