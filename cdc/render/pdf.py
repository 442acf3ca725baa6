"""Print a document as a tagged PDF through WeasyPrint; nothing outside the product can be fetched."""

from __future__ import annotations

import io
import logging
from typing import Any, Literal

from cdc import assets
from cdc.errors import MissingSystemLibraryError
from cdc.memory import without_collection
from cdc.model import blocks as b
from cdc.model.look import PLAIN, Look
from cdc.render import html

Kind = Literal["ua", "archive", "draft"]
_VARIANTS: dict[Kind, dict[str, Any]] = {
    "ua": {"pdf_variant": "pdf/ua-1"},
    "archive": {"pdf_variant": "pdf/a-2a"},
    "draft": {},
}
_FONTS = frozenset(name for name, _, _ in html.FACES)


def render(document: b.Document, look: Look = PLAIN, kind: Kind = "ua") -> bytes:
    """Give the PDF with outline, page numbers in the contents, running head and foot.

    `ua` is tagged as PDF/UA-1 for screen readers, `archive` is PDF/A-2a, `draft` carries no tags and is made faster.
    """
    weasyprint = _engine()
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    fetcher = _fetcher(weasyprint)
    sheets = [
        weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetcher)
        for text in (html.print_faces(look), html.theme("base.css", look), html.theme("print.css", look), look.css)
        if text
    ]
    source = weasyprint.HTML(string=html.render_for_print(document, look), url_fetcher=fetcher, base_url="cdc:")
    target = io.BytesIO()
    with without_collection():
        source.write_pdf(target, stylesheets=sheets, font_config=fonts, **_VARIANTS[kind])
    return target.getvalue()


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
