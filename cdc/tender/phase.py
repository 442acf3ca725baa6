"""The phases of a procedure and their doors: which act may come now, and which must come before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cdc.tender.journal import Act, Entry

Phase = Literal[
    "draft",
    "published",
    "closed",
    "technical_opened",
    "quality_decided",
    "price_opened",
    "decided",
    "awarded",
    "cancelled",
]
Step = Literal[
    "publish", "wait", "open_technical", "open_all", "decide_quality", "open_price", "decide", "award", "none"
]

ORDER: tuple[Phase, ...] = (
    "draft",
    "published",
    "closed",
    "technical_opened",
    "quality_decided",
    "price_opened",
    "decided",
    "awarded",
)
NEXT: dict[Phase, Step] = {
    "draft": "publish",
    "published": "wait",
    "closed": "open_technical",
    "technical_opened": "decide_quality",
    "quality_decided": "open_price",
    "price_opened": "decide",
    "decided": "award",
    "awarded": "none",
    "cancelled": "none",
}
"""What the officer does next in each phase; with one envelope there is no door between quality and price."""

_OPEN: dict[Act, tuple[Phase, Phase]] = {
    "publish": ("draft", "draft"),
    "amend": ("published", "published"),
    "issue": ("published", "published"),
    "question": ("published", "closed"),
    "answer": ("published", "closed"),
    "receive": ("published", "closed"),
    "refuse": ("published", "closed"),
    "withdraw": ("published", "price_opened"),
    "correct": ("published", "price_opened"),
    "close": ("published", "published"),
    "open": ("closed", "quality_decided"),
    "score": ("technical_opened", "technical_opened"),
    "moderate": ("technical_opened", "technical_opened"),
    "clarify": ("technical_opened", "price_opened"),
    "decide": ("technical_opened", "price_opened"),
    "award": ("decided", "awarded"),
    "cancel": ("published", "decided"),
}
"""Per act: the first and the last phase in which it is allowed."""
_OF_WHAT: dict[tuple[str, str], tuple[Phase, Phase]] = {
    ("open", "technical"): ("closed", "closed"),
    ("open", "all"): ("closed", "closed"),
    ("open", "price"): ("quality_decided", "quality_decided"),
    ("decide", "quality"): ("technical_opened", "technical_opened"),
    ("decide", "award"): ("price_opened", "price_opened"),
    ("decide", "again"): ("decided", "awarded"),
}
"""The same for an act that is about something."""
_OF_TWO = (("open", "technical"), ("open", "price"), ("decide", "quality"))
_OF_ONE = (("open", "all"),)


@dataclass(frozen=True, slots=True)
class Shut:
    """An act out of order: the phase the tender is in, and the step that comes next."""

    act: Act
    phase: Phase
    step: Step


def phase(entries: Iterable[Entry], *, deadline: dt.datetime | None, now: dt.datetime) -> Phase:
    """Tell where a procedure stands, from its journal and from the clock: bids close at the deadline by themselves."""
    at: Phase = "draft"
    for entry in entries:
        at = _after(at, entry)
    if at == "published" and deadline is not None and now >= deadline:
        return "closed"
    return at


_LEADS: dict[tuple[str, str], Phase] = {
    ("publish", ""): "published",
    ("close", ""): "closed",
    ("open", "technical"): "technical_opened",
    ("open", "price"): "price_opened",
    ("open", "all"): "price_opened",
    ("decide", "quality"): "quality_decided",
    ("decide", ""): "decided",
    ("award", ""): "awarded",
    ("cancel", ""): "cancelled",
}
"""Where an act leads, by what it is about (nothing: whatever that is); other acts change no phase."""


def _after(at: Phase, entry: Entry) -> Phase:
    about = str(entry.facts.get("what", ""))
    return _LEADS.get((entry.act, about)) or _LEADS.get((entry.act, ""), at)


def step(at: Phase, *, envelopes: Literal["one", "two"]) -> Step:
    """Name the step that comes next."""
    return _ONE.get(at, NEXT[at]) if envelopes == "one" else NEXT[at]


_ONE: dict[Phase, Step] = {"closed": "open_all", "technical_opened": "decide"}


def shut(act: Act, at: Phase, *, envelopes: Literal["one", "two"] = "one", what: str = "") -> Shut | None:
    """Tell why an act, about something, may not come now; None when it may.

    Scores and moderation of one-envelope tenders are written while prices are known already: there the door stays open.
    """
    first, last = _OF_WHAT.get((act, what), _OPEN[act])
    strange = (act, what) in (_OF_TWO if envelopes == "one" else _OF_ONE)
    if envelopes == "one" and act in ("score", "moderate"):
        last = "price_opened"
    if at != "cancelled" and not strange and ORDER.index(first) <= ORDER.index(at) <= ORDER.index(last):
        return None
    return Shut(act, at, step(at, envelopes=envelopes))
