"""The numbers of the minutes: answers put right, individual and agreed scores, final points; of admitted bids alone."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import PurePosixPath

from cdc.documents.award import sums
from cdc.documents.award.figures import Figures, Heads, row
from cdc.documents.award.letters.reasons import name_of
from cdc.documents.award.letters.sheet import overview
from cdc.model import blocks as b
from cdc.model.ranking import BidResult, Line
from cdc.model.tender import Criterion

_ACROSS = 5
"""Bids whose points stand side by side."""


def corrections(figures: Figures) -> Iterator[b.Block]:
    """Give every answer that was corrected, or found to be different: from what to what, why, by whom."""
    say = figures.say
    rows = [
        row(
            bid.name,
            f"{line.id} {figures.titles.get(line.id, '')}".strip(),
            f"{figures.answer(line.id, line.claim) or '–'} → {figures.answer(line.id, line.counted)}",
            figures.dated(line.note),
        )
        for bid in figures.all
        for line in bid.lines_of("features")
        if line.note_key in ("verified", "corrected")
    ]
    heads: Heads = [
        (say("report.vendor"), 20, "left"),
        (figures.view.label("requirement"), 24, "left"),
        (say("minutes.from_to"), 20, "left"),
        (say("minutes.why"), 36, "left"),
    ]
    yield figures.table(heads, rows) if rows else figures.view.paragraph("minutes.no_corrections")


def individual(figures: Figures) -> Iterator[b.Block]:
    """Give what each evaluator scored, what was agreed, and the talk that led there."""
    judged = [leaf for leaf in figures.spec.leaves if leaf.kind == "judged"]
    board = [member for member in figures.spec.board if judged]
    if not board or not figures.ranking.bids:
        return
    say = figures.say
    heads: Heads = [(figures.view.label("criterion"), 24, "left"), (say("report.vendor"), 20, "left")]
    heads += [(member.name, 12, "center") for member in board]
    heads.append((say("minutes.agreed"), 12, "right"))
    names = [member.evaluator for member in board]
    yield figures.view.paragraph("minutes.scores_note", maximum=figures.spec.evaluation.score_maximum)
    yield figures.table(heads, [_scores(figures, leaf, bid, names) for leaf in judged for bid in figures.ranking.bids])
    talks = tuple(_talks(figures))
    if talks:
        yield b.Bullets(talks)


def _scores(figures: Figures, leaf: Criterion, bid: BidResult, evaluators: list[str]) -> b.Row:
    lines = [line for line in bid.leaves[leaf.id].lines if line.counted]
    given = {_evaluator(line): figures.number_of(line.counted) for line in lines if line.note_key != "moderated"}
    low, high = bid.leaves[leaf.id].raw
    whole = leaf.maximum if leaf.maximum is not None else figures.spec.evaluation.score_maximum
    agreed = figures.say.number(low * Fraction(whole), 2) if low == high else "–"
    scores = (given.get(name, "–") for name in evaluators)
    return row(name_of(figures, leaf.id), bid.name, *scores, b.Strong((agreed,)))


def _evaluator(line: Line) -> str:
    return PurePosixPath(line.origin).stem


def _talks(figures: Figures) -> Iterator[tuple[b.Block, ...]]:
    ranked = {bid.vendor for bid in figures.ranking.bids}
    for talk in figures.ranking.board.agenda:
        if talk.moderated is not None and talk.vendor in ranked:
            text = figures.say(
                "minutes.talk",
                name=figures.names[talk.vendor],
                criterion=name_of(figures, talk.criterion),
                score=figures.say.number(talk.moderated),
                reason=figures.dated(f"{talk.reason} ({talk.by})"),
            )
            yield (b.Paragraph((text,)),)


def ranking(figures: Figures) -> Iterator[b.Block]:
    """Give the ranking, and the points of admitted bids by criterion."""
    bids = figures.ranking.bids
    if not bids:
        return
    yield overview(figures, bids)
    for at in range(0, len(bids), _ACROSS):
        yield _points(figures, bids[at : at + _ACROSS])
    yield from sums.notes_on_points(figures, bids, only_leaves=True)


def _points(figures: Figures, bids: tuple[BidResult, ...]) -> b.Table:
    heads: Heads = [(figures.view.label("criterion"), 34, "left"), (figures.say("letter.out_of"), 12, "right")]
    heads += [(bid.name, 16, "right") for bid in bids]
    maximum = figures.ranking.maximum
    rows = [
        row(
            name_of(figures, leaf.id),
            figures.points(figures.ranking.shares[leaf.id] * maximum),
            *(figures.span(*bid.leaves[leaf.id].points) for bid in bids),
        )
        for leaf in figures.spec.leaves
    ]
    return figures.table(heads, [*rows, *sums.totals(figures, bids, figures.points(maximum))])
