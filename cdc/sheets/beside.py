"""What lies on the sheets of an .xlsx workbook beside its cells: notes, threads of comments, shapes, pictures."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from cdc.sheets import parsed

_HOLDS = ("comments", "threadedcomments/", "drawings/drawing")
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)")
_LEGACY = "[Threaded comment]"
"""A program that knows threads puts a note of this beginning beside them, for those that do not."""


def of(container: zipfile.ZipFile) -> dict[str, dict[str, Any]]:
    """Give notes and shapes by the name of their sheet; an untouched form holds none, and costs nothing."""
    if not any(part in name.lower() for name in container.namelist() for part in _HOLDS):
        return {}
    return {name: _beside(container, path) for name, path in _sheets(container)}


def _sheets(container: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Give the name and the path of every sheet."""
    paths = {id_: path for id_, _, path in _related(container, "xl/workbook.xml")}
    for element in _root(container, "xl/workbook.xml").iter():
        if _tag(element) == "sheet":
            id_ = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            if id_ in paths:
                yield element.get("name", ""), paths[id_]


def _beside(container: zipfile.ZipFile, path: str) -> dict[str, Any]:
    notes: dict[tuple[int, int], str] = {}
    drawings: list[str] = []
    for _, kind, target in sorted(_related(container, path), key=lambda found: "thread" in found[1].lower()):
        if target not in container.namelist():
            continue
        if kind.lower().endswith("threadedcomment"):
            notes |= _threads(_root(container, target))
        elif kind.endswith("/comments"):
            notes |= dict(_notes(_root(container, target)))
        elif kind.endswith("/drawing"):
            drawings += _shapes(_root(container, target))
    return {"notes": [[*at, text] for at, text in sorted(notes.items()) if text], "drawings": drawings}


def _notes(root: ET.Element) -> Iterator[tuple[tuple[int, int], str]]:
    for element in root.iter():
        if _tag(element) == "comment":
            text = parsed.clean(_texts(element))
            yield _at(element.get("ref", "")), text.removeprefix(_LEGACY).strip()


def _threads(root: ET.Element) -> dict[tuple[int, int], str]:
    """Give the comments of each cell with their answers, in the order in which they were written."""
    said: dict[tuple[int, int], list[str]] = {}
    for element in root.iter():
        if _tag(element) == "threadedComment":
            said.setdefault(_at(element.get("ref", "")), []).append(parsed.clean(_texts(element)))
    return {at: " | ".join(filter(None, texts)) for at, texts in said.items()}


def _shapes(root: ET.Element) -> list[str]:
    """Give the text of every shape; what has none is named by its kind."""
    found = []
    for element in root:
        text = parsed.clean(_texts(element))
        kinds = {_tag(part) for part in element.iter()}
        if kinds & {"pic", "graphicFrame", "sp", "cxnSp", "grpSp", "AlternateContent"}:
            found.append(text)
    return found


def _texts(element: ET.Element) -> Iterator[str]:
    """Give the texts in an element; the reading aids of Asian scripts are none."""
    for part in element:
        if _tag(part) in ("t", "text") and part.text and part.text.strip():
            yield part.text
        if _tag(part) != "rPh":
            yield from _texts(part)
        if _tag(part) == "p":
            yield " "


def _related(container: zipfile.ZipFile, path: str) -> Iterator[tuple[str, str, str]]:
    """Give id, kind and path of what a part is related to inside the workbook."""
    folder, name = posixpath.split(path)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in container.namelist():
        return
    for element in _root(container, relations):
        target = element.get("Target", "")
        if element.get("TargetMode") != "External":
            found = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            yield element.get("Id", ""), element.get("Type", ""), found


def _root(container: zipfile.ZipFile, path: str) -> ET.Element:
    return ET.fromstring(container.read(path))  # noqa: S314 - in a child under limits; DOCTYPE was refused before


def _tag(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _at(name: str) -> tuple[int, int]:
    match = _CELL.match(name)
    if match is None:
        return 1, 1
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column
