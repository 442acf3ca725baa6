"""Check the container of an untrusted workbook, then have it parsed by a child process under limits."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from itertools import product
from queue import SimpleQueue
from typing import Any, TypeVar

from cdc import isolated
from cdc.findings import Finding, Phrase, Place
from cdc.sheets import text as plain_text
from cdc.sheets.grid import Area, Cell, Sheet, Shown, Workbook

MAX_FILE = 20 * 1024 * 1024
MAX_INFLATED = 64 * 1024 * 1024
MAX_ENTRIES = 2000
MAX_ROW, MAX_COLUMN = 100_000, 200
SECONDS = 60
TASKS = "cdc.sheets.child"
CHILDREN = min(os.cpu_count() or 1, 2)
AHEAD = 3
"""So many groups of workbooks wait, at most, for whoever asked."""
T = TypeVar("T")
Files = Sequence[tuple[str, bytes]]
"""Names and contents."""
Parse = Callable[[bytes], bytes]
ENDINGS = (".csv", ".tsv")
"""Names under which a single sheet comes as text."""
Opened = tuple[Workbook | None, tuple[Finding, ...]]
"""A workbook, or why there is none."""
_FORBIDDEN = {
    "vbaproject": "what.macros",
    "externallinks/": "what.links",
    "embeddings/": "what.objects",
    "activex/": "what.objects",
    "connections.xml": "what.links",
    "querytables/": "what.links",
}
_OPEN_DOCUMENT_FORBIDDEN = {"basic/": "what.macros", "scripts/": "what.macros", "object ": "what.objects"}
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_REFERENCE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)([0-9]+)"[^>]*>(?:</(?:\w+:)?c>)?')
_SHEET_PATH = re.compile(rb"<Relationship\b[^>]*>")
_NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"


def open_untrusted(name: str, content: bytes) -> Opened:
    """Read a workbook from bytes that nobody vouches for; refusals are findings."""
    return _opened(lambda work: isolated.run(TASKS, "parse", work, seconds=SECONDS), name, content)


def open_many(groups: Iterable[tuple[T, Files]]) -> Iterator[tuple[T, tuple[Opened, ...]]]:
    """Read groups of workbooks one after the other; the next ones are parsed meanwhile, few are held at a time.

    A child for each of two cores is kept, and forks for each file: no file meets what another one left behind.
    """
    with ExitStack() as kept, ThreadPoolExecutor(CHILDREN) as threads:
        free: SimpleQueue[isolated.Kept] = SimpleQueue()
        for _ in range(CHILDREN):
            free.put(kept.enter_context(isolated.Kept(TASKS, "parse", seconds=SECONDS)))
        waiting: deque[tuple[T, list[Future[Opened]]]] = deque()
        for group, files in groups:
            waiting.append((group, [threads.submit(_opened_by, free, *file) for file in files]))
            if len(waiting) > AHEAD:
                yield _finished(*waiting.popleft())
        while waiting:
            yield _finished(*waiting.popleft())


def _finished(group: T, results: Iterable[Future[Opened]]) -> tuple[T, tuple[Opened, ...]]:
    return group, tuple(result.result() for result in results)


def _opened_by(free: SimpleQueue[isolated.Kept], name: str, content: bytes) -> Opened:
    child = free.get()
    try:
        return _opened(child.run, name, content)
    finally:
        free.put(child)


def _opened(child: Parse, name: str, content: bytes) -> Opened:
    place = Place(name)
    refusal = next(_refusals(content, place), None)  # the first one is the cause
    if refusal is not None:
        return None, (refusal,)
    return _parse(child, name, content, place)


def _refusals(content: bytes, place: Place) -> Iterator[Finding]:
    if len(content) > MAX_FILE:
        yield Finding("CDC403", place, {"what": f"{len(content) // 1024 // 1024} MiB"})
        return
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            yield Finding("CDC425", place)
        else:
            yield Finding("CDC401", place, {"what": Phrase("what.old_excel")})
        return
    if not content.startswith(b"PK"):
        kind = _kind_of(content, place.file)
        if kind:
            yield Finding("CDC401", place, {"what": Phrase(kind)})
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            yield from _container(container, place)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        KeyError,
        OSError,
    ) as error:
        yield Finding("CDC402", place, {"what": str(error).strip("'\"") or type(error).__name__})


def _kind_of(content: bytes, name: str) -> str:
    """Say what a file is that is no container; nothing where it is a sheet saved as text."""
    head = content[:512].lstrip().lower()
    if not content:
        return "what.empty"
    if head.startswith((b"<!doctype html", b"<html")):
        return "what.html"
    if head.startswith(b"%pdf"):
        return "what.pdf"
    if name.lower().endswith(ENDINGS):
        return "" if plain_text.decoded(content) is not None else "what.encoding"
    return "what.text" if b"\0" not in content[:512] else "what.other"


def _container(container: zipfile.ZipFile, place: Place) -> Iterator[Finding]:
    entries = container.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_INFLATED:
        yield Finding(
            "CDC403", place, {"what": f"{sum(e.file_size for e in entries) // 1024 // 1024} MiB, {len(entries)}"}
        )
        return
    if len(set(names)) != len(names):
        yield Finding("CDC402", place, {"what": next(name for name in names if names.count(name) > 1)})
        return
    yield from _unwanted(container, names, place)
    yield from _contents(container, entries, place)


def _unwanted(container: zipfile.ZipFile, names: list[str], place: Place) -> Iterator[Finding]:
    """Look for what is no workbook, and for what has no place in an answer."""
    is_open = is_open_document(names)
    if is_open and "xl/workbook.xml" in names:  # two programs would see two workbooks
        yield Finding("CDC401", place, {"what": Phrase("what.other")})
    elif is_open and container.read("mimetype").strip() != _OPEN_DOCUMENT:
        yield Finding("CDC401", place, {"what": Phrase("what.opendocument")})
    elif ("content.xml" if is_open else "xl/workbook.xml") not in names:
        word = any(name.startswith("word/") for name in names)
        yield Finding("CDC401", place, {"what": Phrase("what.word" if word else "what.other")})
    forbidden = _OPEN_DOCUMENT_FORBIDDEN if is_open else _FORBIDDEN
    for name in names:
        found = next((what for part, what in forbidden.items() if part in name.lower()), None)
        if found:
            yield Finding("CDC404", place, {"what": Phrase(found)})


def is_open_document(names: Iterable[str]) -> bool:
    """Tell by the names of its parts whether a container is an OpenDocument file."""
    return "mimetype" in names


def _contents(container: zipfile.ZipFile, entries: list[zipfile.ZipInfo], place: Place) -> Iterator[Finding]:
    inflated, names = 0, {entry.filename for entry in entries}
    relations = "xl/_rels/workbook.xml.rels"
    listed = set() if is_open_document(names) else set(_listed_sheets(container.read(relations)))
    for entry in entries:
        with container.open(entry) as stream:  # reading to the end checks the CRC
            data = stream.read(MAX_INFLATED - inflated + 1)
            inflated += len(data)
        if inflated > MAX_INFLATED:
            yield Finding("CDC403", place, {"what": entry.filename})
            return
        yield from _part(entry.filename, data, place)
        if entry.filename in listed or entry.filename.startswith("xl/worksheets/sheet"):
            if _NAMESPACE not in data[:4096]:
                yield Finding("CDC445", place)
            yield from _cells(data, place)
    missing = sorted(listed - names)
    if missing:
        yield Finding("CDC402", place, {"what": missing[0]})


def _part(name: str, data: bytes, place: Place) -> Iterator[Finding]:
    """Look through one part before any library does; text of another width than UTF-8 would hide from this look."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or (name.endswith((".xml", ".rels", ".vml")) and _is_wide(data)):
        yield Finding("CDC402", place, {"what": f"{name}: DOCTYPE"})
    elif name == "META-INF/manifest.xml" and b"encryption-data" in data:
        yield Finding("CDC425", place)
    elif name == "content.xml" and b"<table:table-source" in data:
        yield Finding("CDC404", place, {"what": Phrase("what.links")})
    elif name == "xl/workbook.xml" and _STRICT in data[:4096]:
        yield Finding("CDC445", place)


def _is_wide(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]


def _cells(data: bytes, place: Place) -> Iterator[Finding]:
    """Look for cells far outside any form, and for cells stored twice: programs differ on which of the two counts."""
    seen: set[bytes] = set()
    for match in _REFERENCE.finditer(data):
        name = match[1] + match[2]
        is_empty = match[0].endswith((b"/>", b"c>"))
        if not is_empty and (int(match[2]) > MAX_ROW or _number(match[1]) > MAX_COLUMN):
            yield Finding("CDC403", place, {"what": name.decode()})
            return
        if name in seen:
            yield Finding("CDC402", place, {"what": name.decode()})
            return
        seen.add(name)


def _listed_sheets(relations: bytes) -> Iterator[str]:
    for match in _SHEET_PATH.finditer(relations):
        text = match[0].decode("utf-8", "replace")
        target = re.search(r'\bTarget="([^"]+)"', text)
        if target and "/worksheet" in text and 'TargetMode="External"' not in text:
            path = target[1]
            yield path.lstrip("/") if path.startswith("/") else f"xl/{path}"


def _number(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


def _parse(child: Parse, name: str, content: bytes, place: Place) -> Opened:
    try:
        found = json.loads(child(content))
    except isolated.TooLongError:
        return None, (Finding("CDC403", place, {"what": f"{SECONDS} s"}),)
    except isolated.RefusedError as error:
        return None, (Finding("CDC402", place, {"what": str(error)[:200]}),)
    if found["differs"]:
        return None, (Finding("CDC424", place, {"what": found["differs"]}),)
    return as_workbook(name, content, found), ()


def as_workbook(name: str, content: bytes, found: Mapping[str, Any]) -> Workbook:
    """Give a workbook from what the child process says of it."""
    sheets = tuple(_sheet(sheet) for sheet in found["sheets"])
    return Workbook(name, hashlib.sha256(content).hexdigest(), sheets, is_text=found.get("is_text", False))


def _sheet(data: dict[str, Any]) -> Sheet:
    """Give a sheet with what lies on it."""
    cells = {
        (row, column): Cell(row, column, kind, text, replaced, Shown(*shown) if shown else None, struck, unseen)
        for row, column, kind, text, replaced, shown, struck, unseen in data["cells"]
    }
    merged = tuple(map(tuple, data["merged"]))
    return Sheet(
        data["name"],
        data["hidden"],
        frozenset(data["hidden_rows"]),
        cells,
        frozenset(data["hidden_columns"]),
        _said(data["notes"]),
        tuple(data["drawings"]),
        merged,
        {at: cells.pop(at) for at in _under(cells, merged)},
        tuple(map(tuple, data["disguised"])),
        _said(data["prompts"]),
        _said(data["links"]),
    )


def _under(cells: Mapping[tuple[int, int], Cell], merged: Iterable[Area]) -> list[tuple[int, int]]:
    """Give the places of cells that joined areas cover; the first cell of an area is the one that is seen."""
    found: dict[tuple[int, int], None] = {}
    for top, left, bottom, right in merged:
        if (bottom - top + 1) * (right - left + 1) <= len(cells):
            inside: Iterable[tuple[int, int]] = product(range(top, bottom + 1), range(left, right + 1))
        else:
            inside = (at for at in cells if top <= at[0] <= bottom and left <= at[1] <= right)
        found |= dict.fromkeys(at for at in inside if at in cells and at != (top, left))
    return list(found)


def _said(texts: list[tuple[int, int, str]]) -> dict[tuple[int, int], str]:
    return {(row, column): text for row, column, text in texts}
