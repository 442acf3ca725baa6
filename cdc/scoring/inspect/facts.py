"""What follows exactly from the rules: what a point is worth, where price stops counting, what beats a good bid."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import pairwise

from cdc.model.tender import Criterion
from cdc.scoring import numbers
from cdc.scoring.formulas import known as formulas
from cdc.scoring.formulas import shares
from cdc.scoring.inspect.setting import CHEAPEST, UNITS, Setting
from cdc.scoring.numbers import UndefinedScoreError

LEVELS = (CHEAPEST, CHEAPEST + Fraction(1, 10), CHEAPEST + Fraction(2, 10))
"""Prices as parts of the dearest one."""
CURVE, CURVE_FROM, CURVE_TO = 61, Fraction(4, 10), Fraction(12, 10)
"""How many prices a curve has, and from which to which part of the dearest one it goes."""


@dataclass(frozen=True, slots=True)
class Worth:
    """At a price: how much dearer a bid one point better may be and win; None where any."""

    price: Fraction
    amount: Fraction | None
    is_capped: bool = False


@dataclass(frozen=True, slots=True)
class Dead:
    """From which to which price an amount saved brings no point."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class PriceFacts:
    """What the formula of a price leaf does in a field: points by price, dead stretches, two bids a cent apart."""

    leaf: str
    full: Fraction
    curve: tuple[tuple[Fraction, Fraction], ...]
    dead: tuple[Dead, ...]
    at_double: Fraction | None
    cent_of_two: Fraction | None
    cheapest_has_full: bool


def worth(setting: Setting) -> tuple[Worth, ...]:
    """Say what a point of quality is worth at three price levels."""
    return tuple(_worth(setting, level * setting.dearest) for level in LEVELS)


def _worth(setting: Setting, price: Fraction) -> Worth:
    plain, better = setting.bid("x", setting.usual, price), setting.raised(Fraction(1))
    field, part = setting.field(), setting.dearest / UNITS

    def holds(units: int) -> bool:
        return setting.is_before(setting.bid("y", better, price + units * part), plain, field)

    most = setting.most - int(price / part)
    found = last(holds, most)
    is_open = found == most and not setting.is_capped
    return Worth(price, None if is_open else (found or 0) * part, found == most)


def last(holds: Callable[[int], bool], most: int) -> int | None:
    """Give the largest number from 0 to `most` up to which something holds; None where it does not even at 0."""
    if not holds(0):
        return None
    low, high = 0, most + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def undercut(setting: Setting) -> Fraction | None:
    """Give the highest price at which the least admitted quality comes before a usual bid in the middle."""
    good = setting.bid("x", setting.usual, LEVELS[1] * setting.dearest)

    def holds(units: int) -> bool:
        return setting.is_before(setting.bid("y", setting.least, (UNITS - units) * setting.dearest / UNITS), good)

    found = _first(holds, UNITS - 1)
    return None if found is None else (UNITS - found) * setting.dearest / UNITS


def overbid(setting: Setting) -> Fraction | None:
    """Give the highest price at which full quality comes before a usual bid at the cheapest; None without a limit."""
    low, part = CHEAPEST * setting.dearest, setting.dearest / UNITS
    cheap, full = setting.bid("x", setting.usual, low), dict.fromkeys(setting.usual, Fraction(1))

    def holds(units: int) -> bool:
        return setting.is_before(setting.bid("y", full, low + units * part), cheap)

    most = setting.most - int(low / part)
    found = last(holds, most)
    return None if found == most else low + (found or 0) * part


def _first(holds: Callable[[int], bool], most: int) -> int | None:
    """Give the least number from 0 to `most` from which something holds."""
    found = last(lambda n: not holds(n), most)
    if found is None:
        return 0
    return None if found == most else found + 1


def prices(setting: Setting) -> tuple[PriceFacts, ...]:
    """Say what each price leaf does with prices."""
    return tuple(_price(setting, leaf) for leaf in setting.method.leaves if leaf.is_cost)


def _price(setting: Setting, leaf: Criterion) -> PriceFacts:
    full, cheapest, cent = setting.method.full(leaf), setting.prices[0], Fraction(1, 100)
    scored = partial(_scored, setting, leaf)
    at = (setting.dearest * (CURVE_FROM + (CURVE_TO - CURVE_FROM) * Fraction(n, CURVE - 1)) for n in range(CURVE))
    curve = tuple((price, *found) for price in at if (found := scored(price, setting.prices)))
    is_raw = formulas.record(leaf.formula).is_raw
    double, alone = scored(2 * cheapest, setting.prices), scored(cheapest, setting.prices[1:])
    two = scored(cheapest + cent, (cheapest,))
    return PriceFacts(
        leaf=leaf.id,
        full=full,
        curve=() if is_raw else tuple((price, own) for price, own, _ in curve),
        dead=() if is_raw else tuple(_dead([(price, lead) for price, _, lead in curve])),
        at_double=double[0] / full if double and full else None,
        cent_of_two=-two[1] if two else None,
        cheapest_has_full=bool(alone and alone[0] == full),
    )


def _scored(
    setting: Setting, leaf: Criterion, own: Fraction, others: tuple[Fraction, ...]
) -> tuple[Fraction, Fraction] | None:
    """Give the points of a price among others, and how far they lie above the mean of theirs, if there are any."""
    full = setting.method.full(leaf)
    field = {"own": own, **{f"f{at}": price for at, price in enumerate(others)}}
    try:
        found = shares.score(leaf.formula, field, base=setting.method.ceiling, full=full).shares
    except UndefinedScoreError:
        return None
    rest = [value.low for bid, value in found.items() if bid != "own"]
    return found["own"].low * full, (found["own"].low - (numbers.mean(rest) if rest else 0)) * full


def _dead(leads: Sequence[tuple[Fraction, Fraction]]) -> Iterator[Dead]:
    """Give the stretches of prices in which a lower price brings no lead."""
    start: Fraction | None = None
    for (price, lead), (after, next_) in pairwise(leads):
        if lead <= next_ and start is None:
            start = price
        if lead > next_ and start is not None:
            yield Dead(start, price)
            start = None
        if after == leads[-1][0] and start is not None:
            yield Dead(start, after)
