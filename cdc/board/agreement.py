"""What is missing from the board's scores, what must be talked over, and pairs that contradict each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from cdc.board.sheets import assigned
from cdc.findings import Finding, Place
from cdc.model.bid import Moderated, ScoreSheet
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.scoring.board import Scores
from cdc.scoring.judged import Preference, priorities, reciprocal
from cdc.scoring.numbers import display

LARGEST_RATIO = Fraction(1, 10)
"""Consistency ratio above which judgements in pairs contradict each other (T. L. Saaty)."""


def check(
    spec: Specification, sheets: Sequence[ScoreSheet], moderated: Sequence[Moderated], vendors: Collection[str]
) -> Iterator[Finding]:
    """Look at all sheets together."""
    scores, names = Scores.of(spec, sheets, moderated), sorted(vendors)
    yield from _unscored(spec, sheets, names)
    yield from _absent(spec, sheets, scores, names)
    yield from _to_moderate(scores)
    for leaf in spec.leaves:
        if leaf.kind == "pairwise":
            yield from _pairs(leaf, sheets, names)


def _unscored(spec: Specification, sheets: Sequence[ScoreSheet], vendors: list[str]) -> Iterator[Finding]:
    """Name each judged criterion of each bid that nobody has scored."""
    scored = {(score.vendor, score.criterion) for sheet in sheets for score in sheet.scores}
    for vendor in vendors:
        for leaf in spec.leaves:
            if leaf.kind == "judged" and (vendor, leaf.id) not in scored:
                yield Finding("CDC504", Place("scores"), {"vendor": vendor, "criterion": leaf.id})


def _absent(spec: Specification, sheets: Sequence[ScoreSheet], scores: Scores, vendors: list[str]) -> Iterator[Finding]:
    """Name scores that one evaluator owes while others have given theirs."""
    done = {(sheet.evaluator, score.vendor, score.criterion) for sheet in sheets for score in sheet.scores}
    for member in spec.board:
        if member.conflict_of_interest != "none":
            continue
        for vendor in (vendor for vendor in vendors if not member.is_recused(vendor)):
            for criterion in sorted(assigned(spec, member, "judged")):
                if (vendor, criterion) in scores.given and (member.evaluator, vendor, criterion) not in done:
                    facts = {"evaluator": member.evaluator, "vendor": vendor, "criterion": criterion}
                    yield Finding("CDC514", Place(f"scores/{member.evaluator}.yaml"), facts)


def _to_moderate(scores: Scores) -> Iterator[Finding]:
    for cell, given in sorted(scores.given.items()):
        if scores.needs_moderation(cell) and cell not in scores.moderated:
            values = [Fraction(score.score) for score in given.values()]
            facts = {"vendor": cell[0], "criterion": cell[1], "spread": str(max(values) - min(values))}
            yield Finding("CDC515", Place("scores"), facts)


def _pairs(leaf: Criterion, sheets: Sequence[ScoreSheet], vendors: list[str]) -> Iterator[Finding]:
    if len(vendors) < 3:
        yield Finding("CDC521", Place("scores"), {"criterion": leaf.id, "count": len(vendors)})
        return
    for sheet in sheets:
        table = [Preference(pair.better, pair.other, pair.degree) for pair in sheet.pairs if pair.criterion == leaf.id]
        ratio = priorities(reciprocal(table, vendors)).consistency_ratio if table else Fraction(0)
        if ratio > LARGEST_RATIO:
            shown = format(display(ratio, 2, "half_up"), "f")
            facts = {"evaluator": sheet.evaluator, "criterion": leaf.id, "ratio": shown}
            yield Finding("CDC519", Place(f"scores/{sheet.evaluator}.yaml"), facts)
