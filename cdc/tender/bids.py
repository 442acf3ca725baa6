"""Keep what vendors sent: original bytes, generated reading, corrections apart; find it again and check its hash."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from cdc import files
from cdc.errors import DamagedFileError
from cdc.findings import Finding, Place
from cdc.model.base import ID_PATTERN
from cdc.model.bid import Bid, FileReceived
from cdc.model.specification import Specification
from cdc.tender.journal import Entry
from cdc.tender.receipt import Sent

FOLDER = "bids"
READING = "reading.json"
ORIGINALS = "originals"
_ROUND = re.compile("[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class Stored:
    """A bid in its folder."""

    folder: Path
    bid: Bid


def is_vendor_name(name: str) -> bool:
    """Tell whether a name can be a vendor's folder."""
    return bool(re.fullmatch(ID_PATTERN, name)) and len(name) <= 40


def next_round(root: Path, vendor: str) -> int:
    """Give the number of the next round of a vendor; the caller holds the lock, with nothing left half done."""
    return 1 + max(_numbers(root / FOLDER / vendor), default=0)


def _numbers(folder: Path) -> list[int]:
    return [int(path.name) for path in folder.glob("*") if _ROUND.fullmatch(path.name)]


Put = Callable[[Entry, Mapping[str, bytes]], object]
"""Puts the files of an act in place with its line in the journal."""


def store(root: Path, bid: Bid, sent: Sequence[Sent], entry: Entry, put: Put) -> Path:
    """Put the originals and the reading of one round in place; no existing round is touched."""
    folder = f"{FOLDER}/{bid.vendor}/{bid.round}"
    originals = _originals(f"{folder}/{ORIGINALS}", sent) | _carried(root, bid)
    put(entry, originals | {f"{folder}/{READING}": canonical(bid)})
    return root / folder


def _carried(root: Path, bid: Bid) -> dict[str, bytes]:
    """Copy what came in earlier rounds and still counts, so that every round can be read again by itself."""
    vendor, carried = root / FOLDER / bid.vendor, {}
    for file in bid.files:
        path = vendor / str(file.since) / ORIGINALS / file.kept
        if file.since and files.is_plain(root, path) and files.sha256_of(path) == file.sha256:
            carried[f"{FOLDER}/{bid.vendor}/{bid.round}/{ORIGINALS}/{file.kept}"] = path.read_bytes()
    return carried  # what is gone or changed is named when bids are ranked: the file that came now is kept all the same


def sender(root: Path, vendor: str, file: Sent) -> str | None:
    """Give another vendor from whom the same bytes have come."""
    base = root / FOLDER
    for folder in sorted(base.iterdir()) if base.is_dir() else ():
        is_own = folder.name.split("-")[0] == vendor.split("-", maxsplit=1)[0]  # variants are the same vendor's
        if not is_own and any(folder.glob(f"[1-9]*/{ORIGINALS}/{file.sha256[:12]}-*")):
            return folder.name
    return None


def has_originals(item: Stored) -> bool:
    """Tell whether every file that the reading names is there."""
    return all((item.folder / ORIGINALS / file.kept).is_file() for file in item.bid.files)


def originals(item: Stored) -> tuple[tuple[FileReceived, bytes], ...]:
    """Give the original files of a bid, in the order in which they were read."""
    return tuple((file, (item.folder / ORIGINALS / file.kept).read_bytes()) for file in item.bid.files)


def keep_refused(root: Path, vendor: str, sent: Sequence[Sent], entry: Entry, put: Put) -> Path:
    """Keep refused files as evidence, named by their hash; a refusal is a status, not a deletion."""
    folder = f"{FOLDER}/{vendor}/refused"
    put(entry, _originals(folder, sent))
    return root / folder


def _originals(folder: str, sent: Iterable[Sent]) -> dict[str, bytes]:
    return {f"{folder}/{file.kept}": file.content for file in sent}


def canonical(bid: Bid) -> bytes:
    """Give a reading as canonical JSON: keys in the order of the model, exact numbers as text."""
    return (bid.model_dump_json(indent=1) + "\n").encode("utf-8")


def vendors(root: Path) -> Iterator[tuple[str, int]]:
    """Give each vendor with a bid and its last round."""
    base = root / FOLDER
    for folder in sorted(base.iterdir()) if base.is_dir() else ():
        numbers = _read_rounds(folder)
        if numbers:
            yield folder.name, max(numbers)


def _read_rounds(folder: Path) -> list[int]:
    """Give the rounds that have a reading, whatever kind of thing stands there under its name."""
    return sorted(number for number in _numbers(folder) if os.path.lexists(folder / str(number) / READING))


def rounds(root: Path, vendor: str) -> tuple[Bid, ...]:
    """Read every round of a vendor, the first one first."""
    folder = root / FOLDER / vendor
    return tuple(_reading(root, folder / str(number)) for number in _read_rounds(folder))


def _reading(root: Path, folder: Path) -> Bid:
    """Read back what `store` wrote; what is no such thing, or belongs elsewhere, is damage."""
    path = folder / READING
    damaged = DamagedFileError(path=path.relative_to(root).as_posix())
    if not files.is_plain(root, path):
        raise damaged
    try:
        bid = Bid.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise damaged from error
    if (bid.vendor, str(bid.round)) != (folder.parent.name, folder.name):
        raise damaged
    return bid


def load(root: Path) -> tuple[tuple[Stored, ...], list[Finding]]:
    """Read the last round of every vendor; a file that is not the one received is a finding."""
    stored, findings = _sound(root, [root / FOLDER / vendor / str(number) for vendor, number in vendors(root)])
    for item in stored:
        findings += _evidence(root, item.folder, item.bid)
    return stored, findings


def before(root: Path, vendor: str, number: int) -> tuple[tuple[Stored, ...], list[Finding]]:
    """Read the rounds of a vendor before one of them, the first one first; a damaged one is a finding."""
    folder = root / FOLDER / vendor
    return _sound(root, [folder / str(earlier) for earlier in _read_rounds(folder) if earlier < number])


def _sound(root: Path, folders: Iterable[Path]) -> tuple[tuple[Stored, ...], list[Finding]]:
    stored: list[Stored] = []
    findings: list[Finding] = []
    for folder in folders:
        if not files.is_plain(root, folder / READING):
            findings.append(not_plain(root, folder / READING))
            continue
        try:
            stored.append(Stored(folder, _reading(root, folder)))
        except DamagedFileError:
            place = Place((folder / READING).relative_to(root).as_posix())
            findings.append(Finding("CDC523", place, {"vendor": folder.parent.name, "lines": "?"}))
    return tuple(stored), findings


def _evidence(root: Path, folder: Path, bid: Bid) -> Iterator[Finding]:
    """Hold every original against the hash taken when it came; one that the reading does not name was taken out."""
    named = {file.kept for file in bid.files}
    for path in sorted((folder / ORIGINALS).glob("*")):
        if path.name not in named:
            name = path.relative_to(root).as_posix()
            yield Finding("CDC506", Place(name), {"path": name})
    for file in bid.files:
        path = folder / ORIGINALS / file.kept
        if path.exists() and not files.is_plain(root, path):
            yield not_plain(root, path)
        elif not path.is_file() or files.sha256_of(path) != file.sha256:
            name = path.relative_to(root).as_posix()
            yield Finding("CDC506", Place(name), {"path": name})


def not_plain(root: Path, path: Path) -> Finding:
    """Say that what stands at a path is no plain file of the project folder."""
    name = path.relative_to(root).as_posix()
    return Finding("CDC522", Place(name), {"path": name})


def offers(bid: Bid, lot: Specification, *, by_answers: bool = False) -> bool:
    """Tell whether a bid offers something for a lot: a price of its lines; an answer where none is to be seen."""
    lines = {line.id for line in lot.price_lines}
    if lines and not by_answers:
        return any(price.amount is not None for price in bid.prices if price.id in lines)
    asked = {item.id for _, item in lot.asked}
    return any(read.answer for read in bid.answers if read.id in asked)


def of_another_form(root: Path, stored: Iterable[Stored], form: str) -> Iterator[Finding]:
    """Name bids that answered another version of the form than the one of now."""
    for item in stored:
        if item.bid.form != form:
            place = Place((item.folder / READING).relative_to(root).as_posix())
            yield Finding("CDC512", place, {"vendor": item.bid.vendor, "found": item.bid.form, "wanted": form})
