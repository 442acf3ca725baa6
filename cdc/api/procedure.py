"""The acts of the procedure around bids: close, open, withdraw, cancel."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cdc.api.evidence import read_again
from cdc.api.project import Project
from cdc.errors import NothingToScoreError, UnknownNameError
from cdc.findings import Finding, has_errors
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


def open_envelopes(project: Project, what: What | None = None, *, hand: Hand | None = None) -> Acted:
    """Open what vendors sent and write the minutes of it: everything, or the technical and later the price envelopes.

    The prices of bids that were excluded for their quality stay shut.
    """
    from cdc.tender import bids, doors, holding, record

    hand = hand or Hand()
    with record.held(project.root):
        where = course_of(project)
        what = what or _next_envelope(where)
        shut = doors.shut(where, "open", hand.now, what)
        found = [*([shut] if shut else []), *holding.against(project.root, where.journal, where.damages)]
        if has_errors(found):
            return Acted((), tuple(found))
        stored, _ = bids.load(project.root)
        kept_shut = _excluded(where) if what == "price" else frozenset()
        opened = [item for item in stored if item.bid.vendor not in {*where.withdrawn, *kept_shut}]
        entry = hand.entry("open", facts=_opening(what, opened))
        aside = tuple(_aside(where, kept_shut))
        contents = dict(_priced(project, opened)) if what == "price" else {}
        minutes, printed = _minutes(project, entry, where.journal.head, aside)
        record.put(project.root, entry, contents | {minutes: printed})
    return Acted((project.root / minutes,), tuple(found))


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


def _aside(where: Course, kept_shut: Collection[str]) -> Iterator[tuple[str, str, str]]:
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


def _excluded(where: Course) -> frozenset[str]:
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
