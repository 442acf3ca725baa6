"""Write the response workbook: locked but answerable, drop-downs, a live status for each line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from cdc.model.specification import Specification
from cdc.workbooks.kit import facts
from cdc.workbooks.kit.book import Book, lines_page
from cdc.workbooks.kit.looks import FORM, REVIEW
from cdc.workbooks.kit.table import Formula, Live, Row, Table, Value
from cdc.workbooks.kit.write import write_rows
from cdc.workbooks.response import carried, page
from cdc.workbooks.response.issued import Choices, Issued, Line, issue
from cdc.workbooks.response.tables import UPDATE, Envelope, commented_status, tables


@dataclass(frozen=True, slots=True)
class Front:
    """The first sheet: its title, its lines, and who issues the workbook."""

    title: str
    lines: tuple[str, ...]
    author: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a workbook holds beside its form: typed values by line, lines to review, what became of all."""

    typed: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    review: Collection[str] = ()
    told: tuple[Row, ...] = ()


def grid(spec: Specification, *, languages: tuple[str, ...], envelope: Envelope, form: str, draft: bool) -> bytes:
    """Give a response workbook: same specification, same bytes.

    `form` is the fingerprint of the form, `envelope` which sheets the workbook holds.
    """
    issued = issue(spec, languages)
    told = {"tender": issued.tender, "form": form, "envelope": envelope, "languages": " ".join(languages)}
    told |= {"version": spec.document.version}
    lines = tuple(page.lines(spec, languages, envelope, told, draft=draft))
    return workbook(issued, Front(page.title_of(spec, languages), lines, spec.company.name), told, envelope=envelope)


def workbook(
    issued: Issued, front: Front, told: Mapping[str, str], *, envelope: Envelope, filled: Filled | None = None
) -> bytes:
    """Give the workbook of an issued form; `told` is what its hidden sheet says of it."""
    book = Book(issued.languages, {**FORM, **(REVIEW if filled else {})}, title=front.title, author=front.author)
    lines_page(book, front.title, front.lines, name=book.say("instructions"), width=92)
    update = book.place(UPDATE, book.say("sheet_update")) if filled and filled.told else None
    placed = [book.place(table, book.say(f"sheet_{table.key}")) for table in tables(envelope)]
    book.lists({name: choices.labels for name, choices in issued.choices.items()})
    carrying = replace(issued, page=(front.title, *filter(None, front.lines)))
    facts.write(book, told, part=carried.PART, parts=carried.pack(carrying))
    if update and filled:
        write_rows(book, update, filled.told)
    for item in placed:
        write_rows(
            book, item, [_row(book, item.table, issued, line, filled or Filled()) for line in issued.of(item.table.key)]
        )
    return book.finish()


def _row(book: Book, table: Table, issued: Issued, line: Line, filled: Filled) -> Row:
    """Give the row of a line with what was typed in it; what spreadsheets compute is there before they do."""
    commented = _commented(issued.choices[line.list]) if line.list else ()
    typed = filled.typed.get(line.id, {})
    values = {**line.row.values, **typed}
    if commented or typed:
        values["status"] = _status(book, table, commented, typed)
    price, quantity = typed.get("unit_price"), line.values.get("quantity")
    if isinstance(price, Decimal) and isinstance(quantity, Decimal):
        values["line_total"] = Formula(_live(table, "line_total").template, price * quantity)
    return replace(line.row, values=values, looks=_looks(table) if line.id in filled.review else {})


def _looks(table: Table) -> dict[str, str]:
    """Mark the cell to answer again."""
    asked = (column for column in table.columns if column.is_required)
    return {column.key: "review_price" if column.look == "price" else "review" for column in asked}


def _status(book: Book, table: Table, commented: tuple[str, ...], typed: Mapping[str, Value]) -> Formula:
    """Give the formula that says whether a line is complete; where some answers want a comment, it says so."""
    answer = typed.get("answer", typed.get("unit_price"))
    needs = answer in commented and not typed.get("comment")
    said = book.say("missing" if answer in (None, "") else "comment_needed" if needs else "complete")
    if not commented:
        return Formula(_live(table, "status").template, said)
    return Formula(commented_status(len(commented)), said, commented)


def _live(table: Table, key: str) -> Live:
    live = next(column.live for column in table.columns if column.key == key)
    assert live is not None
    return live


def _commented(choices: Choices) -> tuple[str, ...]:
    """Give the labels of the answers that want a comment."""
    return tuple(label for label, id_ in zip(choices.labels, choices.ids, strict=True) if id_ in choices.commented)
