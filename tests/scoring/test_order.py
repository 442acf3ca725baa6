"""Ranks and the ranks that remain possible, bid by bid: what is open, who names no price, who may be left out, ties."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.scoring.interval import UNKNOWN
from tests.scoring.test_decide import QUEBEC, decided, entrant, leaf

F, D = Fraction, Decimal
M, PRICE, BARE = leaf("M", 60), leaf("P", 40, "price"), leaf("P", 0, "price")
QUALITY = leaf("M", 100)


def ranks(found):
    return {p.bid: (p.rank, p.best_rank, p.worst_rank) for p in found.order.placed}


def test_nobody_ranks_nobody():
    assert decided([], M, PRICE).order.placed == ()
    assert decided([entrant("A", 1, is_excluded=True)], M, PRICE).order.placed == ()


def test_ranks_are_counted_at_the_low_end_and_reach_as_far_as_others_can():
    bids = [entrant("A", ("0.5", "0.9")), entrant("B", "0.8"), entrant("C", "0.4"), entrant("D", ("0.1", "0.4"))]
    assert ranks(decided(bids, QUALITY)) == {"B": (1, 1, 2), "A": (2, 1, 2), "C": (3, 3, 4), "D": (4, 3, 4)}


def test_bids_that_are_level_for_sure_share_a_rank_and_one_that_may_be_level_may_go_before():
    bids = [entrant("A", "0.5"), entrant("B", "0.5"), entrant("C", ("0.1", "0.2"))]
    assert ranks(decided(bids, QUALITY)) == {"A": (1, 1, 1), "B": (1, 1, 1), "C": (3, 3, 3)}
    bids = [entrant("A", "0.5"), entrant("C", ("0.1", "0.5"))]
    assert ranks(decided(bids, QUALITY)) == {"A": (1, 1, 2), "C": (2, 1, 2)}
    bids = [entrant("A", ("0.5", "0.6")), entrant("C", "0.5")]
    assert ranks(decided(bids, QUALITY)) == {"A": (1, 1, 2), "C": (2, 1, 2)}


def test_a_tie_that_was_broken_stays_broken_where_both_are_known():
    ties = [{"by": "lower_price"}]
    bids = [entrant("A", "0.5", cost=9), entrant("B", "0.5", cost=8), entrant("C", ("0.1", "0.2"), cost=7)]
    found = decided(bids, QUALITY, ties=ties)
    assert ranks(found) == {"B": (1, 1, 1), "A": (2, 2, 2), "C": (3, 3, 3)}
    assert [(p.bid, p.tie_break, p.rank_before_ties) for p in found.order.placed][:2] == [("B", "lower_price", 1), ("A", "lower_price", 1)]  # fmt: skip


def test_who_may_be_left_out_is_before_nobody_for_sure():
    bids = [entrant("A", "0.9", is_conditional=True), entrant("B", "0.5"), entrant("C", "0.4")]
    found = decided(bids, QUALITY)
    assert ranks(found) == {"A": (1, 1, 1), "B": (2, 1, 2), "C": (3, 2, 3)}
    assert {p.bid: set(p.after) for p in found.order.placed} == {"A": set(), "B": set(), "C": {"B"}}


def test_a_bid_that_names_no_price_may_be_anywhere_and_moves_everybody():
    rule = QUEBEC | {"pass_mark": D(0)}
    bids = [entrant("A", 1, cost=100), entrant("B", 1, cost=200), entrant("C", 1, cost=None)]
    found = decided(bids, QUALITY, award_rule=rule)
    assert ranks(found) == {"A": (1, 1, 2), "B": (2, 2, 3), "C": (3, 1, 3)}
    assert found.standings["C"].figure == (None, None)
    counted = decided(bids, QUALITY, award_rule=rule, missing="zero")
    assert ranks(counted) == {"A": (1, 1, 1), "B": (2, 2, 2), "C": (3, 3, 3)}


def test_two_bids_without_a_price_may_each_be_anywhere():
    rule = {"type": "lowest_acceptable"}
    bids = [entrant("A", 1, cost=None), entrant("B", 1, cost=5), entrant("C", 1, cost=None)]
    assert ranks(decided(bids, QUALITY, award_rule=rule)) == {"B": (1, 1, 3), "A": (2, 1, 3), "C": (2, 1, 3)}


@pytest.mark.parametrize(("missing", "a"), [("interval", (1, 1, 2)), ("zero", (1, 1, 1))])
def test_the_band_of_a_ratio_moves_with_a_price_that_is_missing(missing, a):
    rule = {"type": "ratio", "band": D(10)}
    bids = [entrant("A", 1, cost=100), entrant("B", "0.5", cost=100), entrant("C", "0.9", cost=None)]
    found = ranks(decided(bids, QUALITY, award_rule=rule, missing=missing))
    assert found["A"] == a
    assert found["C"] == ((3, 1, 3) if missing == "interval" else (3, 3, 3))


def test_in_a_band_what_is_open_of_others_can_cost_the_place():
    """A is the best by price; B and C are within a tenth of it or not, as their quality turns out."""
    rule = {"type": "ratio", "band": D(10)}
    bids = [entrant("A", "0.5", cost=50), entrant("B", ("0.8", "0.95"), cost=100)]
    assert ranks(decided(bids, QUALITY, award_rule=rule)) == {"A": (1, 1, 2), "B": (2, 1, 2)}
    bids = [entrant("A", "0.5", cost=50), entrant("B", ("0.8", "0.89"), cost=100)]
    assert ranks(decided(bids, QUALITY, award_rule=rule)) == {"A": (1, 1, 1), "B": (2, 2, 2)}


def test_a_bid_that_may_be_left_out_sets_a_band_only_perhaps():
    rule = {"type": "ratio", "band": D(10)}
    bids = [entrant("A", "0.5", cost=50), entrant("B", "0.95", cost=100), entrant("C", 1, cost=10, is_conditional=True)]
    found = ranks(decided(bids, QUALITY, award_rule=rule))
    assert found == {"C": (1, 1, 1), "A": (2, 1, 3), "B": (3, 1, 3)}


def test_quality_is_a_share_of_its_own_points():
    rule = {"type": "adjusted_price", "form": "quebec", "k": D("0.3"), "pass_mark": D(50)}
    found = decided([entrant("A", "0.75", cost=115)], M, PRICE, award_rule=rule)
    assert found.standings["A"].figure == (100, 100)
    meat = decided([entrant("A", "0.5", cost=175)], M, PRICE, award_rule={"type": "adjusted_price", "form": "meat"})
    assert meat.standings["A"].figure == (100, 100)


def test_without_any_weight_of_quality_there_is_none():
    rule = {"type": "ratio"}
    found = decided([entrant("A", "0.75")], leaf("M", 0), leaf("P", 100, "price"), award_rule=rule)
    assert found.standings["A"].figure == (0, 0)


@pytest.mark.parametrize(("stage", "wanted"), [("total", [1, 1]), ("display", [2, 1])])
def test_figures_are_rounded_before_ranks_only_where_declared(stage, wanted):
    bids = [entrant("A", "0.50004"), entrant("B", "0.50006")]
    rounding = {"places": 1, "mode": "down", "stage": stage}
    found = decided(bids, QUALITY, rounding=rounding)
    assert [{p.bid: p.rank for p in found.order.placed}[bid] for bid in "AB"] == wanted
    assert found.standings["A"].figure[0] == (50 if stage == "total" else F("50.004"))


TIED = [
    entrant("A", "0.5", "0.7", cost=9, received="2027-01-02T00:00:00Z"),
    entrant("B", "0.7", "0.5", cost=9, received="2027-01-01T00:00:00Z"),
]


@pytest.mark.parametrize(
    ("step", "first"),
    [
        ({"by": "criterion", "criterion": "M"}, "B"),
        ({"by": "criterion", "criterion": "N"}, "A"),
        ({"by": "earlier_submission"}, "B"),
        ({"by": "lower_price"}, None),
        ({"by": "higher_quality"}, None),
    ],
)
def test_each_step_of_the_tie_break_decides_by_what_it_names(step, first):
    found = decided(TIED, leaf("M", 50), leaf("N", 50), ties=[step])
    assert found.winners == ((first,) if first else ("A", "B"))
    assert {p.tie_break for p in found.order.placed} == {step["by"] if first else ""}


def test_higher_quality_breaks_a_tie_of_totals():
    bids = [entrant("A", "0.5", cost=100), entrant("B", "0.75", cost=160)]  # 30 + 40, 45 + 25
    found = decided(bids, M, PRICE, ties=[{"by": "higher_quality"}])
    assert (found.winners, found.order.placed[0].tie_break) == (("B",), "higher_quality")


def test_in_a_tie_a_bid_without_a_price_comes_after_every_other():
    bids = [entrant("A", "0.5", cost=None), entrant("B", "0.5", cost=10**20)]
    assert decided(bids, QUALITY, ties=[{"by": "lower_price"}]).winners == ("B",)


def test_a_draw_is_the_same_whoever_repeats_it_and_needs_its_seed():
    bids = [entrant(name, "0.5") for name in "ABC"]
    draw = {"by": "draw", "seed": "lotto 4 8 15"}
    first = [p.bid for p in decided(bids, QUALITY, ties=[draw]).order.placed]
    assert first == [p.bid for p in decided(bids[::-1], QUALITY, ties=[draw]).order.placed]
    assert {p.tie_break for p in decided(bids, QUALITY, ties=[draw]).order.placed} == {"draw"}
    other = {
        tuple(p.bid for p in decided(bids, QUALITY, ties=[draw | {"seed": str(n)}]).order.placed) for n in range(9)
    }
    assert len(other) > 1


def test_amounts_that_are_handed_on_as_they_are_are_read_as_they_are():
    quantity = leaf("Q", 50, "quantity", formula={"type": "as_is", "aim": "maximise"})
    rule = {"type": "topsis", "normalisation": "minmax"}
    bids = [entrant(name, quantities={"Q": q}, cost=c) for name, q, c in (("A", 10, 100), ("B", 30, 200))]
    price = leaf("P", 50, "price", formula={"type": "as_is"})
    found = decided(bids, quantity, price, award_rule=rule)
    assert {bid: case.figure for bid, case in found.standings.items()} == {
        "A": (F(1, 2), F(1, 2)),
        "B": (F(1, 2), F(1, 2)),
    }
    skewed = decided(bids, leaf("Q", 75, "quantity", formula=quantity.formula), leaf("P", 25, "price", formula=price.formula), award_rule=rule)  # fmt: skip
    assert skewed.standings["B"].figure == (F(3, 4), F(3, 4))


def test_an_amount_that_is_missing_is_none_or_one_where_it_is_read_as_it_is():
    quantity = leaf("Q", 50, "quantity", formula={"type": "as_is", "aim": "maximise"})
    bids = [entrant("A", "0.5", quantities={"Q": 10}), entrant("B", "0.9")]
    found = decided([bids[0], entrant("B", "0.9", quantities={})], leaf("M", 50), quantity, award_rule="topsis")
    assert [problem.key for problem in found.problems] == ["open_values"]
    counted = decided(bids, leaf("M", 50), quantity, award_rule="topsis", missing="zero")
    assert counted.problems == ()
    assert set(counted.winners) <= {"A", "B"}


def test_an_open_bid_and_one_that_may_be_left_out_are_both_named_where_all_must_be_known():
    bids = [entrant("A", (0, 1)), entrant("B", 1, is_conditional=True), entrant("C", 1)]
    (problem,) = decided(bids, QUALITY, BARE, award_rule="electre").problems
    assert (problem.at, problem.key, problem.facts) == ("award_rule", "open_values", {"bids": "A, B"})
    assert UNKNOWN.high == 1


def test_a_rule_without_a_number_says_so_in_the_place_of_ranks():
    found = decided([entrant("A", 1, cost=0), entrant("B", 1, cost=1)], QUALITY, award_rule="ratio")
    assert found.order.placed == ()
    assert [(row.at, row.key, dict(row.facts)) for row in found.problems] == [
        ("award_rule", "zero_quantity", {"bids": "A"})
    ]


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [
        ([{"by": "criterion", "criterion": "M"}], {"B": (1, 1, 2), "A": (2, 1, 2)}),
        ([{"by": "higher_quality"}], {"B": (1, 1, 2), "A": (2, 1, 2)}),
        ([{"by": "lower_price"}], {"A": (1, 1, 1), "B": (1, 1, 1)}),
        ([{"by": "criterion", "criterion": "N"}], {"A": (1, 1, 1), "B": (1, 1, 1)}),
        ([], {"A": (1, 1, 1), "B": (1, 1, 1)}),
    ],
)
def test_a_tie_that_an_open_value_may_break_leaves_both_ranks_open(steps, wanted):
    bids = [entrant("A", ("0.2", "0.8"), "0.5"), entrant("B", "0.5", "0.5")]
    found = decided(bids, leaf("M", 50), leaf("N", 50), award_rule="lowest_acceptable", ties=steps)
    assert ranks(found) == wanted


@pytest.mark.parametrize(
    ("missing", "by", "wanted"),
    [
        ("interval", "lower_price", {"B": (1, 1, 2), "A": (2, 1, 2)}),
        ("zero", "lower_price", {"B": (1, 1, 1), "A": (2, 2, 2)}),
        ("interval", "higher_quality", {"A": (1, 1, 1), "B": (1, 1, 1)}),
    ],
)
def test_a_tie_that_a_missing_price_may_break_leaves_both_ranks_open(missing, by, wanted):
    bids = [entrant("A", "0.5", cost=None), entrant("B", "0.5", cost=5)]
    assert ranks(decided(bids, QUALITY, missing=missing, ties=[{"by": by}])) == wanted
