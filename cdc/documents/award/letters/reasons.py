"""Why a bid has its points, criterion by criterion, in words a vendor can check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from cdc.documents.award import sums
from cdc.documents.award.figures import Figures, Heads, row
from cdc.documents.award.letters.sheet import TOP, gaps
from cdc.model import blocks as b
from cdc.model.ranking import BidResult, Leaf, Line
from cdc.model.tender import Criterion


def scores(figures: Figures, bid: BidResult, winner: BidResult | None) -> Iterator[b.Block]:
    """Give the points of one bid by criterion with their reasons, beside those of the winner where it may see them."""
    say, shown = figures.say, (bid, winner) if winner else (bid,)
    heads: Heads = [
        (figures.view.label("criterion"), 24, "left"),
        (say("letter.out_of"), 9, "right"),
        (say("letter.yours"), 9, "right"),
    ]
    heads += [(winner.name, 11, "right")] if winner else []
    heads.append((say("letter.reason"), 47, "left"))
    rows = [
        row(
            name_of(figures, leaf.id),
            figures.points(bid.leaves[leaf.id].share * figures.ranking.maximum),
            *(figures.span(*one.leaves[leaf.id].points) for one in shown),
            _reason(figures, bid, leaf),
        )
        for leaf in figures.spec.leaves
    ]
    totals = sums.totals(figures, shown, figures.points(figures.ranking.maximum))
    rows += (replace(total, cells=(*total.cells, ())) for total in totals)
    yield figures.table(heads, rows)
    yield from sums.notes_on_points(figures, shown, only_leaves=True)
    if any(line.note for leaf in bid.leaves.values() if leaf.kind == "judged" for line in leaf.lines):
        yield figures.view.paragraph("letter.quoted_note", "note")
    if any(one.low != one.high for one in shown):
        yield figures.view.paragraph("letter.least_note", "note")


def name_of(figures: Figures, id_: str) -> str:
    """Give the name of a criterion, or its id where it has none."""
    return figures.view.names.get(id_) or id_


def _reason(figures: Figures, bid: BidResult, criterion: Criterion) -> str:
    leaf = bid.leaves[criterion.id]
    told = _REASONS.get(leaf.kind)
    return told(figures, bid, criterion, leaf) if told else ""


def _of_answers(figures: Figures, _: BidResult, __: Criterion, leaf: Leaf) -> str:
    """Count the answers that bring less than the full mark, each kind by its label."""
    say = figures.say
    less = Counter(
        say.quoted(figures.answer(line.id, line.counted)) if line.counted else say("letter.unanswered")
        for line in leaf.lines
        if line.low < 1 and line.weight
    )
    if not less:
        return say("letter.answers_full")
    answers = say.listed(f"{label} {say.number(count)}" for label, count in less.most_common())
    return say("letter.answers_reason", answers=answers, count=len(leaf.lines))


def _of_judged(figures: Figures, _: BidResult, criterion: Criterion, leaf: Leaf) -> str:
    """Give the words of the level that was reached, and what those who judged saw, without their names."""
    notes = [line for line in leaf.lines if line.note and line.counted]
    agreed = [line for line in notes if line.note_key == "moderated"] or notes
    facts = figures.say.listed(figures.say.quoted(_first_part(line).rstrip(".")) for line in agreed)
    level = _level(figures, criterion, leaf.raw[0])
    if not level:
        return facts
    return f"{figures.say.labelled(figures.say.quoted(level))} {facts}" if facts else figures.say.quoted(level)


def _level(figures: Figures, criterion: Criterion, share: Fraction) -> str:
    whole = criterion.maximum if criterion.maximum is not None else figures.spec.evaluation.score_maximum
    score = share * Fraction(whole)
    return next((figures.view.text(level.words) for level in criterion.levels if Fraction(level.score) == score), "")


def _first_part(line: Line) -> str:
    """Give the reason of a moderated score without the bracket that names who led the talk."""
    return line.note.rsplit(" (", 1)[0] if line.note_key == "moderated" else line.note


def _of_price(figures: Figures, bid: BidResult, criterion: Criterion, _: Leaf) -> str:
    own = bid.cost.of(criterion)
    if own is None:
        return figures.say("letter.price_none")
    others = [one.cost.of(criterion) for one in figures.ranking.bids]
    is_lowest = criterion.is_cost and bid.rank is not None and own == min(x for x in others if x is not None)
    return figures.say("letter.price_lowest" if is_lowest else "letter.price_own", price=figures.money(own))


def _of_statement(figures: Figures, _: BidResult, criterion: Criterion, leaf: Leaf) -> str:
    said = leaf.lines[0].counted if leaf.lines else ""
    answer = {"yes": figures.say("grid.yes"), "no": figures.say("grid.no")}.get(said, figures.say("letter.unanswered"))
    return figures.say("letter.answered", question=figures.view.text(criterion.question), answer=answer).strip()


def _of_quantity(figures: Figures, _: BidResult, criterion: Criterion, leaf: Leaf) -> str:
    said = leaf.lines[0].counted if leaf.lines else ""
    value = f"{said} {figures.view.text(criterion.unit)}".strip() if said else figures.say("letter.unanswered")
    return figures.say("letter.your_value", value=value)


_REASONS: dict[str, Callable[[Figures, BidResult, Criterion, Leaf], str]] = {
    "features": _of_answers,
    "judged": _of_judged,
    "pairwise": _of_judged,
    "price": _of_price,
    "yes_no": _of_statement,
    "quantity": _of_quantity,
}


def costly(figures: Figures, bid: BidResult) -> Iterator[b.Block]:
    """Give the requirements that cost a bid most: their words, its answer, and what verification found."""
    say, lost = figures.say, _lost(figures, bid)
    items = []
    for line, title in gaps(figures, bid)[:TOP]:
        given = line.claim if line.note_key == "verified" else line.counted
        answer = say.quoted(figures.answer(line.id, given)) if given else say("letter.unanswered")
        text = say("letter.requirement", text=figures.words_of(line.id), answer=answer)
        if line.note_key == "verified":
            found = say.quoted(figures.answer(line.id, line.counted))
            text += " " + say("letter.found", answer=found, seen=say.quoted(line.note.rstrip(".")))
        head = b.Strong((f"{line.id} {title}",))
        items.append((b.Paragraph((head, f" (\N{MINUS SIGN}{figures.points(lost[line.id])}). {text}")),))
    if items:
        yield b.Bullets(tuple(items))


def _lost(figures: Figures, bid: BidResult) -> dict[str, Fraction]:
    """Give the points that each answer of a bid lacks for the full mark."""
    found: dict[str, Fraction] = {}
    for leaf in bid.leaves.values():
        whole = sum((line.weight for line in leaf.lines), Fraction(0)) if leaf.kind == "features" else Fraction(0)
        if whole:
            full = leaf.share * figures.ranking.maximum
            found |= {line.id: full * line.weight * (1 - line.low) / whole for line in leaf.lines}
    return found
