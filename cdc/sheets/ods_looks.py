"""How the cells of an OpenDocument spreadsheet look: struck out or unseen; and what pages say at their edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from cdc.sheets import colours, package, parsed
from cdc.sheets.styles import PLAIN, SMALLEST, Style

TABLE, TEXT, OFFICE, STYLE = (
    "{urn:oasis:names:tc:opendocument:xmlns:" + name + ":1.0}" for name in ("table", "text", "office", "style")
)
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
LINK = "{http://www.w3.org/1999/xlink}href"
_FIELDS = frozenset({"sheet-name", "page-number", "page-count", "date", "time", "title", "file-name"})
_MARGINS = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")
Element = ET.Element


@dataclass(frozen=True, slots=True)
class _Look:
    """What a style says; nothing where its parent decides."""

    parent: str = ""
    ink: str = ""
    ground: str = ""
    size: float = 0
    is_struck: bool = False
    rules: tuple[str, ...] = ()
    """Styles that a condition puts over it."""


class Looks:
    """The looks of a spreadsheet by the names of its styles."""

    def __init__(self, content: Element, shared: Element | None) -> None:
        roots = [root for root in (shared, content) if root is not None]
        self._found = {
            style.get(f"{STYLE}name", ""): _look(style) for root in roots for style in root.iter(f"{STYLE}style")
        }
        self.masters = {
            master.get(f"{STYLE}name", ""): master for root in roots for master in root.iter(f"{STYLE}master-page")
        }
        self._whole: dict[str, Style] = {}

    def of(self, name: str | None) -> Style:
        """Give the look of a cell by the name of its style."""
        if not name or name not in self._found:
            return PLAIN
        if name not in self._whole:
            look = self._resolved(name)
            unseen = _unseen(look) or ("condition" if any(_unseen(self._resolved(rule)) for rule in look.rules) else "")
            self._whole[name] = Style(is_struck=look.is_struck, unseen=unseen)
        return self._whole[name]

    def _resolved(self, name: str) -> _Look:
        """Give a look with what its parents say; a circle of parents ends it."""
        look, seen = self._found.get(name, _Look()), {name}
        parent = look.parent
        while parent and parent not in seen and parent in self._found:
            seen.add(parent)
            above = self._found[parent]
            look = replace(
                look, ink=look.ink or above.ink, ground=look.ground or above.ground, size=look.size or above.size
            )
            parent = above.parent
        return look


def _look(style: Element) -> _Look:
    look = _Look(style.get(f"{STYLE}parent-style-name", ""))
    for part in style:
        if part.tag == f"{STYLE}text-properties":
            lines = {part.get(f"{STYLE}text-line-through-{key}", "none") for key in ("style", "type")}
            size = part.get(f"{FO}font-size", "")
            points = float(size[:-2]) if size.endswith("pt") else 0
            look = replace(look, ink=_colour(part, "color"), size=points, is_struck=lines != {"none"})
        elif part.tag == f"{STYLE}table-cell-properties":
            look = replace(look, ground=_colour(part, "background-color"))
        elif part.tag == f"{STYLE}map":
            look = replace(look, rules=(*look.rules, part.get(f"{STYLE}apply-style-name", "")))
    return look


def _colour(part: Element, name: str) -> str:
    value = part.get(f"{FO}{name}", "")
    return value[1:].upper() if value.startswith("#") and len(value) == 7 else ""


def _unseen(look: _Look) -> str:
    if look.size and look.size < SMALLEST:
        return "size"
    return "" if colours.is_seen(look.ink or colours.BLACK, look.ground or colours.WHITE) else "colour"


def margins(master: Element) -> Iterator[str]:
    """Give what the headers and footers of printed pages say beyond the sheet's name, a date and a page number."""
    for name in _MARGINS:
        margin = master.find(f"{STYLE}{name}")
        if margin is None or margin.get(f"{STYLE}display") == "false":
            continue
        for paragraph in margin.iter(f"{TEXT}p"):
            said = parsed.clean(_said(paragraph))
            is_number = paragraph.find(f".//{TEXT}page-number") is not None and len(said.split()) <= 2
            if said and not is_number:
                yield said


def _said(element: Element) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        if part.tag.removeprefix(TEXT) not in _FIELDS:
            yield from _said(part)
        yield part.tail or ""


def prompts(root: Element) -> Mapping[str, list[list[object]]]:
    """Give what is shown beside a cell that is chosen, by the name of its sheet."""
    found: dict[str, list[list[object]]] = {}
    for rule in root.iter(f"{TABLE}content-validation"):
        message = rule.find(f"{TABLE}help-message")
        name, _, cell = rule.get(f"{TABLE}base-cell-address", "").rpartition(".")
        if message is not None:
            said = parsed.clean([message.get(f"{TABLE}title", ""), " ", *message.itertext()])
            if said:
                found.setdefault(name.strip("'$"), []).append([*package.at(cell), said])
    return found


def disguised(table: Element, looks: Looks) -> Iterator[list[int]]:
    """Give the areas in which a condition hides text."""
    for rule in table.iter(f"{CALC}conditional-format"):
        names: Iterable[str] = (part.get(f"{CALC}apply-style-name", "") for part in rule)
        if any(looks.of(name).unseen or looks.of(name).is_struck for name in names):
            for area in rule.get(f"{CALC}target-range-address", "").split()[:50]:
                first, _, last = area.partition(":")
                ends = (first.rpartition(".")[2], (last or first).rpartition(".")[2])
                yield [*package.at(ends[0]), *package.at(ends[1])]
