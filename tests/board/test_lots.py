"""Scores of one lot go before those of every lot; who bid on another lot is no stranger."""

from decimal import Decimal

import pytest

from cdc.board.joint import read_board
from cdc.model.specification import Specification
from cdc.scoring.board import Scores

SPEC = {
    "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-01-01", "languages": ["en"]},
    "company": {"name": "C", "sector": "s"},
    "lots": [{"id": "L1", "name": "one"}, {"id": "L2", "name": "two"}],
    "scales": [
        {"id": "SC", "name": "s", "answers": [{"id": a, "label": a, "points": p} for a, p in (("Y", 1), ("N", 0))]}
    ],
    "features": [{"id": "F1", "title": "f", "lots": ["L1"]}],
    "criteria": [
        {"id": "M", "name": "m", "weight": 50, "kind": "judged"},
        {"id": "W", "name": "w", "weight": 50, "kind": "pairwise"},
    ],
}
SHEET = """evaluator: ada
scores:
  - {vendor: A, criterion: M, score: 3, reason: both}
  - {vendor: A, criterion: M, lot: L2, score: 5, reason: stronger here}
  - {vendor: B, criterion: M, score: 2, reason: only on lot 1}
verified:
  - {vendor: A, requirement: F1, answer: N, reason: seen}
pairs:
  - {criterion: W, better: A, other: B, degree: 2, reason: both}
  - {criterion: W, better: B, other: A, lot: L2, degree: 3, reason: here not}
"""
MODERATION = "moderated:\n  - {vendor: A, criterion: M, lot: L1, score: 4, reason: agreed, by: c, when: w}\n"


@pytest.fixture
def root(tmp_path):
    (tmp_path / "scores").mkdir()
    (tmp_path / "scores" / "ada.yaml").write_text(SHEET, encoding="utf-8")
    (tmp_path / "scores" / "moderation.yaml").write_text(MODERATION, encoding="utf-8")
    return tmp_path


def board(root, lot, vendors=("A", "B"), spec=SPEC):
    return read_board(root, Specification.model_validate(spec), vendors, lot=lot, known=("A", "B"))


@pytest.mark.parametrize(("lot", "wanted", "better"), [("L1", Decimal("0.8"), "A"), ("L2", Decimal(1), "B")])
def test_what_is_said_of_a_lot_goes_first(root, lot, wanted, better):
    found = board(root, lot)
    spec = Specification.model_validate(SPEC)
    value = Scores.of(spec, found.sheets, found.moderated).value("A", spec.leaves[0])
    assert (value.low, value.high) == (wanted, wanted)
    assert [pair.better for pair in found.sheets[0].pairs] == [better]


def test_a_bid_on_another_lot_is_no_stranger_and_does_not_count(root):
    found = board(root, "L2", vendors=("A",))
    assert not [finding for finding in found.findings if finding.code == "CDC501"]
    assert {score.vendor for score in found.sheets[0].scores} == {"A"}


def test_what_was_verified_of_a_line_of_another_lot_is_no_error(root):
    found = board(root, "L2")
    assert [row.requirement for row in found.sheets[0].verified] == ["F1"]
    assert "CDC511" not in {finding.code for finding in found.findings}


def test_a_tender_in_one_lot_needs_no_name_of_it(root):
    found = board(root, None, spec={**SPEC, "lots": [{"id": "L2", "name": "only"}]})
    assert [score.score for score in found.sheets[0].scores if score.vendor == "A"] == [5]
    assert "CDC211" in {finding.code for finding in found.findings}  # the moderated score names a lot that is not there


def test_a_lot_that_is_not_there_is_a_finding(root):
    path = root / "scores" / "ada.yaml"
    path.write_text(SHEET.replace("lot: L2, score", "lot: L3, score"), encoding="utf-8")
    (finding,) = [f for f in board(root, "L1").findings if f.code == "CDC211"]
    assert (finding.place.line, finding.facts["id"]) == (4, "L3")
