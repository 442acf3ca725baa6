"""What opens an admission and what does not: amounts that are missing, weights of nothing, a bound that is no ceiling."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.model.method import Formula
from cdc.model.tender import Criterion
from cdc.scoring import admission
from cdc.scoring.interval import Interval
from cdc.scoring.method import Entrant
from tests.scoring.test_admission import COMPARED, bid, leaf, method, reasons

F, D = Fraction, Decimal


def keys(own, *entrants):
    rows, found = reasons(own, *entrants)
    return {name: [key for key, _ in row] for name, row in rows.items()}, set(found.conditional)


@pytest.mark.parametrize("rule", ["zero", "score"])
def test_an_amount_over_its_bound_is_out_only_where_that_is_the_rule(rule):
    formula = Formula(type="to_ceiling", base=D(30), over_ceiling=rule)
    own = method(leaf(), leaf("D", 40, "quantity", formula=formula))
    for amount in (F(31), None):
        assert keys(own, Entrant("A", {"Q": Interval.exactly(F(1))}, {"D": amount}, None)) == ({"A": []}, set())


def test_the_bound_of_a_price_is_the_ceiling_and_not_the_base_of_its_formula():
    price = leaf("P", 40, "price", formula=Formula(type="to_ceiling", base=D(30), over_ceiling="exclude"))
    assert keys(method(leaf(), price), bid(p=31)) == ({"A": []}, set())
    assert keys(method(leaf(), price, ceiling=30), bid(p=31)) == ({"A": ["reason_ceiling"]}, set())


def test_a_ceiling_is_shown_to_the_cent_halves_up():
    own = method(leaf(), leaf("P", 40, "price"), ceiling="100.005", over_ceiling="exclude")
    assert reasons(own, bid(p=101))[0]["A"] == [("reason_ceiling", {"ceiling": D("100.01")})]


@pytest.mark.parametrize(("threshold", "is_in"), [("50", True), ("50.01", False)])
def test_leaves_without_weight_count_alike_for_the_threshold_of_their_group(threshold, is_in):
    parts = leaf("Q", 0), leaf("R", 0)
    own = method(Criterion(id="G", name="g", threshold=D(threshold), parts=parts), leaf("S", 10))
    shares = {"Q": Interval.exactly(F(1)), "R": Interval.exactly(F(0)), "S": Interval.exactly(F(0))}
    assert admission.admitted_alone(own, [Entrant("A", shares, {}, None)]) == ({"A"} if is_in else set())


def test_a_threshold_of_nothing_is_passed_with_nothing():
    assert keys(method(leaf(threshold=D(0)), leaf("P", 40, "price")), bid(q=0, p=1)) == ({"A": []}, set())


def test_with_everything_known_nobody_is_in_doubt_though_two_leaves_compare_bids():
    own = method(leaf(), COMPARED, leaf("D", 10, "quantity", threshold=D(50)))
    entrants = [bid(name, p=price, quantities={"D": F(10)}) for name, price in (("A", 100), ("B", 150), ("C", 300))]
    assert keys(own, *entrants) == ({"A": [], "B": [], "C": ["reason_threshold"]}, set())


def test_an_amount_that_is_missing_counts_as_nothing_where_that_is_declared_and_opens_nothing():
    own = method(leaf(), COMPARED, missing="zero")
    found, conditional = keys(own, bid("A", p=100), bid("B", p=150), bid("C", p=None))
    assert (found, conditional) == ({"A": [], "B": [], "C": ["reason_threshold"]}, set())


def test_an_amount_that_counts_as_nothing_opens_nothing_where_two_leaves_compare_bids():
    own = method(leaf(), COMPARED, leaf("D", 10, "quantity", threshold=D(50)), missing="zero")
    rows = [bid(name, p=p, quantities={"D": F(10)}) for name, p in (("A", 100), ("B", 150), ("C", None))]
    assert keys(own, *rows) == ({"A": [], "B": [], "C": ["reason_threshold"]}, set())


def test_pairs_move_others_whatever_formula_stands_beside_them():
    fixed = Formula(type="fixed_bounds", full_at=D(1), zero_at=D(2))
    pairs = leaf("W", 10, "pairwise", formula=fixed)
    assert admission.moving([pairs]) == [pairs]
    assert admission.moving([leaf("D", 10, "quantity", formula=fixed)]) == []
