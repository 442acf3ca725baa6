"""The fixed order of an evaluation, on tenders small enough to compute by hand."""

from fractions import Fraction

from cdc.scoring import numbers
from tests.scoring.small import ranking


def test_missing_is_an_interval_not_zero():
    (bid,) = ranking({"A": {"answers": "YY-", "price": "10"}}).bids
    assert (bid.low, bid.high) == (80, 100)


def test_missing_counts_zero_only_when_declared():
    (bid,) = ranking({"A": {"answers": "YY-", "price": "10"}}, missing="zero").bids
    assert (bid.low, bid.high) == (80, 80)


def test_a_knock_out_excludes_and_sets_no_minimum_price():
    result = ranking({"A": {"answers": "YYY", "price": "100"}, "B": {"answers": "NYY", "price": "1"}}, knockout=0)
    assert [(b.vendor, b.rank, b.low) for b in result.bids] == [("A", 1, 100)]
    assert [(b.vendor, b.status, b.reasons[0].key) for b in result.excluded] == [("B", "excluded", "reason_knockout")]


def test_an_open_knock_out_is_conditional():
    (bid,) = ranking({"A": {"answers": "-YY", "price": "100"}}, knockout=0).bids
    assert (bid.status, bid.reasons[0].key) == ("conditional", "reason_knockout_open")


def test_exact_ties_go_through_the_declared_chain():
    bids = {
        "A": {"answers": "YYY", "price": "10", "received": "2027-01-02T00:00:00Z"},
        "B": {"answers": "YYY", "price": "10", "received": "2027-01-01T00:00:00Z"},
    }
    tied = ranking(bids)
    assert (tied.ties, [b.rank for b in tied.bids]) == ((("A", "B"),), [1, 1])
    broken = ranking(bids, extra=(("ties", [{"by": "lower_price"}, {"by": "earlier_submission"}]),))
    assert [(b.vendor, b.rank, b.tie_break) for b in broken.bids] == [
        ("B", 1, "earlier_submission"),
        ("A", 2, "earlier_submission"),
    ]
    assert broken.ties == ()


def test_rounded_totals_rank_only_when_declared():
    bids = {"A": {"answers": "YYP", "price": "1000"}, "B": {"answers": "YYP", "price": "1000.01"}}
    exact = ranking(bids)
    assert [b.rank for b in exact.bids] == [1, 2]
    coarse = ranking(bids, extra=(("rounding", {"places": 1, "mode": "half_up", "stage": "total"}),))
    assert [b.rank for b in coarse.bids] == [1, 1]


def test_a_missing_price_is_unknown_and_moves_the_others():
    bids = {"A": {"answers": "YYY", "price": "10"}, "B": {"answers": "YYY"}}
    result = ranking(bids)
    assert {b.vendor: (b.low, b.high) for b in result.bids} == {"A": (60, 100), "B": (60, 100)}
    assert not any(bid.is_certain for bid in result.bids)
    counted = ranking(bids, missing="zero")
    assert {b.vendor: (b.low, b.high, b.is_certain) for b in counted.bids} == {
        "A": (100, 100, True),
        "B": (60, 60, True),
    }


def test_a_free_bid_stops_the_ranking_unless_a_rule_is_declared():
    bids = {"A": {"answers": "YYY", "price": "0"}, "B": {"answers": "YYY", "price": "5"}}
    assert [failure.key for failure in ranking(bids).failures] == ["zero_quantity"]
    for rule, wanted in (("full_for_zero", (100, 60)), ("full_for_all", (100, 100))):
        found = ranking(bids, formula={"type": "inverse", "zero": rule})
        assert (found.failures, tuple(b.low for b in found.bids)) == ((), wanted)


def test_rounding_modes():
    value = Fraction("2.345")
    modes = ("half_up", "half_even", "half_down", "down", "up")
    assert [str(float(numbers.rounded(value, 2, mode))) for mode in modes] == ["2.35", "2.34", "2.34", "2.34", "2.35"]
    assert [float(numbers.rounded(-value, 2, mode)) for mode in modes] == [-2.35, -2.34, -2.34, -2.34, -2.35]
    assert str(numbers.display(Fraction(2, 3), 2, "half_up")) == "0.67"


def test_a_draw_can_be_repeated():
    bids = {name: {"answers": "YYY", "price": "10"} for name in "ABC"}
    chain = (("ties", [{"by": "draw", "seed": "lotto 2027-01-20: 4 8 15 16 23 42"}]),)
    first, again = ranking(bids, extra=chain), ranking(dict(reversed(bids.items())), extra=chain)
    assert [b.vendor for b in first.bids] == [b.vendor for b in again.bids]
    assert (first.ties, [b.tie_break for b in first.bids][:2]) == ((), ["draw", "draw"])
    other = ranking(bids, extra=(("ties", [{"by": "draw", "seed": "another"}]),))
    assert sorted(b.vendor for b in other.bids) == ["A", "B", "C"]


def test_a_pass_mark_that_missing_answers_may_still_reach_is_a_condition():
    rule = (("award_rule", {"type": "adjusted_price", "pass_mark": 70}),)
    bids = {
        "A": {"answers": "YYY", "price": "10"},
        "B": {"answers": "YN-", "price": "9"},
        "C": {"answers": "NNN", "price": "5"},
        "D": {"answers": "YY-", "price": "9"},
    }
    found = ranking(bids, extra=rule)
    status = {b.vendor: (b.status, b.rank) for b in (*found.bids, *found.excluded)}
    assert status == {"A": ("admitted", 1), "B": ("excluded", None), "C": ("excluded", None), "D": ("conditional", 2)}
    assert [b.reasons[0].key for b in found.bids if b.vendor == "D"] == ["reason_pass_mark_open"]
