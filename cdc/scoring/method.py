"""What an evaluation works on: the declared method and the bids, as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cdc.model.evaluation import Evaluation, Rescaling
from cdc.model.tender import Criterion
from cdc.scoring import numbers, tree
from cdc.scoring.interval import Interval
from cdc.scoring.judged import Preference

QUANTITIES = ("price", "quantity")
COMPARED = (*QUANTITIES, "pairwise")
"""Kinds of leaves whose share may depend on the other bids."""

DISCRETIONARY = ("judged", "pairwise")
SCOPES = {
    ("quality", "criteria"): (*DISCRETIONARY, "features"),
    ("quality", "total"): (*DISCRETIONARY, "features", "yes_no", "quantity"),
    ("discretionary", "criteria"): DISCRETIONARY,
    ("discretionary", "total"): DISCRETIONARY,
}
"""Kinds of leaves that a step of rescaling touches in each scope; a formula or a yes has its full mark by itself."""

Tables = Sequence[Sequence[Preference]]


@dataclass(frozen=True, slots=True)
class Entrant:
    """One bid as numbers: raw shares of its quality leaves, its quantities, its total cost.

    A conditional bid may still be left out, by a knock-out or a declaration that is open: others must reckon with both.
    """

    bid: str
    quality: Mapping[str, Interval]
    quantities: Mapping[str, Fraction | None]
    cost: Fraction | None
    received: str = ""
    is_excluded: bool = False
    is_conditional: bool = False
    added: Fraction = Fraction(0)
    """The part of the cost that the award rule leaves as it is."""

    @property
    def is_known(self) -> bool:
        """Tell whether nothing of the bid is open."""
        is_named = all(quantity is not None for quantity in self.quantities.values())
        return is_named and all(value.is_exact for value in self.quality.values())


@dataclass(frozen=True, slots=True)
class Method:
    """What was declared, as numbers: criteria, shares of every node (total 1), maximum, ceiling, pairwise tables."""

    criteria: tuple[Criterion, ...]
    leaves: tuple[Criterion, ...]
    evaluation: Evaluation
    shares: Mapping[str, Fraction]
    maximum: Fraction
    ceiling: Fraction | None = None
    pairs: Mapping[str, Tables] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        criteria: tuple[Criterion, ...],
        evaluation: Evaluation,
        ceiling: Fraction | None = None,
        pairs: Mapping[str, Tables] | None = None,
    ) -> Method:
        """Take the method that criteria and evaluation declare; points without a declared total count as their sum."""
        maximum = Fraction(100)
        if evaluation.weights == "points":
            maximum = Fraction(evaluation.total or 0) or tree.weight(criteria) or maximum
        leaves = tuple(tree.leaves(criteria))
        return cls(
            criteria, leaves, evaluation, tree.shares(criteria, evaluation.weights), maximum, ceiling, pairs or {}
        )

    @property
    def quality_share(self) -> Fraction:
        """Give the share of everything but the economic offer."""
        return numbers.add(self.shares[leaf.id] for leaf in self.leaves if not leaf.is_economic)

    def scopes(self, step: str) -> tuple[tuple[Criterion, ...], ...]:
        """Give the leaves that each declared rescaling of this step touches."""
        return tuple(self.scope(item) for item in self.evaluation.rescaling if item.step == step)

    def scope(self, item: Rescaling) -> tuple[Criterion, ...]:
        """Give the leaves of quality that one rescaling touches."""
        if item.of:
            nodes = [node for node in tree.nodes(self.criteria) if node.id in item.of]
            named = {leaf.id for leaf in tree.leaves(nodes)}
            return tuple(leaf for leaf in self.leaves if leaf.id in named and not leaf.is_economic)
        kinds = SCOPES[item.scope, item.step]
        return tuple(leaf for leaf in self.leaves if not leaf.is_economic and leaf.kind in kinds)

    def full(self, leaf: Criterion) -> Fraction:
        """Give the points of a leaf's full mark."""
        return self.shares[leaf.id] * self.maximum


def with_shares(method: Method, leaf_shares: Mapping[str, Fraction]) -> Method:
    """Give the same method with other weights of the leaves (any positive total; groups are sums of their parts)."""
    whole = numbers.add(leaf_shares[leaf.id] for leaf in method.leaves)
    found: dict[str, Fraction] = {}

    def visit(node: Criterion) -> Fraction:
        value = numbers.add(visit(part) for part in node.parts) if node.parts else leaf_shares[node.id] / whole
        found[node.id] = value
        return value

    for root in method.criteria:
        visit(root)
    return replace(method, shares=found)
