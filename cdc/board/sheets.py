"""Score sheets, `scores/<evaluator>.yaml`: read, each row checked; and written from what a workbook held."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cdc.board import rows
from cdc.board.moderation import NAME as MODERATION
from cdc.board.one_file import read_plain, written
from cdc.findings import Finding
from cdc.model.bid import JudgedScore, PairScore, ScoreSheet, Verified
from cdc.model.specification import Specification
from cdc.model.tender import BoardMember
from cdc.project.source import Source


def read_sheets(
    root: Path, spec: Specification, vendors: Collection[str]
) -> tuple[tuple[ScoreSheet, ...], list[Finding]]:
    """Read every score sheet; scores that cannot count are findings and are left out."""
    sheets: list[ScoreSheet] = []
    findings: list[Finding] = []
    for path in written(root / "scores"):
        if path.stem == MODERATION:
            continue
        sheet, wrong, source = read_plain(path, root, ScoreSheet)
        findings += wrong
        if sheet is not None:
            kept, wrong = _checked(sheet, source, spec, vendors)
            findings += wrong
            sheets.append(kept)
    return tuple(sheets), findings


def assigned(spec: Specification, member: BoardMember | None, kind: str) -> set[str]:
    """Give the criteria of a kind that an evaluator scores: those named in the board, or all."""
    leaves = {leaf.id for leaf in spec.leaves if leaf.kind == kind}
    return leaves & set(member.criteria) if member and member.criteria else leaves


def _checked(
    sheet: ScoreSheet, source: Source, spec: Specification, vendors: Collection[str]
) -> tuple[ScoreSheet, list[Finding]]:
    member = next((m for m in spec.board if m.evaluator == sheet.evaluator), None)
    if spec.board and (member is None or member.conflict_of_interest != "none"):
        place = source.place(("evaluator",))
        return ScoreSheet(evaluator=sheet.evaluator), [Finding("CDC510", place, {"evaluator": sheet.evaluator})]
    check = _Check(spec, source, vendors, member)
    scores, wrong = rows.kept(sheet.scores, "scores", check.score)
    verified, strange = _agreed(sheet.verified, check)
    pairs, twisted = _once(sheet.pairs, check)
    update = {"scores": scores, "verified": verified, "pairs": pairs}
    return sheet.model_copy(update=update), [*wrong, *strange, *twisted]


@dataclass(frozen=True, slots=True)
class _Check:
    """What rows of one sheet are held against."""

    spec: Specification
    source: Source
    vendors: Collection[str]
    member: BoardMember | None

    def aside(self, vendors: Sequence[str], where: rows.Where) -> Iterator[Finding]:
        """Say that the evaluator has stepped aside from one of these bids."""
        for vendor in vendors:
            if self.member and self.member.is_recused(vendor):
                facts = {"evaluator": self.member.evaluator, "vendor": vendor}
                yield Finding("CDC580", self.source.place(where), facts)

    def score(self, row: JudgedScore, where: rows.Where) -> Iterator[Finding]:
        yield from self.aside((row.vendor,), (*where, "vendor"))
        yield from rows.off_scale(row.criterion, row.score, self.spec, self.source, (*where, "score"))
        yield from rows.unknown_vendor(row.vendor, self.vendors, self.source, (*where, "vendor"))
        yield from rows.unknown_lot(row.lot, self.spec, self.source, (*where, "lot"))
        allowed = assigned(self.spec, self.member, "judged")
        yield from rows.unknown_criterion(row.criterion, allowed, self.source, (*where, "criterion"))
        if not row.reason:
            yield Finding("CDC505", self.source.place(where), {"criterion": row.criterion})

    def verified(self, row: Verified, where: rows.Where) -> Iterator[Finding]:
        yield from self.aside((row.vendor,), (*where, "vendor"))
        yield from rows.unknown_vendor(row.vendor, self.vendors, self.source, (*where, "vendor"))
        item = next((item for _, item in self.spec.asked if item.id == row.requirement), None)
        if item is None:
            yield Finding("CDC511", self.source.place((*where, "requirement")), {"id": row.requirement})
        else:
            known = rows.answers_to(item, self.spec)
            yield from rows.unknown_answer(row.answer, known, self.source, (*where, "answer"))

    def pair(self, row: PairScore, where: rows.Where) -> Iterator[Finding]:
        yield from self.aside([item.vendor for item in self.member.recusals] if self.member else [], where)
        yield from rows.unknown_vendor(row.better, self.vendors, self.source, (*where, "better"))
        yield from rows.unknown_vendor(row.other, self.vendors, self.source, (*where, "other"))
        yield from rows.unknown_lot(row.lot, self.spec, self.source, (*where, "lot"))
        allowed = assigned(self.spec, self.member, "pairwise")
        yield from rows.unknown_criterion(row.criterion, allowed, self.source, (*where, "criterion"))
        greatest = next((leaf.greatest_degree for leaf in self.spec.leaves if leaf.id == row.criterion), row.degree)
        if row.degree > greatest:
            facts = {"text": row.degree, "maximum": greatest}
            yield Finding("CDC503", self.source.place((*where, "degree")), facts)


def _agreed(verified: tuple[Verified, ...], check: _Check) -> tuple[tuple[Verified, ...], list[Finding]]:
    """Keep verified answers; of two to one line that differ, neither can count."""
    first: dict[tuple[str, str], tuple[str, int]] = {}
    differing: set[tuple[str, str]] = set()
    for at, row in enumerate(verified):
        if first.setdefault((row.vendor, row.requirement), (row.answer, at))[0] != row.answer:
            differing.add((row.vendor, row.requirement))

    def problems(row: Verified, where: rows.Where) -> Iterator[Finding]:
        yield from check.verified(row, where)
        key = (row.vendor, row.requirement)
        if key in differing:
            place = check.source.place(("verified", first[key][1]))
            yield Finding(
                "CDC411", check.source.place(where), {"id": f"{row.requirement} · {row.vendor}", "first": str(place)}
            )

    return rows.kept(verified, "verified", problems)


def _once(pairs: tuple[PairScore, ...], check: _Check) -> tuple[tuple[PairScore, ...], list[Finding]]:
    """Keep comparisons in pairs; two of the same bids, or of a bid with itself, are one too many."""
    first: dict[tuple[str, frozenset[str], str | None], int] = {}
    for at, row in enumerate(pairs):
        first.setdefault((row.criterion, frozenset((row.better, row.other)), row.lot), at)

    def problems(row: PairScore, where: rows.Where) -> Iterator[Finding]:
        yield from check.pair(row, where)
        if row.better == row.other or first[row.criterion, frozenset((row.better, row.other)), row.lot] != where[1]:
            yield Finding("CDC518", check.source.place(where), {"better": row.better, "other": row.other})

    return rows.kept(pairs, "pairs", problems)


def as_yaml(sheet: ScoreSheet, source: str) -> str:
    """Write a score sheet as the YAML of `scores/`, one line for each entry; quoted texts are JSON, which is YAML."""
    data = sheet.model_dump(mode="json", exclude_defaults=True)
    lines = [f"# Read from {source}.", f"evaluator: {sheet.evaluator}"]
    for key in ("scores", "verified", "pairs"):
        entries = data.get(key) or []
        if entries:
            lines += [f"{key}:", *(f"  - {{{', '.join(_written(entry))}}}" for entry in entries)]
    return "\n".join(lines) + "\n"


def _written(entry: dict[str, object]) -> list[str]:
    plain = ("score", "degree")
    return [
        f"{key}: {value if key in plain else json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()
    ]
