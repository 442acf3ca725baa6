"""How a spreadsheet rounds what it computes."""

from __future__ import annotations

from collections.abc import Mapping

from cdc.model.method import Mode

ROUNDING: Mapping[Mode, str] = {"half_up": "ROUND", "down": "ROUNDDOWN", "up": "ROUNDUP"}
"""Ways of rounding that a spreadsheet has."""


def rounded(bare: str, mode: Mode, places: int) -> str:
    """Round a formula, free of what binary numbers add in the last digits."""
    return f"{ROUNDING[mode]}(ROUND({bare},12),{places})"
