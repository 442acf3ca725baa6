"""The share of all weightings at which each bid wins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil
from typing import Any

from cdc.scoring.decide import decide
from cdc.scoring.method import Entrant, Method
from cdc.scoring.robustness.linear import Linear, reweighted, weighted

FEW_DRAWS = 400
"""Draws where each needs a whole evaluation: rules whose figure is not linear in the weights."""
MOST_DRAWS = 1_000_000
MOST_CELLS = 12_000_000
"""So many random numbers at most, which keeps the draws within about two seconds."""
LARGEST_ERROR = Fraction(1, 1000)
"""Draws go on until no share is further off than this, nineteen times of twenty."""
BATCH = 10_000
_GRID = 2**24
_CELL = 2**28
"""Weights and cells as whole numbers whose products, added up, stay below 2^53: floats hold them exactly."""


def acceptability(
    method: Method, entrants: Sequence[Entrant], linear: Linear | None, winner: str
) -> tuple[dict[str, Fraction], int, Fraction]:
    """Give the share of all weightings (uniform on the simplex) at which each bid wins, the draws and the 95 % error.

    First-rank acceptability of SMAA (Lahdelma, Hokkanen and Salminen, 1998). Draws come from integers of a fixed
    generator, so that the same seed gives the same shares everywhere; equal bids share a draw. Unless their number is
    declared, they go on until every share is known to a thousandth, or as far as a bound on the work allows.
    """
    bids = sorted(entrant.bid for entrant in entrants)
    leaves = weighted(method)
    if len(leaves) < 2:
        return dict.fromkeys(bids, Fraction(0)) | {winner: Fraction(1)}, 0, Fraction(0)
    if linear:
        wins, draws = _drawn(linear, bids, method.evaluation.draws, method.evaluation.seed)
    else:
        draws = min(method.evaluation.draws or FEW_DRAWS, FEW_DRAWS)
        wins = _evaluated(method, entrants, leaves, draws)
    return {bid: wins.get(bid, Fraction(0)) / draws for bid in bids}, draws, _error(wins.values(), draws)


def _error(wins: Iterable[Fraction], draws: int) -> Fraction:
    """Give the 95 % error of the share that is least sure, rounded up to a millionth."""
    spread = max((won / draws * (1 - won / draws) for won in wins), default=Fraction(0))
    return Fraction(ceil(1.96 * float(spread / draws) ** 0.5 * 10**6), 10**6)


def _evaluated(method: Method, entrants: Sequence[Entrant], leaves: Sequence[str], draws: int) -> dict[str, Fraction]:
    """Rank again under each drawn weighting."""
    import numpy as np

    wins: dict[str, Fraction] = {}
    for weights in _cuts(np.random.RandomState(method.evaluation.seed % 2**32), len(leaves), draws):
        drawn = [Fraction(int(w), _GRID) for w in weights]
        winners = decide(reweighted(method, leaves, drawn), entrants).winners
        for name in winners:
            wins[name] = wins.get(name, Fraction(0)) + Fraction(1, len(winners))
    return wins


def _cuts(random: Any, size: int, draws: int) -> Any:
    """Draw weights that add up to 2^24, uniformly: the gaps between sorted random cuts."""
    import numpy as np

    cuts = np.sort(random.randint(0, _GRID + 1, size=(draws, size - 1)).astype(np.int64), axis=1)
    edges = np.concatenate([np.zeros((draws, 1), np.int64), cuts, np.full((draws, 1), _GRID, np.int64)], axis=1)
    return np.diff(edges, axis=1)


def _drawn(linear: Linear, bids: Sequence[str], declared: int | None, seed: int) -> tuple[dict[str, Fraction], int]:
    """Count who wins, batch by batch: as many draws as declared, else until the error is small enough."""
    import numpy as np

    random = np.random.RandomState(seed % 2**32)  # its stream is frozen for good, the newer one's is not
    table, most = _table(linear, bids), declared or max(BATCH, min(MOST_DRAWS, MOST_CELLS // len(linear.leaves)))
    counts, done = np.zeros(len(bids)), 0
    wins: dict[str, Fraction] = {}
    while done < most and (declared or not done or _error(wins.values(), done) > LARGEST_ERROR):
        size = min(BATCH, most - done)
        totals = _cuts(random, len(linear.leaves), size).astype(float) @ table.T
        best = totals == totals.max(axis=1, keepdims=True)
        counts += (best / best.sum(axis=1, keepdims=True)).sum(axis=0)
        done += size
        wins = {bid: Fraction(round(float(count) * 60), 60) for bid, count in zip(bids, counts, strict=True)}
    return wins, done


def _table(linear: Linear, bids: Sequence[str]) -> Any:
    """Give what each bid earns for the whole weight on each leaf, as whole numbers."""
    import numpy as np

    cells = [value + linear.constants[bid] for bid in bids for value in linear.rows[bid]]
    low, high = min(cells), max(cells)
    span = (high - low) or Fraction(1)
    return np.array(
        [[int((value + linear.constants[bid] - low) / span * _CELL) for value in linear.rows[bid]] for bid in bids],
        float,
    )
