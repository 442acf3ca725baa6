"""The minutes of the board: who, which steps, scores talked over, result, lines to sign."""

from __future__ import annotations

from collections.abc import Iterator

from cdc.documents.award import board, stress
from cdc.documents.award.figures import Figures, Heads, row
from cdc.documents.award.letters.sheet import overview, sheet
from cdc.model import blocks as b
from cdc.model.ranking import Robustness


def compose(figures: Figures, robustness: Robustness | None) -> b.Document:
    """Put the meeting of the board on record."""
    return sheet(figures, "minutes", "report.minutes", _blocks(figures, robustness))


def _blocks(figures: Figures, robustness: Robustness | None) -> Iterator[b.Block]:
    say, view, ranking = figures.say, figures.view, figures.ranking
    yield view.paragraph("document.order_of_evaluation")
    yield b.Facts(((say("grid.form"), (b.Code(ranking.form),)), (say("report.rules"), (b.Code(ranking.rules),))))
    names = say.listed(bid.name for bid in figures.all)
    yield view.paragraph("report.minutes_bids", count=len(figures.all), names=names)
    for bid in figures.all:
        if bid.reasons:
            reasons = "; ".join(figures.reason(reason) for reason in bid.reasons)
            yield b.Paragraph((b.Strong((bid.name,)), f": {say(f'report.{bid.status}')} – {reasons}"))
    yield from board.blocks(figures)
    yield overview(figures, "report.ranking")
    if robustness:
        yield b.Paragraph((stress.verdict(figures, robustness),))
    for group in ranking.ties:
        yield view.paragraph("report.tie", names=say.listed(figures.names[vendor] for vendor in group))
    if figures.spec.board:
        yield _lines_to_sign(figures)


def _lines_to_sign(figures: Figures) -> b.Table:
    say, view = figures.say, figures.view
    heads: Heads = [
        (view.label("name"), 40, "left"),
        (view.label("date"), 20, "left"),
        (say("report.signature"), 40, "left"),
    ]
    return figures.table(heads, [row(member.name, "", "") for member in figures.spec.board])
