"""The requirements of a leaf as whole numbers: half a million answers are added quickly and exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from cdc.model.requirement import Requirement
from cdc.model.specification import Specification
from cdc.model.tender import Scale
from cdc.scoring.interval import FULL, Interval
from cdc.scoring.robustness.swings import NO_MOVES, Moves


@dataclass(frozen=True, slots=True)
class Item:
    """An asked requirement, ready for arithmetic: weight and points as whole numbers over their leaf's denominators."""

    id: str
    weight: Fraction
    whole_weight: int
    points: Mapping[str, int]
    worst: int
    best: int
    moves: Mapping[str, tuple[int, int]]
    """Per answer: what the leaf's whole number loses one level down, and gains one level up."""


@dataclass(frozen=True, slots=True)
class Table:
    """The requirements of one leaf, and what their whole numbers are divided by."""

    items: tuple[Item, ...]
    divisor: int
    parts: int
    largest_move: int


Row = tuple[Requirement, Scale | None, Fraction]


def tables_of(spec: Specification) -> dict[str, Table]:
    """Bring each leaf's weights and points to whole numbers, so that half a million answers add up fast and exactly."""
    by_leaf: dict[str, list[Row]] = {leaf.id: [] for leaf in spec.leaves if leaf.kind == "features"}
    for _, item in spec.asked:
        scored_by = spec.leaf_of.get(item.id)
        if scored_by in by_leaf:
            by_leaf[scored_by].append((item, spec.scale_of(item), Fraction(spec.weight_of(item))))
    parts = lcm(*(Fraction(answer.points).denominator for scale in spec.scales for answer in scale.answers))
    whole = {scale.id: {a.id: int(Fraction(a.points) * parts) for a in scale.answers} for scale in spec.scales}
    return {leaf: _table(rows, parts, whole) for leaf, rows in by_leaf.items()}


def _table(rows: Sequence[Row], parts: int, whole: Mapping[str, Mapping[str, int]]) -> Table:
    unit = lcm(*{weight.denominator for _, _, weight in rows}) if rows else 1
    moves: dict[tuple[str, int], dict[str, tuple[int, int]]] = {}
    items = []
    for requirement, scale, weight in rows:
        points = whole[scale.id] if scale else {}
        worst, best = (min(points.values()), max(points.values())) if points else (0, parts)
        own = int(weight * unit)
        key = (scale.id if scale else "", own)
        if key not in moves:
            moves[key] = _moves(points, own)
        items.append(Item(requirement.id, weight, own, points, min(worst, 0), max(best, parts), moves[key]))
    largest = max((size for move in moves.values() for pair in move.values() for size in pair), default=0)
    return Table(tuple(items), sum(item.whole_weight for item in items), parts, largest)


def _moves(points: Mapping[str, int], weight: int) -> dict[str, tuple[int, int]]:
    """Give, per answer, what one level down costs and one level up brings, times the weight."""
    ladder = sorted(points.values(), reverse=True)
    found = {}
    for answer, own in points.items():
        lower = [value for value in ladder if value < own]
        higher = [value for value in ladder if value > own]
        found[answer] = (weight * (own - lower[0]) if lower else 0, weight * (higher[-1] - own) if higher else 0)
    return found


def share(table: Table, counted: Mapping[str, str | None], *, missing: str) -> Interval:
    """Give Σ weight·points / Σ weight, 1 without weight; an open answer is worth anything, or as declared nothing."""
    if not table.divisor:
        return FULL
    low = opening = 0
    for item in table.items:
        points = item.points.get(counted.get(item.id) or "")
        if points is None and missing == "zero":
            continue
        if points is None:
            low += item.whole_weight * item.worst
            opening += item.whole_weight * (item.best - item.worst)
        else:
            low += item.whole_weight * points
    under = table.divisor * table.parts
    return Interval(Fraction(low, under), Fraction(low + opening, under))


def moves_of(table: Table, counted: Mapping[str, str | None]) -> Moves:
    """Say by how much each answer moves the leaf when it goes one level down or up."""
    if not table.divisor:
        return NO_MOVES
    none = (0, 0)
    return Moves(
        table.divisor * table.parts,
        table.largest_move,
        lambda: [(*item.moves.get(counted.get(item.id) or "", none), item.id) for item in table.items],
    )
