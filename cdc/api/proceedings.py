"""What the minutes of the board tell of the procedure, read from its journal and its requests to vendors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cdc.api.procedure import aside, course_of, excluded
from cdc.api.ranking import Scored

if TYPE_CHECKING:
    from cdc.documents.award.letters.proceedings import Aside, Opening, Proceedings
    from cdc.tender.course import Course


def of(scored: Scored) -> Proceedings:
    """Gather what was done; moments are told where the tender is held, in the zone of its deadline."""
    from cdc.board import clarifications
    from cdc.documents.award.letters.proceedings import Proceedings

    where = course_of(scored.project)
    decision = where.decision()
    return Proceedings(
        openings=tuple(_openings(where)),
        aside=tuple(_aside(scored, where)),
        requests=clarifications.read(scored.project.root)[0],
        decided=_local(where, decision.at) if decision else None,
        reason=str(decision.facts.get("reason", "")) if decision else "",
    )


def _local(where: Course, at: str) -> dt.datetime:
    return dt.datetime.fromisoformat(at).astimezone(where.deadline.tzinfo if where.deadline else dt.UTC)


def _openings(where: Course) -> Iterator[Opening]:
    from cdc.documents.award.letters.proceedings import Came, Opening

    for entry in where.of_act("open"):
        came = tuple(
            Came(str(bid["name"] or bid["vendor"]), _local(where, str(bid["stated"] or bid["received"])))
            for bid in entry.facts.get("bids", ())
        )
        yield Opening(str(entry.facts["what"]), _local(where, entry.at), entry.by, came)


def _aside(scored: Scored, where: Course) -> Iterator[Aside]:
    from cdc.documents.award.letters.proceedings import Aside

    names = {vendor.id: vendor.name for vendor in scored.project.specification.vendors}
    for vendor, at, why in aside(where, excluded(where) if where.are_prices_sealed else frozenset()):
        yield Aside(names.get(vendor, vendor), _local(where, at) if at else None, why)
