"""What a vendor changed from one round to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cdc.model.bid import Bid


@dataclass(frozen=True, slots=True)
class Change:
    """One line that differs: what kind, its id, what stood before and what stands now (empty when nothing did)."""

    kind: Literal["answer", "price", "statement", "identity"]
    id: str
    before: str
    after: str


def changes(before: Bid, after: Bid) -> tuple[Change, ...]:
    """Compare two rounds of a vendor by id; comments and evidence do not count."""
    return tuple(_changes(before, after))


def _changes(before: Bid, after: Bid) -> Iterator[Change]:
    old = {read.id: read.answer or read.typed for read in before.answers}
    for read in after.answers:
        new = read.answer or read.typed
        if old.get(read.id, "") != new:
            yield Change("answer", read.id, old.get(read.id, ""), new)
    prices = {price.id: price.amount for price in before.prices}
    for price in after.prices:
        if prices.get(price.id) != price.amount:
            was = prices.get(price.id)
            yield Change(
                "price",
                price.id,
                "" if was is None else format(was, "f"),
                "" if price.amount is None else format(price.amount, "f"),
            )
    said = {read.id: read.answer or read.typed for read in before.statements}
    for read in after.statements:
        new = read.answer or read.typed
        if said.get(read.id, "") != new:
            yield Change("statement", read.id, said.get(read.id, ""), new)
    for key, value in after.identity.items():
        if before.identity.get(key, "") != value:
            yield Change("identity", key, before.identity.get(key, ""), value)
