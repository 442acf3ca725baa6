"""When two texts look the same."""

from __future__ import annotations

import re
import unicodedata


def squeeze(text: str) -> str:
    """Fold case, spaces, dashes and compatibility forms, so that what looks the same compares equal."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    return re.sub(r"\s+", " ", text).strip()
