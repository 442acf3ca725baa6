"""Exactly at a border: the least accepted answer, a threshold, the ceiling, full and zero points; and one step beyond."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.model.evaluation import Evaluation
from cdc.model.method import Formula
from cdc.model.tender import Criterion
from cdc.scoring.decide import decide
from cdc.scoring.formulas import shares
from cdc.scoring.interval import Interval
from cdc.scoring.method import Entrant, Method
from tests.scoring.small import ranking

F, D = Fraction, Decimal


@pytest.mark.parametrize(("answer", "status"), [("Y", "admitted"), ("P", "admitted"), ("N", "excluded")])
def test_the_least_accepted_answer_of_a_knock_out_is_accepted(answer, status):
    found = ranking({"A": {"answers": f"{answer}YY", "price": "10"}}, knockout=0)
    assert [bid.status for bid in (*found.bids, *found.excluded)] == [status]


def entered(method, **bids):
    found = decide(method, [Entrant(name, *facts) for name, facts in bids.items()])
    return {name: case.is_excluded for name, case in found.standings.items()}


def test_a_threshold_is_passed_exactly_at_it():
    leaf = Criterion(id="Q", name="q", weight=D(100), kind="judged", threshold=D(60))
    method = Method.of((leaf,), Evaluation())
    at, below = Interval.exactly(F(60, 100)), Interval.exactly(F(5999, 10000))
    assert entered(method, A=({"Q": at}, {}, None), B=({"Q": below}, {}, None)) == {"A": False, "B": True}


def test_a_threshold_on_a_compared_leaf_is_passed_exactly_at_it():
    leaf = Criterion(id="P", name="p", weight=D(100), kind="price", threshold=D(50))
    method = Method.of((leaf,), Evaluation())
    prices = {"A": F(100), "B": F(200), "C": F("200.01")}
    bids = {name: ({}, {"P": price}, price) for name, price in prices.items()}
    assert entered(method, **bids) == {"A": False, "B": False, "C": True}


@pytest.mark.parametrize("rule", ["exclude", "zero"])
def test_a_bid_exactly_at_the_ceiling_is_not_over_it(rule):
    leaf = Criterion(id="P", name="p", weight=D(100), kind="price")
    method = Method.of((leaf,), Evaluation(over_ceiling=rule), F(100))
    found = decide(method, [Entrant(n, {}, {"P": F(p)}, F(p)) for n, p in (("A", "100"), ("B", "100.01"))])
    assert found.standings["A"].values["P"].low == 1
    assert found.standings["B"].values["P"].low == 0
    assert found.standings["B"].is_excluded == (rule == "exclude")


def test_a_quantity_exactly_at_its_bound_stays():
    formula = Formula(type="to_ceiling", base=D(30), over_ceiling="exclude")
    leaf = Criterion(id="D", name="d", weight=D(100), kind="quantity", formula=formula)
    method = Method.of((leaf,), Evaluation())
    assert entered(method, A=({}, {"D": F(30)}, None), B=({}, {"D": F(31)}, None)) == {"A": False, "B": True}


@pytest.mark.parametrize(
    ("quantity", "wanted"), [(99, 1), (100, 1), (101, F(99, 100)), (199, F(1, 100)), (200, 0), (201, 0)]
)
def test_full_and_zero_points_are_reached_exactly_at_their_bounds(quantity, wanted):
    formula = Formula(type="fixed_bounds", full_at=D(100), zero_at=D(200))
    assert shares.score(formula, {"A": F(quantity)}).shares["A"] == Interval.exactly(F(wanted))


@pytest.mark.parametrize(("cells", "is_due"), [((2, 4), True), ((3, 4), False)])
def test_a_difference_exactly_at_the_bound_is_talked_over(cells, is_due):
    from cdc.scoring.judged import needs_moderation

    assert needs_moderation([F(cell) for cell in cells], "mean", F(2)) == is_due
