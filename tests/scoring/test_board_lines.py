"""Where a share of the board comes from, cell by cell: whole lines, as the report prints them; and a step of the median."""

from fractions import Fraction

from cdc.model.bid import PairScore
from cdc.model.ranking import Line
from tests.scoring.test_board import D, F, agreed, board, score, sheet

ONE = Fraction(1)


def test_a_score_and_an_agreed_one_are_whole_lines():
    scores, leaves = board(sheet("e", score("A", 4, reason="good", pointer="p. 3")), moderated=[agreed("4.5")])
    assert scores.lines("A", leaves["M"]) == (
        Line("M", ONE, "", "4", F(4, 5), F(4, 5), "scores/e.yaml", "good (p. 3)", ""),
        Line(
            "M", ONE, "", "4.5", F(9, 10), F(9, 10), "scores/moderation.yaml", "talked (Ada, 2027-02-01)", "moderated"
        ),
    )


def test_a_score_that_is_missing_is_a_whole_line_too():
    scores, leaves = board()
    assert scores.lines("A", leaves["M"]) == (Line("M", ONE, "", "", F(0), F(1), "", "", "missing"),)


def test_scores_are_written_out_without_an_exponent():
    moderated = agreed("1E+1", "N")
    scores, leaves = board(sheet("e", score("A", "1E+1", "N")), moderated=[moderated])
    assert [(line.counted, line.low) for line in scores.lines("A", leaves["N"])] == [("10", 1), ("10", 1)]


def test_a_comparison_is_a_whole_line():
    pair = PairScore(criterion="W", better="A", other="B", degree=3, reason="seen")
    scores, leaves = board(sheet("e", pairs=[pair]))
    assert scores.pair_lines("A", leaves["W"]) == (
        Line("W", ONE, "A 3 B", "3", F(3), F(3), "scores/e.yaml", "seen", ""),
    )
    assert scores.pair_lines("B", leaves["W"])[0].low == 0


def test_nobody_compared_gives_no_line():
    scores, leaves = board()
    assert scores.pair_lines("A", leaves["W"]) == ()


def test_one_level_of_one_score_moves_a_median_only_as_far_as_the_next_score():
    scores, leaves = board(*[sheet(f"e{n}", score("A", v)) for n, v in enumerate((0, 2, 5))], aggregation="median")
    moves = scores.steps("A", leaves["M"])
    steps = [(F(down, moves.unit) * 5, F(up, moves.unit) * 5, name) for down, up, name in moves.rows()]
    assert steps == [(0, 0, "e0"), (1, 1, "e1"), (0, 0, "e2")]


def test_a_step_beyond_the_next_score_stops_the_median_there():
    people = [sheet(f"e{n}", score("A", v)) for n, v in enumerate(("1", "1.5", "4"))]
    scores, leaves = board(*people, aggregation="median", score_step=D(1))
    moves = scores.steps("A", leaves["M"])
    assert [(F(d, moves.unit) * 5, F(u, moves.unit) * 5) for d, u, _ in moves.rows()] == [
        (0, F(1, 2)),
        (F(1, 2), 1),
        (0, 0),
    ]


def test_by_consensus_scores_that_differ_are_due_and_reach_from_the_lowest_to_the_highest():
    scores, leaves = board(sheet("e", score("A", 2)), sheet("f", score("A", 4)), aggregation="consensus")
    found = scores.value("A", leaves["M"])
    assert (found.low, found.high) == (F(2, 5), F(4, 5))
