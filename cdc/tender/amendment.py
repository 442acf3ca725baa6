"""An amendment: the time it leaves for answers, and what of it vendors may read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cdc.compare.specifications import Difference, Differences
from cdc.model.fields import Leaf
from cdc.model.specification import Specification
from cdc.model.tender import BoardMember, Criterion, Tender
from cdc.tender import leaks

_SATURDAY = 5
TOLD = ("asked", "stated", "decides")
"""Uses that bind vendors or the buyer; what is free to change is no amendment."""


def needed_deadline(tender: Tender, now: dt.datetime) -> dt.datetime | None:
    """Give the deadline that the declared days ask for, on a weekday at the hour of the old one; None where it is kept.

    Days are counted from the publication of the amendment, in the zone of the deadline.
    """
    if tender.deadline is None or tender.amendment_days is None:
        return None
    least = now.astimezone(tender.deadline.tzinfo) + dt.timedelta(days=tender.amendment_days)
    if tender.deadline >= least:
        return None
    moment = dt.datetime.combine(least.date(), tender.deadline.timetz())
    while moment < least or moment.weekday() >= _SATURDAY:
        moment += dt.timedelta(days=1)
    return moment


def seen(found: Differences, before: Specification, after: Specification) -> Iterator[Difference]:
    """Give the differences that vendors are told: binding ones, and only what is not kept from vendors."""
    for difference in found.of_use(*TOLD):
        spec = before if difference.kind == "removed" else after
        if not _is_kept_back(difference, spec):
            yield difference


def _is_kept_back(difference: Difference, spec: Specification) -> bool:
    owner, value = difference.field.owner, difference.after if difference.after is not None else difference.before
    if issubclass(owner, BoardMember):
        return True
    if difference.field.kind == "weight":
        known = ("all", "criteria") if issubclass(owner, Criterion) else ("all",)
        if spec.evaluation.publish_weights not in known:
            return True
    return leaks.is_hidden(spec, Leaf(difference.path, difference.key, "", difference.field, difference.use, value))
