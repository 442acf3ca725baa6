"""The journal of a procedure: lines only added, each chained to the one before, under a head over number and last."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

NAME = "journal.jsonl"
HEAD = "journal.head"
START = "0" * 64
"""What the first line is chained to."""

Act = Literal[
    "publish",
    "amend",
    "issue",
    "question",
    "answer",
    "receive",
    "refuse",
    "correct",
    "withdraw",
    "close",
    "open",
    "score",
    "moderate",
    "clarify",
    "decide",
    "award",
    "cancel",
]
Fault = Literal["not_canonical", "chain", "number", "clock", "head"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of the procedure: what, when by the machine's clock, by whom, with which files.

    `taken` and `made` map paths (below the project folder, or the name a file came under) to SHA-256. `stated` is a
    moment that somebody gave by hand, such as the arrival of a bid on paper: recorded as their word, never taken for
    the clock.
    """

    act: str
    at: str
    by: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    taken: Mapping[str, str] = field(default_factory=dict)
    made: Mapping[str, str] = field(default_factory=dict)
    stated: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with a journal: which line (from 1; the number of lines plus one for the head), and how."""

    line: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class Journal:
    """The lines of a journal as they stand, and what they say."""

    lines: tuple[bytes, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def head(self) -> str:
        """Give the short form of the head, as receipts and reports print it."""
        return head(self.lines)

    def with_entry(self, entry: Entry) -> Journal:
        """Give the journal with one more line."""
        line = _line(entry, number=len(self.lines) + 1, before=_link(self.lines))
        return Journal((*self.lines, line), (*self.entries, entry))

    @property
    def files(self) -> dict[str, bytes]:
        """Give the two files of the journal."""
        return {NAME: b"".join(line + b"\n" for line in self.lines), HEAD: _head_file(self.lines)}


def moment(now: dt.datetime) -> str:
    """Write a moment as the journal does: UTC, to the second."""
    assert now.tzinfo is not None
    return now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def head(lines: Sequence[bytes]) -> str:
    """Give 25 characters over the number of lines and the last link, in fives: whoever has them can tell a change.

    A chain alone does not notice that its last lines are changed or gone; the number and the last link do.
    """
    digest = hashlib.sha256(f"{len(lines)}\n{_link(lines)}\n".encode("ascii")).hexdigest()[:25].upper()
    return "-".join(digest[at : at + 5] for at in range(0, 25, 5))


def read(content: bytes | None, head_file: bytes | None) -> tuple[Journal, tuple[Damage, ...]]:
    """Read a journal strictly: each line must be, byte for byte, what is written here; no journal is an empty one."""
    if content is None:
        return Journal(), (Damage(1, "head"),) if head_file is not None else ()
    lines, entries, damages = [], [], []
    raw = content.split(b"\n")
    if raw[-1] != b"":
        damages.append(Damage(len(raw), "not_canonical"))
    before, latest = START, ""
    for number, line in enumerate(raw[:-1] if raw[-1] == b"" else raw, start=1):
        entry, fault = _parse(line, number=number, before=before, latest=latest)
        if fault:
            damages.append(Damage(number, fault))
        if entry is not None:
            entries.append(entry)
            latest = max(latest, entry.at)
        lines.append(line)
        before = hashlib.sha256(line).hexdigest()
    journal = Journal(tuple(lines), tuple(entries))
    if head_file != _head_file(journal.lines):
        damages.append(Damage(len(lines) + 1, "head"))
    return journal, tuple(damages)


def knows(journal: Journal, printed: str) -> bool:
    """Tell whether a printed head was the head of this journal at some time: else lines were changed, or taken back."""
    wanted = printed.strip().upper()
    return any(head(journal.lines[:size]) == wanted for size in range(len(journal.lines) + 1))


def _head_file(lines: Sequence[bytes]) -> bytes:
    return f"{len(lines)} {_link(lines)} {head(lines)}\n".encode("ascii")


def _link(lines: Sequence[bytes]) -> str:
    return hashlib.sha256(lines[-1]).hexdigest() if lines else START


def _line(entry: Entry, *, number: int, before: str) -> bytes:
    data: dict[str, Any] = {"n": number, "act": entry.act, "at": entry.at, "by": entry.by, "before": before}
    for name in ("facts", "taken", "made", "stated"):
        if value := getattr(entry, name):
            data[name] = value
    return json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _parse(line: bytes, *, number: int, before: str, latest: str) -> tuple[Entry | None, Fault | None]:
    try:
        data = json.loads(line)
        entry = Entry(
            data["act"], data["at"], data["by"], *(data.get(name, {}) for name in ("facts", "taken", "made", "stated"))
        )
        written = _line(entry, number=data["n"], before=data["before"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None, "not_canonical"
    if written != line:
        return entry, "not_canonical"
    if data["before"] != before:
        return entry, "chain"
    if data["n"] != number:
        return entry, "number"
    return entry, "clock" if entry.at < latest else None
