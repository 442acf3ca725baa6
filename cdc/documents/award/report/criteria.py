"""Bids side by side: points by criterion, and how fully each criterion and module is met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cdc.documents.award import sums
from cdc.documents.award.figures import Figures, Heads, row
from cdc.model import blocks as b
from cdc.model.ranking import BidResult, Line

SIDE_BY_SIDE = 7
"""Bids in one table; more go on in the next."""


def points(figures: Figures) -> Iterator[b.Block]:
    """Give the points of every node of the criteria tree, bid beside bid."""
    for bids in _batched(figures.all):
        yield _points_table(figures, bids)
    yield from sums.notes_on_points(figures, figures.all)


def heat_map(figures: Figures) -> Iterator[b.Block]:
    """Give how fully each bid meets each criterion and each module."""
    yield figures.view.paragraph("report.heat_key", "note")
    for bids in _batched(figures.all):
        yield _heat_table(figures, bids)


def _batched(bids: Sequence[BidResult]) -> Iterator[Sequence[BidResult]]:
    """Give the bids by as many as stand side by side on a page."""
    for at in range(0, len(bids), SIDE_BY_SIDE):
        yield bids[at : at + SIDE_BY_SIDE]


def _points_table(figures: Figures, bids: Sequence[BidResult]) -> b.Table:
    say, view, shares = figures.say, figures.view, figures.ranking.shares
    heads: Heads = [(view.label("criterion"), 34, "left"), (say("report.share"), 11, "right")]
    heads += [(bid.name, 16, "right") for bid in bids]
    rows = [
        row(
            "\u2003" * depth + f"{node.id} {view.text(node.name)}",
            say.percent(shares[node.id] * 100),
            *(figures.span(*bid.groups[node.id]) for bid in bids),
            style="group" if node.parts else "body",
        )
        for node, depth in figures.nodes()
    ]
    rows += sums.totals(figures, bids, say.percent(Fraction(100)))
    return figures.table(heads, rows, "report.points_table")


def _heat_table(figures: Figures, bids: Sequence[BidResult]) -> b.Table:
    spec, view = figures.spec, figures.view
    heads: Heads = [(view.label("criterion"), 34, "left")]
    heads += [(bid.name, 16, "center") for bid in bids]
    rows = [
        row(
            f"{leaf.id} {view.text(leaf.name)}",
            *(_chip(figures, bid.leaves[leaf.id].low, bid.leaves[leaf.id].high) for bid in bids),
        )
        for leaf in spec.leaves
    ]
    for module in spec.modules:
        ids = {feature.id for feature in spec.features if feature.module == module.id}
        if ids:
            met = (_met(figures, bid, ids) for bid in bids)
            rows.append(row(f"{module.id} {view.text(module.name)}", *met))
    return figures.table(heads, rows, "report.heat_map")


def _met(figures: Figures, bid: BidResult, ids: set[str]) -> b.Chip:
    """Say how fully a bid meets some features, by their weights."""
    lines = [line for line in bid.lines_of("features") if line.id in ids]
    weight = sum((line.weight for line in lines), Fraction(0))
    return _chip(figures, *_mean(lines, weight)) if weight else b.Chip("–", "plain")


def _mean(lines: Sequence[Line], weight: Fraction) -> tuple[Fraction, Fraction]:
    low = sum((line.weight * line.low for line in lines), Fraction(0))
    return low / weight, sum((line.weight * line.high for line in lines), Fraction(0)) / weight


def _chip(figures: Figures, low: Fraction, high: Fraction) -> b.Chip:
    text = figures.say.percent(low * 100, 0)
    if high - low > Fraction(1, 4):
        return b.Chip(f"{text} ?", "missing")
    return b.Chip(text, "good" if low >= Fraction(3, 4) else "fair" if low >= Fraction(1, 2) else "poor")
