"""Each kind of block as paragraphs with real styles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cdc.model import blocks as b
from cdc.render import layout
from cdc.render.word import drawings, signing, tables
from cdc.render.word.text import paragraph, run
from cdc.render.word.writer import Writer, chip, label

_STYLES = {"body": "BodyText", "lead": "Lead", "note": "Note", "closing": "BodyText"}
_CARD_TONES = ("essential", "important", "optional")


def write(writer: Writer, blocks: Iterable[b.Block]) -> None:
    """Write blocks one after another."""
    for block in blocks:
        _WRITE[type(block)](writer, block)


def section(writer: Writer, block: b.Section) -> None:
    """Write a numbered heading and what stands under it."""
    level = min(block.level, 4)
    writer.turn(landscape=block.landscape)
    writer.pages.heading(level)
    writer.headings.append((block, writer.pages.page))
    writer.out.append(paragraph(f"Heading{level}", writer.marked(f"h-{block.id}", run(block.title))))
    write(writer, block.blocks)
    if block.landscape:
        writer.turn(landscape=False)


def _paragraph(writer: Writer, block: b.Paragraph) -> None:
    writer.write(_STYLES[block.style], writer.inline(block.content), block.content)


def _heading(writer: Writer, block: b.Heading) -> None:
    """An id at the head of its own heading is marked, not a link to itself."""
    named: b.Inlines = tuple(b.Strong((p.text,)) if isinstance(p, b.Ref) else p for p in block.content)
    marked = [
        writer.marked(part.id, run(part.text, "<w:b/>")) if isinstance(part, b.Ref) else writer.inline((part,))
        for part in block.content
    ]
    writer.write("MinorHeading", "".join(marked), named)


def _facts(writer: Writer, block: b.Facts) -> None:
    for name, content in block.rows:
        writer.write("Fact", label(name) + writer.inline(content), (name, *content))


def _callout(writer: Writer, block: b.Callout) -> None:
    if block.title:
        writer.write("CalloutTitle", run(block.title), (block.title,))
    write(writer, block.blocks)


def _code(writer: Writer, block: b.CodeBlock) -> None:
    for line in block.text.split("\n"):
        writer.write("CodeBlock", run(line), (line,))


def _bullets(writer: Writer, block: b.Bullets) -> None:
    number = 2
    if block.ordered:
        writer.starts.append(block.start)
        number = len(writer.starts) + 2
    style = "ListNumber" if block.ordered else "ListBullet"
    properties = f'<w:pStyle w:val="{style}"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    if writer.depth:
        properties += f'<w:ind w:left="{400 + 360 * writer.depth}" w:hanging="300"/>'
    writer.depth += 1
    for item in block.items:
        for at, inner in enumerate(item):
            if isinstance(inner, b.Paragraph) and at == 0:
                writer.pages.paragraph(inner.content, style)
                writer.out.append(f"<w:p><w:pPr>{properties}</w:pPr>{writer.inline(inner.content)}</w:p>")
            else:
                write(writer, (inner,))
    writer.depth -= 1


def _card(writer: Writer, card: b.RequirementCard) -> None:
    tone = card.priority.tone if card.priority else "optional"
    style = f"Requirement{(tone if tone in _CARD_TONES else 'optional').capitalize()}"
    code = writer.marked(card.id, run(card.id, '<w:rStyle w:val="RequirementCode"/>'))
    inner = code + run(" ") + run(card.title, "<w:b/>") + run(" ")
    if card.priority:
        inner += run(" ") + chip(card.priority.text, tone)
    if card.weight:
        inner += run(" ") + chip(card.weight, "plain")
    if card.knockout:
        inner += run(" ") + chip(card.knockout, "knockout")
    writer.out.append(paragraph(style, inner))
    writer.pages.paragraph((card.id, " ", card.title, " " * 12), style)
    for block in card.statement:
        if isinstance(block, b.Paragraph):
            writer.write("RequirementText", writer.inline(block.content), block.content)
        else:
            write(writer, (block,))
    for line in layout.run_in(card.facts):
        runs = run("   ").join(label(name) + writer.inline(content) for name, content in line)
        writer.write("RequirementFact", runs, tuple(part for name, content in line for part in (name, " ", *content)))


_WRITE: dict[type, Callable[[Writer, Any], None]] = {
    b.RequirementCard: _card,
    b.Section: section,
    b.Paragraph: _paragraph,
    b.Heading: _heading,
    b.Table: tables.table,
    b.Facts: _facts,
    b.Bullets: _bullets,
    b.KpiCards: tables.kpis,
    b.KeyFigures: tables.key_figures,
    b.Letterhead: signing.letterhead,
    b.Signatures: signing.signatures,
    b.Figure: drawings.figure,
    b.Picture: drawings.picture,
    b.Callout: _callout,
    b.CodeBlock: _code,
}


def named(blocks: Iterable[b.Block]) -> Iterator[str]:
    """Give the ids whose bookmark holds just the id."""
    for block in blocks:
        if isinstance(block, b.RequirementCard):
            yield block.id
        elif isinstance(block, b.KpiCards):
            yield from (card.id for card in block.cards)
        elif isinstance(block, b.Heading):
            yield from (part.id for part in block.content if isinstance(part, b.Ref))
        elif isinstance(block, b.Table):
            yield from (row.anchor for row in block.rows if row.anchor and row.cells[0] == (row.anchor,))
        elif isinstance(block, b.Section | b.Callout):
            yield from named(block.blocks)
