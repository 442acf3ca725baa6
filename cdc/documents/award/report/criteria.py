"""Bids side by side: points by criterion, and how fully each criterion and module is met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cdc.documents.award.figures import Figures, Heads, row
from cdc.model import blocks as b
from cdc.model.ranking import BidResult, Line

SIDE_BY_SIDE = 7
"""Bids in one table; more go on in the next."""


def points(figures: Figures) -> Iterator[b.Block]:
    """Give the points of every node of the criteria tree, bid beside bid."""
    for bids in _batched(figures.all):
        yield _points_table(figures, bids)
    if _rescales_total(figures):
        yield figures.view.paragraph("report.rescaled_note", "note")
    if any(not _adds_up(figures, bid) for bid in figures.all):
        yield figures.view.paragraph("report.rows_note", "note")


def heat_map(figures: Figures) -> Iterator[b.Block]:
    """Give how fully each bid meets each criterion and each module."""
    yield figures.view.paragraph("report.heat_key", "note")
    for bids in _batched(figures.all):
        yield _heat_table(figures, bids)


def _batched(bids: Sequence[BidResult]) -> Iterator[Sequence[BidResult]]:
    """Give the bids by as many as stand side by side on a page."""
    for at in range(0, len(bids), SIDE_BY_SIDE):
        yield bids[at : at + SIDE_BY_SIDE]


def _rescales_total(figures: Figures) -> bool:
    return any(item.step == "total" for item in figures.spec.evaluation.rescaling)


def _adds_up(figures: Figures, bid: BidResult) -> bool:
    """Tell whether the rounded points of the first level add up to their rounded total."""
    parts = (figures.rounded(bid.groups[root.id][0]) for root in figures.spec.criteria)
    return sum(parts, Fraction(0)) == figures.rounded(figures.of_roots(bid)[0])


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
    whole = (figures.span(*figures.of_roots(bid)) for bid in bids)
    rows.append(row(view.label("total"), say.percent(Fraction(100)), *whole, style="total"))
    if _rescales_total(figures):
        rescaled = (_rescaled(figures, bid) for bid in bids)
        rows.append(row(say("report.rescaled_total"), "", *rescaled, style="total"))
    return figures.table(heads, rows, "report.points_table")


def _rescaled(figures: Figures, bid: BidResult) -> str:
    """Add the rescaled quality and the economic offer: what the award rule starts from."""
    economic = [bid.leaves[leaf.id].points for leaf in figures.spec.leaves if leaf.is_economic]
    low, high = (bid.quality[end] + sum((span[end] for span in economic), Fraction(0)) for end in (0, 1))
    return figures.span(low, high)


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
