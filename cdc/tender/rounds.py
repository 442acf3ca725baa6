"""What a vendor changed from one round to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cdc.model import fields
from cdc.model.bid import AnswerRead, Bid, PriceRead


@dataclass(frozen=True, slots=True)
class Change:
    """One line that differs: its list in the bid, its id, what stood before and what stands now; empty for nothing."""

    kind: str
    id: str
    before: str
    after: str


def changes(before: Bid, after: Bid) -> tuple[Change, ...]:
    """Compare two rounds of a vendor by id; comments and evidence do not count."""
    was = {(kind, id_): value for kind, id_, value in _said(before)}
    pairs = ((kind, id_, was.get((kind, id_), ""), value) for kind, id_, value in _said(after))
    return tuple(Change(kind, id_, _text(old), _text(new)) for kind, id_, old, new in pairs if old != new)


def _said(bid: Bid) -> Iterator[tuple[str, str, Decimal | str]]:
    """Give all that a vendor said, by the list it stands in and its id: every list of readings that a bid declares."""
    for name, field in fields.of(Bid).items():
        held = getattr(bid, name)
        if field.keyed:
            yield from ((name, id_, value) for id_, value in held.items())
        elif field.model in (AnswerRead, PriceRead):
            yield from ((name, read.id, read.said) for read in held)


def _text(value: Decimal | str) -> str:
    return format(value, "f") if isinstance(value, Decimal) else value
