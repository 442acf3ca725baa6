"""The secrets of a specification: what its fields hide from vendors, unless a field that vendors see says the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from cdc.model import fields
from cdc.model.base import Contact, Model
from cdc.model.planning import Budget, BudgetLine
from cdc.model.practice import Annex, FreeSection, Question
from cdc.model.specification import Specification
from cdc.tender.leaks.matching import SHORTEST, Pieces, amounts_in, codes, pieces_of, squeezed, standing

LONGEST_NAME = 60
LEAST = 1000
"""Smaller amounts stand everywhere."""
_MARKED: tuple[tuple[type[Model], str, object], ...] = (
    (Contact, "publish", False),
    (FreeSection, "visibility", "internal"),
    (Question, "visibility", "internal"),
    (Annex, "confidentiality", "internal"),
)
"""What an author marks as not for vendors: all that such an item holds is hidden."""
_SENTENCES = re.compile(r"\n+|(?<=[.!?;…])\s+")


@dataclass(frozen=True)
class Secrets:
    """What to look for, each with the key of its field: sentences without blanks and marks, names, amounts."""

    sentences: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    amounts: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def pieces(self) -> Pieces:
        """Give the sentences by pieces of them, so that a text is gone through once."""
        return pieces_of(self.sentences)

    @cached_property
    def any_name(self) -> re.Pattern[str] | None:
        """Give the pattern of all names, as whole words."""
        ordered = sorted(self.names, key=len, reverse=True)
        parts = (r"\s+".join(map(re.escape, name.split())) for name in ordered)
        return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if ordered else None


def of(spec: Specification, names: Mapping[str, str] | None = None) -> Secrets:
    """Give the secrets of a specification; `names` are more of them, such as those of vendors that sent bids."""
    seen, hidden = _told_apart(spec)
    sentences: dict[str, str] = {}
    known, amounts = dict(names or {}), {} if _is_shown_budget(spec.budget) else _total(spec.budget)
    for leaf in hidden:
        for part in (part for text in _texts(leaf.value) for part in _SENTENCES.split(text)):
            if _is_name(leaf, part):
                known.setdefault(" ".join(part.split()), leaf.key)
            elif len(squeezed(part)) >= SHORTEST:
                sentences.setdefault(squeezed(part), leaf.key)
            known |= {code: leaf.key for code in codes(part) if code not in known}
        amount = _amount(leaf)
        if amount is not None:
            amounts.setdefault(amount, leaf.key)
    return _without_public(Secrets(sentences, known, amounts), seen)


def _told_apart(spec: Specification) -> tuple[list[fields.Leaf], list[fields.Leaf]]:
    """Give what vendors see, and what they do not."""
    seen: list[fields.Leaf] = []
    hidden: list[fields.Leaf] = []
    for leaf in fields.walk(spec):
        (hidden if is_hidden(spec, leaf) else seen).append(leaf)
    return seen, hidden


def is_hidden(spec: Specification, leaf: fields.Leaf) -> bool:
    """Tell whether vendors must not see a value: its field says so, or what holds it is marked so."""
    if issubclass(leaf.field.owner, Budget | BudgetLine):
        return _hides(spec.budget, leaf.field)
    if leaf.field.shown != "vendors":
        return True
    return any(
        isinstance(holder, model) and getattr(holder, name) == value
        for holder in _holders(spec, leaf.path)
        for model, name, value in _MARKED
    )


def _holders(spec: Specification, path: fields.Path) -> Iterator[Model]:
    """Give the models on the way to a value, the nearest ones last."""
    at: Any = spec
    for part in path[:-1]:
        at = getattr(at, part) if isinstance(part, str) and isinstance(at, Model) else at[part]
        if isinstance(at, Model):
            yield at


def _hides(budget: Budget | None, named: fields.Field) -> bool:
    if _is_shown_budget(budget):
        return False
    is_range = named.name in ("range_low", "range_high")
    return named.shown != "vendors" or (is_range and budget is not None and budget.disclosure == "hidden")


def _is_shown_budget(budget: Budget | None) -> bool:
    return budget is None or budget.disclosure == "full"


def _total(budget: Budget | None) -> dict[int, str]:
    total = sum((line.quantity * line.amount for line in budget.lines), Decimal(0)) if budget else Decimal(0)
    return {int(total): "budget.lines"} if total >= LEAST and total == int(total) else {}


def _texts(value: Any) -> tuple[str, ...]:
    """Give a text in each of its languages; what is no text has none."""
    if isinstance(value, dict):
        return tuple(str(text) for text in value.values())
    return (value,) if isinstance(value, str) else ()


def _is_name(leaf: fields.Leaf, text: str) -> bool:
    """Tell whether a text names somebody: an address, a name of two words, or that of an item wholly hidden."""
    if leaf.field.kind == "email":
        return True
    owner = leaf.field.owner
    is_its_name = issubclass(owner, Model) and owner.shown_to == "internal" and leaf.field.name == "name"
    is_long = len(text) > LONGEST_NAME or not any(letter.isalpha() for letter in text)
    return leaf.field.kind == "line" and not is_long and (is_its_name or len(text.split()) > 1)


def _amount(leaf: fields.Leaf) -> int | None:
    """Give a whole amount that is large enough to be telling, and no year."""
    if leaf.field.kind not in ("money", "amount", "number") or not isinstance(leaf.value, Decimal):
        return None
    whole = int(leaf.value)
    is_telling = whole >= LEAST and not 1900 <= whole <= 2100
    return whole if is_telling and leaf.value == whole else None


def _without_public(secrets: Secrets, seen: Iterable[fields.Leaf]) -> Secrets:
    """Leave out what vendors see anyway: a text that also stands there is no secret."""
    values = [leaf.value for leaf in seen]
    text = "\n".join(text for value in values for text in _texts(value))
    numbers = {int(value) for value in values if isinstance(value, int | Decimal)} | amounts_in(text)
    public, plain = standing(secrets.pieces, squeezed(text)), " ".join(text.split())
    return Secrets(
        {said: key for said, key in secrets.sentences.items() if said not in public},
        {name: key for name, key in secrets.names.items() if name not in plain},
        {amount: key for amount, key in secrets.amounts.items() if amount not in numbers},
    )
