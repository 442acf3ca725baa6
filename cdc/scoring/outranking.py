"""TOPSIS and ELECTRE: orders taken from the whole matrix of bids and criteria at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cdc.scoring import numbers
from cdc.scoring.numbers import UndefinedScoreError

Matrix = Sequence[Sequence[Fraction]]


def topsis(matrix: Matrix, weights: Sequence[Fraction], *, aims: Sequence[int], normalisation: str) -> list[Fraction]:
    """Give each row's closeness to the ideal, d⁻ / (d⁺ + d⁻) from 0 to 1 (Hwang and Yoon, 1981).

    `aims` holds 1 where high is good and -1 where low is good. `normalisation`: vector (x / √Σx², the rule of the
    Italian authority; the aim enters with the ideal), minmax, sum (x / Σx, or the share of 1/x) or best (x / best, or
    best / x). The choice can change the winner, so it is named in every report. Rows that are all equal get one half.
    """
    columns = [[row[at] for row in matrix] for at in range(len(weights))]
    ready = [
        [weight * value for value in _normalised(column, aim, normalisation)]
        for column, weight, aim in zip(columns, weights, aims, strict=True)
    ]
    up = [1 if normalisation != "vector" else aim for aim in aims]
    best = [max(column) if aim > 0 else min(column) for column, aim in zip(ready, up, strict=True)]
    worst = [min(column) if aim > 0 else max(column) for column, aim in zip(ready, up, strict=True)]
    found = []
    for row in zip(*ready, strict=True):
        far = numbers.root(numbers.add((a - b) ** 2 for a, b in zip(row, best, strict=True)))
        near = numbers.root(numbers.add((a - b) ** 2 for a, b in zip(row, worst, strict=True)))
        found.append(near / (far + near) if far + near else Fraction(1, 2))
    return found


def _normalised(column: Sequence[Fraction], aim: int, how: str) -> list[Fraction]:
    if how == "vector":
        length = numbers.root(numbers.add(value * value for value in column))
        return [value / length if length else value for value in column]
    low, high = min(column), max(column)
    if how == "minmax":
        span = high - low
        return [((value - low) if aim > 0 else (high - value)) / span if span else Fraction(1) for value in column]
    if aim < 0:
        if low <= 0:
            raise UndefinedScoreError("zero_quantity", bids="")
        column = [1 / value for value in column]
    whole = numbers.add(column) if how == "sum" else max(column)
    return [value / whole if whole else value for value in column]


@dataclass(frozen=True, slots=True)
class Round:
    """One round of ELECTRE: points of the bids in it, and bids that another dominates."""

    points: Mapping[str, Fraction]
    dominated: tuple[str, ...]


def electre(matrix: Mapping[str, Sequence[Fraction]], weights: Sequence[Fraction]) -> Round:
    """Give P_i = Σ_j c_ij / d_ij of one round, as the Italian rules for the most advantageous bid describe it.

    c_ij adds, over the criteria where i is better than j, (difference / largest difference on that criterion) · weight;
    d_ij does the same where j is better. A bid j with d_ij = 0 against some i that is better somewhere is dominated and
    leaves the round, which is computed again; equal bids stay, with the ratio 1 to each other. One bid alone has no
    points to compare: it gets 1.
    """
    names = sorted(matrix)
    dominated: list[str] = []
    while True:
        spans = [
            max((matrix[a][k] - matrix[b][k] for a in names for b in names), default=Fraction(0))
            for k in range(len(weights))
        ]

        def against(one: str, other: str, spans: Sequence[Fraction] = spans) -> Fraction:
            return numbers.add(
                (matrix[one][k] - matrix[other][k]) / spans[k] * weights[k]
                for k in range(len(weights))
                if spans[k] and matrix[one][k] > matrix[other][k]
            )

        beaten = [j for j in names if any(against(i, j) > 0 and against(j, i) == 0 for i in names if i != j)]
        if not beaten:
            break
        dominated += beaten
        names = [name for name in names if name not in beaten]
    points = {
        i: numbers.add(against(i, j) / against(j, i) if against(j, i) else Fraction(1) for j in names if j != i)
        for i in names
    }
    return Round(points if len(names) > 1 else dict.fromkeys(names, Fraction(1)), tuple(dominated))


def electre_order(
    matrix: Mapping[str, Sequence[Fraction]], weights: Sequence[Fraction], *, rerun: bool
) -> dict[str, int]:
    """Give the place of each bid, equal bids sharing one; with `rerun` each round's winner is taken, then left out.

    Only the first place of a round means something, so later places need their own rounds.
    """
    left = dict(matrix)
    places: dict[str, int] = {}
    while left:
        found = electre(left, weights)
        ordered = sorted(set(found.points.values()), reverse=True)
        for value in ordered[:1] if rerun else ordered:
            group = [name for name in found.points if found.points[name] == value]
            place = len(places) + 1
            places |= dict.fromkeys(group, place)
        left = {name: row for name, row in left.items() if name not in places}
    return places
