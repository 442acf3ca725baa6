"""The minutes of an opening: what was opened, when, by whom, which bids had come; no answer and no price."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cdc.documents.compose import LABELS
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model.specification import Specification
from cdc.words import words


def minutes(
    spec: Specification, facts: Mapping[str, Any], aside: tuple[tuple[str, str, str], ...], *, language: str
) -> b.Document:
    """Give the minutes: `facts` of the opening, and what came but was not opened (vendor, when, why)."""
    view = View(spec, words(language), "internal")
    say, tender = view.words, spec.tender
    title = (tender.title if tender else None) or spec.document.title
    return b.Document(
        name=f"opening-{facts['what']}",
        language=language,
        kind=say(f"report.opening_{facts['what']}"),
        title=view.text(title),
        subtitle="",
        reference=tender.id if tender else spec.document.reference,
        version=spec.document.version,
        date=say.date_in_letters(dt.date.fromisoformat(facts["at"][:10])),
        iso_date=facts["at"][:10],
        company=spec.company.name,
        confidentiality=say("report.confidential"),
        draft=None,
        labels={key: say(f"document.{key}") for key in LABELS},
        front=tuple(_blocks(view, facts, aside)),
        body=(),
        layout="sheet",
    )


def _blocks(view: View, facts: Mapping[str, Any], aside: tuple[tuple[str, str, str], ...]) -> Iterator[b.Block]:
    say = view.words
    yield b.Facts(tuple(_facts(view, facts)))
    if not facts["bids"]:
        yield view.paragraph("report.opened_none")
    else:
        yield b.Heading((say("report.opened_order"),))
        heads = ("report.vendor", "report.received_at", "report.files")
        ordered = sorted(facts["bids"], key=lambda bid: (bid["stated"] or bid["received"], bid["vendor"]))
        rows = tuple(b.Row(((_name(bid),), (_came(view, bid),), _files(bid))) for bid in ordered)
        yield b.Table(tuple(b.Column(say(head), width) for head, width in zip(heads, (20, 25, 55), strict=True)), rows)
        yield view.paragraph("report.opened_unread", "note")
        yield from _signatures(view, ordered, facts.get("signatures", {}))
    if aside:
        yield view.paragraph("report.not_opened")
        told = ((", ".join(filter(None, (name, _moment(view, at) if at else ""))), why) for name, at, why in aside)
        yield b.Bullets(tuple((b.Paragraph((f"{what}: {say(why)}",)),) for what, why in told))
        if facts.get("reason"):
            yield b.Paragraph((f"{say('label.reason')}: {facts['reason']}",))
    if view.spec.board:
        people = (b.Signature("", one.name, view.text(one.office), "") for one in view.spec.board)
        yield b.Signatures(tuple(people))


def _signatures(
    view: View, bids: Sequence[Mapping[str, Any]], found: Mapping[str, Sequence[Mapping[str, str]]]
) -> Iterator[b.Block]:
    """Say of each signed file who signed it, and what the check found; nothing where nobody signed."""
    told = [
        (f"{_name(bid)}, {name}", one)
        for bid in bids
        for name, _, digest in bid["files"]
        for one in found.get(digest, ())
    ]
    if told:
        yield view.paragraph("report.signatures")
        yield b.Bullets(tuple((b.Paragraph((f"{where}: {_verdict(view, one)}",)),) for where, one in told))
        yield view.paragraph("report.not_revoked", "note")


def _verdict(view: View, one: Mapping[str, str]) -> str:
    say, stated = view.words, _moment(view, one["stated"]) if one["stated"] else "?"
    facts = {"signer": one["signer"] or "?", "issuer": one["issuer"] or "?", "stated": stated}
    return say("finding.CDC599", verdict=say(f"value.signature_{one['verdict']}"), **facts)


def _facts(view: View, facts: Mapping[str, Any]) -> Iterator[tuple[str, b.Inlines]]:
    say, tender = view.words, view.spec.tender
    if tender and tender.deadline:
        yield view.label("deadline"), (say.moment(tender.deadline, seconds=True),)
    yield say("report.opened_at"), (_moment(view, facts["at"]),)
    yield say("report.opened_by"), (facts["by"],)
    place = tender.notices.meeting_place if tender and tender.notices else None
    if place:
        yield say("report.opened_here"), view.inlines(place)
    if view.spec.board:
        offices = ((one.name, view.text(one.office)) for one in view.spec.board)
        names = (f"{name} ({office})" if office else name for name, office in offices)
        yield say("minutes.present"), (say.listed(names),)
    yield say("report.journal_head"), (b.Code(facts["head"]),)


def _name(bid: Mapping[str, Any]) -> str:
    return f"{bid['name']} ({bid['vendor']})" if bid["name"] else str(bid["vendor"])


def _moment(view: View, at: str) -> str:
    """Write a moment of the journal to the second, where the tender is held: in the zone of its deadline."""
    tender = view.spec.tender
    zone = tender.deadline.tzinfo if tender and tender.deadline else dt.UTC
    return view.words.moment(dt.datetime.fromisoformat(at).astimezone(zone), seconds=True)


def _came(view: View, bid: Mapping[str, Any]) -> str:
    """Give when a bid came by the clock, and by whose word where somebody stated another moment."""
    by_word = view.words("report.stated_at", at=_moment(view, bid["stated"])) if bid["stated"] else ""
    return f"{_moment(view, bid['received'])} {by_word}".strip()


def _files(bid: Mapping[str, Any]) -> b.Inlines:
    found: list[b.Inline] = []
    for name, _, digest in bid["files"]:
        found += [*([b.Break()] if found else []), f"{name} ", b.Code(digest)]
    return tuple(found)
