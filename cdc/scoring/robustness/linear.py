"""An award rule as a linear form in the weights, where it is one, and the method under other weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cdc.scoring import numbers
from cdc.scoring.awards import known as awards
from cdc.scoring.decide import Decision
from cdc.scoring.formulas import known as formulas
from cdc.scoring.method import QUANTITIES, Method, with_shares


@dataclass(frozen=True, slots=True)
class Linear:
    """A rule as rows of coefficients: the bid with the highest Σ weight·coefficient + constant wins."""

    leaves: tuple[str, ...]
    rows: Mapping[str, tuple[Fraction, ...]]
    constants: Mapping[str, Fraction]
    slopes: Mapping[str, Fraction]

    def value(self, bid: str, weights: Sequence[Fraction]) -> Fraction:
        """Give the figure of a bid under these weights."""
        return numbers.add(w * c for w, c in zip(weights, self.rows[bid], strict=True)) + self.constants[bid]


def weighted(method: Method) -> tuple[str, ...]:
    """Give the leaves whose weights the award rule uses."""
    rule = awards.record(method.evaluation.award_rule)
    if not rule.weighs:
        return ()
    return tuple(leaf.id for leaf in method.leaves if not (rule.properties.needs_cost and leaf.is_economic))


def linear(method: Method, base: Decision) -> Linear | None:
    """Write the rule as a linear form in the weights, where it is one."""
    leaves, rule = weighted(method), method.evaluation.award_rule
    record = awards.record(rule)
    if _is_stepped(method) or record.linear is None:
        return None
    rows = {bid: tuple(case.values[leaf].low for leaf in leaves) for bid, case in base.standings.items()}
    costs = {
        bid: case.entrant.cost if record.properties.needs_cost else Fraction(1) for bid, case in base.standings.items()
    }
    form = record.linear(rule, method.quality_share, rows)
    if form is None or not leaves or any(not cost for cost in costs.values()):
        return None
    slopes = {bid: form.slope / (cost or 1) for bid, cost in costs.items()}
    scaled = {bid: tuple(value * slopes[bid] for value in row) for bid, row in rows.items()}
    return Linear(leaves, scaled, {bid: form.constant / (cost or 1) for bid, cost in costs.items()}, slopes)


def _is_stepped(method: Method) -> bool:
    """Tell whether roundings, a rescaled total or a typed formula keep the figure from being linear in the weights."""
    evaluation = method.evaluation
    rescales = any(item.step == "total" for item in evaluation.rescaling)
    if evaluation.criterion_rounding or rescales or evaluation.rounding.stage == "total":
        return True
    amounts = [leaf.formula for leaf in method.leaves if leaf.kind in QUANTITIES]
    return any(
        not formulas.record(formula).is_linear or any(step.stage == "criterion" for step in formula.rounding)
        for formula in amounts
    )


def current(method: Method, leaves: Sequence[str]) -> list[Fraction]:
    """Give the declared weights of these leaves, adding up to 1."""
    whole = numbers.add(method.shares[leaf] for leaf in leaves)
    return [method.shares[leaf] / whole if whole else Fraction(1, len(leaves)) for leaf in leaves]


def reweighted(method: Method, leaves: Sequence[str], weights: Sequence[Fraction]) -> Method:
    """Give the method with other weights of these leaves; what the rule does not weigh keeps its share."""
    whole = numbers.add(method.shares[leaf] for leaf in leaves)
    given = {leaf: weight * whole for leaf, weight in zip(leaves, weights, strict=True)}
    return with_shares(method, {leaf.id: given.get(leaf.id, method.shares[leaf.id]) for leaf in method.leaves})
