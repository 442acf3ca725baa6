"""Ask one vendor to make its bid clear or to explain its price, keep its reply, decide with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdc.api.printing import Progress, quiet, write_document
from cdc.api.procedure import course_of
from cdc.api.project import Project, checked_languages
from cdc.api.vendor import read_workbook
from cdc.errors import NotADateError, RefusedError, UnknownNameError
from cdc.findings import Finding, Place
from cdc.tender.hand import Hand

if TYPE_CHECKING:
    from cdc.model.clarification import Clarification, Decision
    from cdc.tender.bids import Stored


def points_of(project: Project, vendor: str, language: str) -> tuple[str, ...]:
    """Give what a vendor's workbooks leave unclear, finding by finding, in the words of one language."""
    from cdc.tender import bids
    from cdc.words import words
    from cdc.words.telling import message

    stored, say = _stored(project, vendor), words(checked_languages([language])[0])
    points = []
    for file, content in bids.originals(stored):
        _, findings = read_workbook(project.specification, file.name, content, forms=project.forms)
        points += [f"{item.place}: {message(item, say)}" for item in findings if item.severity != "info"]
    return tuple(dict.fromkeys(points))


def ask_vendor(
    project: Project,
    vendor: str,
    points: Sequence[str],
    *,
    until: str,
    is_low: bool = False,
    hand: Hand | None = None,
) -> Clarification:
    """Keep a request to a vendor under its next number."""
    from cdc.board import clarifications
    from cdc.model.clarification import Clarification

    hand = hand or Hand()
    _stored(project, vendor)
    known, _ = clarifications.read(project.root)
    number = max((request.number for request in known if request.vendor == vendor), default=0) + 1
    request = Clarification.model_validate(
        {
            "vendor": vendor,
            "number": number,
            "kind": "abnormally_low" if is_low else "clarification",
            "points": tuple(points),
            "asked_on": hand.now.date().isoformat(),
            "until": _moment(until),
        }
    )
    return _kept(project, request, hand, "ask")


def keep_reply(
    project: Project, vendor: str, number: int, text: str, *, on: str = "", hand: Hand | None = None
) -> Clarification:
    """Keep a vendor's reply, or where it stands."""
    hand = hand or Hand()
    day = _day(on) if on else hand.now.date()
    return _kept(project, _changed(project, vendor, number, reply=text, replied_on=day), hand, "reply")


def decide_request(
    project: Project, vendor: str, number: int, decision: Decision, reason: str, *, hand: Hand | None = None
) -> Clarification:
    """Keep what was decided: accepted, or rejected, which takes the bid out of the ranking.

    Nobody is rejected while it can still reply.
    """
    hand = hand or Hand()
    asked = _changed(project, vendor, number)
    if decision == "rejected" and not asked.reply and hand.now < asked.until:
        facts = {"vendor": vendor, "number": number, "until": asked.until}
        raise RefusedError((Finding("CDC946", Place(vendor), facts),))
    made = {"decision": decision, "reason": reason, "decided_by": hand.by, "decided_on": hand.now.date()}
    return _kept(project, _changed(project, vendor, number, **made), hand, "decide")


def write_requests(
    project: Project, *, languages: Sequence[str], formats: Sequence[str], out: Path, progress: Progress = quiet
) -> list[Path]:
    """Write the letter of each request that is not decided; give the files written."""
    from cdc.board import clarifications
    from cdc.documents.procedure import request as letter

    requests, _ = clarifications.read(project.root)
    written: list[Path] = []
    for request in (request for request in requests if request.decision is None):
        bid = _stored(project, request.vendor).bid
        for language in checked_languages(languages):
            page = letter.compose(project.specification, request, name=bid.name or bid.vendor, language=language)
            written += write_document(page, out / page.name, formats, look=project.look, progress=progress)
    return written


def _stored(project: Project, vendor: str) -> Stored:
    from cdc.tender import bids

    stored, _ = bids.load(project.root)
    found = next((item for item in stored if item.bid.vendor == vendor), None)
    if found is None:
        raise UnknownNameError(kind="vendor", name=vendor, known=", ".join(item.bid.vendor for item in stored))
    return found


def _changed(project: Project, vendor: str, number: int, **values: Any) -> Clarification:
    from cdc.board import clarifications

    requests, _ = clarifications.read(project.root)
    found = next((one for one in requests if (one.vendor, one.number) == (vendor, number)), None)
    if found is None:
        known = ", ".join(f"{one.vendor} {one.number}" for one in requests)
        raise UnknownNameError(kind="request", name=f"{vendor} {number}", known=known)
    return found.model_copy(update=values)


def _kept(project: Project, request: Clarification, hand: Hand, what: str) -> Clarification:
    """Write a request with its line in the journal; while bids are shut nobody can have read them."""
    from cdc.board import clarifications
    from cdc.tender import doors, record

    facts = {"vendor": request.vendor, "number": request.number, "step": what}
    with record.held(project.root):
        shut = doors.shut(course_of(project), "clarify", hand.now)
        if shut is not None:
            raise RefusedError((shut,))
        name, content = clarifications.file_of(request), clarifications.content_of(request)
        record.put(project.root, hand.entry("clarify", facts=facts), {name: content})
    return request


def _moment(text: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise NotADateError(text=text) from error
    if moment.tzinfo is None:
        raise NotADateError(text=text)
    return text


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise NotADateError(text=text) from error
