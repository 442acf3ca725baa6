"""What an author brings and what in it reaches outside: found in every spelling, and nothing else."""

import pytest

from cdc.media import outside

MARKUP = [
    "<script>alert(1)</script>",
    '<link rel="stylesheet" href="a.css">',
    "<iframe>",
    '<meta http-equiv="refresh" content="0">',
    '<img src="https://example.org/a.png">',
    "<img src=file:///etc/passwd>",
    '<img srcset="a.png 2x">',
    '<video poster="a.png">',
    '<p onclick="x()">',
    '<a href="javascript:x()">',
    '<a href="data:text/html,x">',
    '<style>@import "a.css";</style>',
    "<p style=\"background:url('a.png')\">",
    "<SCRIPT>",
]
DRAWINGS = [
    '<image href="a.png"/>',
    "<image xlink:href='https://example.org/a.png'/>",
    '<rect fill="url(a.svg#b)"/>',
    "<!DOCTYPE svg>",
    '<!ENTITY a "b">',
    "<script>x()</script>",
    "<foreignObject/>",
    "<style>@import url(a.css)</style>",
    '<svg onload="x()">',
]
STYLES = [
    '@import "a.css";',
    "a{background:url(a.png)}",
    'a{background:url("a.png")}',
    "a{background:URL(https://example.org/a.png)}",
    "@font-face{font-family:x;src:url(a.woff2)}",
    "@media print{a{background:url(a.png)}}",
    'a{background:image-set("a.png" 1x)}',
    "a{width:expression(alert(1))}",
    "a{background:u\\72l(a.png)}",
]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_that_reaches_outside(text):
    assert outside.markup(f"<p>before</p>{text}")


@pytest.mark.parametrize("text", DRAWINGS)
def test_a_drawing_that_reaches_outside(text):
    assert outside.drawing(f"<svg>{text}</svg>")


@pytest.mark.parametrize("text", STYLES)
def test_a_style_sheet_that_reaches_outside(text):
    assert outside.style(f"b{{color:red}}\n{text}")


@pytest.mark.parametrize(
    "text",
    [
        '<p class="a">{{ text }}</p><a href="#id-F-1">F-1</a><a href="https://example.org">there</a>',
        '<img src="data:image/png;base64,AAAA">',
        "{% if title %}<h2>{{ title }}</h2>{% endif %}",
        "the words src and onclick in a text",
    ],
)
def test_markup_that_stays_inside(text):
    assert outside.markup(text) is None


def test_a_drawing_that_refers_to_itself_stays_inside():
    svg = '<svg><defs><g id="a"/></defs><use href="#a"/><rect fill="url(#b)"/><text>see http://example.org</text></svg>'
    assert outside.drawing(svg) is None


@pytest.mark.parametrize(
    "text", ["a{color:red}", 'a{background:url("data:image/png;base64,AA")}', 'a::before{content:"url(x)"}']
)
def test_a_style_sheet_that_stays_inside(text):
    assert outside.style(text) is None


@pytest.mark.parametrize(
    "text", ['<td colspan="100000000">', "<td rowspan=99999>", '<col span="5000">', "<p style='width: 100000000mm'>"]
)
def test_a_vast_number_in_markup_is_found(text):
    assert outside.markup(text) == text[: len(outside.markup(text))]
    assert outside.markup('<td colspan="12" style="color:#123456"> 100000000 </td>') is None


def test_a_vast_number_in_a_style_sheet_is_found():
    assert outside.style("a{columns:100000000}") == "100000000"
    assert outside.style("a{width:100000000mm}") == "100000000mm"
    assert outside.style("a{grid-template-columns:repeat(100000000, 1fr)}") == "100000000"
    assert outside.style("a{z-index:99999;width:210mm;color:#123456}") is None
