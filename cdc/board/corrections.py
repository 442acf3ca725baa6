"""Readings put right, `corrections.yaml` beside a reading: read, each row checked against what was asked and read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cdc.board import rows
from cdc.board.one_file import read_plain
from cdc.findings import Finding
from cdc.model.bid import Bid, Correction, Corrections
from cdc.model.specification import Specification

NAME = "corrections.yaml"
YES_OR_NO = ("yes", "no")


def read_corrections(folder: Path, root: Path, bid: Bid, spec: Specification) -> tuple[Corrections, list[Finding]]:
    """Read the corrections of a bid, if there are any; those that cannot count are findings and are left out.

    `spec` is that of the whole tender: a bid may answer several lots.
    """
    path = folder / NAME
    if not path.exists() and not path.is_symlink():
        return Corrections(), []
    written, findings, source = read_plain(path, root, Corrections)
    said, prices = {line.id for line in (*bid.answers, *bid.statements)}, {price.id for price in bid.prices}
    asked = {item.id: item for _, item in spec.asked}
    numbers = {leaf.id for leaf in spec.leaves if leaf.kind == "quantity"}

    def problems(row: Correction, where: rows.Where) -> Iterator[Finding]:
        known = rows.answers_to(asked[row.id], spec) if row.id in asked else []
        if row.id not in (prices if row.amount is not None else said):
            yield Finding("CDC511", source.place((*where, "id")), {"id": row.id})
        elif row.answer is not None and row.id in numbers:
            yield from rows.unclear_number(row.id, row.answer, source, (*where, "answer"))
        elif row.answer is not None:
            yield from rows.unknown_answer(row.answer, known or YES_OR_NO, source, (*where, "answer"))

    kept, wrong = rows.kept(written.corrections if written else (), "corrections", problems)
    return Corrections(corrections=kept), findings + wrong
