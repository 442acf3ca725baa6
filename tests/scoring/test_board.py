"""The board's scores: what they come to, what they say about the board, what one level does, each at its border."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.model.bid import JudgedScore, Moderated, PairScore, ScoreSheet
from cdc.model.specification import Specification
from cdc.scoring.board import Scores, bound_of
from cdc.scoring.interval import NOTHING, UNKNOWN, Interval

F, D = Fraction, Decimal


def spec(**evaluation):
    return Specification.model_validate(
        {
            "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-01-01", "languages": ["en"]},
            "company": {"name": "C", "sector": "s"},
            "tender": {"id": "T1", "procedure": "p"},
            "evaluation": evaluation,
            "criteria": [
                {"id": "M", "name": "m", "weight": 60, "kind": "judged"},
                {"id": "N", "name": "n", "weight": 30, "kind": "judged", "maximum": 10},
                {"id": "W", "name": "w", "weight": 10, "kind": "pairwise"},
            ],
        }
    )


def sheet(name, *rows, pairs=()):
    scores = tuple(
        JudgedScore(vendor=v, criterion=c, score=D(str(s)), reason=None if r is None else r, pointer=p)
        for v, c, s, r, p in rows
    )
    return ScoreSheet(evaluator=name, scores=scores, pairs=tuple(pairs))


def score(vendor, value, criterion="M", reason="why", pointer=None):
    return vendor, criterion, value, reason, pointer


def board(*sheets, moderated=(), **evaluation):
    own = spec(**evaluation)
    return Scores.of(own, sheets, moderated), {leaf.id: leaf for leaf in own.leaves}


def agreed(value, criterion="M"):
    return Moderated(vendor="A", criterion=criterion, score=D(str(value)), reason="talked", by="Ada", when="2027-02-01")


def test_the_bound_of_moderation_is_exact_or_none():
    assert bound_of(spec().evaluation) is None
    assert bound_of(spec(moderation_from=D("1.5")).evaluation) == F(3, 2)


@pytest.mark.parametrize(("how", "wanted"), [("mean", F(8, 15)), ("median", F(2, 5))])
def test_the_aggregate_is_a_share_of_the_full_mark(how, wanted):
    sheets = [sheet(f"e{n}", score("A", value)) for n, value in enumerate((1, 2, 5))]
    scores, leaves = board(*sheets, aggregation=how)
    assert scores.value("A", leaves["M"]) == Interval.exactly(wanted)


def test_a_leaf_may_have_a_full_mark_of_its_own():
    scores, leaves = board(sheet("e", score("A", 4), score("A", 4, "N")))
    assert (scores.maximum(leaves["M"]), scores.maximum(leaves["N"])) == (5, 10)
    assert (scores.value("A", leaves["M"]).low, scores.value("A", leaves["N"]).low) == (F(4, 5), F(2, 5))


def test_an_agreed_score_counts_before_all_others():
    scores, leaves = board(sheet("e", score("A", 1)), sheet("f", score("A", 5)), moderated=[agreed(3)])
    assert scores.value("A", leaves["M"]) == Interval.exactly(F(3, 5))


@pytest.mark.parametrize(("missing", "wanted"), [("interval", UNKNOWN), ("zero", NOTHING)])
def test_nobody_scored_means_anything_or_nothing(missing, wanted):
    scores, leaves = board(missing=missing)
    assert scores.value("A", leaves["M"]) == wanted


@pytest.mark.parametrize(("values", "is_due"), [((2, 4), True), ((2, 3), False), ((4, 2), True)])
def test_from_a_declared_difference_on_an_agreed_score_is_due(values, is_due):
    scores, leaves = board(*[sheet(f"e{n}", score("A", v)) for n, v in enumerate(values)], moderation_from=D(2))
    assert scores.needs_moderation(("A", "M")) == is_due
    found = scores.value("A", leaves["M"])
    assert found == (Interval(F(2, 5), F(4, 5)) if is_due else Interval.exactly(F(1, 2)))


def test_by_consensus_only_an_agreed_score_settles():
    scores, leaves = board(sheet("e", score("A", 3)), aggregation="consensus")
    assert scores.needs_moderation(("A", "M"))
    assert not scores.needs_moderation(("B", "M"))
    assert scores.value("A", leaves["M"]) == Interval.exactly(F(3, 5))


def test_lines_name_who_scored_what_and_why_then_what_was_agreed():
    scores, leaves = board(
        sheet("f", score("A", 5, reason=None)), sheet("e", score("A", 4, reason="good", pointer="p. 3")), moderated=[agreed("4.5")]
    )  # fmt: skip
    rows = [
        (line.counted, line.low, line.high, line.origin, line.note, line.note_key)
        for line in scores.lines("A", leaves["M"])
    ]
    assert rows == [
        ("4", F(4, 5), F(4, 5), "scores/e.yaml", "good (p. 3)", ""),
        ("5", 1, 1, "scores/f.yaml", "", ""),
        ("4.5", F(9, 10), F(9, 10), "scores/moderation.yaml", "talked (Ada, 2027-02-01)", "moderated"),
    ]
    (empty,) = scores.lines("B", leaves["M"])
    assert (empty.id, empty.weight, empty.low, empty.high, empty.note_key, empty.counted) == (
        "M",
        1,
        0,
        1,
        "missing",
        "",
    )


def test_lines_of_pairs_are_those_a_bid_takes_part_in():
    def pair(better, other, degree):
        return PairScore(criterion="W", better=better, other=other, degree=degree, reason="seen")

    scores, leaves = board(sheet("e", pairs=[pair("A", "B", 3), pair("B", "C", 1), pair("C", "A", 2)]))
    rows = [
        (line.claim, line.counted, line.low, line.origin, line.note) for line in scores.pair_lines("A", leaves["W"])
    ]
    assert rows == [("A 3 B", "3", 3, "scores/e.yaml", "seen"), ("C 2 A", "0", 0, "scores/e.yaml", "seen")]
    assert [(line.claim, line.low) for line in scores.pair_lines("C", leaves["W"])] == [("B 1 C", 1), ("C 2 A", 2)]


@pytest.mark.parametrize(
    ("values", "wanted"),
    [((3,), [(1, 1, "e0")]), ((0,), [(0, 1, "e0")]), ((5,), [(1, 0, "e0")]), ((2, 4), [(1, 1, "e0"), (1, 1, "e1")])],
)
def test_one_level_of_one_score_moves_the_leaf(values, wanted):
    scores, leaves = board(*[sheet(f"e{n}", score("A", v)) for n, v in enumerate(values)])
    moves = scores.steps("A", leaves["M"])
    unit = moves.unit
    assert [(F(d, unit) * 5 * len(values), F(u, unit) * 5 * len(values), name) for d, u, name in moves.rows()] == wanted
    assert F(moves.bound, unit) == F(1, 5 * len(values))


def test_an_agreed_score_moves_by_itself_and_one_that_is_due_does_not():
    scores, leaves = board(sheet("e", score("A", 3)), moderated=[agreed("4.5")])
    moves = scores.steps("A", leaves["M"])
    assert [(F(d, moves.unit), F(u, moves.unit), name) for d, u, name in moves.rows()] == [
        (F(1, 5), F(1, 10), "moderation")
    ]
    due, leaves = board(sheet("e", score("A", 1)), sheet("f", score("A", 5)), moderation_from=D(2))
    assert list(due.steps("A", leaves["M"]).rows()) == []
    assert due.steps("B", leaves["M"]).bound == 0


def test_a_step_may_be_half_a_point():
    scores, leaves = board(sheet("e", score("A", 3)), score_step=D("0.5"))
    moves = scores.steps("A", leaves["M"])
    assert [(F(d, moves.unit), F(u, moves.unit)) for d, u, _ in moves.rows()] == [(F(1, 10), F(1, 10))]


def test_the_board_sees_agreement_severity_and_what_to_talk_over():
    sheets = (
        sheet("strict", score("A", 1), score("B", 2), score("A", 5, "N"), score("B", 5, "N")),
        sheet("mild", score("A", 3), score("B", 4), score("A", 5, "N")),
    )
    scores, _ = board(*sheets, moderated=[agreed(2)], moderation_from=D(2))
    found = scores.board({"M": F(60, 100), "N": F(30, 100)})
    assert found.severity == {"mild": F(2, 3), "strict": -F(2, 3)}
    assert [(t.vendor, t.criterion, t.spread, t.weight, t.needs_moderation) for t in found.agenda] == [
        ("A", "M", 2, F(6, 5), True), ("B", "M", 2, F(6, 5), True),
    ]  # fmt: skip
    first, second = found.agenda
    assert (first.moderated, first.reason, first.by, first.scores) == (
        2,
        "talked",
        "Ada, 2027-02-01",
        {"mild": 3, "strict": 1},
    )
    assert (second.moderated, second.reason, second.by) == (None, "", "")
    by_leaf = {row.criterion: row for row in found.agreement}
    assert (by_leaf["M"].scale_spread, by_leaf["M"].kendall) == (2, 1)
    assert (by_leaf["N"].scale_spread, by_leaf["N"].kendall) == (0, None)
    assert by_leaf["M"].krippendorff is not None


def test_one_evaluator_alone_agrees_with_nobody():
    scores, _ = board(sheet("e", score("A", 1), score("B", 2)))
    assert (scores.board({"M": F(1)}).agreement, scores.board({"M": F(1)}).agenda) == ((), ())
