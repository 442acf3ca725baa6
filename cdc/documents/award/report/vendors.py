"""Each vendor by itself: strengths, gaps, what is unanswered, claims that were corrected, scores with their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cdc.documents.award.figures import Figures, Heads, row
from cdc.model import blocks as b
from cdc.model.ranking import BidResult, Line

_MOST = 10
"""Gaps, and unanswered lines, that are named."""


def blocks(figures: Figures) -> Iterator[b.Block]:
    """Give a section for each vendor."""
    for bid in figures.all:
        yield b.Section(f"vendor-{bid.vendor}", bid.name, "", 0, tuple(_vendor(figures, bid)))


def _vendor(figures: Figures, bid: BidResult) -> Iterator[b.Block]:
    say, view = figures.say, figures.view
    strong = [view.text(leaf.name) for leaf in figures.spec.leaves if bid.leaves[leaf.id].low >= Fraction(3, 4)]
    if strong:
        yield b.Facts(((say("report.strengths"), (say.listed(strong),)),))
    lines = list(bid.lines_of("features"))
    gaps = sorted((line for line in lines if line.counted and line.high < 1), key=_heaviest)
    missing = [line for line in lines if not line.counted]
    for key, found in (("report.gaps", gaps), ("report.unanswered", missing)):
        yield from view.titled(key, (_named(figures, found[:_MOST]),) if found else ())
    changed = [line for line in lines if line.note_key in ("verified", "corrected")]
    if changed:
        yield _changed(figures, changed)
    judged = [line for line in bid.lines_of("judged") if line.counted]
    if judged:
        yield _scores(figures, judged)


def _heaviest(line: Line) -> tuple[Fraction, str]:
    return -(line.weight * (1 - line.high)), line.id


def _named(figures: Figures, lines: Sequence[Line]) -> b.Bullets:
    """List requirements with their weight and the answer that counts."""
    return b.Bullets(tuple((b.Paragraph((b.Ref(line.id, line.id), _words(figures, line))),) for line in lines))


def _words(figures: Figures, line: Line) -> str:
    title, weight = figures.titles.get(line.id, ""), figures.say("document.weight", weight=line.weight)
    answer = f" · {figures.answer(line.id, line.counted)}" if line.counted else ""
    return f" {title} · {weight}{answer}"


def _changed(figures: Figures, lines: Sequence[Line]) -> b.Table:
    say = figures.say
    heads: Heads = [
        (say("label.id"), 10, "left"),
        (say("report.claim"), 14, "left"),
        (say("report.counted"), 14, "left"),
        (figures.view.label("reason"), 50, "left"),
    ]
    rows = [
        row(x.id, figures.answer(x.id, x.claim), figures.answer(x.id, x.counted), figures.dated(x.note)) for x in lines
    ]
    return figures.table(heads, rows, "report.verified")


def _scores(figures: Figures, lines: Sequence[Line]) -> b.Table:
    view = figures.view
    heads: Heads = [
        (view.label("criterion"), 26, "left"),
        (figures.say("report.score"), 9, "right"),
        (view.label("source"), 18, "left"),
        (view.label("reason"), 50, "left"),
    ]
    rows = [
        row(view.names.get(x.id, x.id), figures.number_of(x.counted), x.origin, figures.dated(x.note)) for x in lines
    ]
    return figures.table(heads, rows, "report.scores")
