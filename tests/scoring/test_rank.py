"""Ranks, ties, tie-breaks and draws, on keys given by hand; intervals at their ends; shares of a tree."""

import hashlib
from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.model.tender import Criterion
from cdc.scoring import tree
from cdc.scoring.interval import FULL, NOTHING, UNKNOWN, Interval, total
from cdc.scoring.rank import drawn, order

F = Fraction


def placed(keys, breaks=(), ranges=None):
    found = order(keys, breaks, ranges or {})
    return [
        (p.bid, p.rank, p.best_rank, p.worst_rank, p.tie_break, p.rank_before_ties) for p in found.placed
    ], found.ties


def by(name, values):
    return name, lambda bid: values[bid]


def test_the_highest_key_is_first_and_the_order_of_coming_changes_nothing():
    assert placed({"B": 1, "A": 2, "C": 0}) == (
        [("A", 1, 1, 1, "", 1), ("B", 2, 2, 2, "", 2), ("C", 3, 3, 3, "", 3)],
        (),
    )


def test_equal_bids_share_a_rank_and_the_next_one_counts_on():
    rows, ties = placed({"A": 1, "B": 1, "C": 0})
    assert [(row[0], row[1], row[5]) for row in rows] == [("A", 1, 1), ("B", 1, 1), ("C", 3, 3)]
    assert ties == (("A", "B"),)


def test_the_chain_is_gone_through_until_somebody_differs():
    keys = dict.fromkeys("ABC", 1)
    chain = (by("price", dict.fromkeys("ABC", F(0))), by("quality", {"A": F(1), "B": F(3), "C": F(2)}))
    rows, ties = placed(keys, chain)
    assert [(row[0], row[1], row[4], row[5]) for row in rows] == [
        ("B", 1, "quality", 1), ("C", 2, "quality", 1), ("A", 3, "quality", 1),
    ]  # fmt: skip
    assert ties == ()


def test_a_higher_number_and_an_earlier_text_win():
    assert [row[0] for row in placed({"A": 1, "B": 1}, [by("n", {"A": F(1), "B": F(2)})])[0]] == ["B", "A"]
    assert [row[0] for row in placed({"A": 1, "B": 1}, [by("t", {"A": "2027-02", "B": "2027-01"})])[0]] == ["B", "A"]


def test_bids_that_stay_equal_within_a_part_are_a_tie_with_the_reason_of_the_part():
    chain = [by("n", {"A": F(2), "B": F(1), "C": F(1)})]
    rows, ties = placed({"A": 5, "B": 5, "C": 5}, chain)
    assert [(row[0], row[1], row[4]) for row in rows] == [("A", 1, "n"), ("B", 2, "n"), ("C", 2, "n")]
    assert ties == (("B", "C"),)


def test_a_later_step_of_the_chain_names_itself_where_it_decides():
    chain = [by("first", {"A": F(2), "B": F(1), "C": F(1)}), by("second", {"A": F(0), "B": F(1), "C": F(2)})]
    rows, _ = placed({"A": 5, "B": 5, "C": 5}, chain)
    assert [(row[0], row[4]) for row in rows] == [("A", "first"), ("C", "second"), ("B", "second")]


def test_ranges_are_given_where_something_is_open_and_always_hold_the_rank():
    rows, _ = placed({"A": 2, "B": 1}, (), {"A": (1, 1), "B": (1, 2)})
    assert [row[:4] for row in rows] == [("A", 1, 1, 1), ("B", 2, 1, 2)]
    rows, _ = placed({"A": 2, "B": 1}, (), {"A": (2, 3), "B": (1, 1)})
    assert [row[:4] for row in rows] == [("A", 1, 1, 3), ("B", 2, 1, 2)]
    rows, _ = placed({"A": 2, "B": 1}, (), {"A": (2, 2), "B": (1, 1)})  # nothing is open
    assert [row[:4] for row in rows] == [("A", 1, 1, 1), ("B", 2, 2, 2)]


def test_a_draw_is_the_hash_of_seed_and_bid():
    assert drawn("s")("A") == hashlib.sha256(b"s|A").hexdigest()


def test_intervals_add_and_scale_at_both_ends():
    one, open_ = Interval.exactly(F(1, 3)), Interval(F(0), F(1, 2))
    assert (one + one, one + open_, open_ + one) == (
        Interval(F(2, 3), F(2, 3)),
        Interval(F(1, 3), F(5, 6)),
        Interval(F(1, 3), F(5, 6)),
    )
    assert (one.scaled(F(3)), open_.scaled(F(3))) == (Interval.exactly(F(1)), Interval(F(0), F(3, 2)))
    assert (one.is_exact, open_.is_exact, Interval(F(1), F(2, 2)).is_exact) == (True, False, True)
    assert (open_.end(is_high=False), open_.end(is_high=True)) == (0, F(1, 2))
    assert total([one, open_]) == Interval(F(1, 3), F(5, 6))
    assert total([]) == NOTHING == Interval(F(0), F(0))
    assert (Interval(F(0), F(1)), Interval(F(1), F(1))) == (UNKNOWN, FULL)


def node(id_, weight=None, *parts):
    return Criterion(id=id_, name=id_, weight=None if weight is None else Decimal(weight), parts=parts)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("percent", {"A": F(3, 4), "B": F(1, 4), "C": F(1, 2), "D": F(1, 4)}),
        ("relative", {"A": F(2, 3), "B": F(1, 3), "C": F(4, 9), "D": F(2, 9)}),
    ],
)
def test_groups_are_sums_of_their_parts_or_divide_their_own_weight(kind, wanted):
    parts = (node("C", 20), node("D", 10))
    assert tree.shares((node("A", 20, *parts), node("B", 10)), kind) == wanted


@pytest.mark.parametrize("kind", ["percent", "relative"])
def test_without_any_weight_neighbours_share_equally(kind):
    parts = (node("C"), node("D"))
    assert tree.shares((node("A", None, *parts), node("B")), kind) == {
        "A": F(1, 2),
        "B": F(1, 2),
        "C": F(1, 4),
        "D": F(1, 4),
    }


def test_leaves_and_weights_of_a_tree():
    root = node("A", 50, node("B", 1, node("C", 3)), node("D"))
    assert [leaf.id for leaf in tree.leaves((root,))] == ["C", "D"]
    assert tree.weight((root,)) == 3


def test_among_weighted_neighbours_one_without_a_weight_weighs_nothing():
    assert tree.shares((node("A", 20), node("B")), "relative") == {"A": F(1), "B": F(0)}
    assert [found.id for found in tree.nodes((node("A", 1, node("B", 1)), node("C", 1)))] == ["A", "B", "C"]
