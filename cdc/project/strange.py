"""What is said of a key or an id that is not known: what was meant by it, and which there are."""

from __future__ import annotations

from collections.abc import Sequence

from cdc.findings import guess
from cdc.words.keys import meant

_SHOWN = 24
"""So many known ones are named."""


def strange_key(key: str, known: Sequence[str], path: Sequence[str | int]) -> dict[str, object]:
    """Give the facts of a key that is not known where it stands: the one that was meant, and those there are."""
    above = ".".join(part for part in path if isinstance(part, str))
    shown = ", ".join(known[:_SHOWN]) + (", …" if len(known) > _SHOWN else "")
    return {"key": key, "guess": meant(key, known), "known": shown, "command": f"cdc keys {above}".strip()}


def strange_id(typed: str, targets: str, known: Sequence[str]) -> dict[str, object]:
    """Give the facts of an id that is not known: the nearest, and those there are."""
    near = guess(typed, known)
    return {"id": typed, "targets": targets, "guess": near, "near": near, "known": ", ".join(known[:_SHOWN]) or "–"}
