"""Write the workbook of one evaluator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdc.model.specification import Specification
from cdc.workbooks.kit import facts
from cdc.workbooks.kit.book import Book, lines_page
from cdc.workbooks.kit.looks import FORM
from cdc.workbooks.kit.table import Row, Table
from cdc.workbooks.kit.texts import texts
from cdc.workbooks.kit.write import write_rows
from cdc.workbooks.scores.lines import SIDES, Sheet, list_of, mark, steps
from cdc.workbooks.scores.page import instructions
from cdc.workbooks.scores.tables import PAIRS, PREFERRED, SCORES, VERIFIED, VERIFIED_ROWS


def write(sheet: Sheet, *, languages: tuple[str, ...], rules: str) -> bytes:
    """Give the workbook; `rules` is a fingerprint."""
    spec, member = sheet.spec, sheet.member
    assert spec.tender is not None
    title = _title(spec, languages)
    book = Book(languages, FORM, title=title, author=spec.company.name)
    lines_page(book, book.say("score_sheet"), instructions(sheet, languages), name=book.say("instructions"), width=100)
    placed = [(book.place(table, book.say(f"sheet_{table.key}")), rows) for table, rows in _tables(sheet, languages)]
    book.lists(
        {
            **{list_of(leaf): steps(spec, leaf) for leaf in sheet.leaves("judged")},
            PREFERRED: tuple(book.say(f"pair_{side}") for side in SIDES),
        }
    )
    for item, rows in placed:
        write_rows(book, item, rows)
    told = {"tender": spec.tender.id, "rules": rules, "evaluator": member.evaluator, "languages": " ".join(languages)}
    facts.write(book, told | {"bids": mark(spec, sheet.aliases)})
    return book.finish()


def _title(spec: Specification, languages: tuple[str, ...]) -> str:
    title = (spec.tender.title if spec.tender else None) or spec.document.title
    return texts(title, languages, spec.language).replace("\n", " / ")


def _tables(sheet: Sheet, languages: tuple[str, ...]) -> Iterator[tuple[Table, Sequence[Row]]]:
    """Give the tables this evaluator needs, with their rows."""
    if sheet.leaves("judged"):
        yield SCORES, sheet.score_rows(languages)
    if sheet.leaves("pairwise"):
        yield PAIRS, sheet.pair_rows(languages)
    if not sheet.spec.evaluation.blind:
        yield VERIFIED, [Row({})] * VERIFIED_ROWS
