"""Say why an act may not come now, and which command comes next."""

from __future__ import annotations

import datetime as dt

from cdc.findings import Finding, Phrase, Place
from cdc.tender import journal, publication
from cdc.tender.course import Course
from cdc.tender.journal import Act
from cdc.tender.phase import Phase, Shut

UNOPENED: tuple[Phase, ...] = ("published", "closed")
"""Phases in which nobody may know what is in a bid."""


def shut(course: Course, act: Act, now: dt.datetime, what: str = "") -> Finding | None:
    """Give the finding of an act out of order, or of one without a journal; nothing when it may come."""
    if course.is_begun and not course.journal.lines and act != "publish":
        return Finding("CDC532", Place(journal.NAME), {"path": publication.FILE})
    found = course.shut(act, now, what)
    return _finding(found) if found else None


def unopened(course: Course, now: dt.datetime) -> Finding | None:
    """Give the finding of a ranking before bids are opened."""
    at = course.phase(now)
    return _finding(Shut("score", at, course.step(now))) if at in UNOPENED else None


def _finding(found: Shut) -> Finding:
    facts = {
        "act": Phrase(f"what.act_{found.act}"),
        "phase": Phrase(f"what.phase_{found.phase}"),
        "step": Phrase(f"what.step_{found.step}"),
    }
    return Finding("CDC531", Place(journal.NAME), facts)
