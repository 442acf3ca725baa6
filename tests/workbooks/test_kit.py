"""A sheet declared once is written and read from its declaration, wherever its columns went."""

import io
import subprocess
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cdc import sheets
from cdc.sheets import Cell, Sheet, Workbook
from cdc.words import LANGUAGES, words
from cdc.workbooks.kit import facts
from cdc.workbooks.kit.book import Book
from cdc.workbooks.kit.looks import FORM
from cdc.workbooks.kit.read import TableReader
from cdc.workbooks.kit.table import AtLeast, Column, Formula, Live, OneOf, Row, Table, fill
from cdc.workbooks.kit.write import write_rows

TABLE = Table(
    "requirements",
    (
        Column("id", 10, "strong"),
        Column("statement", 30, fits=True),
        Column("quantity", 10, "number"),
        Column("weight", 8, "number", is_optional=True),
        fill("answer", 20, check=OneOf(), required=True),
        fill("unit_price", 12, look="price", check=AtLeast(0, "price_error")),
        Column("line_total", 12, "money", live=Live('IF([unit_price]="","",[quantity]*[unit_price])')),
        Column("status", 12, live=Live('IF([answer]="",«missing»,«complete»)', "missing"), good="complete"),
    ),
    needed=("answer",),
    distinctive=(frozenset({"statement"}),),
)
ROWS = [
    Row(
        {"id": f"R-{at}", "statement": f'= line "{at}" & <more>\nof text', "quantity": Decimal(at)},
        {"answer": f"list{at}"},
    )
    for at in range(1, 31)
]
LISTS = {f"list{at}": [f"{at} · yes", f"{at} · no"] for at in range(1, 31)}


def written(rows=ROWS, languages=("en",)):
    book = Book(languages, FORM, title="kit")
    placed = book.place(TABLE, "Lines / of [all]")
    book.lists(LISTS)
    write_rows(book, placed, rows)
    facts.write(book, {"tender": "T", "form": "F"}, part="check", parts=["a", "b"])
    return book.finish()


def read(book, wanted=ROWS):
    reader = TableReader(book, "en")
    located = reader.find(TABLE)
    assert located is not None, reader.findings
    reader.rows(located, [row.id for row in wanted])
    reader.issued(located, wanted)
    return reader, located


def test_thirty_lists_each_have_a_column_of_their_own():
    """The 27th stands in column AA: a letter counted by hand would end at Z."""
    book = load_workbook(io.BytesIO(written()))
    sheet, hidden = book.worksheets[0], book["_lists"]
    assert hidden.sheet_state == "hidden"
    answer = next(cell.column_letter for cell in sheet[1] if cell.value == "Answer *")
    sources = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert len(sources) == len(ROWS)
    for at in range(1, 31):
        name, _, cells = sources[f"{answer}{at + 1}"].partition("!")
        assert name == "_lists"
        assert [cell.value for row in hidden[cells] for cell in row] == LISTS[f"list{at}"]


def test_what_is_written_is_read_back_and_texts_stay_texts():
    book, refused = sheets.open_untrusted("a.xlsx", written())
    assert refused == ()
    reader, located = read(book)
    assert reader.findings == []
    assert list(located.rows) == [row.id for row in ROWS]
    assert located.cell("R-7", "statement").kind == "text"
    assert facts.read(book, ("form",)) == {"tender": "T", "form": "F", "check": "b"}
    assert facts.parts(book, "check") == ["a", "b"]


def test_formulas_name_the_cells_of_their_row_and_quote_their_texts():
    row = Row({"id": "R-1", "status": Formula("IF([answer]=«0»,«complete»,[id])", "x", ('a "b" [answer] «id»',))})
    sheet = load_workbook(io.BytesIO(written([row]))).worksheets[0]
    at = {cell.value.rstrip(" *"): cell.column_letter for cell in sheet[1]}
    formula = sheet[f"{at['Complete?']}2"].value
    assert formula == f'=IF({at["Answer"]}2="a ""b"" [answer] «id»","complete",{at["Id"]}2)'


def test_a_column_that_nobody_needs_is_hidden():
    hidden = load_workbook(io.BytesIO(written())).worksheets[0].column_dimensions
    with_weight = [Row({**row.values, "weight": Decimal("1.5")}) for row in ROWS]
    shown = load_workbook(io.BytesIO(written(with_weight))).worksheets[0].column_dimensions
    letter = next(
        cell.column_letter for cell in load_workbook(io.BytesIO(written())).worksheets[0][1] if cell.value == "Weight"
    )
    assert (hidden[letter].hidden, shown[letter].hidden) == (True, False)


@pytest.mark.parametrize("key", ["statement", "quantity", "weight"])
def test_a_locked_cell_that_changed_is_told_with_its_place(key):
    book, _ = sheets.open_untrusted("a.xlsx", written())
    _, located = read(book)
    changed = [Row({**ROWS[0].values, key: "other" if key == "statement" else Decimal(99)}), *ROWS[1:]]
    reader, _ = read(book, changed)
    assert [(f.code, f.place.cell, f.facts["id"]) for f in reader.findings] == [
        ("CDC416", located.name("R-1", key), "R-1")
    ]


@st.composite
def moved(draw):
    """Give the columns that stay, in any order, at any place; every needed one is among them."""
    keys = draw(st.sets(st.sampled_from(["quantity", "weight", "unit_price", "line_total", "status"])))
    order = draw(st.permutations(["id", "statement", "answer", *sorted(keys)]))
    gaps = draw(st.lists(st.integers(0, 3), min_size=len(order), max_size=len(order)))
    return order, gaps, draw(st.integers(1, 25)), draw(st.sampled_from(LANGUAGES)), draw(st.permutations(range(9)))


@settings(max_examples=60, deadline=None)
@given(moved())
def test_any_columns_in_any_order_are_read_the_same(case):
    order, gaps, head, language, lines = case
    cells, column = {}, 0
    for key, gap in zip(order, gaps, strict=True):
        column += 1 + gap
        cells[head, column] = Cell(head, column, "text", words(language)(f"grid.{key}").upper())
        for row, line in enumerate(lines, head + 2):
            value = {"id": f"R-{line + 1}", "answer": f"answer {line + 1}"}.get(key) or ROWS[line].values.get(key)
            if value is not None:
                kind = "number" if isinstance(value, Decimal) else "text"
                cells[row, column] = Cell(row, column, kind, str(value))
    wanted = ROWS[:9]
    reader, located = read(Workbook("a.xlsx", "0", (Sheet("x", False, frozenset(), cells),)), wanted)
    assert [reader.text(located, row.id, "answer")[0] for row in wanted] == [f"answer {at}" for at in range(1, 10)]
    lost = {"CDC408"} if "unit_price" not in order else set()
    told = {c.key for c in TABLE.columns if c.is_issued and any(row.values.get(c.key) for row in wanted)}
    lost |= set() if told <= set(order) else {"CDC416"}
    assert {finding.code for finding in reader.findings} == lost


@pytest.mark.libreoffice
def test_saved_by_libreoffice_it_is_read_back_equal(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(written())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "o", tmp_path / "a.xlsx"],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    content = (tmp_path / "o" / "a.xlsx").read_bytes()
    book, refused = sheets.open_untrusted("a.xlsx", content)
    assert refused == ()
    reader, located = read(book)
    assert reader.findings == []
    assert list(located.rows) == [row.id for row in ROWS]
    rules = load_workbook(io.BytesIO(content)).worksheets[0].data_validations.dataValidation
    assert sum(rule.type == "list" for rule in rules) == len(ROWS)
