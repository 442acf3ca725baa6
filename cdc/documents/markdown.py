"""Turn an author's Markdown (CommonMark and tables, raw HTML shown as typed) into blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from cdc.model import blocks as b

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SAFE_LINKS = ("http://", "https://", "mailto:")
Pictures = Callable[[str, str, str], b.Picture | None]
"""Gives the picture of a file, its words and its caption; None where it cannot be shown."""


def _not_shown(*_: str) -> b.Picture | None:
    return None


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def blocks(text: str, shown: Pictures = _not_shown) -> tuple[b.Block, ...]:
    """Give the blocks of a Markdown text; plain sentences become one paragraph without parsing.

    A picture stands after the paragraph, list item or table that names it; one that is not shown leaves its words.
    """
    if not any(mark in text for mark in "*_`#[]<>|\n-+&\\"):
        return (b.Paragraph((text,)),)
    return _Reading(shown).blocks(_parser().parse(text))


def inlines(text: str) -> b.Inlines:
    """Give a text for a place that holds no blocks: lists, tables and paragraphs become lines."""
    return lines(blocks(text))


def lines(found: Sequence[b.Block]) -> b.Inlines:
    """Give blocks as lines of inline content."""
    content: list[b.Inline] = []
    for at, line in enumerate(_lines(found)):
        content += [*([b.Break()] if at else []), *line]
    return tuple(content)


def _lines(found: Sequence[b.Block]) -> Iterator[b.Inlines]:
    for block in found:
        if isinstance(block, b.Paragraph):
            yield block.content
        elif isinstance(block, b.Heading):
            yield (b.Strong(block.content),)
        elif isinstance(block, b.Bullets):
            yield from _entries(block)
        elif isinstance(block, b.Table):
            yield (b.Strong((" | ".join(column.title for column in block.columns),)),)
            yield from (_joined(row.cells, " | ") for row in block.rows)
        elif isinstance(block, b.CodeBlock):
            yield from ((b.Code(line),) for line in block.text.split("\n"))
        elif isinstance(block, b.Callout):
            yield from _lines(block.blocks)


def _entries(block: b.Bullets) -> Iterator[b.Inlines]:
    for number, item in enumerate(block.items, block.start):
        mark = f"{number}. " if block.ordered else "• "
        for at, line in enumerate(_lines(item)):
            yield (mark if at == 0 else "\u2003", *line)


def _joined(cells: Iterable[b.Inlines], separator: str) -> b.Inlines:
    return tuple(part for at, cell in enumerate(cells) for part in ((separator, *cell) if at else cell))


@dataclass
class _Reading:
    """Reads tokens; `found` are the pictures of the paragraph, item or table that is being read."""

    shown: Pictures
    found: list[b.Picture] = field(default_factory=list)

    def blocks(self, tokens: Sequence[Token]) -> tuple[b.Block, ...]:
        found: list[b.Block] = []
        at = 0
        while at < len(tokens):
            end = _closing(tokens, at)
            block = self._block(tokens[at], tokens[at + 1 : end])
            pictures, self.found = self.found, []
            if block is not None and block != b.Paragraph(()):
                found.append(block)
            found += pictures
            at = end + 1
        return tuple(found)

    def _block(self, token: Token, inside: Sequence[Token]) -> b.Block | None:
        if token.type in ("paragraph_open", "heading_open"):
            return (b.Paragraph if token.type == "paragraph_open" else b.Heading)(self._inlines(inside[0]))
        if token.type in ("bullet_list_open", "ordered_list_open"):
            start = token.attrGet("start")
            first = int(start) if start is not None else 1
            return b.Bullets(self._items(inside), ordered=token.type == "ordered_list_open", start=first)
        if token.type == "blockquote_open":
            return b.Callout("", self.blocks(inside))
        if token.type == "table_open":
            return self._table(inside)
        is_code = token.type in ("fence", "code_block", "html_block")
        return b.CodeBlock(token.content.rstrip("\n")) if is_code else None

    def _items(self, tokens: Sequence[Token]) -> tuple[tuple[b.Block, ...], ...]:
        items, at = [], 0
        while at < len(tokens):
            end = _closing(tokens, at)
            items.append(self.blocks(tokens[at + 1 : end]))
            at = end + 1
        return tuple(items)

    def _table(self, tokens: Sequence[Token]) -> b.Table:
        rows: list[list[b.Inlines]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self._inlines(token))
        titles = tuple(b.Column(plain(cell)) for cell in rows[0])
        return b.Table(titles, tuple(b.Row(tuple(cells)) for cells in rows[1:]))

    def _inlines(self, token: Token) -> b.Inlines:
        stack: list[tuple[Any, list[b.Inline]]] = [(None, [])]
        for child in token.children or ():
            if child.nesting == 1:
                stack.append((child, []))
            elif child.nesting == -1:
                opened, content = stack.pop()
                stack[-1][1].append(_wrapped(opened, tuple(content)))
            elif part := self._inline(child):
                stack[-1][1].append(part)
        return tuple(stack[0][1])

    def _inline(self, token: Token) -> b.Inline | None:
        if token.type == "code_inline":
            return b.Code(token.content)
        if token.type == "softbreak":
            return " "
        if token.type == "hardbreak":
            return b.Break()
        return self._picture(token) if token.type == "image" else token.content

    def _picture(self, token: Token) -> b.Inline | None:
        """Keep a picture for the end of its block, or give its words."""
        file, alt = str(token.attrGet("src") or ""), token.content
        picture = self.shown(unquote(file), alt, str(token.attrGet("title") or alt))
        if picture is None:
            return b.Emphasis((alt or file,))
        self.found.append(picture)
        return None


def _closing(tokens: Sequence[Token], at: int) -> int:
    if tokens[at].nesting != 1:
        return at
    depth = 0
    for end in range(at, len(tokens)):
        depth += tokens[end].nesting
        if depth == 0:
            return end
    return len(tokens) - 1


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


def pictures(blocks: Iterable[b.Block]) -> Iterator[b.Picture]:
    """Give the pictures that stand in blocks."""
    for block in blocks:
        if isinstance(block, b.Picture):
            yield block
        elif isinstance(block, b.Callout):
            yield from pictures(block.blocks)
        elif isinstance(block, b.Bullets):
            yield from pictures(part for item in block.items for part in item)
