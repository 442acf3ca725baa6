"""The ranking again with something else changed: price formulas, sets of weights, bids, open values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from cdc.model.method import Formula
from cdc.model.ranking import Variant
from cdc.model.tender import Criterion
from cdc.scoring import numbers
from cdc.scoring.awards import known as awards
from cdc.scoring.decide import Decision, decide
from cdc.scoring.formulas import known as formulas
from cdc.scoring.method import Entrant, Method, with_shares


def variant(name: str, decision: Decision) -> Variant:
    """Give the ranks of a decision under a name."""
    error = decision.problems[0].key if decision.problems else ""
    ranks = {placed.bid: placed.rank for placed in decision.order.placed}
    return Variant(name, () if error else decision.winners, {} if error else ranks, error)


def at_best(method: Method, decision: Decision) -> Variant:
    """Rank bids by the high ends of their figures: every open answer worth its full mark."""
    if decision.problems:
        return Variant("at_best", (), {}, decision.problems[0].key)
    sign = -1 if awards.record(method.evaluation.award_rule).properties.low_first else 1
    highs = {bid: sign * high for bid, case in decision.standings.items() if (high := case.figure[1]) is not None}
    if not highs:
        return variant("at_best", decision)
    ranks = {bid: 1 + sum(1 for other in highs.values() if other > value) for bid, value in highs.items()}
    return Variant("at_best", tuple(sorted(bid for bid, rank in ranks.items() if rank == 1)), ranks)


def swapped(method: Method, entrants: Sequence[Entrant]) -> Iterable[Variant]:
    """Rank again under the common price formulas, for methods that score the price."""
    prices = [leaf.formula for leaf in method.leaves if leaf.is_cost and method.shares[leaf.id]]
    prices = [formula for formula in prices if not formulas.record(formula).is_raw]
    if not prices or awards.record(method.evaluation.award_rule).properties.needs_cost:
        return
    has_base = method.ceiling is not None or prices[0].base is not None
    for record in formulas.FORMULAS:
        for name, parameters in record.swaps.items() if has_base or not record.needs_base else ():
            formula = Formula.model_validate({"type": record.name, **parameters})
            yield variant(name, decide(_with_formula(method, formula), entrants))


def _with_formula(method: Method, formula: Formula) -> Method:
    def visit(node: Criterion) -> Criterion:
        if node.is_cost:
            base = {"base": node.formula.base} if node.formula.base is not None else {}
            return node.model_copy(update={"formula": formula.model_copy(update=base)})
        return node.model_copy(update={"parts": tuple(visit(part) for part in node.parts)}) if node.parts else node

    criteria = tuple(visit(node) for node in method.criteria)
    return Method.of(criteria, method.evaluation, method.ceiling)


def sets(method: Method, entrants: Sequence[Entrant]) -> Iterable[Variant]:
    """Rank again under the other sets of weights that were declared."""
    for at, given in enumerate(method.evaluation.weighting_sets):
        weights = {leaf.id: Fraction(given.weights.get(leaf.id, 0)) for leaf in method.leaves}
        if numbers.add(weights.values()):
            yield variant(str(at), decide(with_shares(method, weights), entrants))
