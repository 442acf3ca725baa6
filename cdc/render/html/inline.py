"""Pieces of text as markup, everything that was typed escaped."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from cdc.model import blocks as b

EMPTY = Markup("")
_ADDRESS = re.compile(
    r"((?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|(?<!\S)[^\s/\\]*(?:[/\\][^\s/\\]*){2,}|(?<!\w)[^\W_]+(?:_[^\W_]+)+)"
)
"""Links, addresses of mail, paths of files, names with underscores."""


def inline(content: b.Inlines) -> Markup:
    """Give pieces of text as markup."""
    return EMPTY.join(_text(part) if isinstance(part, str) else _MARKUP[type(part)](part) for part in content)


def _text(text: str) -> Markup:
    """Give a text; addresses in it are broken where the line ends, and get no hyphen that is none of theirs."""
    if not _ADDRESS.search(text):
        return escape(text)
    parts = _ADDRESS.split(text)
    return EMPTY.join(
        Markup('<span class="raw">{}</span>').format(part) if at % 2 else escape(part) for at, part in enumerate(parts)
    )


def anchor(id_: str) -> str:
    """Give the HTML id of something; letters first, so that style sheets and links agree."""
    return f"id-{id_}"


_MARKUP: dict[type, Callable[[Any], Markup]] = {
    b.Ref: lambda part: Markup('<a class="ref" href="#{}">{}</a>').format(anchor(part.id), part.text),
    b.Chip: lambda part: Markup('<span class="chip {}">{}</span>').format(part.tone, part.text),
    b.Strong: lambda part: Markup("<strong>{}</strong>").format(inline(part.content)),
    b.Emphasis: lambda part: Markup("<em>{}</em>").format(inline(part.content)),
    b.Link: lambda part: Markup('<a href="{}">{}</a>').format(part.url, inline(part.content)),
    b.Break: lambda _: Markup("<br>"),
    b.Code: lambda part: Markup("<code>{}</code>").format(part.text),
}
