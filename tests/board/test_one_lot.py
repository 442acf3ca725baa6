"""What a sheet says of one lot: cell by cell its own word first, of bids that answer it, everything of a tender in one lot."""

from decimal import Decimal

from cdc.board.joint import read_board
from cdc.board.lots import scores_of, sheet_of
from cdc.model.bid import JudgedScore, PairScore, ScoreSheet, Verified
from cdc.model.specification import Specification
from tests.board.test_lots import SPEC


def score(vendor, value, lot=None, criterion="M"):
    return JudgedScore(vendor=vendor, criterion=criterion, score=Decimal(value), lot=lot, reason="r")


def pair(better, other, lot=None, criterion="W"):
    return PairScore(criterion=criterion, better=better, other=other, degree=2, lot=lot, reason="r")


def test_a_score_of_the_lot_takes_the_place_of_that_of_every_lot_for_its_own_bid_and_criterion_only():
    rows = [
        score("A", 1),
        score("A", 2, "L1"),
        score("B", 3),
        score("A", 4, criterion="N"),
        score("C", 5),
        score("B", 6, "L2"),
    ]
    assert [int(row.score) for row in scores_of(rows, ("A", "B"), "L1")] == [2, 3, 4]
    assert [int(row.score) for row in scores_of(rows, ("A", "B"), None)] == [1, 3, 4]


def test_pairs_are_of_two_bids_on_the_lot_and_verified_answers_of_one():
    sheet = ScoreSheet(
        evaluator="ada",
        verified=tuple(Verified(vendor=v, requirement="F1", answer="N", reason="r") for v in "AC"),
        pairs=(pair("A", "B"), pair("B", "A", "L1"), pair("A", "D"), pair("B", "D", "L1"), pair("A", "C"), pair("C", "A"), pair("A", "B", criterion="V")),
    )  # fmt: skip
    found = sheet_of(sheet, ("A", "B", "D"), "L1")
    assert [(row.better, row.other, row.criterion) for row in found.pairs] == [("B", "A", "W"), ("A", "D", "W"), ("B", "D", "W"), ("A", "B", "V")]  # fmt: skip
    assert [row.vendor for row in found.verified] == ["A"]


def test_of_a_tender_in_several_lots_what_is_said_of_none_counts_where_no_lot_is_asked_for(tmp_path):
    (tmp_path / "scores").mkdir()
    rows = "  - {vendor: A, criterion: M, score: 3, reason: r}\n  - {vendor: A, criterion: M, lot: L1, score: 5, reason: r}\n"
    (tmp_path / "scores" / "ada.yaml").write_text(f"evaluator: ada\nscores:\n{rows}", encoding="utf-8")

    def read(lots, lot):
        found = read_board(tmp_path, Specification.model_validate({**SPEC, "lots": SPEC["lots"][:lots], "features": []}), ("A",), lot=lot)  # fmt: skip
        return [int(row.score) for row in found.sheets[0].scores]

    assert (read(2, None), read(2, "L1"), read(2, "L2"), read(1, None), read(1, "L2")) == ([3], [5], [3], [5], [3])
