"""What would have put a bid first, in words: for the vendor only what its debrief allows, for our own side all of it.

A border that is told gives away whatever it is made of. A vendor therefore learns one only where it follows from what
the debrief shows anyway: nothing when that is its own scores; where the winner's total is shown, a change that leaves
the figures of all others as they are; where the winner's points are shown by criterion, also one that only the winner
bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from cdc.documents.award.figures import Figures
from cdc.model import blocks as b
from cdc.model.ranking import BidResult, Line
from cdc.scoring import numbers
from cdc.scoring.nearest import Change, Nearest, answers_for

SHOWN = 8
"""So many answers of a change are named; more are counted."""


def for_vendor(figures: Figures, bid: BidResult, nearest: Nearest | None) -> Iterator[b.Block]:
    """Tell a vendor what its debrief allows, as bullets; nothing where nothing may be told."""
    winner = figures.ranking.bids[0].vendor if figures.ranking.bids else ""
    allowed = figures.spec.evaluation.debrief

    def may_tell(change: Change) -> bool:
        if allowed == "own_only":
            return False
        return not change.moves_others or (allowed == "winner_criteria" and change.rivals == {winner})

    if nearest is not None:
        yield from _bulleted(_texts(figures, bid, nearest, may_tell))


def for_us(figures: Figures, bid: BidResult, nearest: Nearest | None) -> Iterator[b.Block]:
    """Tell our own negotiators everything."""
    if nearest is not None:
        told = tuple(_bulleted(_texts(figures, bid, nearest, lambda _: True)))
        yield from figures.view.titled("report.would_have_won", told)


def _bulleted(texts: Iterator[str]) -> Iterator[b.Block]:
    told = tuple((b.Paragraph((text,)),) for text in texts)
    if told:
        yield b.Bullets(told)


def _texts(figures: Figures, bid: BidResult, nearest: Nearest, may_tell: Callable[[Change], bool]) -> Iterator[str]:
    say = figures.say
    if nearest.price and may_tell(nearest.price):
        price, before = figures.money(nearest.price.after), figures.money(nearest.price.before)
        yield say("report.would_price", price=price, before=before)
    for change in [change for change in nearest.leaves if may_tell(change)][:1]:
        yield from _score(figures, bid, change)
    ends_told = bool(nearest.ends) and all(may_tell(end) for end in nearest.ends)
    if nearest.together and ends_told:
        names = say.listed(figures.view.names.get(leaf, leaf) for leaf in nearest.together)
        yield say("report.would_together", criteria=names)
    if not nearest.exists and nearest.counted and ends_told:
        yield say("report.would_never")


def _score(figures: Figures, bid: BidResult, change: Change) -> Iterator[str]:
    """Say the smallest change of one criterion, and for answers which ones are enough."""
    say, leaf = figures.say, bid.leaves[change.leaf]
    before, after = (_written(figures, change.leaf, share) for share in (change.before, change.after))
    points = figures.points(change.points)
    name = figures.view.names.get(change.leaf, change.leaf)
    yield say("report.would_score", criterion=name, before=before, after=after, points=points)
    if leaf.kind == "features":
        whole = sum((line.weight for line in leaf.lines), Fraction(0))
        gains = [(line.id, _gains(figures, line, whole)) for line in leaf.lines]
        chosen = answers_for(gains, change.after - change.before)
        if chosen:
            titles = {item.id: figures.view.text(item.title) for _, item in figures.spec.asked}
            names = [f"{id_} {titles.get(id_, '')}".strip() for id_ in chosen[:SHOWN]]
            more = "" if len(chosen) <= SHOWN else f" (+{len(chosen) - SHOWN})"
            yield say("report.would_answers", count=len(chosen), answers=say.listed(names) + more)


def _gains(figures: Figures, line: Line, whole: Fraction) -> list[Fraction]:
    """Give what each better answer of a line brings its leaf."""
    item = next((item for _, item in figures.spec.asked if item.id == line.id), None)
    scale = figures.spec.scale_of(item) if item else None
    if not scale or not whole:
        return []
    better = [Fraction(answer.points) for answer in scale.answers if answer.points > line.low]
    return [line.weight * (points - line.low) / whole for points in better]


def _written(figures: Figures, leaf: str, share: Fraction) -> str:
    """Write a share as people know it: a judged score on its scale, else per cent of the full mark."""
    criterion = next(one for one in figures.spec.leaves if one.id == leaf)
    if criterion.kind != "judged":
        return figures.percent(share, 2)
    maximum = criterion.maximum if criterion.maximum is not None else figures.spec.evaluation.score_maximum
    return figures.say.number(numbers.rounded(share * Fraction(maximum), 2, "half_up"))
