"""Where a procedure stands: what its journal tells of phases, of bids withdrawn and of envelopes opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cdc.model.bid import Bid
from cdc.model.tender import Tender
from cdc.tender import phase as phases
from cdc.tender import record
from cdc.tender.journal import Act, Damage, Entry, Journal
from cdc.tender.phase import Phase, Shut, Step


@dataclass(frozen=True, slots=True)
class Course:
    """A procedure as its journal tells it, with what the tender declares of its envelopes and its deadline."""

    journal: Journal
    damages: tuple[Damage, ...]
    is_begun: bool
    envelopes: Literal["one", "two"]
    deadline: dt.datetime | None

    def phase(self, now: dt.datetime) -> Phase:
        """Tell the phase."""
        return phases.phase(self.journal.entries, deadline=self.deadline, now=now)

    def step(self, now: dt.datetime) -> Step:
        """Name the step that comes next."""
        return phases.step(self.phase(now), envelopes=self.envelopes)

    def shut(self, act: Act, now: dt.datetime, what: str = "") -> Shut | None:
        """Tell why an act may not come now; before publication bids and scores are a rehearsal, open to all."""
        if not self.is_begun and act in _REHEARSED:
            return None
        return phases.shut(act, self.phase(now), envelopes=self.envelopes, what=what)

    def of_act(self, act: Act) -> Iterator[Entry]:
        """Give the lines of one kind of act."""
        return (entry for entry in self.journal.entries if entry.act == act)

    @property
    def withdrawn(self) -> dict[str, str]:
        """Give the vendors whose bid is withdrawn, and since when; who hands in again has a bid again."""
        out: dict[str, str] = {}
        for entry in self.journal.entries:
            vendor = str(entry.facts.get("vendor", ""))
            if entry.act == "withdraw":
                out[vendor] = entry.at
            elif entry.act == "receive":
                out.pop(vendor, None)
        return out

    @property
    def are_prices_sealed(self) -> bool:
        """Tell whether prices come in an envelope of their own that this procedure opens later."""
        return self.is_begun and self.envelopes == "two"

    @property
    def priced(self) -> frozenset[str]:
        """Give the vendors whose price envelope was opened."""
        opened = [entry for entry in self.of_act("open") if entry.facts.get("what") == "price"]
        return frozenset(str(vendor) for entry in opened for vendor in entry.facts.get("vendors", ()))

    def shown(self, bid: Bid) -> Bid:
        """Give a bid without its prices while their envelope is shut."""
        return (
            bid.model_copy(update={"prices": ()}) if self.are_prices_sealed and bid.vendor not in self.priced else bid
        )

    def decision(self) -> Entry | None:
        """Give the last decision on the award."""
        return next((entry for entry in reversed(self.journal.entries) if _is_decision(entry)), None)


_REHEARSED: Collection[Act] = ("question", "answer", "receive", "refuse", "score", "moderate", "correct", "clarify")


def _is_decision(entry: Entry) -> bool:
    return entry.act == "decide" and entry.facts.get("what") in ("award", "again")


def read(root: Path, tender: Tender) -> Course:
    """Read where the procedure of a project folder stands, by the deadline that was published last."""
    found, damages = record.read(root)
    published = [
        entry.facts for entry in found.entries if entry.act in ("publish", "amend") and "deadline" in entry.facts
    ]
    told = published[-1] if published else {}
    envelopes: Literal["one", "two"] = "two" if told.get("envelopes", tender.envelopes) == "two" else "one"
    deadline = tender.deadline
    if told:
        deadline = dt.datetime.fromisoformat(str(told["deadline"])) if told["deadline"] else None
    return Course(found, damages, record.is_begun(root, found), envelopes, deadline)
