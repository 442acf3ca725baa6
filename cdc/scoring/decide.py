"""The core of an evaluation, on numbers alone: raw shares and quantities in, figures and ranks out, in the fixed order.

admission (thresholds on raw shares, ceiling, leaves that compare bids) → first rescaling → points → second rescaling →
award rule → ties → ranks. Each stage gives a new value. Everything that asks "what if" runs this again with something
changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from cdc.model.ranking import Failure, Reason
from cdc.model.tender import Criterion
from cdc.scoring import judged, numbers, rank
from cdc.scoring.admission import (
    Admission,
    admit,
    admitted_alone,
    can_collide,
    goodness,
    moving,
    taken_in_turn,
    tests_of,
)
from cdc.scoring.awards import known as awards
from cdc.scoring.awards.raw import is_raw
from cdc.scoring.interval import NOTHING, Interval, total
from cdc.scoring.method import QUANTITIES, Entrant, Method
from cdc.scoring.order import Ordered, ordered
from cdc.scoring.standing import Standing


@dataclass(frozen=True, slots=True)
class Decision:
    """Every bid with its numbers, the order, and where the method failed."""

    standings: Mapping[str, Standing]
    order: rank.Order
    references: Mapping[str, Mapping[str, Fraction]]
    problems: tuple[Failure, ...]
    shares: Mapping[str, Fraction]

    @property
    def winners(self) -> tuple[str, ...]:
        """Give the bids on the first rank."""
        return tuple(placed.bid for placed in self.order.placed if placed.rank == 1)


def decide(method: Method, entrants: Sequence[Entrant]) -> Decision:
    """Rank entrants; the order in which they come changes nothing."""
    named = {entrant.bid: entrant for entrant in sorted(entrants, key=lambda entrant: entrant.bid)}
    decision, reasons, _ = _decided(method, named)
    if not awards.record(method.evaluation.award_rule).excludes(method.evaluation.award_rule):
        return decision
    alone = admitted_alone(method, entrants)
    doubtful: dict[str, Reason] = {}
    if all(named[bid].is_known and not named[bid].is_conditional for bid in alone):
        out = _out_in_turn(method, {bid: named[bid] for bid in sorted(alone)})
    elif reasons:
        compete = {bid for bid, case in decision.standings.items() if not case.is_excluded or bid in reasons}
        out, doubtful = _out_by_bounds(method, named, frozenset(compete))
    else:
        return decision
    left = {
        bid: replace(e, is_excluded=e.is_excluded or bid in out, is_conditional=e.is_conditional or bid in doubtful)
        for bid, e in named.items()
    }
    found, again, _ = _decided(method, left)
    why = {**{bid: reason for bid, reason in doubtful.items() if bid not in again}, **out}
    cases = {
        bid: replace(case, reasons=(*case.reasons, why[bid])) if bid in why else case
        for bid, case in found.standings.items()
    }
    return replace(found, standings=cases)


def _out_in_turn(method: Method, entrants: Mapping[str, Entrant]) -> dict[str, Reason]:
    """Give the bids that thresholds or the award rule leave out: none ever was what others are compared with."""

    def failing(beside: Mapping[str, Entrant]) -> Mapping[str, Reason]:
        cases = _decided(method, beside)[0].standings
        return {bid: case.reasons[-1] for bid, case in cases.items() if case.is_excluded}

    leaves = moving([leaf for leaf in method.leaves if not leaf.is_economic])
    own = {bid: (goodness(entrant, leaves), -_own_quality(method, entrant), bid) for bid, entrant in entrants.items()}
    return taken_in_turn(entrants, lambda bid: own[bid], failing)


def _out_by_bounds(
    method: Method, entrants: Mapping[str, Entrant], compete: frozenset[str]
) -> tuple[dict[str, Reason], dict[str, Reason]]:
    """Settle whom the award rule leaves out, or keeps, beside whomever; give those that are out and those in doubt."""
    out: dict[str, Reason] = {}
    undecided = compete
    quality = [leaf for leaf in method.leaves if not leaf.is_economic]
    rescales = any(item.step == "criteria" for item in method.evaluation.rescaling)
    collides = can_collide(quality) or rescales or bool(method.evaluation.rescaling and moving(quality))
    collides = collides or any(test.compares for test in tests_of(method.criteria))
    while True:
        present = {
            bid: replace(
                e, is_excluded=e.is_excluded or bid in out, is_conditional=e.is_conditional or bid in undecided
            )
            for bid, e in entrants.items()
        }
        _, reasons, doubted = _decided(method, present)
        out |= {bid: reason for bid, reason in reasons.items() if bid not in doubted}
        left = (undecided if collides else undecided & doubted) - out.keys()
        if left == undecided:
            any_reason = next(iter((*reasons.values(), *out.values())), None)
            return out, {bid: _opened(reasons.get(bid, any_reason)) for bid in left} if any_reason else {}
        undecided = left


def _opened(reason: Reason | None) -> Reason:
    """Turn the reason why a bid is out into the one why it may be."""
    key, facts = (reason.key, reason.facts) if reason else ("", {})
    return Reason(key if key.endswith("_open") else f"{key}_open", facts)


def _own_quality(method: Method, entrant: Entrant) -> Fraction:
    """Give the quality that lies in the bid alone."""
    return numbers.add(method.shares[leaf] * value.low for leaf, value in entrant.quality.items())


def _decided(method: Method, entrants: Mapping[str, Entrant]) -> tuple[Decision, Mapping[str, Reason], frozenset[str]]:
    """Give the decision, the bids that the award rule itself leaves out or doubts, and which of them it only doubts."""
    admission = admit(method, entrants)
    cases = {bid: _standing(method, entrant, admission) for bid, entrant in entrants.items()}
    cases = _second_rescaling(
        method,
        {bid: _pointed(method, case) for bid, case in _first_rescaling(method, cases, admission).items()},
        admission,
    )
    found = ordered(method, {bid: cases[bid] for bid in admission.admitted}, admission.conditional)
    cases |= {bid: _placed(cases[bid], found) for bid in admission.admitted}
    problems = (*admission.problems, *found.problems)
    return Decision(cases, found.order, admission.references, problems, method.shares), found.reasons, found.doubted


def _standing(method: Method, entrant: Entrant, admission: Admission) -> Standing:
    raw = dict(entrant.quality)
    for leaf in method.leaves:
        if leaf.id in admission.compared:
            raw[leaf.id] = admission.compared[leaf.id].get(entrant.bid, NOTHING)
    return Standing(
        entrant,
        raw,
        raw,
        reasons=admission.reasons[entrant.bid],
        is_excluded=entrant.bid not in admission.admitted,
        is_conditional=entrant.bid in admission.conditional,
    )


def _placed(case: Standing, found: Ordered) -> Standing:
    reason = found.reasons.get(case.bid)
    return replace(
        case,
        figure=found.figures.get(case.bid, (None, None)),
        reasons=(*case.reasons, *([reason] if reason else ())),
        is_excluded=reason is not None and case.bid not in found.doubted,
        is_conditional=case.is_conditional or case.bid in found.doubted,
    )


def _first_rescaling(method: Method, cases: Mapping[str, Standing], admission: Admission) -> dict[str, Standing]:
    """Raise the best admitted bid of each criterion in scope to its full mark, where that is declared."""
    touched = {leaf.id for scope in method.scopes("criteria") for leaf in scope}
    if not touched:
        return dict(cases)
    raised: dict[str, dict[str, Interval]] = {bid: {} for bid in admission.admitted}
    for leaf in touched:
        raw = {bid: cases[bid].raw[leaf] for bid in admission.admitted}
        for bid, value in judged.rescaled(raw, optional=admission.conditional).items():
            raised[bid][leaf] = value
    return {bid: replace(case, values={**case.raw, **raised.get(bid, {})}) for bid, case in cases.items()}


def _pointed(method: Method, case: Standing) -> Standing:
    """Turn shares into points, and add them up through the tree."""
    points = {leaf.id: _leaf_points(method, leaf, case.values[leaf.id]) for leaf in method.leaves}
    groups: dict[str, Interval] = {}

    def visit(node: Criterion) -> Interval:
        groups[node.id] = total(visit(part) for part in node.parts) if node.parts else points[node.id]
        return groups[node.id]

    whole = total(visit(root) for root in method.criteria)
    quality = total(points[leaf.id] for leaf in method.leaves if not leaf.is_economic)
    return replace(case, points=points, groups=groups, total=whole, quality=quality)


def _leaf_points(method: Method, leaf: Criterion, value: Interval) -> Interval:
    if is_raw(leaf):
        return NOTHING
    full = method.full(leaf)
    return value.scaled(full) if leaf.kind in QUANTITIES else _stepped(method, value.scaled(full))


def _stepped(method: Method, value: Interval) -> Interval:
    """Round points of quality as declared."""
    step = method.evaluation.criterion_rounding
    if not step:
        return value
    return Interval(*(numbers.rounded(end, step.places, step.mode) for end in (value.low, value.high)))


def _second_rescaling(method: Method, cases: Mapping[str, Standing], admission: Admission) -> dict[str, Standing]:
    """Raise the best sum of the admitted bids over a scope to all its points, where that is declared."""
    scopes = [scope for scope in method.scopes("total") if scope]
    if not scopes:
        return dict(cases)
    touched = {leaf.id for scope in scopes for leaf in scope}
    raised = [_raised(method, cases, admission, scope) for scope in scopes]
    found = dict(cases)
    for bid in admission.admitted:
        points = cases[bid].points
        left = [points[leaf.id] for leaf in method.leaves if not leaf.is_economic and leaf.id not in touched]
        economic = total(points[leaf.id] for leaf in method.leaves if leaf.is_economic)
        quality = total((*(values[bid] for values in raised), *left))
        found[bid] = replace(cases[bid], quality=quality, total=quality + economic)
    return found


def _raised(
    method: Method, cases: Mapping[str, Standing], admission: Admission, scope: Sequence[Criterion]
) -> dict[str, Interval]:
    """Raise the best sum over some leaves to all their points."""
    sums = {bid: total(cases[bid].points[leaf.id] for leaf in scope) for bid in admission.admitted}
    full = numbers.add(method.full(leaf) for leaf in scope)
    raised = judged.rescaled(sums, full=full, optional=admission.conditional)
    return {bid: _stepped(method, value) for bid, value in raised.items()}
