"""A field's value as plain words of one language: what a cell, a letter or a comparison shows of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from cdc.model import fields
from cdc.model.base import Measure, Model, Money
from cdc.model.fields import Field
from cdc.model.requirement import Acceptance
from cdc.model.specification import LISTS, Specification
from cdc.model.tender import Criterion
from cdc.words import Words, pick

NAMED = frozenset(name for name in LISTS if getattr(fields.of(Specification)[name].model, "is_named", False))
"""Lists whose items are cited by name; others are cited by id."""


@dataclass(frozen=True)
class Wording:
    """Writes values of one specification in one language."""

    spec: Specification
    words: Words

    def text(self, text: object) -> str:
        """Give a text by language in this language."""
        return pick(text, self.words.language, self.spec.language)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Map ids to names, for what is cited by name."""
        items = [item for key in sorted(NAMED - {"criteria"}) for item in getattr(self.spec, key)]
        return {item.id: self.text(item.name) for item in (*items, *_every(self.spec.criteria))}

    def label(self, name: str) -> str:
        """Give the label of a field."""
        return self.words(f"label.{name}")

    def fact(self, field: Field, value: Any) -> str:
        """Write a field with its label."""
        return f"{self.words.labelled(self.label(field.name))} {self.value(field, value)}"

    def value(self, field: Field, value: Any) -> str:
        """Write what a field holds; several values are joined."""
        if isinstance(value, tuple):
            one = replace(field, many=False)
            return self.words.listed(self.value(one, part) for part in value)
        if field.has_languages:
            return self.text(value)
        if isinstance(value, dict):
            return self.words.listed(f"{self.key(key)}: {self.value(field, part)}" for key, part in value.items())
        if isinstance(value, Model):
            return self.composite(value)
        return self.scalar(field, value)

    def key(self, key: str) -> str:
        """Write the name of an entry of a mapping."""
        return self.words(f"value.{key}") if self.words.has(f"value.{key}") else key

    def scalar(self, field: Field, value: Any) -> str:
        """Write one value that has no parts."""
        if field.kind == "reference":
            return self.cited(field, value)
        if field.kind in ("choice", "language"):
            return self.choice(field, value)
        if field.kind == "money" and self.spec.budget:
            return self.words.money(value, self.spec.budget.currency)
        if field.kind == "percent":
            return self.words.percent(value)
        if isinstance(value, dt.date | Decimal | int) and field.kind != "year":
            return self.words.value(value)
        return str(value)

    def cited(self, field: Field, id_: str) -> str:
        """Write a reference: the name of what is cited by name, else the id."""
        return self.names.get(id_, id_) if NAMED.intersection(field.targets) else id_

    def choice(self, field: Field, word: str) -> str:
        """Write a word of a closed list: as its model has it, else its field, else every field.

        `value.<model>_<field>_<word>` goes before `value.<field>_<word>`, and this before `value.<word>`.
        """
        if field.kind == "language":
            return self.words.name_of(word)
        own = f"{field.name}_{word}"
        keys = (f"value.{field.owner.__name__.lower()}_{own}", f"value.{own}")
        return self.words(next((key for key in keys if self.words.has(key)), f"value.{word}"))

    def measure(self, measure: Measure) -> str:
        """Write a value with its unit and condition."""
        unit = self.text(measure.unit)
        number = self.words.percent(measure.value) if unit == "%" else f"{self.words.number(measure.value)}\u00a0{unit}"
        return f"{number} ({self.text(measure.condition)})" if measure.condition else number

    def composite(self, value: Model) -> str:
        """Write a value that has fields of its own."""
        if isinstance(value, Money):
            return self.words.money(value.amount, value.currency)
        if isinstance(value, Measure):
            return self.measure(value)
        return self._acceptance(value) if isinstance(value, Acceptance) else "; ".join(self._parts(value))

    def _acceptance(self, value: Acceptance) -> str:
        steps = [
            self.fact(fields.of(Acceptance)[name], getattr(value, name))
            for name in ("given", "when", "then")
            if getattr(value, name)
        ]
        method = fields.of(Acceptance)["method"].stated(value)
        return "\n".join([self.text(value.text), *steps]) + (f" ({self.words(f'value.{method}')})" if method else "")

    def _parts(self, value: Model) -> Iterator[str]:
        for field in fields.of(type(value)).values():
            part = field.stated(value)
            if part is not None:
                yield self.value(field, part)


def _every(criteria: tuple[Criterion, ...]) -> Iterator[Criterion]:
    for item in criteria:
        yield item
        yield from _every(item.parts)
