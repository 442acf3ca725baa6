"""The file of a trial: read, and its names checked against what it declares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cdc.findings import Finding
from cdc.model.trial import Trial
from cdc.project.one_file import read_one
from cdc.project.source import guess
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
