"""Letters to vendors: the award, its own scores with their reasons to each of the others, the reasons of exclusion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from cdc.documents.award.figures import Figures
from cdc.documents.award.letters import nearest
from cdc.documents.award.letters.letter import headed, letter
from cdc.documents.award.letters.post import Post
from cdc.documents.award.letters.reasons import costly, name_of, scores
from cdc.documents.award.letters.sheet import bullets
from cdc.model import blocks as b
from cdc.model.ranking import BidResult, Line, Reason
from cdc.scoring.nearest import Nearest


def award(figures: Figures, post: Post) -> b.Document | None:
    """Tell the first bid that it is chosen, and what is still to be done."""
    if not figures.ranking.bids:
        return None
    bid = figures.ranking.bids[0]
    return letter(figures, bid, post, "award", _award(figures, bid, post))


def debrief(figures: Figures, bid: BidResult, post: Post, change: Nearest | None = None) -> b.Document:
    """Tell any other vendor why: a ranked one its scores, and the winner's as declared; another one its reasons."""
    if bid.rank is None:
        return letter(figures, bid, post, "excluded", _excluded(figures, bid, post))
    return letter(figures, bid, post, "unsuccessful", _unsuccessful(figures, bid, post, change))


def _award(figures: Figures, bid: BidResult, post: Post) -> Iterator[b.Block]:
    say, view = figures.say, figures.view
    key = "chosen" if len(figures.ranking.bids) > 1 else "chosen_alone"
    yield b.Paragraph((_dated(figures, key, post, count=len(figures.ranking.bids)),))
    yield b.KeyFigures(tuple(_key_figures(figures, bid, post)))
    yield from headed(figures, "scores", scores(figures, bid, None))
    conditions = [figures.reason(reason) for reason in bid.reasons]
    if not bid.is_certain:
        conditions.append(say("letter.condition_open"))
    if conditions:
        yield from headed(figures, "conditions", (view.paragraph("report.award_condition"), bullets(conditions)))
    law = view.text(post.law.no_contract) if post.law else ""
    yield b.Paragraph((law or say("letter.not_yet_contract"),))


def _key_figures(figures: Figures, bid: BidResult, post: Post) -> Iterator[tuple[str, str]]:
    say, tender = figures.say, figures.spec.tender
    has_points = figures.has_points
    words = say("letter.key_points", maximum=figures.ranking.maximum) if has_points else figures.figure_label()
    yield figures.figure(bid), words
    yield figures.money(bid.cost.total), say("report.cost_over", years=figures.spec.cost_horizon)
    if post.first:
        yield say.date_in_letters(post.first), say("letter.key_first_day")
    if tender and tender.validity_days and tender.deadline:
        last = tender.deadline.date() + dt.timedelta(days=tender.validity_days)
        yield say.date_in_letters(last), say("letter.key_valid")


def _unsuccessful(figures: Figures, bid: BidResult, post: Post, change: Nearest | None) -> Iterator[b.Block]:
    say, shown = figures.say, _shown_winner(figures, bid)
    winner = figures.ranking.bids[0]
    rank = say("letter.ranked", rank=bid.rank, count=len(figures.ranking.bids), figure=figures.result(bid))
    chosen = _dated(figures, "winner", post, name=winner.name)
    if figures.spec.evaluation.debrief != "own_only":
        chosen += " " + say("letter.winner_figure", figure=figures.result(winner))
    yield b.Paragraph((f"{_thanks(figures, bid, post)} {rank} {chosen}",))
    yield from headed(figures, "scores", scores(figures, bid, shown))
    yield from headed(figures, "requirements", costly(figures, bid))
    if shown:
        yield from headed(figures, "advantages", _advantages(figures, bid, shown))
    told = tuple(nearest.for_vendor(figures, bid, change))
    if told:
        yield b.Callout(say("letter.changed"), (*_gap(figures, bid, winner), *told))


def _gap(figures: Figures, bid: BidResult, winner: BidResult) -> Iterator[b.Block]:
    """Say how far a bid is behind the winner, where its letter tells the winner's total and both are settled."""
    is_told = figures.has_points and figures.spec.evaluation.debrief != "own_only"
    if is_told and bid.low is not None and winner.low is not None and bid.low == bid.high and winner.low == winner.high:
        behind = figures.rounded(winner.low) - figures.rounded(bid.low)  # of the figures as they are printed
        yield figures.view.paragraph("letter.gap", gap=figures.points(behind))


def _excluded(figures: Figures, bid: BidResult, post: Post) -> Iterator[b.Block]:
    """Give the reasons and nothing else: no points, no price, of other bids only what the law tells everybody."""
    say = figures.say
    yield b.Paragraph((f"{_thanks(figures, bid, post)} {_dated(figures, 'rejected', post)}",))
    yield from headed(figures, "rejection", _rejection(figures, bid))
    yield figures.view.paragraph("letter.not_compared")
    only = bid.reasons[0] if len(bid.reasons) == 1 else None
    if only is not None and only.key == "reason_knockout":
        least = say.quoted(figures.answer(str(only.facts["id"]), str(only.facts["least"])))
        text = say("letter.changed_knockout", least=least)
        yield b.Callout(say("letter.changed"), (b.Paragraph((text,)),))
    if post.law and post.law.tells_winner_to_all and figures.ranking.bids:
        yield b.Paragraph((_dated(figures, "winner", post, name=figures.ranking.bids[0].name),))


def _rejection(figures: Figures, bid: BidResult) -> Iterator[b.Block]:
    lines = {line.id: line for line in bid.lines_of("features")}
    others = [figures.reason(reason) for reason in bid.reasons if reason.key != "reason_knockout"]
    for reason in bid.reasons:
        if reason.key == "reason_knockout":
            yield b.Facts(tuple(_knockout(figures, reason, lines.get(str(reason.facts["id"])))))
    if others:
        yield bullets(others)


def _knockout(figures: Figures, reason: Reason, line: Line | None) -> Iterator[tuple[str, b.Inlines]]:
    """Give a mandatory requirement that was not met: its words, the least answer, what was answered and where."""
    say, id_ = figures.say, str(reason.facts["id"])
    is_verified = line is not None and line.note_key == "verified"
    given = line.claim if line is not None and is_verified else str(reason.facts["answer"])
    where = f" – {line.origin}" if line is not None and line.origin else ""
    requirement = f"{id_} {figures.titles.get(id_, '')}".strip()
    yield say("letter.mandatory_requirement"), (b.Strong((requirement,)), f": {figures.words_of(id_)}")
    yield figures.view.label("least"), (say.quoted(figures.answer(id_, str(reason.facts["least"]))),)
    yield say("letter.your_answer"), (b.Strong((say.quoted(figures.answer(id_, given)),)), where)
    if line is not None and is_verified:
        found = say.quoted(figures.answer(id_, line.counted))
        yield say("letter.seen"), (f"{found}: {say.quoted(line.note)}",)


def _thanks(figures: Figures, bid: BidResult, post: Post) -> str:
    received = post.to(bid.vendor).received
    if received is None:
        return figures.say("letter.thanks")
    return figures.say("letter.thanks_dated", date=figures.say.date_in_letters(received))


def _dated(figures: Figures, key: str, post: Post, **facts: object) -> str:
    """Give a sentence on the decision, with its day where it is taken."""
    if post.decided is None:
        return figures.say(f"letter.{key}", **facts) if facts else figures.say(f"letter.{key}")
    return figures.say(f"letter.{key}_dated", date=figures.say.date_in_letters(post.decided), **facts)


def _shown_winner(figures: Figures, bid: BidResult) -> BidResult | None:
    """Give the winner whose points by criterion a ranked bid may see."""
    if bid.rank is None or figures.spec.evaluation.debrief != "winner_criteria":
        return None
    return figures.ranking.bids[0] if figures.ranking.bids else None


def _advantages(figures: Figures, bid: BidResult, winner: BidResult) -> Iterator[b.Block]:
    """Say in which criteria the winner has more points, and in which this bid."""
    say = figures.say

    def listed(one: BidResult, other: BidResult) -> str:
        ahead = (leaf for leaf in figures.spec.leaves if _points(one, leaf.id) > _points(other, leaf.id))
        return say.listed(
            say(
                "letter.against",
                criterion=name_of(figures, leaf.id),
                theirs=figures.points(_points(one, leaf.id)),
                yours=figures.points(_points(other, leaf.id)),
            )
            for leaf in ahead
        )

    better, worse = listed(winner, bid), listed(bid, winner)
    said = [say("letter.advantage", name=winner.name, criteria=better)] if better else []
    said += [say("letter.your_advantage", criteria=worse)] if worse else []
    if said:
        yield b.Paragraph((" ".join(said),))


def _points(bid: BidResult, leaf: str) -> Fraction:
    return bid.leaves[leaf].points[0]
