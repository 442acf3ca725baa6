"""Print a document as Markdown (CommonMark with tables)."""

from __future__ import annotations

from collections.abc import Iterator

from cdc.model import blocks as b

_SPECIAL = str.maketrans({c: "\\" + c for c in "\\`*_[]<>|#"})


def render(document: b.Document) -> str:
    """Give the whole document as one Markdown text."""
    lines = [f"# {_safe(document.title)}", ""]
    if document.subtitle:
        lines += [_safe(document.subtitle), ""]
    facts = [
        document.kind,
        document.company,
        document.reference,
        f"{document.labels['version']} {document.version}",
        document.date,
    ]
    lines += [" · ".join(_safe(fact) for fact in facts), ""]
    if document.draft:
        lines += [f"**{_safe(document.draft)}**", ""]
    for block in (*document.front, *document.body):
        lines += _block(block, document)
    return "\n".join(lines).rstrip() + "\n"


def _safe(text: str) -> str:
    return text.translate(_SPECIAL)


def _inline(content: b.Inlines) -> str:
    return "".join(_one(part) for part in content)


def _one(part: b.Inline) -> str:
    if isinstance(part, str):
        return _safe(part)
    if isinstance(part, b.Strong):
        return f"**{_inline(part.content)}**"
    if isinstance(part, b.Emphasis):
        return f"*{_inline(part.content)}*"
    if isinstance(part, b.Code):
        return f"`{part.text}`"
    if isinstance(part, b.Link):
        return f"[{_inline(part.content)}]({part.url})"
    if isinstance(part, b.Break):
        return "<br>"
    if isinstance(part, b.Chip):
        return f"**[{_safe(part.text)}]**"
    return _safe(part.text)


def _cell(content: b.Inlines) -> str:
    return _inline(content).replace("\n", " ")


def _block(block: b.Block, document: b.Document) -> Iterator[str]:
    if isinstance(block, b.Section):
        yield from (f"{'#' * min(block.level + 1, 6)} {block.number} {_safe(block.title)}", "")
        for inner in block.blocks:
            yield from _block(inner, document)
    elif isinstance(block, b.Paragraph):
        yield from (_inline(block.content), "")
    elif isinstance(block, b.Heading):
        yield from (f"**{_inline(block.content)}**", "")
    elif isinstance(block, b.Bullets):
        yield from (*_bullets(block, document), "")
    elif isinstance(block, b.Table):
        yield from _table(block, document)
    elif isinstance(block, b.Facts):
        yield from (*(f"- {_safe(label)}: {_cell(content)}" for label, content in block.rows), "")
    elif isinstance(block, b.RequirementCard):
        yield from _card(block)
    elif isinstance(block, b.KpiCards):
        for card in block.cards:
            yield f"- {card.id} {_safe(card.name)}: {_safe(card.baseline)} → {_safe(card.target)} ({_cell(card.note)})"
        yield ""
    elif isinstance(block, b.Figure | b.Picture):
        label = f"{document.labels['figure']} {block.number}"
        yield from (f"*{label} — {_safe(block.caption)}*", "", _safe(block.alt), "")
    elif isinstance(block, b.Callout):
        inner_lines = [line for inner in block.blocks for line in _block(inner, document)]
        title = [f"**{_safe(block.title)}**", ""] if block.title else []
        yield from (*(f"> {line}".rstrip() for line in (*title, *inner_lines)), "")
    else:
        yield from ("```", block.text, "```", "")


def _bullets(block: b.Bullets, document: b.Document) -> Iterator[str]:
    for at, item in enumerate(block.items, 1):
        mark = f"{at}. " if block.ordered else "- "
        lines = [line for inner in item for line in _block(inner, document) if line]
        for line_at, line in enumerate(lines):
            yield (mark if line_at == 0 else " " * len(mark)) + line


def _table(block: b.Table, document: b.Document) -> Iterator[str]:
    if block.caption:
        yield from (f"*{document.labels['table']} {block.number} — {_safe(block.caption)}*", "")
    yield "| " + " | ".join(_safe(column.title) for column in block.columns) + " |"
    marks = {"left": "---", "right": "---:", "center": ":---:"}
    yield "| " + " | ".join(marks[column.align] for column in block.columns) + " |"
    for row in block.rows:
        yield "| " + " | ".join(_cell(cell) for cell in row.cells) + " |"
    yield ""


def _card(card: b.RequirementCard) -> Iterator[str]:
    marks = [f"**[{_safe(card.priority.text)}]**"] + [_safe(text) for text in (card.weight, card.knockout) if text]
    yield from (f"**{card.id} {_safe(card.title)}** — " + " · ".join(marks), "")
    if card.statement:
        yield from (_safe(card.statement), "")
    if card.facts:
        yield from (*(f"- {_safe(label)}: {_cell(content)}" for label, content in card.facts), "")
