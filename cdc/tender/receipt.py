"""A vendor's files as they came: told apart, named so that any system can keep them, joined into one bid once read."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from cdc import files
from cdc.findings import Finding, Place
from cdc.model.bid import AnswerRead, Bid, FileReceived, Origin, PriceRead
from cdc.model.specification import Specification

LONGEST = 80
_UNSAFE = re.compile(r"[^\w.() -]|[\x00-\x1f]")


@dataclass(frozen=True)
class Sent:
    """One file: the name it came under, with its folder where two have the same name, and its bytes."""

    name: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return files.sha256(self.content)

    @property
    def kept(self) -> str:
        """Give the name it is kept under: by content first, then what any system allows of the name it came under."""
        name = _UNSAFE.sub("_", unicodedata.normalize("NFC", self.name.rsplit("/", 1)[-1])).rstrip(" .")
        stem, dot, ending = name.rpartition(".")
        short = f"{stem[: LONGEST - len(ending) - 1]}{dot}{ending}" if dot and len(ending) < 10 else name[:LONGEST]
        return f"{self.sha256[:12]}-{short}"


class Said(Protocol):
    """What a vendor says, in one workbook or in all."""

    @property
    def identity(self) -> dict[str, str]:
        """What the vendor says of itself."""

    @property
    def statements(self) -> Sequence[AnswerRead]:
        """Declarations and yes/no answers."""

    @property
    def answers(self) -> Sequence[AnswerRead]:
        """Answers to requirements."""

    @property
    def prices(self) -> Sequence[PriceRead]:
        """Unit prices."""


class Read(Said, Protocol):
    """What was read of one workbook."""

    @property
    def envelope(self) -> Literal["both", "technical", "price"]:
        """Which form it holds."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of the form is filled: requirements, prices, and what else is asked."""

    answered: int
    asked: int
    priced: int
    prices: int
    is_complete: bool


def tally(read: Said) -> Tally:
    """Count what an answer says, of all that was asked of it; an answer that holds no line is not complete."""
    answers = [_said(line) is not None for line in read.answers]
    prices = [line.amount is not None for line in read.prices]
    others = [*(_said(line) is not None for line in read.statements), *map(bool, read.identity.values())]
    lines = [*answers, *prices, *others]
    return Tally(sum(answers), len(answers), sum(prices), len(prices), bool(lines) and all(lines))


def take(sources: Sequence[Path]) -> tuple[tuple[Sent, ...], tuple[Finding, ...]]:
    """Read every file whole; one that is too large to be kept is refused, never cut."""
    sent: list[Sent] = []
    refused: list[Finding] = []
    times = Counter(source.name for source in sources)
    for source in sources:
        name = files.printable(source.name if times[source.name] == 1 else source.as_posix())
        content, findings = files.read_named(source, name)
        refused += findings
        if content is not None:
            sent.append(Sent(name, content))
    return tuple(sent), tuple(refused)


def joined(
    readings: Sequence[tuple[Sent, Read]], *, vendor: str, number: int, received: dt.datetime, tender: str, form: str
) -> tuple[Bid, tuple[Finding, ...]]:
    """Make one bid of what the files say; where two differ over a line, that is a finding and the first counts."""
    identity, strange = _identity(readings)
    statements, doubts = _once([read.statements for _, read in readings])
    answers, more = _once([read.answers for _, read in readings])
    prices, most = _once([read.prices for _, read in readings])
    bid = Bid(
        vendor=vendor,
        name=identity.get("V-NAME", ""),
        round=number,
        received=received.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        tender=tender,
        form=form,
        files=tuple(
            FileReceived(name=sent.name, kept=sent.kept, sha256=sent.sha256, kind=read.envelope)
            for sent, read in readings
        ),
        identity=identity,
        statements=statements,
        answers=answers,
        prices=prices,
    )
    return bid, (*strange, *doubts, *more, *most)


def absent(bid: Bid, spec: Specification) -> Iterator[str]:
    """Name the sheets that no file brings: single sheets of text come apart; of two envelopes, one may come alone."""
    kinds = {file.kind for file in bid.files}
    is_apart = spec.tender is not None and spec.tender.envelopes == "two"
    if spec.asked and not bid.answers and (not is_apart or "technical" in kinds):
        yield "requirements"
    if spec.price_lines and not bid.prices and (not is_apart or "price" in kinds):
        yield "prices"
    if not bid.identity and (not is_apart or "technical" in kinds):
        yield "vendor"


def completed(bid: Bid, before: Bid | None) -> Bid:
    """Add what the round before holds of the envelope that this one does not bring: a round replaces what it brings."""
    brought = {file.kind for file in bid.files}
    others = brought | {"signature"}  # what was signed in an earlier round stays there with its signature
    kept = tuple(file for file in before.files if file.kind not in others) if before and "both" not in brought else ()
    is_other = before is not None and before.form != bid.form  # what answered another form counts for nothing now
    if before is None or is_other or len(brought) != 1 or not kept or any(file.kind == "both" for file in kept):
        return bid
    carried = tuple(file if file.since else file.model_copy(update={"since": before.round}) for file in kept)
    if brought == {"technical"}:
        return bid.model_copy(update={"files": (*bid.files, *carried), "prices": before.prices})
    technical = {name: getattr(before, name) for name in ("name", "identity", "statements", "answers")}
    return bid.model_copy(update={**technical, "files": (*bid.files, *carried)})


def like(again: Bid, bid: Bid) -> Bid:
    """Give a bid made again what its files cannot say: the rounds in which they came, and whose variant it is."""
    since = {file.kept: file.since for file in bid.files}
    named = tuple(file.model_copy(update={"since": since.get(file.kept, 0)}) for file in again.files)
    named += tuple(file for file in bid.files if file.kind == "signature")
    name = bid.name if bid.variant_of else again.name
    return again.model_copy(update={"files": named, "name": name, "variant_of": bid.variant_of, "stated": bid.stated})


def differences(kept: Bid, again: Bid) -> tuple[str, ...]:
    """Name the lines in which a reading is not what its original files say: ids of lines, or keys of the reading."""
    found = [
        name for name in ("name", "form", "tender", "files", "identity") if getattr(kept, name) != getattr(again, name)
    ]
    for name in ("statements", "answers", "prices"):
        old = {line.id: line for line in getattr(kept, name)}
        new = {line.id: line for line in getattr(again, name)}
        found += sorted(id_ for id_ in old.keys() | new.keys() if old.get(id_) != new.get(id_))
    return tuple(found)


def says_same(one: Bid, other: Bid, id_: str) -> bool:
    """Tell whether two rounds say the same of a line, so that what was put right in one holds in the other."""

    def said(bid: Bid) -> Hashable:
        lines: tuple[AnswerRead | PriceRead, ...] = (*bid.answers, *bid.statements, *bid.prices)
        return next(((line.typed, _said(line)) for line in lines if line.id == id_), None)

    return said(one) == said(other)


def _identity(readings: Sequence[tuple[Sent, Read]]) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Give what the vendor says of itself; where two files differ, the first one counts and that is told."""
    identity: dict[str, str] = {}
    first: dict[str, str] = {}
    findings = []
    for sent, read in readings:
        for key, value in read.identity.items():
            if value and identity.get(key) and value != identity[key]:
                findings.append(Finding("CDC411", Place(sent.name), {"id": key, "first": first[key]}))
            elif value or key not in identity:
                identity[key], first[key] = value, sent.name
    return identity, tuple(findings)


L = TypeVar("L", AnswerRead, PriceRead)


def _once(by_file: Sequence[Sequence[L]]) -> tuple[tuple[L, ...], tuple[Finding, ...]]:
    """Keep each line once, as the first file that says something of it has it."""
    kept: dict[str, L] = {}
    for lines in by_file:
        for line in lines:
            if line.id not in kept or (_said(line) is not None and _said(kept[line.id]) is None):
                kept[line.id] = line
    return tuple(kept.values()), tuple(finding for lines in by_file for finding in _against(kept, lines))


def _against(kept: dict[str, L], lines: Sequence[L]) -> Iterator[Finding]:
    for line in lines:
        first = kept[line.id]
        if _said(line) is not None and (_said(line), _beside(line)) != (_said(first), _beside(first)):
            yield Finding("CDC411", _place(line.origin), {"id": line.id, "first": str(first.origin or "?")})


def _said(line: AnswerRead | PriceRead) -> Hashable:
    """Give what a line says; None where it says nothing."""
    if isinstance(line, PriceRead):
        return line.amount if line.amount is not None else line.typed or None
    return line.answer or line.typed or None


def _beside(line: AnswerRead | PriceRead) -> tuple[str, ...]:
    """Give what explains a line."""
    return (line.comment, line.evidence) if isinstance(line, AnswerRead) else (line.comment,)


def _place(origin: Origin | None) -> Place:
    return Place(origin.file, sheet=origin.sheet, cell=origin.cell) if origin else Place("?")
