"""Take a house's own Word document apart: its styles by name, its cover, header and footer, and their pictures."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree as ET

MAX_PART = 16 * 1024 * 1024
MAX_ALL = 64 * 1024 * 1024
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MEDIA = {".png": "image/png", ".jpeg": "image/jpeg", ".jpg": "image/jpeg"}
_FRAGILE = {f"{W}numPr", f"{W}sectPr", f"{W}commentReference", f"{W}altChunk", f"{W}object", f"{W}control"}


class NotUsableError(Exception):
    """Why a Word document cannot be used."""


@dataclass(frozen=True)
class House:
    """What is taken from a document: styles by name; elements and pictures of its cover, header and footer."""

    defaults: ET.Element | None
    styles: dict[str, ET.Element]
    cover: list[ET.Element]
    edges: dict[str, ET.Element]
    media: dict[str, bytes]
    pictures: dict[str, dict[str, str]]


@lru_cache(maxsize=4)
def read(content: bytes) -> House:
    """Take a document apart; raise NotUsableError for what is none, is too large, or carries programs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            return _read(container)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, KeyError) as error:
        raise NotUsableError(type(error).__name__) from None


def _read(container: zipfile.ZipFile) -> House:
    _vetted(container)
    body = _parsed(container, "word/document.xml").find(f"{W}body")
    sheet = _parsed(container, "word/styles.xml")
    if body is None:
        raise NotUsableError("word/document.xml")
    styles = {name_of(style): style for style in sheet.iter(f"{W}style") if name_of(style)}
    cover = [_clean(node) for node in body if node.tag != f"{W}sectPr"]
    edges = dict(_edges(container, body))
    media: dict[str, bytes] = {}
    places = {**{kind: part for kind, (part, _) in edges.items()}, "cover": "word/document.xml"}
    pictures = {where: _take_pictures(container, part, media) for where, part in places.items()}
    shown = cover if any(_says(node) for node in cover) else []
    return House(
        sheet.find(f"{W}docDefaults"), styles, shown, {kind: node for kind, (_, node) in edges.items()}, media, pictures
    )


def _vetted(container: zipfile.ZipFile) -> None:
    """Refuse what is too large or carries programs."""
    names = container.namelist()
    if sum(entry.file_size for entry in container.infolist()) > MAX_ALL or len(names) > 2000:
        raise NotUsableError("too large")
    strange = [name for name in names if re.search(r"vbaProject|activeX|embeddings/", name)]
    if strange:
        raise NotUsableError(strange[0])


def _edges(container: zipfile.ZipFile, body: ET.Element) -> Iterator[tuple[str, tuple[str, ET.Element]]]:
    """Give the usual header and footer: kind, part, element."""
    relations = _relations(container, "word/document.xml")
    section = body.find(f"{W}sectPr")
    for kind in ("header", "footer"):
        for mark in section.findall(f"{W}{kind}Reference") if section is not None else ():
            target = relations.get(mark.get(f"{R}id", ""))
            if mark.get(f"{W}type") == "default" and target:
                yield kind, (target, _clean(_parsed(container, target)))


def _parsed(container: zipfile.ZipFile, name: str) -> ET.Element:
    with container.open(name) as stream:
        text = stream.read(MAX_PART + 1)
    if len(text) > MAX_PART or text.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<!" in text.replace(b"<!--", b""):
        raise NotUsableError(name)
    try:
        return ET.fromstring(text)  # noqa: S314 - no declarations: nothing that expands or reaches out
    except (ET.ParseError, ValueError, LookupError):
        raise NotUsableError(name) from None


def _relations(container: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Give the parts that a part names, by id; addresses outside are left out."""
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels"
    if path not in container.namelist():
        return {}
    found = {}
    for node in _parsed(container, path).iter(f"{_REL}Relationship"):
        if node.get("TargetMode") != "External":
            target = node.get("Target", "")
            found[node.get("Id", "")] = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            )
    return found


def _take_pictures(container: zipfile.ZipFile, part: str, media: dict[str, bytes]) -> dict[str, str]:
    """Add the pictures of a part to `media`; give their names there by the part's own ids."""
    kept = {}
    for id_, target in _relations(container, part).items():
        suffix = posixpath.splitext(target)[1].lower()
        if suffix in _MEDIA and target in container.namelist() and container.getinfo(target).file_size <= MAX_PART:
            name = f"house{len(media) + 1}{'.jpeg' if suffix == '.jpg' else suffix}"
            media[name] = container.read(target)
            kept[id_] = name
    return kept


def name_of(style: ET.Element) -> str:
    """Give the name of a style, in small letters."""
    node = style.find(f"{W}name")
    return node.get(f"{W}val", "").lower() if node is not None else ""


def _says(node: ET.Element) -> bool:
    """Tell whether an element prints anything."""
    return any((part.tag == f"{W}t" and (part.text or "").strip()) or part.tag == f"{W}drawing" for part in node.iter())


def _clean(node: ET.Element) -> ET.Element:
    """Copy an element without what would not hold elsewhere: lists, sections, comments, newer alternatives."""
    copy = deepcopy(node)
    for attribute in [name for name in copy.attrib if name.startswith(_MC)]:
        del copy.attrib[attribute]
    for parent in list(copy.iter()):
        for child in list(parent):
            if child.tag == f"{_MC}AlternateContent":
                _put_fallback(parent, child)
            elif child.tag in _FRAGILE:
                parent.remove(child)
    return copy


def _put_fallback(parent: ET.Element, alternatives: ET.Element) -> None:
    """Put what older programs show in the place of alternatives."""
    fallback = alternatives.find(f"{_MC}Fallback")
    at = list(parent).index(alternatives)
    parent.remove(alternatives)
    for offset, inner in enumerate(fallback if fallback is not None else ()):
        parent.insert(at + offset, inner)
