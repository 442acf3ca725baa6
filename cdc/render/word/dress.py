"""Put our document into a house's own: its styles where names agree, its cover, header and footer with our text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from xml.etree import ElementTree as ET

from cdc.packs.word_house import House, R, W, name_of
from cdc.render.word.text import HEAD, PAGE_BREAK

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
_HOLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_STYLED = {f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle", f"{W}basedOn", f"{W}next", f"{W}link"}


def dressed(parts: Mapping[str, bytes], house: House, facts: Mapping[str, str]) -> dict[str, bytes]:
    """Give the parts of our document in the house's: its styles where names agree, its header, footer and cover."""
    for prefix, uri in _PREFIXES.items():
        ET.register_namespace(prefix, uri)
    sheet, ids = _styles(ET.fromstring(parts["word/styles.xml"]), house)  # noqa: S314 - our own part
    fill = _Filling(facts, ids, count(_FIRST_DRAWING))
    done = {**parts, "word/styles.xml": _written(sheet)}
    for kind, element in house.edges.items():
        done |= _edge(kind, element, house.pictures.get(kind, {}), fill)
    if house.cover:
        done |= _cover(parts, house, fill)
    return done | {f"word/media/{name}": content for name, content in house.media.items()}


@dataclass(frozen=True)
class _Filling:
    """What goes into the house's elements: our facts, our ids of its styles, new numbers of its pictures."""

    facts: Mapping[str, str]
    ids: Mapping[str, str]
    numbers: Iterator[int]


def _edge(kind: str, element: ET.Element, names: Mapping[str, str], fill: _Filling) -> Iterator[tuple[str, bytes]]:
    """Give a header or footer, and the relations of its pictures."""
    fresh = {id_: f"rIdHouse{n}" for n, id_ in enumerate(names)}
    yield f"word/{kind}1.xml", _written(_filled(element, fill, fresh))
    if names:
        yield f"word/_rels/{kind}1.xml.rels", _related({fresh[id_]: name for id_, name in names.items()})


def _cover(parts: Mapping[str, bytes], house: House, fill: _Filling) -> Iterator[tuple[str, bytes]]:
    """Give the text with the house's cover before it, and the relations with those of its pictures."""
    names = house.pictures.get("cover", {})
    fresh = {id_: f"rIdCover{n}" for n, id_ in enumerate(names)}
    cover = "".join(ET.tostring(_filled(node, fill, fresh), encoding="unicode") for node in house.cover)
    head, _, rest = parts["word/document.xml"].decode("utf-8").partition("<w:body>")
    yield "word/document.xml", f"{head}<w:body>{cover}{PAGE_BREAK}{rest}".encode()
    relations = parts["word/_rels/document.xml.rels"].decode("utf-8")
    more = "".join(_relation(fresh[id_], name) for id_, name in names.items())
    yield "word/_rels/document.xml.rels", relations.replace("</Relationships>", more + "</Relationships>").encode()


def _styles(ours: ET.Element, house: House) -> tuple[ET.Element, dict[str, str]]:
    """Give our sheet with the house's styles in it, and our id for each of theirs."""
    by_name = {name_of(style): style for style in ours.iter(f"{W}style")}
    ids = {
        style.get(f"{W}styleId", ""): by_name[name].get(f"{W}styleId", "") if name in by_name else f"House{n}"
        for n, (name, style) in enumerate(house.styles.items())
    }
    defaults = ours.find(f"{W}docDefaults")
    if defaults is not None and house.defaults is not None:
        _replace(ours, defaults, deepcopy(house.defaults))
    for name, theirs in house.styles.items():
        copy = _renamed(theirs, ids)
        if name in by_name:
            _keep_numbering(by_name[name], copy)
            _replace(ours, by_name[name], copy)
        else:
            copy.attrib.pop(f"{W}default", None)
            ours.append(copy)
    return ours, ids


def _replace(parent: ET.Element, old: ET.Element, new: ET.Element) -> None:
    at = list(parent).index(old)
    parent.remove(old)
    parent.insert(at, new)


def _renamed(style: ET.Element, ids: Mapping[str, str]) -> ET.Element:
    """Copy a style of the house under our ids; it refers to no style and no list that is not there."""
    copy = deepcopy(style)
    copy.set(f"{W}styleId", ids[style.get(f"{W}styleId", "")])
    for parent in copy.iter():
        for child in list(parent):
            if child.tag in _STYLED and child.get(f"{W}val") in ids:
                child.set(f"{W}val", ids[child.get(f"{W}val", "")])
            elif child.tag in _STYLED or child.tag == f"{W}numPr":
                parent.remove(child)
    return copy


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


def _filled(node: ET.Element, fill: _Filling, pictures: Mapping[str, str]) -> ET.Element:
    """Copy an element with our facts in its holes, our ids of its styles, and new ids of its pictures."""
    copy = deepcopy(node)
    for parent in list(copy.iter()):
        for child in list(parent):
            _settle(parent, child, fill.ids, pictures)
        if parent.tag == f"{W}t" and parent.text:
            parent.text = _HOLE.sub(lambda m: fill.facts.get(m[1], m[0]), parent.text)
        if parent.tag == _DRAWING_ID:
            parent.set("id", str(next(fill.numbers)))
        for name in (f"{R}embed", f"{R}link", f"{R}id"):
            if parent.get(name) in pictures:
                parent.set(name, pictures[parent.get(name, "")])
    return copy


def _settle(parent: ET.Element, child: ET.Element, ids: Mapping[str, str], pictures: Mapping[str, str]) -> None:
    """Give an element our id of its style; drop a drawing whose pictures were not taken, and where a link leads."""
    if child.tag in _STYLED:
        child.set(f"{W}val", ids.get(child.get(f"{W}val", ""), "Normal"))
    if child.tag == f"{W}drawing" and not all(id_ in pictures for id_ in _embedded(child)):
        parent.remove(child)
    elif child.tag == f"{W}hyperlink":
        child.attrib.pop(f"{R}id", None)


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
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'.encode()
