"""What the letters share: the sheet they stand on, the ranking in brief, the answers that cost or earn most."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from cdc.documents.award.figures import Figures, Heads, row
from cdc.model import blocks as b
from cdc.model.ranking import BidResult, Line

TOP = 8
"""Answers that a letter names."""


def sheet(
    figures: Figures,
    name: str,
    kind: str,
    blocks: Iterable[b.Block],
    *,
    subtitle: str = "",
    confidentiality: str | None = None,
) -> b.Document:
    """Give a document that starts with its title, without cover and contents."""
    document = figures.document(name, kind, (), tuple(blocks), subtitle, confidentiality)
    return dataclasses.replace(document, layout="sheet")


def overview(figures: Figures, bids: Sequence[BidResult]) -> b.Table:
    """Give bids in order with the figure that ranks them and their cost; of an excluded one neither."""
    say = figures.say
    heads: Heads = [
        (say("report.rank"), 14, "left"),
        (say("report.vendor"), 40, "left"),
        (figures.figure_label(), 24, "right"),
        (say("report.cost"), 22, "right"),
    ]
    return figures.table(heads, [_in_brief(figures, bid) for bid in bids])


def _in_brief(figures: Figures, bid: BidResult) -> b.Row:
    figure = figures.figure(bid) if bid.rank else figures.say(f"report.{bid.status}")
    cost = figures.money(bid.cost.total) if bid.status != "excluded" else "–"
    return row(bid.place, b.Strong((bid.name,)), figure, cost)


def gaps(figures: Figures, bid: BidResult) -> list[tuple[Line, str]]:
    """Give the answers that cost a bid most with their titles, the heaviest first."""

    def cost(line: Line, whole: Fraction) -> Fraction | None:
        return line.weight * (1 - line.low) / whole if line.low < 1 and line.weight else None

    return _heaviest(figures, bid, cost)


def claims(figures: Figures, bid: BidResult) -> list[tuple[Line, str]]:
    """Give the claims that earn most with their titles, of those that were not verified yet."""

    def gain(line: Line, _: Fraction) -> Fraction | None:
        return line.weight * line.low if line.counted and line.low and line.note_key != "verified" else None

    return _heaviest(figures, bid, gain)[:TOP]


def _heaviest(
    figures: Figures, bid: BidResult, worth: Callable[[Line, Fraction], Fraction | None]
) -> list[tuple[Line, str]]:
    """Order the answers to features by what they are worth; what is worth None is left out."""
    found = []
    for leaf in bid.leaves.values():
        if leaf.kind == "features":
            lines = leaf.lines
            whole = sum((line.weight for line in lines), Fraction(0)) or Fraction(1)
            weighed = ((worth(line, whole), line) for line in lines)
            found += [(leaf.share * value, line) for value, line in weighed if value is not None]
    ordered = sorted(found, key=lambda item: (-item[0], item[1].id))
    return [(line, figures.titles.get(line.id, "")) for _, line in ordered]


def answers(figures: Figures, lines: Iterable[tuple[Line, str]], mark: str = "") -> b.Bullets:
    """List requirements with the answer that counts, in words."""
    texts = (
        f"{mark}{line.id} {title}" + (f" · {figures.answer(line.id, line.counted)}" if line.counted else "")
        for line, title in lines
    )
    return bullets(texts)


def verified(figures: Figures, lines: Iterable[Line]) -> Sequence[b.Block]:
    """List claims that were found to be different: what was claimed, what counts, what was seen."""
    texts = [
        f"{line.id}: {figures.answer(line.id, line.claim)} → {figures.answer(line.id, line.counted)} · {line.note}"
        for line in lines
        if line.note_key == "verified"
    ]
    return figures.view.titled("report.verified", (bullets(texts),) if texts else ())


def bullets(texts: Iterable[str]) -> b.Bullets:
    """List plain texts."""
    return b.Bullets(tuple((b.Paragraph((text,)),) for text in texts))
