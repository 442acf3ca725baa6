"""Write the rows of a table as Open XML, with all that its columns declare: looks, lists, bounds, formulas, status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from cdc.workbooks.kit import texts
from cdc.workbooks.kit.book import PROTECTION, Book, printed
from cdc.workbooks.kit.place import FIRST, HEAD, Placed
from cdc.workbooks.kit.table import AtLeast, Check, Column, Formula, OneOf, Row, Value


def write_rows(book: Book, placed: Placed, rows: Sequence[Row]) -> None:
    """Write a table: headings, rows, and how its sheet behaves."""
    _headings(book, placed)
    _columns(placed, rows)
    placed.sheet.take_rows(_ready(book, placed, rows), len(placed.table.columns) - 1)
    _behaviour(placed, len(rows))
    for column in placed.table.columns:
        if column.check is not None:
            _validate(book, placed, column, rows)
        if column.good:
            _signal(book, placed, column, len(rows))


def _headings(book: Book, placed: Placed) -> None:
    columns = placed.table.columns
    heads = [heading(book, column) for column in columns]
    for at, head in enumerate(heads):
        placed.sheet.write_string(HEAD - 1, at, head, book.looks["head"])
    placed.sheet.set_row(HEAD - 1, texts.row_height(heads, [max(column.width - 2, 1) for column in columns]) + 3)


def heading(book: Book, column: Column) -> str:
    """Write the heading of a column; a star marks what must be filled."""
    title = texts.heading(column.heading, book.languages) if column.title is None else column.title
    return title + (" *" if column.is_required else "")


def _columns(placed: Placed, rows: Sequence[Row]) -> None:
    for at, column in enumerate(placed.table.columns):
        is_empty = all(row.values.get(column.key) in (None, "") for row in rows)
        is_hidden = column.is_hidden or (column.is_optional and is_empty)
        placed.sheet.set_column(at, at, column.width, None, {"hidden": True} if is_hidden else {})


def _behaviour(placed: Placed, count: int) -> None:
    table, sheet = placed.table, placed.sheet
    sheet.freeze_panes(HEAD, table.frozen)
    if table.is_filtered:
        sheet.autofilter(HEAD - 1, 0, max(count, 1), len(table.columns) - 1)
    printed(sheet)
    sheet.repeat_rows(HEAD - 1)
    if table.is_protected:
        sheet.protect("", PROTECTION)


def _ready(book: Book, placed: Placed, rows: Sequence[Row]) -> Iterator[str]:
    """Give the rows as Open XML."""
    styles = {name: look._get_xf_index() for name, look in book.looks.items()}  # noqa: SLF001 - style numbers have no public name
    blank = _blank(book, placed)
    for number, row in enumerate(rows, FIRST):
        values = {**blank, **row.values}
        cells = (
            _cell(
                placed.cell(column.key, number),
                styles[row.looks.get(column.key, column.look)],
                _settled(book, placed, values[column.key], number),
            )
            for column in placed.table.columns
            if column.key in values
        )
        yield f'<row r="{number}"{_height(placed, row)}>{"".join(cells)}</row>'


def _blank(book: Book, placed: Placed) -> dict[str, Value]:
    """Give what a row holds by declaration: empty cells to fill, and live formulas."""
    columns = placed.table.columns
    live = {
        c.key: Formula(c.live.template, book.say(c.live.cached) if c.live.cached else "") for c in columns if c.live
    }
    return {**{column.key: None for column in columns if column.is_input}, **live}


def _settled(book: Book, placed: Placed, value: Value, number: int) -> Value:
    """Give a value as its row holds it: formulas get the names of the row's own cells and their phrases."""
    if not isinstance(value, Formula):
        return value

    def named(match: re.Match[str]) -> str:
        key, phrase = match.groups()
        if key is not None:
            return placed.cell(key, number)
        text = value.texts[int(phrase)] if phrase.isdecimal() else book.say(phrase)
        return '"' + text.replace('"', '""') + '"'

    return Formula(re.sub(r"\[(\w+)\]|«(\w+)»", named, value.template), value.cached)


def _height(placed: Placed, row: Row) -> str:
    fitting = [column for column in placed.table.columns if column.fits]
    if not fitting:
        return ""
    parts = [str(row.values.get(column.key) or "") for column in fitting]
    height = max(texts.row_height(parts, [column.width for column in fitting]), placed.table.least_height)
    return f' ht="{height:g}" customHeight="1"'


def _cell(name: str, style: int, value: Value) -> str:
    if value is None:
        return f'<c r="{name}" s="{style}"/>'
    if isinstance(value, str):
        return (
            f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(_kept(value))}</t></is></c>'
        )
    if isinstance(value, Formula):
        kind = ' t="str"' if isinstance(value.cached, str) else ""
        cached = escape(value.cached) if isinstance(value.cached, str) else _number(value.cached)
        return f'<c r="{name}" s="{style}"{kind}><f>{escape(value.template)}</f><v>{cached}</v></c>'
    return f'<c r="{name}" s="{style}"><v>{_number(value)}</v></c>'


def _kept(text: str) -> str:
    """Write `_x0020_` so that spreadsheets take it for these letters, not for a space."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def _number(value: int | Decimal | Fraction) -> str:
    return str(value) if isinstance(value, int) else f"{float(value):.16G}"


def _validate(book: Book, placed: Placed, column: Column, rows: Sequence[Row]) -> None:
    """Set what the cells of a column take; rows with the same list share one rule."""
    at, check = placed.at(column.key), column.check
    names = [row.lists.get(column.key, check.name) if isinstance(check, OneOf) else "-" for row in rows]
    number = FIRST
    for name, run in groupby(names):
        last = number + len(tuple(run)) - 1
        if name and check is not None:
            placed.sheet.data_validation(number - 1, at, last - 1, at, _options(book, check, name))
        number = last + 1


def _options(book: Book, check: Check, name: str) -> dict[str, Any]:
    """Give a check as the library names it."""
    if isinstance(check, OneOf):
        return {"validate": "list", "source": book.ranges[name], **_message(book, "list_error")}
    if isinstance(check, AtLeast):
        bound = {"validate": "decimal", "criteria": ">=", "value": check.minimum}
        return {**bound, **_message(book, check.error)}
    return {"validate": "integer", "criteria": "between", "minimum": check.minimum, "maximum": check.maximum}


def _message(book: Book, error: str) -> dict[str, str]:
    return {"error_title": book.say("list_title")[:32], "error_message": book.say(error)[:255]}


def _signal(book: Book, placed: Placed, column: Column, count: int) -> None:
    """Show a cell that says its row is done in green, any other in red."""
    at, last = placed.at(column.key), max(count, 1)
    said = book.say(column.good).replace('"', '""')
    for criteria, look in (("==", "good"), ("!=", "open")):
        rule = {"type": "cell", "criteria": criteria, "value": f'"{said}"', "format": book.looks[look]}
        placed.sheet.conditional_format(FIRST - 1, at, last, at, rule)
