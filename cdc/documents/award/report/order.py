"""The ranking: a table, what each group of criteria brings, ties, and why bids are out or in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cdc.diagrams import charts
from cdc.documents.award.figures import Figures, Heads, row
from cdc.model import blocks as b
from cdc.model.ranking import BidResult
from cdc.model.tender import Criterion
from cdc.scoring.awards import known as awards

_TONES: dict[str, b.Tone] = {"admitted": "good", "conditional": "fair", "excluded": "poor"}


def blocks(figures: Figures) -> Iterator[b.Block]:
    """Give the chapter on the ranking."""
    view, ranking = figures.view, figures.ranking
    yield view.paragraph("document.order_of_evaluation")
    yield _table(figures)
    if any(bid.low != bid.high or not bid.is_certain for bid in ranking.bids):
        yield view.paragraph("report.bounds_note", "note")
    if ranking.bids and awards.named(ranking.award).adds_parts:
        yield stack(figures, view.spec.criteria)
        yield from _radar(figures)
    for group in ranking.ties:
        names = ", ".join(bid.name for bid in figures.all if bid.vendor in group)
        yield b.Callout("", (view.paragraph("report.tie", names=names),), "warning")
    reasons = tuple(
        (b.Paragraph((b.Strong((bid.name,)), ": ", figures.reason(reason))),)
        for bid in figures.all
        for reason in bid.reasons
    )
    yield from view.titled("report.reasons", (b.Bullets(reasons),) if reasons else ())


def _table(figures: Figures) -> b.Table:
    say = figures.say
    heads: Heads = [
        (say("report.rank"), 12, "left"),
        (say("report.vendor"), 30, "left"),
        (figures.view.label("status"), 16, "left"),
        (figures.figure_label(), 18, "right"),
        (say("report.cost"), 20, "right"),
    ]
    return figures.table(heads, [_line(figures, bid) for bid in figures.all], "report.ranking")


def _line(figures: Figures, bid: BidResult) -> b.Row:
    say = figures.say
    rank = bid.place + (f" · {say('value.' + bid.tie_break)}" if bid.tie_break else "")
    status = b.Chip(say(f"report.{bid.status}"), _TONES[bid.status])
    figure = figures.figure(bid) if bid.rank else "–"
    cost = figures.money(bid.cost.total) if bid.status != "excluded" else "–"
    return row(rank, b.Strong((bid.name,)), status, figure, cost)


def stack(figures: Figures, roots: Sequence[Criterion]) -> b.Figure:
    """Draw the points of each bid as a stack of the groups that bring them."""
    bars = []
    for bid in figures.ranking.bids:
        low, high = figures.of_roots(bid)
        parts = tuple(float(bid.groups[root.id][0]) for root in roots)
        bars.append(charts.Stack(bid.name, parts, float(high - low), figures.span(low, high)))
    names = tuple(figures.view.text(root.name) for root in roots)
    drawing = charts.stacked(tuple(bars), names, float(figures.ranking.maximum))
    alt = "; ".join(f"{bar.name}: {bar.label}" for bar in bars)
    return b.Figure(drawing.svg, alt, figures.say("report.chart"), *drawing.size)


def _radar(figures: Figures) -> Iterator[b.Block]:
    """Draw the least points of each bid on one wheel, as a share of the full points of each group."""
    say, view, ranking = figures.say, figures.view, figures.ranking
    wheels = [root for root in view.spec.criteria if ranking.shares[root.id] > 0]
    bids = ranking.bids[: charts.MOST_ON_RADAR]
    if len(wheels) < 3 or len(bids) < 2:
        return
    full = {root.id: ranking.shares[root.id] * ranking.maximum for root in wheels}
    shown = [
        (bid.name, tuple(min(max(float(bid.groups[id_][0] / whole), 0.0), 1.0) for id_, whole in full.items()))
        for bid in bids
    ]
    drawing = charts.radar([view.text(root.name) for root in wheels], shown)
    alt = "; ".join(f"{name}: {', '.join(say.percent(Fraction(s) * 100, 0) for s in line)}" for name, line in shown)
    yield b.Figure(drawing.svg, alt, say("report.radar"), *drawing.size)
