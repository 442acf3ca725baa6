"""What the journal tells the minutes: openings, what was not opened, requests, and the decision."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cdc.model.clarification import Clarification


@dataclass(frozen=True, slots=True)
class Came:
    """A bid as it was opened: its vendor, and when it came."""

    name: str
    received: dt.datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening: of which envelopes, when, by whom, of which bids."""

    what: str
    at: dt.datetime
    by: str
    bids: tuple[Came, ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """What came and was not opened: whose, when, and the phrase that says why."""

    name: str
    at: dt.datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class Proceedings:
    """What was done before the decision, and when that was taken (None while nothing is decided)."""

    openings: tuple[Opening, ...] = ()
    aside: tuple[Aside, ...] = ()
    requests: tuple[Clarification, ...] = ()
    decided: dt.datetime | None = None
    reason: str = ""
