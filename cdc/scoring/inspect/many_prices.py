"""The formulas of prices on many tenders at once, in plain numbers: for simulation, and held to exact ones by tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cdc.model.method import Formula

Floats = Any
"""An array of numbers, by tender and bid; its library's types get lost in arithmetic."""


def price_shares(formula: Formula, price: Floats, base: float | None, full: float) -> Floats:
    """Give the shares of the full mark of prices, tender by tender; no two of a tender need differ."""
    import numpy as np

    with np.errstate(all="ignore"):
        found = SHARES[formula.type](formula, price, base)
    found = np.where((price.max(axis=1) == price.min(axis=1))[:, None], _alike(formula, found), found)
    if formula.type != "as_is":
        found = np.maximum(found, 0) if formula.clip in ("both", "low") else found
        found = np.minimum(found, 1) if formula.clip in ("both", "high") else found
    for step in formula.rounding:
        if step.stage == "coefficient":
            found = rounded(found, step.places, step.mode)
        elif step.stage == "criterion" and full:
            found = rounded(found * full, step.places, step.mode) / full
    return found


def _alike(formula: Formula, found: Floats) -> Floats | float:
    """Give what equal prices get."""
    rule = formula.equal or ("full" if formula.type in ("minmax", "bilinear") else "formula")
    return {"full": 1.0, "zero": 0.0}.get(rule, found)


def _reference(formula: Formula, price: Floats) -> Floats:
    import numpy as np

    own, best = float(formula.reference_value or 0), _best(formula, price)
    return {
        "best": best,
        "mean": price.mean(axis=1, keepdims=True),
        "median": np.median(price, axis=1, keepdims=True),
        "fixed": np.full_like(best, own),
        "best_and_estimate": (best + own) / 2,
    }[formula.reference]


def _best(formula: Formula, price: Floats) -> Floats:
    return price.min(axis=1, keepdims=True)


def _gain(formula: Formula, price: Floats, base: float | None) -> Floats:
    top = float(formula.base) if formula.base is not None else base or float("nan")
    return 100 * (top - price) / top


def _inverse(formula: Formula, price: Floats, base: float | None) -> Floats:
    return (_reference(formula, price) / price) ** formula.power


def _minmax(formula: Formula, price: Floats, base: float | None) -> Floats:
    worst = price.max(axis=1, keepdims=True)
    return (worst - price) / (worst - _best(formula, price))


def _fixed_bounds(formula: Formula, price: Floats, base: float | None) -> Floats:
    return (float(formula.zero_at or 0) - price) / float((formula.zero_at or 0) - (formula.full_at or 0))


def _to_ceiling(formula: Formula, price: Floats, base: float | None) -> Floats:
    gain = _gain(formula, price, base)
    return _flat(formula, gain, gain / gain.max(axis=1, keepdims=True))


def _flat(formula: Formula, gain: Floats, found: Floats) -> Floats:
    """Give what all get where none is better than the base."""
    import numpy as np

    none = gain.max(axis=1, keepdims=True) <= 0
    return np.where(none, 1.0 if formula.none_better == "full" else 0.0, found)


def _corrected(formula: Formula, price: Floats, base: float | None) -> Floats:
    import numpy as np

    gain = _gain(formula, price, base)
    return gain / np.maximum(float(formula.significant or 1), gain.max(axis=1, keepdims=True))


def _concave(formula: Formula, price: Floats, base: float | None) -> Floats:
    import numpy as np

    gain = _gain(formula, price, base)
    ratio = gain / gain.max(axis=1, keepdims=True)
    return _flat(formula, gain, np.sign(ratio) * np.abs(ratio) ** float(formula.alpha or 1))


def _bilinear(formula: Formula, price: Floats, base: float | None) -> Floats:
    import numpy as np

    gain, x = _gain(formula, price, base), float(formula.x or 1)
    middle = np.mean if formula.knee == "mean" else np.median
    knee, most = middle(gain, axis=1, keepdims=True), gain.max(axis=1, keepdims=True)
    return _flat(formula, gain, np.where(gain <= knee, x * gain / knee, x + (1 - x) * (gain - knee) / (most - knee)))


def _band(formula: Formula, price: Floats, base: float | None) -> Floats:
    reference = _reference(formula, price)
    return (reference * (1 + float(formula.band or 1)) - price) / (reference * float(formula.band or 1))


def _relevant_range(formula: Formula, price: Floats, base: float | None) -> Floats:
    reference, n = _reference(formula, price), float(formula.n or 2)
    return (n * reference - price) / ((n - 1) * reference)


def _log(formula: Formula, price: Floats, base: float | None) -> Floats:
    import numpy as np

    return 1 - np.log(price / _reference(formula, price)) / np.log(float(formula.zero_ratio or 2))


def _absolute_concave(formula: Formula, price: Floats, base: float | None) -> Floats:
    top = float(formula.base) if formula.base is not None else base or float("nan")
    return 1 - (price / top) ** float(formula.n or 1)


def _mean_distance(formula: Formula, price: Floats, base: float | None) -> Floats:
    mean = price.mean(axis=1, keepdims=True)
    return float(formula.at_mean) - float(formula.slope) * (price - mean) / mean


def _table(formula: Formula, price: Floats, base: float | None) -> Floats:
    import numpy as np

    at = [float(row.at) for row in sorted(formula.rows, key=lambda row: row.at)]
    share = [float(row.share) for row in sorted(formula.rows, key=lambda row: row.at)]
    if formula.between == "line":
        return np.interp(price, at, share)
    return np.array([*share, 0.0])[np.searchsorted(at, price, side="left")]


SHARES: Mapping[str, Callable[[Formula, Floats, float | None], Floats]] = {
    "inverse": _inverse,
    "minmax": _minmax,
    "fixed_bounds": _fixed_bounds,
    "to_ceiling": _to_ceiling,
    "corrected": _corrected,
    "concave": _concave,
    "bilinear": _bilinear,
    "band": _band,
    "relevant_range": _relevant_range,
    "log": _log,
    "absolute_concave": _absolute_concave,
    "mean_distance": _mean_distance,
    "table": _table,
}
"""Formulas of a price that is good when low, on many tenders at once; tests hold them to the exact ones."""


def rounded(values: Floats, places: int, mode: str) -> Floats:
    """Round to decimal places as declared."""
    import numpy as np

    scaled = values * 10.0**places
    way: Mapping[str, Callable[[Floats], Floats]] = {
        "down": lambda v: np.trunc(v + np.sign(v) * 1e-9),
        "up": lambda v: np.sign(v) * np.ceil(np.abs(v) - 1e-9),
        "half_even": np.rint,
        "half_down": lambda v: np.sign(v) * np.ceil(np.abs(v) - 0.5 - 1e-9),
        "half_up": lambda v: np.sign(v) * np.floor(np.abs(v) + 0.5 + 1e-9),
    }
    return way[mode](scaled) / 10.0**places
