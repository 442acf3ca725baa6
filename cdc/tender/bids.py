"""Keep what vendors sent: original bytes, generated reading, corrections apart; find it again and check its hash."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from cdc import files
from cdc.errors import DamagedFileError
from cdc.findings import Finding, Place
from cdc.model.base import ID_PATTERN
from cdc.model.bid import Bid
from cdc.model.specification import Specification

FOLDER = "bids"


@dataclass(frozen=True, slots=True)
class Stored:
    """A bid in its folder."""

    folder: Path
    bid: Bid


def is_vendor_name(name: str) -> bool:
    """Tell whether a name can be a vendor's folder."""
    return bool(re.fullmatch(ID_PATTERN, name)) and len(name) <= 40


def next_round(root: Path, vendor: str) -> int:
    """Give the number of the next round of a vendor."""
    return 1 + max((int(p.name) for p in (root / FOLDER / vendor).glob("*") if p.name.isdigit()), default=0)


def store(root: Path, bid: Bid, originals: Mapping[str, bytes]) -> Path:
    """Write the original files and the reading of one round; existing rounds are never touched."""
    folder = root / FOLDER / bid.vendor / str(bid.round)
    for name, content in originals.items():
        files.write_atomic(folder / name, content)
    files.write_atomic(folder / "reading.json", canonical(bid))
    return folder


def keep_refused(root: Path, vendor: str, originals: Mapping[str, bytes]) -> Path:
    """Keep refused files as evidence, named by their hash; a refusal is a status, not a deletion."""
    folder = root / FOLDER / vendor / "refused"
    for name, content in originals.items():
        files.write_atomic(folder / f"{files.sha256(content)[:12]}-{name}", content)
    return folder


def canonical(bid: Bid) -> bytes:
    """Give a reading as canonical JSON: sorted keys, exact numbers as text."""
    text = json.dumps(bid.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8")


def vendors(root: Path) -> Iterator[tuple[str, int]]:
    """Give each vendor with a bid and its last round."""
    base = root / FOLDER
    for folder in sorted(base.iterdir()) if base.is_dir() else ():
        rounds = [int(p.name) for p in folder.glob("*") if p.name.isdigit() and (p / "reading.json").is_file()]
        if rounds:
            yield folder.name, max(rounds)


def rounds(root: Path, vendor: str) -> tuple[Bid, ...]:
    """Read every round of a vendor, the first one first."""
    folder = root / FOLDER / vendor
    numbers = sorted(int(p.name) for p in folder.glob("*") if p.name.isdigit() and (p / "reading.json").is_file())
    return tuple(_reading(root, folder / str(number)) for number in numbers)


def _reading(root: Path, folder: Path) -> Bid:
    try:
        return Bid.model_validate_json((folder / "reading.json").read_bytes())
    except ValidationError as error:
        raise DamagedFileError(path=(folder / "reading.json").relative_to(root).as_posix()) from error


def load(root: Path) -> tuple[tuple[Stored, ...], list[Finding]]:
    """Read the last round of every vendor; a file that is not the one received is a finding."""
    found: list[Stored] = []
    findings: list[Finding] = []
    for vendor, number in vendors(root):
        folder = root / FOLDER / vendor / str(number)
        bid = _reading(root, folder)
        for file in bid.files:
            path = folder / file.name
            if not path.is_file() or files.sha256(path.read_bytes()) != file.sha256:
                name = path.relative_to(root).as_posix()
                findings.append(Finding("CDC506", Place(name), {"path": name}))
        found.append(Stored(folder, bid))
    return tuple(found), findings


def offers(bid: Bid, lot: Specification) -> bool:
    """Tell whether a bid offers something for a lot: a price of its lines, or an answer where it has none."""
    lines = {line.id for line in lot.price_lines}
    if lines:
        return any(price.amount is not None for price in bid.prices if price.id in lines)
    asked = {item.id for _, item in lot.asked}
    return any(read.answer for read in bid.answers if read.id in asked)


def of_another_form(root: Path, stored: Iterable[Stored], form: str) -> Iterator[Finding]:
    """Name bids that answered another version of the form than the one of now."""
    for item in stored:
        if item.bid.form != form:
            place = Place((item.folder / "reading.json").relative_to(root).as_posix())
            yield Finding("CDC512", place, {"vendor": item.bid.vendor, "found": item.bid.form, "wanted": form})
