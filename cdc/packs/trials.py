"""The file of a trial: read, and its names checked against what it declares."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from cdc.findings import Finding, Place
from cdc.model.tender import Criterion
from cdc.model.trial import Trial, WeightTalk
from cdc.project.one_file import read_one
from cdc.project.strange import strange_id
from cdc.scoring import tree
from cdc.scoring.awards import known as awards
from cdc.scoring.numbers import display

Where = tuple[str | int, ...]
Wrong = tuple[str, Where, dict[str, Any]]
"""A code, the path of what is wrong, and the facts."""


def read_trial(path: Path) -> tuple[Trial | None, list[Finding]]:
    """Read a trial; nothing where something it names is not there."""
    trial, findings, source = read_one(path, path.parent, Trial)
    if trial is None:
        return None, findings
    wrong = [
        Finding("CDC211", source.place(where), strange_id(id_, target, list(known)))
        for where, id_, target, known in _names(trial)
        if id_ not in known
    ]
    for code, where, facts in (*_twice(trial), *_off_the_scale(trial), *_currencies(trial)):
        first = {"first": source.place(("bids", facts["first"], "id"))} if "first" in facts else {}
        wrong.append(Finding(code, source.place(where), {**facts, **first}))
    said = [Finding(code, source.place(where, of_key=True), facts) for code, where, facts in _weights(trial)]
    return (None if wrong else trial), [*findings, *said, *wrong]


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


def _weights(trial: Trial) -> Iterator[Wrong]:
    """Compare the weights with the total that their kind promises, where the award rule adds points."""
    if awards.record(trial.evaluation.award_rule).figure != "points":
        return
    kind, total = trial.evaluation.weights, tree.weight(trial.criteria)
    wanted = {"percent": Decimal(100), "points": trial.evaluation.total}.get(kind)
    if wanted is not None and total and total != wanted:
        shown = display(total, 6, "half_up").normalize()
        yield "CDC213", ("criteria",), {"total": format(shown, "f"), "wanted": wanted}


def _currencies(trial: Trial) -> Iterator[Wrong]:
    """Look for currencies without a rate; a line without one is in the tender's own."""
    for at, line in enumerate(trial.price_lines):
        if line.currency and line.currency not in trial.evaluation.rates:
            facts = strange_id(line.currency, "evaluation.rates", list(trial.evaluation.rates))
            yield "CDC211", ("price_lines", at, "currency"), facts


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
