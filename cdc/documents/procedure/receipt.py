"""What a vendor gets in hand for what it brought: its files by size and hash, when they came, the journal's head."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cdc.documents.procedure.page import page
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model.specification import Specification
from cdc.words import words

Kind = Literal["received", "sealed", "late", "refused", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """One line of the journal as its vendor reads it: name, size in bytes and SHA-256 of each file; head after it."""

    vendor: str
    name: str
    kind: Kind
    at: str
    by: str
    number: int
    head: str
    files: Sequence[tuple[str, int | None, str]]
    stated: Mapping[str, str]
    reason: str = ""


def compose(spec: Specification, receipt: Receipt, *, language: str) -> b.Document:
    """Give the receipt; it says nothing of what is in the files, and names no other vendor."""
    view = View(spec, words(language))
    return page(
        view,
        f"receipt-{receipt.vendor}-{receipt.number}",
        kind=view.words(f"document.receipt_{receipt.kind}"),
        day=_local(view, receipt.at).date(),
        front=tuple(_blocks(view, receipt)),
    )


def _blocks(view: View, receipt: Receipt) -> Iterator[b.Block]:
    say = view.words
    yield b.Facts(tuple(_facts(view, receipt)))
    if receipt.files:
        columns = (("document.receipt_file", 30), ("document.receipt_size", 15), ("document.receipt_hash", 55))
        rows = (
            b.Row(((name,), (say.number(size) if size is not None else "–",), (b.Code(digest),)))
            for name, size, digest in receipt.files
        )
        yield b.Table(tuple(b.Column(say(key), width) for key, width in columns), tuple(rows))
    deadline = view.spec.tender.deadline if view.spec.tender else None
    yield view.paragraph(f"document.receipt_next_{receipt.kind}")
    if deadline and receipt.kind not in ("late", "refused"):
        yield b.Paragraph((say("document.receipt_until", deadline=say.moment(deadline)),))
    yield view.paragraph("document.receipt_witness", "note")


def _facts(view: View, receipt: Receipt) -> Iterator[tuple[str, b.Inlines]]:
    say = view.words
    shown = f"{receipt.name} ({receipt.vendor})" if receipt.name else receipt.vendor
    yield say("report.vendor"), (shown,)
    yield say("document.receipt_at"), (b.Strong((say.moment(_local(view, receipt.at), seconds=True),)),)
    if "at" in receipt.stated:
        told = say.moment(_local(view, receipt.stated["at"]), seconds=True)
        yield say("document.receipt_stated"), (f"{told} ({receipt.stated.get('by', receipt.by)})",)
    yield say("document.receipt_by"), (receipt.by,)
    if receipt.reason:
        yield say("label.reason"), (receipt.reason,)
    yield say("document.receipt_line"), (str(receipt.number),)
    yield say("report.journal_head"), (b.Code(receipt.head),)


def _local(view: View, at: str) -> dt.datetime:
    """Give a moment of the journal where the tender is held: in the zone of its deadline."""
    tender = view.spec.tender
    zone = tender.deadline.tzinfo if tender and tender.deadline else dt.UTC
    return dt.datetime.fromisoformat(at).astimezone(zone)
