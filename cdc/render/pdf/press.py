"""The page engine with the fonts and style sheets of a look."""

from __future__ import annotations

import io
from typing import Any, Literal

from cdc.memory import without_collection
from cdc.model import blocks as b
from cdc.model.look import Look
from cdc.render.html import page, styles
from cdc.render.pdf.engine import engine, fetcher

Kind = Literal["ua", "archive", "draft"]
_VARIANTS: dict[Kind, dict[str, Any]] = {
    "ua": {"pdf_variant": "pdf/ua-1"},
    "archive": {"pdf_variant": "pdf/a-2a"},
    "draft": {},
}


class Press:
    """The page engine with the fonts and style sheets of a look."""

    def __init__(self, look: Look) -> None:
        engine()
        from weasyprint.text.fonts import FontConfiguration

        self.look, self.fonts, self.fetcher = look, FontConfiguration(), fetcher()
        faces = styles.print_faces(look)
        texts = (faces, styles.theme("base.css", look), styles.theme("print.css", look), look.css)
        self.sheets = [self._sheet(text) for text in texts if text]

    def _sheet(self, text: str) -> Any:
        return engine().CSS(string=text, font_config=self.fonts, url_fetcher=self.fetcher)

    def _source(self, text: str) -> Any:
        return engine().HTML(string=text, url_fetcher=self.fetcher, base_url="cdc:")

    def print(self, text: str, kind: Kind) -> bytes:
        """Give the PDF of a page of markup."""
        target = io.BytesIO()
        self._source(text).write_pdf(target, stylesheets=self.sheets, font_config=self.fonts, **_VARIANTS[kind])
        return target.getvalue()

    def piece(self, document: b.Document, part: str, facts: dict[str, Any]) -> tuple[bytes, int, dict[str, int]]:
        """Set a piece of a draft: the PDF, its number of pages, and the page (from 0) of each place in it."""
        sheets = [*self.sheets, self._sheet("@page{@bottom-right{content:none}}")]
        with without_collection():
            source = self._source(page.piece(document, self.look, part, facts))
            done = source.render(stylesheets=sheets, font_config=self.fonts)
            places = {name: number for number, sheet in enumerate(done.pages) for name in sheet.anchors}
            return done.write_pdf(), len(done.pages), places
