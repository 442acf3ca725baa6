"""Our sheets in other kinds of file: OpenDocument, single sheets of text; and files that are none of ours."""

import csv
import datetime as dt
import io
import subprocess
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from cdc import api
from cdc.tender import receipt
from cdc.workbooks.response import read
from tests import grids
from tests.workbooks import answered
from tests.workbooks.test_nothing_silent import said


def as_text(content, name, mark=";"):
    """Save a sheet as text, as a spreadsheet does: what a formula gives is left out where nobody computed it."""
    target = io.StringIO()
    rows = load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True)
    writer = csv.writer(target, delimiter=mark)
    for row in rows:
        writer.writerow("" if value is None or str(value).startswith("=") else value for value in row)
    return target.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize("mark", [";", ","])
def test_single_sheets_of_text_say_what_the_workbook_says(mark):
    whole = answered.read_book(answered.book())
    readings = []
    for name, kind in (("Requirements", "technical"), ("Prices", "price"), ("Vendor", "technical")):
        book = grids.opened(as_text(answered.content(), name, mark), f"{name}.csv")
        loaded = answered.project()
        reading = read.read(book, loaded.specification, loaded.forms)
        assert reading.findings == []
        assert reading.envelope == kind
        readings.append((receipt.Sent(f"{name}.csv", b""), reading))
    moment = dt.datetime(2027, 1, 21, tzinfo=dt.UTC)
    bid, findings = receipt.joined(readings, vendor="acme", number=1, received=moment, tender="T-1", form="F")
    assert findings == ()
    assert [(a.id, a.answer, a.comment, a.evidence) for a in bid.answers] == [
        (a.id, a.answer, a.comment, a.evidence) for a in whole.answers
    ]
    assert [(p.id, p.amount, p.comment) for p in bid.prices] == [(p.id, p.amount, p.comment) for p in whole.prices]
    assert (bid.identity, receipt.tally(bid)) == (whole.identity, receipt.tally(whole))


@pytest.mark.parametrize(
    ("names", "absent"), [(("Requirements",), ["prices", "vendor"]), (("Prices", "Vendor"), ["requirements"]), (("Vendor", "Prices", "Requirements"), [])]
)  # fmt: skip
def test_sheets_that_no_file_brings_are_named(names, absent):
    readings = [answered_text(as_text(answered.content(), name), f"{name}.csv") for name in names]
    bid, _ = joined(*readings)
    assert list(receipt.absent(bid, answered.project().specification)) == absent


def test_locked_texts_and_what_stands_beside_are_told_in_a_sheet_of_text_too():
    text = (
        as_text(answered.content(), "Prices").replace(b"per user", b"per 100 users") + b";;;;;;;;;;;;;only in March\r\n"
    )
    reading = answered_text(text, "prices.csv")
    assert [(f.code, f.place.cell) for f in reading.findings] == [("CDC416", "E2"), ("CDC419", "N4")]


def answered_text(content, name):
    loaded = answered.project()
    return read.read(grids.opened(content, name), loaded.specification, loaded.forms)


@pytest.mark.parametrize("content", [b"Name;Turnover\r\nAda;12\r\n", b"one cell"])
def test_a_sheet_of_text_that_is_none_of_ours_is_said_to_be_foreign(content):
    assert [f.code for f in answered_text(content, "a.csv").findings] == ["CDC439"]


def many(grid):
    """Change a workbook in every way that a spreadsheet must carry from one kind of file to another."""
    sheet = grid.sheet("requirements")
    sheet["I2"].comment = Comment("a reservation", "v")
    sheet["I3"], sheet["I3"].font = "not this", Font(strike=True)
    sheet["J3"] = dt.date(2026, 4, 3)
    sheet["D2"] = "The solution may show a page."
    sheet["N2"], sheet["B9"] = "beside", "below"
    prices = grid.sheet("prices")
    prices["G2"], prices["G2"].number_format = 12, '0"k €"'
    prices["G3"], prices["G3"].number_format = 0.12, "0.0%"
    prices["D2"] = 8
    grid.book.create_sheet("Assumptions")["A1"] = "Valid in March"
    grid.book.copy_worksheet(grid.sheet("vendor")).title = "Copy"
    grid.book["Copy"]["D2"] = "Other Ltd"
    sheet.row_dimensions[3].hidden = True


def told(reading):
    """Give what was told; totals are computed by a spreadsheet alone, so only its own files show them."""
    return sorted((f.code, f.place.sheet or "", f.place.cell or "") for f in reading.findings if f.code != "CDC428")


@pytest.mark.libreoffice
def test_through_opendocument_and_back_every_text_and_id_stays_and_the_same_is_told(tmp_path):
    for name, change in (("plain", lambda grid: None), ("many", many)):
        (tmp_path / f"{name}.xlsx").write_bytes(answered.changed(change))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for kind, folder, names in (
        ("ods", tmp_path, ("plain.xlsx", "many.xlsx")),
        ("xlsx:Calc MS Excel 2007 XML", tmp_path / "back", ("plain.ods", "many.ods")),
    ):
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, *(tmp_path / name for name in names)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    for name in ("plain", "many"):
        source = answered.read_bytes((tmp_path / f"{name}.xlsx").read_bytes(), "a.xlsx")
        open_document = answered.read_bytes((tmp_path / f"{name}.ods").read_bytes(), "a.ods")
        back = answered.read_bytes((tmp_path / "back" / f"{name}.xlsx").read_bytes(), "a.xlsx")
        assert said(source) == said(open_document) == said(back)
        assert told(source) == told(open_document) == told(back)
        assert [a.id for a in source.answers] == [a.id for a in open_document.answers] == [a.id for a in back.answers]
    assert len(told(source)) > 10
    through_the_door, findings = api.self_check(tmp_path / "plain.ods")
    assert findings == ()
    assert said(through_the_door) == said(answered.read_book(answered.book()))


def foreign():
    book = Workbook()
    book.active.title = "HECVAT"
    book.active["B3"] = "Vendor questionnaire"
    return book


def test_another_houses_workbook_is_said_to_be_one():
    target = io.BytesIO()
    foreign().save(target)
    (finding,) = answered.read_bytes(target.getvalue()).findings
    assert (finding.code, finding.facts) == ("CDC439", {"sheets": "HECVAT", "text": "Vendor questionnaire"})


@pytest.mark.parametrize("has_folder", [True, False])
def test_sheets_copied_into_another_workbook_are_not_the_issued_form(has_folder):
    def change(grid):
        del grid.book["_cdc"], grid.book["_lists"]

    spec = answered.project().specification if has_folder else None
    reading, findings = api.read_workbook(spec, "a.xlsx", answered.changed(change), forms=answered.project().forms)
    assert reading is None
    assert [f.code for f in findings] == ["CDC438"]


def test_a_renamed_heading_leaves_its_lines_unanswered_and_counted():
    def change(grid):
        grid.sheet("requirements")["H1"] = "Our answer"

    reading = answered.read_bytes(answered.changed(change))
    assert [(f.code, f.place.cell) for f in reading.findings] == [("CDC408", "H1")]
    tally = receipt.tally(reading)
    assert (tally.answered, tally.asked, tally.priced, tally.is_complete) == (0, 2, 2, False)


def joined(*readings):
    moment = dt.datetime(2027, 1, 21, tzinfo=dt.UTC)
    sent = [(receipt.Sent(f"{at}.xlsx", b""), reading) for at, reading in enumerate(readings)]
    return receipt.joined(sent, vendor="acme", number=1, received=moment, tender="T-1", form="F")


def test_two_whole_workbooks_of_one_call_are_held_against_each_other_line_by_line():
    def change(grid):
        grid.cell("requirements", "F-1", "answer").value = "N"
        grid.cell("requirements", "F-2", "comment").value = "from 2029"
        grid.cell("prices", "PL-1", "unit_price").value = 1
        grid.cell("vendor", "V-NAME", "answer").value = "Other Ltd"

    first, second = answered.read_book(answered.book()), answered.read_bytes(answered.changed(change))
    bid, findings = joined(first, second)
    assert sorted((f.code, f.facts["id"]) for f in findings) == [
        ("CDC411", id_) for id_ in ("F-1", "F-2", "PL-1", "V-NAME")
    ]
    assert (bid.name, bid.answers[0].answer, bid.prices[0].amount) == ("ACME", "Y", Decimal("1200.5"))
    assert joined(first, first)[1] == ()


def test_a_long_comment_is_kept_whole():
    def change(grid):
        grid.cell("requirements", "F-1", "comment").value = "x" * 32_767

    reading = answered.read_bytes(answered.changed(change))
    assert reading.findings == []
    assert len(reading.answers[0].comment) == 32_767


def test_the_date_of_the_bid_is_the_same_as_date_and_as_text():
    def change(grid):
        grid.cell("vendor", "V-DATE", "answer").value = dt.date(2027, 1, 20)

    reading = answered.read_bytes(answered.changed(change))
    assert reading.findings == []
    assert reading.identity == answered.read_book(answered.book()).identity


def test_a_text_that_looks_escaped_goes_out_and_comes_back_unchanged():
    text = "Map Customer_x0020_Name and _x005F_."
    project = answered.load(answered.SPEC.replace("The solution shall import lists.", text))
    (content,) = api.grid_workbooks(project, ("en",)).values()
    assert grids.opened(content).sheets[1].cells[3, 4].text == text
    reading = read.read(grids.opened(content), project.specification, project.forms)
    assert {f.code for f in reading.findings} == {"CDC415", "CDC420", "CDC421"}
