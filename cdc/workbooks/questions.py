"""The sheet of questions: the log as a workbook, to be filled by those who answer, and read back by id."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cdc.findings import Finding, Place
from cdc.model.base import ID_PATTERN
from cdc.model.practice import Question
from cdc.sheets import Cell, Workbook
from cdc.words import pick, words
from cdc.workbooks.kit.book import Book
from cdc.workbooks.kit.locate import Located
from cdc.workbooks.kit.looks import FORM
from cdc.workbooks.kit.read import TableReader
from cdc.workbooks.kit.table import Column, Row, Table
from cdc.workbooks.kit.write import write_rows

BLANK = 40
"""Empty rows below, for questions that are not logged yet."""
_TEXTS = ("text", "answer")
_DAYS = ("date", "answered")
_LISTS = ("refers_to", "lots")


def _labelled(key: str, width: int) -> Column:
    return Column(key, width, "input", is_input=True, phrase=f"label.{key}", fits=key in _TEXTS)


TABLE = Table(
    "questions",
    (
        Column("id", 10, "input", is_input=True, phrase="label.id"),
        _labelled("text", 60),
        _labelled("asked_as", 40),
        _labelled("by", 24),
        _labelled("date", 14),
        _labelled("lots", 14),
        _labelled("refers_to", 20),
        _labelled("answer", 60),
        _labelled("answered", 14),
    ),
    needed=("text",),
    distinctive=(frozenset({"text", "answer", "by"}),),
    is_protected=False,
)


@dataclass(frozen=True, slots=True)
class Typed:
    """One row: what was typed by field, and the cell of each."""

    id: str
    values: Mapping[str, str | tuple[str, ...]]
    places: Mapping[str, Place]


@dataclass
class Filled:
    """The rows of a sheet of questions, and what cannot be understood."""

    rows: list[Typed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def write(questions: Sequence[Question], *, language: str, default: str, title: str) -> bytes:
    """Write the log in one language, with empty rows below."""
    book = Book((language,), FORM, title=title)
    placed = book.place(TABLE, words(language)("document.questions"))
    rows = [_row(item, language, default) for item in questions]
    write_rows(book, placed, [*rows, *(Row({}) for _ in range(BLANK))])
    return book.finish()


def _row(item: Question, language: str, default: str) -> Row:
    def written(text: object) -> str | None:
        """Give a text of this language alone: what stands in another one is not to be taken for it."""
        own = text.get(language, "") if isinstance(text, dict) else text if language == default else ""
        return str(own) if own else None

    return Row(
        {
            "id": item.id,
            "text": written(item.text),
            "asked_as": pick(item.asked_as, language, default) or None,
            "by": item.by,
            "date": item.date.isoformat() if item.date else None,
            "lots": ", ".join(item.lots) or None,
            "refers_to": ", ".join(item.refers_to) or None,
            "answer": written(item.answer),
            "answered": item.answered.isoformat() if item.answered else None,
        }
    )


def read(book: Workbook, *, language: str, lots: Sequence[str]) -> Filled:
    """Read the rows that hold anything; a cell that cannot be used is a finding with its place."""
    reader = TableReader(book, language)
    located = reader.find(TABLE)
    filled = Filled(findings=reader.findings)
    if located is None:
        return filled
    for row, cells in located.sheet.rows.items():
        if row > located.head:
            located.rows[str(row)] = cells
            typed = _typed(reader, located, str(row), lots)
            if typed is not None:
                filled.rows.append(typed)
    return filled


def _typed(reader: TableReader, located: Located, row: str, lots: Sequence[str]) -> Typed | None:
    values: dict[str, str | tuple[str, ...]] = {}
    places: dict[str, Place] = {}
    for key in located.columns:
        text, cell = reader.typed(located, row, key)
        if cell is None or not text:
            continue
        value = _value(key, text, cell, lots)
        places[key] = Place(reader.book.name, sheet=located.sheet.name, cell=cell.name)
        if value is None:
            column = words(reader.language)(f"label.{key}")
            reader.add("CDC574", located.sheet, cell.name, column=column, text=text[:40])
        else:
            values[key] = value
    return Typed(str(values.get("id", "")), values, places) if values else None


def _value(key: str, text: str, cell: Cell, lots: Sequence[str]) -> str | tuple[str, ...] | None:
    """Give what a cell means; None where it cannot be used."""
    if key in _DAYS:
        return next(_days(text), None)
    if key == "id":
        return text if re.fullmatch(ID_PATTERN, text) else None
    if key not in _LISTS:
        return text if cell.kind != "date" else None
    parts = tuple(part for part in re.split(r"[\s,;]+", text) if part)
    is_known = key != "lots" or set(parts) <= set(lots)
    return parts if is_known else None


def _days(text: str) -> Iterator[str]:
    """Read a day as spreadsheets keep it, or as people write it with the year first or last."""
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"):
        try:
            yield dt.datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
