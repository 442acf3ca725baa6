"""Single answers and scores that change the winner when they move one level."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from cdc.model.ranking import Swing
from cdc.scoring.decide import decide
from cdc.scoring.interval import Interval
from cdc.scoring.method import Entrant, Method
from cdc.scoring.robustness.linear import Linear, current

SHOWN_SWINGS = 25


@dataclass(frozen=True, slots=True)
class Moves:
    """What single answers of a leaf do to its raw share: (loss one level down, gain one up, item), over `unit`.

    No move is larger than `bound`, which is known without building the rows.
    """

    unit: int
    bound: int
    rows: Callable[[], Sequence[tuple[int, int, str]]]


NO_MOVES = Moves(1, 0, tuple)
Steps = Callable[[str, str], Moves]
"""From a bid and a leaf to its moves."""


def swings(
    method: Method, entrants: Sequence[Entrant], linear: Linear | None, winner: str, steps: Steps
) -> tuple[tuple[Swing, ...], int]:
    """Find single answers and scores that change the winner when they move one level: the winner's down, others' up."""
    quality = [leaf.id for leaf in method.leaves if leaf.kind in ("features", "judged", "yes_no")]
    plain = linear if linear and not method.scopes("criteria") else None
    found: list[Swing] = []
    count = 0
    rivals = [entrant.bid for entrant in entrants if entrant.bid != winner]
    if not rivals:
        return (), 0
    for bid in (winner, *rivals):
        up = bid != winner
        for leaf in quality:
            moves = steps(bid, leaf)
            flips = _flips(method, plain, entrants, winner, bid, leaf)
            if not moves.bound or not flips(Fraction(moves.bound, moves.unit)):
                continue  # smaller steps change even less
            sizes = [(gain if up else loss, item) for loss, gain, item in moves.rows()]
            for size, item in sorted(sizes, key=lambda pair: (-pair[0], pair[1])):
                new = flips(Fraction(size, moves.unit)) if size else ""
                if not new:
                    break
                count += 1
                if len(found) < SHOWN_SWINGS:
                    found.append(Swing(bid, leaf, item, up, new))
                elif not plain:
                    return tuple(found), count
    return tuple(found), count


def _flips(
    method: Method, linear: Linear | None, entrants: Sequence[Entrant], winner: str, bid: str, leaf: str
) -> Callable[[Fraction], str]:
    """Give the function from a step to the new winner, or to nothing."""
    if linear is not None:
        return lambda delta: _linear_flip(method, linear, winner, bid, leaf, delta)
    return lambda delta: _flip(method, entrants, winner, bid, leaf, delta if bid != winner else -delta)


def _linear_flip(method: Method, linear: Linear, winner: str, bid: str, leaf: str, delta: Fraction) -> str:
    weights = current(method, linear.leaves)
    effect = delta * weights[linear.leaves.index(leaf)] * linear.slopes[bid]
    if bid != winner:
        gap = linear.value(winner, weights) - linear.value(bid, weights)
        return bid if effect > gap else ""
    own = linear.value(winner, weights) - effect
    best = max((name for name in linear.rows if name != winner), key=lambda name: linear.value(name, weights))
    return best if linear.value(best, weights) > own else ""


def _flip(method: Method, entrants: Sequence[Entrant], winner: str, bid: str, leaf: str, delta: Fraction) -> str:
    changed = []
    for entrant in entrants:
        if entrant.bid == bid:
            value = min(max(entrant.quality[leaf].low + delta, Fraction(0)), Fraction(1))
            entrant = replace(entrant, quality={**entrant.quality, leaf: Interval.exactly(value)})  # noqa: PLW2901 - the one that changes
        changed.append(entrant)
    winners = decide(method, changed).winners
    return "" if winner in winners else (winners[0] if winners else "")
