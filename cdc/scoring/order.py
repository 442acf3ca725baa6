"""The award rule and the ranks: at the low end of what is open, with the ranks that remain possible.

Ranks are counted from the least and the largest key of each bid by itself, so they bound every completion from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cdc.model.ranking import Failure, Reason
from cdc.scoring import numbers, rank
from cdc.scoring.awards import known as awards
from cdc.scoring.awards.raw import is_raw
from cdc.scoring.awards.record import Context, Key, Point
from cdc.scoring.method import Method
from cdc.scoring.numbers import UndefinedScoreError
from cdc.scoring.standing import Standing

Points = Mapping[str, Point]
CHEAPEST = Fraction(1, 10**30)
"""What a bid without a price may still ask, where a lower price than all others moves them."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """The order, both ends of each figure, and the bids that the rule itself leaves out or doubts, with the reason."""

    order: rank.Order
    figures: Mapping[str, tuple[Fraction | None, Fraction | None]] = field(default_factory=dict)
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    doubted: frozenset[str] = frozenset()
    problems: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ends:
    """Each bid with what is open at its low and high end; those that name no price; those that may yet be left out.

    Of `loose` ones something is open that may break a tie.
    """

    low: Points
    high: Points
    unpriced: frozenset[str]
    optional: frozenset[str]
    loose: frozenset[str]

    @property
    def open(self) -> tuple[str, ...]:
        """Give the bids of which something is open."""
        return tuple(bid for bid in self.low if self.low[bid] != self.high[bid] or bid in self.unpriced)


def ordered(method: Method, admitted: Mapping[str, Standing], conditional: Collection[str]) -> Ordered:
    """Apply the award rule and rank."""
    if not admitted:
        return Ordered(rank.Order(()))
    rule = awards.record(method.evaluation.award_rule)
    ends = _ends(method, admitted, conditional)
    if rule.reads_matrix and (ends.open or ends.optional):
        bids = ", ".join(bid for bid in admitted if bid in ends.open or bid in ends.optional)
        return Ordered(rank.Order(()), problems=(Failure("award_rule", "open_values", {"bids": bids}),))
    context = Context(
        method.evaluation.award_rule, method.leaves, method.shares, lambda figure: _round_figure(method, figure)
    )
    try:
        return _awarded(method, admitted, ends, context)
    except UndefinedScoreError as error:
        return Ordered(rank.Order(()), problems=(Failure("award_rule", error.key, error.facts),))


def _awarded(method: Method, admitted: Mapping[str, Standing], ends: _Ends, context: Context) -> Ordered:
    base = awards.award(ends.low, context)
    best = awards.award(ends.high, context) if ends.open else base
    doubted = frozenset(bid for bid in base.excluded if bid in ends.open and bid not in best.excluded)
    reasons = {
        bid: Reason(f"{reason.key}_open", reason.facts) if bid in doubted else reason
        for bid, reason in base.excluded.items()
    }
    ranked = [bid for bid in base.keys if bid not in base.excluded or bid in doubted]
    figures = {bid: (base.figures.get(bid), best.figures.get(bid)) for bid in base.keys}
    keys = {bid: (base.keys[bid], best.keys[bid]) for bid in ranked}
    order = rank.order(keys, _breaks(method, admitted), {})
    if ends.open or ends.optional or ends.loose:
        ends = replace(ends, optional=ends.optional | doubted)
        order = replace(order, placed=_with_ranges(order, _key_ends(ends, ranked, context), ends))
    return Ordered(order, figures, reasons, doubted)


def _ends(method: Method, admitted: Mapping[str, Standing], conditional: Collection[str]) -> _Ends:
    rule = awards.record(method.evaluation.award_rule)
    low = {bid: _point(method, case, is_high=False) for bid, case in admitted.items()}
    high = {bid: low[bid] if case.is_known else _point(method, case, is_high=True) for bid, case in admitted.items()}
    is_unpriced = rule.properties.needs_cost and method.evaluation.missing != "zero"
    unpriced = frozenset(bid for bid in low if is_unpriced and low[bid].cost is None)
    loose = frozenset(bid for bid, case in admitted.items() if _is_loose(method, case))
    return _Ends(low, high, unpriced, frozenset(conditional), loose)


def _is_loose(method: Method, case: Standing) -> bool:
    """Tell whether what breaks ties is open in a bid."""
    steps = {step.by for step in method.evaluation.ties}
    named = [
        case.groups[step.criterion] for step in method.evaluation.ties if step.by == "criterion" and step.criterion
    ]
    is_unpriced = case.entrant.cost is None and method.evaluation.missing != "zero"
    if "higher_quality" in steps:
        named.append(case.quality)
    return not all(value.is_exact for value in named) or ("lower_price" in steps and is_unpriced)


def _point(method: Method, case: Standing, *, is_high: bool) -> Point:
    leaves = {}
    for leaf in method.leaves:
        if is_raw(leaf):
            quantity = case.entrant.cost if leaf.is_cost else case.entrant.quantities.get(leaf.id)
            unknown = Fraction(1 if is_high and method.evaluation.missing != "zero" else 0)
            leaves[leaf.id] = quantity if quantity is not None else unknown
        else:
            leaves[leaf.id] = case.values[leaf.id].end(is_high=is_high)
    whole = method.quality_share * method.maximum
    quality = case.quality.end(is_high=is_high)
    share = quality / whole if whole else Fraction(0)
    return Point(leaves, case.total.end(is_high=is_high), share, case.entrant.cost, case.entrant.added)


def _key_ends(ends: _Ends, ranked: Collection[str], context: Context) -> dict[str, tuple[Key, Key]]:
    """Give the least and the largest key of each bid; where others move it, beside others at their opposite end."""
    if not awards.record(context.rule).properties.relative:
        low, high = awards.award(ends.low, context), awards.award(ends.high, context)
        return {bid: (low.keys[bid], high.keys[bid]) for bid in ranked}
    strong = {bid: replace(point, cost=CHEAPEST) if bid in ends.unpriced else point for bid, point in ends.high.items()}
    weak = {bid: point for bid, point in ends.low.items() if bid not in ends.optional and bid not in ends.unpriced}
    found = {}
    for bid in ranked:
        least = awards.award({**strong, bid: ends.low[bid]}, context)
        most = awards.award({**weak, bid: ends.high[bid]}, context)
        found[bid] = (least.keys[bid], most.keys[bid])
    return found


def _with_ranges(order: rank.Order, keys: Mapping[str, tuple[Key, Key]], ends: _Ends) -> tuple[rank.Placed, ...]:
    ranks = {placed.bid: placed.rank for placed in order.placed}
    return tuple(_ranged(placed, ranks, keys, ends) for placed in order.placed)


def _ranged(
    placed: rank.Placed, ranks: Mapping[str, int], keys: Mapping[str, tuple[Key, Key]], ends: _Ends
) -> rank.Placed:
    """Count who is surely before a bid, and who may be."""
    bid = placed.bid
    least, most = keys[bid]
    is_exact = least == most and bid not in ends.unpriced
    surely, maybe = set(), 0
    for other, (low, high) in keys.items():
        if other == bid:
            continue
        both = is_exact and low == high == least and not {bid, other} & ends.loose and other not in ends.unpriced
        is_before = ranks[other] < placed.rank
        if other not in ends.optional and (is_before if both else low > most):
            surely.add(other)
        maybe += is_before if both else high >= least or other in ends.unpriced
    if bid in ends.unpriced:
        surely, maybe = set(), len(keys) - 1
    best, worst = min(placed.rank, 1 + len(surely)), max(placed.rank, 1 + maybe)
    return replace(placed, best_rank=best, worst_rank=worst, after=frozenset(surely))


def _round_figure(method: Method, figure: Fraction) -> Fraction:
    rounding = method.evaluation.rounding
    return numbers.rounded(figure, rounding.places, rounding.mode) if rounding.stage == "total" else figure


def _breaks(method: Method, admitted: Mapping[str, Standing]) -> list[rank.Break]:
    by: Mapping[str, Callable[[str], Fraction | str]] = {
        "higher_quality": lambda bid: admitted[bid].quality.low,
        "lower_price": lambda bid: -_cost(admitted[bid]),
        "earlier_submission": lambda bid: admitted[bid].entrant.received,
    }
    chain: list[rank.Break] = []
    for step in method.evaluation.ties:
        if step.by == "criterion" and step.criterion:
            chain.append(("criterion", _by_criterion(admitted, step.criterion)))
        elif step.by == "draw" and step.seed:
            chain.append(("draw", rank.drawn(step.seed)))
        elif step.by in by:
            chain.append((step.by, by[step.by]))
    return chain


def _cost(case: Standing) -> Fraction:
    """Give the cost of a bid; one without a price comes after every other."""
    return Fraction(10**30) if case.entrant.cost is None else case.entrant.cost


def _by_criterion(admitted: Mapping[str, Standing], criterion: str) -> Callable[[str], Fraction | str]:
    return lambda bid: admitted[bid].groups[criterion].low
