"""The core on numbers alone: who a pass mark of the award rule leaves out or doubts, what rescaling and rounding touch."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.model.evaluation import Evaluation
from cdc.model.method import Formula
from cdc.model.ranking import Reason
from cdc.model.tender import Criterion
from cdc.scoring.decide import decide
from cdc.scoring.interval import Interval
from cdc.scoring.method import Entrant, Method

F, D = Fraction, Decimal
QUEBEC = {"type": "adjusted_price", "form": "quebec", "k": D("0.3"), "pass_mark": D(70)}
OUT, MAY_BE = Reason("reason_pass_mark", {"mark": D(70)}), Reason("reason_pass_mark_open", {"mark": D(70)})


def leaf(id_, weight, kind="judged", **more):
    return Criterion(id=id_, name=id_, weight=D(weight), kind=kind, **more)


def entrant(name, *shares, cost=100, quantities=None, **more):
    """One bid; a share is a number, or two for its low and high end; leaves are named M, N…"""
    ends = [share if isinstance(share, tuple) else (share, share) for share in shares]
    quality = {id_: Interval(F(low), F(high)) for id_, (low, high) in zip("MNO", ends, strict=False)}
    price = None if cost is None else F(cost)
    return Entrant(name, quality, {"P": price, **{k: F(v) for k, v in (quantities or {}).items()}}, price, **more)


def decided(entrants, *leaves, **evaluation):
    return decide(Method.of(leaves, Evaluation(**evaluation)), entrants)


def told(found):
    """Per bid: why it is out or in doubt, and which of the two."""
    return {
        bid: ([*case.reasons], "out" if case.is_excluded else "open" if case.is_conditional else "in")
        for bid, case in found.standings.items()
    }


def ranked(found):
    return [(placed.bid, placed.rank) for placed in found.order.placed]


QUALITY = leaf("M", 100)
PRICE = leaf("P", 0, "price")


def test_a_pass_mark_is_met_exactly_at_it_and_its_figure_is_the_price():
    found = decided([entrant("A", "0.7"), entrant("B", "0.6999", cost=1)], QUALITY, award_rule=QUEBEC)
    assert told(found) == {"A": ([], "in"), "B": ([OUT], "out")}
    assert (found.standings["A"].figure, found.winners) == ((100, 100), ("A",))
    assert ranked(found) == [("A", 1)]


def test_a_rule_that_leaves_nobody_out_doubts_nobody():
    found = decided([entrant("A", ("0.1", "0.9")), entrant("B", "0.2")], QUALITY, PRICE)
    assert told(found) == {"A": ([], "in"), "B": ([], "in")}


def test_while_answers_are_missing_who_may_pass_is_in_doubt_and_who_cannot_is_out():
    bids = [
        entrant("A", "0.8"),
        entrant("B", ("0.6", "0.7")),
        entrant("C", ("0.5", "0.6999")),
        entrant("D", "0.9", is_conditional=True),
        entrant("E", "0.9", is_excluded=True),
    ]
    found = decided(bids, QUALITY, award_rule=QUEBEC)
    assert told(found) == {
        "A": ([], "in"),
        "B": ([MAY_BE], "open"),
        "C": ([OUT], "out"),
        "D": ([], "open"),
        "E": ([], "out"),
    }
    assert {placed.bid for placed in found.order.placed} == {"A", "B", "D"}


def test_where_every_bid_passes_nothing_is_doubted_though_something_is_missing():
    found = decided([entrant("A", ("0.7", "1")), entrant("B", "0.8")], QUALITY, award_rule=QUEBEC)
    assert told(found) == {"A": ([], "in"), "B": ([], "in")}


def test_who_is_out_never_was_what_others_are_raised_to():
    """C alone has the full mark of N; it fails, and then A is the best of both leaves."""
    bids = [entrant("A", "0.8", "0.5"), entrant("B", "0.6", "0.4"), entrant("C", 0, 1)]
    found = decided(bids, leaf("M", 50), leaf("N", 50), award_rule=QUEBEC, rescaling=["criteria"])
    assert told(found) == {"A": ([], "in"), "B": ([], "in"), "C": ([OUT], "out")}
    assert found.standings["A"].quality == Interval.exactly(F(100))
    assert found.standings["B"].quality == Interval.exactly(F(775, 10))
    assert found.standings["A"].figure[0] == F(100) / F("1.3")


def test_bids_are_let_in_the_best_quality_first_whatever_their_names():
    bids = [entrant("A", "0.3"), entrant("Z", "0.5")]
    found = decided(bids, QUALITY, award_rule=QUEBEC, rescaling=["criteria"])
    assert told(found) == {"A": ([OUT], "out"), "Z": ([], "in")}


def test_bids_are_let_in_the_best_quantity_first_whatever_their_names():
    quantity = leaf("Q", 100, "quantity", formula=Formula(type="inverse"))
    bids = [entrant(name, quantities={"Q": amount}) for name, amount in (("A", 20), ("B", 13), ("Z", 10))]
    assert told(decided(bids, quantity, award_rule=QUEBEC)) == {"A": ([OUT], "out"), "B": ([], "in"), "Z": ([], "in")}


def test_a_bid_without_any_quality_is_let_in_last():
    bids = [entrant("A", 0), entrant("Z", "0.5")]
    found = decided(bids, QUALITY, award_rule=QUEBEC, rescaling=["criteria"])
    assert told(found) == {"A": ([OUT], "out"), "Z": ([], "in")}


def test_who_may_be_left_out_makes_others_pass_or_fail():
    bids = [entrant("A", "0.6"), entrant("B", "0.9", is_conditional=True)]
    found = decided(bids, QUALITY, award_rule=QUEBEC, rescaling=["criteria"])
    assert told(found)["A"] == ([MAY_BE], "open")
    assert found.standings["A"].values["M"] == Interval(F(2, 3), F(1))


RAISED = {"award_rule": QUEBEC, "rescaling": ["criteria"]}


def test_where_bids_may_put_each_other_out_nobody_is_sure_while_one_is_in_doubt():
    found = decided([entrant("A", ("0.5", 1)), entrant("Z", 1)], QUALITY, **RAISED)
    assert told(found) == {"A": ([MAY_BE], "open"), "Z": ([MAY_BE], "open")}
    found = decided([entrant("A", ("0.5", 1)), entrant("Z", 1)], QUALITY, award_rule=QUEBEC)
    assert told(found) == {"A": ([MAY_BE], "open"), "Z": ([], "in")}


def test_who_was_excluded_before_puts_nobody_out_and_is_not_in_doubt():
    bids = [entrant("A", ("0.5", 1)), entrant("E", 1, is_excluded=True), entrant("Z", "0.69")]
    found = decided(bids, QUALITY, **RAISED)
    assert told(found) == {"A": ([MAY_BE], "open"), "E": ([], "out"), "Z": ([MAY_BE], "open")}


def test_raising_a_sum_makes_bids_depend_on_each_other_only_where_a_leaf_compares_them():
    quantity = leaf("Q", 50, "quantity", formula=Formula(type="inverse"))
    fixed = leaf("Q", 50, "quantity", formula=Formula(type="fixed_bounds", full_at=D(10), zero_at=D(20)))
    for other, wanted in ((quantity, "open"), (fixed, "in")):
        bids = [entrant("A", ("0.5", 1), quantities={"Q": 10}), entrant("Z", 1, quantities={"Q": 10})]
        found = decided(bids, leaf("M", 50), other, award_rule=QUEBEC | {"pass_mark": D(80)}, rescaling=["total"])
        assert {bid: row[1] for bid, row in told(found).items()} == {"A": "open", "Z": wanted}


def test_a_threshold_on_what_compares_bids_leaves_nobody_sure_while_one_is_in_doubt():
    price = leaf("P", 0, "price", threshold=D(50))
    found = decided([entrant("A", ("0.5", 1)), entrant("Z", 1)], QUALITY, price, award_rule=QUEBEC)
    assert {bid: row[1] for bid, row in told(found).items()} == {"A": "open", "Z": "open"}
    assert MAY_BE in told(found)["Z"][0]


def test_who_is_out_for_sure_still_leaves_the_others_in_doubt_where_they_depend_on_each_other():
    bids = [entrant("A", ("0.9", 1)), entrant("C", 0), entrant("Z", 1)]
    found = decided(bids, QUALITY, **RAISED)
    assert told(found) == {"A": ([MAY_BE], "open"), "C": ([OUT], "out"), "Z": ([MAY_BE], "open")}


def test_what_bids_were_compared_with_is_told():
    found = decided([entrant("A", 1, cost=100), entrant("B", 1, cost=250)], leaf("M", 60), leaf("P", 40, "price"))
    assert (found.references["P"]["best"], found.references["P"]["worst"]) == (100, 250)
    assert (found.shares, found.problems) == ({"M": F(3, 5), "P": F(2, 5)}, ())


def test_a_rule_that_reads_all_bids_at_once_gives_no_figure_while_one_is_open():
    found = decided([entrant("A", ("0.5", 1)), entrant("B", 1)], QUALITY, PRICE, award_rule="topsis")
    assert [(problem.at, problem.key, dict(problem.facts)) for problem in found.problems] == [
        ("award_rule", "open_values", {"bids": "A"})
    ]
    assert {bid: case.figure for bid, case in found.standings.items()} == {"A": (None, None), "B": (None, None)}


def test_points_add_up_through_the_tree_and_quality_is_all_but_the_price():
    tree = (
        Criterion(id="G", name="g", parts=(leaf("M", 30), leaf("N", 20))),
        leaf("P", 50, "price"),
    )
    found = decided([entrant("A", "0.5", 1)], *tree).standings["A"]
    assert found.groups == {
        "M": Interval.exactly(F(15)),
        "N": Interval.exactly(F(20)),
        "G": Interval.exactly(F(35)),
        "P": Interval.exactly(F(50)),
    }
    assert (found.quality.low, found.total.low) == (35, 85)


@pytest.mark.parametrize(
    ("places", "mode", "wanted"), [(0, "half_up", 33), (1, "half_up", "33.5"), (1, "down", "33.4"), (0, "up", 34)]
)
def test_points_of_quality_are_rounded_as_declared_and_those_of_amounts_are_not(places, mode, wanted):
    """M gives 33.45 points of 60; the second best price gives 40 · 100 / 300."""
    bids = [entrant("A", "0.5575", cost=300), entrant("B", 1)]
    rounding = {"places": places, "mode": mode}
    found = decided(bids, leaf("M", 60), leaf("P", 40, "price"), criterion_rounding=rounding).standings["A"]
    assert found.points == {"M": Interval.exactly(F(wanted)), "P": Interval.exactly(F(40, 3))}


def test_points_that_are_open_are_rounded_at_both_ends():
    bids = [entrant("A", ("0.5", "0.5575"))]
    found = decided(bids, leaf("M", 60), leaf("P", 40, "price"), criterion_rounding={"places": 0}).standings["A"]
    assert found.points["M"] == Interval(F(30), F(33))


def test_an_excluded_bid_is_not_raised_and_sets_nothing():
    bids = [entrant("A", "0.5"), entrant("E", 1, is_excluded=True)]
    for step in ("criteria", "total"):
        found = decided(bids, leaf("M", 60), leaf("P", 40, "price"), rescaling=[step])
        assert found.standings["A"].quality == Interval.exactly(F(60))
        assert told(found) == {"A": ([], "in"), "E": ([], "out")}


def test_a_sum_is_raised_only_perhaps_beside_who_may_be_left_out():
    bids = [entrant("A", "0.6"), entrant("B", "0.9", is_conditional=True)]
    found = decided(bids, leaf("M", 60), leaf("P", 40, "price"), rescaling=["total"])
    assert found.standings["A"].quality == Interval(F(40), F(60))
    assert found.standings["B"].quality == Interval.exactly(F(60))
