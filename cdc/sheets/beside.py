"""What lies on the sheets of an .xlsx workbook beside its cells: notes, threads of comments, shapes, pictures."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from cdc.sheets import package, parsed
from cdc.sheets.package import at, tag

_OLD = re.compile(rb"<v:(?:shape|rect|oval|roundrect|line)\b.*?</v:(?:shape|rect|oval|roundrect|line)>", re.DOTALL)
_BOX = re.compile(r"<v:textbox\b[^>]*>(.*?)</v:textbox>", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
_LEGACY = "[Threaded comment]"
"""A program that knows threads puts a note of this beginning beside them, for those that do not."""


def of(container: zipfile.ZipFile, path: str) -> tuple[list[list[Any]], list[str]]:
    """Give the notes at cells of a sheet, and the texts of its shapes."""
    notes: dict[tuple[int, int], str] = {}
    drawings: list[str] = []
    for _, kind, target in sorted(package.related(container, path), key=lambda found: "thread" in found[1].lower()):
        if target not in container.namelist():
            continue
        if kind.lower().endswith("threadedcomment"):
            notes |= _threads(package.root(container, target))
        elif kind.endswith("/comments"):
            notes |= dict(_notes(package.root(container, target)))
        elif kind.endswith("/drawing"):
            drawings += _shapes(package.root(container, target))
        elif kind.endswith("/vmlDrawing"):
            drawings += _controls(container.read(target))
    return [[*cell, text] for cell, text in sorted(notes.items()) if text], drawings


def _notes(root: ET.Element) -> Iterator[tuple[tuple[int, int], str]]:
    for element in root.iter():
        if tag(element) == "comment":
            text = parsed.clean(_texts(element))
            yield at(element.get("ref", "")), text.removeprefix(_LEGACY).strip()


def _threads(root: ET.Element) -> dict[tuple[int, int], str]:
    """Give the comments of each cell with their answers, in the order in which they were written."""
    said: dict[tuple[int, int], list[str]] = {}
    for element in root.iter():
        if tag(element) == "threadedComment":
            said.setdefault(at(element.get("ref", "")), []).append(parsed.clean(_texts(element)))
    return {at: " | ".join(filter(None, texts)) for at, texts in said.items()}


def _shapes(root: ET.Element) -> list[str]:
    """Give the text of every shape; what has none is named by its kind."""
    found = []
    for element in root:
        text = parsed.clean(_texts(element))
        kinds = {tag(part) for part in element.iter()}
        if kinds & {"pic", "graphicFrame", "sp", "cxnSp", "grpSp", "AlternateContent"}:
            found.append(text)
    return found


def _controls(drawing: bytes) -> Iterator[str]:
    """Give the text of every box and button of the older kind; the boxes of notes are told as notes."""
    for shape in _OLD.findall(drawing):
        if b'ObjectType="Note"' not in shape and b"<v:imagedata" not in shape:
            yield parsed.clean(
                [html.unescape(_MARKUP.sub(" ", " ".join(_BOX.findall(shape.decode("utf-8", "replace")))))]
            )


def _texts(element: ET.Element) -> Iterator[str]:
    """Give the texts in an element; the reading aids of Asian scripts are none."""
    for part in element:
        if tag(part) in ("t", "text") and part.text and part.text.strip():
            yield part.text
        if tag(part) != "rPh":
            yield from _texts(part)
        if tag(part) == "p":
            yield " "
