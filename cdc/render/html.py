"""Print a document as one self-contained HTML file; the same markup feeds the PDF."""

from __future__ import annotations

import base64
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from cdc import assets
from cdc.errors import TemplateRefusedError
from cdc.model import blocks as b
from cdc.model.look import PLAIN, Colours, Look
from cdc.render import child, colours, outside, pictures

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

FACES = (
    ("IBMPlexSans-Regular.woff2", 400, "normal"),
    ("IBMPlexSans-SemiBold.woff2", 600, "normal"),
    ("IBMPlexSans-Italic.woff2", 400, "italic"),
    ("IBMPlexSans-SemiBoldItalic.woff2", 600, "italic"),
)
EMPTY = Markup("")


_OWN: dict[str, str] = {}
"""Templates of the author that replace ours; filled in a child process only."""


def prepare(look: Look) -> None:
    """Load every template, the look's before ours, so that nothing is read while a page is filled."""
    import jinja2.debug  # noqa: F401 - loaded only when a template fails, which is too late

    _OWN.update(look.templates)
    for path in (assets.templates() / "blocks").glob("*.html.j2"):
        _template(path.name.removesuffix(".html.j2"))
    if look.logo:
        pictures.measure(look.logo)


def _own(name: str) -> tuple[str, str, None] | None:
    """Give a template of the author's under its own name, which errors tell."""
    return (_OWN[name], name, None) if name in _OWN else None


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import ChoiceLoader, FileSystemLoader, FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FunctionLoader(_own), FileSystemLoader(assets.templates() / "blocks")]),
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


def render(document: b.Document, look: Look = PLAIN) -> str:
    """Give the page with styles, fonts and drawings inside."""
    style = page_faces(look) + theme("base.css", look) + theme("screen.css", look) + look.css
    return _filled(document, style, look)


def render_for_print(document: b.Document, look: Look = PLAIN) -> str:
    """Give the markup without styles, for the page engine."""
    return _filled(document, "", look)


def piece(document: b.Document, look: Look, part: str, facts: dict[str, Any]) -> str:
    """Give the markup of a piece of a draft: the front with its contents and their page numbers, or a run of blocks."""
    return page(document, "", look, {"piece": part, **facts})


def _filled(document: b.Document, style: str, look: Look) -> str:
    """Fill the page: here with our own templates, in a child process with the author's."""
    if not look.templates:
        return page(document, style, look)
    try:
        text = child.run("page", pickle.dumps((document, look, style))).decode("utf-8", "replace")
    except child.RefusedError as error:
        raise TemplateRefusedError(reason=str(error)) from None
    if (found := outside.markup(text)) is not None:
        raise TemplateRefusedError(reason=found)
    return text


def theme(name: str, look: Look = PLAIN) -> str:
    """Give one of our style sheets in the colours and font of a look."""
    text = colours.in_css((assets.templates() / "themes" / name).read_text(encoding="utf-8"), look.colours)
    return text.replace('"IBM Plex Sans"', f'"{look.faces[0].family}", "IBM Plex Sans"') if look.faces else text


def _face(weight: int, style: str, source: str, family: str = "IBM Plex Sans", kind: str = "woff2") -> str:
    return f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};src:url({source}) format("{kind}")}}\n'


def page_faces(look: Look = PLAIN) -> str:
    """Give the font declarations of a page that carries its fonts."""
    ours = "".join(_face(weight, style, _embedded(name)) for name, weight, style in FACES)
    return ours + _own_faces(look)


def print_faces(look: Look = PLAIN) -> str:
    """Give the font declarations for the page engine, whose fetcher serves `cdc:fonts/…`."""
    return "".join(_face(weight, style, f"cdc:fonts/{name}") for name, weight, style in FACES) + _own_faces(look)


def _own_faces(look: Look) -> str:
    kinds = {b"wOF2": "woff2", b"OTTO": "opentype"}
    return "".join(
        _face(
            face.weight,
            face.style,
            data_url("font/woff2", face.content),
            face.family,
            kinds.get(face.content[:4], "truetype"),
        )
        for face in look.faces
    )


def data_url(media_type: str, content: bytes) -> str:
    """Give bytes as an address that carries them."""
    return f"data:{media_type};base64,{base64.b64encode(content).decode('ascii')}"


@cache
def _embedded(name: str) -> str:
    return data_url("font/woff2", (assets.templates() / "fonts" / name).read_bytes())


@dataclass(frozen=True, slots=True)
class _Context:
    """What blocks need besides themselves."""

    labels: dict[str, str]
    colours: Colours


def page(document: b.Document, style: str, look: Look, piece: dict[str, Any] | None = None) -> str:
    """Fill the page template with a document, or with a piece of one."""
    facts = piece or {}
    pages = facts.get("pages", {})
    lines = facts.get("contents") or (contents(document) if document.layout == "book" and not piece else ())
    context = _Context(document.labels, look.colours)
    logo = pictures.measure(look.logo) if look.logo else None
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
            logo=data_url(logo.media_type, logo.content) if logo else None,
            style=Markup(style),  # noqa: S704 - our own style sheets, and the author's that was looked through
            contents=tuple({**line, "page": pages.get(line["id"], "000") if piece else None} for line in lines),
            piece=facts.get("piece", ""),
            chapter=facts.get("chapter", ""),
            front=_blocks(document.front, context),
            body=_blocks(document.body, context),
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


def _blocks(blocks: tuple[b.Block, ...], context: _Context) -> Markup:
    return EMPTY.join(_block(block, context) for block in blocks)


def _block(block: b.Block, context: _Context) -> Markup:
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
            content=_blocks(block.blocks, context),
        )
    if isinstance(block, b.Table):
        return _table(block, context)
    if isinstance(block, b.Facts):
        return _fill("facts", rows=[(label, _inline(content)) for label, content in block.rows])
    if isinstance(block, b.Bullets):
        return _fill("list", ordered=block.ordered, items=[_item(item, context) for item in block.items])
    if isinstance(block, b.KpiCards):
        cards = [{"id": anchor(c.id), "code": c.id, "name": c.name, "baseline": c.baseline, "target": c.target, "note": _inline(c.note)} for c in block.cards]  # fmt: skip
        return _fill("kpis", cards=cards)
    if isinstance(block, b.Figure):
        head, _, shapes = colours.in_drawing(block.svg, context.colours).partition(">")
        drawing = f'{head} role="img"><title>{escape(block.alt)}</title>{shapes}'
        caption = f"{context.labels['figure']} {block.number} — {block.caption}"
        return _fill("figure", drawing=Markup(drawing), caption=caption)  # noqa: S704 - drawn by us, text escaped
    if isinstance(block, b.Picture):
        source = data_url(block.media_type, block.content)
        caption = f"{context.labels['figure']} {block.number} — {block.caption}"
        drawing = Markup('<img src="{}" alt="{}">').format(source, block.alt)
        return _fill("figure", drawing=drawing, caption=caption)
    if isinstance(block, b.Callout):
        return _fill("callout", title=block.title, tone=block.tone, content=_blocks(block.blocks, context))
    return Markup("<pre>{}</pre>\n").format(block.text)


def _heading(block: b.Heading) -> Markup:
    """An id at the head of its own heading is a name, not a link to itself."""
    return _inline(tuple(b.Strong((part.text,)) if isinstance(part, b.Ref) else part for part in block.content))


def _item(item: tuple[b.Block, ...], context: _Context) -> Markup:
    if len(item) == 1 and isinstance(item[0], b.Paragraph):
        return _inline(item[0].content)
    return _blocks(item, context)


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


def _table(table: b.Table, context: _Context) -> Markup:
    total = sum(column.width for column in table.columns)
    return _fill(
        "table",
        caption=f"{context.labels['table']} {table.number} — {table.caption}" if table.caption else None,
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
