"""A review in Word comes back: comments and tracked changes of a specification, each with the requirement it stands at."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Literal

from cdc.errors import NotAWordFileError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_PART = 64 * 1024 * 1024
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHANGES: dict[str, Literal["insertion", "deletion"]] = {f"{W}ins": "insertion", f"{W}del": "deletion"}


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reviewer left: `id` of the requirement (or other entry) it stands at, if any, and the chapter."""

    id: str
    chapter: str
    kind: Literal["comment", "insertion", "deletion"]
    author: str
    date: str
    about: str
    text: str


def read_review(name: str, content: bytes) -> tuple[Remark, ...]:
    """Give comments and tracked changes in the order of the text; a comment on nothing in the text comes last.

    The file comes from outside: its size is bounded, and XML that declares entities is refused. Raises NotAWordFileError.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            document = _part(container, name, "word/document.xml")
            comments = _part(container, name, "word/comments.xml")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise NotAWordFileError(path=name) from error
    if document is None:
        raise NotAWordFileError(path=name)
    notes = {_of(note, "id"): note for note in comments.iter(f"{W}comment")} if comments is not None else {}
    reader = _Reader(notes)
    reader.walk(document)
    return tuple(reader.finished())


def _part(container: zipfile.ZipFile, name: str, part: str) -> Element | None:
    """Parse one part; None when the container has none of that name."""
    from xml.etree.ElementTree import ParseError, fromstring

    if part not in container.namelist():
        return None
    with container.open(part) as stream:
        text = stream.read(MAX_PART + 1)
    if len(text) > MAX_PART or text.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<!" in text.replace(b"<!--", b""):
        raise NotAWordFileError(path=name)
    try:
        return fromstring(text)  # noqa: S314 - no declarations: nothing that expands or reaches out
    except (ParseError, ValueError, LookupError) as error:
        raise NotAWordFileError(path=name) from error


def _of(node: Element, attribute: str) -> str:
    return node.get(f"{W}{attribute}", "")


def _text(node: Element) -> str:
    """Give the text under a node: runs, deleted runs, breaks; paragraphs apart."""
    pieces: list[str] = []
    for part in node.iter():
        if part.tag in (f"{W}t", f"{W}delText"):
            pieces.append(part.text or "")
        elif part.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            pieces.append(" ")
        elif part.tag == f"{W}p" and pieces:
            pieces.append("\n")
    return "".join(pieces).strip()


@dataclass
class _Reader:
    """Walks the text, knowing at each point which entry and chapter it is in, and which comments are open."""

    notes: dict[str, Element]
    remarks: list[Remark] = field(default_factory=list)
    chapter: str = ""
    entry: str = ""
    in_row: bool = False
    open: dict[str, tuple[int, list[str]]] = field(default_factory=dict)

    def walk(self, node: Element) -> None:
        """Read a node and all under it."""
        if node.tag == f"{W}p":
            self._paragraph(node)
        elif node.tag == f"{W}tr":
            outer = self.entry, self.in_row
            self.entry, self.in_row = next(_marks(node), ""), True
            self._inside(node)
            self.entry, self.in_row = outer
        elif node.tag in CHANGES:
            self._change(node, CHANGES[node.tag])
        else:
            self._point(node)
            self._inside(node)

    def _inside(self, node: Element) -> None:
        for part in node:
            self.walk(part)

    def _paragraph(self, node: Element) -> None:
        style = next((_of(found, "val") for found in node.iter(f"{W}pStyle")), "")
        marked = next(_marks(node), "")
        if style.startswith("Heading"):
            self.chapter, self.entry = _text(node), ""
        elif marked and not self.in_row:
            self.entry = marked
        elif not self.in_row and not style.startswith("Requirement"):
            self.entry = ""
        self._inside(node)

    def _point(self, node: Element) -> None:
        """Open or close a comment, or take the text that open comments are about."""
        if node.tag == f"{W}commentRangeStart":
            self._begin(_of(node, "id"))
        elif node.tag == f"{W}commentReference" and _of(node, "id") not in self.open:
            self._begin(_of(node, "id"))
            self._end(_of(node, "id"))
        elif node.tag == f"{W}commentRangeEnd":
            self._end(_of(node, "id"))
        elif node.tag == f"{W}t":
            for _, pieces in self.open.values():
                pieces.append(node.text or "")

    def _begin(self, number: str) -> None:
        if number in self.notes:
            note = self.notes[number]
            self.open[number] = (len(self.remarks), [])
            self.remarks.append(self._remark("comment", note, _text(note)))

    def _end(self, number: str) -> None:
        at, pieces = self.open.pop(number, (-1, []))
        if at >= 0:
            from dataclasses import replace

            self.remarks[at] = replace(self.remarks[at], about="".join(pieces).strip())
            del self.notes[number]

    def _change(self, node: Element, kind: Literal["insertion", "deletion"]) -> None:
        text = _text(node)
        last = self.remarks[-1] if self.remarks else None
        found = self._remark(kind, node, text)
        if (
            text
            and last
            and (last.kind, last.author, last.id, last.chapter) == (kind, found.author, found.id, found.chapter)
        ):
            self.remarks[-1] = self._remark(kind, node, last.text + text)
        elif text:
            self.remarks.append(found)
        self._inside(node)

    def _remark(self, kind: Literal["comment", "insertion", "deletion"], node: Element, text: str) -> Remark:
        return Remark(self.entry, self.chapter, kind, _of(node, "author"), _of(node, "date"), "", text)

    def finished(self) -> Iterator[Remark]:
        """Give what was found, then comments that stand nowhere in the text."""
        yield from self.remarks
        self.chapter = self.entry = ""
        shown = set(self.open)
        yield from (self._remark("comment", note, _text(note)) for id_, note in self.notes.items() if id_ not in shown)


def _marks(node: Element) -> Iterator[str]:
    """Give the ids that bookmarks of the specification mark under a node: the text between start and end."""
    ends: dict[str, list[str]] = {}
    for part in node.iter():
        if (
            part.tag == f"{W}bookmarkStart"
            and _of(part, "name").startswith("id_")
            and not _of(part, "name").startswith("id_h_")
        ):
            ends[_of(part, "id")] = []
        elif part.tag == f"{W}bookmarkEnd" and _of(part, "id") in ends:
            yield "".join(ends.pop(_of(part, "id"))).strip()
        elif part.tag == f"{W}t":
            for pieces in ends.values():
                pieces.append(part.text or "")


def as_yaml(remarks: tuple[Remark, ...], source: str) -> str:
    """Write remarks as YAML by id, one line each; quoted texts are JSON, which is YAML."""
    lines = [f"# Read from {source}.", "remarks:" if remarks else "remarks: []"]
    for remark in remarks:
        pairs = ((item.name, getattr(remark, item.name)) for item in fields(remark))
        shown = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in pairs if value)
        lines.append(f"  - {{{', '.join(shown)}}}")
    return "\n".join(lines) + "\n"
