"""What is written is printed whole: all columns of a sheet on one page, and no column wider than the page."""

import io

import pytest
from openpyxl import load_workbook

from cdc import api
from cdc.workbooks.kit.book import MARGIN, Book, lines_page
from cdc.workbooks.kit.looks import FORM
from tests.workbooks import answered

PAGE = 11.69 - 2 * MARGIN
"""What can be printed on, in inches: A4 on its side."""
WIDEST = 9.5 / 96
"""How wide a figure is, in inches, in the widest font that takes the place of a missing one."""
LONG = "A title so long that no page holds it in one line, however wide " * 3


def visible(content):
    return [sheet for sheet in load_workbook(io.BytesIO(content)).worksheets if sheet.sheet_state == "visible"]


def of_lines():
    book = Book(("en",), FORM)
    lines_page(book, LONG, ["A line. " * 40], name="One", width=100)
    return book.finish()


@pytest.fixture(scope="module")
def translation(tmp_path_factory):
    spec = answered.SPEC.replace("languages: [en]", "languages: [en, fr]")
    return api.export_translation(
        answered.load(spec), language="fr", format_name="xlsx", out=tmp_path_factory.mktemp("out")
    ).read_bytes()


@pytest.mark.parametrize("kind", ["grid", "lines", "translation"])
def test_every_sheet_is_one_page_wide_and_no_column_is_wider_than_the_page(kind, translation):
    sheets = visible({"grid": answered.blank, "lines": of_lines, "translation": lambda: translation}[kind]())
    assert sheets
    for sheet in sheets:
        setup, fits = sheet.page_setup, sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (fits, setup.fitToHeight, setup.orientation, setup.paperSize) == (True, 0, "landscape", 9), sheet.title
        widest = max(size.width for size in sheet.column_dimensions.values() if not size.hidden)
        assert widest * WIDEST <= PAGE, sheet.title
        assert (sheet.page_margins.left, sheet.page_margins.right) == (MARGIN, MARGIN)


def test_a_long_title_goes_on_in_its_cell():
    (sheet,) = visible(of_lines())
    assert sheet["A1"].alignment.wrap_text
    assert sheet.row_dimensions[1].height > 60
