"""Write the response workbook: locked but answerable, drop-downs, a live status for each line."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from cdc.model.specification import Specification
from cdc.model.tender import Scale
from cdc.words import words
from cdc.workbooks import layout, selfcheck
from cdc.workbooks.layout import Column, Envelope, Form, Line
from cdc.workbooks.look import CELL, new_book


def _sheet_class() -> Any:
    """Give a sheet that takes ready rows: cell by cell the library needs four times as long (docs/decisions/003)."""
    from xlsxwriter.worksheet import Worksheet

    class FormSheet(Worksheet):  # type: ignore[misc] # the library has no types
        ready_rows: tuple[str, ...] = ()

        def take_rows(self, rows: Iterable[str], last_column: int) -> None:
            self.ready_rows = tuple(rows)
            self._check_dimensions(len(self.ready_rows), last_column)

        def _write_rows(self) -> None:
            super()._write_rows()
            self.fh.write("".join(self.ready_rows))

    return FormSheet


class Book:
    """The workbook being written, with its formats and its hidden lists."""

    def __init__(self, spec: Specification, languages: tuple[str, ...], target: io.BytesIO) -> None:
        self.spec, self.languages = spec, languages
        self.book = new_book(target, title=_title(spec, languages), author=spec.company.name)
        add = self.book.add_format
        self.locked = add({**CELL, "bg_color": "#F1F5F8"})
        self.strong = add({**CELL, "bg_color": "#F1F5F8", "bold": True, "font_color": "#0B5C7A"})
        self.number = add({**CELL, "bg_color": "#F1F5F8", "align": "right"})
        self.money = add({**CELL, "bg_color": "#F1F5F8", "align": "right", "num_format": "#,##0.00"})
        self.input = add({**CELL, "locked": False, "bg_color": "#FFFDF3"})
        self.price = add({**CELL, "locked": False, "bg_color": "#FFFDF3", "align": "right", "num_format": "#,##0.00##"})
        self.head = add({**CELL, "bold": True, "bg_color": "#0B5C7A", "font_color": "#FFFFFF", "valign": "vcenter"})
        self.title = add({"font_name": "Calibri", "bold": True, "font_size": 16, "font_color": "#0B5C7A"})
        self.text = add({"font_name": "Calibri", "font_size": 11, "text_wrap": True, "valign": "top"})
        self.good = add({"font_color": "#2D5A34", "bg_color": "#E9F1EA"})
        self.open = add({"font_color": "#8A2C4A", "bg_color": "#F8E8EC"})
        self.ranges: dict[str, str] = {}

    def say(self, key: str) -> str:
        """Give a phrase in the workbook's languages."""
        return layout.heading(key, self.languages)


def grid(spec: Specification, *, languages: tuple[str, ...], envelope: Envelope, form: str, draft: bool) -> bytes:
    """Give a response workbook: same specification, same bytes.

    `form` is the fingerprint of the form, `envelope` which sheets the workbook holds.
    """
    target = io.BytesIO()
    book = Book(spec, languages, target)
    instructions = book.book.add_worksheet(tab(book.say("instructions")))
    sheets = {
        item.key: book.book.add_worksheet(tab(book.say(f"sheet_{item.key}")), worksheet_class=_sheet_class())
        for item in layout.forms(envelope)
    }
    _hidden_lists(book)
    _meta(book, envelope, form)
    _instructions(book, instructions, envelope, form, draft=draft)
    if "requirements" in sheets:
        _requirements(book, sheets["requirements"])
    if "prices" in sheets:
        _prices(book, sheets["prices"])
    if "vendor" in sheets:
        _vendor(book, sheets["vendor"])
    book.book.close()
    return target.getvalue()


def _title(spec: Specification, languages: tuple[str, ...]) -> str:
    title = (spec.tender.title if spec.tender else None) or spec.document.title
    return layout.texts(title, languages, spec.language).replace("\n", " / ")


def tab(name: str) -> str:
    """Give a name that a sheet may have: no forbidden signs, at most 31 letters."""
    name = name.replace(" / ", " - ")
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in name)[:31].strip()


def _hidden_lists(book: Book) -> None:
    sheet = book.book.add_worksheet(layout.LISTS)
    sheet.hide()
    for column, scale in enumerate(book.spec.scales):
        for row, answer in enumerate(scale.answers):
            sheet.write_string(row, column, layout.label_of(scale, answer.id, book.languages, book.spec.language))
        letter = chr(65 + column)
        book.ranges[scale.id] = f"={layout.LISTS}!${letter}$1:${letter}${len(scale.answers)}"
    column = len(book.spec.scales)
    for row, key in enumerate(("yes", "no")):
        sheet.write_string(row, column, book.say(key))
    letter = chr(65 + column)
    book.ranges["yes_no"] = f"={layout.LISTS}!${letter}$1:${letter}$2"


def _meta(book: Book, envelope: Envelope, form: str) -> None:
    assert book.spec.tender is not None
    sheet = book.book.add_worksheet(layout.META)
    sheet.hide()
    facts = {"tender": book.spec.tender.id, "form": form, "envelope": envelope, "languages": " ".join(book.languages)}
    for row, (key, value) in enumerate({**facts, "version": book.spec.document.version}.items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    for row, text in enumerate(selfcheck.pack(book.spec), 10):
        sheet.write_string(row, 0, "check")
        sheet.write_string(row, 1, text)


def _instructions(book: Book, sheet: Any, envelope: Envelope, form: str, *, draft: bool) -> None:
    tender = book.spec.tender
    assert tender is not None
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 92)
    sheet.write_string(0, 0, _title(book.spec, book.languages), book.title)
    rows: list[str] = []
    for language in book.languages:
        say = words(language)
        facts = f"{book.spec.company.name} · {tender.id} · {say('document.version')} {book.spec.document.version} · {say('grid.form')} {form}"
        rows.append(facts)
        if draft:
            rows.append(say("document.draft"))
        keys = ["how_answer", "how_list", "how_comment", "how_save"]
        if envelope in ("both", "price"):
            keys.insert(2, "how_price")
        rows += [f"{at}. {say(f'grid.{key}')}" for at, key in enumerate(keys, 1)]
        if tender.deadline:
            rows.append(f"{say.labelled(say('label.deadline'))} {say.moment(tender.deadline)}")
        for scale in book.spec.scales if envelope != "price" else ():
            for answer in scale.answers:
                meaning = layout.texts(answer.meaning, (language,), book.spec.language)
                label = layout.label_of(scale, answer.id, (language,), book.spec.language)
                rows.append(f"   {label}" + (f" — {meaning}" if meaning else ""))
        rows.append("")
    for at, row in enumerate(rows, 2):
        sheet.set_row(at, row_height((row,), (84,)) + 2)
        sheet.write_string(at, 0, row, book.text)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", PROTECTION)


PROTECTION = {
    "format_columns": True, "format_rows": True, "sort": True, "autofilter": True, "select_locked_cells": True, "select_unlocked_cells": True,
}  # fmt: skip


def open_sheet(book: Book, sheet: Any, form: Form, count: int) -> dict[str, int]:
    """Write the heading row, and settle widths, filter, freezing, printing and protection."""
    at = {column.key: number for number, column in enumerate(form.columns)}
    for column in form.columns:
        sheet.set_column(at[column.key], at[column.key], column.width)
        sheet.write_string(0, at[column.key], _head(book, column), book.head)
    heads = [_head(book, column) for column in form.columns]
    sheet.set_row(0, row_height(heads, [column.width - 2 for column in form.columns]) + 3)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(count, 1), len(form.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.protect("", PROTECTION)
    status = at["status"]
    complete = book.say("complete")
    sheet.conditional_format(
        1,
        status,
        max(count, 1),
        status,
        {"type": "cell", "criteria": "==", "value": f'"{complete}"', "format": book.good},
    )
    sheet.conditional_format(
        1,
        status,
        max(count, 1),
        status,
        {"type": "cell", "criteria": "!=", "value": f'"{complete}"', "format": book.open},
    )
    return at


def _head(book: Book, column: Column) -> str:
    return book.say(column.key) + (" *" if column.is_input and column.key in ("answer", "unit_price") else "")


def _requirements(book: Book, sheet: Any) -> None:
    lines = list(layout.lines(book.spec, book.languages))
    at = open_sheet(book, sheet, layout.REQUIREMENTS, len(lines))
    if not any(line.weight is not None for line in lines):
        sheet.set_column(at["weight"], at["weight"], 8, None, {"hidden": True})
    sheet.take_rows(_requirement_rows(book, lines), len(layout.REQUIREMENTS.columns) - 1)
    runs: list[tuple[str, int, int]] = []
    for row, line in enumerate(lines, 1):
        key = line.scale.id if line.scale else ""
        if runs and runs[-1][0] == key:
            runs[-1] = (key, runs[-1][1], row)
        else:
            runs.append((key, row, row))
    for key, first, last in runs:
        if key:
            _choice(book, sheet, book.ranges[key], (first, last), at["answer"])


def _requirement_rows(book: Book, lines: Iterable[Line]) -> Iterator[str]:
    """Give the rows of the requirements sheet as Open XML: locked texts, three open cells, the live status."""
    strong, locked, number, open_ = (f._get_xf_index() for f in (book.strong, book.locked, book.number, book.input))  # noqa: SLF001 - style numbers have no public name
    missing, complete, comment = (escape(book.say(key)) for key in ("missing", "complete", "comment_needed"))
    commented = {scale.id: _labels_needing_comment(book, scale) for scale in book.spec.scales}
    for n, line in enumerate(lines, 2):
        texts = (("B", line.group), ("C", line.title), ("D", line.statement), ("E", line.priority))
        cells = [
            _text_cell(f"A{n}", strong, line.id),
            *(_text_cell(f"{letter}{n}", locked, text) for letter, text in texts),
        ]
        weight = "" if line.weight is None else f"<v>{line.weight}</v>"
        cells.append(f'<c r="F{n}" s="{number}">{weight}</c>')
        cells += [f'<c r="{letter}{n}" s="{open_}"/>' for letter in "GHI"]
        needing = commented.get(line.scale.id, ()) if line.scale else ()
        formula = f'IF(G{n}="","{missing}","{complete}")'
        if needing:
            test = ",".join(f'G{n}="{label}"' for label in needing)
            formula = f'IF(G{n}="","{missing}",IF(AND(OR({test}),H{n}=""),"{comment}","{complete}"))'
        cells.append(f'<c r="J{n}" s="{locked}" t="str"><f>{formula}</f><v>{missing}</v></c>')
        height = row_height((line.group, line.title, line.statement, line.priority), (18, 30, 52, 13))
        yield f'<row r="{n}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'


def row_height(texts: Iterable[str], widths: Iterable[int]) -> float:
    """Give the height of a row in points, from the letters that fit into each column: suites do not all fit rows themselves."""
    lines = (
        sum(-(-len(part) // int(width * 1.05)) or 1 for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return 13.5 * max(lines) + 3


def _text_cell(name: str, style: int, text: str) -> str:
    return f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _labels_needing_comment(book: Book, scale: Scale) -> tuple[str, ...]:
    labels = (
        layout.label_of(scale, answer.id, book.languages, book.spec.language)
        for answer in scale.answers
        if answer.needs_comment
    )
    return tuple(escape(label.replace('"', '""')) for label in labels)


def _choice(book: Book, sheet: Any, source: str, rows: tuple[int, int], column: int) -> None:
    options = {
        "validate": "list",
        "source": source,
        "error_title": book.say("list_title")[:32],
        "error_message": book.say("list_error")[:255],
    }
    sheet.data_validation(rows[0], column, rows[1], column, options)


def _prices(book: Book, sheet: Any) -> None:
    spec, languages = book.spec, book.languages
    at = open_sheet(book, sheet, layout.PRICES, len(spec.price_lines))
    missing, complete = book.say("missing"), book.say("complete")
    for row, line in enumerate(spec.price_lines, 1):
        name = layout.texts(line.name, languages, spec.language)
        if line.option:
            name += f" ({book.say('option')})"
        if line.note:
            name += "\n" + layout.texts(line.note, languages, spec.language)
        sheet.set_row(row, row_height((name, layout.texts(line.unit, languages, spec.language)), (46, 14)))
        sheet.write_string(row, 0, line.id, book.strong)
        sheet.write_string(row, 1, name, book.locked)
        sheet.write_string(row, 2, book.say(f"period_{line.kind}"), book.locked)
        sheet.write_number(row, 3, line.quantity, book.number)
        sheet.write_string(row, 4, layout.texts(line.unit, languages, spec.language), book.locked)
        sheet.write_blank(row, 5, None, book.price)
        sheet.write_formula(row, 6, f'=IF(F{row + 1}="","",D{row + 1}*F{row + 1})', book.money, "")
        sheet.write_blank(row, 7, None, book.input)
        sheet.write_formula(row, 8, f'=IF(F{row + 1}="","{missing}","{complete}")', book.locked, missing)
    if spec.price_lines:
        options = {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_title": book.say("list_title")[:32],
            "error_message": book.say("price_error")[:255],
        }
        sheet.data_validation(1, at["unit_price"], len(spec.price_lines), at["unit_price"], options)


def _vendor(book: Book, sheet: Any) -> None:
    lines = list(layout.statements(book.spec, book.languages))
    at = open_sheet(book, sheet, layout.VENDOR, len(lines))
    missing, complete = book.say("missing"), book.say("complete")
    for row, (id_, question, kind) in enumerate(lines, 1):
        sheet.set_row(row, row_height((question,), (70,)))
        sheet.write_string(row, 0, id_, book.strong)
        sheet.write_string(row, 1, question, book.locked)
        sheet.write_blank(row, 2, None, book.input)
        sheet.write_blank(row, 3, None, book.input)
        sheet.write_formula(row, 4, f'=IF(C{row + 1}="","{missing}","{complete}")', book.locked, missing)
        if kind == "yes_no":
            _choice(book, sheet, book.ranges["yes_no"], (row, row), at["answer"])
