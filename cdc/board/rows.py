"""Rows that people wrote: those that can count are kept, what is wrong with the others is told at its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from cdc.findings import Finding
from cdc.model.requirement import Requirement
from cdc.model.specification import Specification
from cdc.project.source import Source
from cdc.project.strange import strange_id

Row = TypeVar("Row")
Where = tuple[str | int, ...]
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,6})?")


def kept(
    rows: Iterable[Row], key: str, problems: Callable[[Row, Where], Iterable[Finding]]
) -> tuple[tuple[Row, ...], list[Finding]]:
    """Keep the rows that have no problem; give every problem."""
    good: list[Row] = []
    findings: list[Finding] = []
    for at, row in enumerate(rows):
        wrong = list(problems(row, (key, at)))
        findings += wrong
        if not wrong:
            good.append(row)
    return tuple(good), findings


def unknown_vendor(name: str, vendors: Collection[str], source: Source, where: Where) -> Iterator[Finding]:
    """Say that nobody of this name has a bid."""
    if name not in vendors:
        yield Finding("CDC501", source.place(where), {"vendor": name})


def unknown_criterion(name: str, allowed: Collection[str], source: Source, where: Where) -> Iterator[Finding]:
    """Say that a criterion is none of those that are scored here."""
    if name not in allowed:
        facts = {"criterion": name, "known": ", ".join(sorted(allowed))}
        yield Finding("CDC502", source.place(where), facts)


def unknown_lot(name: str | None, spec: Specification, source: Source, where: Where) -> Iterator[Finding]:
    """Say that a lot is none of this tender."""
    known = [lot.id for lot in spec.lots]
    if name is not None and name not in known:
        yield Finding("CDC211", source.place(where), strange_id(name, "lots", known))


def off_scale(criterion: str, score: Decimal, spec: Specification, source: Source, where: Where) -> Iterator[Finding]:
    """Say that a score is above or below its scale, or between two of its steps."""
    leaf = next((leaf for leaf in spec.leaves if leaf.id == criterion), None)
    maximum = leaf.maximum if leaf and leaf.maximum is not None else spec.evaluation.score_maximum
    step = spec.evaluation.score_step
    if not 0 <= score <= maximum:
        yield Finding("CDC503", source.place(where), {"text": score, "maximum": maximum})
    elif Fraction(score) % Fraction(step):
        yield Finding("CDC516", source.place(where), {"text": score, "step": step})


def unknown_answer(answer: str, known: Sequence[str], source: Source, where: Where) -> Iterator[Finding]:
    """Say that an answer is none of the scale."""
    if answer not in known:
        yield Finding("CDC215", source.place(where), {"answer": answer, "known": ", ".join(known)})


def unclear_number(id_: str, text: str, source: Source, where: Where) -> Iterator[Finding]:
    """Say that a text is not a plain number."""
    if not _NUMBER.fullmatch(text):
        yield Finding("CDC414", source.place(where), {"id": id_, "text": text, "readings": ""})


def answers_to(item: Requirement, spec: Specification) -> list[str]:
    """Give the answers that the scale of a requirement has."""
    scale = spec.scale_of(item)
    return [answer.id for answer in scale.answers] if scale else []
