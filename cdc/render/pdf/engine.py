"""The page engine, and what it may fetch: our fonts, and what a page carries inside itself."""

from __future__ import annotations

import logging
from typing import Any

from cdc import assets
from cdc.errors import MissingSystemLibraryError
from cdc.render.html.styles import FACES

_FONTS = frozenset(name for name, _, _ in FACES)


def engine() -> Any:
    """Load the page engine; say which library of the system is missing where it cannot be."""
    try:
        import weasyprint
    except OSError as error:
        raise MissingSystemLibraryError(library="Pango", reason=str(error).splitlines()[0]) from error
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    return weasyprint


def is_available() -> bool:
    """Tell whether PDF can be made here."""
    try:
        engine()
    except MissingSystemLibraryError:
        return False
    return True


def fetcher() -> Any:
    """Give what serves our fonts and data URLs, and refuses everything else."""
    weasyprint: Any = engine()

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
