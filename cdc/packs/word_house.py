"""Use a house's own Word document: its styles by their names, its cover, header and footer, with our text in them."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from xml.etree import ElementTree as ET

MAX_PART = 16 * 1024 * 1024
MAX_ALL = 64 * 1024 * 1024
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DRAWING_ID = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_FIRST_DRAWING = 5001  # ours have lower numbers
_PREFIXES = {
    "w": W[1:-1],
    "r": R[1:-1],
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_MEDIA = {".png": "image/png", ".jpeg": "image/jpeg", ".jpg": "image/jpeg"}
_HOLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_STYLED = {f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle", f"{W}basedOn", f"{W}next", f"{W}link"}
_FRAGILE = {f"{W}numPr", f"{W}sectPr", f"{W}commentReference", f"{W}altChunk", f"{W}object", f"{W}control"}


class NotUsableError(Exception):
    """Why a Word document cannot be used."""


@dataclass
class House:
    """What is taken from a document: styles by name, the elements of its cover, header and footer, and their pictures."""

    defaults: ET.Element | None
    styles: dict[str, ET.Element]
    cover: list[ET.Element]
    edges: dict[str, ET.Element]
    media: dict[str, bytes] = field(default_factory=dict)
    pictures: dict[str, dict[str, str]] = field(default_factory=dict)


@lru_cache(maxsize=4)
def read(content: bytes) -> House:
    """Take a document apart; raise NotUsableError for what is none, is too large, or carries programs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            return _read(container)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, KeyError) as error:
        raise NotUsableError(type(error).__name__) from None


def _read(container: zipfile.ZipFile) -> House:
    names = container.namelist()
    if sum(entry.file_size for entry in container.infolist()) > MAX_ALL or len(names) > 2000:
        raise NotUsableError("too large")
    strange = [name for name in names if re.search(r"vbaProject|activeX|embeddings/", name)]
    if strange:
        raise NotUsableError(strange[0])
    body = _parsed(container, "word/document.xml").find(f"{W}body")
    sheet = _parsed(container, "word/styles.xml")
    if body is None:
        raise NotUsableError("word/document.xml")
    styles = {_name(style): style for style in sheet.iter(f"{W}style") if _name(style)}
    cover = [_clean(node) for node in body if node.tag != f"{W}sectPr"]
    house = House(sheet.find(f"{W}docDefaults"), styles, cover if any(_says(node) for node in cover) else [], {})
    relations = _relations(container, "word/document.xml")
    section = body.find(f"{W}sectPr")
    for kind in ("header", "footer"):
        for mark in section.findall(f"{W}{kind}Reference") if section is not None else ():
            target = relations.get(mark.get(f"{R}id", ""))
            if mark.get(f"{W}type") == "default" and target:
                house.edges[kind] = _clean(_parsed(container, target))
                _take_pictures(container, target, house, kind)
    _take_pictures(container, "word/document.xml", house, "cover")
    return house


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


def _take_pictures(container: zipfile.ZipFile, part: str, house: House, where: str) -> None:
    kept = {}
    for id_, target in _relations(container, part).items():
        suffix = posixpath.splitext(target)[1].lower()
        if suffix in _MEDIA and target in container.namelist() and container.getinfo(target).file_size <= MAX_PART:
            name = f"house{len(house.media) + 1}{'.jpeg' if suffix == '.jpg' else suffix}"
            house.media[name] = container.read(target)
            kept[id_] = name
    house.pictures[where] = kept


def _name(style: ET.Element) -> str:
    node = style.find(f"{W}name")
    return node.get(f"{W}val", "").lower() if node is not None else ""


def _says(node: ET.Element) -> bool:
    """Tell whether an element prints anything."""
    return any((part.tag == f"{W}t" and (part.text or "").strip()) or part.tag == f"{W}drawing" for part in node.iter())


def _clean(node: ET.Element) -> ET.Element:
    """Copy an element without what would not hold elsewhere: lists, sections, comments, alternatives of newer programs."""
    copy = deepcopy(node)
    for attribute in [name for name in copy.attrib if name.startswith(_MC)]:
        del copy.attrib[attribute]
    for parent in list(copy.iter()):
        for child in list(parent):
            if child.tag == f"{_MC}AlternateContent":
                fallback = child.find(f"{_MC}Fallback")
                at = list(parent).index(child)
                parent.remove(child)
                for offset, inner in enumerate(fallback if fallback is not None else ()):
                    parent.insert(at + offset, inner)
            elif child.tag in _FRAGILE:
                parent.remove(child)
    return copy


def dress(parts: dict[str, bytes], house: House, facts: Mapping[str, str], break_: str) -> dict[str, bytes]:
    """Put our document into the house's: its styles where names agree, its header, footer and cover instead of ours."""
    for prefix, uri in _PREFIXES.items():
        ET.register_namespace(prefix, uri)
    done, numbers = dict(parts), count(_FIRST_DRAWING)
    sheet, ids = _styles(ET.fromstring(parts["word/styles.xml"]), house)  # noqa: S314 - our own part
    done["word/styles.xml"] = _written(sheet)
    for kind, element in house.edges.items():
        names = house.pictures.get(kind, {})
        done[f"word/{kind}1.xml"] = _written(
            _filled(element, facts, ids, {id_: f"rIdHouse{n}" for n, id_ in enumerate(names)}, numbers)
        )
        if names:
            done[f"word/_rels/{kind}1.xml.rels"] = _related(
                {f"rIdHouse{n}": name for n, name in enumerate(names.values())}
            )
    if house.cover:
        names = house.pictures.get("cover", {})
        fresh = {id_: f"rIdCover{n}" for n, id_ in enumerate(names)}
        cover = "".join(
            ET.tostring(_filled(node, facts, ids, fresh, numbers), encoding="unicode") for node in house.cover
        )
        text = parts["word/document.xml"].decode("utf-8")
        head, _, rest = text.partition("<w:body>")
        done["word/document.xml"] = f"{head}<w:body>{cover}{break_}{rest}".encode()
        relations = parts["word/_rels/document.xml.rels"].decode("utf-8")
        more = "".join(_relation(fresh[id_], name) for id_, name in names.items())
        done["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", more + "</Relationships>").encode()
    return done | {f"word/media/{name}": content for name, content in house.media.items()}


def _styles(ours: ET.Element, house: House) -> tuple[ET.Element, dict[str, str]]:
    """Give our sheet with the house's styles in it, and our id for each of theirs."""
    by_name = {_name(style): style for style in ours.iter(f"{W}style")}
    ids = {
        style.get(f"{W}styleId", ""): by_name[name].get(f"{W}styleId", "") if name in by_name else f"House{n}"
        for n, (name, style) in enumerate(house.styles.items())
    }
    defaults = ours.find(f"{W}docDefaults")
    if defaults is not None and house.defaults is not None:
        at = list(ours).index(defaults)
        ours.remove(defaults)
        ours.insert(at, deepcopy(house.defaults))
    for name, theirs in house.styles.items():
        copy = deepcopy(theirs)
        copy.set(f"{W}styleId", ids[theirs.get(f"{W}styleId", "")])
        for parent in copy.iter():
            for child in list(parent):
                if child.tag in _STYLED and child.get(f"{W}val") in ids:
                    child.set(f"{W}val", ids[child.get(f"{W}val", "")])
                elif child.tag in _STYLED or child.tag == f"{W}numPr":
                    parent.remove(child)
        if name in by_name:
            _keep_numbering(by_name[name], copy)
            at = list(ours).index(by_name[name])
            ours.remove(by_name[name])
            ours.insert(at, copy)
        else:
            copy.attrib.pop(f"{W}default", None)
            ours.append(copy)
    return ours, ids


_BEFORE_NUMBERING = {
    f"{W}{name}" for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
}


def _keep_numbering(ours: ET.Element, theirs: ET.Element) -> None:
    """Headings keep the numbers of our chapters, and the level that the contents are made from."""
    mine = ours.find(f"{W}pPr")
    if mine is None:
        return
    target = theirs.find(f"{W}pPr")
    if target is None and any(mine.find(f"{W}{name}") is not None for name in ("numPr", "outlineLvl")):
        target = ET.Element(f"{W}pPr")
        inner = [node.tag for node in theirs]
        at = inner.index(f"{W}rPr") if f"{W}rPr" in inner else len(inner)
        theirs.insert(at, target)
    numbering, level = mine.find(f"{W}numPr"), mine.find(f"{W}outlineLvl")
    if target is not None and numbering is not None:
        at = sum(1 for node in target if node.tag in _BEFORE_NUMBERING)
        target.insert(at, deepcopy(numbering))
    if target is not None and level is not None and target.find(f"{W}outlineLvl") is None:
        target.append(deepcopy(level))


def _filled(
    node: ET.Element,
    facts: Mapping[str, str],
    ids: Mapping[str, str],
    pictures: Mapping[str, str],
    numbers: Iterator[int],
) -> ET.Element:
    """Copy an element with our facts in its holes, our ids of its styles, and new ids of its pictures."""
    copy = deepcopy(node)
    for parent in list(copy.iter()):
        for child in list(parent):
            if child.tag in _STYLED:
                child.set(f"{W}val", ids.get(child.get(f"{W}val", ""), "Normal"))
            if child.tag == f"{W}drawing" and not all(id_ in pictures for id_ in _embedded(child)):
                parent.remove(child)
            elif child.tag == f"{W}hyperlink":
                child.attrib.pop(f"{R}id", None)
        if parent.tag == f"{W}t" and parent.text:
            parent.text = _HOLE.sub(lambda m: facts.get(m[1], m[0]), parent.text)
        if parent.tag == _DRAWING_ID:
            parent.set("id", str(next(numbers)))
        for name in (f"{R}embed", f"{R}link", f"{R}id"):
            if parent.get(name) in pictures:
                parent.set(name, pictures[parent.get(name, "")])
    return copy


def _embedded(node: ET.Element) -> Iterator[str]:
    for part in node.iter():
        if (found := part.get(f"{R}embed")) is not None:
            yield found


def _written(element: ET.Element) -> bytes:
    return bytes(ET.tostring(element, encoding="UTF-8", xml_declaration=True))


def _relation(id_: str, name: str) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    return f'<Relationship Id="{id_}" Type="{kind}" Target="media/{name}"/>'


def _related(names: Mapping[str, str]) -> bytes:
    inner = "".join(_relation(id_, name) for id_, name in names.items())
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'.encode()
