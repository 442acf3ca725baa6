"""Print a document as a tagged PDF, an archive copy or a draft; nothing outside the product can be fetched."""

from __future__ import annotations

from collections.abc import Callable

from cdc.memory import with_room, without_collection
from cdc.model import blocks as b
from cdc.model.look import PLAIN, Look
from cdc.render.html import page
from cdc.render.pdf import chapters, draft
from cdc.render.pdf.engine import engine
from cdc.render.pdf.press import Kind, Press


def render(
    document: b.Document, look: Look = PLAIN, kind: Kind = "ua", progress: Callable[[str], None] = lambda _: None
) -> bytes:
    """Give the PDF with outline, page numbers in the contents, running head and foot.

    `ua` is tagged as PDF/UA-1 for screen readers, `archive` is PDF/A-2a, `draft` carries no tags and is made in parts.
    `progress` is told the chapter that is being set.
    """
    engine()
    if kind == "draft" and document.layout == "book" and not look.templates:
        return draft.render(document, look, progress)
    press = Press(look)
    with without_collection(), chapters.told(document, progress):
        return with_room(lambda: press.print(page.render_for_print(document, look), kind))
