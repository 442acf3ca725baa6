"""Totals under rows of points and of money, and a note wherever rounded rows do not add up to their rounded total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from cdc.documents.award.figures import Figures, row
from cdc.model import blocks as b
from cdc.model.ranking import BidResult
from cdc.model.tender import Criterion, PriceLine
from cdc.scoring import money, numbers


def totals(figures: Figures, bids: Sequence[BidResult], full: str) -> Iterator[b.Row]:
    """Give the total of the points of bids, and the total after rescaling where quality is rescaled as a whole."""
    whole = (figures.span(*figures.of_roots(bid)) for bid in bids)
    yield row(figures.view.label("total"), full, *whole, style="total")
    if rescales_total(figures):
        rescaled = (figures.span(*_rescaled(figures, bid)) for bid in bids)
        yield row(figures.say("report.rescaled_total"), "", *rescaled, style="total")


def notes_on_points(figures: Figures, bids: Sequence[BidResult], *, only_leaves: bool = False) -> Iterator[b.Paragraph]:
    """Say why rows of points differ from their totals, where they do: of every group, or of the leaves alone."""
    if rescales_total(figures):
        yield figures.view.paragraph("report.rescaled_note", "note")
    sums = _of_leaves if only_leaves else _of_nodes
    shares_add_up = only_leaves or _shares_add_up(figures)
    if not shares_add_up or not all(_adds_up(figures, *found) for bid in bids for found in sums(figures, bid)):
        yield figures.view.paragraph("report.rows_note", "note")


def notes_on_prices(figures: Figures) -> Iterator[b.Paragraph]:
    """Say which lines the total cost leaves out, that it is rounded, and that rounded lines may not add up to it."""
    spec, evaluation = figures.spec, figures.spec.evaluation
    beside = [line.id for line in spec.price_lines if not money.counts(line, evaluation)]
    if beside:
        yield figures.view.paragraph("report.beside_total", "note", ids=", ".join(beside))
    if evaluation.cost_rounding:
        step = evaluation.cost_rounding
        mode = figures.say(f"value.{step.mode}")
        yield figures.view.paragraph("report.cost_rounded", "note", places=step.places, mode=mode)
    counted = [line for line in spec.price_lines if money.counts(line, evaluation)]
    if not all(_cents_add_up(bid, counted, by_year=shows_years(figures)) for bid in figures.ranking.bids):
        yield figures.view.paragraph("report.rows_note", "note")


def rescales_total(figures: Figures) -> bool:
    """Tell whether the total of quality is raised."""
    return any(item.step == "total" for item in figures.spec.evaluation.rescaling)


def _rescaled(figures: Figures, bid: BidResult) -> tuple[Fraction, Fraction]:
    """Add the rescaled quality and the economic offer: what the award rule starts from."""
    economic = [bid.leaves[leaf.id].points for leaf in figures.spec.leaves if leaf.is_economic]
    low, high = (bid.quality[end] + sum((span[end] for span in economic), Fraction(0)) for end in (0, 1))
    return low, high


Sum = tuple[list[Fraction], Fraction]


def _of_nodes(figures: Figures, bid: BidResult) -> Iterator[Sum]:
    """Give the parts of every group and of the total."""
    groups = bid.groups
    for end in (0, 1):
        for node, _ in figures.nodes():
            if node.parts:
                yield [groups[part.id][end] for part in node.parts], groups[node.id][end]
        yield [groups[root.id][end] for root in figures.spec.criteria], figures.of_roots(bid)[end]


def _of_leaves(figures: Figures, bid: BidResult) -> Iterator[Sum]:
    for end in (0, 1):
        yield [bid.leaves[leaf.id].points[end] for leaf in figures.spec.leaves], figures.of_roots(bid)[end]
    full = figures.ranking.maximum
    yield [figures.ranking.shares[leaf.id] * full for leaf in figures.spec.leaves], full


def _shares_add_up(figures: Figures) -> bool:
    """Tell whether shares add up as they are written: those without a short decimal form to two places."""
    shares = figures.ranking.shares

    def written(nodes: Iterable[Criterion]) -> Fraction:
        return sum((_written(100 * shares[node.id]) for node in nodes), Fraction(0))

    groups = (node for node, _ in figures.nodes() if node.parts)
    own = all(written(node.parts) == _written(100 * shares[node.id]) for node in groups)
    return own and written(figures.spec.criteria) == 100


def _written(value: Fraction) -> Fraction:
    return value if 10**6 % value.denominator == 0 else numbers.rounded(value, 2, "half_up")


def _adds_up(figures: Figures, parts: Iterable[Fraction], whole: Fraction) -> bool:
    return sum(map(figures.rounded, parts), Fraction(0)) == figures.rounded(whole)


def shows_years(figures: Figures) -> bool:
    """Tell whether costs are told year by year: when later years are discounted or prices rise."""
    evaluation = figures.spec.evaluation
    return bool(evaluation.discount_rate or evaluation.indexation)


def _cents_add_up(bid: BidResult, counted: Sequence[PriceLine], *, by_year: bool) -> bool:
    """Tell whether lines, and years, add up to what stands below them, each in whole cents."""
    cost = bid.cost
    if cost.total is None or cost.nominal is None:
        return True
    lines = [amount for line in counted if (amount := cost.amounts.get(line.id)) is not None]
    years_add_up = not by_year or _cents(cost.by_year) == _cents([cost.nominal])
    return years_add_up and _cents(lines) == _cents([cost.total])


def _cents(amounts: Iterable[Fraction]) -> Fraction:
    return sum((numbers.rounded(amount, 2, "half_up") for amount in amounts), Fraction(0))
