"""The least weight that must move between leaves for another bid to come level."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cdc.model.ranking import Shift
from cdc.scoring import numbers
from cdc.scoring.decide import decide
from cdc.scoring.method import Entrant, Method
from cdc.scoring.robustness.linear import Linear, current, reweighted, weighted
from cdc.scoring.robustness.ranges import halved


def shift(
    method: Method, entrants: Sequence[Entrant], linear: Linear | None, winner: str, runner_up: str
) -> Shift | None:
    """Give the least weight that must move between leaves for another bid to come level.

    For a linear form the best move takes from the leaves where the winner leads most and gives to the one where it
    leads least, which is exact (the total moved is the L1 distance over two). Else moves between two leaves are tried.
    """
    leaves = weighted(method)
    if not runner_up or len(leaves) < 2:
        return None
    now = current(method, leaves)
    if linear:
        moves = [_greedy(linear, leaves, now, winner, rival) for rival in linear.rows if rival != winner]
        found = [move for move in moves if move]
    else:
        found = _pair_moves(method, entrants, leaves, now, winner)
    return min(found, key=lambda move: (move.amount, move.rival), default=None)


def _greedy(linear: Linear, leaves: Sequence[str], now: Sequence[Fraction], winner: str, rival: str) -> Shift | None:
    lead = [a - b for a, b in zip(linear.rows[winner], linear.rows[rival], strict=True)]
    gap = linear.value(winner, now) - linear.value(rival, now)
    to = min(range(len(leaves)), key=lambda n: (lead[n], n))
    taken: dict[str, Fraction] = {}
    for n in sorted(range(len(leaves)), key=lambda n: (-lead[n], n)):
        gain = lead[n] - lead[to]
        if gap <= 0 or gain <= 0:
            break
        amount = min(now[n], gap / gain)
        if amount:
            taken[leaves[n]] = amount
            gap -= amount * gain
    return None if gap > 0 else Shift(numbers.add(taken.values()), rival, taken, leaves[to])


def _pair_moves(
    method: Method, entrants: Sequence[Entrant], leaves: Sequence[str], now: Sequence[Fraction], winner: str
) -> list[Shift]:
    found = []
    for a in range(len(leaves)):
        for b in range(len(leaves)):
            if a == b or not now[a]:
                continue

            def stays(amount: Fraction, a: int = a, b: int = b) -> str:
                moved = list(now)
                moved[a] -= amount
                moved[b] += amount
                winners = decide(reweighted(method, leaves, moved), entrants).winners
                return "" if winner in winners else (winners[0] if winners else "")

            amount, rival = halved(stays, Fraction(0), now[a])
            if rival:
                found.append(Shift(amount, rival, {leaves[a]: amount}, leaves[b]))
    return found
