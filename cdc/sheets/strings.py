"""The texts of an .xlsx workbook: shared ones and those in cells, with the signs they write by number."""

from __future__ import annotations

import re
import zipfile
from typing import NamedTuple
from xml.etree import ElementTree as ET

from cdc.sheets import styles
from cdc.sheets.package import MAIN

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_T, _R, _SI, _LOOK = f"{MAIN}t", f"{MAIN}r", f"{MAIN}si", f"{MAIN}rPr"


class String(NamedTuple):
    """A text, and whether a piece of it is struck out."""

    text: str
    is_struck: bool = False


def shared(container: zipfile.ZipFile, path: str | None) -> list[String]:
    """Read the texts that cells name by number."""
    if path is None:
        return []
    found = []
    with container.open(path) as stream:
        for _, element in ET.iterparse(stream):  # noqa: S314 - in a child under limits; DOCTYPE was refused before
            if element.tag == _SI:
                found.append(of(element))
                element.clear()
    return found


def of(element: ET.Element) -> String:
    """Give the text of an element; the reading aids of Asian scripts are none of it."""
    if len(element) == 1 and element[0].tag == _T:
        return String(decoded(element[0].text or ""))
    parts, is_struck = [], False
    for part in element:
        if part.tag == _T:
            parts.append(part.text or "")
        elif part.tag == _R:
            text = part.findtext(_T) or ""
            parts.append(text)
            is_struck = is_struck or (bool(text.strip()) and styles.is_struck(part.find(_LOOK)))
    return String(decoded("".join(parts)), is_struck)


def decoded(text: str) -> str:
    """Give a text with the signs that it writes by number: `_x000D_`."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
