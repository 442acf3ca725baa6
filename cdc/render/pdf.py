"""Print a document as a tagged PDF through WeasyPrint; nothing outside the product can be fetched."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from typing import Any, Literal

from cdc import assets
from cdc.errors import MissingSystemLibraryError
from cdc.memory import with_room, without_collection
from cdc.model import blocks as b
from cdc.model.look import PLAIN, Look
from cdc.render import chapters, html

Kind = Literal["ua", "archive", "draft"]
_VARIANTS: dict[Kind, dict[str, Any]] = {
    "ua": {"pdf_variant": "pdf/ua-1"},
    "archive": {"pdf_variant": "pdf/a-2a"},
    "draft": {},
}
_FONTS = frozenset(name for name, _, _ in html.FACES)


def render(
    document: b.Document, look: Look = PLAIN, kind: Kind = "ua", progress: Callable[[str], None] = lambda _: None
) -> bytes:
    """Give the PDF with outline, page numbers in the contents, running head and foot.

    `ua` is tagged as PDF/UA-1 for screen readers, `archive` is PDF/A-2a, `draft` carries no tags and is made in parts.
    `progress` is told the chapter that is being set.
    """
    _engine()
    if kind == "draft" and document.layout == "book" and not look.templates:
        from cdc.render import draft

        return draft.render(document, look, progress)
    press = Press(look)
    with without_collection(), chapters.told(document, progress):
        return with_room(lambda: press.print(html.render_for_print(document, look), kind))


class Press:
    """The page engine with the fonts and style sheets of a look."""

    def __init__(self, look: Look) -> None:
        weasyprint = _engine()
        from weasyprint.text.fonts import FontConfiguration

        self.look, self.fonts, self.fetcher = look, FontConfiguration(), _fetcher(weasyprint)
        texts = (html.print_faces(look), html.theme("base.css", look), html.theme("print.css", look), look.css)
        self.sheets = [self._sheet(text) for text in texts if text]

    def _sheet(self, text: str) -> Any:
        return _engine().CSS(string=text, font_config=self.fonts, url_fetcher=self.fetcher)

    def _source(self, text: str) -> Any:
        return _engine().HTML(string=text, url_fetcher=self.fetcher, base_url="cdc:")

    def print(self, text: str, kind: Kind) -> bytes:
        """Give the PDF of a page of markup."""
        target = io.BytesIO()
        self._source(text).write_pdf(target, stylesheets=self.sheets, font_config=self.fonts, **_VARIANTS[kind])
        return target.getvalue()

    def piece(self, document: b.Document, part: str, facts: dict[str, Any]) -> tuple[bytes, int, dict[str, int]]:
        """Set a piece of a draft: the PDF, its number of pages, and the page (from 0) of each place in it."""
        sheets = [*self.sheets, self._sheet("@page{@bottom-right{content:none}}")]
        with without_collection():
            source = self._source(html.piece(document, self.look, part, facts))
            done = source.render(stylesheets=sheets, font_config=self.fonts)
            places = {name: number for number, page in enumerate(done.pages) for name in page.anchors}
            return done.write_pdf(), len(done.pages), places


def is_available() -> bool:
    """Tell whether PDF can be made here."""
    try:
        _engine()
    except MissingSystemLibraryError:
        return False
    return True


def _engine() -> Any:
    try:
        import weasyprint
    except OSError as error:
        raise MissingSystemLibraryError(library="Pango", reason=str(error).splitlines()[0]) from error
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    return weasyprint


def _fetcher(weasyprint: Any) -> Any:
    class VettedOnly(weasyprint.urls.URLFetcher):  # type: ignore[misc] # the engine has no types
        """Serve our fonts and data URLs; refuse everything else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("cdc:fonts/") and url.removeprefix("cdc:fonts/") in _FONTS:
                content = (assets.templates() / "fonts" / url.removeprefix("cdc:fonts/")).read_bytes()
                return weasyprint.urls.URLFetcherResponse(url, content, {"Content-Type": "font/woff2"})
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise ValueError(f"not part of the document: {url}")

    return VettedOnly()
