"""Leaf formulas: each turns what a bid says into a share of the full mark, from 0 to 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from cdc.scoring.interval import FULL, NOTHING, UNKNOWN, Interval, total


def weighted_answers(lines: Iterable[tuple[Fraction, Interval]]) -> Interval:
    """Give Σ weight·points / Σ weight over (weight, points) pairs; without any weight the full mark.

    Weights are ≥ 0 and relative to each other: scaling all of them changes nothing.
    """
    pairs = list(lines)
    whole = sum((weight for weight, _ in pairs), Fraction(0))
    if whole == 0:
        return FULL
    return total(points.scaled(weight / whole) for weight, points in pairs)


def judged(scores: Iterable[Fraction], maximum: Fraction) -> Interval:
    """Give the mean of the evaluators' scores as a share of the full mark; no score is unknown, not zero."""
    found = list(scores)
    if not found:
        return UNKNOWN
    return Interval.exactly(sum(found, Fraction(0)) / len(found) / maximum)


def yes_no(is_met: bool | None) -> Interval:
    """Give the full mark for yes, nothing for no, unknown without an answer."""
    if is_met is None:
        return UNKNOWN
    return FULL if is_met else NOTHING


def inverse(prices: Mapping[str, Fraction | None]) -> dict[str, Interval]:
    """Give lowest / price for each bid (cdc's `inverse`: the French "méthode classique", Italian inverse proportion).

    A free bid takes the full mark and then every priced bid nothing; a bid without a price is unknown and sets no minimum.
    """
    known = [price for price in prices.values() if price is not None]
    lowest = min(known, default=Fraction(0))
    return {
        bid: UNKNOWN if price is None else Interval.exactly(Fraction(1) if price == lowest else lowest / price)
        for bid, price in prices.items()
    }


def linear(prices: Mapping[str, Fraction | None]) -> dict[str, Interval]:
    """Give (highest - price) / (highest - lowest) for each bid; equal prices and a single bid take the full mark."""
    known = [price for price in prices.values() if price is not None]
    lowest, highest = min(known, default=Fraction(0)), max(known, default=Fraction(0))
    span = highest - lowest
    return {
        bid: UNKNOWN if price is None else Interval.exactly(Fraction(1) if span == 0 else (highest - price) / span)
        for bid, price in prices.items()
    }


PRICE_FORMULAS = {"inverse": inverse, "linear": linear}
