"""Tests for abnormally low bids: each gives its threshold and computation, and flags; nothing is excluded here.

Sources and wording stand in docs/methods; every step is exact, since two of the rules depend on decimal digits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from cdc.model.method import LowBidTest
from cdc.model.ranking import Flag
from cdc.scoring import numbers
from cdc.scoring.decide import Decision
from cdc.scoring.method import Method


@dataclass(frozen=True, slots=True)
class LowBids:
    """What a test found: the bids it flags, its threshold, every step by name; `does_not_apply` says why it was not.

    `award_discount` (Italian method B) is the discount at which the best remaining bid is paid.
    """

    test: str
    flagged: tuple[str, ...] = ()
    threshold: Fraction | None = None
    steps: Mapping[str, Fraction] = field(default_factory=dict)
    does_not_apply: str = ""
    award_discount: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """What tests look at: prices and the base; points by bid with their maxima where they exist."""

    prices: Mapping[str, Fraction]
    base: Fraction | None = None
    points: Mapping[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    maxima: tuple[Fraction, Fraction] = (Fraction(0), Fraction(0))

    def discounts(self) -> dict[str, Fraction]:
        """Give discounts in per cent of the base."""
        base = self.base or Fraction(0)
        return {bid: 100 * (base - price) / base for bid, price in self.prices.items()} if base else {}


def flags(method: Method, decision: Decision) -> tuple[Flag, ...]:
    """Run the declared tests for abnormally low bids on the admitted bids; nothing is excluded."""
    admitted = {bid: case for bid, case in decision.standings.items() if not case.is_excluded}
    prices = {bid: case.entrant.cost for bid, case in admitted.items() if case.entrant.cost is not None}
    price_leaves = [leaf.id for leaf in method.leaves if leaf.is_economic]
    points = {
        bid: (numbers.add(admitted[bid].points[leaf].low for leaf in price_leaves), admitted[bid].quality.low)
        for bid in admitted
    }
    price_share = numbers.add(method.shares[leaf] for leaf in price_leaves)
    offers = Offers(
        prices, method.ceiling, points, (price_share * method.maximum, method.quality_share * method.maximum)
    )
    found = [test_bids(test, offers) for test in method.evaluation.low_bids]
    return tuple(Flag(f.test, f.flagged, f.threshold, f.steps, f.does_not_apply, f.award_discount) for f in found)


def test_bids(test: LowBidTest, offers: Offers) -> LowBids:
    """Apply a declared test to the prices of the admitted bids."""
    if test.type.startswith("italy_"):
        return italy(offers.discounts(), test) if offers.base else LowBids(test.type, does_not_apply="no_base")
    compared = offers.points if test.type == "four_fifths" else offers.prices
    if len(compared) < (test.minimum_bids if test.minimum_bids is not None else _LEAST.get(test.type, 1)):
        return LowBids(test.type, does_not_apply="few_bids")
    return _TESTS[test.type](test, offers)


test_bids.__test__ = False  # type: ignore[attr-defined] # pytest would take it for a test
_LEAST = {"four_fifths": 3, "double_mean": 2, "standard_deviation": 3, "fifty_twenty_five": 5}


def italy(discounts: Mapping[str, Fraction], test: LowBidTest) -> LowBids:
    """Apply method A, B or C of D.Lgs. 36/2023, annex II.2, to discounts in per cent; five bids at least.

    A tenth of the bids on each side (rounded up, and every further bid equal to one set aside) leaves the sum S, the
    mean m and the mean excess e of those above m. With d1, d2 the first two decimals of S:
    A: from 15 bids m + e - e·d1·d2/100; below 15: 1.2·m if e/m ≤ 0.15, else m + e; flagged from the threshold on.
    B: m + e ± e·d1·d2/100, minus when the digits of S (two decimals) add up to an even number; flagged above; the best
    bid left is paid at the next discount. C: the published reference discount ± e·d1·d2/100; flagged above.
    """
    least = test.minimum_bids if test.minimum_bids is not None else 5
    if len(discounts) < least:
        return LowBids(test.type, does_not_apply="few_bids")
    kept, wing = without_wings(list(discounts.values()))
    if not kept:
        return LowBids(test.type, does_not_apply="nothing_left")
    whole, middle = numbers.add(kept), numbers.mean(kept)
    above = [value - middle for value in kept if value > middle]
    excess = numbers.mean(above) if above else Fraction(0)
    product, digits = digit_product(whole), digit_sum(whole)
    steps = {
        "per_side": Fraction(wing),
        "sum": whole,
        "mean": middle,
        "mean_excess": excess,
        "digit_product": Fraction(product),
    }
    shift = excess * product / 100
    if test.type == "italy_a":
        if len(discounts) >= 15:
            threshold = middle + excess - shift
        else:
            steps["ratio"] = excess / middle if middle else Fraction(0)
            threshold = middle * Fraction(6, 5) if steps["ratio"] <= Fraction(15, 100) else middle + excess
        flagged = [bid for bid, value in discounts.items() if value >= threshold]
        return LowBids(test.type, tuple(sorted(flagged)), threshold, steps)
    steps["digit_sum"] = Fraction(digits)
    start = middle + excess if test.type == "italy_b" else Fraction(test.reference_discount or 0)
    threshold = start - shift if digits % 2 == 0 else start + shift
    flagged = [bid for bid, value in discounts.items() if value > threshold]
    left = sorted((value for value in discounts.values() if value <= threshold), reverse=True)
    second = left[1] if test.type == "italy_b" else None  # the lower wing and the lowest bid kept are always left
    return LowBids(test.type, tuple(sorted(flagged)), threshold, steps, award_discount=second)


def without_wings(values: Sequence[Fraction], share: Fraction = Fraction(1, 10)) -> tuple[list[Fraction], int]:
    """Set aside a share of the values on each side, rounded up, and all equal to them; give the rest and how many."""
    ordered = sorted(values)
    wing = -(-len(ordered) * share.numerator // share.denominator)
    aside = {*ordered[:wing], *ordered[len(ordered) - wing :]}
    return [value for value in ordered if value not in aside], wing


def digit_product(value: Fraction) -> int:
    """Give the product of the first two decimals of a value, cut off and not rounded."""
    cents = abs(value) * 100
    last = (cents.numerator // cents.denominator) % 100
    return (last // 10) * (last % 10)


def digit_sum(value: Fraction) -> int:
    """Give the sum of the digits of a value with two decimals, cut off and not rounded."""
    cents = abs(value) * 100
    return sum(int(digit) for digit in str(cents.numerator // cents.denominator))


def _below(offers: Offers, test: str, threshold: Fraction, *, equal: bool, **steps: Fraction) -> LowBids:
    flagged = [b for b, price in offers.prices.items() if price < threshold or (equal and price == threshold)]
    return LowBids(test, tuple(sorted(flagged)), threshold, steps)


def _double_mean(test: LowBidTest, offers: Offers) -> LowBids:
    """Drop bids above the mean by more than `high` per cent; flag those `low` per cent below the mean of the rest."""
    prices = list(offers.prices.values())
    first = numbers.mean(prices)
    kept = [price for price in prices if price <= first * (1 + Fraction(test.high) / 100)]
    second = numbers.mean(kept)
    return _below(
        offers, test.type, second * (1 - Fraction(test.low) / 100), equal=True, mean=first, second_mean=second
    )


def _standard_deviation(test: LowBidTest, offers: Offers) -> LowBids:
    """Flag bids more than one (population) standard deviation below the mean."""
    prices = list(offers.prices.values())
    mean = numbers.mean(prices)
    deviation = numbers.root(numbers.mean([(price - mean) ** 2 for price in prices]))
    return _below(offers, test.type, mean - deviation, equal=False, mean=mean, deviation=deviation)


def _fifty_twenty_five(test: LowBidTest, offers: Offers) -> LowBids:
    """Flag the lowest of five bids or more when over 50 % below the mean of the others and 20 % below the second."""
    ordered = sorted(offers.prices.items(), key=lambda item: (item[1], item[0]))
    (name, lowest), others = ordered[0], [price for _, price in ordered[1:]]
    mean, second = numbers.mean(others), others[0]
    bound = min(mean / 2, second * Fraction(8, 10))
    return LowBids(test.type, (name,) if lowest < bound else (), bound, {"mean_of_others": mean, "second": second})


def _spain(test: LowBidTest, offers: Offers) -> LowBids:
    """Apply RGLCAP, article 85: one bid against the base, two with each other, more with a mean without high ones.

    One: over 25 % below the base. Two: over 20 % below the other. Three: over 10 % below the mean, which leaves the
    highest out when it is over 10 % above; over 25 % below the base in any case. Four and more: over 10 % below the
    mean, which leaves out all that are over 10 % above; of fewer than three left, the three lowest count.
    """
    prices = sorted(offers.prices.values())
    if len(prices) == 1:
        if offers.base is None:
            return LowBids(test.type, does_not_apply="no_base")
        return _below(offers, test.type, offers.base * Fraction(3, 4), equal=False, base=offers.base)
    if len(prices) == 2:
        return _below(offers, test.type, max(prices) * Fraction(4, 5), equal=False, highest=max(prices))
    mean = numbers.mean(prices)
    steps = {"mean": mean}
    kept = [price for price in prices if price <= mean * Fraction(11, 10)]
    if len(kept) < len(prices):
        kept = prices[:-1] if len(prices) == 3 else kept if len(kept) >= 3 else prices[:3]
        steps["second_mean"] = numbers.mean(kept)
    bound = steps.get("second_mean", mean) * Fraction(9, 10)
    if len(prices) == 3 and offers.base is not None:
        bound = max(bound, offers.base * Fraction(3, 4))
    return _below(offers, test.type, bound, equal=False, **steps)


def _russia(test: LowBidTest, offers: Offers) -> LowBids:
    """Flag bids 25 % or more below the starting price (44-FZ, article 37): more security, or proof of good faith."""
    if offers.base is None:
        return LowBids(test.type, does_not_apply="no_base")
    return _below(offers, test.type, offers.base * Fraction(3, 4), equal=True, base=offers.base)


def russian_consequence(starting_price: Fraction, price: Fraction, bound: Fraction = Fraction(15_000_000)) -> str:
    """Give what 44-FZ article 37 asks of a bid: `none`, `x1.5`, or `x1.5_or_proof` up to a bound of the price."""
    if price > starting_price * Fraction(3, 4):
        return "none"
    return "x1.5_or_proof" if starting_price <= bound else "x1.5"


def _four_fifths(test: LowBidTest, offers: Offers) -> LowBids:
    """Flag bids whose price and quality points reach four fifths of their maxima (Italian code of 2016, article 97)."""
    price, quality = (Fraction(4, 5) * most for most in offers.maxima)
    flagged = [bid for bid, (p, q) in offers.points.items() if p >= price and q >= quality]
    return LowBids(test.type, tuple(sorted(flagged)), None, {"price_points": price, "quality_points": quality})


_TESTS: Mapping[str, Callable[[LowBidTest, Offers], LowBids]] = {
    "four_fifths": _four_fifths,
    "double_mean": _double_mean,
    "standard_deviation": _standard_deviation,
    "fifty_twenty_five": _fifty_twenty_five,
    "spain": _spain,
    "russia_25": _russia,
}
