"""What letters need beside the ranking: to whom, when, after which decision, under which law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from cdc.model.law import LawLetters, Period


@dataclass(frozen=True, slots=True)
class Addressee:
    """A vendor as a letter addresses it, and the day its bid came."""

    attention: str = ""
    email: str = ""
    address: str = ""
    received: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One mailing: the days of issue and of decision (None in a draft), the standstill, and the law's letters.

    `last` is the last day of the standstill, `first` the day after it; both None in a draft and where no law has one.
    """

    issued: dt.date | None = None
    decided: dt.date | None = None
    waiting: Period | None = None
    last: dt.date | None = None
    first: dt.date | None = None
    law: LawLetters | None = None
    addressees: Mapping[str, Addressee] = field(default_factory=dict)

    def to(self, vendor: str) -> Addressee:
        """Give the addressee of a vendor, with nothing but its name where nothing else is known."""
        return self.addressees.get(vendor, Addressee())
