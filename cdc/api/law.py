"""The minimum periods of the law that a tender names, held against its dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cdc.model.tender import Tender
    from cdc.tender.calendar import Periods

Wrong = Iterator[tuple[str, tuple[str | int, ...], Mapping[str, object]]]


def periods_of(root: Path, tender: Tender | None) -> Periods | None:
    """Give the minimum periods that hold for a tender, if it names a law that is known."""
    from cdc.packs import calendars
    from cdc.tender.calendar import Periods

    found = calendars.of(root, tender.law if tender else None)
    return Periods(tender, *found) if tender and found else None


def dates(root: Path, tender: Tender | None) -> Wrong:
    """Name dates that the law of a tender does not allow, whenever it is published, and what could not be compared."""
    from cdc.tender.calendar import is_country

    periods = periods_of(root, tender)
    if periods is None:
        return
    law = periods.tender.law
    assert law is not None
    if law.country and not is_country(law.country):
        yield "CDC592", ("tender", "law", "country"), {"name": law.country, "known": "ISO 3166", "guess": ""}
        return
    yield from periods.planned()
    if periods.calendar.status == "experimental":
        yield "CDC596", ("tender", "law", "calendar"), {"name": law.calendar, "source": periods.calendar.source}


def too_soon(root: Path, tender: Tender | None, now: dt.datetime, *, amended: bool) -> Wrong:
    """Name a deadline that is too near to publish, or to amend, now."""
    periods = periods_of(root, tender)
    if periods is not None:
        yield from periods.from_today(now, amended=amended)
