"""Print a document as Word (Open XML text with real styles): contents field filled, numbering tied to headings."""

from __future__ import annotations

from dataclasses import replace

from cdc import files
from cdc.media import colours
from cdc.model import blocks as b
from cdc.model.look import PLAIN, Look
from cdc.packs import word_house
from cdc.render.word import blocks, contents, drawings, dress, package
from cdc.render.word.cover import cover, facts
from cdc.render.word.text import HEAD
from cdc.render.word.writer import WIDE, Writer, page_section

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def render(document: b.Document, look: Look = PLAIN) -> bytes:
    """Give the .docx: same document, same bytes."""
    house = word_house.read(look.word) if look.word else None
    own_cover = house is not None and bool(house.cover) and document.layout == "book"
    writer = Writer(document, look, named=frozenset(blocks.named((*document.front, *document.body))))
    front, body = _written(writer)
    listed = contents.fields(document, writer.headings, writer.captions) if document.layout == "book" else ()
    head = [] if own_cover else [*drawings.logo(writer), *cover(document)]
    text = colours.in_word("".join([*head, *front, *listed, *body]), look.colours)
    section = page_section(landscape=writer.width == WIDE)
    parts = package.parts(writer, f"{HEAD}<w:document {_NAMESPACES}><w:body>{text}{section}</w:body></w:document>")
    if house is not None:
        parts = dress.dressed(parts, house if own_cover else replace(house, cover=[]), facts(document))
    return files.archive(parts)


def _written(writer: Writer) -> tuple[list[str], list[str]]:
    """Write front and body; between them stand the contents, which are known at the end."""
    writer.pages.advance_page()
    blocks.write(writer, writer.document.front)
    writer.pages.advance_page()
    writer.pages.used = 1.0  # the contents fill this page; the first chapter starts the next
    start = len(writer.out)
    blocks.write(writer, writer.document.body)
    return writer.out[:start], writer.out[start:]
