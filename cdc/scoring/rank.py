"""From keys to an order: equal bids, the tie-break chain, and how far missing answers leave ranks open."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Break = tuple[str, Callable[[str], Fraction | str]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A bid in the order: its rank, the best and worst that missing answers allow, its rank before tie-breaks."""

    bid: str
    rank: int
    best_rank: int
    worst_rank: int
    tie_break: str = ""
    rank_before_ties: int = 0
    after: frozenset[str] = frozenset()
    """Where something is open: the bids that are before it whatever comes."""


@dataclass(frozen=True, slots=True)
class Order:
    """The ranked bids, and groups of equal bids that no declared rule separates."""

    placed: tuple[Placed, ...]
    ties: tuple[tuple[str, ...], ...] = field(default=())


def order(keys: Mapping[str, Any], breaks: Sequence[Break], ranges: Mapping[str, tuple[int, int]]) -> Order:
    """Rank bids by key, highest first.

    Equal bids go through the tie-break chain: pairs of a name and a function whose *higher* value (or earlier text)
    wins. Bids that stay equal share a rank and are reported. `ranges` holds the ranks that open values leave possible.
    """
    groups = _grouped(sorted(keys), lambda bid: keys[bid], reverse=True)
    placed: list[Placed] = []
    ties: list[tuple[str, ...]] = []
    is_open = any(best != worst for best, worst in ranges.values())
    for group in groups:
        before = len(placed) + 1
        for inner, reason in _separate(group, breaks):
            rank = len(placed) + 1
            if len(inner) > 1:
                ties.append(tuple(inner))
            for bid in inner:
                best, worst = ranges[bid] if is_open else (rank, rank)
                placed.append(Placed(bid, rank, min(best, rank), max(worst, rank), reason, before))
    return Order(tuple(placed), tuple(ties))


def drawn(seed: str) -> Callable[[str], Fraction | str]:
    """Give the order of a draw from a seed published before: by SHA-256 of seed and bid, so that all can repeat it."""
    return lambda bid: hashlib.sha256(f"{seed}|{bid}".encode()).hexdigest()


def _grouped(bids: Sequence[str], key: Callable[[str], Any], *, reverse: bool = False) -> list[list[str]]:
    groups: dict[Any, list[str]] = {}
    for bid in bids:
        groups.setdefault(key(bid), []).append(bid)
    return [groups[value] for value in sorted(groups, reverse=reverse)]


def _separate(group: list[str], breaks: Sequence[Break]) -> list[tuple[list[str], str]]:
    if len(group) == 1 or not breaks:
        return [(group, "")]
    (name, value), rest = breaks[0], breaks[1:]
    numeric = isinstance(value(group[0]), Fraction)
    parts = _grouped(group, value, reverse=numeric)
    if len(parts) == 1:
        return _separate(group, rest)
    return [(inner, reason or name) for part in parts for inner, reason in _separate(part, rest)]
