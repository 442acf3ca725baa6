"""Read what evaluators wrote (`scores/*.yaml`) and corrections of readings, each mistake with its place."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from cdc.findings import Finding, Place
from cdc.model.bid import Bid, Corrections, Moderated, Moderation, PairScore, ScoreSheet
from cdc.model.specification import Specification
from cdc.model.tender import BoardMember
from cdc.project.one_file import read_one
from cdc.project.source import Source
from cdc.scoring.judged import Preference, priorities, reciprocal
from cdc.scoring.numbers import display

MODERATION = "moderation"


@dataclass(frozen=True, slots=True)
class Board:
    """What the board wrote that can count, and every finding about what it wrote or did not write."""

    sheets: tuple[ScoreSheet, ...]
    moderated: tuple[Moderated, ...]
    findings: tuple[Finding, ...]


def load_board(root: Path, spec: Specification, bids: Collection[Bid]) -> Board:
    """Read score sheets and moderation of these bids, and look at them together."""
    vendors = {bid.vendor for bid in bids}
    sheets, findings = load_scores(root, spec, vendors)
    moderated, wrong = load_moderation(root, spec, vendors)
    findings += wrong
    findings += missing_scores(spec, sheets, vendors)
    findings += board_findings(spec, sheets, moderated, vendors)
    findings += copied_texts(bids)
    return Board(sheets, moderated, tuple(findings))


def load_scores(
    root: Path, spec: Specification, vendors: Collection[str]
) -> tuple[tuple[ScoreSheet, ...], list[Finding]]:
    """Read every score sheet; scores that cannot count are findings and are left out."""
    sheets: list[ScoreSheet] = []
    findings: list[Finding] = []
    for path in sorted((root / "scores").glob("*.y*ml")):
        if path.stem == MODERATION:
            continue
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
    allowed = assigned(spec, member, "judged")
    scores = []
    for at, score in enumerate(sheet.scores):
        problems = _off_scale(score.criterion, score.score, spec, source, ("scores", at, "score"))
        where = ("scores", at)
        if score.vendor not in vendors:
            problems.append(Finding("CDC501", source.place((*where, "vendor")), {"vendor": score.vendor}))
        if score.criterion not in allowed:
            facts = {"criterion": score.criterion, "known": ", ".join(sorted(allowed))}
            problems.append(Finding("CDC502", source.place((*where, "criterion")), facts))
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
    pairs, found = _pairs(sheet, source, assigned(spec, member, "pairwise"), vendors)
    update = {"scores": tuple(scores), "verified": tuple(verified), "pairs": pairs}
    return sheet.model_copy(update=update), findings + found


def assigned(spec: Specification, member: BoardMember | None, kind: str) -> set[str]:
    """Give the criteria of a kind that an evaluator scores: those named in the board, or all."""
    found = {leaf.id for leaf in spec.leaves if leaf.kind == kind}
    return found & set(member.criteria) if member and member.criteria else found


def _off_scale(
    criterion: str, score: Decimal, spec: Specification, source: Source, path: tuple[str | int, ...]
) -> list[Finding]:
    leaf = next((leaf for leaf in spec.leaves if leaf.id == criterion), None)
    maximum = leaf.maximum if leaf and leaf.maximum is not None else spec.evaluation.score_maximum
    step = spec.evaluation.score_step
    if not 0 <= score <= maximum:
        return [Finding("CDC503", source.place(path), {"text": score, "maximum": maximum})]
    if Fraction(score) % Fraction(step):
        return [Finding("CDC516", source.place(path), {"text": score, "step": step})]
    return []


def _pairs(
    sheet: ScoreSheet, source: Source, allowed: set[str], vendors: Collection[str]
) -> tuple[tuple[PairScore, ...], list[Finding]]:
    kept, findings, seen = [], [], set()
    for at, pair in enumerate(sheet.pairs):
        problems: list[Finding] = []
        for key in ("better", "other"):
            name = getattr(pair, key)
            if name not in vendors:
                problems.append(Finding("CDC501", source.place(("pairs", at, key)), {"vendor": name}))
        if pair.criterion not in allowed:
            facts = {"criterion": pair.criterion, "known": ", ".join(sorted(allowed))}
            problems.append(Finding("CDC502", source.place(("pairs", at, "criterion")), facts))
        both = (pair.criterion, frozenset((pair.better, pair.other)))
        if both in seen or pair.better == pair.other:
            facts = {"better": pair.better, "other": pair.other}
            problems.append(Finding("CDC518", source.place(("pairs", at)), facts))
        seen.add(both)
        findings += problems
        if not problems:
            kept.append(pair)
    return tuple(kept), findings


def load_moderation(
    root: Path, spec: Specification, vendors: Collection[str]
) -> tuple[tuple[Moderated, ...], list[Finding]]:
    """Read the moderated scores; those that cannot count are findings and are left out."""
    path = next(iter(sorted((root / "scores").glob(f"{MODERATION}.y*ml"))), None)
    if path is None:
        return (), []
    found, findings, source = read_one(path, root, Moderation)
    kept = []
    judged = {leaf.id for leaf in spec.leaves if leaf.kind == "judged"}
    for at, item in enumerate(found.moderated if found else ()):
        problems = _off_scale(item.criterion, item.score, spec, source, ("moderated", at, "score"))
        if item.vendor not in vendors:
            problems.append(Finding("CDC501", source.place(("moderated", at, "vendor")), {"vendor": item.vendor}))
        if item.criterion not in judged:
            facts = {"criterion": item.criterion, "known": ", ".join(sorted(judged))}
            problems.append(Finding("CDC502", source.place(("moderated", at, "criterion")), facts))
        findings += problems
        if not problems:
            kept.append(item)
    return tuple(kept), findings


def board_findings(
    spec: Specification, sheets: Collection[ScoreSheet], moderated: Collection[Moderated], vendors: Collection[str]
) -> list[Finding]:
    """Name absent scores of assigned evaluators, moderations that are due, and pairwise tables that contradict themselves."""
    from cdc.scoring.board import Scores

    findings = []
    scores = Scores.of(spec, tuple(sheets), tuple(moderated))
    written = {sheet.evaluator: sheet for sheet in sheets}
    for member in spec.board:
        if member.conflict_of_interest != "none":
            continue
        sheet = written.get(member.evaluator)
        done = {(score.vendor, score.criterion) for score in sheet.scores} if sheet else set()
        for vendor in sorted(vendors):
            for criterion in sorted(assigned(spec, member, "judged")):
                if (vendor, criterion) not in done and (vendor, criterion) in scores.given:
                    facts = {"evaluator": member.evaluator, "vendor": vendor, "criterion": criterion}
                    findings.append(Finding("CDC514", Place(f"scores/{member.evaluator}.yaml"), facts))
    for cell, given in sorted(scores.given.items()):
        if scores.needs_moderation(cell) and cell not in scores.moderated:
            values = [Fraction(score.score) for score in given.values()]
            facts = {"vendor": cell[0], "criterion": cell[1], "spread": str(max(values) - min(values))}
            findings.append(Finding("CDC515", Place("scores"), facts))
    return findings + _pair_findings(spec, sheets, sorted(vendors))


def _pair_findings(spec: Specification, sheets: Collection[ScoreSheet], vendors: list[str]) -> list[Finding]:
    findings = []
    for leaf in spec.leaves:
        if leaf.kind != "pairwise":
            continue
        if len(vendors) < 3:
            findings.append(Finding("CDC521", Place("scores"), {"criterion": leaf.id, "count": len(vendors)}))
        for sheet in sheets:
            table = [Preference(p.better, p.other, p.degree) for p in sheet.pairs if p.criterion == leaf.id]
            if table and len(vendors) > 2:
                ratio = priorities(reciprocal(table, vendors)).consistency_ratio
                if ratio > Fraction(1, 10):
                    shown = format(display(ratio, 2, "half_up"), "f")
                    facts = {"evaluator": sheet.evaluator, "criterion": leaf.id, "ratio": shown}
                    findings.append(Finding("CDC519", Place(f"scores/{sheet.evaluator}.yaml"), facts))
    return findings


COPIED = 60
"""Letters from which two equal comments are worth a question."""


def copied_texts(bids: Collection[Bid]) -> list[Finding]:
    """Name answers of two vendors that carry the same long comment."""
    seen: dict[tuple[str, str], str] = {}
    findings = []
    for bid in sorted(bids, key=lambda bid: bid.vendor):
        for read in bid.answers:
            text = " ".join(read.comment.casefold().split())
            if len(text) < COPIED:
                continue
            other = seen.setdefault((read.id, text), bid.vendor)
            if other != bid.vendor:
                place = (
                    Place(read.origin.file, sheet=read.origin.sheet, cell=read.origin.cell)
                    if read.origin
                    else Place(bid.vendor)
                )
                findings.append(Finding("CDC517", place, {"vendor": bid.vendor, "other": other, "id": read.id}))
    return findings


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
    scored = {(score.vendor, score.criterion) for sheet in sheets for score in sheet.scores}
    return [
        Finding("CDC504", Place("scores"), {"vendor": vendor, "criterion": leaf.id})
        for vendor in sorted(vendors)
        for leaf in spec.leaves
        if leaf.kind == "judged" and (vendor, leaf.id) not in scored
    ]


def as_yaml(sheet: ScoreSheet, source: str) -> str:
    """Write a score sheet as the YAML of `scores/`, one line for each entry; quoted texts are JSON, which is YAML."""
    data = sheet.model_dump(mode="json", exclude_defaults=True)
    lines = [f"# Read from {source}.", f"evaluator: {sheet.evaluator}"]
    for key in ("scores", "verified", "pairs"):
        rows = data.get(key) or []
        if rows:
            lines += [f"{key}:", *(f"  - {{{', '.join(_pairs_of(row))}}}" for row in rows)]
    return "\n".join(lines) + "\n"


def _pairs_of(row: dict[str, object]) -> list[str]:
    plain = ("score", "degree")
    return [f"{key}: {value if key in plain else json.dumps(value, ensure_ascii=False)}" for key, value in row.items()]
