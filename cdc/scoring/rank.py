"""From leaf scores to an order: totals, thresholds, exclusions, ties, and how far missing answers leave ranks open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from cdc.scoring.interval import Interval


@dataclass(frozen=True, slots=True)
class Placed:
    """A bid in the ranking: its total, its rank, and the best and worst rank missing answers leave possible."""

    bid: str
    total: Interval
    rank: int
    best_rank: int
    worst_rank: int
    tie_break: str = ""

    @property
    def is_certain(self) -> bool:
        """Tell whether no missing answer can change the rank."""
        return self.best_rank == self.worst_rank


@dataclass(frozen=True, slots=True)
class Order:
    """The ranked bids, and groups of equal bids that no declared rule separates."""

    placed: tuple[Placed, ...]
    ties: tuple[tuple[str, ...], ...] = field(default=())


def rounded(value: Fraction, places: int, mode: str) -> Fraction:
    """Round an exact value ≥ 0 to decimal places, by `half_up`, `half_even` or `down`."""
    scaled = value * 10**places
    floor = scaled.numerator // scaled.denominator
    rest = scaled - floor
    half = Fraction(1, 2)
    up = (rest > half) or (rest == half and (mode == "half_up" or (mode == "half_even" and floor % 2 == 1)))
    return Fraction(floor + (1 if up and mode != "down" else 0), 10**places)


def display(value: Fraction, places: int, mode: str) -> Decimal:
    """Give an exact value as a decimal number rounded for display."""
    whole = rounded(value, places, mode)
    return (Decimal(whole.numerator * 10**places // whole.denominator)).scaleb(-places)


def order(totals: Mapping[str, Interval], breaks: Sequence[tuple[str, Callable[[str], Fraction | str]]]) -> Order:
    """Rank bids by total, highest first, on what is certain (the low end, then the high end).

    Equal bids go through the tie-break chain: pairs of a name and a function whose *higher* value (or earlier text) wins.
    Bids that stay equal share a rank and are reported.
    """
    groups = _grouped(sorted(totals), lambda bid: (totals[bid].low, totals[bid].high), reverse=True)
    placed: list[Placed] = []
    ties: list[tuple[str, ...]] = []
    for group in groups:
        for inner, reason in _separate(group, breaks):
            rank = len(placed) + 1
            if len(inner) > 1:
                ties.append(tuple(inner))
            for bid in inner:
                best, worst = _range(bid, rank, totals)
                placed.append(Placed(bid, totals[bid], rank, best, worst, reason))
    return Order(tuple(placed), tuple(ties))


def _range(bid: str, rank: int, totals: Mapping[str, Interval]) -> tuple[int, int]:
    """Give the best and worst rank that unknown values leave possible."""
    if all(total.is_exact for total in totals.values()):
        return rank, rank
    own = totals[bid]
    best = 1 + sum(1 for other, total in totals.items() if other != bid and total.low > own.high)
    worst = 1 + sum(1 for other, total in totals.items() if other != bid and total.high > own.low)
    return min(best, rank), max(worst, rank)


def _grouped(bids: Sequence[str], key: Callable[[str], object], *, reverse: bool = False) -> list[list[str]]:
    groups: dict[object, list[str]] = {}
    for bid in bids:
        groups.setdefault(key(bid), []).append(bid)
    return [groups[value] for value in sorted(groups, reverse=reverse)]  # type: ignore[type-var] # keys of one kind compare


def _separate(
    group: list[str], breaks: Sequence[tuple[str, Callable[[str], Fraction | str]]]
) -> list[tuple[list[str], str]]:
    if len(group) == 1 or not breaks:
        return [(group, "")]
    (name, value), rest = breaks[0], breaks[1:]
    numeric = isinstance(value(group[0]), Fraction)
    parts = _grouped(group, value, reverse=numeric)
    if len(parts) == 1:
        return _separate(group, rest)
    return [(inner, reason or name) for part in parts for inner, reason in _separate(part, rest)]
