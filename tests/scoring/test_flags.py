"""What tests for low bids are given of an evaluation: prices of who is in, the ceiling, points and their maxima."""

from fractions import Fraction

from cdc.model.evaluation import Evaluation
from cdc.model.ranking import Flag
from cdc.scoring.abnormal import flags
from cdc.scoring.decide import decide
from cdc.scoring.method import Method
from tests.scoring.test_decide import entrant, leaf

F = Fraction


def flagged(type_, prices, ceiling=None, out=(), shares="1"):
    tests = [{"type": type_, "minimum_bids": 2}]
    method = Method.of((leaf("M", 60), leaf("P", 40, "price")), Evaluation(low_bids=tests), ceiling)
    bids = [entrant(f"v{n}", shares, cost=price, is_excluded=f"v{n}" in out) for n, price in enumerate(prices)]
    return flags(method, decide(method, bids))


def test_prices_are_those_of_who_is_in_and_names_one():
    (found,) = flagged("double_mean", (50, 100, 100, 1, None), out=("v3",))
    assert found == Flag("double_mean", ("v0",), F(75), {"mean": F(250, 3), "second_mean": F(250, 3)})


def test_the_ceiling_is_the_base_of_discounts():
    prices = [100 - n for n in (5, 10, 11, 12, 13, 14, 30)]
    (found,) = flagged("italy_b", prices, F(100))
    assert (found.test, found.vendors, found.award_discount, found.does_not_apply) == ("italy_b", ("v5", "v6"), 12, "")
    assert (found.steps["sum"], found.steps["mean"], found.threshold) == (60, 12, F("13.5"))
    assert flagged("italy_b", prices)[0].does_not_apply == "no_base"


def test_points_are_held_to_four_fifths_of_their_maxima():
    (found,) = flagged("four_fifths", (100, 120, 200), shares="0.8")
    assert (found.vendors, found.threshold) == (("v0", "v1"), None)
    assert found.steps == {"price_points": F(32), "quality_points": F(48)}
