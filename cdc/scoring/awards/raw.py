"""Leaves that hand their quantity on as it is, for rules that compare columns."""

from __future__ import annotations

from collections.abc import Sequence

from cdc.model.tender import Criterion
from cdc.scoring.formulas import known


def is_raw(leaf: Criterion) -> bool:
    """Tell whether a leaf hands its quantity on as it is."""
    return leaf.kind in ("price", "quantity") and known.record(leaf.formula).is_raw


def aim(leaf: Criterion) -> int:
    """Give -1 for a leaf whose raw quantity is better low, else 1."""
    return -1 if is_raw(leaf) and leaf.formula.aim == "minimise" else 1


def aims(leaves: Sequence[Criterion]) -> list[int]:
    """Give the aim of each leaf."""
    return [aim(leaf) for leaf in leaves]
