"""Say why an act may not come now, and which command comes next."""

from __future__ import annotations

import datetime as dt

from cdc.findings import Finding, Phrase, Place
from cdc.tender import journal, publication
from cdc.tender.course import Course
from cdc.tender.journal import Act
from cdc.tender.phase import Phase, Step

UNOPENED: tuple[Phase, ...] = ("published", "closed")
"""Phases in which nobody may know what is in a bid."""


def shut(course: Course, act: Act, now: dt.datetime, what: str = "") -> Finding | None:
    """Give the finding of an act out of order, or of one without a journal; nothing when it may come."""
    if course.is_begun and not course.journal.lines and act != "publish":
        return Finding("CDC532", Place(journal.NAME), {"path": publication.FILE})
    found = course.shut(act, now, what)
    return _finding(found.act, found.phase, found.step) if found else None


def unopened(course: Course, now: dt.datetime, act: str = "score") -> Finding | None:
    """Give the finding of what needs the content of bids, a ranking by default, before they are opened."""
    at = course.phase(now)
    return _finding(act, at, course.step(now)) if at in UNOPENED else None


def _finding(act: str, at: Phase, step: Step) -> Finding:
    facts = {"act": Phrase(f"what.act_{act}"), "phase": Phrase(f"what.phase_{at}"), "step": Phrase(f"what.step_{step}")}
    return Finding("CDC531", Place(journal.NAME), facts)
