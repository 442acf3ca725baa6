"""The award rules on many tenders at once, in plain numbers: for simulation, and held to the exact ones by tests."""

from __future__ import annotations

from cdc.model.tender import Criterion
from cdc.scoring.awards import known as awards
from cdc.scoring.awards.record import Many
from cdc.scoring.formulas.arrays import Floats
from cdc.scoring.inspect.many_prices import can, price_shares, rounded
from cdc.scoring.inspect.setting import Setting
from cdc.scoring.method import QUANTITIES, Method


def is_plain(method: Method) -> bool:
    """Tell whether a method can be applied to many tenders at once."""
    rule = method.evaluation.award_rule
    record = awards.record(rule)
    leaves = all(can(leaf.formula) for leaf in method.leaves if leaf.is_cost)
    scopes = (*method.scopes("criteria"), *method.scopes("total"))
    by_people = all(leaf.kind not in QUANTITIES for scope in scopes for leaf in scope)
    is_tested = any(_is_tested(node) for node in method.criteria)
    return record.many is not None and not record.decides_in_band(rule) and leaves and by_people and not is_tested


def _is_tested(node: Criterion) -> bool:
    """Tell whether a threshold tests the price."""
    return (node.threshold is not None and _has_price(node)) or any(map(_is_tested, node.parts))


def _has_price(node: Criterion) -> bool:
    return node.is_cost or any(map(_has_price, node.parts))


def figures(setting: Setting, shares: Floats, price: Floats) -> Floats:
    """Give the figure by which bids rank, the higher the better, from shares by tender, bid and leaf, and prices."""
    import numpy as np

    method, rule = setting.method, setting.method.evaluation.award_rule
    give = awards.record(rule).many
    assert give is not None
    share = method.quality_share
    many = Many(
        quality_points(setting, shares),
        price_points(setting, price),
        price,
        full=np.array([float(method.full(leaf)) for leaf in setting.quality]),
        worth=np.array([[float(leaf.worth_at_zero), float(leaf.worth or 0)] for leaf in setting.quality]),
        whole=float(share * method.maximum),
        share=float(share),
    )
    return give(rule, many)


def quality_points(setting: Setting, shares: Floats) -> Floats:
    """Give points of quality by tender, bid and leaf, rescaled and rounded as declared."""
    import numpy as np

    method, shares = setting.method, shares.copy()
    full = np.array([float(method.full(leaf)) for leaf in setting.quality])
    at = {leaf.id: number for number, leaf in enumerate(setting.quality)}
    for leaf in {leaf.id for scope in method.scopes("criteria") for leaf in scope}:
        column = shares[:, :, at[leaf]]
        shares[:, :, at[leaf]] = column / np.maximum(column.max(axis=1, keepdims=True), 1e-12)
    points = shares * full
    step = method.evaluation.criterion_rounding
    points = rounded(points, step.places, step.mode) if step else points
    for scope in method.scopes("total"):
        chosen = [at[leaf.id] for leaf in scope]
        best = points[:, :, chosen].sum(axis=2).max(axis=1)[:, None, None]
        points[:, :, chosen] *= full[chosen].sum() / np.maximum(best, 1e-12)
    return points


def price_points(setting: Setting, price: Floats) -> Floats:
    """Give the points of prices by tender and bid."""
    method, found = setting.method, price * 0
    base = None if method.ceiling is None else float(method.ceiling)
    for leaf in method.leaves:
        if leaf.is_cost:
            full = float(method.full(leaf))
            found = found + full * price_shares(leaf.formula, price, base, full)
    return found
