"""A value that is known between two bounds: what is missing could be worth nothing or everything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both exact; low ≤ high."""

    low: Fraction
    high: Fraction

    @classmethod
    def exactly(cls, value: Fraction) -> Interval:
        """Give the interval of a known value."""
        return cls(value, value)

    @property
    def is_exact(self) -> bool:
        """Tell whether the value is known."""
        return self.low is self.high or self.low == self.high

    def end(self, *, is_high: bool) -> Fraction:
        """Give one of the two bounds."""
        return self.high if is_high else self.low

    def __add__(self, other: Interval) -> Interval:
        low = self.low + other.low
        if self.low is self.high and other.low is other.high:
            return Interval(low, low)
        return Interval(low, self.high + other.high)

    def scaled(self, factor: Fraction) -> Interval:
        """Multiply by a factor ≥ 0."""
        low = self.low * factor
        return Interval(low, low if self.low is self.high else self.high * factor)


NOTHING = Interval(Fraction(0), Fraction(0))
UNKNOWN = Interval(Fraction(0), Fraction(1))
FULL = Interval(Fraction(1), Fraction(1))


def total(parts: Iterable[Interval]) -> Interval:
    """Add intervals."""
    result = NOTHING
    for part in parts:
        result += part
    return result
