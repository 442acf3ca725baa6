"""Between which weights of one leaf the winner stays first, in closed form or by halving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from cdc.model.ranking import WeightRange
from cdc.scoring.decide import decide
from cdc.scoring.method import Entrant, Method
from cdc.scoring.robustness.linear import Linear, current, reweighted, weighted

BISECTIONS = 24


def weight_range(
    method: Method, entrants: Sequence[Entrant], linear: Linear | None, winner: str, leaf: str
) -> WeightRange:
    """Give the weights of one leaf at which the winner stays first: in closed form, else by halving."""
    leaves = weighted(method)
    now = current(method, leaves)
    at = leaves.index(leaf)
    share, rest = now[at], 1 - now[at]

    def weights(x: Fraction) -> list[Fraction]:
        even = Fraction(1, len(leaves) - 1) if len(leaves) > 1 else Fraction(0)
        return [x if n == at else (1 - x) * (now[n] / rest if rest else even) for n in range(len(leaves))]

    if linear:
        return _closed_range(linear, winner, leaf, share, weights)

    def stays(x: Fraction) -> str:
        found = decide(reweighted(method, leaves, weights(x)), entrants).winners
        return "" if winner in found else (found[0] if found else "")

    low, below = halved(stays, share, Fraction(0))
    high, above = halved(stays, share, Fraction(1))
    return WeightRange(leaf, share, low, high, is_closed_form=False, below=below, above=above)


def _closed_range(
    linear: Linear, winner: str, leaf: str, share: Fraction, weights: Callable[[Fraction], list[Fraction]]
) -> WeightRange:
    """Intersect, over rivals, the x with x·d_i + (1 - x)·d_rest ≥ 0: two points settle each line."""
    low, high, below, above = Fraction(0), Fraction(1), "", ""
    for rival in linear.rows:
        if rival == winner:
            continue
        at_zero, at_one = (
            linear.value(winner, weights(x)) - linear.value(rival, weights(x)) for x in (Fraction(0), Fraction(1))
        )
        crossing = at_zero / (at_zero - at_one) if at_zero != at_one else share
        if at_zero < 0 and crossing > low:
            low, below = min(crossing, share) if at_one >= 0 else share, rival
        if at_one < 0 and crossing < high:
            high, above = max(crossing, share) if at_zero >= 0 else share, rival
    return WeightRange(leaf, share, low, high, is_closed_form=True, below=below, above=above)


def halved(stays: Callable[[Fraction], str], inside: Fraction, end: Fraction) -> tuple[Fraction, str]:
    """Halve between a weight at which the winner stays and the end of the scale; give the last weight that keeps it."""
    rival = stays(end)
    if not rival:
        return end, ""
    outside = end
    for _ in range(BISECTIONS):
        middle = (inside + outside) / 2
        found = stays(middle)
        if found:
            outside, rival = middle, found
        else:
            inside = middle
    return inside.limit_denominator(10**6), rival
