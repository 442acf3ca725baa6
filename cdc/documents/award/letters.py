"""What leaves the evaluation: sponsor view, letters, minutes, negotiation briefs, demonstration scripts.

A letter to a vendor is composed from that vendor's own results, plus what the declared debrief allows of the winner's;
the functions that write to vendors take nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from cdc.documents.award import board, stress
from cdc.documents.award.figures import Figures
from cdc.model import blocks as b
from cdc.model.ranking import BidResult, Leaf, Line, Robustness
from cdc.model.tender import Criterion

TOP = 8


def sponsor(figures: Figures, robustness: Robustness | None) -> b.Document:
    """One page: who wins, why, how sure."""
    return _sheet(figures, "sponsor-view", "report.sponsor", tuple(_sponsor(figures, robustness)))


def _sheet(
    figures: Figures,
    name: str,
    kind: str,
    blocks: tuple[b.Block, ...],
    *,
    subtitle: str = "",
    confidentiality: str | None = None,
) -> b.Document:
    import dataclasses

    document = figures.document(name, kind, (), blocks, subtitle, confidentiality)
    return dataclasses.replace(document, layout="sheet")


def _sponsor(figures: Figures, robustness: Robustness | None) -> Iterator[b.Block]:
    say, view = figures.say, figures.view
    bids = figures.ranking.bids
    if not bids:
        yield view.paragraph("report.nobody")
        return
    first = bids[0]
    lines = [say("report.first_figure", name=first.name, figure=figures.figure(first))]
    if robustness:
        lines.append(stress.verdict(figures, robustness))
    yield b.Callout(say("report.result"), (b.Paragraph((" ".join(lines),)),))
    yield figures.table(*_overview(figures))
    why = [figures.leaf_name(leaf.id) for leaf in _leading(figures, first)][:3]
    weak = [f"{line.id} {title}" for line, title in _gaps(figures, first)][:3]
    facts: list[tuple[str, b.Inlines]] = []
    if why:
        facts.append((say("report.why"), (say.listed(why),)))
    if weak:
        facts.append((say("report.watch"), (say.listed(weak),)))
    if robustness and robustness.shift:
        rival = figures.names.get(robustness.shift.rival, robustness.shift.rival)
        facts.append(
            (
                say("report.nearest"),
                (say("report.nearest_shift", rival=rival, amount=say.number(robustness.shift.amount * 100, 1)),),
            )
        )
    estimate = figures.spec.budget.ceiling if figures.spec.budget else None
    if estimate is not None and first.cost.total is not None:
        facts.append((say("report.ceiling_left"), (figures.money(Fraction(estimate) - first.cost.total),)))
    flagged = [figures.names.get(vendor, vendor) for flag in figures.ranking.flags for vendor in flag.vendors]
    if flagged:
        facts.append((say("report.flags"), (say.listed(sorted(set(flagged))),)))
    yield b.Facts(tuple(facts))


def _overview(figures: Figures) -> tuple[list[tuple[str, int, str]], list[b.Row]]:
    say = figures.say
    rows = []
    for bid in figures.all:
        rank = (
            "–"
            if bid.rank is None
            else str(bid.rank)
            if bid.is_certain
            else f"{bid.rank} ({bid.best_rank}–{bid.worst_rank})"
        )
        figure = figures.figure(bid) if bid.rank else say(f"report.{bid.status}")
        rows.append(b.Row(((rank,), (b.Strong((bid.name,)),), (figure,), (figures.money(bid.cost.total),))))
    heads = [
        (say("report.rank"), 14, "left"),
        (say("report.vendor"), 40, "left"),
        (figures.figure_label(), 24, "right"),
        (say("report.cost"), 22, "right"),
    ]
    return heads, rows


def _leading(figures: Figures, first: BidResult) -> list[Leaf]:
    """Give the leaves in which a bid gains most on the best of the others."""
    others = [bid for bid in figures.ranking.bids if bid.vendor != first.vendor]

    def lead(leaf: Leaf) -> Fraction:
        best = max((bid.leaves[leaf.id].points[0] for bid in others), default=Fraction(0))
        return leaf.points[0] - best

    return sorted((leaf for leaf in first.leaves.values() if lead(leaf) > 0), key=lambda leaf: (-lead(leaf), leaf.id))


def _gaps(figures: Figures, bid: BidResult) -> list[tuple[Line, str]]:
    """Give the answers that cost a bid most, the heaviest first."""
    titles = {item.id: figures.view.text(item.title) for _, item in figures.spec.asked}
    found = []
    for leaf in bid.leaves.values():
        if leaf.kind == "features":
            whole = sum((line.weight for line in leaf.lines), Fraction(0)) or Fraction(1)
            found += [
                (leaf.share * line.weight * (1 - line.low) / whole, line)
                for line in leaf.lines
                if line.low < 1 and line.weight
            ]
    ordered = sorted(found, key=lambda item: (-item[0], item[1].id))
    return [(line, titles.get(line.id, "")) for _, line in ordered]


def debrief(figures: Figures, bid: BidResult) -> b.Document:
    """Tell an unsuccessful vendor its own scores and reasons, and of the winner what the declared debrief allows."""
    return _sheet(
        figures,
        f"debrief-{bid.vendor}",
        "report.debrief",
        tuple(_debrief(figures, bid)),
        subtitle=bid.name,
        confidentiality="",
    )


def _debrief(figures: Figures, bid: BidResult) -> Iterator[b.Block]:
    say, view = figures.say, figures.view
    allowed = figures.spec.evaluation.debrief
    winner = figures.ranking.bids[0] if figures.ranking.bids else None
    yield view.paragraph("report.dear", name=bid.name)
    if bid.rank is None:
        yield view.paragraph("report.debrief_excluded")
        yield b.Bullets(tuple((b.Paragraph((figures.reason(reason),)),) for reason in bid.reasons))
    else:
        count = len(figures.ranking.bids)
        yield view.paragraph("report.debrief_rank", rank=bid.rank, count=count, figure=figures.figure(bid))
    if winner and bid.rank is not None and allowed != "own_only":
        yield view.paragraph("report.debrief_winner", name=winner.name, figure=figures.figure(winner))
    elif winner:
        yield view.paragraph("report.debrief_name", name=winner.name)
    shows = winner if winner and bid.rank is not None and allowed == "winner_criteria" else None
    yield figures.table(*_own_points(figures, bid, shows))
    if shows:
        better = [
            figures.leaf_name(leaf.id)
            for leaf in shows.leaves.values()
            if leaf.points[0] > bid.leaves[leaf.id].points[0]
        ]
        if better:
            yield view.paragraph("report.debrief_advantages", name=shows.name, criteria=say.listed(better))
    yield from _reasons(figures, bid)
    gaps = _gaps(figures, bid)[:TOP]
    if gaps:
        yield from view.titled("report.gaps", (_answers(figures, gaps),))
    legal = figures.spec.tender.legal_basis if figures.spec.tender else None
    if legal:
        yield view.paragraph("report.debrief_legal", "closing", basis=view.text(legal))
    yield view.paragraph("report.regards", "closing", company=figures.spec.company.name)


def _own_points(
    figures: Figures, bid: BidResult, winner: BidResult | None
) -> tuple[list[tuple[str, int, str]], list[b.Row]]:
    say = figures.say
    rows = []
    for leaf in figures.spec.leaves:
        own = bid.leaves[leaf.id]
        cells: list[b.Inlines] = [
            (figures.leaf_name(leaf.id),),
            (figures.points(own.share * figures.ranking.maximum),),
            (figures.span(*own.points),),
        ]
        if winner:
            cells.append((figures.span(*winner.leaves[leaf.id].points),))
        rows.append(b.Row(tuple(cells)))
    heads = [
        (figures.view.label("criterion"), 46, "left"),
        (say("report.at_most"), 16, "right"),
        (say("report.your_points"), 18, "right"),
    ]
    if winner:
        heads.append((winner.name, 20, "right"))
    return heads, rows


def _reasons(figures: Figures, bid: BidResult) -> Iterator[b.Block]:
    """Give the reasons of judged scores, without the names of those who judged."""
    for leaf in figures.spec.leaves:
        lines = (
            [line for line in bid.leaves[leaf.id].lines if line.note and line.counted] if leaf.kind == "judged" else []
        )
        agreed = [line for line in lines if line.note_key == "moderated"]
        shown = agreed or lines
        if shown:
            notes = tuple(
                (b.Paragraph((b.Strong((figures.say.number(Fraction(line.counted)),)), f" · {_first_part(line)}")),)
                for line in shown
            )
            yield b.Heading((figures.leaf_name(leaf.id),))
            yield b.Bullets(notes)
    verified = [
        line
        for leaf in bid.leaves.values()
        if leaf.kind == "features"
        for line in leaf.lines
        if line.note_key == "verified"
    ]
    if verified:
        yield from figures.view.titled("report.verified", (_verified(figures, verified),))


def _answers(figures: Figures, lines: Iterable[tuple[Line, str]], mark: str = "") -> b.Bullets:
    """List requirements with the answer that counts, in words."""
    texts = (
        f"{mark}{line.id} {title}" + (f" · {figures.answer(line.id, line.counted)}" if line.counted else "")
        for line, title in lines
    )
    return b.Bullets(tuple((b.Paragraph((text,)),) for text in texts))


def _verified(figures: Figures, lines: Iterable[Line]) -> b.Bullets:
    """List claims that were found to be different: what was claimed, what counts, what was seen."""
    texts = (
        f"{line.id}: {figures.answer(line.id, line.claim)} → {figures.answer(line.id, line.counted)} · {line.note}"
        for line in lines
    )
    return b.Bullets(tuple((b.Paragraph((text,)),) for text in texts))


def _first_part(line: Line) -> str:
    """Give the reason of a moderated score without the bracket that names who led the talk."""
    return line.note.rsplit(" (", 1)[0] if line.note_key == "moderated" else line.note


def award_letter(figures: Figures) -> b.Document | None:
    """Tell the first bid that it is chosen, and what is still to be done."""
    if not figures.ranking.bids:
        return None
    bid = figures.ranking.bids[0]
    return _sheet(
        figures,
        f"award-{bid.vendor}",
        "report.award",
        tuple(_award(figures, bid)),
        subtitle=bid.name,
        confidentiality="",
    )


def _award(figures: Figures, bid: BidResult) -> Iterator[b.Block]:
    view, tender = figures.view, figures.spec.tender
    yield view.paragraph("report.dear", name=bid.name)
    yield view.paragraph(
        "report.award_text", title=view.text((tender.title if tender else None) or figures.spec.document.title)
    )
    yield b.Facts(
        (
            (figures.figure_label(), (figures.figure(bid),)),
            (figures.say("report.cost_over", years=figures.spec.cost_horizon), (figures.money(bid.cost.total),)),
        )
    )
    yield figures.table(*_own_points(figures, bid, None))
    conditions = [figures.reason(reason) for reason in bid.reasons]
    if not bid.is_certain:
        conditions.append(figures.say("report.award_open"))
    if conditions:
        yield view.paragraph("report.award_condition")
        yield b.Bullets(tuple((b.Paragraph((text,)),) for text in conditions))
    if tender and tender.validity_days:
        yield view.paragraph("report.award_validity", days=tender.validity_days)
    yield view.paragraph("report.regards", "closing", company=figures.spec.company.name)


def minutes(figures: Figures, robustness: Robustness | None) -> b.Document:
    """Put the meeting of the board on record: who, which steps, scores talked over, result, lines to sign."""
    return _sheet(figures, "minutes", "report.minutes", tuple(_minutes(figures, robustness)))


def _minutes(figures: Figures, robustness: Robustness | None) -> Iterator[b.Block]:
    say, view, ranking = figures.say, figures.view, figures.ranking
    yield view.paragraph("document.order_of_evaluation")
    facts = ((say("grid.form"), (b.Code(ranking.form),)), (say("report.rules"), (b.Code(ranking.rules),)))
    yield b.Facts(facts)
    names = say.listed(bid.name for bid in figures.all)
    yield view.paragraph("report.minutes_bids", count=len(figures.all), names=names)
    for bid in figures.all:
        if bid.reasons:
            reasons = "; ".join(figures.reason(reason) for reason in bid.reasons)
            yield b.Paragraph((b.Strong((bid.name,)), f": {say(f'report.{bid.status}')} – {reasons}"))
    yield from board.blocks(figures)
    yield figures.table(*_overview(figures), "report.ranking")
    if robustness:
        yield b.Paragraph((stress.verdict(figures, robustness),))
    for group in ranking.ties:
        yield view.paragraph("report.tie", names=say.listed(figures.names[vendor] for vendor in group))
    rows = [b.Row(((member.name,), ("",), ("",))) for member in figures.spec.board]
    heads = [(view.label("name"), 40, "left"), (view.label("date"), 20, "left"), (say("report.signature"), 40, "left")]
    if rows:
        yield figures.table(heads, rows)


def brief(figures: Figures, bid: BidResult) -> b.Document:
    """Say, for our own negotiators, what to ask of one vendor: costly answers, prices above the lowest, open points."""
    return _sheet(figures, f"brief-{bid.vendor}", "report.brief", tuple(_brief(figures, bid)), subtitle=bid.name)


def _brief(figures: Figures, bid: BidResult) -> Iterator[b.Block]:
    say, view = figures.say, figures.view
    open_lines = [
        line for leaf in bid.leaves.values() for line in leaf.lines if not line.counted and leaf.kind != "price"
    ]
    for reason in bid.reasons:
        yield b.Paragraph((figures.reason(reason),))
    gaps = _gaps(figures, bid)[:TOP]
    if gaps:
        yield from view.titled("report.ask_better", (_answers(figures, gaps),))
    rows = list(_price_rows(figures, bid))
    if rows:
        heads = [
            (say("label.id"), 10, "left"),
            (say("grid.item"), 40, "left"),
            (bid.name, 18, "right"),
            (say("report.lowest"), 16, "right"),
            (say("report.above"), 16, "right"),
        ]
        yield from view.titled("report.ask_price", (figures.table(heads, rows),))
    if open_lines:
        text = say.listed(sorted({line.id for line in open_lines})[:40])
        yield from view.titled("report.ask_open", (b.Paragraph((text,)),))
    verified = [line for leaf in bid.leaves.values() for line in leaf.lines if line.note_key == "verified"]
    if verified:
        yield from view.titled("report.verified", (_verified(figures, verified),))


def _price_rows(figures: Figures, bid: BidResult) -> Iterator[b.Row]:
    def lines(one: BidResult) -> dict[str, Fraction]:
        leaf = next((leaf for leaf in one.leaves.values() if leaf.kind == "price"), None)
        return {line.id: line.low for line in leaf.lines if line.counted} if leaf else {}

    own = lines(bid)
    others = [lines(other) for other in figures.ranking.bids if other.vendor != bid.vendor]
    names = {line.id: figures.view.text(line.name) for line in figures.spec.price_lines}
    for id_, price in own.items():
        lowest = min((prices[id_] for prices in others if id_ in prices), default=None)
        if lowest is not None and price > lowest:
            above = figures.say.percent((price - lowest) / lowest * 100, 0) if lowest else "–"
            yield b.Row(((id_,), (names.get(id_, ""),), (figures.money(price),), (figures.money(lowest),), (above,)))


def script(figures: Figures, bid: BidResult) -> b.Document | None:
    """Write the demonstration of one vendor: the use cases of the demo criteria, then the claims that decide most."""
    leaves = [leaf for leaf in figures.spec.leaves if leaf.kind == "judged" and leaf.use_cases]
    blocks = tuple(_script(figures, bid, leaves))
    return _sheet(figures, f"demo-{bid.vendor}", "report.script", blocks, subtitle=bid.name) if leaves else None


def _script(figures: Figures, bid: BidResult, leaves: list[Criterion]) -> Iterator[b.Block]:
    view, say = figures.view, figures.say
    cases = {case.id: case for case in figures.spec.use_cases}
    for leaf in leaves:
        yield b.Heading((figures.leaf_name(leaf.id),))
        for id_ in leaf.use_cases:
            case = cases.get(id_)
            if case is None:
                continue
            yield b.Paragraph((b.Strong((f"{case.id} {view.text(case.title)}",)),))
            steps = tuple((b.Paragraph(view.inlines(step)),) for step in case.steps)
            if steps:
                yield b.Bullets(steps, ordered=True)
        levels = tuple(
            (b.Paragraph((f"{say.number(level.score)}: {view.text(level.words)}",)),) for level in leaf.levels
        )
        if levels:
            yield b.Bullets(levels)
    claims = _claims(figures, bid)
    if claims:
        yield from view.titled("report.show_claims", (_answers(figures, claims, "☐ "),))


def _claims(figures: Figures, bid: BidResult) -> list[tuple[Line, str]]:
    """Give the claims that earn most and were not verified yet."""
    titles = {item.id: figures.view.text(item.title) for _, item in figures.spec.asked}
    found = [
        (leaf.share * line.weight * line.low, line)
        for leaf in bid.leaves.values()
        if leaf.kind == "features"
        for line in leaf.lines
        if line.counted and line.low and line.note_key != "verified"
    ]
    ordered = sorted(found, key=lambda item: (-item[0], item[1].id))[:TOP]
    return [(line, titles.get(line.id, "")) for _, line in ordered]
