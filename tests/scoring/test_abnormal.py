"""Tests for abnormally low bids: thresholds, their edges, and when they do not apply."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.model.method import LowBidTest
from cdc.scoring import abnormal
from cdc.scoring.abnormal import LowBids, Offers

F = Fraction


def tried(type_, prices, *, base=None, points=None, maxima=None, **parameters):
    test = LowBidTest(type=type_, **parameters)
    named = {name: F(price) for name, price in zip("ABCDEFGH", prices, strict=False)}
    return abnormal.test_bids(test, Offers(named, F(base) if base else None, points or {}, maxima or (F(0), F(0))))


@pytest.mark.parametrize(
    ("type_", "prices", "base", "threshold", "flagged"),
    [
        # one bid: 25 % below the base; two: 20 % below the other; more: 10 % below the mean; all strictly
        ("spain", (74,), 100, 75, "A"), ("spain", (75,), 100, 75, ""), ("spain", (79, 100), None, 80, "A"), ("spain", (100, 80), None, 80, ""),
        ("spain", (80, 100, 120), None, 81, "A"), ("spain", (70, 70, 71), 100, 75, "ABC"), ("spain", (95, 98, 100, 150), None, F(293, 3) * F(9, 10), ""),
        ("spain", (50, 60, 100, 200), None, 63, "AB"), ("spain", (75, 76, 77), 100, 75, ""), ("spain", (90, 100, 110), None, 90, ""),
        # 25 % or more below the starting price
        ("russia_25", (75, 76, 10), 100, 75, "AC"),
        # mean 100, deviation of the population 10: below 90
        ("standard_deviation", (90, 110, 90, 110), None, 90, ""), ("standard_deviation", (100, 100, 100, 60), None, 90 - F("17.320508075688772935274463415058723669428052538104") + 0, "D"),
        # five bids; more than half below the mean of the others (100) and a fifth below the second (100)
        ("fifty_twenty_five", (49, 100, 100, 100, 100), None, 50, "A"), ("fifty_twenty_five", (100, 50, 100, 100, 100), None, 50, ""),
        ("fifty_twenty_five", (49, 60, 120, 120, 120), None, 48, ""), ("fifty_twenty_five", (47, 60, 120, 120, 120), None, 48, "A"),
        # mean 105: 140 is above 126 and goes; the others' mean is 93.33, less 10 % is 84
        ("double_mean", (84, 96, 100, 140), None, 84, "A"), ("double_mean", (80, 100, 120), None, 90, "A"), ("double_mean", (100,), None, None, ""),
    ],
)  # fmt: skip
def test_thresholds(type_, prices, base, threshold, flagged):
    found = tried(type_, prices, base=base)
    assert "".join(found.flagged) == flagged
    assert found.test == type_
    if threshold is None:
        assert (found.threshold, found.does_not_apply) == (None, "few_bids")
    else:
        assert abs(found.threshold - threshold) < F(1, 10**40)
        assert found.does_not_apply == ""


def test_the_steps_of_each_computation():
    assert tried("double_mean", (84, 96, 100, 140)).steps == {"mean": 105, "second_mean": F(280, 3)}
    assert tried("double_mean", (60, 90, 100, 150), high=Decimal(40), low=Decimal(25)) == LowBids(
        "double_mean", ("A",), F(125, 2), {"mean": F(100), "second_mean": F(250, 3)}
    )
    assert tried("standard_deviation", (90, 110, 90, 110)).steps == {"mean": 100, "deviation": 10}
    assert tried("fifty_twenty_five", (49, 60, 120, 120, 120)).steps == {"mean_of_others": 105, "second": 60}
    assert tried("spain", (74,), base=100).steps == {"base": 100}
    assert tried("spain", (70, 100)).steps == {"highest": 100}
    assert tried("spain", (80, 100, 120)).steps == {"mean": 100, "second_mean": 90}
    assert tried("russia_25", (74,), base=100).steps == {"base": 100}


def test_equal_lowest_bids_are_told_apart_by_name_only():
    assert tried("fifty_twenty_five", (40, 40, 120, 120, 120)).flagged == ()
    assert tried("fifty_twenty_five", (40, 120, 120, 120, 40)).steps["second"] == 40


def test_four_fifths_of_both_maxima():
    points = {"A": (F(24), F(56)), "B": (F(24), F(55)), "C": (F(23), F(70)), "D": (F(30), F(70))}
    found = tried("four_fifths", (1, 2, 3, 4), points=points, maxima=(F(30), F(70)))
    assert found == LowBids("four_fifths", ("A", "D"), None, {"price_points": F(24), "quality_points": F(56)})


@pytest.mark.parametrize(
    ("type_", "prices", "why"),
    [
        ("four_fifths", (1, 2), "few_bids"), ("double_mean", (1,), "few_bids"), ("standard_deviation", (1, 2), "few_bids"),
        ("fifty_twenty_five", (1, 2, 3, 4), "few_bids"), ("spain", (1,), "no_base"), ("russia_25", (1,), "no_base"), ("italy_a", (1, 2, 3, 4, 5, 6), "no_base"),
        ("spain", (), "few_bids"),
    ],
)  # fmt: skip
def test_a_test_that_does_not_apply_says_why(type_, prices, why):
    assert tried(type_, prices) == LowBids(type_, does_not_apply=why)


def test_the_least_number_of_bids_can_be_declared():
    assert tried("standard_deviation", (1, 2, 9), minimum_bids=4).does_not_apply == "few_bids"
    assert tried("standard_deviation", (1, 2, 9), minimum_bids=3).does_not_apply == ""
    assert tried("fifty_twenty_five", (1, 2), minimum_bids=2).does_not_apply == ""


def italian(method, *discounts, **parameters):
    return abnormal.italy(
        {f"v{n}": F(value) for n, value in enumerate(discounts)}, LowBidTest(type=f"italy_{method}", **parameters)
    )


def test_the_italian_methods_step_by_step():
    # seven bids, one set aside on each side: 10.12 + 11 + 12 + 13 + 14 = 60.12, mean 12.024, excess of 13 and 14: 1.476
    values = ("5", "10.12", "11", "12", "13", "14", "30")
    steps = {"per_side": 1, "sum": F("60.12"), "mean": F("12.024"), "mean_excess": F("1.476"), "digit_product": 2}
    a = italian("a", *values)
    assert a == LowBids("italy_a", ("v6",), F("12.024") * F(6, 5), {**steps, "ratio": F("1.476") / F("12.024")})
    # digits of 60.12 add up to 9, odd: plus e · 1·2/100
    b = italian("b", *values)
    assert b == LowBids(
        "italy_b", ("v5", "v6"), F("13.5") + F("0.02952"), {**steps, "digit_sum": 9}, award_discount=F(12)
    )
    c = italian("c", *values, reference_discount=Decimal(20))
    assert c == LowBids("italy_c", ("v6",), 20 + F("0.02952"), {**steps, "digit_sum": 9})
    # 10.13 makes 60.13: the digits add up to ten, even: minus e · 1·3/100
    even = italian("b", "5", "10.13", *values[2:])
    assert even.steps["digit_sum"] == 10
    assert even.threshold == F("60.13") / 5 + even.steps["mean_excess"] * F(97, 100)


def test_the_italian_threshold_follows_spread_and_number():
    # excess over the mean above 15 %: the threshold is mean + excess; reached is flagged
    wide = italian("a", "1", "10", "20", "30", "40", "25", "99")
    assert wide.threshold == 25 + F(10)
    assert wide.flagged == ("v4", "v6")
    # fifteen bids: mean + excess less excess · d1 · d2 / 100; two aside on each side, 3.55 to 13
    many = italian("a", *[str(n) for n in range(1, 3)], "3.55", *[str(n) for n in range(4, 16)])
    assert many.steps["per_side"] == 2
    assert many.steps["sum"] == F("3.55") + sum(range(4, 14))
    mean = many.steps["sum"] / 11
    excess = F(9 + 10 + 11 + 12 + 13, 5) - mean
    assert many.threshold == mean + excess - excess * 25 / 100
    assert many.flagged == tuple(sorted(f"v{n}" for n in range(15) if n + 1 >= many.threshold))
    fourteen = italian("a", *[str(n) for n in range(1, 15)])
    assert "ratio" in fourteen.steps


def test_the_italian_methods_need_five_bids_and_something_left():
    assert italian("a", "1", "2", "3", "4") == LowBids("italy_a", does_not_apply="few_bids")
    assert italian("a", "1", "2", "3", "4", "5").does_not_apply == ""
    assert italian("b", "7", "7", "7", "7", "7") == LowBids("italy_b", does_not_apply="nothing_left")
    assert italian("a", "1", "2", "3", minimum_bids=3).does_not_apply == ""
    # no bid above the mean: no excess; a mean of zero has no ratio
    level = italian("a", "1", "0", "0", "0", "-1", minimum_bids=5)
    assert (level.steps["mean"], level.does_not_apply) == (0, "") if "mean" in level.steps else True
    flat = italian("a", "9", "5", "5", "5", "5", "5", "1")
    assert (flat.steps["mean_excess"], flat.threshold) == (0, 6)


def test_bids_equal_to_one_set_aside_go_too():
    kept, wing = abnormal.without_wings([F(n) for n in (1, 1, 2, 3, 4, 5, 5)])
    assert (kept, wing) == ([2, 3, 4], 1)
    kept, wing = abnormal.without_wings([F(n) for n in range(11)])
    assert (kept, wing) == ([2, 3, 4, 5, 6, 7, 8], 2)
    kept, wing = abnormal.without_wings([F(n) for n in range(10)])
    assert (len(kept), wing) == (8, 1)
    assert abnormal.without_wings([F(n) for n in range(10)], F(1, 4))[1] == 3


def test_digits_are_cut_off():
    assert [abnormal.digit_product(F(value)) for value in ("12.349", "-0.99", "7", "1.05", "3.40")] == [12, 81, 0, 0, 0]
    assert [abnormal.digit_sum(F(value)) for value in ("12.349", "-0.99", "7", "100.01")] == [10, 18, 7, 2]


def test_method_b_pays_the_next_discount():
    left = italian("b", "10", "10.1", "10.2", "10.3", "10.4", "10.5", "99")
    assert left.flagged == ("v5", "v6")  # mean 10.3 and excess .15
    assert left.award_discount == F("10.3")
    assert italian("c", "10", "11", "12", "13", "14", reference_discount=Decimal(50)).award_discount is None
    assert italian("b", "1", "5", "9", minimum_bids=3).award_discount == 1
    assert italian("c", "10", "11", "12", "13", "14").threshold == 0
    assert italian("c", "10", "11", "12", "13", "14").threshold == italian("c", "10", "11", "12", "13", "14", reference_discount=Decimal(0)).threshold  # fmt: skip


@pytest.mark.parametrize(
    ("start", "price", "wanted"),
    [(100, 76, "none"), (100, 75, "x1.5_or_proof"), (15_000_000, 1, "x1.5_or_proof"), (15_000_001, 1, "x1.5"), (20_000_000, 15_000_001, "none")],
)  # fmt: skip
def test_what_russian_law_asks(start, price, wanted):
    assert abnormal.russian_consequence(F(start), F(price)) == wanted


def test_discounts_are_per_cent_of_the_base():
    assert Offers({"A": F(90), "B": F(120)}, F(120)).discounts() == {"A": 25, "B": 0}
    assert Offers({"A": F(90)}).discounts() == {}


def test_the_italian_edges():
    # kept 8.5 and 11.5: the excess is exactly 15 % of the mean; kept 8.45 and 11.55: above
    assert italian("a", "1", "8.5", "11.5", "99", minimum_bids=4).threshold == 12
    assert italian("a", "1", "8.45", "11.55", "99", minimum_bids=4).threshold == F("11.55")
    # kept 10 and 20: mean and excess give 20, the sum 30.00 moves nothing; A flags the bid on the threshold, B does not
    assert italian("a", "1", "10", "20", "99", minimum_bids=4).flagged == ("v2", "v3")
    b = italian("b", "1", "10", "20", "99", minimum_bids=4)
    assert (b.threshold, b.flagged, b.award_discount) == (20, ("v3",), 10)
    level = italian("a", "-9", "-1", "1", "9", minimum_bids=4)
    assert (level.steps["ratio"], level.threshold) == (0, 0)
