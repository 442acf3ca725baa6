"""Of several bids of one vendor only the best counts, where that is declared: which one, or which it may still be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cdc.model.ranking import Reason
from cdc.scoring.decide import Decision

BEATEN, OPEN = "reason_variant", "reason_variant_open"


@dataclass(frozen=True, slots=True)
class Settled:
    """Bids that a better one of their vendor leaves out, with that one; and bids of which that is not known yet."""

    beaten: Mapping[str, str] = field(default_factory=dict)
    undecided: frozenset[str] = frozenset()

    def reason(self, bid: str) -> Reason | None:
        """Give why a bid is out, or may be."""
        if bid in self.beaten:
            return Reason(BEATEN, {"better": self.beaten[bid]})
        return Reason(OPEN, {}) if bid in self.undecided else None


def settle(owners: Mapping[str, str], decision: Decision) -> Settled:
    """Compare the bids of each vendor as ranked beside all bids: the choice is made once, before any of them is out."""
    placed = decision.order.placed
    conditional = {bid for bid, case in decision.standings.items() if case.is_conditional}
    is_known = not conditional & {p.bid for p in placed} and all(p.best_rank == p.worst_rank for p in placed)
    mine: dict[str, list[str]] = {}
    for place in placed:
        mine.setdefault(owners[place.bid], []).append(place.bid)
    if is_known:
        return Settled({bid: bids[0] for bids in mine.values() for bid in bids[1:]})
    after = {place.bid: place.after for place in placed}
    beaten: dict[str, str] = {}
    undecided: set[str] = set()
    for bids in mine.values():
        beaten |= {bid: better for bid in bids if (better := next((one for one in bids if one in after[bid]), None))}
        left = [bid for bid in bids if bid not in beaten]
        undecided |= set(left) if len(left) > 1 else set()
    return Settled(beaten, frozenset(undecided))
