"""The file of a trial: read, and its names checked against what it declares."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from cdc.findings import Finding, Place
from cdc.model.bid import JudgedScore, PairScore, ScoreSheet
from cdc.model.specification import Specification
from cdc.model.tender import Criterion, PriceLine
from cdc.model.trial import Trial, WeightTalk
from cdc.project import references
from cdc.project.one_file import read_one
from cdc.project.sound import Rest
from cdc.project.source import Source
from cdc.project.strange import strange_id
from cdc.scoring import tree

TYPED = "price-of-a-bid"
"""Stands in for the price schedule where bids of a trial give their price as one sum."""
UNSAID = {
    "document": {"title": "-", "reference": "-", "version": "-", "date": "2000-01-01", "languages": ("en",)},
    "company": {"name": "-", "sector": "-"},
}
"""What a specification has and a trial does not."""
Where = tuple[str | int, ...]
Wrong = tuple[str, Where, dict[str, Any]]
"""A code, the path of what is wrong, and the facts."""


def read_trial(path: Path) -> tuple[Trial | None, list[Finding], Source]:
    """Read a trial; nothing where something it names is not there."""
    trial, findings, source = read_one(path, path.parent, Trial)
    if trial is None:
        return None, findings, source
    wrong = references.check(specification_of(trial), source, Rest())
    wrong += [
        Finding("CDC211", source.place(where), strange_id(id_, target, list(known)))
        for where, id_, target, known in _names(trial)
        if id_ not in known
    ]
    for code, where, facts in (*_twice(trial), *_off_the_scale(trial), *_currencies(trial), *_degrees(trial)):
        first = {"first": source.place(("bids", facts["first"], "id"))} if "first" in facts else {}
        wrong.append(Finding(code, source.place(where), {**facts, **first}))
    return (None if wrong else trial), [*findings, *wrong], source


def specification_of(trial: Trial) -> Specification:
    """Give what a trial declares as a specification, so that the same rules look at it."""
    years = trial.evaluation.horizon or trial.horizon
    is_priced = any(bid.price is not None for bid in trial.bids)
    found = {
        **UNSAID,
        "evaluation": trial.evaluation.model_copy(update={"horizon": years}),
        "budget": {"ceiling": trial.ceiling},
        "criteria": trial.criteria,
        "price_lines": trial.price_lines or ((PriceLine(id=TYPED, name="-"),) if is_priced else ()),
    }
    return Specification.model_validate(found)


def sheets_of(trial: Trial) -> tuple[ScoreSheet, ...]:
    """Give scores and comparisons in pairs as the sheets of evaluators, one for each place in their lists."""
    judged = [leaf.id for leaf in tree.leaves(trial.criteria) if leaf.kind == "judged"]
    given: dict[str, list[JudgedScore]] = {}
    for bid in trial.bids:
        for leaf in judged:
            scores = bid.by_evaluator.get(leaf) or ((bid.scores[leaf],) if leaf in bid.scores else ())
            for at, score in enumerate(scores, 1):
                if score is not None:
                    row = JudgedScore(vendor=bid.id, criterion=leaf, score=score)
                    given.setdefault(f"evaluator-{at}", []).append(row)
    pairs: dict[str, list[PairScore]] = {}
    for leaf, tables in trial.pairs.items():
        for at, table in enumerate(tables, 1):
            pairs.setdefault(f"evaluator-{at}", []).extend(
                PairScore(criterion=leaf, better=cell.better, other=cell.other, degree=cell.degree, reason="-")
                for cell in table
            )
    return tuple(
        ScoreSheet(evaluator=name, scores=tuple(given.get(name, ())), pairs=tuple(pairs.get(name, ())))
        for name in sorted({*given, *pairs})
    )


def _twice(trial: Trial) -> Iterator[Wrong]:
    """Look for bids of the same name."""
    first: dict[str, int] = {}
    for at, bid in enumerate(trial.bids):
        if bid.id in first:
            yield "CDC210", ("bids", at, "id"), {"id": bid.id, "first": first[bid.id]}
        first.setdefault(bid.id, at)


def _off_the_scale(trial: Trial) -> Iterator[Wrong]:
    """Look for scores beyond the full mark or between two levels; yes and no are 1 and 0."""
    for at, bid in enumerate(trial.bids):
        for leaf in tree.leaves(trial.criteria):
            given: list[tuple[Where, Decimal]] = []
            if leaf.id in bid.scores:
                given.append((("bids", at, "scores", leaf.id), bid.scores[leaf.id]))
            found = bid.by_evaluator.get(leaf.id, ())
            given += [
                (("bids", at, "by_evaluator", leaf.id, n), score) for n, score in enumerate(found) if score is not None
            ]
            maximum, step = _scale(trial, leaf)
            for where, score in given:
                if not 0 <= score <= maximum:
                    yield "CDC503", where, {"text": score, "maximum": maximum}
                elif step and Fraction(score) % Fraction(step):
                    yield "CDC516", where, {"text": score, "step": step}


def _scale(trial: Trial, leaf: Criterion) -> tuple[Decimal, Decimal | None]:
    """Give the full mark and the step of a leaf; shares of answers lie anywhere from 0 to 1."""
    if leaf.kind == "judged":
        maximum = leaf.maximum if leaf.maximum is not None else trial.evaluation.score_maximum
        return maximum, trial.evaluation.score_step if "score_step" in trial.evaluation.model_fields_set else None
    return Decimal(1), Decimal(1) if leaf.kind == "yes_no" else None


def _currencies(trial: Trial) -> Iterator[Wrong]:
    """Look for currencies without a rate; a line without one is in the tender's own."""
    for at, line in enumerate(trial.price_lines):
        if line.currency and line.currency not in trial.evaluation.rates:
            facts = strange_id(line.currency, "evaluation.rates", list(trial.evaluation.rates))
            yield "CDC211", ("price_lines", at, "currency"), facts


def _degrees(trial: Trial) -> Iterator[Wrong]:
    """Look for degrees beyond those of the table."""
    greatest = {leaf.id: leaf.greatest_degree for leaf in tree.leaves(trial.criteria)}
    for leaf, tables in trial.pairs.items():
        for table, cells in enumerate(tables):
            for at, cell in enumerate(cells):
                if cell.degree > greatest.get(leaf, cell.degree):
                    facts = {"text": cell.degree, "maximum": greatest[leaf]}
                    yield "CDC503", ("pairs", leaf, table, at, "degree"), facts


def read_weight_talk(path: Path) -> tuple[WeightTalk | None, list[Finding], Place]:
    """Read what a group said about weights, and the place of its judgements; nothing where a criterion is not there."""
    talk, findings, source = read_one(path, path.parent, WeightTalk)
    if talk is None:
        return None, findings, Place(path.name)
    known = ", ".join(talk.criteria)
    findings += [
        Finding("CDC502", source.place(where), {"criterion": name, "known": known})
        for where, name in _criteria(talk)
        if name not in talk.criteria
    ]
    return (None if findings else talk), findings, source.place(("judgements",), of_key=True)


def _criteria(talk: WeightTalk) -> Iterator[tuple[Where, str]]:
    for at, item in enumerate(talk.judgements):
        for key in ("more", "less"):
            yield ("judgements", at, key), getattr(item, key)
    for at, person in enumerate(talk.shared):
        for name in person:
            yield ("shared", at, name), name


def _names(trial: Trial) -> Iterator[tuple[Where, str, str, list[str]]]:
    """Give every name that a trial uses: where, what, of which list, and what that list holds."""
    leaves = [leaf.id for leaf in tree.leaves(trial.criteria)]
    bids, lines = [bid.id for bid in trial.bids], [line.id for line in trial.price_lines]
    for at, bid in enumerate(trial.bids):
        for key, known in (("scores", leaves), ("quantities", leaves), ("by_evaluator", leaves), ("prices", lines)):
            for id_ in getattr(bid, key):
                yield ("bids", at, key, id_), id_, "price_lines" if key == "prices" else "criteria", known
    for leaf, tables in trial.pairs.items():
        yield ("pairs", leaf), leaf, "criteria", leaves
        for table, cells in enumerate(tables):
            for at, cell in enumerate(cells):
                yield ("pairs", leaf, table, at, "better"), cell.better, "bids", bids
                yield ("pairs", leaf, table, at, "other"), cell.other, "bids", bids
