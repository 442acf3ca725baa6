"""Translations as XLIFF, which translators' programs read and write (OASIS: version 1.2 of 2008, 2.0 of 2014)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from cdc.errors import NotXliffError
from cdc.exchange.markup import Markup, MarkupError, parse
from cdc.findings import Finding, Place
from cdc.model.translation import Delivery, Returned, Standing, State, Unit, language_of

Version = Literal["1.2", "2.0"]
MAX_BYTES = 32 * 1024 * 1024
NAMESPACES: dict[str, str] = {f"urn:oasis:names:tc:xliff:document:{version}": version for version in ("1.2", "2.0")}
_STATES: dict[Version, dict[State, str]] = {
    "1.2": {
        "missing": "new",
        "stale": "needs-review-translation",
        "review": "needs-review-translation",
        "translated": "translated",
    },
    "2.0": {"missing": "", "stale": "initial", "review": "initial", "translated": "translated"},
}
_STANDINGS: dict[str, Standing] = {
    "needs-translation": "open",
    "needs-adaptation": "open",
    "needs-l10n": "open",
    "needs-review-translation": "review",
    "needs-review-adaptation": "review",
    "needs-review-l10n": "review",
    "initial": "review",
    "translated": "translated",
    "reviewed": "final",
    "final": "final",
    "signed-off": "final",
}
"""What a state says; `new`, no state and words of other programs say nothing."""
_RANK: tuple[Standing, ...] = ("open", "review", "", "translated", "final")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(units: Sequence[Unit], *, original: str, source: str, target: str, version: Version = "1.2") -> bytes:
    """Write units as one file of XLIFF; the id of each is its key."""
    root = Element("xliff", {"version": version, "xmlns": f"urn:oasis:names:tc:xliff:document:{version}"})
    if version == "1.2":
        facts = {"original": original, "datatype": "plaintext", "source-language": source, "target-language": target}
        body = SubElement(SubElement(root, "file", facts), "body")
    else:
        root.attrib |= {"srcLang": source, "trgLang": target}
        body = SubElement(root, "file", {"id": "f1", "original": original})
    for unit in units:
        _write_unit(body, unit, version)
    indent(root, " ")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _write_unit(body: Element, unit: Unit, version: Version) -> None:
    stated = _STATES[version][unit.state]
    state = {"state": stated} if stated else {}
    said = _CONTROL.sub("\ufffd", unit.target) or None
    if version == "1.2":
        node = SubElement(body, "trans-unit", {"id": unit.key, "extradata": unit.sent, _SPACE: "preserve"})
        SubElement(node, "source").text = _CONTROL.sub("\ufffd", unit.source)
        SubElement(node, "target", state).text = said
        return
    unit_node = SubElement(body, "unit", {"id": unit.key, "name": unit.sent, _SPACE: "preserve"})
    node = SubElement(unit_node, "segment", state)
    SubElement(node, "source").text = _CONTROL.sub("\ufffd", unit.source)
    if said:
        SubElement(node, "target").text = said


def read(name: str, content: bytes) -> tuple[Delivery | None, tuple[Finding, ...]]:
    """Give what came back; a file that is no XLIFF raises NotXliffError, what stands wrong in one is a finding."""
    if len(content) > MAX_BYTES:
        raise NotXliffError(path=name, why=f"> {MAX_BYTES // 1024 // 1024} MiB")
    try:
        markup = parse(content)
    except MarkupError as error:
        raise NotXliffError(path=f"{name}:{error.line}", why=error.why) from error
    space = markup.root.tag.partition("}")[0] + "}"
    version = NAMESPACES.get(space.strip("{}"), "")
    files = markup.root.findall(f"{space}file")
    if markup.root.tag != f"{space}xliff" or not version or not files:
        raise NotXliffError(path=name, why=markup.root.tag.replace("{", "").replace("}", " "))
    reading = _Reading(name, markup, space, version)
    return reading.delivery(files)


class _Reading:
    """One file being read: its tree, its version, what was found wrong so far."""

    def __init__(self, name: str, markup: Markup, space: str, version: str) -> None:
        self.name, self.markup, self.space, self.version = name, markup, space, version
        self.findings: list[Finding] = []

    def delivery(self, files: Sequence[Element]) -> tuple[Delivery | None, tuple[Finding, ...]]:
        """Give the texts of all parts, which must be in one pair of languages."""
        pairs = {self._languages(file): file for file in files}
        if len(pairs) > 1:
            named = ", ".join(" → ".join(pair) for pair in pairs)
            return None, (Finding("CDC281", self._place(list(pairs.values())[1]), {"languages": named}),)
        ((source, target), first) = next(iter(pairs.items()))
        texts = tuple(text for file in files for text in self._texts(file))
        return Delivery(self._place(first), source, target, texts), tuple(self.findings)

    def _place(self, node: Element) -> Place:
        return Place(self.name, self.markup.lines[node], 1)

    def _languages(self, file: Element) -> tuple[str, str]:
        node, keys = (
            (file, ("source-language", "target-language"))
            if self.version == "1.2"
            else (self.markup.root, ("srcLang", "trgLang"))
        )
        source, target = (language_of(node.get(key, "")) for key in keys)
        return source, target

    def _texts(self, file: Element) -> Iterator[Returned]:
        kind, one = ("trans-unit", self._of_one) if self.version == "1.2" else ("unit", self._of_segments)
        for node in file.iter(f"{self.space}{kind}"):
            yield one(node)

    def _of_one(self, node: Element) -> Returned:
        key, target = node.get("id", ""), node.find(f"{self.space}target")
        standing = _STANDINGS.get(target.get("state", ""), "") if target is not None else ""
        if node.get("approved") == "yes":
            standing = "final"
        source, said = (self._text(key, node.find(f"{self.space}{tag}")) for tag in ("source", "target"))
        return Returned(key, source, said, self._place(node), standing, node.get("extradata", ""))

    def _of_segments(self, node: Element) -> Returned:
        """Join the segments of a unit: programs cut texts into sentences; the least finished one counts."""
        key, parts = (
            node.get("id", ""),
            [part for part in node if part.tag in (f"{self.space}segment", f"{self.space}ignorable")],
        )
        sources = [self._text(key, part.find(f"{self.space}source")) for part in parts]
        targets = [part.find(f"{self.space}target") for part in parts]
        said = [self._text(key, target) for target in targets]
        cut = [part.tag.endswith("}segment") for part in parts]
        standings = [_STANDINGS.get(part.get("state", ""), "") for part in parts if part.tag.endswith("}segment")]
        lacks = any(is_segment and not text.strip() for is_segment, text in zip(cut, said, strict=True))
        standing: Standing = "open" if lacks and any(said) else min(standings, key=_RANK.index, default="")
        whole = "".join(
            source if target is None and not is_segment else text
            for source, target, text, is_segment in zip(sources, targets, said, cut, strict=True)
        )
        said_whole = whole if any(said) else ""
        return Returned(key, "".join(sources), said_whole, self._place(node), standing, node.get("name", ""))

    def _text(self, key: str, node: Element | None) -> str:
        """Give the text of an element; a code that stands for something we never sent is a finding."""
        if node is None:
            return ""
        codes = [part for part in node.iter() if part is not node and not len(part) and not part.text]
        if codes:
            facts = {"key": key, "what": codes[0].tag.partition("}")[2]}
            self.findings.append(Finding("CDC282", self._place(codes[0]), facts))
        return "".join(node.itertext())
