"""How sure the winner is: weights, levels, formulas, bids and missing answers changed one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from cdc.model.ranking import Ranking, Reason, Robustness
from cdc.model.tender import Criterion
from cdc.scoring import numbers
from cdc.scoring.decide import Decision, decide
from cdc.scoring.interval import Interval
from cdc.scoring.method import Entrant, Method
from cdc.scoring.robustness import draws
from cdc.scoring.robustness.linear import linear, weighted
from cdc.scoring.robustness.ranges import weight_range
from cdc.scoring.robustness.shifts import shift
from cdc.scoring.robustness.swings import Steps, swings
from cdc.scoring.robustness.variants import at_best, sets, swapped, variant


def stress(method: Method, entrants: Sequence[Entrant], ranking: Ranking, steps: Steps) -> Robustness | None:
    """Ask every "what if" of the winner; None when no bid is ranked.

    Open values stand at their low end, as in the ranking; who is admitted is settled and not tested again.
    """
    if not ranking.bids:
        return None
    ranked = {bid.vendor for bid in ranking.bids}
    settled = [_at_low(entrant) for entrant in entrants if entrant.bid in ranked]
    frozen = replace(method, criteria=tuple(_without_thresholds(node) for node in method.criteria))
    base = decide(frozen, settled)
    if not base.order.placed:
        return None
    winner = ranking.bids[0].vendor
    runner_up = ranking.bids[1].vendor if len(ranking.bids) > 1 else ""
    form = linear(frozen, base)
    won, count, error = draws.acceptability(frozen, settled, form, winner)
    weights = tuple(weight_range(frozen, settled, form, winner, leaf) for leaf in weighted(frozen))
    found, swing_count = swings(frozen, settled, form, winner, steps)
    open_ends = decide(frozen, [entrant for entrant in entrants if entrant.bid in ranked])
    facts = Robustness(
        winner=winner,
        runner_up=runner_up,
        margin=_margin(ranking),
        weights=weights,
        shift=shift(frozen, settled, form, winner, runner_up),
        acceptability=won,
        draws=count,
        seed=method.evaluation.seed,
        error=error,
        swings=found,
        swing_count=swing_count,
        at_worst=variant("at_worst", base),
        at_best=at_best(method, open_ends),
        formulas=tuple(swapped(frozen, settled)),
        without=tuple(
            variant(out.bid, decide(frozen, [e for e in settled if e.bid != out.bid]))
            for out in settled
            if out.bid != winner
        ),
        sets=tuple(sets(frozen, settled)),
        effective=_effective(frozen, base),
        verdict="sure",
        reasons=(),
    )
    is_open = any(not e.is_known or e.is_conditional for e in entrants if e.bid in ranked)
    verdict, reasons = _verdict(facts, ranking, is_open=is_open and method.evaluation.missing != "zero")
    return replace(facts, verdict=verdict, reasons=reasons)


def _at_low(entrant: Entrant) -> Entrant:
    return replace(
        entrant,
        is_conditional=False,
        quality={leaf: Interval.exactly(value.low) for leaf, value in entrant.quality.items()},
    )


def _without_thresholds(node: Criterion) -> Criterion:
    return node.model_copy(update={"threshold": None, "parts": tuple(_without_thresholds(part) for part in node.parts)})


def _margin(ranking: Ranking) -> Fraction | None:
    if len(ranking.bids) < 2:
        return None
    first, second = ranking.bids[0].low, ranking.bids[1].low
    return None if first is None or second is None else abs(first - second)


def _effective(method: Method, base: Decision) -> dict[str, Fraction]:
    """Give effective weights: each leaf's spread of points among the ranked bids, as a share of all spreads."""
    spreads = {}
    for leaf in method.leaves:
        points = [case.points[leaf.id].low for case in base.standings.values()]
        spreads[leaf.id] = max(points) - min(points)
    whole = numbers.add(spreads.values())
    return {leaf: spread / whole if whole else Fraction(0) for leaf, spread in spreads.items()}


CLOSE_SHIFT = Fraction(5, 100)
"""Less weight than this between the winner and another bid makes the result fragile."""


def _verdict(
    facts: Robustness, ranking: Ranking, *, is_open: bool
) -> tuple[Literal["sure", "fragile", "undecided"], tuple[Reason, ...]]:
    """Sum up: undecided while open values or a tie can change the winner, fragile when a small change can."""
    doubts = _undecided(ranking)
    if doubts:
        return "undecided", doubts
    reasons: list[Reason] = []
    if is_open:
        reasons.append(Reason("robust_open", {}))
    if facts.shift and facts.shift.amount < CLOSE_SHIFT:
        reasons.append(Reason("robust_shift", {"amount": facts.shift.amount * 100, "rival": facts.shift.rival}))
    if facts.draws and facts.acceptability[facts.winner] < Fraction(1, 2):
        reasons.append(Reason("robust_space", {"share": facts.acceptability[facts.winner] * 100}))
    if facts.swing_count:
        reasons.append(Reason("robust_level", {"count": facts.swing_count}))
    changed = [v for v in facts.formulas if not v.error and facts.winner not in v.winners]
    if changed:
        reasons.append(Reason("robust_formula", {"count": len(changed)}))
    lost = [v for v in facts.without if not v.error and facts.winner not in v.winners]
    if lost:
        reasons.append(Reason("robust_without", {"count": len(lost)}))
    return ("fragile" if reasons else "sure"), tuple(reasons)


def _undecided(ranking: Ranking) -> tuple[Reason, ...]:
    """Say why nobody can be named yet: a tie, a rank that may fall, a condition."""
    first = ranking.bids[0]
    if len([bid for bid in ranking.bids if bid.rank == 1]) > 1:
        return (Reason("robust_tie", {}),)
    reasons = [Reason("robust_missing", {"worst": first.worst_rank})] if (first.worst_rank or 1) > 1 else []
    return (*reasons, *([Reason("robust_conditional", {})] if first.status == "conditional" else []))
