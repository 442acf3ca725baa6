"""How far evaluators agree: Krippendorff's own example, what is left undefined, who is strict, what is talked over first."""

from fractions import Fraction

import pytest

from cdc.scoring import agreement
from tests.scoring.test_board import F, board, score, sheet

PUBLISHED = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Four observers, twelve units: K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, example C and on."""


def rows(*lines):
    return [[None if cell == "." else F(cell) for cell in line.split()] for line in lines]


@pytest.mark.parametrize(("level", "printed"), [("nominal", "0.743"), ("ordinal", "0.815"), ("interval", "0.849")])
def test_the_published_example_comes_out_at_each_level(level, printed):
    assert f"{float(agreement.krippendorff_alpha(rows(*PUBLISHED), level)):.3f}" == printed


def test_scores_are_read_as_an_order_unless_said():
    assert agreement.krippendorff_alpha(rows(*PUBLISHED)) == agreement.krippendorff_alpha(rows(*PUBLISHED), "ordinal")


@pytest.mark.parametrize("given", [(), ("1 2 3",), ("1 .", ". 2"), ("3 3", "3 3")])
def test_alpha_needs_something_scored_twice_and_two_different_scores(given):
    assert agreement.krippendorff_alpha(rows(*given)) is None


def test_one_thing_scored_twice_and_differently_is_chance():
    assert agreement.krippendorff_alpha(rows("1", "2")) == 0


@pytest.mark.parametrize("given", [(), ("1 2 3",), ("1", "2"), ("3 3 3", "2 2 2")])
def test_w_needs_two_rows_two_bids_and_a_row_that_is_not_all_ties(given):
    assert agreement.kendall_w(rows(*given)) is None


@pytest.mark.parametrize(("given", "wanted"), [(("1 2", "1 2"), 1), (("1 2", "2 1"), 0)])
def test_w_of_two_people_and_two_bids_is_all_or_nothing(given, wanted):
    assert agreement.kendall_w(rows(*given)) == wanted


def test_who_scored_alone_is_neither_strict_nor_mild():
    given = {"alone": {("A", "M"): F(1)}, "e": {("B", "M"): F(1)}, "f": {("B", "M"): F(4)}}
    assert agreement.severity(given) == {"alone": 0, "e": F(-3, 2), "f": F(3, 2)}


def test_the_heaviest_is_talked_over_first_then_the_widest_then_by_name():
    cells = {
        ("B", "Z"): [F(1), F(2)],
        ("A", "Z"): [F(2), F(1)],
        ("A", "Y"): [F(1), F(2)],
        ("A", "X"): [F(1), F(3)],
        ("A", "V"): [F(1), F(5)],
        ("A", "U"): [F(1), F("1.5")],
        ("C", "V"): [F(2), F(2)],
        ("D", "V"): [F(2)],
    }
    weights = {"Z": F(2), "Y": F(2), "X": F(1), "V": F(1)}
    assert agreement.agenda(cells, weights) == [
        ("A", "V", 4, 4),
        ("A", "X", 2, 2),
        ("A", "Y", 1, 2),
        ("A", "Z", 1, 2),
        ("B", "Z", 1, 2),
        ("A", "U", F(1, 2), 0),
    ]


def test_the_declared_level_is_the_one_that_is_reported():
    def alpha(level):
        people = [
            sheet(name, score("A", a), score("B", b), score("C", c))
            for name, a, b, c in (("e", 1, 2, 5), ("f", 2, 2, 4))
        ]
        (found,) = board(*people, agreement_level=level)[0].board({"M": Fraction(1)}).agreement
        return found.krippendorff

    assert [alpha(level) for level in ("nominal", "ordinal", "interval")] == [F(1, 6), F(68, 93), F(29, 34)]


def test_w_is_left_out_where_somebody_did_not_score_every_bid():
    people = sheet("e", score("A", 1), score("B", 2)), sheet("f", score("A", 1))
    (found,) = board(*people)[0].board({"M": Fraction(1)}).agreement
    assert (found.kendall, found.scale_spread) == (None, 0)
