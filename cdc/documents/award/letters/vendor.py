"""Letters to vendors: the award, and to each of the others its own scores with their reasons."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cdc.documents.award import sums
from cdc.documents.award.figures import Figures, Heads, row
from cdc.documents.award.letters import nearest
from cdc.documents.award.letters.sheet import TOP, answers, bullets, gaps, sheet, verified
from cdc.model import blocks as b
from cdc.model.law import Period
from cdc.model.ranking import BidResult, Line
from cdc.scoring.nearest import Nearest


def award(figures: Figures, waiting: Period | None = None) -> b.Document | None:
    """Tell the first bid that it is chosen, and what is still to be done."""
    if not figures.ranking.bids:
        return None
    bid = figures.ranking.bids[0]
    blocks = _award(figures, bid, waiting)
    return sheet(figures, f"award-{bid.vendor}", "report.award", blocks, subtitle=bid.name, confidentiality="")


def _award(figures: Figures, bid: BidResult, waiting: Period | None) -> Iterator[b.Block]:
    say, view, tender = figures.say, figures.view, figures.spec.tender
    yield view.paragraph("report.dear", name=bid.name)
    title = (tender.title if tender else None) or figures.spec.document.title
    yield view.paragraph("report.award_text", title=view.text(title))
    yield b.Facts(
        (
            (figures.figure_label(), (figures.figure(bid),)),
            (say("report.cost_over", years=figures.spec.cost_horizon), (figures.money(bid.cost.total),)),
        )
    )
    yield from _points(figures, bid, None)
    conditions = [figures.reason(reason) for reason in bid.reasons]
    if not bid.is_certain:
        conditions.append(say("report.award_open"))
    if conditions:
        yield view.paragraph("report.award_condition")
        yield bullets(conditions)
    if tender and tender.validity_days:
        yield view.paragraph("report.award_validity", days=tender.validity_days)
    yield from _standstill(figures, waiting)
    yield view.paragraph("report.regards", "closing", company=figures.spec.company.name)


def _standstill(figures: Figures, waiting: Period | None) -> Iterator[b.Block]:
    """Say how long the contract is not signed, so that a decision can still be contested."""
    if waiting:
        yield figures.view.paragraph(f"report.standstill_{waiting.counted}", days=waiting.days, source=waiting.source)


def debrief(
    figures: Figures, bid: BidResult, change: Nearest | None = None, waiting: Period | None = None
) -> b.Document:
    """Tell an unsuccessful vendor its own scores and reasons, and of the winner what the declared debrief allows."""
    blocks = (*_debrief(figures, bid, change), *_ending(figures, waiting))
    return sheet(figures, f"debrief-{bid.vendor}", "report.debrief", blocks, subtitle=bid.name, confidentiality="")


def _debrief(figures: Figures, bid: BidResult, change: Nearest | None) -> Iterator[b.Block]:
    view, shown = figures.view, _shown_winner(figures, bid)
    yield view.paragraph("report.dear", name=bid.name)
    yield from _outcome(figures, bid)
    yield from _winner(figures, bid)
    yield from _points(figures, bid, shown)
    if shown:
        yield from _advantages(figures, bid, shown)
    yield from _reasons(figures, bid)
    yield from nearest.for_vendor(figures, bid, change)
    costly = gaps(figures, bid)[:TOP]
    yield from view.titled("report.gaps", (answers(figures, costly),) if costly else ())


def _ending(figures: Figures, waiting: Period | None) -> Iterator[b.Block]:
    view = figures.view
    yield from _standstill(figures, waiting)
    legal = figures.spec.tender.legal_basis if figures.spec.tender else None
    if legal:
        yield view.paragraph("report.debrief_legal", "closing", basis=view.text(legal))
    yield view.paragraph("report.regards", "closing", company=figures.spec.company.name)


def _shown_winner(figures: Figures, bid: BidResult) -> BidResult | None:
    """Give the winner whose points by criterion a ranked bid may see."""
    if bid.rank is None or figures.spec.evaluation.debrief != "winner_criteria":
        return None
    return figures.ranking.bids[0] if figures.ranking.bids else None


def _outcome(figures: Figures, bid: BidResult) -> Iterator[b.Block]:
    if bid.rank is None:
        yield figures.view.paragraph("report.debrief_excluded")
        yield bullets(figures.reason(reason) for reason in bid.reasons)
        return
    count = len(figures.ranking.bids)
    yield figures.view.paragraph("report.debrief_rank", rank=bid.rank, count=count, figure=figures.figure(bid))


def _winner(figures: Figures, bid: BidResult) -> Iterator[b.Block]:
    """Name the winner, with its figure where the declared debrief allows it to a ranked bid."""
    if not figures.ranking.bids:
        return
    winner = figures.ranking.bids[0]
    if bid.rank is not None and figures.spec.evaluation.debrief != "own_only":
        yield figures.view.paragraph("report.debrief_winner", name=winner.name, figure=figures.figure(winner))
    else:
        yield figures.view.paragraph("report.debrief_name", name=winner.name)


def _advantages(figures: Figures, bid: BidResult, winner: BidResult) -> Iterator[b.Block]:
    better = [leaf.id for leaf in winner.leaves.values() if leaf.points[0] > bid.leaves[leaf.id].points[0]]
    if better:
        criteria = figures.say.listed(figures.leaf_name(id_) for id_ in better)
        yield figures.view.paragraph("report.debrief_advantages", name=winner.name, criteria=criteria)


def _points(figures: Figures, bid: BidResult, winner: BidResult | None) -> Iterator[b.Block]:
    """Give the points of one bid by criterion with their total, beside those of the winner where it may see them."""
    say, shown = figures.say, (bid, winner) if winner else (bid,)
    heads: Heads = [
        (figures.view.label("criterion"), 46, "left"),
        (say("report.at_most"), 16, "right"),
        (say("report.your_points"), 18, "right"),
    ]
    if winner:
        heads.append((winner.name, 20, "right"))
    rows = [
        row(
            figures.leaf_name(leaf.id),
            figures.points(bid.leaves[leaf.id].share * figures.ranking.maximum),
            *(figures.span(*one.leaves[leaf.id].points) for one in shown),
        )
        for leaf in figures.spec.leaves
    ]
    rows += sums.totals(figures, shown, figures.points(figures.ranking.maximum))
    yield figures.table(heads, rows)
    yield from sums.notes_on_points(figures, shown, only_leaves=True)


def _reasons(figures: Figures, bid: BidResult) -> Iterator[b.Block]:
    """Give the reasons of judged scores, without the names of those who judged, then claims found to be different."""
    for leaf in figures.spec.leaves:
        lines = [line for line in bid.leaves[leaf.id].lines if line.note and line.counted and leaf.kind == "judged"]
        shown = [line for line in lines if line.note_key == "moderated"] or lines
        if shown:
            yield b.Heading((figures.leaf_name(leaf.id),))
            yield b.Bullets(tuple((_judged(figures, line),) for line in shown))
    yield from verified(figures, bid.lines_of("features"))


def _judged(figures: Figures, line: Line) -> b.Paragraph:
    return b.Paragraph((b.Strong((figures.say.number(Fraction(line.counted)),)), f" · {_first_part(line)}"))


def _first_part(line: Line) -> str:
    """Give the reason of a moderated score without the bracket that names who led the talk."""
    return line.note.rsplit(" (", 1)[0] if line.note_key == "moderated" else line.note
