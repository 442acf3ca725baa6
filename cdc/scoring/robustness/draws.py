"""The share of all weightings at which each bid wins."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from cdc.scoring.decide import decide
from cdc.scoring.method import Entrant, Method
from cdc.scoring.robustness.linear import Linear, reweighted, weighted

FEW_DRAWS = 400
"""Draws where each needs a whole evaluation: rules whose figure is not linear in the weights."""


def acceptability(
    method: Method, entrants: Sequence[Entrant], linear: Linear | None, winner: str
) -> tuple[dict[str, Fraction], int, Fraction]:
    """Give the share of all weightings (uniform on the simplex) at which each bid wins, the draws and the 95 % error.

    First-rank acceptability of SMAA (Lahdelma, Hokkanen and Salminen, 1998). Draws come from integers of a fixed
    generator, so that the same seed gives the same shares everywhere; equal bids share a draw.
    """
    bids = sorted(entrant.bid for entrant in entrants)
    leaves = weighted(method)
    if len(leaves) < 2:
        return dict.fromkeys(bids, Fraction(0)) | {winner: Fraction(1)}, 0, Fraction(0)
    seed, draws = method.evaluation.seed, method.evaluation.draws
    if linear:
        wins = _drawn(linear, bids, draws, seed)
    else:
        draws = min(draws, FEW_DRAWS)
        wins = dict.fromkeys(bids, Fraction(0))
        for weights in _cuts(len(leaves), draws, seed):
            drawn = [Fraction(int(w), _GRID) for w in weights]
            winners = decide(reweighted(method, leaves, drawn), entrants).winners
            for name in winners:
                wins[name] += Fraction(1, len(winners))
    shares = {bid: wins[bid] / draws for bid in bids}
    p = float(shares[winner])
    return shares, draws, Fraction(round(1.96 * (p * (1 - p) / draws) ** 0.5 * 10**6), 10**6)


_GRID = 2**24


def _cuts(size: int, draws: int, seed: int) -> Any:
    """Draw weights that add up to 2^24, uniformly: the gaps between sorted random cuts."""
    import numpy as np

    random = np.random.RandomState(seed % 2**32)  # its stream is frozen for good, the newer one's is not
    cuts = np.sort(random.randint(0, _GRID + 1, size=(draws, size - 1)).astype(np.int64), axis=1)
    edges = np.concatenate([np.zeros((draws, 1), np.int64), cuts, np.full((draws, 1), _GRID, np.int64)], axis=1)
    return np.diff(edges, axis=1)


def _drawn(linear: Linear, bids: Sequence[str], draws: int, seed: int) -> dict[str, Fraction]:
    import numpy as np

    size = 2**30
    cells = [value + linear.constants[bid] for bid in bids for value in linear.rows[bid]]
    low, high = min(cells), max(cells)
    span = (high - low) or Fraction(1)
    table = np.array(
        [[int((value + linear.constants[bid] - low) / span * size) for value in linear.rows[bid]] for bid in bids],
        np.int64,
    )
    wins = np.zeros(len(bids))
    weights = _cuts(len(linear.leaves), draws, seed)
    for start in range(0, draws, 10_000):
        totals = weights[start : start + 10_000] @ table.T
        best = totals == totals.max(axis=1, keepdims=True)
        wins += (best / best.sum(axis=1, keepdims=True)).sum(axis=0)
    return {bid: Fraction(round(float(count) * 60), 60) for bid, count in zip(bids, wins, strict=True)}
