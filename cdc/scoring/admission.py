"""Who takes part: thresholds, ceiling and bounds, so that whoever is out sets no reference for the others.

What a bid offers by itself is tested first. Thresholds on leaves that compare bids need care, since a bid that falls
below one must not move the references by which others are judged. With everything known, bids are taken in turn, the
best quantity first, and one that fails beside those that stay leaves no trace, so that deleting an excluded bid changes
nothing. While something is open, a bid is out when it fails beside whomever, in when it passes beside whomever, and
else admitted on a condition.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from cdc.model.ranking import Failure, Reason
from cdc.model.tender import Criterion
from cdc.scoring import numbers, tree
from cdc.scoring.awards import known as awards
from cdc.scoring.compared import compare
from cdc.scoring.formulas import shares
from cdc.scoring.formulas.bounds import moves
from cdc.scoring.interval import Interval, total
from cdc.scoring.method import COMPARED, QUANTITIES, Entrant, Method
from cdc.scoring.money import Setters


@dataclass(frozen=True, slots=True)
class Admission:
    """Who is in, who of them on a condition, why the others are out, and the shares of leaves that compare bids."""

    admitted: Mapping[str, Entrant]
    conditional: frozenset[str]
    reasons: Mapping[str, tuple[Reason, ...]]
    compared: Mapping[str, Mapping[str, Interval]]
    references: Mapping[str, Mapping[str, Fraction]]
    problems: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold: its node, and the leaves below it."""

    node: Criterion
    leaves: tuple[Criterion, ...]

    @property
    def compares(self) -> bool:
        """Tell whether one of its leaves compares bids."""
        return any(leaf.kind in COMPARED for leaf in self.leaves)


def admit(method: Method, entrants: Mapping[str, Entrant]) -> Admission:
    """Say who takes part, and what leaves that compare bids give each of them."""
    reasons = {bid: tuple(_alone(method, entrant)) for bid, entrant in entrants.items()}
    candidates = {bid: e for bid, e in entrants.items() if not e.is_excluded and not any(map(_is_final, reasons[bid]))}
    conditional = {bid for bid, e in candidates.items() if e.is_conditional or reasons[bid]}
    tests = [test for test in tests_of(method.criteria) if test.compares]
    if tests and candidates:
        if _is_open(method, candidates, conditional):
            failed = _by_bounds(method, tests, candidates, conditional)
        else:
            failed = _in_turn(method, tests, candidates)
        reasons |= {bid: (*reasons[bid], reason) for bid, reason in failed.items()}
        candidates = {bid: e for bid, e in candidates.items() if bid not in failed or not _is_final(failed[bid])}
        conditional = (conditional | set(failed)) & candidates.keys()
    found = compare(method, candidates, frozenset(conditional))
    return Admission(candidates, frozenset(conditional), reasons, found.shares, found.references, found.problems)


def admitted_alone(method: Method, entrants: Sequence[Entrant]) -> frozenset[str]:
    """Give the bids that nothing in their own answers and quantities leaves out."""
    return frozenset(
        entrant.bid
        for entrant in entrants
        if not entrant.is_excluded and not any(map(_is_final, _alone(method, entrant)))
    )


def setters(method: Method, entrants: Sequence[Entrant]) -> Setters:
    """Give the bids that set the highest price, entrants being given with what they cost at least."""
    may = admitted_alone(method, entrants)
    sure = (e.bid for e in entrants if e.bid in may and not e.is_conditional and not any(_alone(method, e)))
    return Setters(may, frozenset(sure))


def _is_final(reason: Reason) -> bool:
    return not reason.key.endswith("_open")


def _alone(method: Method, entrant: Entrant) -> Iterator[Reason]:
    """Give the reasons that lie in the bid itself: thresholds on its own shares, ceiling, bounds."""
    for test in tests_of(method.criteria):
        if not test.compares:
            reason = _reason(method, test, entrant.quality)
            if reason:
                yield reason
    yield from _over_ceiling(method, entrant)
    for leaf in method.leaves:
        quantity = entrant.quantities.get(leaf.id)
        if (bound := limit(leaf)) is not None:
            if quantity is None:
                yield from _open_unless_zero(method, "reason_bound_open", id=leaf.id, bound=bound)
            elif shares.is_over(leaf.formula, quantity, None):
                yield Reason("reason_bound", {"id": leaf.id, "bound": bound})


def limit(leaf: Criterion) -> Decimal | None:
    """Give the bound of an amount beyond which a bid is out; the total cost has its ceiling instead."""
    is_amount = leaf.kind in QUANTITIES and not leaf.is_cost
    return leaf.formula.base if is_amount and leaf.formula.over_ceiling == "exclude" else None


def _over_ceiling(method: Method, entrant: Entrant) -> Iterator[Reason]:
    prices = [leaf for leaf in method.leaves if leaf.is_cost and leaf.formula.over_ceiling]
    rule = prices[0].formula.over_ceiling if prices else method.evaluation.over_ceiling
    if rule != "exclude" or method.ceiling is None:
        return
    shown = numbers.display(method.ceiling, 2, "half_up")
    if entrant.cost is None:
        yield from _open_unless_zero(method, "reason_ceiling_open", ceiling=shown)
    elif entrant.cost > method.ceiling:
        yield Reason("reason_ceiling", {"ceiling": shown})


def _open_unless_zero(method: Method, key: str, **facts: object) -> Iterator[Reason]:
    """Doubt what is missing, unless it is declared to count as nothing."""
    if method.evaluation.missing != "zero":
        yield Reason(key, facts)


def tests_of(nodes: Sequence[Criterion]) -> Iterator[Threshold]:
    """Give the thresholds of a tree."""
    for node in nodes:
        if node.threshold is not None:
            yield Threshold(node, tuple(tree.leaves((node,))))
        yield from tests_of(node.parts)


def _reason(method: Method, test: Threshold, values: Mapping[str, Interval]) -> Reason | None:
    """Give why a bid fails a threshold, or may; nothing where it passes."""
    weight = numbers.add(method.shares[leaf.id] for leaf in test.leaves)
    even = Fraction(1, len(test.leaves))
    value = total(values[leaf.id].scaled(method.shares[leaf.id] / weight if weight else even) for leaf in test.leaves)
    least = Fraction(test.node.threshold or 0) / 100
    if value.low >= least:
        return None
    key = "reason_threshold" if value.high < least else "reason_threshold_open"
    return Reason(key, {"id": test.node.id, "threshold": test.node.threshold})


def _first_reason(
    method: Method, tests: Sequence[Threshold], entrant: Entrant, found: Mapping[str, Mapping[str, Interval]]
) -> Reason | None:
    own = {**entrant.quality, **{leaf: values[entrant.bid] for leaf, values in found.items()}}
    reasons = [reason for test in tests if (reason := _reason(method, test, own))]
    return next((reason for reason in reasons if _is_final(reason)), reasons[0] if reasons else None)


def _is_open(method: Method, candidates: Mapping[str, Entrant], conditional: Collection[str]) -> bool:
    values = (value for e in candidates.values() for value in e.quality.values())
    unnamed = (q is None for e in candidates.values() for q in e.quantities.values())
    is_counted = method.evaluation.missing != "zero"
    return bool(conditional) or (is_counted and any(unnamed)) or not all(value.is_exact for value in values)


def _in_turn(method: Method, tests: Sequence[Threshold], candidates: Mapping[str, Entrant]) -> dict[str, Reason]:
    """Take bids in turn, the best quantity first; give those that cannot stay, with the reason."""
    leaves = moving([leaf for test in tests for leaf in test.leaves])

    def failing(beside: Mapping[str, Entrant]) -> dict[str, Reason]:
        found = compare(method, beside, frozenset()).shares
        reasons = {bid: _first_reason(method, tests, entrant, found) for bid, entrant in beside.items()}
        return {bid: reason for bid, reason in reasons.items() if reason}

    return taken_in_turn(candidates, lambda name: (goodness(candidates[name], leaves), name), failing)


def taken_in_turn(
    candidates: Mapping[str, Entrant],
    order: Callable[[str], Any],
    failing: Callable[[Mapping[str, Entrant]], Mapping[str, Reason]],
) -> dict[str, Reason]:
    """Let bids in one by one, in an order of their own; one beside whom somebody fails is out and leaves no trace.

    Where several leaves compare bids, two may each put the other out: the earlier one in the order stays.
    """
    staying: dict[str, Entrant] = {}
    failed: dict[str, Reason] = {}
    for bid in sorted(candidates, key=order):
        beside = {**staying, bid: candidates[bid]}
        found = failing(beside)
        if found:
            failed[bid] = found.get(bid, next(iter(found.values())))
        else:
            staying = beside
    return failed


def moving(leaves: Sequence[Criterion]) -> list[Criterion]:
    """Give the leaves in which one bid moves the shares of others."""
    compared = [leaf for leaf in leaves if leaf.kind in COMPARED]
    return [leaf for leaf in compared if leaf.kind == "pairwise" or moves(leaf.formula) != "nothing"]


def can_collide(leaves: Sequence[Criterion]) -> bool:
    """Tell whether two bids may put each other out: several leaves compare bids, or one does so in no known way."""
    found = moving(leaves)
    return len(found) > 1 or any(leaf.kind == "pairwise" or moves(leaf.formula) == "anything" for leaf in found)


def goodness(entrant: Entrant, leaves: Sequence[Criterion]) -> list[tuple[bool, Fraction]]:
    """Give what sorts the best quantities first, leaf by leaf; bids that name none come last."""
    found = []
    for leaf in leaves:
        quantity = entrant.quantities.get(leaf.id)
        sign = 1 if leaf.formula.aim == "minimise" else -1
        found.append((quantity is None, sign * quantity if quantity is not None else Fraction(0)))
    return found


def _by_bounds(
    method: Method, tests: Sequence[Threshold], candidates: Mapping[str, Entrant], conditional: Collection[str]
) -> dict[str, Reason]:
    """Settle who fails and who passes beside whomever, again and again; the rest may fail."""
    failed: dict[str, Reason] = {}
    undecided = set(candidates)
    rule = method.evaluation.award_rule
    collides = can_collide([leaf for test in tests for leaf in test.leaves]) or awards.record(rule).excludes(rule)
    while True:
        present = {bid: e for bid, e in candidates.items() if bid not in failed}
        found = compare(method, present, frozenset(undecided | (set(conditional) & present.keys()))).shares
        reasons = {bid: _first_reason(method, tests, present[bid], found) for bid in undecided}
        if collides:
            reasons = {bid: reason or _doubt(tests[0]) for bid, reason in reasons.items()}
        out = {bid: reason for bid, reason in reasons.items() if reason and _is_final(reason)}
        settled = {bid for bid, reason in reasons.items() if reason is None} | out.keys()
        failed |= out
        undecided -= settled
        if not settled or not undecided:
            return failed | {bid: reason for bid in undecided if (reason := reasons[bid])}


def _doubt(test: Threshold) -> Reason:
    return Reason("reason_threshold_open", {"id": test.node.id, "threshold": test.node.threshold})
