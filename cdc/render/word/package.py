"""The parts of a Word document besides its text: styles, numbering, header, footer, relations, from our template."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from cdc import assets
from cdc.media import colours
from cdc.model import blocks as b
from cdc.model.look import PLAIN, Look
from cdc.render.word.cover import control
from cdc.render.word.text import escape
from cdc.render.word.writer import Writer
from cdc.words import words

_ABOUT = ("[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "docProps/app.xml")
_WORD = (
    "styles.xml",
    "numbering.xml",
    "settings.xml",
    "fontTable.xml",
    "theme/theme1.xml",
    "header1.xml",
    "footer1.xml",
    "_rels/document.xml.rels",
)
_BOOK = {"chapter_break": "<w:pageBreakBefore/>", "chapter_before": "0", "chapter_after": "340", "chapter_size": "38"}
_SHEET = {"chapter_break": "", "chapter_before": "280", "chapter_after": "100", "chapter_size": "25"}
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parts(writer: Writer, xml: str) -> dict[str, bytes]:
    """Give every part of the package by name, in the order in which they are packed."""
    facts = _facts(writer.document) | {
        "lists": "".join(_numbering(id_, first) for id_, first in enumerate(writer.starts, 3)),
        "links": "".join([*_links(writer.links), *_images(writer.media)]),
    }
    found = {name: _part(name, facts) for name in _ABOUT}
    found["word/document.xml"] = xml.encode("utf-8")
    found |= {f"word/{name}": _part(f"word/{name}", facts, writer.look) for name in _WORD}
    return found | {f"word/media/{name}": content for name, content in writer.media.items()}


def _facts(document: b.Document) -> dict[str, str]:
    return {
        "title": escape(document.title),
        "author": escape(document.company),
        "date": document.iso_date,
        "language": words(document.language).format.tag,
        "confidential": escape(" · ".join(t for t in (document.confidentiality, document.draft) if t)),
        "foot": escape(control(document)),
        "chapters": "upperLetter" if document.body and document.body[0].number.isalpha() else "decimal",
        **(_BOOK if document.layout == "book" else _SHEET),
    }


def _links(links: dict[str, str]) -> Iterable[str]:
    for url, id_ in links.items():
        target = f'Target="{escape(url)}" TargetMode="External"'
        yield f'<Relationship Id="{id_}" Type="{_RELATIONS}/hyperlink" {target}/>'


def _images(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        yield f'<Relationship Id="{Path(name).stem}" Type="{_RELATIONS}/image" Target="media/{name}"/>'


def _numbering(id_: int, first: int) -> str:
    start = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{first}"/></w:lvlOverride>'
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="2"/>{start}</w:num>'


def _part(name: str, facts: dict[str, str], look: Look = PLAIN) -> bytes:
    text = colours.in_word(_source(name), look.colours)
    if look.faces:
        text = text.replace('"IBM Plex Sans"', f'"{escape(look.faces[0].family)}"')
    for key, value in facts.items():
        text = text.replace(f"{{{{{key}}}}}", value)
    return text.encode("utf-8")


@cache
def _source(name: str) -> str:
    flat = name.replace("/", "__").replace("[", "").replace("]", "").replace("_rels__.rels", "package.rels")
    return (assets.templates() / "word" / flat).read_text(encoding="utf-8")
