"""Link the terms of the glossary where a text uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from cdc.model import blocks as b


def pattern(terms: Mapping[str, str]) -> re.Pattern[str] | None:
    """Give what finds the terms in a text, the longest first; a term is a word of its own."""
    found = sorted((re.escape(term) for term in terms if len(term) > 1), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)") if found else None


def linked(
    blocks: tuple[b.Block, ...], terms: Mapping[str, str], finder: re.Pattern[str] | None
) -> tuple[b.Block, ...]:
    """Give blocks with a link at the first use of each term; headings and code stay as they are."""
    if finder is None:
        return blocks
    seen: set[str] = set()

    def text(content: b.Inlines) -> b.Inlines:
        return tuple(
            part
            for piece in content
            for part in (_split(piece, terms, finder, seen) if isinstance(piece, str) else (piece,))
        )

    def block(item: b.Block) -> b.Block:
        if isinstance(item, b.Paragraph):
            return replace(item, content=text(item.content))
        if isinstance(item, b.Bullets):
            return replace(item, items=tuple(tuple(block(part) for part in entry) for entry in item.items))
        return item

    return tuple(block(item) for item in blocks)


def _split(text: str, terms: Mapping[str, str], finder: re.Pattern[str], seen: set[str]) -> Iterator[b.Inline]:
    at = 0
    for match in finder.finditer(text):
        id_ = terms[match[0]]
        if id_ not in seen:
            seen.add(id_)
            if match.start() > at:
                yield text[at : match.start()]
            yield b.Ref(id_, match[0])
            at = match.end()
    if at < len(text):
        yield text[at:]
