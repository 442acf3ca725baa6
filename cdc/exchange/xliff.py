"""Translations as XLIFF 1.2, which translators' programs read and write (OASIS, XLIFF Version 1.2, 2008)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, indent, tostring

from cdc.errors import NotXliffError
from cdc.findings import Place
from cdc.model.translation import Returned, Unit

NS = "urn:oasis:names:tc:xliff:document:1.2"
MAX_BYTES = 32 * 1024 * 1024
_STATES = {"missing": "new", "stale": "needs-review-translation", "translated": "translated"}
_PRESERVED = "{http://www.w3.org/XML/1998/namespace}space"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(units: Sequence[Unit], *, original: str, source: str, target: str) -> bytes:
    """Write units as one file of XLIFF; the id of each is its key."""
    root = Element("xliff", {"version": "1.2", "xmlns": NS})
    facts = {"original": original, "datatype": "plaintext", "source-language": source, "target-language": target}
    body = SubElement(SubElement(root, "file", facts), "body")
    for unit in units:
        node = SubElement(body, "trans-unit", {"id": unit.key, _PRESERVED: "preserve"})
        SubElement(node, "source").text = _CONTROL.sub("\ufffd", unit.source)
        SubElement(node, "target", {"state": _STATES[unit.state]}).text = _CONTROL.sub("\ufffd", unit.target) or None
    indent(root, " ")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def read(name: str, content: bytes) -> tuple[str, list[Returned]]:
    """Give the target language and what came back; declarations, damage and other kinds of file are refused."""
    if (
        len(content) > MAX_BYTES
        or content.startswith((b"\xff\xfe", b"\xfe\xff"))
        or b"<!" in content.replace(b"<!--", b"")
    ):
        raise NotXliffError(path=name)
    try:
        root = fromstring(content)  # noqa: S314 - no declarations: nothing that expands or reaches out
    except (ParseError, ValueError, LookupError) as error:
        raise NotXliffError(path=name) from error
    files = root.findall(f"{{{NS}}}file")
    if root.tag != f"{{{NS}}}xliff" or not files:
        raise NotXliffError(path=name)
    returned = [
        Returned(
            node.get("id", ""), _text(node, "source"), _text(node, "target"), Place(f"{name}#{node.get('id', '')}")
        )
        for node in root.iter(f"{{{NS}}}trans-unit")
    ]
    return files[0].get("target-language", ""), returned


def _text(node: Element, tag: str) -> str:
    found = node.find(f"{{{NS}}}{tag}")
    return "".join(found.itertext()) if found is not None else ""
