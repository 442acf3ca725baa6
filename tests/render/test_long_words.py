"""Long words, links and ids stay on the page and in their cell, and a link gets no hyphen that is none of its own."""

import io
import time

import pypdfium2
import pypdfium2.raw as raw
import pytest
from markupsafe import Markup

from cdc.model import blocks as b
from cdc.model.look import PLAIN
from cdc.render.html.blocks import markup
from cdc.render.html.inline import inline
from cdc.render.pdf.press import Press

LINK = "https://acme.example/documentation/" + "EaBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789" * 4 + "LINKEND"
WORD = "Donaudampfschifffahrtsgesellschaft" * 6 + "WORDEND"
ID = "F-" + "ABCDEFGHIJ-" * 6 + "IDEND"

RAW = {
    "see https://a.example/documentation now": ["https://a.example/documentation"],
    "write to ada.lovelace@acme.example, please": ["ada.lovelace@acme.example"],
    "in /srv/data/exports and C:\\data\\in": ["/srv/data/exports", "C:\\data\\in"],
    "the field customer_contact_name is": ["customer_contact_name"],
    "and/or, 3/4, a - b, 5 % & <b>": [],
    "": [],
}


@pytest.mark.parametrize("text", RAW)
def test_addresses_in_a_text_are_marked_and_nothing_else_changes(text):
    made = inline((text,))
    assert [part.partition("</span>")[0] for part in made.split('<span class="raw">')[1:]] == RAW[text]
    assert Markup(made).striptags() == " ".join(text.replace("<b>", "").split()) or "<" in text


def test_a_text_of_any_length_is_looked_through_in_proportion():
    start = time.process_time()
    for letters in ("a", "_", "/", "a.", "a_", "@"):
        inline((letters * 100_000,))
    assert time.process_time() - start < 3


def set_on_pages(content):
    """Print some markup; give the letters of each page with their boxes, and the width of the page."""
    page = f'<html lang="de"><head><title>x</title></head><body>{content}</body></html>'
    pdf = pypdfium2.PdfDocument(io.BytesIO(Press(PLAIN).print(page, "draft")))
    for sheet in pdf:
        text = sheet.get_textpage()
        yield (
            sheet.get_width(),
            [(chr(raw.FPDFText_GetUnicode(text, at)), text.get_charbox(at)) for at in range(text.count_chars())],
        )


@pytest.fixture(scope="module")
def pages(printing):
    column = b.Column("Id", is_id=True)
    rows = (b.Row(((ID,), (LINK,), (WORD,))),)
    table = b.Table((column, b.Column("Link"), b.Column("Word")), rows)
    content = [f"<p>{inline((LINK,))}</p>", f"<ul><li>{inline((WORD,))}</li></ul>", f"<h3>{WORD}</h3>", f"<p>{ID}</p>"]
    return list(set_on_pages("".join(content) + str(markup((table,), None))))


def test_nothing_leaves_the_page(pages):
    letters = [(letter, box, width) for width, found in pages for letter, box in found if letter.strip()]
    assert len(letters) > 1000
    assert [letter for letter, box, width in letters if box[2] > width - 16 or box[0] < 16] == []


def test_every_letter_is_there_and_no_hyphen_is_added_to_a_link(pages):
    text = "".join(letter for _, found in pages for letter, _ in found if letter.strip())
    text = text.replace("\ufffe", "-").replace("\x02", "-")  # so PDFium marks the hyphen that ends a line
    assert text.count(LINK) == 2
    assert text.count(ID) == 2
    assert text.replace("\u2010", "").count(WORD) == 3  # a word may be hyphenated
