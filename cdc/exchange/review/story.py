"""Walk the text of a Word file: its paragraphs in order, what was put in or taken out, where comments stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Literal

from cdc.exchange.review.package import W
from cdc.exchange.review.remark import Kind, Part

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PUT: dict[str, Kind] = {f"{W}ins": "insertion", f"{W}moveTo": "move_to", f"{W}cellIns": "insertion"}
GONE: dict[str, Kind] = {f"{W}del": "deletion", f"{W}moveFrom": "move_from", f"{W}cellDel": "deletion"}
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SIGNS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "\u2011"}
_PASSED_OVER = {f"{W}{name}" for name in ("rPr", "sectPr", "tblPr", "tblGrid", "instrText", "delInstrText")}
_OBJECTS = {f"{W}drawing", f"{W}pict", f"{W}object"}
OBJECT = "\ufffc"
"""Stands for a picture that was put in or taken out."""
END = "\n"
"""Stands for the end of a paragraph that was put in or taken out."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Who changed what, when; a move has a name that both its ends share."""

    kind: Kind
    author: str
    date: str
    move: str = ""


@dataclass(slots=True)
class Spot:
    """Where something stands: the entry, known once its id is read, and the chapter."""

    entry: str = ""
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one state: put in, taken out, both, or neither."""

    text: str
    put: Mark | None = None
    gone: Mark | None = None


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph: where it stands, its spans, and what happened to its end."""

    story: int
    part: Part
    spot: Spot
    spans: list[Span] = field(default_factory=list)
    end: Span = field(default_factory=lambda: Span(END))

    def text(self, *, without: Literal["put", "gone"]) -> str:
        """Give the text as it was (without what was put in) or as it will be (without what is gone)."""
        return "".join(span.text for span in self.spans if getattr(span, without) is None)


Step = tuple[Literal["text", "begin", "finish"], Paragraph | None, "Span | str"]
"""A stretch of text, or a comment that begins or ends there."""


def _of(node: Element, attribute: str) -> str:
    return node.get(f"{W}{attribute}", "")


@dataclass
class Walk:
    """Walks stories, knowing at each point what holds there."""

    steps: list[Step] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    notes: dict[tuple[str, str], Spot] = field(default_factory=dict)
    spot: Spot = field(default_factory=Spot)
    _here: Paragraph | None = None
    _part: Part = ""
    _story: int = 0
    _stories: int = 0
    _in_row: bool = False
    _put: Mark | None = None
    _gone: Mark | None = None
    _move: dict[str, str] = field(default_factory=dict)
    _ids: dict[str, list[str]] = field(default_factory=dict)
    _found: str = ""

    def body(self, document: Element) -> None:
        """Walk the main text."""
        self._inside(document)

    def story(self, kind: str, root: Element) -> None:
        """Walk a header, a footer, or the notes, which stand where the text refers to them."""
        part: Part = kind.removesuffix("s")  # type: ignore[assignment] # the kinds of stories are parts
        for node in root if kind in ("footnotes", "endnotes") else (root,):
            spot = self.notes.get((part, _of(node, "id")), Spot())
            with self._apart(part, spot):
                self._inside(node)

    @contextmanager
    def _apart(self, part: Part, spot: Spot) -> Iterator[None]:
        """Walk a text of its own inside or beside another."""
        kept = self._here, self._part, self._story, self.spot, self._in_row
        self._stories += 1
        self._here, self._part, self._story, self.spot, self._in_row = None, part, self._stories, spot, True
        yield
        self._here, self._part, self._story, self.spot, self._in_row = kept

    def _inside(self, node: Element) -> None:
        for part in node:
            self._node(part)

    def _node(self, node: Element) -> None:
        """Read a node and all under it."""
        tag = node.tag
        if tag in _PASSED_OVER:
            return
        if tag in PUT or tag in GONE:
            with self._changed(node):
                self._inside(node)
        elif tag in (f"{W}t", f"{W}delText", _MATHS):
            self._say(node.text or "")
        elif tag in _SIGNS:
            self._say(_SIGNS[tag])
        elif tag in self._handled:
            self._handled[tag](self, node)
        else:
            if tag in _OBJECTS and (self._put or self._gone):
                self._say(OBJECT)
            self._inside(node)

    @contextmanager
    def _changed(self, *nodes: Element) -> Iterator[None]:
        kept = self._put, self._gone
        for node in nodes:
            kind = PUT.get(node.tag) or GONE[node.tag]
            move = next(reversed(self._move.values()), "") if kind in ("move_from", "move_to") else ""
            mark = Mark(kind, _of(node, "author"), _of(node, "date"), move)
            if node.tag in PUT:
                self._put = mark
            else:
                self._gone = mark
        yield
        self._put, self._gone = kept

    def _say(self, text: str) -> None:
        if self._here is None or not text:
            return
        span = Span(text, self._put, self._gone)
        self._here.spans.append(span)
        self.steps.append(("text", self._here, span))
        if self._put is None:
            for pieces in self._ids.values():
                pieces.append(text)

    def _paragraph(self, node: Element) -> None:
        properties = node.find(f"{W}pPr")
        kept = self._here, self._found
        here = Paragraph(self._story, self._part, self.spot if self._in_row else replace(self.spot))
        self._here, self._found = here, ""
        self.paragraphs.append(here)
        for part in node:
            if part is not properties:
                self._node(part)
        ends = properties.findall(f"{W}rPr/*") if properties is not None else []
        with self._changed(*(mark for mark in ends if mark.tag in PUT or mark.tag in GONE)):
            here.end = Span(END, self._put, self._gone)
        self.steps.append(("text", here, here.end))
        style = (
            next((_of(found, "val") for found in properties.iter(f"{W}pStyle")), "") if properties is not None else ""
        )
        if not self._in_row:
            self._place(here, style)
        elif self._found and not self.spot.entry:
            self.spot.entry = self._found
        self._here, self._found = kept

    def _place(self, here: Paragraph, style: str) -> None:
        """Say where a paragraph stands: a heading opens a chapter, an id an entry, and other styles close it."""
        if style.startswith("Heading"):
            here.spot.entry, here.spot.chapter = "", here.text(without="put").strip()
        elif self._found:
            here.spot.entry = self._found
        elif not style.startswith("Requirement"):
            here.spot.entry = ""
        self.spot = here.spot

    def _row(self, node: Element) -> None:
        kept = self.spot, self._in_row
        self.spot, self._in_row = Spot("", self.spot.chapter), True
        properties = node.find(f"{W}trPr")
        marks = [mark for mark in properties if mark.tag in PUT or mark.tag in GONE] if properties is not None else []
        with self._changed(*marks):
            for part in node:
                if part is not properties:
                    self._node(part)
        self.spot, self._in_row = kept

    def _cell(self, node: Element) -> None:
        properties = node.find(f"{W}tcPr")
        marks = [mark for mark in properties if mark.tag in PUT or mark.tag in GONE] if properties is not None else []
        with self._changed(*marks):
            for part in node:
                if part is not properties:
                    self._node(part)

    def _box(self, node: Element) -> None:
        with self._apart("text_box", self._here.spot if self._here else self.spot):
            self._inside(node)

    def _choose(self, node: Element) -> None:
        """Read one of the alternatives, which say the same to newer and older programs."""
        if len(node):
            self._inside(node[0])

    def _bookmark(self, node: Element) -> None:
        name = _of(node, "name")
        if name.startswith("id_") and not name.startswith("id_h_"):
            self._ids[_of(node, "id")] = []

    def _bookmark_end(self, node: Element) -> None:
        said = "".join(self._ids.pop(_of(node, "id"), [])).strip()
        self._found = self._found or said

    def _note(self, node: Element) -> None:
        if self._here is not None:
            self.notes[node.tag.removeprefix(W).removesuffix("Reference"), _of(node, "id")] = self._here.spot

    def _symbol(self, node: Element) -> None:
        code = int(_of(node, "char") or "0", 16)
        self._say(chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else "\ufffd")

    def _comment(self, node: Element) -> None:
        step: Literal["begin", "finish"] = "finish" if node.tag == f"{W}commentRangeEnd" else "begin"
        self.steps.append((step, self._here, _of(node, "id")))
        if node.tag == f"{W}commentReference":
            self.steps.append(("finish", self._here, _of(node, "id")))

    def _moving(self, node: Element) -> None:
        self._move[_of(node, "id")] = _of(node, "name")

    def _moved(self, node: Element) -> None:
        self._move.pop(_of(node, "id"), None)

    _handled: ClassVar[Mapping[str, Callable[[Walk, Element], None]]] = {
        f"{W}p": _paragraph,
        f"{W}tr": _row,
        f"{W}tc": _cell,
        f"{W}txbxContent": _box,
        _CHOICE: _choose,
        f"{W}bookmarkStart": _bookmark,
        f"{W}bookmarkEnd": _bookmark_end,
        f"{W}footnoteReference": _note,
        f"{W}endnoteReference": _note,
        f"{W}sym": _symbol,
        f"{W}commentRangeStart": _comment,
        f"{W}commentRangeEnd": _comment,
        f"{W}commentReference": _comment,
        f"{W}moveFromRangeStart": _moving,
        f"{W}moveToRangeStart": _moving,
        f"{W}moveFromRangeEnd": _moved,
        f"{W}moveToRangeEnd": _moved,
    }
