"""The acts of the procedure around bids: close, open, withdraw, cancel."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cdc.api.evidence import read_again
from cdc.api.project import Project
from cdc.errors import NothingToScoreError, UnknownNameError
from cdc.findings import Finding, Place, has_errors
from cdc.tender.hand import Hand

if TYPE_CHECKING:
    from cdc.model.tender import Tender
    from cdc.tender.bids import Stored
    from cdc.tender.course import Course
    from cdc.tender.journal import Act, Entry

What = Literal["all", "technical", "price"]


@dataclass(frozen=True, slots=True)
class Acted:
    """What became of an act: what was written, and every finding; with an error nothing was done."""

    written: tuple[Path, ...]
    findings: tuple[Finding, ...]

    @property
    def is_done(self) -> bool:
        """Tell whether the act stands in the journal."""
        return not has_errors(self.findings)


def tender_of(project: Project) -> Tender:
    """Give the tender of a project; stop where it has none."""
    tender = project.specification.tender
    if tender is None:
        raise NothingToScoreError(what="tender")
    return tender


def course_of(project: Project) -> Course:
    """Read where the procedure stands."""
    from cdc.tender import course

    return course.read(project.root, tender_of(project))


def close(project: Project, *, reason: str, hand: Hand | None = None) -> Acted:
    """End the time for bids before the deadline, or where there is none, for a reason."""
    return _note(project, "close", {"reason": reason}, hand or Hand())


def cancel(project: Project, *, reason: str, hand: Hand | None = None) -> Acted:
    """End the procedure without an award, for a reason."""
    return _note(project, "cancel", {"reason": reason}, hand or Hand())


def withdraw(project: Project, vendor: str, *, reason: str, hand: Hand | None = None) -> Acted:
    """Note that a vendor takes its bid back: it stays as evidence, and is ranked no more."""
    from cdc.tender import bids

    known = [name for name, _ in bids.vendors(project.root)]
    if vendor not in known:
        raise UnknownNameError(kind="vendor", name=vendor, known=", ".join(known))
    return _note(project, "withdraw", {"vendor": vendor, "reason": reason}, hand or Hand())


def _note(project: Project, act: Act, facts: Mapping[str, Any], hand: Hand) -> Acted:
    """Write a line that makes no file."""
    from cdc.tender import doors, record

    with record.held(project.root):
        shut = doors.shut(course_of(project), act, hand.now)
        if shut is not None:
            return Acted((), (shut,))
        record.put(project.root, hand.entry(act, facts=facts), {})
    return Acted((project.root / "journal.jsonl",), ())


def open_envelopes(project: Project, what: What | None = None, *, reason: str = "", hand: Hand | None = None) -> Acted:
    """Open what vendors sent and write the minutes of it: everything, or the technical and later the price envelopes.

    The prices of bids that were excluded for their quality stay shut. What is still under a seal stops the opening, for
    it could not be opened after it; a reason lets it stay shut.
    """
    from cdc.tender import bids, doors, holding, record

    hand = hand or Hand()
    with record.held(project.root):
        where = course_of(project)
        what = what or _next_envelope(where)
        shut = doors.shut(where, "open", hand.now, what)
        kept_shut = excluded(where) if what == "price" else frozenset()
        stored, _ = bids.load(project.root)
        waits = dict(_under_seal(project, where, what, stored))
        waits = {vendor: names for vendor, names in waits.items() if vendor not in kept_shut}
        found = [
            *([shut] if shut else []),
            *holding.against(project.root, where.journal, where.damages),
            *(_still_sealed(vendor, names, reason) for vendor, names in waits.items()),
        ]
        if has_errors(found):
            return Acted((), tuple(found))
        opened = [item for item in stored if item.bid.vendor not in {*where.withdrawn, *kept_shut}]
        facts = (
            _opening(what, opened) | _signatures(where, opened) | ({"reason": reason, "sealed": waits} if waits else {})
        )
        entry = hand.entry("open", facts=facts)
        shut_out = (*aside(where, kept_shut), *((vendor, "", "report.aside_sealed") for vendor in waits))
        contents = dict(_priced(project, opened)) if what == "price" else {}
        minutes, printed = _minutes(project, entry, where.journal.head, shut_out)
        record.put(project.root, entry, contents | {minutes: printed})
    return Acted((project.root / minutes,), tuple(found))


def _under_seal(
    project: Project, where: Course, what: What, stored: Sequence[Stored]
) -> Iterator[tuple[str, list[str]]]:
    """Give the vendors of whom the envelope that is opened now is still under a seal, with the names of its files."""
    from cdc.api import sealed

    kinds = {item.bid.vendor: {file.kind for file in item.bid.files} for item in stored}
    wanted = {"price", "both"} if what == "price" else {"technical", "both"}
    for vendor in sealed.vendors(where):
        names = [one.path.name for one in sealed.waiting(project.root, vendor, where)]
        if names and not (where.envelopes == "two" and kinds.get(vendor, set()) & wanted):
            yield vendor, names


def _still_sealed(vendor: str, names: Sequence[str], reason: str) -> Finding:
    return Finding("CDC944" if reason else "CDC943", Place(vendor), {"vendor": vendor, "names": ", ".join(names)})


def _opening(what: What, opened: Sequence[Stored]) -> dict[str, Any]:
    """Give what the journal says of an opening: no answer and no price."""
    told = [
        {
            "vendor": item.bid.vendor,
            "name": item.bid.name,
            "round": item.bid.round,
            "received": item.bid.received,
            "stated": item.bid.stated,
            "files": [[file.name, file.kind, file.sha256] for file in item.bid.files],
        }
        for item in opened
    ]
    return {"what": what, "vendors": [bid["vendor"] for bid in told], "bids": told}


def _signatures(where: Course, opened: Sequence[Stored]) -> dict[str, Any]:
    """Give what was found of the signatures of the files that are opened, by the hash of each, as they came."""
    opened_files = {file.sha256 for item in opened for file in item.bid.files}
    found = {
        entry.taken[name]: judged
        for entry in where.of_act("receive")
        for name, judged in entry.facts.get("signatures", {}).items()
        if entry.taken.get(name) in opened_files
    }
    return {"signatures": found} if found else {}


def aside(where: Course, kept_shut: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Give what came and is not opened: vendor, when, and the phrase that says why."""
    for vendor, at in where.withdrawn.items():
        yield vendor, at, "report.aside_withdrawn"
    for entry in where.of_act("refuse"):
        is_late = "CDC536" in entry.facts.get("codes", ())
        yield str(entry.facts["vendor"]), entry.at, "report.aside_late" if is_late else "report.aside_refused"
    for vendor in sorted(kept_shut):
        yield vendor, "", "report.aside_excluded"


def _minutes(project: Project, entry: Entry, head: str, aside: tuple[tuple[str, str, str], ...]) -> tuple[str, bytes]:
    """Give path and content of the minutes of an opening."""
    from cdc.documents import opening
    from cdc.render import markdown
    from cdc.tender import holding

    spec = project.specification
    facts = {**entry.facts, "at": entry.at, "by": entry.by, "head": head}
    document = opening.minutes(spec, facts, aside, language=spec.language)
    printed = markdown.render(document).encode("utf-8")
    return f"{holding.MINUTES}/{document.name}.{document.language}.md", printed


def _next_envelope(where: Course) -> What:
    if where.envelopes == "one":
        return "all"
    return "price" if any(entry.facts.get("what") == "technical" for entry in where.of_act("open")) else "technical"


def excluded(where: Course) -> frozenset[str]:
    """Give the vendors whom the decision on quality excluded in every lot in which they bid."""
    decided = [entry for entry in where.of_act("decide") if entry.facts.get("what") == "quality"]
    lots = [lot for entry in decided[-1:] for lot in entry.facts.get("lots", {}).values()]
    out = {row["vendor"] for lot in lots for row in lot if row["status"] == "excluded"}
    return frozenset(out - {row["vendor"] for lot in lots for row in lot if row["status"] != "excluded"})


def _priced(project: Project, opened: Sequence[Stored]) -> Iterator[tuple[str, bytes]]:
    """Read the originals of each bid again, and give its reading with the prices that it now has."""
    from cdc.tender import bids

    for item in opened:
        again = read_again(project, item)
        if again is not None:
            path = (item.folder / bids.READING).relative_to(project.root).as_posix()
            yield path, bids.canonical(again)
