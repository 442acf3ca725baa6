"""For our own negotiators: what to ask of one vendor, and the script of its demonstration."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cdc.documents.award.figures import Figures, Heads, row
from cdc.documents.award.letters import nearest
from cdc.documents.award.letters.sheet import TOP, answers, bullets, claims, gaps, sheet, verified
from cdc.model import blocks as b
from cdc.model.process import UseCase
from cdc.model.ranking import BidResult
from cdc.model.tender import Criterion
from cdc.scoring.nearest import Nearest

_MOST_OPEN = 40
"""Open lines that are named."""


def brief(figures: Figures, bid: BidResult, change: Nearest | None = None) -> b.Document:
    """Say what to ask of one vendor: costly answers, prices above the lowest, open points."""
    return sheet(figures, f"brief-{bid.vendor}", "report.brief", _brief(figures, bid, change), subtitle=bid.name)


def _brief(figures: Figures, bid: BidResult, change: Nearest | None) -> Iterator[b.Block]:
    say, view = figures.say, figures.view
    for reason in bid.reasons:
        yield b.Paragraph((figures.reason(reason),))
    yield from nearest.for_us(figures, bid, change)
    costly = gaps(figures, bid)[:TOP]
    yield from view.titled("report.ask_better", (answers(figures, costly),) if costly else ())
    rows = list(_dearer(figures, bid))
    yield from view.titled("report.ask_price", (_prices(figures, bid, rows),) if rows else ())
    lines = [(leaf.kind, line) for leaf in bid.leaves.values() for line in leaf.lines]
    unanswered = sorted({line.id for kind, line in lines if not line.counted and kind != "price"})
    text = say.listed(unanswered[:_MOST_OPEN])
    yield from view.titled("report.ask_open", (b.Paragraph((text,)),) if unanswered else ())
    yield from verified(figures, (line for _, line in lines))


def _prices(figures: Figures, bid: BidResult, rows: list[b.Row]) -> b.Table:
    say = figures.say
    heads: Heads = [
        (say("label.id"), 10, "left"),
        (say("grid.item"), 40, "left"),
        (bid.name, 18, "right"),
        (say("report.lowest"), 16, "right"),
        (say("report.above"), 16, "right"),
    ]
    return figures.table(heads, rows)


def _dearer(figures: Figures, bid: BidResult) -> Iterator[b.Row]:
    """Give the lines for which another bid asks less."""
    others = [_priced(other) for other in figures.ranking.bids if other.vendor != bid.vendor]
    names = {line.id: figures.view.text(line.name) for line in figures.spec.price_lines}
    for id_, price in _priced(bid).items():
        lowest = min((prices[id_] for prices in others if id_ in prices), default=None)
        if lowest is not None and price > lowest:
            above = figures.percent((price - lowest) / lowest, 0) if lowest else "–"
            yield row(id_, names.get(id_, ""), figures.money(price), figures.money(lowest), above)


def _priced(bid: BidResult) -> dict[str, Fraction]:
    leaf = next((leaf for leaf in bid.leaves.values() if leaf.kind == "price"), None)
    return {line.id: line.low for line in leaf.lines if line.counted} if leaf else {}


def script(figures: Figures, bid: BidResult) -> b.Document | None:
    """Write the demonstration of one vendor: the use cases of the demo criteria, then the claims that decide most."""
    leaves = [leaf for leaf in figures.spec.leaves if leaf.kind == "judged" and leaf.use_cases]
    if not leaves:
        return None
    return sheet(figures, f"demo-{bid.vendor}", "report.script", _script(figures, bid, leaves), subtitle=bid.name)


def _script(figures: Figures, bid: BidResult, leaves: list[Criterion]) -> Iterator[b.Block]:
    cases = {case.id: case for case in figures.spec.use_cases}
    for leaf in leaves:
        yield b.Heading((figures.leaf_name(leaf.id),))
        for id_ in leaf.use_cases:
            if id_ in cases:
                yield from _played(figures, cases[id_])
        if leaf.levels:
            say, text = figures.say, figures.view.text
            yield bullets(f"{say.number(level.score)}: {text(level.words)}" for level in leaf.levels)
    shown = claims(figures, bid)
    yield from figures.view.titled("report.show_claims", (answers(figures, shown, "☐ "),) if shown else ())


def _played(figures: Figures, case: UseCase) -> Iterator[b.Block]:
    view = figures.view
    yield b.Paragraph((b.Strong((f"{case.id} {view.text(case.title)}",)),))
    if case.steps:
        yield b.Bullets(tuple((b.Paragraph(view.inlines(step)),) for step in case.steps), ordered=True)
