"""Bids that come under a seal: kept shut with their hash, opened when bids are opened, then read as any other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cdc import files
from cdc.findings import Finding, Phrase, Place

if TYPE_CHECKING:
    from cdc.tender.arrival import Arrival
    from cdc.tender.bids import Put
    from cdc.tender.course import Course
    from cdc.tender.hand import Hand
    from cdc.tender.journal import Entry
    from cdc.tender.receipt import Sent

FOLDER = "sealed"


@dataclass(frozen=True, slots=True)
class Brought:
    """What is brought to open seals: keys of officers, the vendor's password, the files that were promised."""

    keys: Sequence[Path] = ()
    password: str = ""
    promised: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sealed file that was not opened yet: the line of the journal that took it in, where it is kept."""

    entry: Entry
    path: Path

    @property
    def owner(self) -> str:
        """Give the vendor that sent it."""
        return str(self.entry.facts["of"])

    @property
    def came(self) -> str:
        """Give when it came."""
        return str(self.entry.stated.get("at", self.entry.at))


@dataclass(frozen=True, slots=True)
class Unsealed:
    """What was under the seals of a vendor, in the order in which they came, and what stays shut with its reason."""

    opened: tuple[tuple[Waiting, Sent], ...] = ()
    shut: tuple[Finding, ...] = ()


def are(sent: Sequence[Sent]) -> bool:
    """Tell whether all that came is sealed; an open file beside a sealed one is read as always."""
    from cdc.tender.sealing import seal

    return bool(sent) and all(seal.kind(file.content) for file in sent)


def keep(root: Path, come: Arrival, hand: Hand, put: Put) -> Path:
    """Keep sealed files as they came; their hashes stand in the journal."""
    from cdc.tender import bids
    from cdc.tender.sealing import seal

    folder = f"{bids.FOLDER}/{come.folder}/{FOLDER}"
    facts = {
        "vendor": come.folder,
        "of": come.vendor,
        "name": "",
        "sealed": {file.name: seal.kind(file.content) for file in come.sent},
    }
    entry = hand.entry("receive", facts=facts, taken={file.name: file.sha256 for file in come.sent})
    put(entry, {f"{folder}/{file.kept}": file.content for file in come.sent})
    return root / folder


def told(sent: Sequence[Sent]) -> tuple[Finding, ...]:
    """Say that a file is kept shut, and by which hash it will be known again."""
    from cdc.tender.sealing import seal

    kinds = [(file, Phrase(f"what.seal_{seal.kind(file.content)}")) for file in sent]
    return tuple(Finding("CDC602", Place(file.name), {"seal": kind, "hash": file.sha256}) for file, kind in kinds)


def waiting(root: Path, vendor: str, course: Course) -> tuple[Waiting, ...]:
    """Give the sealed files of a vendor that were not opened yet; what came before it withdrew its bid is none."""
    from cdc.tender import bids

    opened = {one for entry in course.of_act("receive") for one in entry.facts.get("unsealed", ())}
    folder = root / bids.FOLDER / vendor / FOLDER
    found = {files.sha256_of(path): path for path in sorted(folder.glob("*")) if files.is_plain(root, path)}
    lines: list[Entry] = []
    for entry in (entry for entry in course.journal.entries if entry.facts.get("vendor") == vendor):
        if entry.act == "withdraw":
            lines.clear()
        elif entry.act == "receive" and "sealed" in entry.facts:
            lines.append(entry)
    return tuple(
        Waiting(entry, found[one])
        for entry in lines
        for one in entry.taken.values()
        if one in found and one not in opened
    )


def vendors(course: Course) -> tuple[str, ...]:
    """Give the vendors that sent anything under a seal."""
    return tuple(sorted({str(entry.facts["vendor"]) for entry in course.of_act("receive") if "sealed" in entry.facts}))


def unsealed(waits: Sequence[Waiting], brought: Brought) -> Unsealed:
    """Take off the seals that open with what is brought."""
    from cdc.tender.receipt import Sent
    from cdc.tender.sealing.seal import ShutError

    opened, findings = [], []
    for one in waits:
        try:
            opened.append((one, Sent(*_inside(one.path.name, one.path.read_bytes(), brought))))
        except ShutError as error:
            findings.append(Finding("CDC603", Place(one.path.name), {"why": str(error)}))
    return Unsealed(tuple(opened), tuple(findings))


def _inside(name: str, content: bytes, brought: Brought) -> tuple[str, bytes]:
    from cdc.tender.sealing import officers, password, seal

    plain = name.partition("-")[2].removesuffix(".age")
    if seal.kind(content) == "officers":
        return plain, officers.opened(content, [_text(key) for key in brought.keys])
    if seal.kind(content) == "password":
        return plain, password.opened(content, brought.password)
    return _promised(content, brought.promised)


def _promised(promise: bytes, paths: Sequence[Path]) -> tuple[str, bytes]:
    """Find the file that a promise was about among those brought, each with its key beside it."""
    from cdc.tender.sealing import promise as promises
    from cdc.tender.sealing.seal import ShutError

    for path, content in _read(paths):
        for _, key in _read([path.with_name(f"{path.name}.key")]):
            if promises.is_kept(content, promise, key):
                return files.printable(path.name), content
    raise ShutError(", ".join(files.printable(path.name) for path in paths) or "–")


def _read(paths: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
    for path in paths:
        content, _ = files.read_named(path)
        if content is not None:
            yield path, content


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
