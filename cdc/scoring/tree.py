"""The criteria tree as shares: each leaf's part of the whole, exact, adding up to 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cdc.model.tender import Criterion


def shares(criteria: Sequence[Criterion], kind: str) -> dict[str, Fraction]:
    """Give the share of every node, groups too.

    `percent` and `points`: leaf weights count as they stand, a group is the sum of its parts. `relative`: weights are
    normalised among neighbours, level by level. Without any weight, neighbours share equally.
    """
    found: dict[str, Fraction] = {}
    if kind == "relative":
        _normalised(criteria, Fraction(1), found)
        return found
    whole = sum((_weight(node) for node in criteria), Fraction(0))
    if whole == 0:
        _normalised(criteria, Fraction(1), found)
        return found
    for node in criteria:
        _absolute(node, whole, found)
    return found


def _weight(node: Criterion) -> Fraction:
    if node.parts:
        return sum((_weight(part) for part in node.parts), Fraction(0))
    return Fraction(node.weight or 0)


def _absolute(node: Criterion, whole: Fraction, found: dict[str, Fraction]) -> None:
    found[node.id] = _weight(node) / whole
    for part in node.parts:
        _absolute(part, whole, found)


def _normalised(nodes: Sequence[Criterion], share: Fraction, found: dict[str, Fraction]) -> None:
    weights = [Fraction(node.weight or 0) for node in nodes]
    whole = sum(weights, Fraction(0))
    for node, weight in zip(nodes, weights, strict=True):
        found[node.id] = share * weight / whole if whole else share / len(nodes)
        _normalised(node.parts, found[node.id], found)


def leaves(nodes: Sequence[Criterion]) -> Iterator[Criterion]:
    """Give the leaves, in order."""
    for node in nodes:
        if node.parts:
            yield from leaves(node.parts)
        else:
            yield node
