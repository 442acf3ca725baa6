"""Turn an author's Markdown (CommonMark and tables, raw HTML shown as typed) into blocks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from cdc.model import blocks as b

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SAFE_LINKS = ("http://", "https://", "mailto:")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def blocks(text: str) -> tuple[b.Block, ...]:
    """Give the blocks of a Markdown text; plain sentences become one paragraph without parsing."""
    if not any(mark in text for mark in "*_`#[]<>|\n-+&\\"):
        return (b.Paragraph((text,)),)
    return _blocks(_parser().parse(text))


def inlines(text: str) -> b.Inlines:
    """Give the inline content of a text of one line."""
    found = blocks(text)
    if len(found) == 1 and isinstance(found[0], b.Paragraph):
        return found[0].content
    return (text,)


def _blocks(tokens: Sequence[Token]) -> tuple[b.Block, ...]:
    found: list[b.Block] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _closing(tokens, at)
        inside = tokens[at + 1 : end]
        if token.type == "paragraph_open":
            found.append(b.Paragraph(_inlines(inside[0])))
        elif token.type == "heading_open":
            found.append(b.Heading(_inlines(inside[0])))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            found.append(b.Bullets(_items(inside), token.type == "ordered_list_open"))
        elif token.type == "blockquote_open":
            found.append(b.Callout("", _blocks(inside)))
        elif token.type in ("fence", "code_block", "html_block"):
            found.append(b.CodeBlock(token.content.rstrip("\n")))
        elif token.type == "table_open":
            found.append(_table(inside))
        at = end + 1
    return tuple(found)


def _closing(tokens: Sequence[Token], at: int) -> int:
    if tokens[at].nesting != 1:
        return at
    depth = 0
    for end in range(at, len(tokens)):
        depth += tokens[end].nesting
        if depth == 0:
            return end
    return len(tokens) - 1


def _items(tokens: Sequence[Token]) -> tuple[tuple[b.Block, ...], ...]:
    items, at = [], 0
    while at < len(tokens):
        end = _closing(tokens, at)
        items.append(_blocks(tokens[at + 1 : end]))
        at = end + 1
    return tuple(items)


def _table(tokens: Sequence[Token]) -> b.Table:
    rows: list[list[b.Inlines]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_inlines(token))
    titles = tuple(b.Column(plain(cell)) for cell in rows[0])
    return b.Table(titles, tuple(b.Row(tuple(cells)) for cells in rows[1:]))


def _inlines(token: Token) -> b.Inlines:
    stack: list[tuple[Any, list[b.Inline]]] = [(None, [])]
    for child in token.children or ():
        here = stack[-1][1]
        if child.type == "text":
            here.append(child.content)
        elif child.type == "code_inline":
            here.append(b.Code(child.content))
        elif child.type == "softbreak":
            here.append(" ")
        elif child.type == "hardbreak":
            here.append(b.Break())
        elif child.nesting == 1:
            stack.append((child, []))
        elif child.nesting == -1:
            opened, content = stack.pop()
            stack[-1][1].append(_wrapped(opened, tuple(content)))
        elif child.type == "image":
            here.append(child.content)
        else:
            here.append(child.content)
    return tuple(part for part in stack[0][1] if part != "")


def _wrapped(opened: Any, content: b.Inlines) -> b.Inline:
    if opened.type == "strong_open":
        return b.Strong(content)
    if opened.type == "em_open":
        return b.Emphasis(content)
    url = str(opened.attrGet("href") or "")
    return b.Link(url, content) if url.startswith(_SAFE_LINKS) else b.Emphasis(content)


def plain(content: b.Inlines) -> str:
    """Give inline content as plain text."""
    parts = []
    for part in content:
        if isinstance(part, str):
            parts.append(part)
        elif isinstance(part, b.Strong | b.Emphasis | b.Link):
            parts.append(plain(part.content))
        elif isinstance(part, b.Break):
            parts.append("\n")
        else:
            parts.append(part.text)
    return "".join(parts)
