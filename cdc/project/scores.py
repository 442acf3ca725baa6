"""Read what evaluators wrote (`scores/*.yaml`) and corrections of readings, each mistake with its place."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from cdc import yaml
from cdc.findings import Finding
from cdc.model.bid import Bid, Corrections, ScoreSheet
from cdc.model.specification import Specification
from cdc.project.load import explain
from cdc.project.source import Source

M = TypeVar("M", bound=BaseModel)


def read_one(path: Path, root: Path, model: type[M]) -> tuple[M | None, list[Finding], Source]:
    """Read one YAML file as a model of its own."""
    file = yaml.read(path.relative_to(root).as_posix(), path.read_bytes())
    source = Source(root, [file], findings=list(file.findings))
    findings = list(file.findings)
    if not file.is_sound:
        return None, findings, source
    if not isinstance(file.data, dict):
        return None, [*findings, Finding("CDC116", file.place(*file.start))], source
    source.data = file.data
    source.singles = dict.fromkeys(file.data, file)
    try:
        return model.model_validate(file.data), findings, source
    except ValidationError as error:
        findings += [explain(source, details, model) for details in error.errors(include_url=False)]
        return None, findings, source


def load_scores(
    root: Path, spec: Specification, vendors: Collection[str]
) -> tuple[tuple[ScoreSheet, ...], list[Finding]]:
    """Read every score sheet; scores that cannot count are findings and are left out."""
    sheets: list[ScoreSheet] = []
    findings: list[Finding] = []
    for path in sorted((root / "scores").glob("*.y*ml")):
        sheet, found, source = read_one(path, root, ScoreSheet)
        findings += found
        if sheet is not None:
            kept, found = _checked(sheet, source, spec, vendors)
            findings += found
            sheets.append(kept)
    return tuple(sheets), findings


def _checked(
    sheet: ScoreSheet, source: Source, spec: Specification, vendors: Collection[str]
) -> tuple[ScoreSheet, list[Finding]]:
    findings: list[Finding] = []
    member = next((m for m in spec.board if m.evaluator == sheet.evaluator), None)
    if spec.board and (member is None or member.conflict_of_interest != "none"):
        place = source.place(("evaluator",))
        return ScoreSheet(evaluator=sheet.evaluator), [Finding("CDC510", place, {"evaluator": sheet.evaluator})]
    judged = {leaf.id for leaf in spec.leaves if leaf.kind == "judged"}
    allowed = judged & set(member.criteria) if member and member.criteria else judged
    maximum = spec.evaluation.score_maximum
    scores = []
    for at, score in enumerate(sheet.scores):
        problems: list[Finding] = []
        where = ("scores", at)
        if score.vendor not in vendors:
            problems.append(Finding("CDC501", source.place((*where, "vendor")), {"vendor": score.vendor}))
        if score.criterion not in allowed:
            facts = {"criterion": score.criterion, "known": ", ".join(sorted(allowed))}
            problems.append(Finding("CDC502", source.place((*where, "criterion")), facts))
        if not 0 <= score.score <= maximum:
            limits = {"text": score.score, "maximum": maximum}
            problems.append(Finding("CDC503", source.place((*where, "score")), limits))
        if not score.reason:
            problems.append(Finding("CDC505", source.place(where), {"criterion": score.criterion}))
        findings += problems
        if not problems:
            scores.append(score)
    verified = []
    asked = {item.id: item for _, item in spec.asked}
    for at, item in enumerate(sheet.verified):
        problems = []
        if item.vendor not in vendors:
            problems.append(Finding("CDC501", source.place(("verified", at, "vendor")), {"vendor": item.vendor}))
        scale = spec.scale_of(asked[item.requirement]) if item.requirement in asked else None
        known = [answer.id for answer in scale.answers] if scale else []
        if item.requirement not in asked:
            problems.append(Finding("CDC511", source.place(("verified", at, "requirement")), {"id": item.requirement}))
        elif item.answer not in known:
            facts = {"answer": item.answer, "known": ", ".join(known)}
            problems.append(Finding("CDC215", source.place(("verified", at, "answer")), facts))
        findings += problems
        if not problems:
            verified.append(item)
    return sheet.model_copy(update={"scores": tuple(scores), "verified": tuple(verified)}), findings


def load_corrections(folder: Path, root: Path, bid: Bid, spec: Specification) -> tuple[Corrections, list[Finding]]:
    """Read `corrections.yaml` beside a reading, if there is one."""
    path = folder / "corrections.yaml"
    if not path.is_file():
        return Corrections(), []
    found, findings, source = read_one(path, root, Corrections)
    if found is None:
        return Corrections(), findings
    known = {read.id for read in (*bid.answers, *bid.statements)} | {price.id for price in bid.prices}
    asked = {item.id: item for _, item in spec.asked}
    kept = []
    for at, item in enumerate(found.corrections):
        scale = spec.scale_of(asked[item.id]) if item.id in asked else None
        answers = [answer.id for answer in scale.answers] if scale else ["yes", "no"]
        if item.id not in known:
            findings.append(Finding("CDC511", source.place(("corrections", at, "id")), {"id": item.id}))
        elif item.answer is not None and item.answer not in answers:
            facts = {"answer": item.answer, "known": ", ".join(answers)}
            findings.append(Finding("CDC215", source.place(("corrections", at, "answer")), facts))
        else:
            kept.append(item)
    return Corrections(corrections=tuple(kept)), findings


def missing_scores(spec: Specification, sheets: Collection[ScoreSheet], vendors: Collection[str]) -> list[Finding]:
    """Name each judged criterion of each bid that nobody has scored."""
    from cdc.findings import Place

    scored = {(score.vendor, score.criterion) for sheet in sheets for score in sheet.scores}
    return [
        Finding("CDC504", Place("scores"), {"vendor": vendor, "criterion": leaf.id})
        for vendor in sorted(vendors)
        for leaf in spec.leaves
        if leaf.kind == "judged" and (vendor, leaf.id) not in scored
    ]
