"""The head of a letter, and signatures side by side with room for them."""

from __future__ import annotations

from collections.abc import Iterable

from cdc.model import blocks as b
from cdc.render.word.tables import side_by_side
from cdc.render.word.text import paragraph, run
from cdc.render.word.writer import Writer

ACROSS = 3
"""Signatures in a row."""
_ROOM = (
    '<w:p><w:pPr><w:pStyle w:val="TableText"/><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" '
    'w:color="1C2733"/></w:pBdr><w:spacing w:before="760" w:after="40"/></w:pPr></w:p>'
)


def letterhead(writer: Writer, block: b.Letterhead) -> None:
    """Write sender and references, way of sending and addressee, place and date, then the subject."""
    widths = [int(writer.width * 0.56), writer.width - int(writer.width * 0.56)]
    name, *address = block.sender
    sender = paragraph("CoverCompany", run(name)) + _lines(address, "CoverControl")
    writer.out.append(side_by_side("TableNormal", widths, [sender, _lines(block.references, "CoverControl")]))
    writer.out.append(paragraph("TableGap", ""))
    to = _lines((*block.addressee, "", block.place_and_date), "BodyText")
    writer.out.append(side_by_side("TableNormal", widths, [_lines(block.channel, "CoverControl"), to]))
    writer.pages.space(150)
    label, subject = block.subject
    writer.write("MinorHeading", run(f"{label} {subject}"), (label, " ", subject))


def _lines(lines: Iterable[str], style: str) -> str:
    return "".join(paragraph(style, run(line)) for line in lines) or paragraph(style, "")


def signatures(writer: Writer, block: b.Signatures) -> None:
    """Write each signature with its room, some in a row."""
    width = writer.width // ACROSS
    for start in range(0, len(block.people), ACROSS):
        cells = [_signature(one) for one in block.people[start : start + ACROSS]]
        writer.pages.space(90)
        writer.out.append(side_by_side("TableNormal", [width] * len(cells), cells))
        writer.out.append(paragraph("TableGap", ""))


def _signature(one: b.Signature) -> str:
    act = paragraph("KpiName", run(one.act)) if one.act else ""
    known = "".join(paragraph("KpiNote", run(text)) for text in (one.office, one.note) if text)
    return act + _ROOM + paragraph("KpiName", run(one.name)) + known
