"""Requests to vendors, `clarifications/<vendor>-<number>.yaml`: read, written, and what they still want."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from cdc import yaml
from cdc.board.one_file import read_plain, written
from cdc.findings import Finding, Phrase, Place
from cdc.model.clarification import Clarification, OneClarification
from cdc.model.ranking import Reason

FOLDER = "clarifications"
NOTE = "Kept by `cdc clarify`: ask, reply, decide."


def file_of(request: Clarification) -> str:
    """Give the file of a request, below the project folder."""
    return f"{FOLDER}/{request.vendor}-{request.number}.yaml"


def content_of(request: Clarification) -> bytes:
    """Write the file of a request."""
    data = request.model_dump(mode="json", exclude_defaults=True)
    return yaml.write({"clarification": data}, comments=(NOTE,)).encode("utf-8")


def read(root: Path) -> tuple[tuple[Clarification, ...], list[Finding]]:
    """Read every request, by vendor and number; what is wrong with a file is a finding."""
    found: list[Clarification] = []
    findings: list[Finding] = []
    for path in written(root / FOLDER):
        one, wrong, source = read_plain(path, root, OneClarification)
        findings += wrong
        if one is not None:
            request = one.clarification
            if file_of(request) != path.relative_to(root).as_posix():
                findings.append(Finding("CDC583", source.place(("clarification",)), {"wanted": file_of(request)}))
            else:
                findings += _unreasoned(request, source.place(("clarification",)))
                found.append(request)
    return tuple(sorted(found, key=lambda request: (request.vendor, request.number))), findings


def _unreasoned(request: Clarification, place: Place) -> Iterator[Finding]:
    """Say that a decision lacks its reason or its author."""
    if request.decision and not (request.reason and request.decided_by and request.decided_on):
        yield Finding("CDC582", place, {"vendor": request.vendor, "number": request.number})


def undecided(requests: Sequence[Clarification], vendors: Collection[str]) -> Iterator[Finding]:
    """Name the requests that nobody has decided: those that wait for a reply, and those that have one."""
    for request in requests:
        if request.vendor in vendors and request.decision is None:
            state = Phrase(f"what.request_{'answered' if request.reply else 'waiting'}")
            facts = {"vendor": request.vendor, "number": request.number, "state": state, "until": request.until}
            yield Finding("CDC581", Place(file_of(request)), facts)


def rejected(requests: Sequence[Clarification], names: Collection[str]) -> tuple[Reason, ...]:
    """Give why a bid is out: each request that ended so, to one of its names (its own, its vendor's for a variant)."""
    return tuple(
        Reason("reason_rejected", {"number": request.number, "reason": request.reason or "?"})
        for request in requests
        if request.vendor in names and request.decision == "rejected"
    )
