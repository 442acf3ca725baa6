"""The sponsor's page: whom to choose, how sure that is, what to settle, when, and a line to approve it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from cdc.documents.award import stress
from cdc.documents.award.figures import Figures, Heads, row
from cdc.documents.award.letters.post import Post
from cdc.documents.award.letters.reasons import name_of
from cdc.documents.award.letters.sheet import bullets, gaps, overview, sheet
from cdc.documents.award.report.order import stack
from cdc.model import blocks as b
from cdc.model.ranking import BidResult, Leaf, Robustness
from cdc.scoring.awards import known as awards

_SETTLED = 3
"""Answers to settle that are named."""


def compose(figures: Figures, robustness: Robustness | None, post: Post | None = None) -> b.Document:
    """Give the page."""
    page = sheet(figures, "sponsor-view", "report.sponsor", _blocks(figures, robustness, post or Post()))
    first = figures.ranking.bids[0] if figures.ranking.bids else None
    if first is None:
        return page
    key = "report.recommend" if first.is_certain and first.status == "admitted" else "report.recommend_open"
    return dataclasses.replace(page, title=figures.say(key, name=first.name), subtitle=page.title)


def _blocks(figures: Figures, robustness: Robustness | None, post: Post) -> Iterator[b.Block]:
    bids = figures.ranking.bids
    if not bids:
        yield figures.view.paragraph("report.nobody")
        return
    first = bids[0]
    yield b.KeyFigures(tuple(_key_figures(figures, first, robustness)))
    if robustness:
        tone: b.Callout = b.Callout("", (b.Paragraph((stress.verdict(figures, robustness),)),))
        yield tone if robustness.verdict == "sure" else dataclasses.replace(tone, tone="warning")
    yield overview(figures, figures.all)
    if awards.named(figures.ranking.award).adds_parts:
        yield stack(figures, figures.spec.criteria)
    why = figures.say.listed(name_of(figures, leaf.id) for leaf in _leading(figures, first)[:3])
    flagged = _flagged(figures)
    told = [(figures.say(key), (text,)) for key, text in (("report.why", why), ("report.flags", flagged)) if text]
    if told:
        yield b.Facts(tuple(told))
    yield from figures.view.titled("report.settle", tuple(_settle(figures, first)))
    yield from figures.view.titled("report.next_steps", tuple(_steps(figures, post)))
    yield b.Signatures(tuple(_signatures(figures)))


def _key_figures(figures: Figures, first: BidResult, robustness: Robustness | None) -> Iterator[tuple[str, str]]:
    say, others = figures.say, figures.ranking.bids[1:]
    maximum = figures.ranking.maximum
    if not figures.has_points:
        yield figures.figure(first), figures.figure_label()
    elif others:
        yield figures.figure(first), say("report.key_points", maximum=maximum, next=figures.figure(others[0]))
    else:
        yield figures.figure(first), say("report.key_points_alone", maximum=maximum)
    cost = say("report.cost_over", years=figures.spec.cost_horizon)
    ceiling, total = figures.ceiling, first.cost.total
    if ceiling is not None and total is not None and total <= ceiling:
        cost = say("report.key_ceiling", cost=cost, left=figures.money(ceiling - total))
    yield figures.money(total), cost
    if robustness and robustness.draws:
        share = robustness.acceptability.get(first.vendor, Fraction(0))
        yield figures.percent(share), say("report.key_space", draws=robustness.draws)
    if robustness and robustness.shift:
        rival = figures.names.get(robustness.shift.rival, robustness.shift.rival)
        yield figures.percent(robustness.shift.amount), say("report.key_shift", rival=rival)


def _leading(figures: Figures, first: BidResult) -> list[Leaf]:
    """Give the leaves in which a bid gains most on the best of the others."""
    others = [bid for bid in figures.ranking.bids if bid.vendor != first.vendor]

    def lead(leaf: Leaf) -> Fraction:
        best = max((bid.leaves[leaf.id].points[0] for bid in others), default=Fraction(0))
        return leaf.points[0] - best

    return sorted((leaf for leaf in first.leaves.values() if lead(leaf) > 0), key=lambda leaf: (-lead(leaf), leaf.id))


def _flagged(figures: Figures) -> str:
    vendors = {vendor for flag in figures.ranking.flags for vendor in flag.vendors}
    return figures.say.listed(sorted({figures.names.get(vendor, vendor) for vendor in vendors}))


def _settle(figures: Figures, first: BidResult) -> Iterator[b.Block]:
    """Name what the first bid does not hold in full: conditions, then the answers that cost it most, in their words."""
    say = figures.say
    if first.reasons:
        yield bullets(figures.reason(reason) for reason in first.reasons)
    rows = [
        row(
            f"{line.id} {heading}".strip(),
            figures.words_of(line.id),
            figures.answer(line.id, line.counted) if line.counted else say("letter.unanswered"),
        )
        for line, heading in gaps(figures, first)[:_SETTLED]
    ]
    heads: Heads = [
        (figures.view.label("requirement"), 26, "left"),
        (say("grid.statement"), 56, "left"),
        (say("report.settle_answer"), 18, "left"),
    ]
    if rows:
        yield figures.table(heads, rows)


def _steps(figures: Figures, post: Post) -> Iterator[b.Block]:
    """Give what comes next, day by day."""
    say, tender = figures.say, figures.spec.tender
    found: list[tuple[dt.date, str]] = [
        (day, say(key)) for day, key in ((post.last, "report.step_standstill"), (post.first, "report.step_sign")) if day
    ]
    if tender and tender.signature_on:
        found.append((tender.signature_on, say("report.step_planned")))
    if tender and tender.validity_days and tender.deadline:
        found.append((tender.deadline.date() + dt.timedelta(days=tender.validity_days), say("report.step_validity")))
    found += [
        (day, figures.view.text(one.name))
        for one in figures.spec.milestones
        if one.kind == "go_live" and (day := one.revised or one.date)
    ]
    if found:
        yield b.Facts(tuple((say.date(day), (text,)) for day, text in sorted(found)))


def _signatures(figures: Figures) -> Iterator[b.Signature]:
    """Leave a line for the sponsors; without one, for the company."""
    say, view = figures.say, figures.view
    sponsors = [person for person in figures.spec.stakeholders if person.kind == "sponsor"]
    act, note = say("report.approve"), say("document.sign_date")
    for person in sponsors:
        yield b.Signature(act, person.name, view.text(person.role), note)
    if not sponsors:
        yield b.Signature(act, figures.spec.company.name, "", note)
