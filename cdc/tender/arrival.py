"""Whether what comes may be taken in: in time, from somebody who may bid, and that vendor's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cdc.findings import Finding, Phrase, Place
from cdc.model.specification import Specification
from cdc.tender import doors
from cdc.tender.course import Course
from cdc.tender.hand import Hand
from cdc.tender.journal import moment
from cdc.tender.receipt import Sent


@dataclass(frozen=True, slots=True)
class Arrival:
    """Files that somebody brings for a vendor: whose folder, what they are, what names and signatures say."""

    vendor: str
    folder: str
    sent: tuple[Sent, ...]
    names: tuple[str, ...]
    signatures: Mapping[str, object] = field(default_factory=dict)


def look(arrival: Arrival, spec: Specification, course: Course, hand: Hand) -> Iterator[Finding]:
    """Say what is against it, or worth knowing; with an error nothing is taken in."""
    yield from _stated(arrival, hand)
    if course.is_begun:
        yield from _in_time(arrival, course, hand)
    yield from _may_bid(arrival, spec)
    yield from _spelt(arrival, spec, course)
    yield from _own(arrival, spec, course)


def _stated(arrival: Arrival, hand: Hand) -> Iterator[Finding]:
    """A moment that somebody states of a bid on paper cannot lie ahead."""
    at = _stated_at(hand)
    if at and at > hand.now:
        yield Finding("CDC549", Place(arrival.folder), {"at": moment(at), "now": moment(hand.now)})
    elif at:
        yield Finding("CDC550", Place(arrival.folder), {"at": moment(at), "by": hand.by, "now": moment(hand.now)})


def _stated_at(hand: Hand) -> dt.datetime | None:
    return dt.datetime.fromisoformat(hand.stated["at"]) if "at" in hand.stated else None


def _in_time(arrival: Arrival, course: Course, hand: Hand) -> Iterator[Finding]:
    """Bids come until the deadline, by the clock or by the word of whoever took them in; never once bids are opened."""
    closed = doors.shut(course, "receive", hand.now)
    if closed is not None:
        yield closed
        return
    by_word = _stated_at(hand) or hand.now
    ends = [dt.datetime.fromisoformat(entry.at) for entry in course.of_act("close")]
    ends += [course.deadline] if course.deadline else []
    if ends and by_word >= min(ends):
        facts = {"vendor": arrival.folder, "deadline": moment(min(ends)), "at": moment(by_word)}
        yield Finding("CDC536", Place(arrival.folder), facts)


def _may_bid(arrival: Arrival, spec: Specification) -> Iterator[Finding]:
    """A vendor on no list may be a slip of the pen; whether it may bid is what the tender declares."""
    listed = {vendor.id: vendor.status for vendor in spec.vendors}
    by_invitation = spec.tender is not None and spec.tender.bidders == "invited"
    facts: Mapping[str, object] = {
        "vendor": arrival.vendor,
        "known": ", ".join(sorted(listed)) or Phrase("what.nobody"),
    }
    if by_invitation and listed.get(arrival.vendor) not in ("invited", "short_list"):
        yield Finding("CDC538", Place(arrival.folder), facts)
    elif listed and arrival.vendor not in listed:
        yield Finding("CDC537", Place(arrival.folder), facts)


def _spelt(arrival: Arrival, spec: Specification, course: Course) -> Iterator[Finding]:
    """Two ids that differ by capitals alone are one vendor, whose bid would be split; some systems know one folder."""
    known = (
        *(vendor.id for vendor in spec.vendors),
        *(str(one.facts.get("of", "")) for one in course.of_act("receive")),
    )
    other = next((id_ for id_ in known if id_ != arrival.vendor and id_.casefold() == arrival.vendor.casefold()), None)
    if other is not None:
        yield Finding("CDC934", Place(arrival.folder), {"vendor": arrival.vendor, "other": other})


def _own(arrival: Arrival, spec: Specification, course: Course) -> Iterator[Finding]:
    """A file that says another vendor's name must not become this one's bid; a new name of its own is told."""
    said = {name.casefold(): name for name in arrival.names}
    listed = {vendor.name.casefold() for vendor in spec.vendors}
    before = ""
    for entry in course.of_act("receive"):
        owner, name = str(entry.facts.get("of", "")), str(entry.facts.get("name", ""))
        if entry.facts.get("vendor") == arrival.folder:
            before = name
        elif owner != arrival.vendor and name.casefold() in said.keys() - listed:
            yield Finding("CDC444", Place(arrival.sent[0].name), {"other": owner})
            return
    if before and said and before.casefold() not in said:
        facts = {"vendor": arrival.vendor, "name": arrival.names[0], "other": before}
        yield Finding("CDC551", Place(arrival.folder), facts)
