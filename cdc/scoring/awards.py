"""Award rules: what makes an order out of leaves. Each gives every bid a figure, and a key whose higher value ranks first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from cdc.model.method import AwardRule
from cdc.model.ranking import Reason
from cdc.model.tender import Criterion
from cdc.scoring import outranking
from cdc.scoring.numbers import UndefinedScoreError

Key = tuple[Fraction, ...]
UNKNOWN_COST = "unknown"


@dataclass(frozen=True, slots=True)
class Point:
    """One bid with every open value settled: shares of leaves, total points, quality from 0 to 1, total cost."""

    leaves: Mapping[str, Fraction]
    total: Fraction
    quality: Fraction
    cost: Fraction | None


@dataclass(frozen=True, slots=True)
class Context:
    """What all bids share: the rule, the leaves in order, their shares of the whole, how figures are rounded."""

    rule: AwardRule
    leaves: Sequence[Criterion]
    shares: Mapping[str, Fraction]
    round_figure: Callable[[Fraction], Fraction]


@dataclass(frozen=True, slots=True)
class Award:
    """Figures and keys by bid; bids that the rule itself excludes, with the reason."""

    figures: Mapping[str, Fraction | None]
    keys: Mapping[str, Key]
    excluded: Mapping[str, Reason] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Properties:
    """What a rule promises; tests hold it to every word.

    relative: a bid's figure depends on the other bids' (beyond relative leaf formulas). low_first: the lowest figure wins.
    needs_cost: it uses the total cost itself. monotone: a better leaf or lower cost never costs a place. scale_free: other
    currency units change no place. reverses: leaving a losing bid out can change the winner. linear: the figure is linear in
    the weights.
    """

    relative: bool
    low_first: bool
    needs_cost: bool
    monotone: bool
    scale_free: bool
    reverses: bool
    linear: bool


PROPERTIES: Mapping[str, Properties] = {
    "weighted_sum": Properties(False, False, False, True, True, False, True),
    "ratio": Properties(True, False, True, True, True, True, True),
    "adjusted_price": Properties(False, True, True, True, True, False, False),
    "award_on_value": Properties(False, True, True, True, False, False, False),
    "lowest_acceptable": Properties(False, True, True, True, True, False, False),
    "lexicographic": Properties(False, False, False, True, True, False, False),
    "topsis": Properties(True, False, False, True, True, True, False),
    "electre": Properties(True, False, False, False, True, True, False),
}
"""Per award rule; `ratio` depends on other bids only through its band."""

WHOLE_MATRIX = frozenset({"topsis", "electre"})
"""Rules that read all bids at once: open values have no certain ends there, so every answer must be known."""


def award(points: Mapping[str, Point], context: Context) -> Award:
    """Apply the award rule to bids without open values; a bid without cost comes last where the rule needs one."""
    rule = context.rule.type
    if PROPERTIES[rule].needs_cost:
        priced = {bid: point for bid, point in points.items() if point.cost is not None}
        found = _RULES[rule](priced, context)
        lost = [bid for bid in points if bid not in priced]
        keys = {bid: (Fraction(0), *key) for bid, key in found.keys.items()} | {bid: (Fraction(-1),) for bid in lost}
        return Award({**found.figures, **dict.fromkeys(lost)}, keys, found.excluded)
    return _RULES[rule](points, context)


def _weighted_sum(points: Mapping[str, Point], context: Context) -> Award:
    figures = {bid: context.round_figure(point.total) for bid, point in points.items()}
    return Award(figures, {bid: (figure,) for bid, figure in figures.items()})


def _ratio(points: Mapping[str, Point], context: Context) -> Award:
    """Z = (quality + offset) · scale / price; within the band below the best Z the decider takes over.

    UfAB einfache and erweiterte Richtwertmethode (Z = L/P, band up to 10 %); with offset and scale 10,000 the Quebec municipal formula.
    """
    rule = context.rule
    quality = {bid: point.quality * Fraction(rule.quality_maximum) for bid, point in points.items()}
    figures: dict[str, Fraction | None] = {}
    for bid, point in points.items():
        if not point.cost or point.cost < 0:
            raise UndefinedScoreError("zero_quantity", bids=bid)
        figures[bid] = context.round_figure((quality[bid] + Fraction(rule.offset)) * Fraction(rule.scale) / point.cost)
    best = max((figure for figure in figures.values() if figure is not None), default=Fraction(0))
    bound = best * (1 - Fraction(rule.band) / 100)
    keys: dict[str, Key] = {}
    for bid, figure in figures.items():
        z = figure or Fraction(0)
        decides = quality[bid] if rule.decider == "quality" else -(points[bid].cost or Fraction(0))
        keys[bid] = (Fraction(1), decides, z) if rule.band and z >= bound else (Fraction(0), z, decides * 0)
    return Award(figures, keys)


def _adjusted_price(points: Mapping[str, Point], context: Context) -> Award:
    """Give P / (1 + k · (Q - pass) / (100 - pass)) (Quebec), or P / (1 + Σv / (1 - Σv max)) (ProZorro, MEAT)."""
    rule = context.rule
    figures: dict[str, Fraction | None] = {}
    excluded: dict[str, Reason] = {}
    whole = sum((context.shares[leaf.id] for leaf in context.leaves if leaf.kind != "price"), Fraction(0))
    if rule.form == "meat" and whole >= 1:
        raise UndefinedScoreError("weights_full")
    for bid, point in points.items():
        cost = point.cost or Fraction(0)
        if rule.form == "meat":
            figures[bid] = context.round_figure(cost / (1 + point.quality * whole / (1 - whole)))
            continue
        quality, least = point.quality * 100, Fraction(rule.pass_mark)
        if quality < least:
            figures[bid] = None
            excluded[bid] = Reason("reason_pass_mark", {"mark": rule.pass_mark})
            continue
        gained = (quality - least) / (100 - least) if least < 100 else Fraction(0)
        figures[bid] = context.round_figure(cost / (1 + Fraction(rule.k) * gained))
    return Award(figures, _lowest(figures), excluded)


def _award_on_value(points: Mapping[str, Point], context: Context) -> Award:
    """Give the price less the money value of quality (gunnen op waarde); values may be negative, the lowest figure wins."""
    figures: dict[str, Fraction | None] = {}
    for bid, point in points.items():
        value = Fraction(0)
        for leaf in context.leaves:
            if leaf.kind != "price":
                none, full = Fraction(leaf.worth_at_zero), Fraction(leaf.worth or 0)
                value += none + (full - none) * point.leaves[leaf.id]
        figures[bid] = context.round_figure((point.cost or Fraction(0)) - value)
    return Award(figures, _lowest(figures))


def _lowest_acceptable(points: Mapping[str, Point], context: Context) -> Award:
    figures = {bid: context.round_figure(point.cost or Fraction(0)) for bid, point in points.items()}
    return Award(figures, _lowest(figures))


def _lowest(figures: Mapping[str, Fraction | None]) -> dict[str, Key]:
    return {bid: (Fraction(-1),) if figure is None else (Fraction(0), -figure) for bid, figure in figures.items()}


def _lexicographic(points: Mapping[str, Point], context: Context) -> Award:
    keys = {bid: tuple(point.leaves[leaf.id] for leaf in context.leaves) for bid, point in points.items()}
    return Award(dict.fromkeys(points), keys)


def _topsis(points: Mapping[str, Point], context: Context) -> Award:
    names = sorted(points)
    matrix = [[points[bid].leaves[leaf.id] for leaf in context.leaves] for bid in names]
    found = outranking.topsis(
        matrix, [context.shares[leaf.id] for leaf in context.leaves], aims=aims(context.leaves),
        normalisation=context.rule.normalisation,
    )  # fmt: skip
    figures = {bid: context.round_figure(value) for bid, value in zip(names, found, strict=True)}
    return Award(figures, {bid: (figure,) for bid, figure in figures.items()})


def _electre(points: Mapping[str, Point], context: Context) -> Award:
    sides = aims(context.leaves)
    matrix = {
        bid: [side * point.leaves[leaf.id] for side, leaf in zip(sides, context.leaves, strict=True)]
        for bid, point in points.items()
    }
    weights = [context.shares[leaf.id] * 100 for leaf in context.leaves]
    places = outranking.electre_order(matrix, weights, rerun=context.rule.rerun)
    first = outranking.electre(matrix, weights)
    figures = {
        bid: context.round_figure(found) if (found := first.points.get(bid)) is not None else None for bid in points
    }
    return Award(figures, {bid: (Fraction(-place),) for bid, place in places.items()})


def aims(leaves: Sequence[Criterion]) -> list[int]:
    """Give -1 for leaves whose raw quantity is better low, else 1."""
    return [-1 if is_raw(leaf) and leaf.formula.aim == "minimise" else 1 for leaf in leaves]


def is_raw(leaf: Criterion) -> bool:
    """Tell whether a leaf hands its quantity on as it is."""
    return leaf.kind in ("price", "quantity") and leaf.formula.type == "as_is"


_RULES: Mapping[str, Callable[[Mapping[str, Point], Context], Award]] = {
    "weighted_sum": _weighted_sum, "ratio": _ratio, "adjusted_price": _adjusted_price, "award_on_value": _award_on_value,
    "lowest_acceptable": _lowest_acceptable, "lexicographic": _lexicographic, "topsis": _topsis, "electre": _electre,
}  # fmt: skip
