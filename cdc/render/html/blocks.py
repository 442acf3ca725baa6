"""Each kind of block as markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from cdc.media import colours
from cdc.model import blocks as b
from cdc.model.look import Colours
from cdc.render import layout
from cdc.render.html.inline import EMPTY, anchor, inline
from cdc.render.html.styles import data_url
from cdc.render.html.templates import fill

WIDTH, WIDE = 504.0, 751.0
"""Points between the margins of an upright and of a landscape page."""
SIZE, SMALL = 8.4, 7.4
"""Size of the print of tables, and of dense ones."""
DENSE_FROM = 7
"""Columns past which a table is set in small print."""
LONGEST_ID = 20
"""An id that has more letters is broken in its cell like any other word."""


@dataclass(frozen=True, slots=True)
class Context:
    """What blocks need besides themselves."""

    labels: dict[str, str]
    colours: Colours


def markup(blocks: tuple[b.Block, ...], context: Context) -> Markup:
    """Give blocks as markup."""
    return EMPTY.join(_MARKUP[type(block)](block, context) for block in blocks)


def _paragraph(block: b.Paragraph, _: Context) -> Markup:
    return Markup('<p class="{}">{}</p>\n').format(block.style, inline(block.content))


def _heading(block: b.Heading, _: Context) -> Markup:
    """An id at the head of its own heading is a name, not a link to itself."""
    target = next((part.id for part in block.content if isinstance(part, b.Ref)), None)
    named = tuple(b.Strong((part.text,)) if isinstance(part, b.Ref) else part for part in block.content)
    return fill("heading", id=anchor(target) if target else None, content=inline(named))


def _section(block: b.Section, context: Context) -> Markup:
    return fill(
        "section",
        id=anchor(block.id),
        level=min(block.level, 5),
        number=block.number,
        title=block.title,
        landscape=block.landscape,
        content=markup(block.blocks, context),
    )


def _facts(block: b.Facts, _: Context) -> Markup:
    rows = layout.paired(block.rows)
    return fill("facts", rows=[[(label, inline(content)) for label, content in row] for row in rows])


def _bullets(block: b.Bullets, context: Context) -> Markup:
    return fill("list", ordered=block.ordered, start=block.start, items=[_item(item, context) for item in block.items])


def _item(item: tuple[b.Block, ...], context: Context) -> Markup:
    if len(item) == 1 and isinstance(item[0], b.Paragraph):
        return inline(item[0].content)
    return markup(item, context)


def _kpis(block: b.KpiCards, _: Context) -> Markup:
    cards = [
        {
            "id": anchor(card.id),
            "code": card.id,
            "name": card.name,
            "baseline": card.baseline,
            "target": card.target,
            "note": inline(card.note),
        }
        for card in block.cards
    ]
    return fill("kpis", cards=cards)


def _key_figures(block: b.KeyFigures, _: Context) -> Markup:
    return fill("key_figures", figures=block.figures)


def _letterhead(block: b.Letterhead, _: Context) -> Markup:
    names = ("sender", "references", "channel", "addressee", "place_and_date", "subject")
    return fill("letterhead", **{name: getattr(block, name) for name in names})


def _signatures(block: b.Signatures, _: Context) -> Markup:
    names = ("act", "name", "office", "note")
    return fill("signatures", people=[{name: getattr(one, name) for name in names} for one in block.people])


def _figure(block: b.Figure, context: Context) -> Markup:
    head, _, shapes = colours.in_drawing(block.svg, context.colours).partition(">")
    drawing = f'{head} role="img"><title>{escape(block.alt)}</title>{shapes}'
    return fill("figure", drawing=Markup(drawing), caption=_caption(block, context))  # noqa: S704 - drawn by us, text escaped


def _picture(block: b.Picture, context: Context) -> Markup:
    drawing = Markup('<img src="{}" alt="{}">').format(data_url(block.media_type, block.content), block.alt)
    return fill("figure", drawing=drawing, caption=_caption(block, context))


def _caption(block: b.Figure | b.Picture, context: Context) -> str:
    return f"{context.labels['figure']} {block.number} — {block.caption}"


def _callout(block: b.Callout, context: Context) -> Markup:
    return fill("callout", title=block.title, tone=block.tone, content=markup(block.blocks, context))


def _code(block: b.CodeBlock, _: Context) -> Markup:
    return Markup("<pre>{}</pre>\n").format(block.text)


def _card(card: b.RequirementCard, context: Context) -> Markup:
    return fill(
        "requirement",
        id=anchor(card.id),
        code=card.id,
        title=card.title,
        priority=card.priority.text if card.priority else None,
        tone=card.priority.tone if card.priority else "plain",
        weight=card.weight,
        knockout=card.knockout,
        statement=_item(card.statement, context),
        is_long=len(card.statement) > 1 or not all(isinstance(block, b.Paragraph) for block in card.statement),
        facts=[[(label, inline(content)) for label, content in line] for line in layout.run_in(card.facts)],
    )


def _longest(table: b.Table) -> list[int]:
    """Give how many letters the longest cell of each column has."""
    whole = [row.cells for row in table.rows if len(row.cells) == len(table.columns)]
    return [max((layout.letters(cells[at]) for cells in whole), default=0) for at in range(len(table.columns))]


def _table(table: b.Table, context: Context) -> Markup:
    dense = len(table.columns) > DENSE_FROM and not table.wide
    shares = layout.shares(table.columns, WIDE if table.wide else WIDTH, SMALL if dense else SIZE)
    return fill(
        "table",
        caption=f"{context.labels['table']} {table.number} — {table.caption}" if table.caption else None,
        columns=[
            {
                "title": column.title,
                "share": f"{100 * share:.2f}",
                "align": column.align + (" nowrap" if column.is_id and longest <= LONGEST_ID else ""),
            }
            for column, share, longest in zip(table.columns, shares, _longest(table), strict=True)
        ],
        rows=[
            {
                "id": anchor(row.anchor) if row.anchor else None,
                "style": row.style,
                "cells": [inline(cell) for cell in row.cells],
                "span": len(table.columns) if len(row.cells) == 1 < len(table.columns) else None,
            }
            for row in table.rows
        ],
        dense=dense,
        wide=table.wide,
    )


_MARKUP: dict[type, Callable[[Any, Context], Markup]] = {
    b.RequirementCard: _card,
    b.Paragraph: _paragraph,
    b.Heading: _heading,
    b.Section: _section,
    b.Table: _table,
    b.Facts: _facts,
    b.Bullets: _bullets,
    b.KpiCards: _kpis,
    b.KeyFigures: _key_figures,
    b.Letterhead: _letterhead,
    b.Signatures: _signatures,
    b.Figure: _figure,
    b.Picture: _picture,
    b.Callout: _callout,
    b.CodeBlock: _code,
}
