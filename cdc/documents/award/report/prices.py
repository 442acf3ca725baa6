"""Prices line by line and year by year, against the estimate, and which bids look abnormally low."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cdc.documents.award import board, sums
from cdc.documents.award.figures import Figures, Heads, row
from cdc.model import blocks as b
from cdc.model.ranking import BidResult
from cdc.model.tender import PriceLine


def blocks(figures: Figures) -> Iterator[b.Block]:
    """Give the chapter on prices: those of excluded bids are nobody's business."""
    if not figures.ranking.bids:
        return
    yield _table(figures)
    yield from sums.notes_on_prices(figures)
    yield from _against_estimate(figures)
    if figures.ranking.flags:
        yield b.Section("report-flags", figures.say("report.flags"), "", 0, tuple(board.flags(figures)))


def _table(figures: Figures) -> b.Table:
    say, spec = figures.say, figures.spec
    heads: Heads = [
        (say("label.id"), 9, "left"),
        (say("grid.item"), 30, "left"),
        (say("grid.period"), 12, "left"),
    ]
    heads += [(bid.name, 16, "right") for bid in figures.ranking.bids]
    rows = [_line(figures, line) for line in spec.price_lines]
    totals = (figures.money(bid.cost.total) for bid in figures.ranking.bids)
    rows.append(row("", say("report.cost_over", years=spec.cost_horizon), "", *totals, style="total"))
    return figures.table(heads, [*rows, *_years(figures)], "report.prices")


def _line(figures: Figures, line: PriceLine) -> b.Row:
    say = figures.say
    name = figures.view.text(line.name) + (f" ({say('grid.option')})" if line.option else "")
    return row(
        line.id, name, say(f"grid.period_{line.kind}"), *(_price(figures, bid, line.id) for bid in figures.ranking.bids)
    )


def _price(figures: Figures, bid: BidResult, id_: str) -> str:
    found = next((line for line in bid.lines_of("price") if line.id == id_), None)
    return figures.money(found.low) if found and found.counted else "–"


def _years(figures: Figures) -> Iterator[b.Row]:
    """Give the cost of each year, where it is told."""
    say = figures.say
    if not sums.shows_years(figures):
        return
    for year in range(figures.spec.cost_horizon + 1):
        costs = (figures.money(bid.cost.by_year[year]) if bid.cost.by_year else "–" for bid in figures.ranking.bids)
        yield row("", say("report.year", year=year), "", *costs)
    yield row(
        "", say("report.nominal"), "", *(figures.money(bid.cost.nominal) for bid in figures.ranking.bids), style="group"
    )


def _against_estimate(figures: Figures) -> Iterator[b.Block]:
    """Say what was budgeted and which bids cost more."""
    budget = figures.spec.budget
    if budget is None or not budget.lines:
        return
    estimate = sum((Fraction(line.amount) * Fraction(line.quantity) for line in budget.lines), Fraction(0))
    yield figures.view.paragraph("report.estimate", estimate=figures.money(estimate))
    for bid in figures.ranking.bids:
        if bid.cost.total is not None and bid.cost.total > estimate:
            over = figures.percent((bid.cost.total - estimate) / estimate)
            yield figures.view.paragraph("report.over_estimate", name=bid.name, over=over)
