"""What a model says of its fields beside them: kind, use, who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

Kind = Literal[
    "text",
    "markdown",
    "line",
    "id",
    "reference",
    "choice",
    "language",
    "flag",
    "whole",
    "number",
    "amount",
    "percent",
    "weight",
    "money",
    "year",
    "date",
    "moment",
    "currency",
    "email",
    "file",
    "section",
    "model",
    "data",
]
"""`money` is an amount in the budget's currency; `model` a value with fields of its own; `data` is not looked into."""
Visibility = Literal["internal", "team", "vendors"]
"""The company, the project team, or everybody who answers."""


@dataclass(frozen=True, slots=True)
class Use:
    """What follows when a value changes after publication; only `free` has a reason."""

    word: Literal["asked", "stated", "decides", "free"]
    reason: str = ""


ASKED = Use("asked")
"""A line vendors answer or price, or a text of that line: it is in the form and in all that vendors fill."""
STATED = Use("stated")
"""A term told to vendors that their offer must fit: it is in the form and in the documents."""
DECIDES = Use("decides")
"""How bids are compared: it is in the rules."""


def free(reason: str) -> Use:
    """Let a value change after publication, for a reason."""
    return Use("free", reason)


@dataclass(frozen=True, slots=True)
class Is:
    """Marks a type with the kind of its values."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Declared:
    """What one field says of itself; None leaves it to its model."""

    use: Use | None
    shown: Visibility | None
    ordered: bool
    governs: bool


def told(
    description: str,
    default: Any = ...,
    *,
    use: Use | None = None,
    shown: Visibility | None = None,
    ordered: bool = False,
    governs: bool = False,
    **bounds: Any,
) -> Any:
    """Declare a field with the sentence that editors show as help; no default means it must be given.

    `use` and `shown` go before what the model says of all its fields; `ordered` says that the order of a list counts,
    `governs` that the default is a rule applied in any case, and so told even where nobody wrote it.
    """
    info: Any = Field(default, description=description, **bounds)
    if use or shown or ordered or governs:
        info.metadata.append(Declared(use, shown, ordered, governs))
    return info
