"""Each bid before it is scored: which answers count, and whether declarations and knock-outs let it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cdc.model.base import plain
from cdc.model.bid import AnswerRead, Bid, Corrections, ScoreSheet
from cdc.model.ranking import Reason
from cdc.model.requirement import Requirement
from cdc.model.specification import Specification

NO_CORRECTIONS = Corrections()
CONDITIONS = ("reason_declaration_missing", "reason_knockout_open", "reason_variant_open")
"""Reasons that keep a bid in on a condition; every other one leaves it out."""

Ladder = tuple[str, Requirement, list[str]]
"""An asked requirement with its answers from best to worst."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A bid with the corrections of its reading, and why it was rejected, if it was."""

    bid: Bid
    corrections: Corrections = NO_CORRECTIONS
    rejected: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One bid with the answers that count, what evaluators verified, and why it is out or conditional."""

    entry: Entry
    counted: Mapping[str, str | None]
    statements: Mapping[str, AnswerRead]
    verified: Mapping[str, tuple[str, str]]
    reasons: tuple[Reason, ...]

    @property
    def vendor(self) -> str:
        """Give the folder name of the vendor."""
        return self.entry.bid.vendor

    @property
    def is_excluded(self) -> bool:
        """Tell whether some reason leaves the bid out."""
        return any(reason.key not in CONDITIONS for reason in self.reasons)

    @property
    def is_conditional(self) -> bool:
        """Tell whether the bid is in on a condition, or out."""
        return bool(self.reasons)


def ladders_of(spec: Specification) -> Iterator[Ladder]:
    """Give each asked requirement with its answers from best to worst."""
    answers = {scale.id: [answer.id for answer in scale.answers] for scale in spec.scales}
    for _, item in spec.asked:
        scale = spec.scale_of(item)
        yield item.id, item, answers[scale.id] if scale else []


def open_case(spec: Specification, entry: Entry, sheets: Sequence[ScoreSheet], ladders: Sequence[Ladder]) -> Case:
    """Settle which answer counts: the evaluators' verified one (the least favourable), a correction, else the claim."""
    orders = {id_: ids for id_, _, ids in ladders}
    counted = {read.id: read.answer for read in entry.bid.answers}
    statements = {read.id: read for read in entry.bid.statements}
    for fix in entry.corrections.corrections:
        if fix.answer is not None and fix.id in counted:
            counted[fix.id] = fix.answer
        if fix.answer is not None and fix.id in statements:
            statements[fix.id] = statements[fix.id].model_copy(update={"answer": fix.answer})
    verified = _verified(entry.bid.vendor, sheets, orders)
    counted |= {id_: answer for id_, (answer, _) in verified.items()}
    reasons = (*entry.rejected, *_inadmissible(spec, statements), *_knocked_out(spec, counted, ladders))
    return Case(entry, counted, statements, verified, reasons)


def _verified(vendor: str, sheets: Sequence[ScoreSheet], orders: Mapping[str, list[str]]) -> dict[str, tuple[str, str]]:
    """Give the answers that evaluators found to what is asked, the least favourable of several, with what was seen."""
    found: dict[str, tuple[str, str]] = {}
    for sheet in sheets:
        for seen in (item for item in sheet.verified if item.vendor == vendor and item.requirement in orders):
            order, known = orders[seen.requirement], found.get(seen.requirement)
            if known is None or order.index(seen.answer) > order.index(known[0]):
                found[seen.requirement] = (seen.answer, plain(seen.reason))
    return found


def _inadmissible(spec: Specification, statements: Mapping[str, AnswerRead]) -> Iterator[Reason]:
    for item in spec.tender.declarations if spec.tender else ():
        read = statements.get(item.id)
        if item.mandatory and read is not None and read.answer == "no":
            yield Reason("reason_declaration", {"id": item.id})
        elif item.mandatory and (read is None or read.answer is None):
            yield Reason("reason_declaration_missing", {"id": item.id})


def _knocked_out(spec: Specification, counted: Mapping[str, str | None], ladders: Sequence[Ladder]) -> Iterator[Reason]:
    for id_, item, ids in ladders:
        if not item.knockout or not ids:
            continue
        answer, least = counted.get(id_), item.knockout.least
        if answer is None:
            yield Reason(
                "reason_knockout_missing" if spec.evaluation.missing == "zero" else "reason_knockout_open", {"id": id_}
            )
        elif ids.index(answer) > ids.index(least):
            yield Reason("reason_knockout", {"id": id_, "answer": answer, "least": least})
