"""The shares of prices on many tenders at once, in plain numbers: for simulation, held to the exact ones by tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cdc.model.method import Formula
from cdc.scoring.formulas import known
from cdc.scoring.formulas.arrays import Floats


def can(formula: Formula) -> bool:
    """Tell whether the record of a formula gives it on many tenders at once."""
    return known.record(formula).many is not None


def price_shares(formula: Formula, price: Floats, base: float | None, full: float) -> Floats:
    """Give the shares of the full mark of prices, tender by tender; no two of a tender need differ."""
    import numpy as np

    record = known.record(formula)
    assert record.many is not None
    with np.errstate(all="ignore"):
        found = record.many(formula, price, base)
    are_equal = (price.max(axis=1) == price.min(axis=1))[:, None]
    found = np.where(are_equal, _alike(formula.equal or record.when_equal, found), found)
    found = np.maximum(found, 0) if formula.clip in ("both", "low") else found
    found = np.minimum(found, 1) if formula.clip in ("both", "high") else found
    for step in formula.rounding:
        if step.stage == "coefficient":
            found = rounded(found, step.places, step.mode)
        elif step.stage == "criterion" and full:
            found = rounded(found * full, step.places, step.mode) / full
    return found


def _alike(rule: str, found: Floats) -> Floats | float:
    """Give what equal prices get."""
    return {"full": 1.0, "zero": 0.0}.get(rule, found)


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
