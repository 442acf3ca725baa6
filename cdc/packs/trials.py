"""The file of a trial: read, and its names checked against what it declares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cdc.findings import Finding, Place, guess
from cdc.model.trial import Trial, WeightTalk
from cdc.project.one_file import read_one
from cdc.scoring import tree

Where = tuple[str | int, ...]


def read_trial(path: Path) -> tuple[Trial | None, list[Finding]]:
    """Read a trial; nothing where something it names is not there."""
    trial, findings, source = read_one(path, path.parent, Trial)
    if trial is None:
        return None, findings
    wrong = []
    for where, id_, target, known in _names(trial):
        if id_ not in known:
            facts = {"id": id_, "targets": target, "guess": guess(id_, known)}
            wrong.append(Finding("CDC211", source.place(where), facts))
    return (None if wrong else trial), [*findings, *wrong]


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
