"""What every letter has: its head, the standstill, remedies and contact, and who signs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Literal

from cdc.documents.award.figures import Figures
from cdc.documents.award.letters.post import Post
from cdc.model import blocks as b
from cdc.model.notices import Notices
from cdc.model.ranking import BidResult
from cdc.model.specification import Specification
from cdc.model.tender import Tender

Kind = Literal["award", "unsuccessful", "excluded"]
_NAMES: dict[Kind, str] = {"award": "award", "unsuccessful": "debrief", "excluded": "debrief"}


def letter(figures: Figures, bid: BidResult, post: Post, kind: Kind, said: Iterable[b.Block]) -> b.Document:
    """Give the letter to one vendor: what is said of its bid, between head and signature."""
    say = figures.say
    blocks = (
        _head(figures, bid, post, kind),
        figures.view.paragraph("letter.salutation"),
        *said,
        *_standstill(figures, post),
        *_remedies(figures, post),
        *_contact(figures, post),
        figures.view.paragraph("letter.closing", "closing"),
        *_signature(figures),
    )
    document = figures.document(
        f"{_NAMES[kind]}-{bid.vendor}", f"report.{_NAMES[kind]}", (), blocks, confidentiality=""
    )
    day = post.issued
    return dataclasses.replace(
        document,
        layout="letter",
        date=say.date_in_letters(day) if day else say("letter.undated"),
        iso_date=day.isoformat() if day else document.iso_date,
    )


def title(figures: Figures) -> str:
    """Give what the tender is about."""
    tender = figures.spec.tender
    return figures.view.text((tender.title if tender else None) or figures.spec.document.title)


def _head(figures: Figures, bid: BidResult, post: Post, kind: Kind) -> b.Letterhead:
    say, to = figures.say, post.to(bid.vendor)
    notices = _notices(figures.spec)
    channel = figures.view.text(notices.channel) if notices else ""
    subject = say(f"letter.about_{kind}", title=title(figures))
    article = figures.view.text(getattr(post.law, kind)) if post.law else ""
    addressee = [say("letter.to", name=bid.name)]
    addressee += [say("letter.attention", name=to.attention)] if to.attention else []
    addressee += [line.strip() for line in to.address.split(",")] if to.address else []
    return b.Letterhead(
        sender=_sender(figures.spec),
        references=tuple(_references(figures)),
        channel=tuple(line for line in (channel, to.email) if line),
        addressee=tuple(addressee),
        place_and_date=_place_and_date(figures, post),
        subject=(say("letter.subject"), f"{subject} ({article})" if article else subject),
    )


def _notices(spec: Specification) -> Notices | None:
    return spec.tender.notices if spec.tender else None


def _sender(spec: Specification) -> tuple[str, ...]:
    company, notices = spec.company, _notices(spec)
    site = company.sites[0] if company.sites else None
    address = (notices.address if notices else None) or (site.city if site else "")
    facts = " · ".join(part for part in (address, *company.registration) if part)
    return (company.name, facts) if facts else (company.name,)


def _references(figures: Figures) -> Iterator[str]:
    spec, say = figures.spec, figures.say
    yield say("letter.reference", reference=spec.tender.id if spec.tender else spec.document.reference)
    if len(spec.lots) == 1:
        yield f"{spec.lots[0].id} {figures.view.text(spec.lots[0].name)}"


def _place_and_date(figures: Figures, post: Post) -> str:
    say, notices = figures.say, _notices(figures.spec)
    date = say.date_in_letters(post.issued) if post.issued else say("letter.undated")
    town = notices.town if notices else None
    return say("letter.place_and_date", place=figures.view.text(town), date=date) if town else date


def headed(figures: Figures, key: str, blocks: Iterable[b.Block]) -> Iterator[b.Block]:
    """Put a heading over what a part of a letter says, if it says anything."""
    said = tuple(blocks)
    if said:
        yield b.Heading((figures.say(f"letter.{key}"),))
        yield from said


def _standstill(figures: Figures, post: Post) -> Iterator[b.Block]:
    """Say until when the contract is not signed, so that the decision can still be contested."""
    view, tender = figures.view, figures.spec.tender
    parts: list[b.Block] = []
    if (period := post.waiting) is not None:
        parts.append(view.paragraph(f"report.standstill_{period.counted}", days=period.days, source=period.source))
    if post.last and post.first:
        last, first = (figures.say.date_in_letters(day) for day in (post.last, post.first))
        parts.append(view.paragraph("letter.standstill_end", last=last, first=first))
    elif not post.waiting and tender and tender.signature_on:
        parts.append(view.paragraph("letter.signature_planned", date=figures.say.date_in_letters(tender.signature_on)))
    yield from headed(figures, "standstill", parts)


def _remedies(figures: Figures, post: Post) -> Iterator[b.Block]:
    tender = figures.spec.tender
    if tender is not None:
        yield from headed(figures, "remedies", _ways(figures, tender, post))


def _ways(figures: Figures, tender: Tender, post: Post) -> Iterator[b.Block]:
    """Say how the decision can be contested: in the author's words, else the law's, else by the house's own rules."""
    view, body = figures.view, _body(figures, tender)
    own = tender.notices.remedies if tender.notices else None
    if own:
        yield b.Paragraph(view.inlines(own))
    elif post.law:
        yield b.Paragraph((view.text(post.law.remedies).replace("{body}", body or view.text(post.law.body)),))
    elif tender.legal_basis:
        yield view.paragraph("letter.remedies_rule", basis=view.text(tender.legal_basis))
    if body and (own or not post.law):
        yield view.paragraph("letter.review_body", body=body)


def _body(figures: Figures, tender: Tender) -> str:
    body = tender.notices.review_body if tender.notices else None
    if body is None:
        return ""
    contact = body.contact
    parts = (figures.view.text(body.name), body.address, contact.email if contact else None)
    return ", ".join(part for part in parts if part)


def _contact(figures: Figures, post: Post) -> Iterator[b.Block]:
    say, tender = figures.say, figures.spec.tender
    contact = tender.contact if tender else None
    reached = (contact.email, contact.phone) if contact else ()
    who = ", ".join(part for part in (tender.contact_name if tender else None, *reached) if part)
    if not who:
        return
    line = say("letter.contact_line", who=who)
    notices = _notices(figures.spec)
    days = (notices.answer_days if notices else None) or (post.law.answer_days if post.law else None)
    if days:
        line += " " + say("letter.answered_within", days=days)
    yield from headed(figures, "contact", (b.Paragraph((line,)),))


def _signature(figures: Figures) -> Iterator[b.Block]:
    """Leave room for who signs; without a declared signatory, for the company."""
    company, notices = figures.spec.company.name, _notices(figures.spec)
    signatory = notices.signatory if notices else None
    if signatory is None:
        yield b.Signatures((b.Signature("", company, "", ""),))
        return
    office = figures.say("letter.signed_for", role=figures.view.text(signatory.role), company=company)
    yield b.Signatures((b.Signature("", signatory.name, office, ""),))
