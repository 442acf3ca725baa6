"""The minutes of an opening: what was opened, when, by whom, which bids had come; no answer and no price."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
        date=say.date(spec.document.date),
        iso_date=spec.document.date.isoformat(),
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
    yield b.Facts(
        (
            (say("report.opened_at"), (facts["at"],)),
            (say("report.opened_by"), (facts["by"],)),
            (say("report.journal_head"), (b.Code(facts["head"]),)),
        )
    )
    if not facts["bids"]:
        yield view.paragraph("report.opened_none")
    else:
        heads = ("report.vendor", "report.received_at", "report.files")
        rows = tuple(b.Row(((_name(bid),), (_moment(view, bid),), _files(bid))) for bid in facts["bids"])
        yield b.Table(tuple(b.Column(say(head), width) for head, width in zip(heads, (20, 20, 40), strict=True)), rows)
    if aside:
        yield view.paragraph("report.not_opened")
        told = ((", ".join(filter(None, (name, at))), why) for name, at, why in aside)
        yield b.Bullets(tuple((b.Paragraph((f"{what}: {say(why)}",)),) for what, why in told))
        if facts.get("reason"):
            yield b.Paragraph((f"{say('label.reason')}: {facts['reason']}",))


def _name(bid: Mapping[str, Any]) -> str:
    return f"{bid['name']} ({bid['vendor']})" if bid["name"] else str(bid["vendor"])


def _moment(view: View, bid: Mapping[str, Any]) -> str:
    """Give when a bid came by the clock, and by whose word where somebody stated another moment."""
    by_word = view.words("report.stated_at", at=bid["stated"]) if bid["stated"] else ""
    return f"{bid['received']} {by_word}".strip()


def _files(bid: Mapping[str, Any]) -> b.Inlines:
    found: list[b.Inline] = []
    for name, _, digest in bid["files"]:
        found += [*([b.Break()] if found else []), f"{name} ", b.Code(digest)]
    return tuple(found)
