"""Text as runs of Open XML: escaped, styled, in fields, with bookmarks."""

from __future__ import annotations

import re
from functools import cache
from xml.sax.saxutils import escape as _escape

BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def escape(text: str) -> str:
    """Escape a text for an element or a quoted attribute."""
    return _escape(text, {'"': "&quot;"})


def run(text: str, properties: str = "") -> str:
    """Write a run of text; nothing for no text."""
    style = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def paragraph(style: str, inner: str) -> str:
    """Write a paragraph of a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


def instruction(text: str) -> str:
    """Write the instruction of a field."""
    return f'<w:r><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'


def field(code: str, shown: str) -> str:
    """Write a field with the runs it shows until it is updated."""
    return f"{BEGIN}{instruction(code)}{SEPARATE}{shown}{END}"


@cache
def bookmark(id_: str) -> str:
    """Give the name of the bookmark of an id."""
    return ("id_" + re.sub(r"[^A-Za-z0-9]", "_", id_))[:40]
