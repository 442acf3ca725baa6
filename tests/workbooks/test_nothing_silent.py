"""What a person reads in a workbook is what was read and what was reported: no change passes in silence."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdc.sheets import Cell, Sheet, Shown
from cdc.workbooks.kit.book import LISTS
from cdc.workbooks.kit.facts import SHEET as FACTS
from cdc.workbooks.kit.locate import locate
from cdc.workbooks.kit.squeeze import is_blank, plain, squeeze
from cdc.workbooks.response.tables import tables
from tests import grids
from tests.workbooks import answered

MARK = "only from 50 licences"
ISSUED = grids.opened(answered.blank())
CHANGES = {
    "text": lambda cell: replace(cell, kind="text", text=MARK, shown=None),
    "number": lambda cell: replace(cell, kind="number", text="99", shown=None),
    "date": lambda cell: replace(cell, kind="date", text="2026-04-03", shown=None),
    "flag": lambda cell: replace(cell, kind="flag", text="true", shown=None),
    "error": lambda cell: replace(cell, kind="error", text="#REF!", shown=None),
    "formula": lambda cell: replace(cell, kind="formula", text=f'="{MARK}"', shown=Shown(MARK)),
    "thousands": lambda cell: replace(cell, kind="number", text="12", shown=Shown("12k €", "12", "k €")),
    "percent": lambda cell: replace(cell, kind="number", text="0.12", shown=Shown("12%", "12", "%")),
    "dollars": lambda cell: replace(cell, kind="number", text="12", shown=Shown("$12.00", "12.00", "$")),
    "rounded": lambda cell: replace(cell, kind="number", text="12.4", shown=Shown("12", "12", "")),
    "hidden by its format": lambda cell: replace(cell, kind="number", text="12", shown=Shown("", "", "")),
    "struck": lambda cell: replace(cell, is_struck=True, text=cell.text or MARK),
    "white": lambda cell: replace(cell, unseen="colour", text=cell.text or MARK),
    "tiny": lambda cell: replace(cell, unseen="size", text=cell.text or MARK),
    "other case": lambda cell: replace(cell, kind="text", text=(cell.seen or MARK).swapcase(), shown=None),
    "more": lambda cell: replace(cell, kind="text", text=f"{cell.seen} {MARK}", shown=None),
    "turned": lambda cell: replace(cell, kind="text", text=f"{cell.seen}\u202e001", shown=None),
}


WHOLE = ("CDC407", "CDC408", "CDC434", "CDC436")
"""What tells of a sheet as a whole that nothing on it was read, or that it was compared."""


def places():
    """Give every kind of place of every sheet: headings, locked, live and input cells, beside, below, on free sheets."""
    for sheet in ISSUED.sheets:
        located = next((found for table in tables("both") if (found := locate(sheet, table))), None)
        last = max((row for row, _ in sheet.cells), default=1)
        if located is None:
            yield sheet.name, (1, 1)
        else:
            lines = sorted({row for row, _ in sheet.cells if row > 1})
            for at in sorted(located.columns.values()):
                yield from ((sheet.name, (row, at)) for row in (1, lines[0]))
            yield sheet.name, (lines[-1], max(located.columns.values()) + 3)
        yield sheet.name, (last + 3, 2)
        yield sheet.name, (last + 3, 8)


PLACES = sorted(set(places()))


def with_cell(book, name, at, change):
    """Give the workbook with one cell changed."""

    def put(sheet):
        cell = sheet.cells.get(at) or Cell(*at, "text", "")
        return replace(sheet, cells={**sheet.cells, at: change(cell)})

    return replace(book, sheets=tuple(put(sheet) if sheet.name == name else sheet for sheet in book.sheets))


def said(reading):
    """Give every text and amount that was read."""
    lines = (*reading.answers, *reading.statements)
    texts = [text for line in lines for text in (line.typed, line.comment, line.evidence)]
    texts += [text for line in reading.prices for text in (line.typed, line.comment)] + list(reading.identity.values())
    amounts = {line.amount for line in reading.prices} | {
        Decimal(line.answer) for line in lines if _is_number(line.answer)
    }
    return {plain(text) for text in texts if text}, amounts


def _is_number(text):
    return bool(text) and text.replace(".", "").isdigit()


def silent(book, reading):
    """Name what a person sees in a workbook that was neither issued so, nor read, nor reported."""
    told = {(f.place.sheet, f.place.cell) for f in reading.findings}
    texts, amounts = said(reading)
    whole = {f.place.sheet for f in reading.findings if f.code in WHOLE}
    rows = {(f.place.sheet, f.place.cell) for f in reading.findings if f.code == "CDC409"}
    issued = {sheet.name: sheet.cells for sheet in ISSUED.sheets}
    for sheet in book.sheets:
        own = issued.get(sheet.name, {})
        if sheet.name in whole:
            continue
        for at in sorted(sheet.cells.keys() | own.keys()):
            cell, before = sheet.cells.get(at), own.get(at)
            row = Cell(at[0], 1, "text", "").name
            if (sheet.name, (cell or before).name) in told or (sheet.name, row) in rows:
                continue
            if cell is not None and (cell.is_struck or cell.unseen):
                yield sheet.name, cell.name, "struck or unseen"
            elif not _same(cell, before) and not _is_read(cell, texts, amounts):
                yield sheet.name, (cell or before).name, (cell or before).seen
        yield from (
            (sheet.name, at, text)
            for at, text in sheet.notes.items()
            if (sheet.name, Cell(*at, "text", "").name) not in told
        )


def _same(cell, before):
    """What a person sees is what was issued: names of lines and columns in any case, a line of the first sheet or none."""
    if cell is None or before is None or is_blank(cell.seen):
        return is_blank((cell or before).seen) or (cell is not None and before is not None and before.column == 1)
    if cell.kind == before.kind == "formula":
        return cell.text == before.text
    is_name = before.row == 1 or before.column == 1
    return squeeze(cell.seen) == squeeze(before.seen) if is_name else plain(cell.seen) == plain(before.seen)


def _is_read(cell, texts, amounts):
    if cell is None:
        return False
    return plain(cell.seen) in texts or (cell.kind == "number" and cell.shown is None and Decimal(cell.text) in amounts)


def test_the_answered_workbook_is_wholly_read():
    reading = answered.read_book(answered.book())
    assert reading.findings == []
    assert list(silent(answered.book(), reading)) == []
    assert len(reading.prices) == len(reading.answers) == 2


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_at_every_place_is_read_or_told(change):
    assert len(PLACES) > 60
    missed = []
    for name, at in PLACES:
        if name in (LISTS, FACTS) and at[0] <= 3:
            continue  # what the hidden sheets say decides whether the workbook is ours at all
        book = with_cell(answered.book(), name, at, CHANGES[change])
        reading = answered.read_book(book)
        if len(reading.answers) == 2:
            missed += silent(book, reading)
    assert missed == []


@pytest.mark.parametrize("name", [sheet.name for sheet in ISSUED.sheets])
def test_notes_and_drawings_are_told_on_every_sheet(name):
    def put(sheet):
        return replace(sheet, notes={(2, 3): MARK}, drawings=(MARK,)) if sheet.name == name else sheet

    book = replace(answered.book(), sheets=tuple(map(put, answered.book().sheets)))
    reading = answered.read_book(book)
    told = [(f.code, f.place.sheet, f.place.cell, f.facts["text"]) for f in reading.findings]
    assert told == [("CDC435", name, "C2", MARK), ("CDC447", name, None, MARK)]


@pytest.mark.parametrize("is_hidden", [False, True])
def test_other_sheets_are_named_with_their_first_cell(is_hidden):
    other = Sheet("Assumptions", is_hidden, frozenset(), {(4, 2): Cell(4, 2, "text", MARK)})
    for at in range(len(answered.book().sheets) + 1):
        sheets = (*answered.book().sheets[:at], other, *answered.book().sheets[at:])
        reading = answered.read_book(replace(answered.book(), sheets=sheets))
        assert [(f.code, str(f.place)) for f in reading.findings] == [("CDC434", "response.xlsx:Assumptions!B4")]


@pytest.mark.parametrize("name", ["Requirements", "Prices", "Vendor"])
@pytest.mark.parametrize("is_first", [False, True])
def test_a_copied_sheet_is_held_against_the_issued_one_by_id(name, is_first):
    source = next(sheet for sheet in answered.book().sheets if sheet.name == name)
    answer = {"Requirements": (2, 8), "Prices": (2, 7), "Vendor": (2, 4)}[name]
    cell = source.cells[answer]
    copy = replace(source, name=f"{name} (2)", cells={**source.cells, answer: replace(cell, kind="text", text="N")})
    sheets = (copy, *answered.book().sheets) if is_first else (*answered.book().sheets, copy)
    reading = answered.read_book(replace(answered.book(), sheets=sheets))
    assert sorted((f.code, f.place.sheet) for f in reading.findings) == [("CDC411", copy.name), ("CDC436", copy.name)]
    assert reading.findings[0].place.cell == cell.name or reading.findings[1].place.cell == cell.name
    assert said(reading) == said(answered.read_book(answered.book()))


BLANKS = " \t\n\u00a0\u200b\u2060\u3000\u3164\ufeff"
INPUTS = {("Requirements", (2, 8)): "CDC415", ("Prices", (2, 7)): "CDC421", ("Vendor", (2, 4)): "CDC420"}


@settings(max_examples=60, deadline=None)
@given(st.text(BLANKS, min_size=1, max_size=6), st.sampled_from(sorted(INPUTS)))
def test_cells_of_blanks_are_empty_and_told(text, place):
    book = with_cell(answered.book(), *place, lambda cell: replace(cell, kind="text", text=text, shown=None))
    reading = answered.read_book(book)
    assert INPUTS[place] in {f.code for f in reading.findings}
    assert not any(is_blank(typed) for typed in said(reading)[0])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(sorted(CHANGES))), min_size=2, max_size=6))
def test_several_changes_together_hide_none(changes):
    book = answered.book()
    for (name, at), change in changes:
        if name not in (LISTS, FACTS):
            book = with_cell(book, name, at, CHANGES[change])
    reading = answered.read_book(book)
    is_whole = (
        all(locate(s, t) for s, t in zip(book.sheets[1:4], tables("both"), strict=True)) and len(reading.answers) == 2
    )
    assert not is_whole or not list(silent(book, reading))


HIDING = {
    "covered": (lambda sheet, at: {"covered": {at: Cell(*at, "text", MARK)}}, "CDC922"),
    "disguised": (lambda sheet, at: {"disguised": ((*at, *at),), "cells": with_text(sheet, at)}, "CDC922"),
    "prompt": (lambda sheet, at: {"prompts": {at: MARK}}, "CDC435"),
    "link": (lambda sheet, at: {"links": {at: MARK}}, "CDC925"),
}


def with_text(sheet, at):
    return {**sheet.cells, at: sheet.cells.get(at) or Cell(*at, "text", MARK)}


@pytest.mark.parametrize("kind", HIDING)
def test_what_lies_behind_a_cell_is_told_at_every_place(kind):
    change, code = HIDING[kind]
    missed = []
    for name, at in PLACES:
        if name in (LISTS, FACTS):
            continue
        own = next(sheet for sheet in answered.book().sheets if sheet.name == name)
        sheets = [replace(own, **change(own, at)) if sheet is own else sheet for sheet in answered.book().sheets]
        reading = answered.read_book(replace(answered.book(), sheets=tuple(sheets)))
        told = [(f.place.sheet, f.place.cell) for f in reading.findings if f.code == code]
        missed += [(name, at)] if told != [(name, Cell(*at, "text", "").name)] else []
    assert missed == []


@pytest.mark.parametrize("name", ["Instructions", "Requirements", "Prices", "Vendor"])
@pytest.mark.parametrize("called", ["Valid until March", "{} - only 30 days", "{} (final)"])
def test_a_sheet_of_another_name_is_told(name, called):
    sheets = [
        replace(sheet, name=called.format(name)) if sheet.name == name else sheet for sheet in answered.book().sheets
    ]
    assert sheets != list(answered.book().sheets)
    reading = answered.read_book(replace(answered.book(), sheets=tuple(sheets)))
    assert [(f.code, f.place.sheet) for f in reading.findings] == [("CDC924", called.format(name))]
    assert said(reading) == said(answered.read_book(answered.book()))


@pytest.mark.parametrize("area", [(2, 8, 3, 8), (2, 8, 2, 9), (3, 1, 3, 11), (2, 9, 20, 9)])
def test_an_answer_over_several_cells_is_told_and_counts_for_the_first(area):
    def join(sheet):
        return replace(sheet, merged=(area,)) if sheet.name == "Requirements" else sheet

    reading = answered.read_book(replace(answered.book(), sheets=tuple(map(join, answered.book().sheets))))
    assert [(f.code, f.place.cell) for f in reading.findings] == [("CDC923", Cell(*area[:2], "text", "").name)]


def test_cells_joined_where_nothing_is_filled_are_nothing():
    def join(sheet):
        return replace(sheet, merged=((1, 1, 1, 3), (2, 1, 2, 4))) if sheet.name == "Requirements" else sheet

    reading = answered.read_book(replace(answered.book(), sheets=tuple(map(join, answered.book().sheets))))
    assert reading.findings == []
