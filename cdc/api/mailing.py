"""What letters need beside the ranking, gathered from journal, bids, law and the company's own list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cdc.api import law
from cdc.api.procedure import course_of
from cdc.api.ranking import Scored
from cdc.findings import Finding, Phrase, Place

if TYPE_CHECKING:
    from cdc.documents.award.letters.post import Addressee, Post
    from cdc.model.specification import Specification
    from cdc.model.tender import Tender


def day(scored: Scored, now: dt.datetime) -> dt.date:
    """Give the day that letters bear: today where the tender is held, or a later day set for telling the decision."""
    tender = scored.specification.tender
    today = _local(now, tender)
    return max(today, tender.decision_on) if tender and tender.decision_on else today


def of(scored: Scored, issued: dt.date | None) -> Post:
    """Gather the mailing; without a day of issue it is a draft, and names no day of the decision either."""
    from cdc.documents.award.letters.post import Post

    spec = scored.specification
    periods = law.periods_of(scored.project.root, spec.tender)
    waiting = periods.waiting() if periods else None
    last = periods.last_day(issued, waiting) if periods and waiting and issued else None
    decision = course_of(scored.project).decision() if issued else None
    return Post(
        issued=issued,
        decided=_local(dt.datetime.fromisoformat(decision.at), spec.tender) if decision else None,
        waiting=waiting,
        last=last,
        first=last + dt.timedelta(days=1) if last else None,
        law=periods.calendar.letters if periods else None,
        addressees=dict(_addressees(scored, spec)),
    )


def _local(moment: dt.datetime, tender: Tender | None) -> dt.date:
    """Give the day of a moment where the tender is held: in the zone of its deadline."""
    return moment.astimezone(tender.deadline.tzinfo if tender and tender.deadline else dt.UTC).date()


def _addressees(scored: Scored, spec: Specification) -> Iterator[tuple[str, Addressee]]:
    """Give who is written to: what the bid says of its vendor, and the address of the company's own list."""
    from cdc.documents.award.letters.post import Addressee
    from cdc.tender import bids

    listed = {vendor.id: vendor for vendor in spec.vendors}
    for item in bids.load(scored.project.root)[0]:
        bid = item.bid
        known = listed.get(bid.variant_of or bid.vendor)
        own = known.contact.email if known and known.contact else None
        yield (
            bid.vendor,
            Addressee(
                attention=bid.identity.get("V-CONTACT", ""),
                email=bid.identity.get("V-EMAIL") or own or "",
                address=(known.address if known else None) or "",
                received=_local(dt.datetime.fromisoformat(bid.stated or bid.received), spec.tender),
            ),
        )


def lacking(scored: Scored) -> Iterator[Finding]:
    """Name what the letters cannot say because nobody declared it: where, who signs, whom to ask, who reviews."""
    tender = scored.specification.tender
    if tender is None:
        return
    notices = tender.notices
    declared = {
        "town": notices and notices.town,
        "signatory": notices and notices.signatory,
        "contact": tender.contact or tender.contact_name,
        "remedies": tender.legal_basis or (notices and notices.remedies) or _is_lawful(scored, tender),
    }
    for name, value in declared.items():
        if not value:
            where = "tender.contact" if name == "contact" else "tender.notices"
            yield Finding("CDC960", Place(where), {"what": Phrase(f"label.{name}")})


def _is_lawful(scored: Scored, tender: Tender) -> bool:
    """Tell whether the law of a tender says how its decision can be contested."""
    periods = law.periods_of(scored.project.root, tender)
    return periods is not None and periods.calendar.letters is not None
