"""An OpenDocument sheet tells what nobody sees in it, as LibreOffice writes it: colours, conditions, edges of pages."""

import io
import zipfile

import pytest

from tests import grids

NAMES = ("office", "table", "text", "style")
SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES) + (
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
TABLE = '<table:table table:name="A" table:style-name="ta1">{}</table:table>'
CELL = '<table:table-row><table:table-cell office:value-type="string"{}>{}</table:table-cell></table:table-row>'


def opened(body, styles="", shared=""):
    """Open a spreadsheet whose styles of its own, and those of its whole, are given."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        container.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
        )
        container.writestr("styles.xml", f"<office:document-styles {SPACES}>{shared}</office:document-styles>")
        container.writestr("META-INF/manifest.xml", "<manifest/>")
    return grids.opened(target.getvalue(), "a.ods").sheets[0]


def style(name, text="", cell="", more="", parent=""):
    above = f' style:parent-style-name="{parent}"' if parent else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell"{above}>'
        f"<style:table-cell-properties {cell}/><style:text-properties {text}/>{more}</style:style>"
    )


WHITE = 'fo:color="#ffffff"'
DARK = 'fo:background-color="#0b5c7a"'
UNSEEN = {
    "white": (style("ce1", WHITE), "", "colour"),
    "white on dark": (style("ce1", WHITE, DARK), "", ""),
    "tiny": (style("ce1", 'fo:font-size="1pt"'), "", "size"),
    "a parent's colour": (style("ce1", parent="P"), style("P", WHITE), "colour"),
    "a parent's ground": (style("ce1", WHITE, parent="P"), style("P", "", DARK), ""),
    "parents in a circle": (style("ce1", parent="P"), style("P", parent="ce1"), ""),
    "a condition": (style("ce1", more='<style:map style:condition="x" style:apply-style-name="R"/>'), style("R", WHITE), "condition"),
    "a condition in green": (style("ce1", more='<style:map style:condition="x" style:apply-style-name="R"/>'), style("R", 'fo:color="#2d5a34"'), ""),
    "transparent": (style("ce1", cell='fo:background-color="transparent"'), "", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", UNSEEN)
def test_what_nobody_sees_is_told_of_its_cell(case):
    styles, shared, why = UNSEEN[case]
    body = TABLE.format(CELL.format(' table:style-name="ce1"', "<text:p>x</text:p>"))
    assert [(cell.text, cell.unseen) for cell in opened(body, styles, shared).cells.values()] == [("x", why)]


def test_areas_in_which_a_condition_hides_are_told():
    rule = (
        '<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="A.A1:A.B3">'
        '<calcext:condition calcext:apply-style-name="R"/></calcext:conditional-format></calcext:conditional-formats>'
    )
    row = CELL.format("", "<text:p>x</text:p>")
    assert opened(TABLE.format(row + rule), "", style("R", WHITE)).disguised == ((1, 1, 3, 2),)
    assert opened(TABLE.format(row + rule), "", style("R")).disguised == ()


def test_where_cells_lead_and_what_they_prompt_is_told():
    rule = (
        '<table:content-validations><table:content-validation table:base-cell-address="A.C4">'
        '<table:help-message table:title="Mind"><text:p>30 days</text:p></table:help-message>'
        "</table:content-validation></table:content-validations>"
    )
    link = '<text:p><text:a xlink:href="https://vendor.example/">see</text:a></text:p>'
    found = opened(rule + TABLE.format(CELL.format("", link)))
    assert found.links == {(1, 1): "https://vendor.example/"}
    assert found.prompts == {(4, 3): "Mind 30 days"}


def test_joined_cells_and_what_they_cover_are_told():
    row = (
        '<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2"><text:p>x</text:p>'
        '</table:table-cell><table:covered-table-cell office:value-type="string"><text:p>under</text:p>'
        "</table:covered-table-cell></table:table-row>"
    )
    found = opened(TABLE.format(row))
    assert found.merged == ((1, 1, 1, 2),)
    assert [cell.text for cell in found.cells.values()] == ["x"]
    assert [cell.text for cell in found.covered.values()] == ["under"]


EDGES = {
    "<style:footer><text:p>Valid until March</text:p></style:footer>": ("Valid until March",),
    "<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer>": (),
    "<style:header><text:p><text:sheet-name>A</text:sheet-name></text:p></style:header>": (),
    '<style:header style:display="false"><text:p>nobody prints this</text:p></style:header>': (),
    "<style:header><style:region-left><text:p>Only 30 days</text:p></style:region-left></style:header>": (
        "Only 30 days",
    ),
}


@pytest.mark.parametrize("edge", EDGES)
def test_the_edges_of_printed_pages_are_told_but_for_names_and_numbers(edge):
    printed = '<style:style style:name="ta1" style:family="table" style:master-page-name="M"/>'
    master = (
        f'<office:master-styles><style:master-page style:name="M">{edge}</style:master-page></office:master-styles>'
    )
    body = TABLE.format(CELL.format("", "<text:p>x</text:p>"))
    assert opened(body, printed, master).drawings == EDGES[edge]
