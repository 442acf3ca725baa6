"""Scores given by people: aggregation, comparison in pairs, weights from judgements, rescaling."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from cdc.scoring import numbers
from cdc.scoring.interval import Interval

RANDOM_INDEX = (
    0,
    0,
    0,
    Fraction(58, 100),
    Fraction(90, 100),
    Fraction(112, 100),
    Fraction(124, 100),
    Fraction(132, 100),
    Fraction(141, 100),
    Fraction(145, 100),
    Fraction(149, 100),
)
"""Saaty's random consistency index by size of the matrix (T. L. Saaty, The Analytic Hierarchy Process, 1980)."""


def aggregated(scores: Sequence[Fraction], how: str) -> Fraction:
    """Give the mean or the median of at least one score."""
    return numbers.median(scores) if how == "median" else numbers.mean(scores)


def weighted_answers(pairs: Sequence[tuple[Fraction, Interval]]) -> Interval:
    """Give Σ weight·points / Σ weight over (weight, points) pairs; without any weight the full mark.

    Weights are ≥ 0 and relative to each other: scaling all of them changes nothing.
    """
    whole = numbers.add(weight for weight, _ in pairs)
    if whole == 0:
        return Interval.exactly(Fraction(1))
    low = numbers.add(weight * points.low for weight, points in pairs)
    return Interval(low / whole, numbers.add(weight * points.high for weight, points in pairs) / whole)


def settled(scores: Sequence[Fraction], how: str, moderation_from: Fraction | None) -> Interval | None:
    """Give the aggregate of individual scores; lowest to highest while a moderated one is due; else nothing."""
    if not scores:
        return None
    if needs_moderation(scores, how, moderation_from):
        return Interval(min(scores), max(scores))
    return Interval.exactly(aggregated(scores, how))


def needs_moderation(scores: Sequence[Fraction], how: str, moderation_from: Fraction | None) -> bool:
    """Tell whether scores differ so much, or the rule is consensus, that a moderated score must be found."""
    if not scores:
        return False
    return how == "consensus" or (moderation_from is not None and max(scores) - min(scores) >= moderation_from)


def rescaled(
    values: Mapping[str, Interval], *, full: Fraction = Fraction(1), optional: Collection[str] = ()
) -> dict[str, Interval]:
    """Raise the best bid to the full mark and the others in proportion (riparametrazione: full · x / best).

    Where some values are open, each end is taken with the others at their opposite end; a bid that may still be left
    out sets the best for others only where that lowers them. A best of zero stays zero.
    """
    found = {}
    for bid, value in values.items():
        others = [(name, other) for name, other in values.items() if name != bid]
        top = max([value.low, *(other.high for _, other in others)])
        bottom = max([value.high, *(other.low for name, other in others if name not in optional)])
        found[bid] = Interval(full * value.low / top if top else top, full * value.high / bottom if bottom else bottom)
    return found


@dataclass(frozen=True, slots=True)
class Preference:
    """One cell of a pairwise table: `better` is preferred to `other` with a degree from 2 to 6; 1 is parity."""

    better: str
    other: str
    degree: int


PairRule = Literal["sum", "normalised", "eigenvector"]


def pairwise(tables: Sequence[Sequence[Preference]], bids: Sequence[str], rule: PairRule) -> dict[str, Fraction]:
    """Turn the pairwise tables of evaluators into coefficients from 0 to 1, the best bid at 1.

    sum: points of all evaluators added, best sum to 1, others in proportion (D.P.R. 554/1999, annex A; parity gives one
    point to both). normalised: each evaluator's points to a best of 1, the mean of these, the best mean to 1.
    eigenvector: the mean over evaluators of the principal eigenvectors of their matrices (degree against 1/degree), the
    best to 1.
    """
    if not tables:
        return {}
    rows = []
    for table in tables:
        if rule == "eigenvector":
            vector, _ = numbers.eigenvector(reciprocal(table, bids))
            rows.append(dict(zip(bids, vector, strict=True)))
        else:
            rows.append(_table_points(table, bids))
    if rule == "normalised":
        rows = [_to_best(row) for row in rows]
    return _to_best({bid: numbers.mean([row[bid] for row in rows]) for bid in bids})


def _table_points(table: Sequence[Preference], bids: Sequence[str]) -> dict[str, Fraction]:
    found = dict.fromkeys(bids, Fraction(0))
    for cell in table:
        found[cell.better] += cell.degree
        if cell.degree == 1:
            found[cell.other] += 1
    return found


def _to_best(row: Mapping[str, Fraction]) -> dict[str, Fraction]:
    best = max(row.values())
    return {bid: value / best if best else value for bid, value in row.items()}


def reciprocal(table: Sequence[Preference], bids: Sequence[str]) -> list[list[Fraction]]:
    """Give the matrix of a pairwise table: degree above, 1/degree below, 1 where nothing was said."""
    return ratios([(cell.better, cell.other, Fraction(cell.degree)) for cell in table], bids)


def ratios(pairs: Sequence[tuple[str, str, Fraction]], names: Sequence[str]) -> list[list[Fraction]]:
    """Give the reciprocal matrix of comparisons (more, less, how many times); 1 where nothing was said."""
    at = {name: number for number, name in enumerate(names)}
    matrix = [[Fraction(1)] * len(names) for _ in names]
    for more, less, times in pairs:
        matrix[at[more]][at[less]] = times
        matrix[at[less]][at[more]] = 1 / times
    return matrix


@dataclass(frozen=True, slots=True)
class Priorities:
    """Weights from a pairwise matrix: they add up to 1; a consistency ratio above 0.10 says that judgements clash."""

    weights: tuple[Fraction, ...]
    consistency_index: Fraction
    consistency_ratio: Fraction


def priorities(matrix: Sequence[Sequence[Fraction]], how: str = "eigenvector") -> Priorities:
    """Give the AHP priorities of a positive reciprocal matrix of up to ten rows.

    how: `eigenvector` (Saaty), `geometric` (means of rows) or `mean` (mean of normalised columns); they differ in the
    third decimal, so the method is named. CI = (λ - n)/(n - 1) with λ of the eigenvector, CR = CI/RI(n).
    """
    size = len(matrix)
    vector, value = numbers.eigenvector(matrix)
    index = (value - size) / (size - 1) if size > 1 else Fraction(0)
    random = Fraction(RANDOM_INDEX[size]) if size < len(RANDOM_INDEX) else Fraction(RANDOM_INDEX[-1])
    ratio = index / random if random else Fraction(0)
    if how == "geometric":
        raw = []
        for row in matrix:
            product = Fraction(1)
            for cell in row:
                product *= cell
            raw.append(numbers.power(product, Fraction(1, size)))
        vector = tuple(cell / numbers.add(raw) for cell in raw)
    elif how == "mean":
        columns = [numbers.add(row[at] for row in matrix) for at in range(size)]
        vector = tuple(numbers.add(row[at] / columns[at] for at in range(size)) / size for row in matrix)
    return Priorities(vector, index, ratio)


def allocation(points: Sequence[Sequence[Fraction]]) -> tuple[Fraction, ...]:
    """Give weights adding up to 1 from people who each shared out the same points (100-point allocation): the means."""
    shares = [[value / numbers.add(row) for value in row] for row in points if numbers.add(row)]
    return tuple(numbers.mean([row[at] for row in shares]) for at in range(len(shares[0]))) if shares else ()
