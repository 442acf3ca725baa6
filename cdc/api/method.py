"""Methods of evaluation: those that are known, one tried on made-up bids, weights from a group's judgements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from cdc.api.project import Project, checked_languages, in_order, load
from cdc.errors import PathNotFoundError
from cdc.findings import Finding, Place

if TYPE_CHECKING:
    from cdc.model.method import MethodProfile
    from cdc.model.specification import Specification
    from cdc.model.trial import Trial
    from cdc.project.source import Source
    from cdc.scoring.inspect.inspection import Inspection
    from cdc.scoring.method import Method
    from cdc.scoring.tried import Outcome


@dataclass(frozen=True, slots=True)
class Tried:
    """A method tried on made-up bids: what was declared, what came out, or every finding of the file."""

    trial: Trial | None
    outcome: Outcome | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Weights in per cent by criterion, the consistency ratio of judgements in pairs, or every finding of the file."""

    weights: Mapping[str, Fraction]
    consistency: Fraction | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a method will do, and the project it stands in, if it is no file of a trial; or the findings."""

    project: Project | None
    inspection: Inspection | None
    findings: tuple[Finding, ...]


def methods() -> Mapping[str, MethodProfile]:
    """Give the method profiles by name."""
    from cdc.packs import methods as shipped

    return shipped.known()


def method_text(name: str) -> str:
    """Give a method profile as it is written."""
    from cdc.packs import methods as shipped

    return shipped.text(name)


OF_METHOD = frozenset(
    [
        "CDC213",
        "CDC214",
        "CDC220",
        "CDC226",
        "CDC230",
        "CDC231",
        "CDC232",
        "CDC233",
        "CDC234",
        "CDC236",
        "CDC242",
        "CDC244",
        "CDC245",
        "CDC246",
        "CDC247",
        "CDC250",
        "CDC341",
        "CDC342",
        "CDC343",
        "CDC344",
    ]
)
"""Rules that need no more than criteria, evaluation and price lines: those of a method that is only tried."""
SHOWN_ALL_THE_SAME = frozenset({"CDC213", "CDC214"})
"""Errors of the rules with which a trial is ranked all the same: weights count in proportion."""


def try_method(path: Path) -> Tried:
    """Apply the criteria and evaluation of one YAML file to the bids it makes up, with the findings of a tender."""
    from cdc.api.ranking import shown_by
    from cdc.packs.trials import read_trial
    from cdc.scoring.tried import try_out

    _there(path)
    trial, findings, source = read_trial(path)
    if trial is None:
        return Tried(None, None, in_order(findings))
    findings += _advice(trial, source)
    if any(finding.severity == "error" and finding.code not in SHOWN_ALL_THE_SAME for finding in findings):
        return Tried(trial, None, in_order(findings))
    outcome, place = try_out(trial), Place(path.name)
    findings += _of_board(trial, place)
    findings += shown_by(outcome.decision.order.ties, outcome.decision.problems, outcome.flags, place)
    return Tried(trial, outcome, in_order(findings))


def column_note(outcome: Outcome) -> str:
    """Name the note that a trial's table needs where columns do not add up to figures; none where they do."""
    from cdc.api.ranking import shown_points
    from cdc.scoring.awards import known as awards

    method, cases = outcome.method, outcome.decision.standings.values()
    if awards.record(method.evaluation.award_rule).figure != "points":
        return ""
    if method.scopes("total"):
        return "cli.columns_rescaled"
    rounding = method.evaluation.rounding
    for case in cases:
        for end, figure in enumerate(case.figure):
            parts = (shown_points(points.end(is_high=end == 1), rounding) for points in case.points.values())
            if figure is not None and sum(parts, Fraction(0)) != shown_points(figure, rounding):
                return "cli.columns_rounded"
    return ""


def _advice(trial: Trial, source: Source) -> Iterator[Finding]:
    """Run the rules on what a trial declares; weights matter where the award rule adds points."""
    from cdc import lint
    from cdc.packs.trials import specification_of
    from cdc.scoring.awards import known as awards

    is_sum = awards.record(trial.evaluation.award_rule).figure == "points"
    for code, hit in lint.run(specification_of(trial), only=OF_METHOD):
        if code != "CDC213" or is_sum:
            yield Finding(code, source.place(hit.path, of_key=hit.of_key), hit.facts)


def _of_board(trial: Trial, place: Place) -> Iterator[Finding]:
    """Say what the scores of a trial lack, as of the sheets of a board."""
    from cdc.board import agreement
    from cdc.packs.trials import sheets_of, specification_of

    vendors = [bid.id for bid in trial.bids]
    for finding in agreement.check(specification_of(trial), sheets_of(trial), (), vendors):
        yield replace(finding, place=place)


def weigh(path: Path) -> Weighed:
    """Turn a group's judgements about criteria into weights: AHP priorities, or points shared out."""
    from cdc.packs.trials import read_weight_talk
    from cdc.scoring import tried

    _there(path)
    talk, findings, place = read_weight_talk(path)
    if talk is None:
        return Weighed({}, None, tuple(findings))
    weights, consistency = tried.weigh(talk)
    if consistency is not None and consistency > Fraction(1, 10):
        facts = {"evaluator": path.name, "criterion": ", ".join(talk.criteria), "ratio": f"{float(consistency):.2f}"}
        findings.append(Finding("CDC519", place, facts))
    return Weighed(weights, consistency, tuple(findings))


def inspect_method(path: Path, *, around: Decimal | None = None, bids: int = 4, seed: int = 1) -> Inspected:
    """Say what the method of a project, or of the file of a trial, will do: from its rules alone."""
    from cdc.scoring.inspect.inspection import inspect

    project, method, findings = _declared(path)
    if method is None:
        return Inspected(project, None, findings)
    dearest = None if around is None else Fraction(around)
    return Inspected(project, inspect(method, around=dearest, bids=bids, seed=seed), findings)


def _declared(path: Path) -> tuple[Project | None, Method | None, tuple[Finding, ...]]:
    """Give the method that a project or a file declares; none where it is not sound."""
    from cdc.errors import NothingToScoreError
    from cdc.packs.trials import read_trial
    from cdc.scoring.method import Method

    if path.is_file():
        trial, found, _ = read_trial(path)
        if trial is None:
            return None, None, in_order(found)
        ceiling = None if trial.ceiling is None else Fraction(trial.ceiling)
        return None, Method.of(trial.criteria, trial.evaluation, ceiling), in_order(found)
    project, findings = load(path)
    if project is None:
        return None, None, findings
    spec = project.specification
    if not spec.criteria:
        raise NothingToScoreError(what="criteria")
    return project, Method.of(spec.criteria, spec.evaluation, _ceiling(spec)), findings


def _ceiling(spec: Specification) -> Fraction | None:
    amount = spec.budget.ceiling if spec.budget else None
    return None if amount is None else Fraction(amount)


def inspection_texts(found: Inspected, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give what was found in sentences, under a title for each subject."""
    from cdc.documents.award import inspection
    from cdc.words import words

    assert found.inspection is not None
    say = words(language)
    budget = found.project.specification.budget if found.project else None
    money = inspection.money_of(say, budget.currency if budget else "")
    for key, texts in inspection.chapters(say, money, found.inspection):
        yield say(f"inspect.{key}"), texts


def write_inspection(
    found: Inspected, *, languages: Sequence[str] | None, formats: Sequence[str], out: Path
) -> list[Path]:
    """Write the page for the sponsor; nothing for the file of a trial, which names no buyer."""
    from cdc.api.printing import usable_formats, write_document
    from cdc.documents.award import inspection

    if found.project is None or found.inspection is None:
        return []
    spec, written = found.project.specification, []
    usable, _ = usable_formats(formats)
    for language in checked_languages(languages or (spec.language,)):
        document = inspection.compose(spec, found.inspection, language)
        written += write_document(document, out / document.name, usable, look=found.project.look)
    return written


def _there(path: Path) -> None:
    if not path.is_file():
        raise PathNotFoundError(path=str(path))
