"""Answers of two vendors that may come from the same hand."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cdc.findings import Finding, Place
from cdc.model.bid import Bid

COPIED = 60
"""Letters from which two equal comments are worth a question."""


def copied_texts(bids: Collection[Bid]) -> Iterator[Finding]:
    """Name answers of two vendors that carry the same long comment."""
    seen: dict[tuple[str, str], str] = {}
    for bid in sorted(bids, key=lambda bid: bid.vendor):
        for read in bid.answers:
            text = " ".join(read.comment.casefold().split())
            if len(text) < COPIED:
                continue
            other = seen.setdefault((read.id, text), bid.vendor)
            if other != bid.vendor:
                origin = read.origin
                place = Place(origin.file, sheet=origin.sheet, cell=origin.cell) if origin else Place(bid.vendor)
                yield Finding("CDC517", place, {"vendor": bid.vendor, "other": other, "id": read.id})
