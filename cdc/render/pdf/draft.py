"""Make a draft of a long document: parts set side by side by several processes, joined with right page numbers.

Links inside a part jump; those from part to part do not. The contents, the outline and the page numbers are those of
the whole.
"""

from __future__ import annotations

import io
import json
import math
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from cdc import isolated
from cdc.errors import PartFailedError
from cdc.model import blocks as b
from cdc.model.look import Look
from cdc.render.html import page
from cdc.render.pdf.press import Press

PART = 450_000
"""Bytes of a part, as packed for a process: about a thousand requirements."""
SECONDS = 1800
_DIGIT, _SPACE = 0.556, 0.278  # widths in Helvetica, as shares of its size
_SIZE, _RIGHT, _BOTTOM = 8, 51.0, 31.0  # of the page number, in points


@dataclass(frozen=True, slots=True)
class Part:
    """A run of blocks, the chapter it begins in, and the first heading in it."""

    blocks: tuple[b.Block, ...]
    chapter: str
    title: str


@dataclass(frozen=True, slots=True)
class _Set:
    """A part that was set: its PDF and the page, from 0, of each place in it."""

    content: bytes
    pages: int
    places: dict[str, int]


def render(document: b.Document, look: Look, progress: Callable[[str], None]) -> bytes:
    """Give the PDF of a document, set in parts."""
    workers = max(os.cpu_count() or 1, 1)
    parts = split(document, workers)
    with ThreadPoolExecutor(workers) as pool:
        setting = pool.map(lambda part: _body(document, part, look), parts)
        press = Press(look)
        offset = _front(document, press, {}).pages
        bodies = []
        for part, found in zip(parts, setting, strict=True):
            progress(part.title)
            bodies.append(found)
    pages: dict[str, int] = {}
    for found in bodies:
        pages |= {name: offset + at + 1 for name, at in found.places.items()}
        offset += found.pages
    return _joined([_front(document, press, pages), *bodies], document)


def split(document: b.Document, workers: int) -> list[Part]:
    """Divide the body into parts of like size, one for each worker at least."""
    units = list(_units(document.body, ""))
    sizes = [len(pickle.dumps(block)) for block, _ in units]
    count = max(workers, math.ceil(sum(sizes) / PART))
    share = sum(sizes) / count
    parts: list[Part] = []
    taken: list[tuple[b.Block, str]] = []
    size = 0.0
    for unit, weight in zip(units, sizes, strict=True):
        if (
            taken
            and size + weight / 2 > share * (len(parts) + 1)
            and len(parts) < count - 1
            and not _is_head(taken[-1][0])
        ):
            parts.append(_part(taken))
            taken = []
        taken.append(unit)
        size += weight
    return [*parts, _part(taken)] if taken else parts


def _part(units: Sequence[tuple[b.Block, str]]) -> Part:
    chapter = units[0][1]
    title = next((f"{block.number} {block.title}" for block, _ in units if isinstance(block, b.Section)), chapter)
    return Part(tuple(block for block, _ in units), chapter, title)


def _is_head(block: b.Block) -> bool:
    """Tell whether a block is a heading that must not stand alone at the end of a part."""
    return isinstance(block, b.Section | b.Heading)


def _units(blocks: Sequence[b.Block], chapter: str) -> Iterator[tuple[b.Block, str]]:
    """Give blocks with the chapter they stand in; a section becomes its heading, then what is in it."""
    for block in blocks:
        if not isinstance(block, b.Section) or block.landscape:
            yield block, chapter
            continue
        here = f"{block.number} {block.title}" if block.level == 1 else chapter
        yield replace(block, blocks=()), here
        yield from _units(block.blocks, here)


def _front(document: b.Document, press: Press, pages: dict[str, int]) -> _Set:
    facts = {"contents": list(page.contents(document)), "pages": pages}
    return _Set(*press.piece(replace(document, body=()), "front", facts))


def _body(document: b.Document, part: Part, look: Look) -> _Set:
    body: Any = part.blocks
    work = pickle.dumps((replace(document, front=(), body=body), look, {"chapter": part.chapter}))
    try:
        result = isolated.run(page.TASKS, "part", work, seconds=SECONDS)
    except isolated.RefusedError as error:
        raise PartFailedError(part=part.title, reason=str(error)) from None
    head, _, content = result.partition(b"\n")
    facts = json.loads(head)
    return _Set(content, facts["pages"], facts["places"])


def _joined(pieces: Sequence[_Set], document: b.Document) -> bytes:
    """Put the pieces one behind another and write the number of each page on it."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    for piece in pieces:
        writer.append(PdfReader(io.BytesIO(piece.content)))
    add = writer._add_object  # noqa: SLF001 - the library has no public way to add a font of the reader program
    name, kind, plain = NameObject("/CdcNumber"), NameObject("/Font"), NameObject("/Helvetica")
    face = {NameObject("/Type"): kind, NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): plain}
    font = add(DictionaryObject(face))
    opened = DecodedStreamObject()
    opened.set_data(b"q")
    before = add(opened)
    total = len(writer.pages)
    for number, sheet in enumerate(writer.pages, 1):
        if number == 1 and document.layout == "book":
            continue
        stream = DecodedStreamObject()
        stream.set_data(_number(f"{number} / {total}", float(sheet.mediabox.width)))
        resources: Any = sheet["/Resources"].get_object()
        fonts: Any = resources.setdefault(kind, DictionaryObject()).get_object()
        fonts[name] = font
        old: Any = sheet.raw_get("/Contents")
        streams = list(old.get_object()) if isinstance(old.get_object(), ArrayObject) else [old]
        sheet[NameObject("/Contents")] = ArrayObject([before, *streams, add(stream)])
    writer.add_metadata({"/Title": document.title, "/Author": document.company})
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _number(text: str, width: float) -> bytes:
    """Write a page number at the foot of a page, ending at its right margin."""
    wide = sum(_DIGIT if letter.isdigit() else _SPACE for letter in text) * _SIZE
    place = f"{width - _RIGHT - wide:.2f} {_BOTTOM}"
    return f"Q q 0.36 0.40 0.44 rg BT /CdcNumber {_SIZE} Tf {place} Td ({text}) Tj ET Q".encode()
