"""A specification seen in one language: every field of every item as inline content, tables from lists of fields."""

from __future__ import annotations

import datetime as dt
import re
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, Literal

from pydantic import BaseModel

from cdc.documents import markdown, terms
from cdc.media.pictures import Shown
from cdc.model import blocks as b
from cdc.model.base import Contact, Measure, Money, Reference
from cdc.model.requirement import Acceptance, Knockout, Requirement
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.words import Words, pick

NAMED = frozenset(
    {
        "stakeholders",
        "departments",
        "applications",
        "phases",
        "lots",
        "modules",
        "data_entities",
        "customer_profiles",
        "scales",
        "criteria",
        "deliverables",
    }
)
RIGHT = frozenset({"weight", "amount", "quantity", "users", "staff", "count", "now", "in_one_year", "in_three_years", "people", "hours", "volume", "total", "points", "year", "payment", "concurrent", "conversion", "probability"})  # fmt: skip
Audience = Literal["vendors", "internal"]
_CURRENCY_FIELDS = frozenset({"amount", "ceiling", "range_low", "range_high"})
_PERCENT_FIELDS = frozenset({"conversion", "probability", "payment", "threshold", "usability_minimum"})


@dataclass(frozen=True)
class View:
    """One specification in one language for one audience; `pictures` are the author's by file and page."""

    spec: Specification
    words: Words
    audience: Audience = "vendors"
    pictures: Mapping[tuple[str, int], Shown] = field(default_factory=dict)
    is_functional: bool = False

    @cached_property
    def terms(self) -> Mapping[str, str]:
        """Give the id of each term of the glossary, and of each of its spellings."""
        spelt = ((name.strip(), item.id) for item in self.spec.glossary for name in self.text(item.term).split(","))
        return {name: id_ for name, id_ in spelt if name}

    @cached_property
    def term_finder(self) -> re.Pattern[str] | None:
        """Give what finds terms in a text."""
        return terms.pattern(self.terms)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Give the name of each thing that is called by its name rather than by its id."""
        named = [item for key in NAMED for item in getattr(self.spec, key)]
        parts = [part for criterion in self.spec.criteria for part in _parts(criterion)]
        return {item.id: self.text(item.name) for item in (*named, *parts)}

    @property
    def is_internal(self) -> bool:
        """Tell whether the reader belongs to the company."""
        return self.audience == "internal"

    @property
    def shows_weights(self) -> bool:
        """Tell whether the weights of requirements may be printed."""
        return self.spec.tender is None or self.spec.evaluation.publish_weights == "all" or self.is_internal

    def text(self, text: object) -> str:
        """Give a text by language in the language of this view."""
        return pick(text, self.words.language, self.spec.language)

    def inlines(self, text: object) -> b.Inlines:
        """Give a short text with its emphasis."""
        return markdown.inlines(self.text(text))

    def prose(self, text: object) -> tuple[b.Block, ...]:
        """Give a long text as blocks, with links to the glossary."""
        return terms.linked(markdown.blocks(self.text(text)), self.terms, self.term_finder) if text else ()

    def label(self, name: str) -> str:
        """Give the label of a field."""
        return self.words(f"label.{name}")

    def cell(self, item: BaseModel, name: str) -> b.Inlines:
        """Write one field of an item."""
        value = getattr(item, name)
        if value is None or value in ((), {}):
            return ()
        kind, targets = _kind(type(item), name)
        if name in _CURRENCY_FIELDS and isinstance(value, Decimal) and self.spec.budget:
            return (self.words.money(value, self.spec.budget.currency),)
        if name in _PERCENT_FIELDS and isinstance(value, Decimal):
            return (self.words.percent(value),)
        if name == "turnover_year":
            return (str(value),)
        if kind == "choice" and not isinstance(value, dict):
            chosen = value if isinstance(value, tuple) else (value,)
            return (self.words.listed(self.choice(name, word) for word in chosen),)
        return self.value(value, kind, targets)

    def choice(self, name: str, word: str) -> str:
        """Write a word of a closed list; `value.<field>_<word>` goes before `value.<word>`."""
        if name == "languages":
            return self.words.name_of(word)
        own = f"value.{name}_{word}"
        return self.words(own if self.words.has(own) else f"value.{word}")

    def value(self, value: Any, kind: str, targets: tuple[str, ...] = ()) -> b.Inlines:
        """Write a value of a given kind."""
        if isinstance(value, tuple):
            return self._several(value, kind, targets)
        if kind == "reference" and isinstance(value, dict):
            return self._joined([(f"{key}: {self.names.get(id_, id_)}",) for key, id_ in value.items()])
        if kind == "reference":
            return (self._reference(value, targets),)
        if isinstance(value, str):
            return (value,) if kind == "line" else self.inlines(value)
        if isinstance(value, Money):
            return (self.words.money(value.amount, value.currency),)
        if isinstance(value, Measure):
            return (self.measure(value),)
        if isinstance(value, Acceptance):
            return self.acceptance(value)
        if isinstance(value, Knockout):
            return self.inlines(value.least)
        if isinstance(value, Contact):
            return self.contact(value)
        if isinstance(value, BaseModel):
            return self._joined([self.cell(value, name) for name in type(value).model_fields])
        if isinstance(value, dict):
            if kind == "text":
                return self.inlines(value)
            return (", ".join(f"{self._key(k)}: {self.words.value(v)}" for k, v in value.items()),)
        if isinstance(value, dt.date | Decimal | int):
            return (self.words.value(value),)
        return (str(value),)

    def _key(self, key: str) -> str:
        return self.words(f"value.{key}") if self.words.has(f"value.{key}") else key

    def _several(self, values: tuple[Any, ...], kind: str, targets: tuple[str, ...]) -> b.Inlines:
        parts = [self.value(value, kind, targets) for value in values]
        long = any(len(markdown.plain(part)) > 28 for part in parts) and kind != "reference"
        if not long:
            return self._joined(parts)
        lines: list[b.Inline] = []
        for at, part in enumerate(parts):
            lines += ([b.Break()] if at else []) + ["• ", *part]
        return tuple(lines)

    @staticmethod
    def _joined(parts: Iterable[b.Inlines], separator: str = ", ") -> b.Inlines:
        joined: list[b.Inline] = []
        for part in parts:
            if part:
                joined += [*([separator] if joined else []), *part]
        return tuple(joined)

    def _reference(self, id_: str, targets: tuple[str, ...]) -> b.Inline:
        if NAMED.intersection(targets) and id_ in self.names:
            return self.names[id_]
        return b.Ref(id_, id_)

    def measure(self, measure: Measure) -> str:
        """Write a value with its unit and condition."""
        unit = self.text(measure.unit)
        number = self.words.percent(measure.value) if unit == "%" else f"{self.words.number(measure.value)}\u00a0{unit}"
        return f"{number} ({self.text(measure.condition)})" if measure.condition else number

    def contact(self, contact: Contact) -> b.Inlines:
        """Write how to reach somebody, as far as this audience may know."""
        if not (contact.publish or self.is_internal):
            return ()
        parts: list[b.Inlines] = []
        if contact.email:
            parts.append((b.Link(f"mailto:{contact.email}", (contact.email,)),))
        if contact.phone:
            parts.append((contact.phone,))
        return self._joined(parts)

    def acceptance(self, acceptance: Acceptance) -> b.Inlines:
        """Write how a requirement is tested."""
        steps = [
            (self.words.labelled(self.label(name)) + " ", *self.inlines(getattr(acceptance, name)))
            for name in ("given", "when", "then")
            if getattr(acceptance, name)
        ]
        method = f" ({self.words('value.' + acceptance.method)})"
        return (*self.inlines(acceptance.text), *(part for step in steps for part in (b.Break(), *step)), method)

    def facts(self, item: BaseModel, names: str) -> tuple[tuple[str, b.Inlines], ...]:
        """Give the named fields that have content, with their labels."""
        rows = ((self.label(name), self.cell(item, name)) for name in names.split())
        return tuple(row for row in rows if row[1])

    def fact_block(self, item: BaseModel, names: str) -> tuple[b.Block, ...]:
        """Give the named fields as a block, or nothing."""
        rows = self.facts(item, names)
        return (b.Facts(rows),) if rows else ()

    def table(self, items: Sequence[BaseModel], columns: str, caption: str | None = None) -> tuple[b.Table, ...]:
        """Give a table of items, a column for each named field (`name:30` gives its width); empty columns go."""
        if not items:
            return ()
        names = [(part.partition(":")[0], int(part.partition(":")[2] or 10)) for part in columns.split()]
        cells = [[self.cell(item, name) for name, _ in names] for item in items]
        kept = [at for at in range(len(names)) if any(row[at] for row in cells)]
        heads = tuple(
            b.Column(
                self.label(names[at][0]),
                names[at][1],
                "right" if names[at][0] in RIGHT else "left",
                names[at][0] == "id",
            )
            for at in kept
        )
        rows = tuple(
            b.Row(tuple(row[at] for at in kept), getattr(item, "id", None))
            for item, row in zip(items, cells, strict=True)
        )
        return (b.Table(heads, rows, self.words(caption) if caption else None),)

    def picture(self, file: str | None, *, alt: str, caption: str, page: int = 1) -> tuple[b.Picture, ...]:
        """Give a picture of the author, when its file was found and can be shown."""
        found = self.pictures.get((file or "", page))
        if found is None:
            return ()
        return (b.Picture(found.content, found.media_type, alt, caption, found.width, found.height),)

    def paragraph(self, key: str, /, style: b.Style = "body", **facts: object) -> b.Paragraph:
        """Give a phrase of the catalogue as a paragraph."""
        return b.Paragraph((self.words(key, **facts),), style)

    def titled(self, key: str, blocks: Sequence[b.Block]) -> tuple[b.Block, ...]:
        """Put an unnumbered heading over blocks, if there are any."""
        return (b.Heading((self.words(key),)), *blocks) if blocks else ()

    def card(self, item: Requirement, facts: str) -> b.RequirementCard:
        """Give the card of a requirement: the one place where it is stated."""
        detail = item.detail or self.spec.document.detail
        rows: list[tuple[str, b.Inlines]] = []
        if detail != "headline":
            rows += self.facts(item, facts)
        if detail == "acceptance" and item.acceptance:
            name = "assessment" if self.is_functional else "acceptance"
            rows.insert(0, (self.label(name), self.acceptance(item.acceptance)))
        if self.is_functional:
            level = item.flexibility or {"essential": "F0", "important": "F1", "optional": "F2"}[item.priority]
            rows.append((self.label("flexibility"), (self.words(f"value.flexibility_{level}"),)))
            rows += self.facts(item, "exchange_rate")
        if getattr(item, "needed_at", None) == "later":
            rows.append((self.label("needed_at"), (self.words("value.later"),)))
        if item.weight_reason and self.is_internal:
            rows.append((self.label("weight_reason"), self.inlines(item.weight_reason)))
        if item.unscored:
            rows.append((self.label("unscored"), self.inlines(item.unscored)))
        if item.knockout and item.knockout.reason:
            rows.append((self.label("knockout"), self.inlines(item.knockout.reason)))
        weight = None
        if self.shows_weights and not item.unscored:
            weight = self.words("document.weight", weight=self.spec.weight_of(item))
        return b.RequirementCard(
            item.id,
            self.text(item.title),
            b.Chip(self.words(f"value.{item.priority}"), item.priority),
            weight,
            self.words("document.knockout") if item.knockout else None,
            self.text(item.statement) if item.statement and detail != "headline" else None,
            tuple(rows),
        )


def _parts(criterion: Criterion) -> Iterator[Criterion]:
    for part in criterion.parts:
        yield part
        yield from _parts(part)


@cache
def _kind(model: type[BaseModel], name: str) -> tuple[str, tuple[str, ...]]:
    """Tell what the values of a field are: reference, choice, text, line or other."""
    info = model.model_fields[name]
    found = _find(info.annotation)
    for meta in info.metadata:
        if isinstance(meta, Reference):
            return "reference", meta.targets
    return found


def _find(annotation: Any) -> tuple[str, tuple[str, ...]]:
    for meta in getattr(annotation, "__metadata__", ()):
        if isinstance(meta, Reference):
            return "reference", meta.targets
    if typing.get_origin(annotation) is Literal:
        return "choice", ()
    parts = typing.get_args(annotation)
    if "dict" in str(annotation) and "by_language" in str(annotation):
        return "text", ()
    for part in parts:
        if part is type(None) or isinstance(part, str):
            continue
        found = _find(part)
        if found[0] != "line":
            return found
    return "line", ()
