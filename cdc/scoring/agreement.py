"""How far evaluators agree: spread, Kendall's W, Krippendorff's α, severity; what is to be talked over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Literal

from cdc.scoring import numbers

Level = Literal["nominal", "ordinal", "interval"]
Rows = Sequence[Sequence[Fraction | None]]


def spread(scores: Sequence[Fraction]) -> Fraction:
    """Give the difference between the highest and the lowest score."""
    return max(scores) - min(scores)


def ranks(scores: Sequence[Fraction]) -> list[Fraction]:
    """Give ranks from 1 (the lowest score), equal scores sharing the mean of their ranks."""
    ordered = sorted(scores)
    return [Fraction(2 * ordered.index(score) + ordered.count(score) + 1, 2) for score in scores]


def kendall_w(by_evaluator: Sequence[Sequence[Fraction]]) -> Fraction | None:
    """Give Kendall's coefficient of concordance W, corrected for ties, from 0 to 1.

    Each row holds one evaluator's scores (or ranks) of the same bids. W = 12·S / (m²(n³-n) - m·ΣT), T = Σ(t³-t) over
    the ties of a row (Kendall and Babington Smith, 1939; correction as in Siegel, 1956). None when every row is all
    ties, or with fewer than two rows or bids.
    """
    m, n = len(by_evaluator), len(by_evaluator[0]) if by_evaluator else 0
    if m < 2 or n < 2:
        return None
    table = [ranks(row) for row in by_evaluator]
    sums = [numbers.add(row[at] for row in table) for at in range(n)]
    middle = numbers.mean(sums)
    deviations = numbers.add((value - middle) ** 2 for value in sums)
    ties = sum(count**3 - count for row in by_evaluator for count in Counter(row).values())
    under = m * m * (n**3 - n) - m * ties
    return 12 * deviations / under if under else None


def krippendorff_alpha(by_evaluator: Rows, level: Level = "ordinal") -> Fraction | None:
    """Give Krippendorff's α: 1 is full agreement, 0 is chance, below 0 is systematic disagreement.

    Rows are evaluators, columns are things scored, None is a score not given (K. Krippendorff, Computing Krippendorff's
    Alpha-Reliability, 2011). None when nothing was scored twice, or all scores are the same value.
    """
    units = [
        [row[at] for row in by_evaluator if row[at] is not None]
        for at in range(len(by_evaluator[0]) if by_evaluator else 0)
    ]
    paired: list[list[Fraction]] = [[value for value in unit if value is not None] for unit in units if len(unit) > 1]
    totals = Counter(value for unit in paired for value in unit)
    n = sum(totals.values())
    values = sorted(totals)
    metric = _metric(totals, values, level)
    expected = numbers.add(totals[a] * totals[b] * metric[a, b] for a, b in combinations(values, 2))
    if n < 2 or expected == 0:
        return None
    observed = Fraction(0)
    for unit in paired:
        counts = Counter(unit)
        pairs = numbers.add(counts[a] * counts[b] * metric[a, b] for a, b in combinations(sorted(counts), 2))
        observed += pairs / (len(unit) - 1)
    return 1 - (n - 1) * observed / expected


def _metric(
    totals: Mapping[Fraction, int], values: Sequence[Fraction], level: Level
) -> dict[tuple[Fraction, Fraction], Fraction]:
    found: dict[tuple[Fraction, Fraction], Fraction] = {}
    for a, b in combinations(values, 2):
        if level == "nominal":
            found[a, b] = Fraction(1)
        elif level == "interval":
            found[a, b] = (a - b) ** 2
        else:
            between = sum(totals[value] for value in values if a <= value <= b)
            found[a, b] = (between - Fraction(totals[a] + totals[b], 2)) ** 2
    return found


def severity(by_evaluator: Mapping[str, Mapping[tuple[str, str], Fraction]]) -> dict[str, Fraction]:
    """Give how far each evaluator lies, on average, above (+) or below (-) the mean score of a bid and criterion.

    Keys of the inner mappings are (bid, criterion). Only what at least two evaluators scored counts.
    """
    cells: dict[tuple[str, str], list[Fraction]] = {}
    for scores in by_evaluator.values():
        for cell, value in scores.items():
            cells.setdefault(cell, []).append(value)
    found = {}
    for name, scores in by_evaluator.items():
        gaps = [value - numbers.mean(cells[cell]) for cell, value in scores.items() if len(cells[cell]) > 1]
        found[name] = numbers.mean(gaps) if gaps else Fraction(0)
    return found


def agenda(
    cells: Mapping[tuple[str, str], Sequence[Fraction]], weights: Mapping[str, Fraction]
) -> list[tuple[str, str, Fraction, Fraction]]:
    """Order what evaluators should talk about: (bid, criterion, spread, weight · spread), heaviest first, all of it."""
    rows = [
        (bid, criterion, spread(scores), weights.get(criterion, Fraction(0)) * spread(scores))
        for (bid, criterion), scores in cells.items()
        if len(scores) > 1 and spread(scores) > 0
    ]
    return sorted(rows, key=lambda row: (-row[3], -row[2], row[1], row[0]))
