"""What formulas are made of on many tenders at once, in plain numbers: for simulation, held to the exact ones by tests.

An array of prices has a row for each tender and a column for each bid; a low price is good.
"""

from __future__ import annotations

import math
from typing import Any

from cdc.model.method import Formula
from cdc.scoring import numbers

Floats = Any
"""An array of numbers, by tender and bid; its library's types get lost in arithmetic."""


def reference(formula: Formula, price: Floats) -> Floats:
    """Give the declared reference of each tender."""
    import numpy as np

    own, lowest = float(numbers.declared(formula.reference_value)), best(price)
    return {
        "best": lowest,
        "mean": price.mean(axis=1, keepdims=True),
        "median": np.median(price, axis=1, keepdims=True),
        "fixed": np.full_like(lowest, own),
        "best_and_estimate": (lowest + own) / 2,
    }[formula.reference]


def best(price: Floats) -> Floats:
    """Give the lowest price of each tender."""
    return price.min(axis=1, keepdims=True)


def gain(formula: Formula, price: Floats, base: float | None) -> Floats:
    """Give how far each price is below the formula's own base, else the ceiling, in per cent of it."""
    most = top(formula, base)
    return 100 * (most - price) / most


def top(formula: Formula, base: float | None) -> float:
    """Give the formula's own base, else the ceiling; no number where there is neither."""
    return float(formula.base) if formula.base is not None else base or math.nan


def flat(formula: Formula, gain: Floats, found: Floats) -> Floats:
    """Give what all get where none is better than the base."""
    import numpy as np

    none = gain.max(axis=1, keepdims=True) <= 0
    return np.where(none, 1.0 if formula.none_better == "full" else 0.0, found)
