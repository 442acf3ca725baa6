"""Which answer of a bid counts, and what lets it in: each border by itself."""

from decimal import Decimal

import pytest

from cdc.model.bid import AnswerRead, Bid, Correction, Corrections, Origin, ScoreSheet, Verified
from cdc.model.specification import Specification
from cdc.scoring.cases import Entry, ladders_of, open_case
from cdc.scoring.interval import UNKNOWN, Interval
from cdc.scoring.lines import answer_lines, statement_line
from cdc.scoring.tables import tables_of

SIGNED = {"by": "Ada", "when": "2027-02-01", "why": "as page 4 says"}


def spec(missing="interval", least="P", *, mandatory=True, knocks="F1"):
    answers = [{"id": a, "label": a.lower(), "points": Decimal(p)} for a, p in (("Y", "1"), ("P", "0.5"), ("N", "0"))]
    return Specification.model_validate(
        {
            "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-01-01", "languages": ["en"]},
            "company": {"name": "C", "sector": "s"},
            "tender": {"id": "T1", "procedure": "p", "declarations": [{"id": "V-OK", "text": "We agree", "mandatory": mandatory}]},
            "evaluation": {"missing": missing},
            "scales": [{"id": "SC", "name": "s", "answers": answers}],
            "features": [
                {"id": id_, "title": id_, "weight": weight, **({"knockout": {"least": least}} if id_ == knocks else {})}
                for id_, weight in (("F1", 2), ("F2", 3))
            ],
            "criteria": [
                {"id": "Q", "name": "q", "weight": 90, "kind": "features", "covers": ["features"]},
                {"id": "S", "name": "s", "weight": 10, "kind": "yes_no", "question": "?"},
            ],
        }
    )  # fmt: skip


def case(given=None, *, sheets=(), fixes=(), said="yes", statement="yes", **declared):
    answers = {"F1": "Y", "F2": "Y"} | (given or {})
    own = spec(**declared)
    bid = Bid(
        vendor="A", round=1, received="", tender="T1", form="F", files=(), identity={}, prices=(),
        answers=tuple(AnswerRead(id=id_, answer=answer) for id_, answer in answers.items()),
        statements=(AnswerRead(id="V-OK", answer=said), AnswerRead(id="S", answer=statement)),
    )  # fmt: skip
    rows = tuple(Correction(**SIGNED, **fix) for fix in fixes)
    return open_case(own, Entry(bid, Corrections(corrections=rows)), sheets, tuple(ladders_of(own)))


def reasons(found):
    return [(reason.key, dict(reason.facts)) for reason in found.reasons]


@pytest.mark.parametrize(
    ("least", "answer", "is_out"),
    [("Y", "Y", False), ("Y", "P", True), ("P", "P", False), ("P", "N", True), ("N", "N", False), ("P", "Y", False)],
)
def test_an_answer_below_the_least_accepted_one_is_out_and_no_other(least, answer, is_out):
    found = case({"F1": answer}, least=least)
    assert found.is_excluded == found.is_conditional == is_out
    assert reasons(found) == ([("reason_knockout", {"id": "F1", "answer": answer, "least": least})] if is_out else [])


def test_a_missing_answer_to_a_knock_out_is_open_or_out_as_missing_is_declared():
    open_, out = case({"F1": None}), case({"F1": None}, missing="zero")
    assert (reasons(open_), open_.is_excluded, open_.is_conditional) == (
        [("reason_knockout_open", {"id": "F1"})],
        False,
        True,
    )
    assert (reasons(out), out.is_excluded) == ([("reason_knockout_missing", {"id": "F1"})], True)


def test_other_answers_knock_nobody_out():
    assert reasons(case({"F2": "N"})) == []


def test_a_knock_out_is_tested_wherever_it_stands():
    assert [key for key, _ in reasons(case({"F2": "N"}, knocks="F2"))] == ["reason_knockout"]
    assert reasons(case({"F1": "N"}, knocks="F2")) == []


@pytest.mark.parametrize(
    ("said", "mandatory", "wanted"),
    [
        ("yes", True, []),
        ("no", True, [("reason_declaration", {"id": "V-OK"})]),
        (None, True, [("reason_declaration_missing", {"id": "V-OK"})]),
        ("no", False, []),
        (None, False, []),
    ],
)
def test_a_declaration_must_be_made_where_it_is_mandatory(said, mandatory, wanted):
    found = case(said=said, mandatory=mandatory)
    assert reasons(found) == wanted
    assert (found.is_excluded, found.is_conditional) == (said == "no" and mandatory, bool(wanted))


def test_a_declaration_that_was_not_read_at_all_is_missing():
    own = spec()
    bid = Bid(vendor="A", round=1, received="", tender="T1", form="F", files=(), identity={}, prices=(), statements=(), answers=(AnswerRead(id="F1", answer="Y"),))  # fmt: skip
    found = open_case(own, Entry(bid), (), tuple(ladders_of(own)))
    assert reasons(found) == [("reason_declaration_missing", {"id": "V-OK"})]


def test_a_correction_counts_before_what_was_read_and_only_for_lines_that_were():
    found = case(
        {"F1": "N"}, fixes=({"id": "F1", "answer": "Y"}, {"id": "S", "answer": "no"}, {"id": "F9", "answer": "Y"})
    )
    assert found.counted == {"F1": "Y", "F2": "Y"}
    assert (found.statements["S"].answer, found.statements["V-OK"].answer) == ("no", "yes")
    assert (found.vendor, reasons(found)) == ("A", [])


def test_a_correction_of_an_amount_touches_no_answer():
    assert case(fixes=({"id": "F1", "amount": Decimal(3)},)).counted["F1"] == "Y"


def test_what_was_verified_of_another_lot_moves_nothing():
    seen = Verified(vendor="A", requirement="F-OF-LOT-2", answer="N", reason="demo")
    sheets = [ScoreSheet(evaluator=f"e{at}", verified=(seen,)) for at in range(2)]
    assert case(sheets=sheets) == case()


def test_of_several_verified_answers_the_least_favourable_counts_whoever_wrote_it():
    def sheet(name, answer, vendor="A", id_="F1"):
        seen = Verified(vendor=vendor, requirement=id_, answer=answer, reason=f"seen by {name}")
        return ScoreSheet(evaluator=name, verified=(seen,))

    for order in (("P", "N"), ("N", "P")):
        found = case(sheets=[sheet(f"e{at}", answer) for at, answer in enumerate(order)])
        assert found.counted["F1"] == "N"
        assert found.verified["F1"] == ("N", f"seen by e{order.index('N')}")
    assert case(sheets=[sheet("e", "N", vendor="B")]).counted["F1"] == "Y"
    same = case(sheets=[sheet("e0", "P"), sheet("e1", "P")])
    assert same.verified["F1"] == ("P", "seen by e0")


def test_lines_say_what_was_claimed_what_counts_and_why():
    seen = ScoreSheet(evaluator="e", verified=(Verified(vendor="A", requirement="F2", answer="P", reason="demo"),))
    found = case({"F1": None}, sheets=[seen], fixes=({"id": "F1", "answer": "N"},))
    first, second = answer_lines(found, tables_of(spec())["Q"], missing="interval")
    assert (first.id, first.weight, first.claim, first.counted, first.low, first.high) == ("F1", 2, "", "N", 0, 0)
    assert (first.note, first.note_key, first.origin) == ("Ada, 2027-02-01: as page 4 says", "corrected", "")
    assert (second.claim, second.counted, second.low, second.note, second.note_key) == (
        "Y",
        "P",
        Decimal("0.5"),
        "demo",
        "verified",
    )


@pytest.mark.parametrize(("missing", "high"), [("interval", 1), ("zero", 0)])
def test_a_line_without_an_answer_is_worth_anything_or_nothing(missing, high):
    line = next(answer_lines(case({"F1": None}), tables_of(spec())["Q"], missing=missing))
    assert (line.low, line.high, line.note_key, line.note, line.counted) == (0, high, "missing", "", "")


def test_a_plain_line_needs_no_note_and_one_that_was_not_read_has_no_claim():
    own = spec()
    line = next(answer_lines(case({"F1": "P"}), tables_of(own)["Q"], missing="interval"))
    assert (line.claim, line.counted, line.note, line.note_key) == ("P", "P", "", "")
    bid = Bid(vendor="A", round=1, received="", tender="T1", form="F", files=(), identity={}, prices=(), statements=(), answers=())  # fmt: skip
    found = open_case(own, Entry(bid), (), tuple(ladders_of(own)))
    assert [(line.claim, line.note_key) for line in answer_lines(found, tables_of(own)["Q"], missing="zero")] == [
        ("", "missing")
    ] * 2


def test_a_text_that_is_no_answer_is_shown_as_the_claim():
    own = spec()
    read = AnswerRead(id="F1", typed="perhaps", origin=Origin(file="a.xlsx", sheet="S", cell="H2"))
    bid = Bid(vendor="A", round=1, received="", tender="T1", form="F", files=(), identity={}, prices=(), statements=(), answers=(read,))  # fmt: skip
    found = open_case(own, Entry(bid), (), tuple(ladders_of(own)))
    line = next(answer_lines(found, tables_of(own)["Q"], missing="interval"))
    assert (line.claim, line.origin) == ("perhaps", "a.xlsx › S!H2")


def test_a_statement_is_one_line_with_its_cell():
    leaf = spec().criteria[1]
    read = AnswerRead(id="S", answer="yes", typed="sì", origin=Origin(file="a.xlsx", sheet="V", cell="D4"))
    line = statement_line(leaf, read, Interval.exactly(Decimal(1)))
    assert (line.id, line.weight, line.claim, line.counted, line.origin, line.note_key) == (
        "S",
        1,
        "sì",
        "yes",
        "a.xlsx › V!D4",
        "",
    )
    empty = statement_line(leaf, None, UNKNOWN)
    assert (empty.claim, empty.counted, empty.origin, empty.low, empty.high, empty.note_key) == (
        "",
        "",
        "",
        0,
        1,
        "missing",
    )
    assert (line.note, empty.note) == ("", "")
    typed = statement_line(leaf, AnswerRead(id="S", typed="maybe"), UNKNOWN)
    assert (typed.claim, typed.counted, typed.note_key) == ("maybe", "", "missing")
