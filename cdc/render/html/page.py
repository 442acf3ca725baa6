"""Print a document as one self-contained HTML page, as markup for the page engine, or a piece of it for a draft."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from cdc import isolated
from cdc.errors import TemplateRefusedError
from cdc.media import outside, pictures
from cdc.model import blocks as b
from cdc.model.look import PLAIN, Look
from cdc.render.html.blocks import Context, markup
from cdc.render.html.inline import anchor
from cdc.render.html.styles import data_url, page_faces, theme
from cdc.render.html.templates import fill

TASKS = "cdc.render.tasks"
"""The program that fills an author's templates, apart from ours."""


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
        text = isolated.run(TASKS, "page", pickle.dumps((document, look, style))).decode("utf-8", "replace")
    except isolated.RefusedError as error:
        raise TemplateRefusedError(reason=str(error)) from None
    if (found := outside.markup(text)) is not None:
        raise TemplateRefusedError(reason=found)
    return text


def page(document: b.Document, style: str, look: Look, piece: dict[str, Any] | None = None) -> str:
    """Fill the page template with a document, or with a piece of one."""
    facts = piece or {}
    pages = facts.get("pages", {})
    lines = facts.get("contents") or (contents(document) if document.layout == "book" and not piece else ())
    context = Context(document.labels, look.colours)
    return str(
        fill(
            "page",
            **_control(document),
            logo=_logo(look),
            style=Markup(style),  # noqa: S704 - our own style sheets, and the author's that was looked through
            contents=tuple({**line, "page": pages.get(line["id"], "000") if piece else None} for line in lines),
            piece=facts.get("piece", ""),
            chapter=facts.get("chapter", ""),
            front=markup(document.front, context),
            body=markup(document.body, context),
        )
    )


def _control(document: b.Document) -> dict[str, Any]:
    """Give what the head of a page says of its document."""
    names = (
        *("language", "kind", "title", "subtitle", "reference", "version", "date", "iso_date", "company"),
        *("confidentiality", "draft", "labels", "layout"),
    )
    return {name: getattr(document, name) for name in names}


def _logo(look: Look) -> str | None:
    logo = pictures.measure(look.logo) if look.logo else None
    return data_url(logo.media_type, logo.content) if logo else None


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
