"""Terms of the glossary are links where texts use them first."""

from dataclasses import replace

import pytest

from cdc import api
from cdc.documents import terms
from cdc.model import blocks as b
from cdc.render import html, markdown
from cdc.render.html.inline import anchor

TERMS = {"Lot": "G-LOT", "Lot size": "G-SIZE", "НПС": "G-NPS"}


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("A Lot is made.", ["G-LOT"]),
        ("A Lot, then another Lot.", ["G-LOT"]),
        ("The Lot size counts, each Lot too.", ["G-SIZE", "G-LOT"]),
        ("Lots and Slot and lot", []),
        ("Рост НПС на 5", ["G-NPS"]),
        ("nothing", []),
    ],
)
def test_a_term_is_linked_at_its_first_use_as_a_word(text, links):
    (found,) = terms.linked((b.Paragraph((text,)),), TERMS, terms.pattern(TERMS))
    assert [part.id for part in found.content if isinstance(part, b.Ref)] == links
    assert "".join(part if isinstance(part, str) else part.text for part in found.content) == text


def test_headings_stay_and_lists_are_linked():
    blocks = (b.Heading(("Lot",)), b.Bullets(((b.Paragraph(("a Lot",)),),)))
    heading, bullets = terms.linked(blocks, TERMS, terms.pattern(TERMS))
    assert heading == blocks[0]
    assert bullets.items[0][0].content == ("a ", b.Ref("G-LOT", "Lot"))
    assert terms.pattern({}) is None


def test_the_link_leads_to_the_glossary(example):
    gelato = example.specification
    section = gelato.sections[0].model_copy(update={"body": "The area manager measures NPS."})
    spec = gelato.model_copy(update={"sections": (section,)})
    (document,) = api.documents(replace(example, specification=spec), language="en")
    page = html.render(document)
    assert f'<a class="ref" href="#{anchor("G-NPS")}">NPS</a>' in page
    assert f'id="{anchor("G-NPS")}"' in page
    assert "measures" in markdown.render(document)
