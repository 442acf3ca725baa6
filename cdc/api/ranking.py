"""Rank the bids of a project, and say what is missing, changed or cannot count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdc.api import evidence
from cdc.api.project import Project, in_order
from cdc.errors import NothingToScoreError
from cdc.findings import Finding, Phrase, Place

if TYPE_CHECKING:
    from fractions import Fraction

    from cdc.model.evaluation import Rounding
    from cdc.model.ranking import Failure, Flag, Ranking
    from cdc.model.specification import Specification
    from cdc.model.tender import Lot
    from cdc.scoring.evaluate import Evaluated
    from cdc.tender.bids import Stored

STOPS = frozenset({"CDC506", "CDC507", "CDC508", "CDC512", "CDC522", "CDC523"})
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


def score(project: Project, *, lot: str | None = None) -> Scored:
    """Rank the bids of a project, or of one lot of it; findings say what is missing, changed or cannot count."""
    from cdc.board.joint import read_board
    from cdc.scoring.evaluate import evaluate
    from cdc.tender import alike, bids

    spec = project.specification
    if not spec.criteria or spec.tender is None:
        raise NothingToScoreError(what="criteria")
    form, rules = project.form, project.rules
    spec, stored, findings = _stored(project, lot)
    known = {item.bid.vendor for item in bids.load(project.root)[0]} if lot else ()
    findings += [*_changed(project, rules), *bids.of_another_form(project.root, stored, form)]
    findings += evidence.edited(project, stored)
    entries, wrong = evidence.entries(project.root, spec, stored)
    board = read_board(project.root, spec, {item.bid.vendor for item in stored}, lot=lot, known=known)
    findings += [*wrong, *board.findings, *alike.copied_texts([item.bid for item in stored])]
    evaluated = None
    if not any(finding.code in STOPS for finding in findings):
        evaluated = evaluate(spec, entries, board.sheets, form=form, rules=rules, moderated=board.moderated)
        ranking = evaluated.ranking
        findings += shown_by(ranking.ties, ranking.failures, ranking.flags, Place("evaluation"))
    ranked = evaluated if evaluated and not evaluated.ranking.failures else None
    return Scored(project, spec, ranked, in_order(findings), lot)


def _stored(project: Project, lot: str | None) -> tuple[Specification, tuple[Stored, ...], list[Finding]]:
    """Give the specification and the bids of the tender, or of one lot of it."""
    from cdc.tender import bids

    spec = project.specification
    stored, findings = bids.load(project.root)
    if not stored and not findings:
        raise NothingToScoreError(what="bids")
    if lot is None:
        return spec, stored, findings
    of_lot = spec.for_lot(_lot(spec, lot))
    return of_lot, tuple(item for item in stored if bids.offers(item.bid, of_lot)), findings


def _lot(spec: Specification, name: str) -> Lot:
    from cdc.errors import UnknownNameError

    chosen = next((lot for lot in spec.lots if lot.id == name), None)
    if chosen is None:
        raise UnknownNameError(kind="lot", name=name, known=", ".join(lot.id for lot in spec.lots))
    return chosen


def _changed(project: Project, rules: str) -> Iterator[Finding]:
    """Say what makes a comparison impossible: other rules than those published, or an order that is to be added up."""
    from cdc.tender.publication import FILE

    evaluation, frozen = project.specification.evaluation, project.publication
    if frozen and frozen.rules != rules:
        yield Finding("CDC507", Place(FILE), {"found": rules, "wanted": frozen.rules})
    if evaluation.weights == "order" and evaluation.award_rule.type != "lexicographic":
        yield Finding("CDC508", Place("evaluation"), {})


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
