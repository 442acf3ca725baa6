"""Print a document as one self-contained HTML file; the same markup feeds the PDF."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from cdc import assets
from cdc.model import blocks as b

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

FACES = (
    ("IBMPlexSans-Regular.woff2", 400, "normal"),
    ("IBMPlexSans-SemiBold.woff2", 600, "normal"),
    ("IBMPlexSans-Italic.woff2", 400, "italic"),
    ("IBMPlexSans-SemiBoldItalic.woff2", 600, "italic"),
)
EMPTY = Markup("")


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(assets.templates() / "blocks"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def _template(name: str) -> Any:
    return _environment().get_template(f"{name}.html.j2")


def _fill(name: str, **data: Any) -> Markup:
    return Markup(_template(name).render(data))  # noqa: S704 - autoescape has escaped every value


def render(document: b.Document) -> str:
    """Give the page with styles, fonts and drawings inside."""
    fonts = "".join(_face(weight, style, _embedded(name)) for name, weight, style in FACES)
    return _page(document, fonts + theme("base.css") + theme("screen.css"))


def render_for_print(document: b.Document) -> str:
    """Give the markup without styles, for the page engine."""
    return _page(document, "")


def theme(name: str) -> str:
    """Give a style sheet of the default theme."""
    return (assets.templates() / "themes" / "default" / name).read_text(encoding="utf-8")


def _face(weight: int, style: str, source: str) -> str:
    return f'@font-face{{font-family:"IBM Plex Sans";font-weight:{weight};font-style:{style};src:url({source}) format("woff2")}}\n'


def print_faces() -> str:
    """Give the font declarations for the page engine, whose fetcher serves `cdc:fonts/…`."""
    return "".join(_face(weight, style, f"cdc:fonts/{name}") for name, weight, style in FACES)


@cache
def _embedded(name: str) -> str:
    content = (assets.templates() / "fonts" / name).read_bytes()
    return "data:font/woff2;base64," + base64.b64encode(content).decode("ascii")


def _page(document: b.Document, style: str) -> str:
    return str(
        _fill(
            "page",
            language=document.language,
            kind=document.kind,
            title=document.title,
            subtitle=document.subtitle,
            reference=document.reference,
            version=document.version,
            date=document.date,
            iso_date=document.iso_date,
            company=document.company,
            confidentiality=document.confidentiality,
            draft=document.draft,
            labels=document.labels,
            layout=document.layout,
            style=Markup(style),  # noqa: S704 - our own style sheets
            contents=tuple(contents(document)) if document.layout == "book" else (),
            front=_blocks(document.front, document.labels),
            body=_blocks(document.body, document.labels),
        )
    )


def contents(document: b.Document, depth: int = 2) -> Iterator[dict[str, Any]]:
    """Give the lines of the table of contents down to `depth` levels."""
    for section in document.body:
        yield from _contents(section, depth)


def _contents(section: b.Section, depth: int) -> Iterator[dict[str, Any]]:
    yield {"id": anchor(section.id), "number": section.number, "title": section.title, "level": section.level}
    if section.level < depth:
        for block in section.blocks:
            if isinstance(block, b.Section):
                yield from _contents(block, depth)


def anchor(id_: str) -> str:
    """Give the HTML id of something; letters first, so that style sheets and links agree."""
    return f"id-{id_}"


def _inline(content: b.Inlines) -> Markup:
    return EMPTY.join(_one(part) for part in content)


def _one(part: b.Inline) -> Markup:
    if isinstance(part, str):
        return escape(part)
    if isinstance(part, b.Ref):
        return Markup('<a class="ref" href="#{}">{}</a>').format(anchor(part.id), part.text)
    if isinstance(part, b.Chip):
        return Markup('<span class="chip {}">{}</span>').format(part.tone, part.text)
    if isinstance(part, b.Strong):
        return Markup("<strong>{}</strong>").format(_inline(part.content))
    if isinstance(part, b.Emphasis):
        return Markup("<em>{}</em>").format(_inline(part.content))
    if isinstance(part, b.Link):
        return Markup('<a href="{}">{}</a>').format(part.url, _inline(part.content))
    if isinstance(part, b.Break):
        return Markup("<br>")
    return Markup("<code>{}</code>").format(part.text)


def _blocks(blocks: tuple[b.Block, ...], labels: dict[str, str]) -> Markup:
    return EMPTY.join(_block(block, labels) for block in blocks)


def _block(block: b.Block, labels: dict[str, str]) -> Markup:
    if isinstance(block, b.RequirementCard):
        return _card(block)
    if isinstance(block, b.Paragraph):
        return Markup('<p class="{}">{}</p>\n').format(block.style, _inline(block.content))
    if isinstance(block, b.Heading):
        target = next((part.id for part in block.content if isinstance(part, b.Ref)), None)
        return _fill("heading", id=anchor(target) if target else None, content=_heading(block))
    if isinstance(block, b.Section):
        return _fill(
            "section",
            id=anchor(block.id),
            level=min(block.level, 5),
            number=block.number,
            title=block.title,
            landscape=block.landscape,
            content=_blocks(block.blocks, labels),
        )
    if isinstance(block, b.Table):
        return _table(block, labels)
    if isinstance(block, b.Facts):
        return _fill("facts", rows=[(label, _inline(content)) for label, content in block.rows])
    if isinstance(block, b.Bullets):
        return _fill("list", ordered=block.ordered, items=[_item(item, labels) for item in block.items])
    if isinstance(block, b.KpiCards):
        cards = [{"id": anchor(c.id), "code": c.id, "name": c.name, "baseline": c.baseline, "target": c.target, "note": _inline(c.note)} for c in block.cards]  # fmt: skip
        return _fill("kpis", cards=cards)
    if isinstance(block, b.Figure):
        head, _, shapes = block.svg.partition(">")
        drawing = f'{head} role="img"><title>{escape(block.alt)}</title>{shapes}'
        caption = f"{labels['figure']} {block.number} — {block.caption}"
        return _fill("figure", drawing=Markup(drawing), caption=caption)  # noqa: S704 - drawn by us, text escaped
    if isinstance(block, b.Picture):
        source = f"data:{block.media_type};base64,{base64.b64encode(block.content).decode('ascii')}"
        caption = f"{labels['figure']} {block.number} — {block.caption}"
        drawing = Markup('<img src="{}" alt="{}">').format(source, block.alt)
        return _fill("figure", drawing=drawing, caption=caption)
    if isinstance(block, b.Callout):
        return _fill("callout", title=block.title, tone=block.tone, content=_blocks(block.blocks, labels))
    return Markup("<pre>{}</pre>\n").format(block.text)


def _heading(block: b.Heading) -> Markup:
    """An id at the head of its own heading is a name, not a link to itself."""
    return _inline(tuple(b.Strong((part.text,)) if isinstance(part, b.Ref) else part for part in block.content))


def _item(item: tuple[b.Block, ...], labels: dict[str, str]) -> Markup:
    if len(item) == 1 and isinstance(item[0], b.Paragraph):
        return _inline(item[0].content)
    return _blocks(item, labels)


def _card(card: b.RequirementCard) -> Markup:
    return _fill(
        "requirement",
        id=anchor(card.id),
        code=card.id,
        title=card.title,
        priority=card.priority.text,
        tone=card.priority.tone,
        weight=card.weight,
        knockout=card.knockout,
        statement=card.statement,
        facts=[(label, _inline(content)) for label, content in card.facts],
    )


def _table(table: b.Table, labels: dict[str, str]) -> Markup:
    total = sum(column.width for column in table.columns)
    return _fill(
        "table",
        caption=f"{labels['table']} {table.number} — {table.caption}" if table.caption else None,
        columns=[
            {
                "title": c.title,
                "share": f"{100 * c.width / total:.2f}",
                "align": c.align + (" nowrap" if c.is_id else ""),
            }
            for c in table.columns
        ],
        rows=[
            {
                "id": anchor(row.anchor) if row.anchor else None,
                "style": row.style,
                "cells": [_inline(cell) for cell in row.cells],
            }
            for row in table.rows
        ],
        dense=len(table.columns) > 7 and not table.wide,
        wide=table.wide,
    )
