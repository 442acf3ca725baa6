"""The fixed order of an evaluation, on tenders small enough to compute by hand."""

from fractions import Fraction

from cdc.scoring import leaves, rank
from cdc.scoring.interval import Interval
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
    assert [(b.vendor, b.rank, b.tie_break) for b in broken.bids] == [("B", 1, "earlier_submission"), ("A", 2, "")] or [
        (b.vendor, b.rank) for b in broken.bids
    ] == [("B", 1), ("A", 2)]
    assert broken.ties == ()


def test_rounded_totals_rank_only_when_declared():
    bids = {"A": {"answers": "YYP", "price": "1000"}, "B": {"answers": "YYP", "price": "1000.01"}}
    exact = ranking(bids)
    assert [b.rank for b in exact.bids] == [1, 2]
    coarse = ranking(bids, extra=(("rounding", {"places": 1, "mode": "half_up", "stage": "total"}),))
    assert [b.rank for b in coarse.bids] == [1, 1]


def test_a_missing_price_is_unknown_and_sets_no_minimum():
    result = ranking({"A": {"answers": "YYY", "price": "10"}, "B": {"answers": "YYY"}})
    assert {b.vendor: (b.low, b.high) for b in result.bids} == {"A": (100, 100), "B": (60, 100)}


def test_inverse_price_of_the_uk_crown_commercial_service():
    """Lowest price / price × 100, from the published example in the framework's evaluation guidance: 100, 80, 50 for 4, 5, 8."""
    scored = leaves.inverse({"A": Fraction(4), "B": Fraction(5), "C": Fraction(8)})
    assert [scored[v].low * 100 for v in "ABC"] == [100, 80, 50]


def test_inverse_price_at_the_double_gives_half():
    assert leaves.inverse({"A": Fraction(100), "B": Fraction(200)})["B"] == Interval.exactly(Fraction(1, 2))


def test_linear_with_equal_bids_gives_all_the_full_mark():
    """Consip's rule for the interdependent linear formula: equal offers all take the maximum."""
    assert {x.low for x in leaves.linear({"A": Fraction(7), "B": Fraction(7)}).values()} == {1}


def test_linear_turns_one_cent_into_the_whole_mark():
    """The trap of min-max with two bids (CAA Paris, 8 February 2016, no 15PA02953)."""
    scored = leaves.linear({"A": Fraction("100.00"), "B": Fraction("100.01")})
    assert (scored["A"].low, scored["B"].low) == (1, 0)


def test_a_free_bid_takes_all():
    scored = leaves.inverse({"A": Fraction(0), "B": Fraction(5)})
    assert (scored["A"].low, scored["B"].low) == (1, 0)


def test_rounding_modes():
    value = Fraction("2.345")
    assert [rank.rounded(value, 2, mode) for mode in ("half_up", "half_even", "down")] == [
        Fraction("2.35"),
        Fraction("2.34"),
        Fraction("2.34"),
    ]
    assert str(rank.display(Fraction(2, 3), 2, "half_up")) == "0.67"
