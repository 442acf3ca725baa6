"""How a spreadsheet rounds what it computes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from cdc.model.method import Mode

ROUNDING: Mapping[Mode, str] = {"half_up": "ROUND", "down": "ROUNDDOWN", "up": "ROUNDUP"}
"""Ways of rounding that a spreadsheet has."""


class Step(Protocol):
    """A declared rounding."""

    @property
    def mode(self) -> Mode:
        """Way of rounding."""

    @property
    def places(self) -> int:
        """Decimal places."""


def live(bare: str, step: Step | None) -> str:
    """Round a formula as declared, if it is; nothing where a spreadsheet has no such way of rounding."""
    if step is None:
        return bare
    return rounded(bare, step.mode, step.places) if step.mode in ROUNDING else ""


def rounded(bare: str, mode: Mode, places: int) -> str:
    """Round a formula, free of what binary numbers add in the last digits."""
    return f"{ROUNDING[mode]}(ROUND({bare},12),{places})"
