"""How the award file writes results: points, spans, money, names, tables."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import cast

from cdc.documents import markdown
from cdc.documents.compose import LABELS
from cdc.documents.numbering import numbered
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model.ranking import BidResult, Ranking, Reason
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.scoring import numbers
from cdc.scoring.awards import known as awards
from cdc.words import words

_DAY = re.compile(r"\b20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])\b")
"""A day as machines write it; the last days of a month are left, since not every month has them."""
Heads = list[tuple[str, int, b.Align]]
"""Titles of columns with their relative widths and alignments."""


def row(*cells: b.Inline, style: b.RowStyle = "body") -> b.Row:
    """Give a row whose cells hold one thing each."""
    return b.Row(tuple((cell,) for cell in cells), style=style)


class Figures:
    """One ranking in one language."""

    def __init__(self, spec: Specification, ranking: Ranking, language: str) -> None:
        self.spec, self.ranking = spec, ranking
        self.view = View(spec, words(language), "internal")
        self.say = self.view.words
        self.all = (*ranking.bids, *ranking.excluded)
        self.names = {bid.vendor: bid.name for bid in self.all}
        self.rounding = spec.evaluation.rounding

    def points(self, value: Fraction) -> str:
        """Write points rounded as declared."""
        return self.say.number(self.rounded(value), self.rounding.places)

    def rounded(self, value: Fraction) -> Fraction:
        """Round points as declared."""
        return numbers.rounded(value, self.rounding.places, self.rounding.mode)

    def span(self, low: Fraction | None, high: Fraction | None) -> str:
        """Write points, or from where to where they may lie."""
        if low is None or high is None:
            return "–"
        return self.points(low) if low == high else f"{self.points(low)} – {self.points(high)}"

    def figure(self, bid: BidResult) -> str:
        """Write the figure of the award rule: points, money or a ratio."""
        if awards.named(self.ranking.award).figure == "money" and bid.low is not None and bid.high is not None:
            low, high = self.figured_money(bid.low), self.figured_money(bid.high)
            return low if bid.low == bid.high else f"{low} – {high}"
        return self.span(bid.low, bid.high)

    @property
    def has_points(self) -> bool:
        """Tell whether the award rule ranks by points."""
        return awards.named(self.ranking.award).figure == "points"

    def result(self, bid: BidResult) -> str:
        """Write the figure by which a bid is ranked, with what it is."""
        if self.has_points:
            return self.say("letter.points_of", points=self.figure(bid), maximum=self.ranking.maximum)
        return self.say("letter.other_figure", label=self.figure_label(), figure=self.figure(bid))

    def figure_label(self) -> str:
        """Name the figure of the award rule."""
        return self.view.label("points") if self.has_points else self.say("report.figure")

    def money(self, amount: Fraction | None) -> str:
        """Write an amount in the tender's currency."""
        currency = self.spec.budget.currency if self.spec.budget else "EUR"
        return "–" if amount is None else self.say.money(amount, currency, 2)

    def figured_money(self, amount: Fraction) -> str:
        """Write a figure that is an amount, rounded as declared."""
        currency = self.spec.budget.currency if self.spec.budget else "EUR"
        return self.say.money(self.rounded(amount), currency, self.rounding.places)

    @property
    def ceiling(self) -> Fraction | None:
        """Give the most that may be paid: for the lot, where it has its own, else for the whole."""
        spec = self.spec
        own = spec.lots[0].ceiling if len(spec.lots) == 1 else None
        ceiling = own if own is not None else (spec.budget.ceiling if spec.budget else None)
        return None if ceiling is None else Fraction(ceiling)

    def number_of(self, typed: str) -> str:
        """Write a number that somebody typed as this language does; anything else as it is."""
        try:
            return self.say.number(Fraction(typed))
        except ValueError:
            return typed

    def dated(self, text: str) -> str:
        """Write the days in a note (2027-02-18) as this language does."""
        return _DAY.sub(lambda found: self.say.date(dt.date.fromisoformat(found[0])), text)

    def percent(self, share: Fraction, places: int = 1) -> str:
        """Write a share as per cent."""
        return self.say.percent(share * 100, places)

    def reason(self, reason: Reason) -> str:
        """Write why a bid is excluded, conditional, or a result fragile."""
        shown = {key: self._fact(reason, key, value) for key, value in reason.facts.items()}
        if "id" in shown:
            shown["text"] = self.words_of(str(reason.facts["id"]))
        return self.say(f"report.{reason.key}", **shown)

    def _fact(self, reason: Reason, key: str, value: object) -> object:
        """Write one fact of a reason: names for bids, labels for answers, money and shares as the language does."""
        if key in ("rival", "better"):
            return self.names.get(str(value), value)
        if key in ("answer", "least"):
            return self.say.quoted(self.answer(str(reason.facts["id"]), str(value)))
        if isinstance(value, Decimal) and key in ("ceiling", "threshold"):
            return self.money(Fraction(value)) if key == "ceiling" else self.say.percent(value)
        return self.say.number(value, 1) if isinstance(value, Fraction) else value

    def words_of(self, id_: str) -> str:
        """Give what an id stands for, in quotation marks: the text of a requirement or declaration, or a name."""
        return self.say.quoted(self._told.get(id_) or self.view.names.get(id_) or id_)

    @cached_property
    def _told(self) -> Mapping[str, str]:
        tender = self.spec.tender
        said = {item.id: self.view.text(item.text) for item in (tender.declarations if tender else ())}
        said |= {line.id: self.view.text(line.name) for line in self.spec.price_lines}
        asked = {item.id: self.view.text(item.statement or item.title) for _, item in self.spec.asked}
        return {id_: markdown.plain(markdown.inlines(text)).rstrip(".") for id_, text in (said | asked).items()}

    def table(self, heads: Heads, rows: Sequence[b.Row], caption: str = "") -> b.Table:
        """Give a table; one with a caption is numbered when the document is finished."""
        columns = tuple(b.Column(title, width, align) for title, width, align in heads)
        return b.Table(columns, tuple(rows), self.say(caption) if caption else None)

    def leaf_name(self, id_: str) -> str:
        """Give id and name of a criterion."""
        return f"{id_} {self.view.names.get(id_, '')}".strip()

    def nodes(self) -> Iterator[tuple[Criterion, int]]:
        """Give the criteria tree with its depth."""

        def visit(nodes: tuple[Criterion, ...], depth: int) -> Iterator[tuple[Criterion, int]]:
            for node in nodes:
                yield node, depth
                yield from visit(node.parts, depth + 1)

        yield from visit(self.spec.criteria, 0)

    def of_roots(self, bid: BidResult) -> tuple[Fraction, Fraction]:
        """Add the points of the first level: what is certain, and what may come at most."""
        ends = [[bid.groups[root.id][end] for root in self.spec.criteria] for end in (0, 1)]
        return sum(ends[0], Fraction(0)), sum(ends[1], Fraction(0))

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Give the title of each line that vendors answer."""
        return {item.id: self.view.text(item.title) for _, item in self.spec.asked}

    def answer(self, requirement: str, answer: str) -> str:
        """Give the words of an answer: the label that its scale has for it, or what was typed."""
        return self._labels.get((self._scales.get(requirement, ""), answer), answer)

    @cached_property
    def _scales(self) -> Mapping[str, str]:
        found = ((item.id, self.spec.scale_of(item)) for _, item in self.spec.asked)
        return {id_: scale.id for id_, scale in found if scale}

    @cached_property
    def _labels(self) -> Mapping[tuple[str, str], str]:
        return {
            (scale.id, given.id): self.view.text(given.label) for scale in self.spec.scales for given in scale.answers
        }

    def document(
        self,
        name: str,
        kind: str,
        body: Sequence[b.Section],
        front: Sequence[b.Block] = (),
        subtitle: str = "",
        confidentiality: str | None = None,
    ) -> b.Document:
        """Give a document of the award file."""
        spec, tender, say = self.spec, self.spec.tender, self.say
        printed = numbered((*front, *body))
        return b.Document(
            name=name,
            language=say.language,
            kind=say(kind),
            title=self.view.text((tender.title if tender else None) or spec.document.title),
            subtitle=subtitle,
            reference=tender.id if tender else spec.document.reference,
            version=spec.document.version,
            date=say.date(spec.document.date),
            iso_date=spec.document.date.isoformat(),
            company=spec.company.name,
            confidentiality=say("report.confidential") if confidentiality is None else confidentiality,
            draft=None,
            labels={key: say(f"document.{key}") for key in LABELS},
            front=printed[: len(front)],
            body=cast("tuple[b.Section, ...]", printed[len(front) :]),
        )


def sections_numbered(blocks: Iterator[b.Block], prefix: str) -> Iterator[b.Block]:
    """Number the sections of a chapter."""
    at = 0
    for block in blocks:
        if isinstance(block, b.Section):
            at += 1
            yield b.Section(block.id, block.title, f"{prefix}.{at}", 2, block.blocks)
        else:
            yield block
