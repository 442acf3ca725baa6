"""The parts of a Word file that hold text and remarks, found through the relationships between them."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdc.exchange.markup import MarkupError, parse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_PART = 64 * 1024 * 1024
MAX_PARTS = 5000
MAX_SWELLING, SMALL = 200, 4 * 1024 * 1024
"""So many times larger than packed, a part above the small size was made to fill memory: texts swell 10 to 30 times."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TROUBLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError)
_COMMENTS = ("comments", "commentsExtended")  # some programs write them and name no relationship
_STORIES = ("header", "footer", "footnotes", "endnotes")


class DamagedError(Exception):
    """A file is no Word document that we read: the part, and the key of the reason."""

    def __init__(self, part: str, why: str) -> None:
        super().__init__(part, why)
        self.part, self.why = part, why


@dataclass(frozen=True, slots=True)
class Package:
    """The main text, the comments with what is known of their answers, and the other stories by kind."""

    document: Element
    comments: Element | None
    answers: Element | None
    stories: tuple[tuple[str, Element], ...]


def check(content: bytes) -> None:
    """Refuse what is no container, or would swell beyond measure, before anything is unpacked."""
    if not content.startswith(b"PK"):
        raise DamagedError("", _kind_of(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            entries = container.infolist()
    except _TROUBLE as error:
        raise DamagedError("", "what.damaged") from error
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > 4 * MAX_PART:
        raise DamagedError("", "what.too_much")
    for entry in entries:
        if entry.file_size > max(SMALL, MAX_SWELLING * entry.compress_size):
            raise DamagedError(entry.filename, "what.too_much")
    if len({entry.filename for entry in entries}) != len(entries):
        raise DamagedError("", "what.damaged")


def _kind_of(content: bytes) -> str:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "what.protected" if "EncryptedPackage".encode("utf-16-le") in content else "what.old_word"
    heads = ((b"%PDF", "what.pdf"), (b"{\\rtf", "what.text"), (b"", "what.other"))
    return next(kind for head, kind in heads if content.startswith(head)) if content else "what.empty"


def opened(content: bytes) -> Package:
    """Unpack and parse the parts of a file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            return _Container(container).package()
    except _TROUBLE as error:
        raise DamagedError("", "what.damaged") from error


class _Container:
    """An open container; names of parts are found whatever their case and slashes."""

    def __init__(self, container: zipfile.ZipFile) -> None:
        self.container = container
        self.names: Mapping[str, str] = {_plain(name): name for name in container.namelist()}

    def package(self) -> Package:
        main = next((part for kind, part in self._related("") if kind == "officeDocument"), "word/document.xml")
        document = self._parsed(main)
        if document is None or document.tag != f"{W}document":
            raise DamagedError(main, "what.other")
        related = list(self._related(main))
        found = {kind: self._parsed(posixpath.join(posixpath.dirname(main), f"{kind}.xml")) for kind in _COMMENTS}
        found |= {kind: self._parsed(part) for kind, part in related if kind in _COMMENTS}
        stories = [(kind, self._parsed(part)) for kind, part in related if kind in _STORIES]
        told = tuple((kind, story) for kind, story in stories if story is not None)
        return Package(document, found.get("comments"), found.get("commentsExtended"), told)

    def _related(self, part: str) -> Iterator[tuple[str, str]]:
        """Give the kind and name of each part that a part names."""
        folder, name = posixpath.split(part)
        relations = self._parsed(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relation in relations.iter(_RELATION) if relations is not None else ():
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                yield relation.get("Type", "").rpartition("/")[2], target.lstrip("/")

    def _parsed(self, part: str) -> Element | None:
        """Parse a part; None when the container has none of that name."""
        name = self.names.get(_plain(part))
        if name is None:
            return None
        with self.container.open(name) as stream:
            text = stream.read(MAX_PART + 1)
        if len(text) > MAX_PART:
            raise DamagedError(part, "what.too_much")
        try:
            return parse(text.replace(_STRICT, W.strip("{}").encode())).root
        except MarkupError as error:
            raise DamagedError(f"{part}:{error.line}", "what.damaged") from error


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
