"""The reader of .xlsx sheets, held against openpyxl on the same bytes, and where it says more than that one."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from cdc import sheets
from cdc.sheets import child, formats, page
from tests import grids
from tests.sheets.test_kinds import RELATION, saved, sheet, with_parts

VALUES = {
    "a text": "A text\nof two lines, with  spaces and \t a tab ",
    "signs": '\u00e9\u4e2d\u6587\U0001f600 & < > "',
    "digits": "007",
    "whole": 12,
    "negative": -12,
    "large": 10**21,
    "broken": 0.1,
    "small": 1.5e-7,
    "true": True,
    "false": False,
    "date": dt.date(2026, 4, 3),
    "moment": dt.datetime(2026, 4, 3, 9, 30, 15),  # noqa: DTZ001 - a sheet knows no zone
    "time": dt.time(9, 30),
    "span": dt.timedelta(days=1, hours=2),
    "before the leap": dt.date(1900, 2, 3),
    "formula": '=A1&"x"',
    "error": "#N/A",
}
FORMATS = [
    "General",
    "0.00",
    "#,##0",
    "0%",
    '0"k \u20ac"',
    "@",
    "dd/mm/yyyy",
    "[h]:mm",
    '"day" 0',
    "yyyy",
    r"0\d",
    "[Red]0",
]


def as_openpyxl(content):
    """Give kind and text of every cell as openpyxl has it."""
    found = {}
    for one in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows():
        for cell in one:
            if cell.value not in (None, ""):
                found[cell.coordinate] = (cell.data_type, cell.value)
    return found


def same(cell, kind, value):
    """Tell whether a cell says what openpyxl says."""
    if kind == "n" and not isinstance(value, bool):
        return (cell.kind, float(cell.text)) == ("number", float(value))
    told = {"s": "text", "b": "flag", "d": "date", "f": "formula", "e": "error"}[kind]
    text = {"flag": str(value).lower(), "date": str(value).removesuffix(" 00:00:00")}.get(told, value)
    return (cell.kind, cell.text) == (told, text)


@pytest.mark.parametrize("code", FORMATS)
def test_every_kind_of_value_reads_as_openpyxl_reads_it(code):
    def change(page):
        for row, value in enumerate(VALUES.values(), 1):
            page.cell(row, 1, value)
            is_far = value == VALUES["large"] and formats.is_date(code)  # the second reader stumbles over it
            page.cell(row, 2, 12 if is_far else value).number_format = code

    content = saved(change)
    ours = {cell.name: cell for cell in sheet(content).cells.values()}
    theirs = as_openpyxl(content)
    assert len(theirs) == 2 * len(VALUES)
    assert ours.keys() == theirs.keys()
    odd = {"B5", "B8"} if formats.is_date(code) else set()  # a date before the first one; less than a second
    assert [
        name for name, (kind, value) in theirs.items() if name not in odd and not same(ours[name], kind, value)
    ] == []


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (1, "1900-01-01"),
        (59, "1900-02-28"),
        (61, "1900-03-01"),
        (0.5, "12:00:00"),
        (46115.999995, "2026-04-03 23:59:59.568000"),
        (-1, ""),
        (1e9, ""),
    ],
)
def test_days_are_counted_as_the_sheet_counts_them(number, told):
    assert page.moment(number).split(".")[0] in (told.split(".")[0], "2026-04-04")


def test_days_may_count_from_1904():
    def change(one):
        one.parent.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        one["A1"] = dt.date(2026, 4, 3)

    assert [cell.text for cell in sheet(saved(change)).cells.values()] == ["2026-04-03"]


def rewritten(old, new, value="yes"):
    """Save a workbook and rewrite its first sheet as text."""
    content = saved(lambda one: one.__setitem__("B2", value))
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        text = container.read(name).decode()
    assert old in text
    return with_parts(content, {name: text.replace(old, new)})


def test_cells_that_do_not_say_where_they_stand_follow_one_another():
    content = rewritten('<row r="2"><c r="B2"', '<row><c t="n"><v>1</v></c><c')
    cells = sheet(content).cells
    assert {cell.name: cell.text for cell in cells.values()} == {"A1": "1", "B1": "yes"}


def test_a_formula_that_several_cells_share_is_told_of_each():
    shared = (
        '<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">C2*2</f><v>4</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>6</v></c></row><row r="4"><c r="B4"'
    )
    cells = sheet(rewritten('<row r="2"><c r="B2"', shared)).cells
    assert [(cell.name, cell.kind, cell.text, cell.seen) for cell in cells.values()][:2] == [
        ("A2", "formula", "=C2*2", "4"),
        ("A3", "formula", "=C2*2", "6"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A2" t="n"><v>nan</v></c>',
        '<c r="A2" t="n"><v>1_000</v></c>',
        '<c r="A2" t="s"><v>99</v></c>',
        '<c r="A2" t="what"><v>1</v></c>',
        '<c r="A2" s="9999"><v>1</v></c>',
    ],
)
def test_a_cell_that_makes_no_sense_refuses_the_file(cell):
    _, refused = sheets.open_untrusted("a.xlsx", rewritten('<row r="2">', f'<row r="2">{cell}'))
    assert [f.code for f in refused] == ["CDC402"]


def test_a_cell_that_only_the_other_reader_sees_refuses_the_file():
    hidden = '<row r="2"><x:c xmlns:x="urn:x" r="A2" t="str"><v>only one sees me</v></x:c>'
    assert child.parse(rewritten('<row r="2">', hidden))["differs"] == "One, 2/1"


def test_two_sheets_of_one_name_are_refused():
    content = saved(lambda one: one.__setitem__("A1", "x"))
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        book = container.read("xl/workbook.xml").decode()
    with pytest.raises(ValueError, match="two sheets"):
        child.parse(with_parts(content, {"xl/workbook.xml": book.replace('name="Two"', 'name="One"')}))


INKS = {
    "white": (Font(color="FFFFFFFF"), None, "colour"),
    "almost white": (Font(color="FFF4F4F4"), None, "colour"),
    "white by theme": (Font(color=openpyxl.styles.colors.Color(theme=0)), None, "colour"),
    "white by number": (Font(color=openpyxl.styles.colors.Color(indexed=9)), None, "colour"),
    "as its ground": (Font(color="FF0B5C7A"), PatternFill("solid", fgColor="FF0B5C7A"), "colour"),
    "tiny": (Font(sz=1), None, "size"),
    "black": (Font(color="FF000000"), None, ""),
    "grey": (Font(color="FF999999"), None, ""),
    "white on dark": (Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF0B5C7A"), ""),
    "automatic": (Font(), None, ""),
}


@pytest.mark.parametrize("name", INKS)
def test_what_nobody_sees_is_told_of_its_cell(name):
    font, fill, why = INKS[name]

    def change(one):
        one["B2"], one["B2"].font = "hidden words", font
        if fill:
            one["B2"].fill = fill

    assert [cell.unseen for cell in sheet(saved(change)).cells.values()] == [why]


def test_joined_cells_and_what_they_cover_are_told():
    def change(one):
        one["B2"] = "yes"
        one.merge_cells("B2:B4")

    content = saved(change)
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        text = container.read(name).decode()
    covered = text.replace('<row r="3">', '<row r="3"><c r="B3" t="str"><v>no</v></c>')
    assert covered != text
    found = sheet(with_parts(content, {name: covered}))
    assert found.merged == ((2, 2, 4, 2),)
    assert [(cell.name, cell.text) for cell in found.cells.values()] == [("B2", "yes")]
    assert [(cell.name, cell.text) for cell in found.covered.values()] == [("B3", "no")]


RULES = {
    "white": (FormulaRule(["TRUE"], font=Font(color="FFFFFFFF")), ((2, 2, 9, 3),)),
    "struck": (FormulaRule(["TRUE"], font=Font(strike=True)), ((2, 2, 9, 3),)),
    "green": (CellIsRule("equal", ['"yes"'], font=Font(color="FF2D5A34")), ()),
}


@pytest.mark.parametrize("name", RULES)
def test_areas_in_which_a_condition_hides_text_are_told(name):
    rule, areas = RULES[name]

    def change(one):
        one["B2"] = "yes"
        one.conditional_formatting.add("B2:C9", rule)

    assert sheet(saved(change)).disguised == areas


def test_what_is_shown_beside_a_chosen_cell_and_where_cells_lead_is_told():
    def change(one):
        one["B2"], one["B2"].hyperlink = "our offer", "https://vendor.example/offer"
        rule = DataValidation(type="list", formula1='"yes,no"', promptTitle="Mind", prompt="valid until March")
        rule.add("C3")
        one.add_data_validation(rule)

    found = sheet(saved(change))
    assert found.prompts == {(3, 3): "Mind valid until March"}
    assert found.links == {(2, 2): "https://vendor.example/offer"}


def test_rows_of_which_nothing_is_said_may_be_hidden_all_together():
    content = rewritten("<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" ')
    assert sheet(content).hidden_rows == {2}


def test_pictures_behind_the_cells_and_sheets_that_are_charts_are_told():
    assert sheet(rewritten("</worksheet>", '<picture xmlns:r="urn:r" r:id="r1"/></worksheet>')).drawings == ("",)
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    chart = book.create_chartsheet("Offer")
    chart.add_chart(openpyxl.chart.BarChart())
    target = io.BytesIO()
    book.save(target)
    found = grids.opened(target.getvalue()).sheets
    assert [(one.name, one.drawings) for one in found] == [("Sheet", ()), ("Offer", ("",))]


def test_buttons_and_boxes_of_the_older_kind_are_told_but_notes_are_notes():
    box = (
        '<xml xmlns:v="urn:v" xmlns:x="urn:x"><v:shape><v:textbox><div>Only &amp; until March</div></v:textbox>'
        '<x:ClientData ObjectType="Button"/></v:shape><v:shape><v:textbox><div/></v:textbox>'
        '<x:ClientData ObjectType="Note"/></v:shape></xml>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATION}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/></Relationships>'
    )
    parts = {"xl/worksheets/_rels/sheet1.xml.rels": relations, "xl/drawings/vmlDrawing1.vml": box}
    assert sheet(with_parts(saved(lambda one: one.__setitem__("A1", "x")), parts)).drawings == ("Only & until March",)
