"""Rank the bids of a project, and say what is missing, changed or cannot count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cdc.api import evidence
from cdc.api.project import Project, in_order
from cdc.errors import NothingToScoreError
from cdc.findings import Finding, Phrase, Place

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

    from cdc.model.evaluation import Rounding
    from cdc.model.ranking import Failure, Flag, Ranking
    from cdc.model.specification import Specification
    from cdc.model.tender import Lot
    from cdc.scoring.evaluate import Evaluated
    from cdc.tender.bids import Stored
    from cdc.tender.course import Course

STOPS = frozenset(
    {"CDC506", "CDC507", "CDC508", "CDC512", "CDC522", "CDC523", "CDC531", "CDC532", "CDC533", "CDC534", "CDC535"}
)
"""Findings after which no ranking is made: evidence, rules or form are not those of this tender."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A ranking with what is needed to ask "what if" of it, or why there is none; of the whole tender or of one lot."""

    project: Project
    specification: Specification
    evaluated: Evaluated | None
    findings: tuple[Finding, ...]
    lot: str | None = None

    @property
    def ranking(self) -> Ranking | None:
        """Give the ranking, if there is one."""
        return self.evaluated.ranking if self.evaluated else None


def score(
    project: Project, *, lot: str | None = None, now: dt.datetime | None = None, where: Course | None = None
) -> Scored:
    """Rank the bids of a project, or of one lot of it; findings say what is missing, changed or cannot count.

    A published tender is ranked once its bids are opened, and only while its folder is what its journal says: the one
    that stands, or the one that is about to.
    """
    from cdc.board.joint import read_board
    from cdc.scoring.evaluate import evaluate
    from cdc.tender import alike, bids, course

    spec = project.specification
    if not spec.criteria or spec.tender is None:
        raise NothingToScoreError(what="criteria")
    form, rules = project.form, project.rules
    where = where or course.read(project.root, spec.tender)
    spec, stored, findings = _stored(project, lot, where)
    findings += _procedure(project.root, where, now or dt.datetime.now(tz=dt.UTC))
    known = {vendor for vendor, _ in bids.vendors(project.root)}
    findings += [*_changed(project, rules), *bids.of_another_form(project.root, stored, form)]
    findings += evidence.edited(project, evidence.unsure(project.root, stored, where), where)
    entries, wrong = evidence.entries(project.root, project.specification, stored)
    board = read_board(project.root, project.specification, {item.bid.vendor for item in stored}, lot=lot, known=known)
    findings += [*wrong, *board.findings, *alike.copied_texts([item.bid for item in stored])]
    evaluated = None
    if not any(finding.code in STOPS for finding in findings):
        ranked_by = _without_prices(spec, where)
        evaluated = evaluate(ranked_by, entries, board.sheets, form=form, rules=rules, moderated=board.moderated)
        ranking = evaluated.ranking
        flags = _not_explained(project.root, ranking.flags)
        findings += shown_by(ranking.ties, ranking.failures, flags, Place("evaluation"))
    ranked = evaluated if evaluated and not evaluated.ranking.failures else None
    return Scored(project, spec, ranked, in_order(findings), lot)


def _stored(
    project: Project, lot: str | None, where: Course
) -> tuple[Specification, tuple[Stored, ...], list[Finding]]:
    """Give specification and bids of the tender, or of one lot of it; what was withdrawn is told and left out."""
    from cdc.tender import bids

    spec = project.specification
    stored, findings = bids.load(project.root)
    if not stored and not findings:
        raise NothingToScoreError(what="bids")
    out = where.withdrawn
    for item in stored:
        if item.bid.vendor in out:
            facts = {"vendor": item.bid.vendor, "at": out[item.bid.vendor]}
            findings.append(Finding("CDC539", Place(item.folder.relative_to(project.root).as_posix()), facts))
    stored = tuple(item for item in stored if item.bid.vendor not in out)
    if lot is None:
        return spec, stored, findings
    of_lot = spec.for_lot(_lot(spec, lot))
    by_answers = not _are_prices_open(where)
    return of_lot, tuple(item for item in stored if bids.offers(item.bid, of_lot, by_answers=by_answers)), findings


def _are_prices_open(where: Course) -> bool:
    return not where.are_prices_sealed or bool(where.priced)


def _without_prices(spec: Specification, where: Course) -> Specification:
    """While price envelopes are shut a price is unknown, whatever the tender declares of one that is missing."""
    if _are_prices_open(where):
        return spec
    return spec.model_copy(update={"evaluation": spec.evaluation.model_copy(update={"missing_price": "unknown"})})


def _procedure(root: Path, where: Course, now: dt.datetime) -> Iterator[Finding]:
    """Say what in the procedure speaks against a ranking now, or is to be known of it."""
    from cdc.tender import doors, holding

    if not where.is_begun:
        return
    yield from holding.against(root, holding.evidence(where.journal), where.damages)
    unopened = doors.unopened(where, now)
    if unopened:
        yield unopened
    elif not _are_prices_open(where):
        yield Finding("CDC544", Place("evaluation"), {})


def _lot(spec: Specification, name: str) -> Lot:
    from cdc.errors import UnknownNameError

    chosen = next((lot for lot in spec.lots if lot.id == name), None)
    if chosen is None:
        raise UnknownNameError(kind="lot", name=name, known=", ".join(lot.id for lot in spec.lots))
    return chosen


def _changed(project: Project, rules: str) -> Iterator[Finding]:
    """Say what makes a comparison impossible: other rules than those published, or an order that is to be added up."""
    from cdc.scoring.awards import known as awards
    from cdc.tender.publication import FILE

    evaluation, frozen = project.specification.evaluation, project.publication
    if frozen and frozen.rules != rules:
        yield Finding("CDC507", Place(FILE), {"found": rules, "wanted": frozen.rules})
    if evaluation.weights == "order" and not awards.record(evaluation.award_rule).by_order:
        yield Finding("CDC508", Place("evaluation"), {})


def _not_explained(root: Path, flags: Iterable[Flag]) -> Iterator[Flag]:
    """Leave out the bids whose low price was explained, and the explanation accepted."""
    from cdc.board import clarifications

    requests, _ = clarifications.read(root)
    low = {one.vendor for one in requests if (one.kind, one.decision) == ("abnormally_low", "accepted")}
    for flag in flags:
        yield replace(flag, vendors=tuple(vendor for vendor in flag.vendors if vendor not in low))


def shown_by(
    ties: Iterable[tuple[str, ...]], failures: Iterable[Failure], flags: Iterable[Flag], place: Place
) -> Iterator[Finding]:
    """Say what a ranking itself shows: ties, leaves without a number, abnormally low bids."""
    for tie in ties:
        yield Finding("CDC509", place, {"vendors": ", ".join(tie)})
    for failure in failures:
        yield failed(failure, place)
    for flag in flags:
        for vendor in flag.vendors:
            yield Finding("CDC520", place, {"vendor": vendor, "test": Phrase(f"value.{flag.test}")})


def failed(failure: Failure, place: Place) -> Finding:
    """Say at which leaf, or in the award rule, a formula gives no number, and why."""
    at = Phrase("label.award_rule") if failure.at == "award_rule" else failure.at
    return Finding("CDC513", place, {"at": at, "reason": Phrase(f"what.undefined_{failure.key}")})


def shown_points(value: Fraction, rounding: Rounding) -> Fraction:
    """Round points for a page, in the way that the tender declares."""
    from cdc.scoring import numbers

    return numbers.rounded(value, rounding.places, rounding.mode)
