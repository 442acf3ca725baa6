"""The parts of an .xlsx container: how they are related, and how their cells are named."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BOOK = "xl/workbook.xml"
_DIGITS = "0123456789"


class Related(NamedTuple):
    """A part that another one names: under which id, as what, and where it is."""

    id: str
    kind: str
    path: str


def root(container: zipfile.ZipFile, path: str) -> ET.Element:
    """Give the root of a part."""
    return ET.fromstring(container.read(path))  # noqa: S314 - in a child under limits; DOCTYPE was refused before


def related(container: zipfile.ZipFile, path: str, *, outside: bool = False) -> Iterator[Related]:
    """Give what a part is related to inside the workbook, or outside of it."""
    folder, name = posixpath.split(path)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in container.namelist():
        return
    for element in root(container, relations):
        target = element.get("Target", "")
        if (element.get("TargetMode") == "External") is not outside:
            continue
        inside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        yield Related(element.get("Id", ""), element.get("Type", ""), target if outside else inside)


def tag(element: ET.Element) -> str:
    """Give the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def link(element: ET.Element) -> str:
    """Give the id under which an element names another part."""
    return next((value for key, value in element.attrib.items() if key.endswith("}id")), "")


def at(name: str) -> tuple[int, int]:
    """Give row and column of a cell by its name; of no such name, the first cell."""
    plain = name.replace("$", "")
    letters = plain.rstrip(_DIGITS)
    digits = plain[len(letters) :]
    return (int(digits), column(letters)) if letters.isalpha() and letters.isascii() and digits else (1, 1)


def ends(area: str) -> tuple[int, int, int, int]:
    """Give first row and column and last row and column of an area: B2:C5."""
    first, _, last = area.partition(":")
    return (*at(first), *at(last or first))


@lru_cache(maxsize=1024)
def column(letters: str) -> int:
    """Give the number of a column: A → 1, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
