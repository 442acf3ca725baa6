"""How sure the result is, in one sentence and in tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cdc.diagrams import charts
from cdc.documents.award.figures import Figures, Heads, row
from cdc.model import blocks as b
from cdc.model.ranking import Robustness, Variant


def verdict(figures: Figures, facts: Robustness) -> str:
    """Say in one sentence whether the first rank is sure, fragile or undecided, and why."""
    reasons = "; ".join(figures.reason(reason) for reason in facts.reasons)
    name = figures.names[facts.winner]
    return figures.say(f"report.verdict_{facts.verdict}", name=name, reasons=reasons)


def blocks(figures: Figures, facts: Robustness | None) -> Iterator[b.Block]:
    """Give the chapter on robustness; nothing when nobody is ranked."""
    if facts is None:
        return
    view = figures.view
    yield b.Callout("", (b.Paragraph((verdict(figures, facts),)),), "note" if facts.verdict == "sure" else "warning")
    yield from _weights(figures, facts)
    yield from _space(figures, facts)
    yield from _ends(figures, facts)
    yield from _swings(figures, facts)
    for key, variants in (("formulas", facts.formulas), ("without", facts.without), ("sets", facts.sets)):
        if variants:
            yield figures.table(*_variants(figures, key, variants), f"report.swap_{key}")
    yield view.paragraph("report.robustness_note", "note")


def _weights(figures: Figures, facts: Robustness) -> Iterator[b.Block]:
    if not facts.weights:
        yield figures.view.paragraph("report.no_weights")
        return
    yield _stability(figures, facts)
    yield _ranges(figures, facts)
    shift = facts.shift
    if shift:
        say, taken = figures.say, shift.taken.items()
        yield figures.view.paragraph(
            "report.shift",
            amount=say.number(shift.amount * 100, 1),
            taken=say.listed(f"{figures.percent(value)} {figures.leaf_name(leaf)}" for leaf, value in taken),
            given=figures.leaf_name(shift.given),
            rival=figures.names.get(shift.rival, shift.rival),
        )
    elif facts.runner_up:
        yield figures.view.paragraph("report.no_shift")


def _ranges(figures: Figures, facts: Robustness) -> b.Table:
    """Give between which weights of each leaf the winner stays first, and who takes over beyond."""
    say, view = figures.say, figures.view
    heads: Heads = [
        (view.label("criterion"), 34, "left"),
        (say("report.share"), 12, "right"),
        (say("report.effective"), 14, "right"),
        (say("report.stays_from"), 20, "right"),
        (say("report.stays_to"), 20, "right"),
    ]

    def end(share: Fraction, rival: str | None) -> str:
        return figures.percent(share) + (f" ({figures.names.get(rival, rival)})" if rival else "")

    rows = [
        row(
            figures.leaf_name(item.leaf),
            figures.percent(item.share),
            figures.percent(facts.effective[item.leaf]),
            end(item.low, item.below),
            end(item.high, item.above),
        )
        for item in facts.weights
    ]
    return figures.table(heads, rows, "report.weight_ranges")


def _stability(figures: Figures, facts: Robustness) -> b.Figure:
    """Draw between which weights the winner stays first."""
    rows = [
        charts.Reach(
            figures.leaf_name(item.leaf),
            float(item.share),
            float(item.low),
            float(item.high),
            f"{figures.percent(item.low)} – {figures.percent(item.high)}",
        )
        for item in facts.weights
    ]
    drawing = charts.stability(rows, figures.say("report.stays", name=figures.names[facts.winner]))
    alt = "; ".join(f"{row.name}: {row.label}" for row in rows)
    return b.Figure(drawing.svg, alt, figures.say("report.stability"), *drawing.size)


def _space(figures: Figures, facts: Robustness) -> Iterator[b.Block]:
    if not facts.draws:
        return
    rows = [
        row(figures.names.get(vendor, vendor), figures.percent(share, 2))
        for vendor, share in sorted(facts.acceptability.items(), key=lambda item: (-item[1], item[0]))
    ]
    heads: Heads = [(figures.say("report.vendor"), 60, "left"), (figures.say("report.wins"), 40, "right")]
    yield figures.table(heads, rows, "report.acceptability")
    yield figures.view.paragraph(
        "report.acceptability_note",
        "note",
        draws=facts.draws,
        seed=facts.seed,
        error=figures.say.number(facts.error * 100, 2),
    )


def _ends(figures: Figures, facts: Robustness) -> Iterator[b.Block]:
    names = [
        figures.say.listed(figures.names.get(v, v) for v in end.winners) or "–"
        for end in (facts.at_worst, facts.at_best)
    ]
    yield b.Facts(((figures.say("report.at_worst"), (names[0],)), (figures.say("report.at_best"), (names[1],))))


def _swings(figures: Figures, facts: Robustness) -> Iterator[b.Block]:
    say = figures.say
    if not facts.swing_count:
        yield figures.view.paragraph("report.no_swings")
        return
    rows = [
        row(
            figures.names.get(swing.vendor, swing.vendor),
            figures.leaf_name(swing.leaf),
            swing.item,
            say("report.level_up" if swing.up else "report.level_down"),
            figures.names.get(swing.winner, swing.winner),
        )
        for swing in facts.swings
    ]
    heads: Heads = [
        (say("report.vendor"), 24, "left"),
        (figures.view.label("criterion"), 28, "left"),
        (figures.view.label("id"), 14, "left"),
        (say("report.level"), 14, "left"),
        (say("report.new_winner"), 20, "left"),
    ]
    yield figures.table(heads, rows, "report.swings")
    if facts.swing_count > len(facts.swings):
        yield figures.view.paragraph("report.more_swings", "note", count=facts.swing_count)


def _variants(figures: Figures, key: str, variants: Sequence[Variant]) -> tuple[Heads, list[b.Row]]:
    bids = figures.ranking.bids
    heads: Heads = [(figures.say(f"report.head_{key}"), 40, "left")]
    heads += [(bid.name, 20, "center") for bid in bids]
    rows = [
        row(_variant_name(figures, key, item.name), *(_rank_in(item, bid.vendor) for bid in bids)) for item in variants
    ]
    return heads, rows


def _variant_name(figures: Figures, key: str, name: str) -> str:
    if key == "formulas":
        return figures.say(f"value.swap_{name}")
    if key == "without":
        return figures.names.get(name, name)
    return figures.view.text(figures.spec.evaluation.weighting_sets[int(name)].name)


def _rank_in(variant: Variant, vendor: str) -> b.Inline:
    rank = None if variant.error else variant.ranks.get(vendor)
    return b.Strong(("1",)) if rank == 1 else "–" if rank is None else str(rank)
