"""Print a document as Markdown (CommonMark with tables)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from cdc.model import blocks as b
from cdc.words import words

_SPECIAL = str.maketrans({c: "\\" + c for c in "\\`*_[]<>|#"})


def render(document: b.Document) -> str:
    """Give the whole document as one Markdown text."""
    lines = [] if document.layout == "letter" else list(_head(document))
    if document.draft:
        lines += [f"**{_safe(document.draft)}**", ""]
    for block in (*document.front, *document.body):
        lines += _block(block, document)
    return "\n".join(lines).rstrip() + "\n"


def _head(document: b.Document) -> Iterator[str]:
    yield from (f"# {_safe(document.title)}", "")
    if document.subtitle:
        yield from (_safe(document.subtitle), "")
    version = f"{document.labels['version']} {document.version}"
    facts = (document.kind, document.company, document.reference, version, document.date)
    yield from (" · ".join(_safe(fact) for fact in facts), "")


def _safe(text: str) -> str:
    return text.translate(_SPECIAL)


def _inline(content: b.Inlines) -> str:
    return "".join(_safe(part) if isinstance(part, str) else _MARKS[type(part)](part) for part in content)


_MARKS: dict[type, Callable[[Any], str]] = {
    b.Strong: lambda part: f"**{_inline(part.content)}**",
    b.Emphasis: lambda part: f"*{_inline(part.content)}*",
    b.Code: lambda part: f"`{part.text}`",
    b.Link: lambda part: f"[{_inline(part.content)}]({part.url})",
    b.Break: lambda _: "<br>",
    b.Chip: lambda part: f"**[{_safe(part.text)}]**",
    b.Ref: lambda part: _safe(part.text),
}


def _cell(content: b.Inlines) -> str:
    return _inline(content).replace("\n", " ")


def _block(block: b.Block, document: b.Document) -> Iterator[str]:
    return _LINES[type(block)](block, document)


def _section(block: b.Section, document: b.Document) -> Iterator[str]:
    yield from (f"{'#' * min(block.level + 1, 6)} {block.number} {_safe(block.title)}", "")
    for inner in block.blocks:
        yield from _block(inner, document)


def _paragraph(block: b.Paragraph, _: b.Document) -> Iterator[str]:
    yield from (_inline(block.content), "")


def _heading(block: b.Heading, _: b.Document) -> Iterator[str]:
    yield from (f"**{_in_bold(block.content)}**", "")


def _in_bold(content: b.Inlines) -> str:
    """Write what stands in bold already: bold within bold would end it."""
    return "".join(
        f"[{_safe(part.text)}]"
        if isinstance(part, b.Chip)
        else _in_bold(part.content)
        if isinstance(part, b.Strong)
        else _inline((part,))
        for part in content
    )


def _facts(block: b.Facts, document: b.Document) -> Iterator[str]:
    say = words(document.language)
    yield from (*(f"- {_safe(say.labelled(label))} {_cell(content)}" for label, content in block.rows), "")


def _kpis(block: b.KpiCards, _: b.Document) -> Iterator[str]:
    for card in block.cards:
        yield f"- {card.id} {_safe(card.name)}: {_safe(card.baseline)} → {_safe(card.target)} ({_cell(card.note)})"
    yield ""


def _key_figures(block: b.KeyFigures, _: b.Document) -> Iterator[str]:
    yield from (*(f"- **{_safe(value)}** {_safe(words)}" for value, words in block.figures), "")


def _letterhead(block: b.Letterhead, _: b.Document) -> Iterator[str]:
    for lines in (block.sender, block.references, block.channel, block.addressee, (block.place_and_date,)):
        if lines:
            yield from ("<br>".join(_safe(line) for line in lines), "")
    yield from (f"**{_safe(' '.join(block.subject))}**", "")


def _signatures(block: b.Signatures, _: b.Document) -> Iterator[str]:
    for one in block.people:
        said = " · ".join(_safe(text) for text in (one.act, one.name, one.office, one.note) if text)
        yield f"- {said}: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_"
    yield ""


def _figure(block: b.Figure | b.Picture, document: b.Document) -> Iterator[str]:
    label = f"{document.labels['figure']} {block.number}"
    yield from (f"*{label} — {_safe(block.caption)}*", "", _safe(block.alt), "")


def _callout(block: b.Callout, document: b.Document) -> Iterator[str]:
    inner_lines = [line for inner in block.blocks for line in _block(inner, document)]
    title = [f"**{_safe(block.title)}**", ""] if block.title else []
    yield from (*(f"> {line}".rstrip() for line in (*title, *inner_lines)), "")


def _code(block: b.CodeBlock, _: b.Document) -> Iterator[str]:
    yield from ("```", block.text, "```", "")


def _bullets(block: b.Bullets, document: b.Document) -> Iterator[str]:
    for at, item in enumerate(block.items, block.start):
        mark = f"{at}. " if block.ordered else "- "
        lines = [line for inner in item for line in _block(inner, document) if line]
        for line_at, line in enumerate(lines):
            yield (mark if line_at == 0 else " " * len(mark)) + line
    yield ""


def _table(block: b.Table, document: b.Document) -> Iterator[str]:
    if block.caption:
        yield from (f"*{document.labels['table']} {block.number} — {_safe(block.caption)}*", "")
    yield "| " + " | ".join(_safe(column.title) for column in block.columns) + " |"
    marks = {"left": "---", "right": "---:", "center": ":---:"}
    yield "| " + " | ".join(marks[column.align] for column in block.columns) + " |"
    for row in block.rows:
        cells = [_cell(cell) for cell in row.cells]
        yield "| " + " | ".join(cells + [""] * (len(block.columns) - len(cells))) + " |"
    yield ""


def _card(card: b.RequirementCard, document: b.Document) -> Iterator[str]:
    priority = [f"**[{_safe(card.priority.text)}]**"] if card.priority else []
    marks = priority + [_safe(text) for text in (card.weight, card.knockout) if text]
    yield from (f"**{card.id} {_safe(card.title)}**" + (" — " + " · ".join(marks) if marks else ""), "")
    for block in card.statement:
        yield from _block(block, document)
    if card.facts:
        yield from _facts(b.Facts(card.facts), document)


_LINES: dict[type, Callable[[Any, b.Document], Iterator[str]]] = {
    b.Section: _section,
    b.Paragraph: _paragraph,
    b.Heading: _heading,
    b.Bullets: _bullets,
    b.Table: _table,
    b.Facts: _facts,
    b.RequirementCard: _card,
    b.KpiCards: _kpis,
    b.KeyFigures: _key_figures,
    b.Letterhead: _letterhead,
    b.Signatures: _signatures,
    b.Figure: _figure,
    b.Picture: _figure,
    b.Callout: _callout,
    b.CodeBlock: _code,
}
