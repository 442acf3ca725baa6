"""What evaluators wrote is read row by row: what can count is kept, the rest is told at its place, and nothing is followed out."""

import os
import sys

import pytest

from cdc.board import agreement, rows
from cdc.board.corrections import read_corrections
from cdc.board.joint import read_board
from cdc.board.sheets import as_yaml, read_sheets
from cdc.findings import Finding, Place
from cdc.model.bid import AnswerRead, Bid, JudgedScore, PairScore, PriceRead, ScoreSheet
from cdc.model.specification import Specification

VENDORS = ("aurora", "borealis")


def told(findings):
    return [(finding.code, str(finding.place)) for finding in findings]


@pytest.fixture
def written(tmp_path):
    """Write a file of scores/ and give the folder of the project."""

    def write(text, name="venturi.yaml"):
        path = tmp_path / "scores" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_row_without_a_problem_is_kept():
    good, findings = rows.kept(
        ("a", "b"), "rows", lambda row, where: [Finding("CDC501", Place(str(where)), {})] if row == "b" else []
    )
    assert good == ("a",)
    assert told(findings) == [("CDC501", "('rows', 1)")]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("{vendor: aurora, criterion: CR-UX, score: 4, reason: seen}", []),
        ("{vendor: nobody, criterion: CR-UX, score: 4, reason: seen}", [("CDC501", "scores/venturi.yaml:3:14")]),
        ("{vendor: aurora, criterion: CR-P, score: 4, reason: seen}", [("CDC502", "scores/venturi.yaml:3:33")]),
        ("{vendor: aurora, criterion: CR-UX, score: 9, reason: seen}", [("CDC503", "scores/venturi.yaml:3:47")]),
        ("{vendor: aurora, criterion: CR-UX, score: 3.5, reason: seen}", [("CDC516", "scores/venturi.yaml:3:47")]),
        ("{vendor: aurora, criterion: CR-UX, score: 4}", [("CDC505", "scores/venturi.yaml:3:5")]),
    ],
)
def test_each_mistake_in_a_score_has_its_place(gelato, written, row, wanted):
    root = written(f"evaluator: venturi\nscores:\n  - {row}\n")
    (sheet,), findings = read_sheets(root, gelato, VENDORS)
    assert told(findings) == wanted
    assert len(sheet.scores) == (0 if wanted else 1)


def test_somebody_who_is_not_of_the_board_does_not_count(gelato, written):
    root = written("evaluator: stranger\nscores:\n  - {vendor: aurora, criterion: CR-UX, score: 4, reason: seen}\n")
    (sheet,), findings = read_sheets(root, gelato, VENDORS)
    assert (told(findings), sheet.scores) == ([("CDC510", "scores/venturi.yaml:1:12")], ())


def test_a_moderated_score_is_checked_like_any_other(gelato, written):
    row = "{vendor: nobody, criterion: CR-UX, score: 7, reason: talk, by: a, when: '2027-02-01'}"
    root = written(f"moderated:\n  - {row}\n", "moderation.yaml")
    board = read_board(root, gelato, VENDORS)
    assert board.moderated == ()
    assert {code for code, place in told(board.findings) if "moderation" in place} == {"CDC501", "CDC503"}


def _bid(*ids):
    answers = tuple(AnswerRead(id=id_, answer="N") for id_ in ids)
    return Bid(
        vendor="aurora", round=1, received="2027-01-21T00:00:00Z", tender="T", form="F", files=(), identity={}, statements=(), answers=answers, prices=()
    )  # fmt: skip


def test_a_correction_points_to_a_line_that_was_read(gelato, tmp_path):
    asked = gelato.asked[0][1].id
    lines = [f"{{id: {id_}, answer: {answer}, by: a, when: b, why: c}}" for id_, answer in ((asked, "S"), ("F-NO", "S"), (asked, "Q"))]  # fmt: skip
    (tmp_path / "corrections.yaml").write_text("corrections:\n  - " + "\n  - ".join(lines) + "\n", encoding="utf-8")
    kept, findings = read_corrections(tmp_path, tmp_path, _bid(asked), gelato)
    assert [(item.id, item.answer) for item in kept.corrections] == [(asked, "S")]
    assert [code for code, _ in told(findings)] == ["CDC511", "CDC215"]


def test_a_quantity_is_corrected_with_a_number_and_a_price_with_an_amount(tmp_path):
    spec = Specification.model_validate(
        {
            "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-01-01", "languages": ["en"]},
            "company": {"name": "C", "sector": "s"},
            "criteria": [{"id": "K", "name": "months", "weight": 100, "kind": "quantity", "formula": {"type": "inverse", "aim": "maximise"}}],
            "price_lines": [{"id": "PL", "name": "all"}],
        }
    )  # fmt: skip
    bid = _bid().model_copy(update={"statements": (AnswerRead(id="K"),), "prices": (PriceRead(id="PL"),)})
    rows = (
        "K, answer: '36.5'",
        "K, answer: yes",
        "K, answer: '1e5'",
        "K, amount: 4",
        "PL, amount: 4",
        "PL, answer: '4'",
    )
    text = "\n".join(f"  - {{id: {row}, by: a, when: b, why: c}}" for row in rows)
    (tmp_path / "corrections.yaml").write_text(f"corrections:\n{text}\n", encoding="utf-8")
    kept, findings = read_corrections(tmp_path, tmp_path, bid, spec)
    assert [(row.id, row.answer, row.amount) for row in kept.corrections] == [("K", "36.5", None), ("PL", None, 4)]
    assert [code for code, _ in told(findings)] == ["CDC414", "CDC414", "CDC511", "CDC511"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_no_plain_file_is_named_and_not_opened(gelato, tmp_path, kind):
    secret = tmp_path / "secret.txt"
    secret.write_text("root:x:0:0\n", encoding="utf-8")
    path = tmp_path / "scores" / "venturi.yaml"
    path.parent.mkdir()
    {"link": lambda: path.symlink_to(secret), "pipe": lambda: os.mkfifo(path), "folder": path.mkdir}[kind]()
    sheets, findings = read_sheets(tmp_path, gelato, VENDORS)
    assert (sheets, told(findings)) == ((), [("CDC522", "scores/venturi.yaml")])
    assert "root" not in str(findings)


def test_the_same_pair_twice_counts_once(gelato, written):
    criteria = tuple(
        leaf.model_copy(update={"kind": "pairwise", "parts": ()}) if leaf.id == "CR-UX" else leaf
        for leaf in gelato.leaves
    )
    spec = gelato.model_construct(**{**dict(gelato), "criteria": criteria})
    pairs = "{criterion: CR-UX, better: aurora, other: borealis, degree: 2, reason: seen}"
    back = "{criterion: CR-UX, better: borealis, other: aurora, degree: 3, reason: seen}"
    (sheet,), findings = read_sheets(written(f"evaluator: venturi\npairs:\n  - {pairs}\n  - {back}\n"), spec, VENDORS)
    assert [(pair.better, pair.degree) for pair in sheet.pairs] == [("aurora", 2)]
    assert told(findings) == [("CDC518", "scores/venturi.yaml:4:5")]


def test_what_nobody_scored_is_named_for_every_bid(gelato):
    judged = [leaf.id for leaf in gelato.leaves if leaf.kind == "judged"]
    assert judged
    findings = [f for f in agreement.check(gelato, (), (), VENDORS) if f.code == "CDC504"]
    assert {(f.facts["vendor"], f.facts["criterion"]) for f in findings} == {(v, c) for v in VENDORS for c in judged}


def test_a_sheet_written_as_yaml_is_read_back_the_same(gelato, written):
    sheet = ScoreSheet(
        evaluator="venturi",
        scores=(JudgedScore(vendor="aurora", criterion="CR-UX", score=4, reason='said: "yes" # really\nand more'),),
    )
    (again,), findings = read_sheets(written(as_yaml(sheet, "scores-venturi.xlsx")), gelato, VENDORS)
    assert (again, findings) == (sheet, [])
    assert "degree: 3" in as_yaml(
        ScoreSheet(evaluator="a", pairs=(PairScore(criterion="C", better="x", other="y", degree=3, reason="r"),)), "x"
    )


def stepping_aside(spec):
    """The board of the example, with one evaluator who steps aside from one bid."""
    aside = {"vendor": "borealis", "reason": "Worked there until 2025"}
    board = tuple(
        type(member).model_validate({**member.model_dump(mode="json", exclude_defaults=True), "recusals": [aside]})
        if member.evaluator == "venturi"
        else member
        for member in spec.board
    )
    parts = {name: getattr(spec, name) for name in type(spec).model_fields} | {"board": board}
    return type(spec).model_construct(**parts)


def test_whoever_steps_aside_from_a_bid_neither_scores_it_nor_owes_its_score(gelato, written):
    spec = stepping_aside(gelato)
    lines = [f"  - {{vendor: {vendor}, criterion: CR-UX, score: 4, reason: seen}}" for vendor in VENDORS]
    root = written("\n".join(["evaluator: venturi", "scores:", *lines]) + "\n")
    (sheet,), findings = read_sheets(root, spec, VENDORS)
    assert told(findings) == [("CDC580", "scores/venturi.yaml:4:14")]
    assert [score.vendor for score in sheet.scores] == ["aurora"]
    others = ScoreSheet(
        evaluator="serra",
        scores=tuple(JudgedScore(vendor=v, criterion="CR-UX", score=3, reason="seen") for v in VENDORS),
    )
    owed = [f.facts for f in agreement.check(spec, (sheet, others), (), VENDORS) if f.code == "CDC514"]
    assert {(facts["evaluator"], facts["vendor"]) for facts in owed} >= {("ferri", "aurora"), ("ferri", "borealis")}
    assert ("venturi", "borealis") not in {(facts["evaluator"], facts["vendor"]) for facts in owed}


def test_a_variant_is_its_vendors_bid_too(gelato):
    member = next(member for member in stepping_aside(gelato).board if member.evaluator == "venturi")
    known = ("borealis", "borealis-lean", "boreal", "aurora")
    assert [vendor for vendor in known if member.is_recused(vendor)] == ["borealis", "borealis-lean"]


def test_its_score_sheet_asks_nothing_of_that_bid(gelato):
    from cdc.workbooks.scores.lines import Sheet

    spec = stepping_aside(gelato)
    asked = {
        member.evaluator: {vendor for _, vendor in Sheet(spec, member, dict.fromkeys(VENDORS, "x")).scores().values()}
        for member in spec.board
    }
    assert asked["venturi"] == {"aurora"}
    assert asked["ferri"] == set(VENDORS)


def test_of_two_verified_answers_to_one_line_that_differ_neither_counts(written, gelato):
    text = "evaluator: venturi\nverified:\n"
    for vendor, answer in (("aurora", "S"), ("aurora", "F"), ("borealis", "F"), ("borealis", "F")):
        text += f"  - {{vendor: {vendor}, requirement: F-GEL-05, answer: {answer}, reason: in demo}}\n"
    (sheet,), findings = read_sheets(written(text), gelato, VENDORS)
    assert [row.vendor for row in sheet.verified] == ["borealis", "borealis"]
    assert told(findings) == [("CDC411", "scores/venturi.yaml:3:5"), ("CDC411", "scores/venturi.yaml:4:5")]
