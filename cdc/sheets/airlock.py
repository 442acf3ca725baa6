"""Check the container of an untrusted workbook, then have it parsed by a child process under limits."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator

from cdc.findings import Finding, Phrase, Place
from cdc.sheets.grid import Cell, Sheet, Workbook

MAX_FILE = 20 * 1024 * 1024
MAX_INFLATED = 64 * 1024 * 1024
MAX_ENTRIES = 2000
MAX_ROW, MAX_COLUMN = 100_000, 200
SECONDS = 60
_FORBIDDEN = {
    "vbaproject": "what.macros",
    "externallinks/": "what.links",
    "embeddings/": "what.objects",
    "activex/": "what.objects",
    "connections.xml": "what.links",
    "querytables/": "what.links",
}
_REFERENCE = re.compile(rb'<c\b[^>]*?\br="([A-Z]+)([0-9]+)"')
_SHEET_PATH = re.compile(rb"<Relationship\b[^>]*>")
_NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def open_untrusted(name: str, content: bytes) -> tuple[Workbook | None, tuple[Finding, ...]]:
    """Read a workbook from bytes that nobody vouches for; refusals are findings."""
    place = Place(name)
    refusal = next(_refusals(content, place), None)
    if refusal is not None:
        return None, (refusal,)
    return _parse(name, content, place)


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
        yield Finding("CDC401", place, {"what": Phrase(_kind_of(content))})
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


def _kind_of(content: bytes) -> str:
    head = content[:512].lstrip().lower()
    if not content:
        return "what.empty"
    if head.startswith((b"<!doctype html", b"<html")):
        return "what.html"
    if head.startswith(b"%pdf"):
        return "what.pdf"
    return "what.text" if b"\0" not in content[:512] else "what.other"


def _container(container: zipfile.ZipFile, place: Place) -> Iterator[Finding]:
    entries = container.infolist()
    names = [entry.filename for entry in entries]
    if "mimetype" in names:
        yield Finding("CDC401", place, {"what": Phrase("what.opendocument")})
        return
    if "xl/workbook.xml" not in names:
        word = any(name.startswith("word/") for name in names)
        yield Finding("CDC401", place, {"what": Phrase("what.word" if word else "what.other")})
        return
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_INFLATED:
        yield Finding(
            "CDC403", place, {"what": f"{sum(e.file_size for e in entries) // 1024 // 1024} MiB, {len(entries)}"}
        )
        return
    if len(set(names)) != len(names):
        yield Finding("CDC402", place, {"what": next(name for name in names if names.count(name) > 1)})
        return
    for name in names:
        for part, what in _FORBIDDEN.items():
            if part in name.lower():
                yield Finding("CDC404", place, {"what": Phrase(what)})
                return
    yield from _contents(container, entries, place)


def _contents(container: zipfile.ZipFile, entries: list[zipfile.ZipInfo], place: Place) -> Iterator[Finding]:
    inflated = 0
    for entry in entries:
        with container.open(entry) as stream:  # reading to the end checks the CRC
            data = stream.read(MAX_INFLATED - inflated + 1)
            inflated += len(data)
        if inflated > MAX_INFLATED:
            yield Finding("CDC403", place, {"what": entry.filename})
            return
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield Finding("CDC402", place, {"what": f"{entry.filename}: DOCTYPE"})
            return
        if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
            if _NAMESPACE not in data[:4096]:
                yield Finding("CDC402", place, {"what": f"{entry.filename}: Strict Open XML"})
                return
            yield from _cells(data, place)
    listed = set(_listed_sheets(container.read("xl/_rels/workbook.xml.rels")))
    missing = sorted(listed - {entry.filename for entry in entries})
    if missing:
        yield Finding("CDC402", place, {"what": missing[0]})


def _cells(data: bytes, place: Place) -> Iterator[Finding]:
    """Look for cells far outside any form, and for cells stored twice: programs differ on which of the two counts."""
    seen: set[bytes] = set()
    for match in _REFERENCE.finditer(data):
        name = match[1] + match[2]
        if int(match[2]) > MAX_ROW or _number(match[1]) > MAX_COLUMN:
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


def _parse(name: str, content: bytes, place: Place) -> tuple[Workbook | None, tuple[Finding, ...]]:
    command = [sys.executable, "-I", "-m", "cdc.sheets.child"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired:
        return None, (Finding("CDC403", place, {"what": f"{SECONDS} s"}),)
    if done.returncode != 0:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [f"exit {done.returncode}"]
        return None, (Finding("CDC402", place, {"what": reason[0][:200]}),)
    found = json.loads(done.stdout)
    if found["differs"]:
        return None, (Finding("CDC424", place, {"what": found["differs"]}),)
    sheets = tuple(
        Sheet(
            sheet["name"],
            sheet["hidden"],
            frozenset(sheet["hidden_rows"]),
            {
                (row, column): Cell(row, column, kind, text, replaced)
                for row, column, kind, text, replaced in sheet["cells"]
            },
        )
        for sheet in found["sheets"]
    )
    return Workbook(name, hashlib.sha256(content).hexdigest(), sheets), ()
