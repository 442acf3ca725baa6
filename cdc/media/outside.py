"""Say whether an author's style sheet, template or drawing reaches outside itself, or asks for more than a page has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_MARKUP = re.compile(
    r"""<\s*(?:script|link|iframe|object|embed|base|frame|applet)\b[^>]{0,80}|<\s*meta[^>]+http-equiv[^>]{0,40}"""
    r"""|<[^>]*\s(?:src|srcset|poster|background|data)\s*=\s*["']?\s*(?!data:)[^\s>"']{1,80}|<[^>]*\son\w+\s*=[^>]{0,40}"""
    r"""|<[^>]*href\s*=\s*["']?\s*(?:javascript|file|data):[^>"']{0,60}|@import[^;]{0,60}|url\(\s*["']?(?!data:|#)[^)]{0,60}""",
    re.IGNORECASE,
)
_VAST = re.compile(
    r"""<[^>]*\s(?:colspan|rowspan|span)\s*=\s*["']?\s*\d{4,}|<[^>]*\sstyle\s*=\s*(?:"[^"]*?|'[^']*?)(?<![#\w.])\d{5,}""",
    re.IGNORECASE,
)
"""A table of a thousand columns, a length of many metres: setting it takes all memory there is."""
MOST = 9_999
_DRAWING = re.compile(
    r"""href\s*=\s*["'](?!#)[^"']{0,60}|url\(\s*["']?(?!#)[^)]{0,60}|<!DOCTYPE[^>]{0,40}|<!ENTITY[^>]{0,40}"""
    r"""|<\s*script|<\s*foreignObject|@import[^;]{0,60}|\son\w+\s*=""",
    re.IGNORECASE,
)


def markup(text: str) -> str | None:
    """Give the first thing in HTML or a template that reaches outside or is vast, or None."""
    found = _MARKUP.search(text) or _VAST.search(text)
    return found[0].strip() if found else None


def drawing(text: str) -> str | None:
    """Give the first thing in an SVG that reaches outside itself, or None."""
    found = _DRAWING.search(text)
    return found[0].strip() if found else None


def style(text: str) -> str | None:
    """Give the first import, address without its content, or vast number in a style sheet, or None."""
    import tinycss2

    return _in_rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def _in_rules(nodes: Iterable[Any]) -> str | None:
    before = ""
    for node in nodes:
        before = node.lower_value if node.type == "ident" else before
        if node.type in ("number", "dimension", "percentage") and abs(node.value) > MOST and before != "z-index":
            return str(node.serialize()[:80])
        if node.type == "at-rule" and node.lower_at_keyword == "import":
            return str(node.serialize()[:80])
        if node.type == "url" and not node.value.lower().startswith(("data:", "#")):
            return str(node.serialize()[:80])
        if node.type == "function" and node.lower_name in ("url", "src", "image-set", "expression"):
            values = [part.value for part in node.arguments if part.type == "string"]
            if node.lower_name != "url" or not values or not all(v.lower().startswith("data:") for v in values):
                return str(node.serialize()[:80])
        for name in ("prelude", "content", "arguments", "value"):
            inner = getattr(node, name, None)
            if isinstance(inner, list) and (found := _in_rules(inner)) is not None:
                return found
    return None
