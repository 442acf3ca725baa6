"""Of a vendor's bids the best: which one is beaten, and which may still be, on ranks written by hand."""

from fractions import Fraction

import pytest

from cdc.model.ranking import Reason
from cdc.scoring.decide import Decision
from cdc.scoring.interval import NOTHING, Interval
from cdc.scoring.method import Entrant
from cdc.scoring.rank import Order, Placed
from cdc.scoring.standing import Standing
from cdc.scoring.variants import Settled, settle

F = Fraction
OWNERS = {"A": "A", "A-2": "A", "A-3": "A", "B": "B"}


def decision(*rows, conditional=()):
    """Rows of bid, rank, best and worst rank, and the bids that are before it whatever comes."""
    placed = tuple(Placed(bid, rank, best, worst, after=frozenset(after)) for bid, rank, best, worst, after in rows)
    cases = {
        row[0]: Standing(Entrant(row[0], {}, {}, None), {}, {}, total=NOTHING, is_conditional=row[0] in conditional)
        for row in rows
    }
    return Decision(cases, Order(placed), {}, (), {})


def test_where_ranks_are_known_the_first_of_each_vendor_beats_its_others():
    found = settle(OWNERS, decision(("B", 1, 1, 1, ""), ("A-2", 2, 2, 2, ""), ("A", 3, 3, 3, ""), ("A-3", 3, 3, 3, "")))
    assert found == Settled({"A": "A-2", "A-3": "A-2"}, frozenset())


def test_while_ranks_are_open_only_who_is_surely_behind_is_beaten():
    rows = ("A", 1, 1, 2, ()), ("A-2", 2, 1, 2, ()), ("A-3", 3, 3, 4, ("A", "A-2")), ("B", 4, 3, 4, ("A",))
    found = settle(OWNERS, decision(*rows))
    assert found == Settled({"A-3": "A"}, frozenset({"A", "A-2"}))


def test_each_vendor_has_its_own_contest():
    owners = {**OWNERS, "B-2": "B", "B-3": "B"}
    rows = (
        ("A", 1, 1, 2, ()), ("A-2", 2, 1, 2, ()), ("A-3", 3, 3, 3, ("A", "A-2")),
        ("B", 4, 4, 5, ("A",)), ("B-2", 5, 4, 5, ("A",)), ("B-3", 6, 6, 6, ("B", "B-2")),
    )  # fmt: skip
    assert settle(owners, decision(*rows)) == Settled({"A-3": "A", "B-3": "B"}, frozenset({"A", "A-2", "B", "B-2"}))


@pytest.mark.parametrize(("cost", "high", "wanted"), [(F(1), 0, True), (None, 0, False), (F(1), 1, False)])
def test_a_standing_is_known_with_its_price_and_all_its_values(cost, high, wanted):
    values = {"M": Interval(F(0), F(high))}
    assert Standing(Entrant("A", values, {}, cost), values, values).is_known == wanted


def test_the_last_of_a_vendors_bids_that_is_left_is_its_best():
    rows = ("A", 1, 1, 1, ()), ("A-2", 2, 2, 3, ("A",)), ("B", 3, 2, 3, ("A",))
    assert settle(OWNERS, decision(*rows)) == Settled({"A-2": "A"}, frozenset())


@pytest.mark.parametrize("who", ["A", "B"])
def test_while_somebody_may_be_left_out_ranks_are_not_known(who):
    rows = ("A", 1, 1, 1, ()), ("A-2", 2, 2, 2, ()), ("B", 3, 3, 3, ())
    assert settle(OWNERS, decision(*rows, conditional={who})) == Settled({}, frozenset({"A", "A-2"}))


def test_a_bid_has_the_reason_why_it_is_out_or_may_be():
    found = Settled({"A-2": "A"}, frozenset({"B"}))
    assert found.reason("A-2") == Reason("reason_variant", {"better": "A"})
    assert found.reason("B") == Reason("reason_variant_open", {})
    assert found.reason("A") is None
