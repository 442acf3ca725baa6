"""Exact numbers: rounding by declared mode, and the few irrational steps at fifty digits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from operator import mul, sub, truediv

DIGITS = 50
"""Significant digits to which irrational steps are kept."""

_WORK = Context(prec=DIGITS + 15, Emax=999_999, Emin=-999_999)
_KEEP = Context(prec=DIGITS, Emax=999_999, Emin=-999_999)
MAX_POWER = 64


class UndefinedScoreError(ValueError):
    """A declared method gives no number for these bids; `key` names the reason, `facts` the case."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key, self.facts = key, facts


def declared(value: Decimal | None) -> Fraction:
    """Give a declared number exactly; what is not declared counts nothing."""
    return Fraction(value or 0)


def rounded(value: Fraction, places: int, mode: str) -> Fraction:
    """Round to decimal places, by half_up, half_down, half_even, down (cut off) or up; signs are treated alike."""
    if value < 0:
        return -rounded(-value, places, mode)
    scaled = value * 10**places
    floor = scaled.numerator // scaled.denominator
    rest = scaled - floor
    half = Fraction(1, 2)
    if mode == "up":
        more = rest > 0
    elif mode == "down":
        more = False
    else:
        more = rest > half or (rest == half and (mode == "half_up" or (mode == "half_even" and floor % 2 == 1)))
    return Fraction(floor + more, 10**places)


def display(value: Fraction, places: int, mode: str) -> Decimal:
    """Give an exact value as a decimal number rounded for display."""
    whole = rounded(value, places, mode)
    return Decimal(whole.numerator * 10**places // whole.denominator).scaleb(-places)


def decimal(value: Fraction) -> Decimal:
    """Give a fraction as a decimal with 65 digits, for an irrational step."""
    return _WORK.divide(Decimal(value.numerator), Decimal(value.denominator))


def kept(value: Decimal) -> Fraction:
    """Give a decimal back as a fraction, rounded to fifty digits."""
    return Fraction(_KEEP.plus(value))


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """Give base to the exponent: exact for whole exponents, else to fifty digits with base ≥ 0."""
    if exponent.denominator == 1:
        if abs(exponent) > MAX_POWER or (base == 0 and exponent < 0):
            raise UndefinedScoreError("power", base=base, exponent=exponent)
        return base ** int(exponent)
    if base < 0 or (base == 0 and exponent < 0) or abs(exponent) > MAX_POWER:
        raise UndefinedScoreError("power", base=base, exponent=exponent)
    return kept(_WORK.power(decimal(base), decimal(exponent)))


def root(value: Fraction) -> Fraction:
    """Give the square root: exact when it is a fraction, else to fifty digits; value ≥ 0."""
    from math import isqrt

    if value < 0:
        raise UndefinedScoreError("root", value=value)
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    if top * top == value.numerator and bottom * bottom == value.denominator:
        return Fraction(top, bottom)
    return kept(_WORK.sqrt(decimal(value)))


def logarithm(value: Fraction) -> Fraction:
    """Give the natural logarithm to fifty digits; value > 0."""
    if value <= 0:
        raise UndefinedScoreError("logarithm", value=value)
    return kept(_WORK.ln(decimal(value)))


def exponential(value: Fraction) -> Fraction:
    """Give e to the value, to fifty digits; |value| ≤ 1000."""
    if abs(value) > 1000:
        raise UndefinedScoreError("power", base="e", exponent=value)
    return kept(_WORK.exp(decimal(value)))


def mean(values: Sequence[Fraction]) -> Fraction:
    """Give the arithmetic mean of at least one value."""
    return add(values) / len(values)


def median(values: Sequence[Fraction]) -> Fraction:
    """Give the middle value, or halfway between the two middle ones."""
    found = sorted(values)
    half = len(found) // 2
    return found[half] if len(found) % 2 else (found[half - 1] + found[half]) / 2


def add(values: Iterable[Fraction]) -> Fraction:
    """Add exact values."""
    return sum(values, Fraction(0))


def eigenvector(matrix: Sequence[Sequence[Fraction]]) -> tuple[tuple[Fraction, ...], Fraction]:
    """Give the principal eigenvector (adding up to 1) and eigenvalue of a positive matrix, to forty digits.

    Power iteration in fifty-digit decimals; it converges for every positive matrix (Perron–Frobenius).
    """
    size = len(matrix)
    with localcontext(_WORK):
        rows = [[decimal(value) for value in row] for row in matrix]
        vector = [Decimal(1) / size] * size
        for _ in range(10_000):
            before, image = vector, [_product(row, vector) for row in rows]
            whole = sum(image)
            vector = [value / whole for value in image]
            if max(abs(gap) for gap in map(sub, vector, before)) < Decimal(10) ** -(DIGITS - 5):
                break
        image = [_product(row, vector) for row in rows]
        value = sum(map(truediv, image, vector), Decimal(0)) / size
    return tuple(kept(part) for part in vector), kept(value)


def _product(row: Sequence[Decimal], vector: Sequence[Decimal]) -> Decimal:
    return sum(map(mul, row, vector), Decimal(0))
