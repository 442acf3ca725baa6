"""A specification seen in one language: every field of every item as inline content, tables from lists of fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel

from cdc.documents import markdown, tabled, terms
from cdc.media.pictures import Shown
from cdc.model import blocks as b
from cdc.model import fields
from cdc.model.base import Contact, Item, Measure, Money
from cdc.model.clauses import Clauses
from cdc.model.company import Objective
from cdc.model.fields import Field
from cdc.model.process import UseCase
from cdc.model.requirement import Acceptance, Knockout, Requirement
from cdc.model.specification import Specification
from cdc.model.worded import NAMED, Wording
from cdc.words import Words, pick

Audience = Literal["vendors", "internal"]


@dataclass(frozen=True)
class View:
    """One specification in one language for one audience, as one document of a structure shows it.

    `pictures` are the author's by file and page, `clauses` the articles of its law, `apart` the categories of
    constraints that have a section of their own.
    """

    spec: Specification
    words: Words
    audience: Audience = "vendors"
    pictures: Mapping[tuple[str, int], Shown] = field(default_factory=dict)
    is_functional: bool = False
    has_budget: bool = True
    clauses: Clauses | None = None
    apart: frozenset[str] = frozenset()

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
    def wording(self) -> Wording:
        """Give what writes values in plain words."""
        return Wording(self.spec, self.words)

    @property
    def names(self) -> Mapping[str, str]:
        """Give the name of each thing that is called by its name rather than by its id."""
        return self.wording.names

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
        return terms.linked(self.told(text), self.terms, self.term_finder)

    def told(self, text: object) -> tuple[b.Block, ...]:
        """Give a text as blocks: its paragraphs, lists, tables, code and pictures."""
        return markdown.blocks(self.text(text), self._shown) if text else ()

    def _shown(self, file: str, alt: str, caption: str) -> b.Picture | None:
        found = self.picture(file, alt=alt, caption=caption)
        return found[0] if found else None

    def pictures_of(self, item: BaseModel, names: Iterable[str]) -> tuple[b.Picture, ...]:
        """Give the pictures named in the texts of an item, for places that hold lines only."""
        found: list[b.Picture] = []
        for name in names:
            value = self.value_of(item, name)
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(text, str | dict) and "![" in (shown := self.text(text)):
                    found += markdown.pictures(markdown.blocks(shown, self._shown))
        return tuple(found)

    @staticmethod
    def value_of(item: BaseModel, name: str) -> Any:
        """Give what the author states in a field of an item, else None."""
        return fields.of(type(item))[name].stated(item)

    def label(self, name: str) -> str:
        """Give the label of a field."""
        return self.words(f"label.{name}")

    def cell(self, item: BaseModel, name: str) -> b.Inlines:
        """Write one field of an item."""
        field = fields.of(type(item))[name]
        value = field.stated(item)
        return () if value is None else self.value(field, value)

    def states(self, item: BaseModel, name: str) -> bool:
        """Tell whether the author states a field of an item."""
        return self.value_of(item, name) is not None

    def value(self, field: Field, value: Any) -> b.Inlines:
        """Write what a field holds."""
        if isinstance(value, tuple):
            return self._several(field, value)
        if field.has_languages:
            return self.inlines(value)
        if isinstance(value, dict):
            return self.joined([(f"{self.wording.key(key)}: ", *self._one(field, part)) for key, part in value.items()])
        return self._one(field, value)

    def _one(self, field: Field, value: Any) -> b.Inlines:
        if isinstance(value, BaseModel):
            return self._composite(value)
        if field.kind == "reference" and not field.keyed and not NAMED.intersection(field.targets):
            return (b.Ref(value, value),)
        return (self.wording.scalar(field, value),)

    def _several(self, field: Field, values: tuple[Any, ...]) -> b.Inlines:
        if field.kind in ("choice", "language"):
            return (self.wording.value(field, values),)
        parts = [self.value(field, value) for value in values]
        long = any(len(markdown.plain(part)) > 28 for part in parts) and field.kind != "reference"
        if not long:
            return self.joined(parts)
        lines: list[b.Inline] = []
        for at, part in enumerate(parts):
            lines += ([b.Break()] if at else []) + ["• ", *part]
        return tuple(lines)

    @staticmethod
    def joined(parts: Iterable[b.Inlines], separator: str = ", ") -> b.Inlines:
        """Put a separator between contents, leaving out the empty ones."""
        joined: list[b.Inline] = []
        for part in parts:
            if part:
                joined += [*([separator] if joined else []), *part]
        return tuple(joined)

    def _composite(self, value: BaseModel) -> b.Inlines:
        """Write a value that has fields of its own."""
        if isinstance(value, Money | Measure):
            return (self.wording.composite(value),)
        if isinstance(value, Acceptance):
            return self.acceptance(value)
        if isinstance(value, Knockout):
            return self.inlines(value.least)
        if isinstance(value, Contact):
            return self.contact(value)
        return self.joined([self.cell(value, name) for name in fields.of(type(value))])

    def contact(self, contact: Contact) -> b.Inlines:
        """Write how to reach somebody, as far as this audience may know."""
        if not (contact.publish or self.is_internal):
            return ()
        parts: list[b.Inlines] = []
        if contact.email:
            parts.append((b.Link(f"mailto:{contact.email}", (contact.email,)),))
        if contact.phone:
            parts.append((contact.phone,))
        return self.joined(parts)

    def acceptance(self, acceptance: Acceptance) -> b.Inlines:
        """Write how a requirement is tested."""
        steps = [
            (self.words.labelled(self.label(name)) + " ", *self.inlines(getattr(acceptance, name)))
            for name in ("given", "when", "then")
            if getattr(acceptance, name)
        ]
        method = self.cell(acceptance, "method")
        shown = (" (", *method, ")") if method else ()
        return (*self.inlines(acceptance.text), *(part for step in steps for part in (b.Break(), *step)), *shown)

    def facts(self, item: BaseModel, names: str) -> tuple[tuple[str, b.Inlines], ...]:
        """Give the named fields of an item that have content, with their labels."""
        rows = ((self.label(name), self.cell(item, name)) for name in names.split())
        return tuple(row for row in rows if row[1])

    def joined_facts(self, item: BaseModel, names: str) -> b.Inlines:
        """Give the named fields that have content in one run: label and content, with a dot between."""
        return self.joined(
            ((f"{self.words.labelled(label)} ", *content) for label, content in self.facts(item, names)), " · "
        )

    def fact_block(self, item: BaseModel, names: str) -> tuple[b.Block, ...]:
        """Give the named fields as a block, or nothing."""
        blocks: list[b.Block] = []
        rows: list[tuple[str, b.Inlines]] = []
        for name in names.split():
            told = self._at_length(item, name)
            if told:
                blocks += [b.Facts(tuple(rows))] if rows else []
                blocks += [b.Paragraph((b.Strong((self.label(name),)),)), *told]
                rows = []
            elif content := self.cell(item, name):
                rows.append((self.label(name), content))
        pictures = self.pictures_of(item, (name for name in names.split() if not self._at_length(item, name)))
        return (*blocks, *([b.Facts(tuple(rows))] if rows else []), *pictures)

    def _at_length(self, item: BaseModel, name: str) -> tuple[b.Block, ...]:
        """Give a text that is more than one paragraph as its blocks, else nothing."""
        field = fields.of(type(item))[name]
        value = field.stated(item)
        if value is None or field.many or not field.has_languages:
            return ()
        told = self.told(value)
        return () if len(told) == 1 and isinstance(told[0], b.Paragraph) else told

    def rest(self, model: type[BaseModel], placed: str) -> str:
        """Name the fields of a model that have no place yet and that this reader may see: those added since."""
        taken = {part.partition(":")[0] for part in placed.split()}
        return " ".join(
            field.name
            for field in fields.own(model)
            if field.name not in taken and (self.is_internal or field.shown == "vendors")
        )

    def all_facts(self, item: BaseModel, names: str, *, elsewhere: str = "") -> tuple[b.Block, ...]:
        """Give all fields of an item, the named ones first; `elsewhere` are those that other places tell."""
        return self.fact_block(item, f"{names} {self.rest(type(item), f'{names} {elsewhere}')}")

    def table(
        self, items: Sequence[BaseModel], columns: str, caption: str | None = None, *, elsewhere: str = ""
    ) -> tuple[b.Block, ...]:
        """Give a table of items with all their fields, the named ones first; `elsewhere` are those told by others."""
        if not items:
            return ()
        return self.excerpt(items, f"{columns} {self.rest(type(items[0]), f'{columns} {elsewhere}')}", caption)

    def excerpt(self, items: Sequence[BaseModel], columns: str, caption: str | None = None) -> tuple[b.Block, ...]:
        """Give a table of items, a column for each named field (`name:30` gives its width)."""
        if not items:
            return ()
        names = [(part.partition(":")[0], int(part.partition(":")[2] or 10)) for part in columns.split()]
        cells = [[self.cell(item, name) for name, _ in names] for item in items]
        known = fields.of(type(items[0]))
        heads = tuple(
            b.Column(self.label(name), width, "right" if known[name].is_number else "left", name == "id")
            for name, width in names
        )
        rows = tuple(b.Row(tuple(row), getattr(item, "id", None)) for item, row in zip(items, cells, strict=True))
        pictures = [part for item in items for part in self.pictures_of(item, (name for name, _ in names))]
        table = b.Table(heads, rows, self.words(caption) if caption else None)
        is_named = len(names) < 2 or type(items[0]).model_fields[names[1][0]].is_required()
        return (*tabled.laid_out(table, self.words, is_named=is_named), *pictures)

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

    def priority(self, item: Requirement | Objective | UseCase) -> b.Chip | None:
        """Give the priority of an item as a chip, where the author states one."""
        return b.Chip(self.words(f"value.{item.priority}"), item.priority) if self.states(item, "priority") else None

    def item_heading(self, item: Item, title: object, chip: b.Chip | None = None) -> b.Heading:
        """Give the heading of an item: its id, its title, its priority."""
        return b.Heading((b.Ref(item.id, item.id), " ", *self.inlines(title), *((" ", chip) if chip else ())))
