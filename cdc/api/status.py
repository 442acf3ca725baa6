"""Where a tender stands: its phase, its dates, what each vendor and each evaluator owes, the next step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cdc.api.procedure import course_of, tender_of
from cdc.api.project import Project
from cdc.tender.hand import Hand

if TYPE_CHECKING:
    from cdc.model.bid import Bid
    from cdc.tender.course import Course
    from cdc.tender.phase import Phase, Step

BidState = Literal[
    "complete", "technical_missing", "price_missing", "sealed", "price_sealed", "withdrawn", "refused", "none"
]


@dataclass(frozen=True, slots=True)
class VendorState:
    """What came from a vendor, in which round and when, and what it still owes."""

    vendor: str
    state: BidState
    round: int = 0
    received: str = ""


@dataclass(frozen=True, slots=True)
class EvaluatorState:
    """How many scores an evaluator owes and has given, and whether the declaration of interests is there."""

    evaluator: str
    given: int
    owed: int
    has_declared: bool


@dataclass(frozen=True, slots=True)
class Status:
    """Where a tender stands."""

    phase: Phase
    step: Step
    head: str
    dates: tuple[tuple[str, dt.datetime], ...]
    vendors: tuple[VendorState, ...]
    evaluators: tuple[EvaluatorState, ...]


def status(project: Project, *, language: str = "en", hand: Hand | None = None) -> Status:
    """Tell where a tender stands; names of dates in a language."""
    now, where = (hand or Hand()).now, course_of(project)
    vendors = tuple(_vendors(project, where))
    return Status(
        phase=where.phase(now),
        step=where.step(now),
        head=where.journal.head if where.journal.lines else "",
        dates=tuple(_dates(project, language)),
        vendors=vendors,
        evaluators=tuple(_evaluators(project, vendors)),
    )


def next_step(project: Project, *, hand: Hand | None = None) -> Step:
    """Name the step that comes next."""
    return course_of(project).step((hand or Hand()).now)


def _dates(project: Project, language: str) -> Iterator[tuple[str, dt.datetime]]:
    """Give the dates of the tender in their order: keys of the model, and events by their name."""
    from cdc.words import pick

    tender, spec = tender_of(project), project.specification
    found = [(name, getattr(tender, name)) for name in ("questions_until", "answers_at", "deadline")]
    events = [(pick(event.name, language, spec.language), event.date) for event in tender.calendar]
    yield from sorted(((name, at) for name, at in (*found, *events) if at is not None), key=lambda pair: pair[1])


def _vendors(project: Project, where: Course) -> Iterator[VendorState]:
    from cdc.api import sealed
    from cdc.tender import bids

    listed = [vendor.id for vendor in project.specification.vendors if vendor.status == "invited"]
    stored = {item.bid.vendor: item.bid for item in bids.load(project.root)[0]}
    refused = {str(entry.facts["vendor"]): entry.at for entry in where.of_act("refuse")}
    waits = {vendor: sealed.waiting(project.root, vendor, where) for vendor in sealed.vendors(where)}
    for vendor in sorted({*listed, *stored, *refused, *waits}):
        bid, under = stored.get(vendor), waits.get(vendor, ())
        if vendor in where.withdrawn:
            yield VendorState(vendor, "withdrawn", received=where.withdrawn[vendor])
        elif bid is not None:
            state = _of_bid(bid, where)
            state = "price_sealed" if under and state == "price_missing" else state
            yield VendorState(vendor, state, bid.round, bid.stated or bid.received)
        elif under:
            yield VendorState(vendor, "sealed", received=under[-1].came)
        else:
            yield VendorState(vendor, "refused" if vendor in refused else "none", received=refused.get(vendor, ""))


def _of_bid(bid: Bid, where: Course) -> BidState:
    kinds = {file.kind for file in bid.files if file.kind != "signature"}
    if where.envelopes == "one" or "both" in kinds or kinds == {"technical", "price"}:
        return "complete"
    return "price_missing" if kinds == {"technical"} else "technical_missing"


def _evaluators(project: Project, vendors: tuple[VendorState, ...]) -> Iterator[EvaluatorState]:
    """Count what each evaluator owes: a score for each judged criterion of each bid that came."""
    from cdc.board.sheets import assigned, read_sheets

    spec, bidding = project.specification, {item.vendor for item in vendors if item.round}
    sheets, _ = read_sheets(project.root, spec, bidding)
    for member in spec.board:
        owed = {(vendor, leaf) for vendor in bidding for leaf in assigned(spec, member, "judged")}
        given = {
            (s.vendor, s.criterion) for sheet in sheets if sheet.evaluator == member.evaluator for s in sheet.scores
        }
        declared = member.conflict_of_interest != "missing"
        yield EvaluatorState(member.evaluator, len(given & owed), len(owed), declared)
