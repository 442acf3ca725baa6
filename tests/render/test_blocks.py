"""Each kind of block in each format of text: Markdown, markup, Word; what is typed never becomes markup."""

import re
import xml.etree.ElementTree as ET
from dataclasses import fields as fields_of
from html import unescape

import pytest
from markupsafe import Markup

from cdc.model import blocks as b
from cdc.model.look import Colours
from cdc.render import markdown
from cdc.render.html import blocks as html
from cdc.render.word import blocks as word
from cdc.render.word.writer import Writer

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LABELS = {"figure": "Figure", "table": "Table", "version": "version"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10"><rect width="10" height="10"/></svg>'
CELLS = (
    b.Row((("A-1",), ("Pastes",), ("400",)), anchor="A-1"),
    b.Row((("Total",),), style="group"),
    b.Row((("",), ("All",), ("900",)), style="total"),
)


def document(*blocks):
    return b.Document(
        name="d", language="en", kind="", title="T", subtitle="", reference="R", version="1", date="", iso_date="2027-01-01", company="C",
        confidentiality="", draft=None, labels=LABELS, front=(), body=blocks, layout="letter",
    )  # fmt: skip


def as_markdown(*blocks):
    return markdown.render(document(*blocks)).rstrip("\n")


def as_html(*blocks):
    return html.markup(blocks, html.Context(LABELS, Colours()))


def words_of(markup):
    """Give the words of markup, without its elements."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def as_word(*blocks):
    """Give the body as Word reads it, parsed: what is not well-formed fails here."""
    writer = Writer(document(*blocks))
    word.write(writer, blocks)
    return ET.fromstring(f'<w:body xmlns:w="{W}" xmlns:r="{R}">{"".join(writer.out)}</w:body>')


def paragraphs(body):
    """Give each paragraph that says something: its style and its text."""
    found = []
    for node in body.iter(f"{{{W}}}p"):
        style = node.find(f"{{{W}}}pPr/{{{W}}}pStyle")
        text = "".join(part.text or "" for part in node.iter(f"{{{W}}}t"))
        if text.strip():
            found.append((style.get(f"{{{W}}}val"), text.strip()))
    return found


INLINES = [
    (("plain",), "plain", "plain"),
    (("a * b_c <d> [e] `f` | g #h",), "a \\* b\\_c \\<d\\> \\[e\\] \\`f\\` \\| g \\#h", 'a * <span class="raw">b_c</span> &lt;d&gt; [e] `f` | g #h'),
    ((b.Strong(("Visits",)),), "**Visits**", "<strong>Visits</strong>"),
    ((b.Emphasis(("all",)), " of them"), "*all* of them", "<em>all</em> of them"),
    ((b.Code("F-1"),), "`F-1`", "<code>F-1</code>"),
    ((b.Link("https://acme.example/a?b=1&c=2", ("here",)),), "[here](https://acme.example/a?b=1&c=2)", '<a href="https://acme.example/a?b=1&amp;c=2">here</a>'),
    (("one", b.Break(), "two"), "one<br>two", "one<br>two"),
    ((b.Chip("essential", "essential"),), "**[essential]**", '<span class="chip essential">essential</span>'),
    ((b.Ref("F-1", "F-1"),), "F-1", '<a class="ref" href="#id-F-1">F-1</a>'),
    ((b.Strong(("a ", b.Emphasis(("b",)))),), "**a *b***", "<strong>a <em>b</em></strong>"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "wanted", "markup"), INLINES)
def test_pieces_of_text(content, wanted, markup):
    assert as_markdown(b.Paragraph(content)) == wanted
    assert as_html(b.Paragraph(content)) == f'<p class="body">{markup}</p>\n'


def test_a_heading_keeps_its_bold_whole():
    heading = b.Heading((b.Ref("O-1", "O-1"), " Grow ", b.Strong(("now",)), " ", b.Chip("essential", "essential")))
    assert as_markdown(heading) == "**O-1 Grow now [essential]**"
    assert 'id="id-O-1"' in as_html(heading)
    assert 'href="#id-O-1"' not in as_html(heading), "an id at the head of its own heading is no link to itself"


def test_a_list_is_marked_or_counted_from_where_it_starts():
    items = ((b.Paragraph(("one",)),), (b.Paragraph(("two",)), b.Paragraph(("more",))))
    assert as_markdown(b.Bullets(items)) == "- one\n- two\n  more"
    assert as_markdown(b.Bullets(items, ordered=True, start=3)) == "3. one\n4. two\n   more"
    assert "<ol" in as_html(b.Bullets(items, ordered=True, start=3))
    assert 'start="3"' in as_html(b.Bullets(items, ordered=True, start=3))
    assert "<ul" in as_html(b.Bullets(items))


def test_a_list_in_a_list_is_set_in():
    inner = b.Bullets(((b.Paragraph(("inner",)),),))
    assert as_markdown(b.Bullets(((b.Paragraph(("outer",)), inner),))) == "- outer\n  - inner"


def test_facts_are_labelled():
    facts = b.Facts((("Staff", ("900",)), ("Sector", (b.Strong(("Trade",)),))))
    assert as_markdown(facts) == "- Staff: 900\n- Sector: **Trade**"
    assert words_of(as_html(facts)) == "Staff 900 Sector Trade"


def test_a_table_has_its_number_and_columns_as_they_stand():
    table = b.Table(
        (b.Column("Id", 8, is_id=True), b.Column("Name", 30), b.Column("Amount", 10, "right")), CELLS, "Offer", number=7
    )
    assert as_markdown(table).split("\n") == [
        "*Table 7 — Offer*",
        "",
        "| Id | Name | Amount |",
        "| --- | --- | ---: |",
        "| A-1 | Pastes | 400 |",
        "| Total |  |  |",
        "|  | All | 900 |",
    ]
    markup = as_html(table)
    assert 'id="id-A-1"' in markup
    assert 'colspan="3"' in markup
    assert words_of(markup) == "Table 7 — Offer Id Name Amount A-1 Pastes 400 Total All 900"


def test_a_table_without_a_caption_has_no_number():
    table = b.Table((b.Column("Name"),), (b.Row((("a",),)),))
    assert as_markdown(table) == "| Name |\n| --- |\n| a |"
    assert "<caption" not in as_html(table)


def test_a_line_break_of_a_cell_does_not_end_its_row():
    table = b.Table((b.Column("Name"),), (b.Row((("a\nb | c",),)),))
    assert as_markdown(table).split("\n")[-1] == "| a b \\| c |"


def test_a_section_has_a_number_and_at_most_six_levels():
    section = b.Section("s", "Scope", "2.1", 2, (b.Paragraph(("Here.",)),))
    assert as_markdown(section) == "### 2.1 Scope\n\nHere."
    assert as_markdown(b.Section("s", "Deep", "", 9, ())).startswith("###### ")
    assert re.search(r"<h3[^>]*>.*2\.1.*Scope", as_html(section), re.DOTALL)
    assert 'id="id-s"' in as_html(section)


def test_a_card_has_all_that_it_is_asked_with():
    card = b.RequirementCard(
        "F-1",
        "Visit report",
        b.Chip("essential", "essential"),
        "weight 5",
        "knock-out",
        (b.Paragraph(("Keeps three lines.",)),),
        (("Why", ("Lost",)),),
    )
    assert (
        as_markdown(card)
        == "**F-1 Visit report** — **[essential]** · weight 5 · knock-out\n\nKeeps three lines.\n\n- Why: Lost"
    )
    found = words_of(as_html(card))
    assert all(
        part in found
        for part in ("F-1", "Visit report", "essential", "weight 5", "knock-out", "Keeps three lines.", "Why", "Lost")
    )


def test_a_card_of_a_title_alone():
    assert as_markdown(b.RequirementCard("F-1", "Map", None, None, None, (), ())) == "**F-1 Map**"
    assert words_of(as_html(b.RequirementCard("F-1", "Map", None, None, None, (), ()))) == "F-1 Map"


def test_indicators_go_from_today_to_the_target():
    cards = b.KpiCards((b.Kpi("K-1", "Visits", "4", "6", ("by June",)), b.Kpi("K-2", "Faults", "–", "0", ("",))))
    assert as_markdown(cards) == "- K-1 Visits: 4 → 6 (by June)\n- K-2 Faults: – → 0 ()"
    assert 'id="id-K-2"' in as_html(cards)
    assert "4" in words_of(as_html(cards))


def test_key_figures_stand_before_their_words():
    figures = b.KeyFigures((("3", "bids"), ("82.5", "points")))
    assert as_markdown(figures) == "- **3** bids\n- **82.5** points"
    assert words_of(as_html(figures)) == "3 bids 82.5 points"


def test_a_figure_is_told_to_those_who_do_not_see_it():
    figure = b.Figure(SVG, "A map of <two> bricks", "Applications", 10, 10, number=2)
    assert as_markdown(figure) == "*Figure 2 — Applications*\n\nA map of \\<two\\> bricks"
    markup = as_html(figure)
    assert "<title>A map of &lt;two&gt; bricks</title>" in markup
    assert 'role="img"' in markup
    assert words_of(re.sub("<svg.*?</svg>", "", markup, flags=re.DOTALL)) == "Figure 2 — Applications"


def test_a_picture_is_carried_within_the_page():
    picture = b.Picture(b"\x89PNG", "image/png", 'A "sketch"', "Visit", 4, 3, number=1)
    markup = as_html(picture)
    assert 'src="data:image/png;base64,iVBORw=="' in markup
    assert "A &#34;sketch&#34;" in markup


def test_a_callout_sets_every_line_apart():
    callout = b.Callout("Summary", (b.Paragraph(("one",)), b.Bullets(((b.Paragraph(("two",)),),))), "warning")
    assert as_markdown(callout).split("\n") == ["> **Summary**", ">", "> one", ">", "> - two", ">"]
    assert "warning" in as_html(callout)
    assert words_of(as_html(callout)) == "Summary one two"


def test_code_stays_as_it_is_typed():
    assert as_markdown(b.CodeBlock("a < b\n  *c*")) == "```\na < b\n  *c*\n```"
    assert as_html(b.CodeBlock("a < b\n  *c*")) == "<pre>a &lt; b\n  *c*</pre>\n"


def test_a_letter_has_its_head_and_lines_to_sign():
    head = b.Letterhead(("Acme",), ("RP-1",), (), ("Nord AB", "Stockholm"), "Parma, 1 May", ("Award", "of the CRM"))
    assert as_markdown(head).split("\n\n") == [
        "Acme",
        "RP-1",
        "Nord AB<br>Stockholm",
        "Parma, 1 May",
        "**Award of the CRM**",
    ]
    people = b.Signatures((b.Signature("Signed", "Ada Rossi", "Head", ""),))
    assert as_markdown(people).startswith("- Signed · Ada Rossi · Head: ")
    assert "Ada Rossi" in words_of(as_html(people))


HOSTILE = '<script>alert("x")</script> & {{ 7 * 7 }}'
BLOCKS = [
    b.Paragraph((HOSTILE,)),
    b.Heading((HOSTILE,)),
    b.Facts(((HOSTILE, (HOSTILE,)),)),
    b.Bullets(((b.Paragraph((HOSTILE,)),),)),
    b.Table((b.Column(HOSTILE),), (b.Row(((HOSTILE,),)),), HOSTILE),
    b.Callout(HOSTILE, (b.Paragraph((HOSTILE,)),)),
    b.CodeBlock(HOSTILE),
    b.KpiCards((b.Kpi("K", HOSTILE, HOSTILE, HOSTILE, (HOSTILE,)),)),
    b.KeyFigures(((HOSTILE, HOSTILE),)),
    b.Section("s", HOSTILE, "1", 1, (b.Paragraph((HOSTILE,)),)),
    b.RequirementCard("F", HOSTILE, b.Chip(HOSTILE, "essential"), HOSTILE, HOSTILE, (b.Paragraph((HOSTILE,)),), ((HOSTILE, (HOSTILE,)),)),
    b.Figure(SVG, HOSTILE, HOSTILE, 10, 10),
    b.Letterhead((HOSTILE,), (HOSTILE,), (HOSTILE,), (HOSTILE,), HOSTILE, (HOSTILE, HOSTILE)),
    b.Signatures((b.Signature(HOSTILE, HOSTILE, HOSTILE, HOSTILE),)),
]  # fmt: skip


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_what_is_typed_never_becomes_markup(block):
    markup = as_html(block)
    assert isinstance(markup, Markup)
    assert "<script" not in markup
    assert "{{ 7 * 7 }}" in unescape(markup)
    assert isinstance(block, b.CodeBlock) or not re.search(r"(?<!\\)<script", as_markdown(block))
    if not isinstance(block, b.Section | b.Figure):
        assert any(HOSTILE in text for _, text in paragraphs(as_word(block)))


def test_word_gives_each_kind_of_text_its_style():
    body = as_word(
        b.Paragraph(("plain",)), b.Paragraph(("first",), "lead"), b.Paragraph(("small",), "note"), b.Heading(("Visits",)),
        b.Facts((("Staff", ("900",)),)), b.Bullets(((b.Paragraph(("one",)),),)), b.Bullets(((b.Paragraph(("two",)),),), ordered=True),
        b.CodeBlock("a\n\nb"), b.Callout("Summary", (b.Paragraph(("in it",)),)),
    )  # fmt: skip
    assert paragraphs(body) == [
        ("BodyText", "plain"), ("Lead", "first"), ("Note", "small"), ("MinorHeading", "Visits"), ("Fact", "Staff · 900"), ("ListBullet", "one"),
        ("ListNumber", "two"), ("CodeBlock", "a"), ("CodeBlock", "b"), ("CalloutTitle", "Summary"), ("BodyText", "in it"),
    ]  # fmt: skip


def test_word_marks_ids_and_joins_the_cells_of_a_group():
    table = b.Table((b.Column("Id", 8, is_id=True), b.Column("Name", 30), b.Column("Amount", 10, "right")), CELLS)
    body = as_word(table)
    assert [mark.get(f"{{{W}}}name") for mark in body.iter(f"{{{W}}}bookmarkStart")] == ["id_A_1"]
    assert [span.get(f"{{{W}}}val") for span in body.iter(f"{{{W}}}gridSpan")] == ["3"]
    assert len(list(body.iter(f"{{{W}}}tblHeader"))) == 1, "the head is repeated on each page"
    assert [text for _, text in paragraphs(body)] == [
        "Id",
        "Name",
        "Amount",
        "A-1",
        "Pastes",
        "400",
        "Total",
        "All",
        "900",
    ]
    bold = [run.findtext(f"{{{W}}}t") for run in body.iter(f"{{{W}}}r") if run.find(f"{{{W}}}rPr/{{{W}}}b") is not None]
    assert bold == ["Id", "Name", "Amount", "All", "900"]


def test_word_sets_lists_in_lists_deeper():
    inner = b.Bullets(((b.Paragraph(("inner",)),),))
    body = as_word(b.Bullets(((b.Paragraph(("outer",)), inner),)))
    assert [node.get(f"{{{W}}}left") for node in body.iter(f"{{{W}}}ind")] == ["760"]


def test_word_counts_each_numbered_list_anew():
    one = b.Bullets(((b.Paragraph(("a",)),),), ordered=True)
    numbers = [node.get(f"{{{W}}}val") for node in as_word(one, one).iter(f"{{{W}}}numId")]
    assert len(set(numbers)) == 2


def test_word_shows_a_card_with_its_marks():
    card = b.RequirementCard(
        "F-1",
        "Visit report",
        b.Chip("essential", "essential"),
        "weight 5",
        None,
        (b.Paragraph(("Keeps three lines.",)),),
        (("Why", ("Lost",)),),
    )
    found = paragraphs(as_word(card))
    assert [style for style, _ in found] == ["RequirementEssential", "RequirementText", "RequirementFact"]
    assert re.search("F-1.*Visit report.*essential.*weight 5", found[0][1])


def test_every_block_is_printed_in_every_format():
    kinds = {kind for kind in vars(b).values() if isinstance(kind, type) and hasattr(kind, "__dataclass_fields__")}
    inside = {
        b.Strong,
        b.Emphasis,
        b.Code,
        b.Link,
        b.Ref,
        b.Chip,
        b.Break,
        b.Column,
        b.Row,
        b.Kpi,
        b.Signature,
        b.Document,
    }
    blocks = {kind for kind in kinds - inside if kind.__module__ == b.__name__}
    assert len(blocks) > 12
    for printed in (markdown._LINES, html._MARKUP, word._WRITE):
        assert blocks <= set(printed)
    assert {field.name for field in fields_of(b.RequirementCard)} >= {"priority", "weight", "knockout"}
