"""Real files of every kind: what a person sees in them comes through the door."""

import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from cdc import sheets
from cdc.workbooks.kit.write import _kept
from tests import grids

CASE = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def saved(change):
    """Save a workbook of two sheets with something changed."""
    book = Workbook()
    book.active.title = "One"
    book.create_sheet("Two")["A1"] = "text"
    change(book["One"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_parts(content, parts):
    """Add parts to a container; one that is there is replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return target.getvalue()


def sheet(content):
    return grids.opened(content).sheets[0]


def put(name, value, **attributes):
    def change(page):
        page[name] = value
        for key, given in attributes.items():
            setattr(page[name], key, given)

    return change


def test_a_date_at_midnight_is_a_date_alone():
    cells = sheet(saved(put("B2", dt.date(2026, 4, 3)))).cells
    assert [(cell.kind, cell.text) for cell in cells.values()] == [("date", "2026-04-03")]
    cells = sheet(saved(put("B2", dt.datetime(2026, 4, 3, 9, 30, tzinfo=dt.UTC).replace(tzinfo=None)))).cells
    assert [cell.text for cell in cells.values()] == ["2026-04-03 09:30:00"]


@pytest.mark.parametrize(
    "text", ["Customer_x0020_Name", "_x000D_", "_x005F_", "a_x0020_b_x0020_c", "_x0041", "x0041_", "_X0041_", "a\nb", "_x005F_x0020_"]
)  # fmt: skip
@pytest.mark.parametrize("kind", ["shared", "inline"])
def test_texts_that_look_escaped_stay_what_they_are(text, kind):
    written = _kept(text).replace("\n", "&#10;").encode()
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet("One").write_string("B2", "HERE")
    with zipfile.ZipFile(target) as container:
        strings, page = container.read("xl/sharedStrings.xml"), container.read("xl/worksheets/sheet1.xml")
    if kind == "shared":
        parts = {"xl/sharedStrings.xml": strings.replace(b"HERE", written)}
    else:
        cell = b'<c r="B2" t="s"><v>0</v></c>'
        assert cell in page
        inline = b'<c r="B2" t="inlineStr"><is><t>' + written + b"</t></is></c>"
        parts = {"xl/worksheets/sheet1.xml": page.replace(cell, inline)}
    assert [cell.text for cell in sheet(with_parts(target.getvalue(), parts)).cells.values()] == [text]


def test_struck_out_text_is_told_also_where_it_is_a_part():
    whole = sheet(saved(put("B2", "yes", font=Font(strike=True))))
    part = sheet(saved(put("B2", CellRichText("yes, ", TextBlock(InlineFont(strike=True), "in 2027"), " soon"))))
    plain = sheet(saved(put("B2", CellRichText("yes, ", TextBlock(InlineFont(b=True), "in 2027")))))
    found = [(cell.text, cell.is_struck) for page in (whole, part, plain) for cell in page.cells.values()]
    assert found == [("yes", True), ("yes, in 2027 soon", True), ("yes, in 2027", False)]


def test_notes_come_with_their_cell_also_where_it_is_empty_or_merged():
    def change(page):
        page["B2"], page["C2"].comment = "x", Comment("in a merged cell", "v")
        page["E5"].comment = Comment("at an empty cell\nof two lines", "v")

    found = sheet(saved(change)).notes
    assert found == {(2, 3): "in a merged cell", (5, 5): "at an empty cell of two lines"}


def threaded():
    """Give a workbook with a thread of two comments and the note that stands for it in older programs."""
    content = saved(
        put("G2", "yes", comment=Comment("[Threaded comment] Your version cannot show it. Comment: From 9", "v"))
    )
    thread = (
        f'<ThreadedComments xmlns="{CASE}"><threadedComment ref="G2" id="{{1}}"><text>From version 9</text></threadedComment>'
        '<threadedComment ref="G2" id="{2}" parentId="{1}"><text>due 2029</text></threadedComment></ThreadedComments>'
    )
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        relations = container.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    added = f'<Relationship Id="rIdT" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    return with_parts(
        content,
        {
            "xl/worksheets/_rels/sheet1.xml.rels": relations.replace("</Relationships>", added),
            "xl/threadedComments/threadedComment1.xml": thread,
        },
    )


def test_a_thread_of_comments_is_read_with_its_answers_and_once():
    assert sheet(threaded()).notes == {(2, 7): "From version 9 | due 2029"}


def test_the_text_of_a_box_and_a_picture_are_told():
    box = (
        f'<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main"><xdr:oneCellAnchor><xdr:sp><xdr:txBody>'
        "<a:p><a:r><a:t>Valid until</a:t></a:r><a:r><a:t> March</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:oneCellAnchor>"
        "<xdr:twoCellAnchor><xdr:pic/></xdr:twoCellAnchor></xdr:wsDr>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATION}/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    )
    parts = {"xl/worksheets/_rels/sheet1.xml.rels": relations, "xl/drawings/drawing1.xml": box}
    assert sheet(with_parts(saved(put("A1", "x")), parts)).drawings == ("Valid until March", "")


def test_what_is_hidden_is_told():
    def change(page):
        page["B2"] = "x"
        page.column_dimensions["B"].hidden = page.row_dimensions[2].hidden = True

    found = sheet(saved(change))
    assert (found.hidden_rows, found.hidden_columns) == (frozenset({2}), frozenset({2}))


def test_the_headers_of_printed_pages_are_told_but_for_names_and_numbers():
    def change(page):
        page["A1"] = "x"
        page.oddHeader.center.text, page.oddFooter.center.text = "&[Tab]", "Page &P"
        page.oddFooter.left.text = "Valid until March &D"

    assert sheet(saved(change)).drawings == ("Valid until March",)


def open_document(body, **parts):
    """Give a spreadsheet as OpenDocument writes it, with other parts beside it."""
    names = ("office", "table", "text", "style")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        container.writestr("mimetype", parts.pop("mimetype", "application/vnd.oasis.opendocument.spreadsheet"))
        content = f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        container.writestr("content.xml", f"<office:document-content {spaces}>{content}</office:document-content>")
        for name, data in ({"META-INF/manifest.xml": "<manifest/>"} | parts).items():
            container.writestr(name, data)
    return target.getvalue()


ROW = '<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
TABLE = '<table:table table:name="A">{}</table:table>'
BODIES = {
    "encrypted": (open_document("", **{"META-INF/manifest.xml": "<m:encryption-data/>"}), "CDC425"),
    "macros": (open_document("", **{"Basic/Standard/Module1.xml": "<x/>"}), "CDC404"),
    "objects": (open_document("", **{"Object 1/content.xml": "<x/>"}), "CDC404"),
    "links": (open_document('<table:table-source xmlns:table="t"/>'), "CDC404"),
    "a letter": (open_document("", mimetype="application/vnd.oasis.opendocument.text"), "CDC401"),
    "far out": (
        open_document(TABLE.format(ROW.replace("-cell", '-cell table:number-columns-repeated="300"', 1))),
        "CDC402",
    ),
}


@pytest.mark.parametrize("case", BODIES)
def test_open_documents_that_hide_something_are_refused(case):
    content, code = BODIES[case]
    _, refused = sheets.open_untrusted("a.ods", content)
    assert [f.code for f in refused] == [code]


def test_an_open_document_may_repeat_empty_rows_to_the_end():
    empty = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
    book, refused = sheets.open_untrusted("a.ods", open_document(TABLE.format(ROW + empty)))
    assert refused == ()
    assert {cell.name: cell.text for cell in book.sheets[0].cells.values()} == {"A1": "x"}


@pytest.mark.parametrize("name", ["IV2", "A90000", "XFD1048576", "B1048576"])
def test_an_empty_cell_with_a_colour_is_nothing_however_far_away(name):
    fill = PatternFill("solid", fgColor="FFFF00")

    def change(page):
        page["A1"] = "x"
        page[name].fill = fill

    book, refused = sheets.open_untrusted("a.xlsx", saved(change))
    assert refused == ()
    assert [cell.name for cell in book.sheets[0].cells.values()] == ["A1"]


@pytest.mark.parametrize("name", ["IV2", "B1048576"])
def test_a_value_far_outside_is_refused_with_its_cell(name):
    _, refused = sheets.open_untrusted("a.xlsx", saved(put(name, "x")))
    assert [(f.code, f.facts["what"]) for f in refused] == [("CDC403", name)]


REFUSED = {
    "utf-16": ({"xl/workbook.xml": "<?xml version='1.0' encoding='UTF-16'?><workbook/>".encode("utf-16-le")}, "CDC402"),
    "two kinds in one": (
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"},
        "CDC401",
    ),
    "doctype": ({"xl/styles.xml": b"<!DOCTYPE x><styleSheet/>"}, "CDC402"),
    "macros": ({"xl/vbaProject.bin": b"x"}, "CDC404"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_containers_that_hide_something_are_refused_before_any_library_sees_them(case):
    parts, code = REFUSED[case]
    _, refused = sheets.open_untrusted("a.xlsx", with_parts(saved(put("A1", "x")), parts))
    assert [f.code for f in refused] == [code]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.csv", "Id;Réponse\r\n1;été\r\n".encode("cp1252"), "what.encoding"),
        ("a.csv", b"", "what.empty"),
        ("a.txt", b"Id;Answer\n", "what.text"),
        ("a.csv", b"<html><table>", "what.html"),
    ],
)
def test_text_whose_letters_would_be_guessed_is_refused(name, content, what):
    _, refused = sheets.open_untrusted(name, content)
    assert [(f.code, f.facts["what"]) for f in refused] == [("CDC401", what)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("first", ["", "sep={}\r\n"])
def test_a_sheet_saved_as_text_is_read_whatever_wrote_it(encoding, mark, first):
    rows = f'Id{mark}Réponse{mark}Note\r\nF-1{mark}"a{mark} ""b""\nc"{mark}\r\n'
    found = grids.opened((first.format(mark) + rows).encode(encoding), "a.csv")
    assert found.is_text
    assert {cell.name: cell.text for cell in found.sheets[0].cells.values()} == {
        "A1": "Id", "B1": "Réponse", "C1": "Note", "A2": "F-1", "B2": f'a{mark} "b"\nc',
    }  # fmt: skip
