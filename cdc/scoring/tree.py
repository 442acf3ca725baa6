"""The criteria tree as shares: each leaf's part of the whole, exact, adding up to 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cdc.model.tender import Criterion
from cdc.scoring import numbers


def shares(criteria: Sequence[Criterion], kind: str) -> dict[str, Fraction]:
    """Give the share of every node, groups too.

    `percent` and `points`: leaf weights count as they stand, a group is the sum of its parts. `relative`: weights are
    normalised among neighbours, level by level. Without any weight, neighbours share equally.
    """
    found: dict[str, Fraction] = {}
    if kind == "relative":
        _normalised(criteria, Fraction(1), found)
        return found
    whole = weight(criteria)
    if whole == 0:
        _normalised(criteria, Fraction(1), found)
        return found
    for node in criteria:
        _absolute(node, whole, found)
    return found


def weight(nodes: Sequence[Criterion]) -> Fraction:
    """Add up the weights of the leaves below, as they stand."""
    return numbers.add(Fraction(leaf.weight or 0) for leaf in leaves(nodes))


def _absolute(node: Criterion, whole: Fraction, found: dict[str, Fraction]) -> None:
    found[node.id] = weight((node,)) / whole
    for part in node.parts:
        _absolute(part, whole, found)


def _normalised(nodes: Sequence[Criterion], share: Fraction, found: dict[str, Fraction]) -> None:
    whole = numbers.add(Fraction(node.weight or 0) for node in nodes)
    for node in nodes:
        found[node.id] = share * Fraction(node.weight or 0) / whole if whole else share / len(nodes)
        _normalised(node.parts, found[node.id], found)


def nodes(roots: Sequence[Criterion]) -> Iterator[Criterion]:
    """Give every node, groups before their parts."""
    for node in roots:
        yield node
        yield from nodes(node.parts)


def leaves(nodes: Sequence[Criterion]) -> Iterator[Criterion]:
    """Give the leaves, in order."""
    for node in nodes:
        if node.parts:
            yield from leaves(node.parts)
        else:
            yield node
