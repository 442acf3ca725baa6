"""Printed pages: the proof-reader finds what is wrong, and finds nothing in a sample of profiles and languages."""

import pytest

from cdc.model import blocks as b
from cdc.packs import structures
from tests import matrix
from tests.render.pagecheck import complaints

pytestmark = pytest.mark.poppler

HEADING = b.Section("s", "Alone", "1", 1, (b.Paragraph(("text",)),))


def printed(body):
    weasyprint = pytest.importorskip("weasyprint")
    style = "@page{size:400pt 400pt;margin:45pt 45pt 70pt} body{font:12pt sans-serif;margin:0}"
    return weasyprint.HTML(string=f"<style>{style}</style>{body}").write_pdf()


def document(*blocks):
    return b.Document("n", "en", "k", "t", "", "r", "1", "d", "2026-01-01", "c", "", None, {}, (), blocks, "sheet")


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<p>good text</p>", ""),
        ('<p style="margin-left:300pt;white-space:nowrap">runs over the edge of the page</p>', "page 1 outside: runs"),
        ('<p style="margin:0">below</p><p style="margin:-14pt 0 0">above</p>', "page 1 overlap: "),
        ('<p>text</p><h1 style="margin-top:215pt">1 Alone</h1><p style="break-before:page">text</p>', "page 1 ends with the heading: 1 Alone"),
        ("<p>hello {name}</p>", "page 1 hole: hello {name}"),
        ("<p>label.unknown</p>", "page 1 hole: label.unknown"),
        ('<p>a</p><p style="break-before:page"><p style="break-before:page">b</p>', "page 2 is empty"),
    ],
)  # fmt: skip
def test_the_proof_reader_sees(body, complaint):
    found = complaints(document(HEADING), printed(body))
    assert [line for line in found if line.startswith(complaint)] if complaint else found == []


def test_the_proof_reader_sees_a_cut_text_in_a_drawing():
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><text x="0" y="20" font-size="10" text-anchor="start">cut…</text></svg>'
    found = complaints(document(b.Figure(svg, "alt", "caption", 100, 40, 1)), printed("<p>text</p>"))
    assert found == ["figure 1: cut: cut…"]


@pytest.mark.parametrize(
    "case", [("concise", "fr", False), ("concise", "ru", True), ("executive", "it", True), ("us-ucf", "en", False)]
)
def test_every_page_of_a_sample_is_sound(example, printing, case):
    assert case[0] in structures.shipped()
    results = matrix.look(example, case, printing)
    assert results
    assert [complaint for _, found in results for complaint in found] == []
