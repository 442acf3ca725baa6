"""The made-up field in which a method is inspected: bids of one quality at prices up to a dearest one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from cdc.model.tender import Criterion
from cdc.scoring import numbers
from cdc.scoring.awards import known as awards
from cdc.scoring.decide import Decision, decide
from cdc.scoring.interval import Interval
from cdc.scoring.method import QUANTITIES, Entrant, Method

CHEAPEST, USUAL = Fraction(70, 100), Fraction(75, 100)
"""The cheapest price of the field as a part of the dearest; the quality of its bids."""
FOLLOWED = 3
"""Without a ceiling, a price is followed up to so many times the dearest one of the field."""
UNITS = 100_000
"""Prices are sought in whole parts of the dearest one: so many."""


@dataclass(frozen=True)
class Setting:
    """A method with the dearest price that is expected and how many bids."""

    method: Method
    dearest: Fraction
    bids: int

    @cached_property
    def least(self) -> dict[str, Fraction]:
        """Give the least share of each quality leaf that every threshold lets pass."""
        rule = self.method.evaluation.award_rule
        floor = Fraction(rule.pass_mark) / 100 if awards.record(rule).excludes(rule) else Fraction(0)
        found = {leaf.id: floor for leaf in self.quality}

        def visit(node: Criterion, above: Fraction) -> None:
            own = max(above, Fraction(node.threshold or 0) / 100)
            if node.id in found:
                found[node.id] = max(found[node.id], own)
            for part in node.parts:
                visit(part, own)

        for root in self.method.criteria:
            visit(root, Fraction(0))
        return found

    @cached_property
    def quality(self) -> tuple[Criterion, ...]:
        """Give the leaves whose score lies in the bid."""
        return tuple(leaf for leaf in self.method.leaves if leaf.kind not in QUANTITIES)

    @cached_property
    def usual(self) -> dict[str, Fraction]:
        """Give the quality of the field: the same on every leaf, and above every threshold."""
        return {leaf: max(USUAL, least) for leaf, least in self.least.items()}

    @cached_property
    def prices(self) -> tuple[Fraction, ...]:
        """Give the prices of the field, evenly from the cheapest to the dearest."""
        steps = max(self.bids - 1, 1)
        return tuple(self.dearest * (CHEAPEST + (1 - CHEAPEST) * Fraction(at, steps)) for at in range(self.bids))

    @cached_property
    def most(self) -> int:
        """Give the dearest price followed, in parts of the dearest of the field: the ceiling, where it excludes."""
        named = [leaf.formula.over_ceiling for leaf in self.method.leaves if leaf.is_cost]
        rule = next((rule for rule in named if rule), self.method.evaluation.over_ceiling)
        if rule == "exclude" and self.method.ceiling is not None:
            return int(self.method.ceiling * UNITS / self.dearest)
        return FOLLOWED * UNITS

    @property
    def is_capped(self) -> bool:
        """Tell whether a ceiling ends what prices may be."""
        return self.most != FOLLOWED * UNITS

    def raised(self, points: Fraction) -> dict[str, Fraction]:
        """Give the quality of the field with so many points more in all, at most the full mark."""
        whole = self.method.quality_share * self.method.maximum
        more = points / whole if whole else points / 100
        return {leaf: min(share + more, Fraction(1)) for leaf, share in self.usual.items()}

    def bid(self, name: str, quality: dict[str, Fraction], price: Fraction) -> Entrant:
        """Give a bid as numbers; quantities that are not the total cost are the same for all."""
        amounts = {leaf.id: self._amount(leaf) for leaf in self.method.leaves if leaf.kind in QUANTITIES}
        prices = {leaf.id: price for leaf in self.method.leaves if leaf.is_cost}
        scores = {leaf: Interval.exactly(share) for leaf, share in quality.items()}
        return Entrant(name, scores, {**amounts, **prices}, price)

    @staticmethod
    def _amount(leaf: Criterion) -> Fraction:
        given = leaf.formula.full_at or leaf.formula.base or leaf.formula.reference_value
        return Fraction(given) if given else Fraction(1)

    def field(self) -> list[Entrant]:
        """Give the bids of the field."""
        return [self.bid(f"f{at}", self.usual, price) for at, price in enumerate(self.prices)]

    def decided(self, bids: Sequence[Entrant]) -> Decision:
        """Rank bids."""
        return decide(self.method, bids)

    def is_before(self, one: Entrant, other: Entrant, beside: Sequence[Entrant] = ()) -> bool:
        """Tell whether a bid ranks at least level with another, beside the others."""
        ranks = {placed.bid: placed.rank for placed in self.decided([one, other, *beside]).order.placed}
        return one.bid in ranks and ranks[one.bid] <= ranks.get(other.bid, len(ranks) + 1)


def dearest(method: Method, around: Fraction | None) -> Fraction:
    """Give the dearest price to expect: as said, the ceiling, the largest amount a formula names, else 100 per cent."""
    if around is not None:
        return around
    if method.ceiling:
        return method.ceiling
    named = [
        amount
        for leaf in method.leaves
        if leaf.is_cost
        for amount in (leaf.formula.base, leaf.formula.full_at, leaf.formula.zero_at, leaf.formula.reference_value)
        if amount
    ]
    worth = numbers.add(Fraction(leaf.worth or 0) for leaf in method.leaves)
    return max([Fraction(amount) for amount in named] or [2 * worth or Fraction(100)])
