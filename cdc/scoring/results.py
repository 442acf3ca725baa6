"""The decision as a ranking: each bid with its leaves, groups, figure, ranks and the inputs behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from cdc.model.ranking import BidResult, Cost, Leaf, Line, Ranking, Status
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.scoring.cases import Case
from cdc.scoring.decide import Decision
from cdc.scoring.method import QUANTITIES
from cdc.scoring.standing import Standing

Lines = Mapping[str, Callable[[], tuple[Line, ...]]]


def ranked(
    spec: Specification,
    cases: Sequence[Case],
    decision: Decision,
    costs: Mapping[str, Cost],
    lines: Mapping[str, Lines],
) -> Ranking:
    """Give the ranking, without fingerprints, flags and board."""
    results = {case.vendor: _result(spec, case, decision, costs[case.vendor], lines[case.vendor]) for case in cases}
    return Ranking(
        maximum=Fraction(100),
        shares=decision.shares,
        bids=tuple(results[placed.bid] for placed in decision.order.placed),
        ties=decision.order.ties,
        form="",
        rules="",
        excluded=tuple(result for result in results.values() if result.rank is None),
        award=spec.evaluation.award_rule.type,
        references=decision.references,
        failures=decision.problems,
    )


def _result(spec: Specification, case: Case, decision: Decision, cost: Cost, lines: Lines) -> BidResult:
    standing = decision.standings[case.vendor]
    placed = next((p for p in decision.order.placed if p.bid == case.vendor), None)
    low, high = standing.figure if placed else (standing.total.low, standing.total.high)
    bid = case.entry.bid
    return BidResult(
        vendor=bid.vendor,
        name=bid.name or next((v.name for v in spec.vendors if v.id == bid.vendor), bid.vendor),
        status=_status(case, standing),
        reasons=(*case.reasons, *standing.reasons),
        leaves={leaf.id: _leaf(leaf, standing, decision, lines) for leaf in spec.leaves},
        groups={node: (value.low, value.high) for node, value in standing.groups.items()},
        low=low,
        high=high,
        cost=cost,
        quality=(standing.quality.low, standing.quality.high),
        rank=placed.rank if placed else None,
        best_rank=placed.best_rank if placed else None,
        worst_rank=placed.worst_rank if placed else None,
        tie_break=placed.tie_break if placed else "",
        rank_before_ties=placed.rank_before_ties if placed else None,
    )


def _status(case: Case, standing: Standing) -> Status:
    if case.is_excluded or standing.is_excluded:
        return "excluded"
    return "conditional" if case.is_conditional or standing.is_conditional else "admitted"


def _leaf(leaf: Criterion, standing: Standing, decision: Decision, lines: Lines) -> Leaf:
    raw, value, points = standing.raw[leaf.id], standing.values[leaf.id], standing.points[leaf.id]
    formula = leaf.formula.type if leaf.kind in QUANTITIES else ""
    return Leaf(
        leaf.id,
        leaf.kind or "",
        decision.shares[leaf.id],
        (raw.low, raw.high),
        value.low,
        value.high,
        (points.low, points.high),
        formula,
        lines[leaf.id],
    )
