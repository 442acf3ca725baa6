"""Who acts in the procedure, and when by the machine's clock."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cdc.tender import journal
from cdc.tender.journal import Act, Entry


def account() -> str:
    """Give the name of the account that runs the program."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without an entry has no name
        return "?"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, and when by the machine's clock; what somebody states of another moment stands apart."""

    by: str = field(default_factory=account)
    now: dt.datetime = field(default_factory=lambda: dt.datetime.now(tz=dt.UTC))
    stated: Mapping[str, str] = field(default_factory=dict)

    def entry(self, act: Act, *, facts: Mapping[str, Any], taken: Mapping[str, str] | None = None) -> Entry:
        """Give the line of an act by this hand."""
        return Entry(act, journal.moment(self.now), self.by, facts, taken or {}, stated=self.stated)
