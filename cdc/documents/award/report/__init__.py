"""The evaluation report: what it rests on, then its chapters."""

from __future__ import annotations

from collections.abc import Iterator

from cdc.documents.award import board, stress
from cdc.documents.award.figures import Figures, sections_numbered
from cdc.documents.award.report import criteria, order, prices, rules, trace, vendors
from cdc.documents.method import award_text
from cdc.model import blocks as b
from cdc.model.ranking import Ranking, Robustness
from cdc.model.specification import Specification
from cdc.scoring.awards import known as awards


def compose(spec: Specification, ranking: Ranking, robustness: Robustness | None, *, language: str) -> b.Document:
    """Give the evaluation report in one language."""
    figures = Figures(spec, ranking, language)
    return figures.document(
        "evaluation-report",
        "report.kind",
        tuple(_chapters(figures, robustness)),
        tuple(_front(figures, robustness)),
        figures.say("report.subtitle", count=len(figures.all)),
    )


def _front(figures: Figures, robustness: Robustness | None) -> Iterator[b.Block]:
    """Give the result in a few lines, and what it rests on."""
    say, view, ranking = figures.say, figures.view, figures.ranking
    verdict = stress.verdict(figures, robustness) if robustness else ""
    yield b.Callout(say("report.result"), (b.Paragraph((f"{_sentence(figures)} {verdict}".strip(),)),))
    yield b.Facts(
        (
            (say("grid.form"), (b.Code(ranking.form),)),
            (say("report.rules"), (b.Code(ranking.rules),)),
            (view.label("award_rule"), (award_text(view, view.spec.evaluation.award_rule),)),
        )
    )


def _sentence(figures: Figures) -> str:
    """Say who comes first and how sure that is."""
    say, bids = figures.say, figures.ranking.bids
    if not bids:
        return say("report.nobody")
    first, figure = bids[0], figures.figure(bids[0])
    shared = [bid.name for bid in bids if bid.rank == first.rank]
    if len(shared) > 1:
        return say("report.shared", names=", ".join(shared), points=figure)
    if awards.named(figures.ranking.award).figure != "points":
        return say("report.first_figure", name=first.name, figure=figure)
    key = "report.first" if first.is_certain and first.status == "admitted" else "report.first_open"
    return say(key, name=first.name, points=figure, maximum=figures.ranking.maximum)


def _chapters(figures: Figures, robustness: Robustness | None) -> Iterator[b.Section]:
    """Give the chapters that have something to say, numbered."""
    chapters = (
        ("ranking", order.blocks(figures)),
        ("by_criterion", criteria.points(figures)),
        ("heat_map", criteria.heat_map(figures)),
        ("prices", prices.blocks(figures)),
        ("board", board.blocks(figures)),
        ("robustness", stress.blocks(figures, robustness)),
        ("vendors", vendors.blocks(figures)),
        ("method", rules.blocks(figures)),
        ("trace", trace.blocks(figures)),
    )
    at = 0
    for key, content in chapters:
        blocks = tuple(sections_numbered(content, str(at + 1)))
        if blocks:
            at += 1
            yield b.Section(f"report-{key}", figures.say(f"report.{key}"), str(at), 1, blocks)
