"""The sponsor's page: who wins, why, how sure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cdc.documents.award import stress
from cdc.documents.award.figures import Figures
from cdc.documents.award.letters.sheet import gaps, overview, sheet
from cdc.model import blocks as b
from cdc.model.ranking import BidResult, Leaf, Robustness


def compose(figures: Figures, robustness: Robustness | None) -> b.Document:
    """Give the page."""
    return sheet(figures, "sponsor-view", "report.sponsor", _blocks(figures, robustness))


def _blocks(figures: Figures, robustness: Robustness | None) -> Iterator[b.Block]:
    say, bids = figures.say, figures.ranking.bids
    if not bids:
        yield figures.view.paragraph("report.nobody")
        return
    first = bids[0]
    lines = [say("report.first_figure", name=first.name, figure=figures.figure(first))]
    if robustness:
        lines.append(stress.verdict(figures, robustness))
    yield b.Callout(say("report.result"), (b.Paragraph((" ".join(lines),)),))
    yield overview(figures)
    facts = (
        ("report.why", say.listed(figures.leaf_name(leaf.id) for leaf in _leading(figures, first)[:3])),
        ("report.watch", say.listed(f"{line.id} {title}" for line, title in gaps(figures, first)[:3])),
        ("report.nearest", _nearest(figures, robustness)),
        ("report.ceiling_left", _ceiling_left(figures, first)),
        ("report.flags", _flagged(figures)),
    )
    yield b.Facts(tuple((say(key), (text,)) for key, text in facts if text))


def _leading(figures: Figures, first: BidResult) -> list[Leaf]:
    """Give the leaves in which a bid gains most on the best of the others."""
    others = [bid for bid in figures.ranking.bids if bid.vendor != first.vendor]

    def lead(leaf: Leaf) -> Fraction:
        best = max((bid.leaves[leaf.id].points[0] for bid in others), default=Fraction(0))
        return leaf.points[0] - best

    return sorted((leaf for leaf in first.leaves.values() if lead(leaf) > 0), key=lambda leaf: (-lead(leaf), leaf.id))


def _nearest(figures: Figures, robustness: Robustness | None) -> str:
    """Say by how little weight the result turns."""
    if not robustness or not robustness.shift:
        return ""
    shift, say = robustness.shift, figures.say
    rival = figures.names.get(shift.rival, shift.rival)
    return say("report.nearest_shift", rival=rival, amount=say.number(shift.amount * 100, 1))


def _ceiling_left(figures: Figures, first: BidResult) -> str:
    ceiling = figures.spec.budget.ceiling if figures.spec.budget else None
    if ceiling is None or first.cost.total is None:
        return ""
    return figures.money(Fraction(ceiling) - first.cost.total)


def _flagged(figures: Figures) -> str:
    vendors = {vendor for flag in figures.ranking.flags for vendor in flag.vendors}
    return figures.say.listed(sorted({figures.names.get(vendor, vendor) for vendor in vendors}))
