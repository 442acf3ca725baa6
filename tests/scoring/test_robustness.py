"""How sure the winner is: every view against figures worked out by hand, and the quick way against the plain one."""

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from cdc.model.evaluation import Evaluation
from cdc.model.method import Formula
from cdc.model.ranking import Shift, Swing, Variant, WeightRange
from cdc.model.tender import Criterion
from cdc.scoring.decide import decide
from cdc.scoring.interval import Interval
from cdc.scoring.method import Entrant, Method
from cdc.scoring.robustness import draws
from cdc.scoring.robustness.stress import stress
from cdc.scoring.robustness.swings import NO_MOVES, SHOWN_SWINGS, Moves

F, D = Fraction, Decimal
ROWS = {"A": ("0.8", "0.6", "0.5"), "B": ("0.6", "0.9", "0.5"), "C": ("0.2", "0.5", "0.9")}
WEIGHTS = (50, 30, 20)
"""A = 40 + 18 + 10 = 68, B = 30 + 27 + 10 = 67, C = 10 + 15 + 18 = 43."""


def ranked(method, entrants, **changes):
    """Give the ranking that the robustness is asked about."""
    found = decide(method, entrants)
    return SimpleNamespace(
        bids=tuple(
            SimpleNamespace(
                **{
                    "vendor": p.bid, "rank": p.rank, "worst_rank": p.worst_rank, "status": "admitted",
                    "low": found.standings[p.bid].figure[0], **changes,
                }
            )
            for p in found.order.placed
        )
    )  # fmt: skip


def judged(weights=WEIGHTS):
    return tuple(
        Criterion(id=f"C{n}", name="c", weight=D(weight), kind="judged", worth=D(weight))
        for n, weight in enumerate(weights)
    )


def entrants(rows, prices=None, costs=None):
    return [
        Entrant(
            name,
            {f"C{n}": v if isinstance(v, Interval) else Interval.exactly(F(v)) for n, v in enumerate(row)},
            {"P": F(prices[name])} if prices else {},
            F((prices or costs)[name]) if prices or costs else None,
        )
        for name, row in rows.items()
    ]


def no_moves(bid, leaf):
    return NO_MOVES


def stressed(method, bids, steps=no_moves, **changes):
    return stress(method, bids, ranked(method, bids, **changes), steps)


def same_way(**evaluation):
    """Give the method on points, and the one that must be tried by halving since its totals are rounded (to ten places)."""
    whole = Method.of(judged(), Evaluation(**evaluation))
    rounded = Method.of(judged(), Evaluation(**evaluation, rounding={"places": 10, "stage": "total"}))
    return whole, rounded


RANGES = (
    WeightRange("C0", F(1, 2), F(9, 19), F(1), is_closed_form=True, below="B"),
    WeightRange("C1", F(3, 10), F(0), F(10, 31), is_closed_form=True, above="B"),
    WeightRange("C2", F(1, 5), F(0), F(33, 65), is_closed_form=True, above="C"),
)
"""C0 at 0: A .56, B .74, C .66; at 1: .8, .6, .2; A and B meet at .18/.38, A and C at .1/.7. C1 at 0: 5/7, 4/7, 2/5; at 1: .6, .9, .5:
(1/7)/(1/7 + 3/10). C2 at 0: .725, .7125, .3125; at 1: .5, .5, .9: .4125/.8125 for C; B only comes level at 1."""


def test_the_weight_of_each_criterion_may_move_between_two_bounds():
    whole, rounded = same_way(draws=10)
    assert stressed(whole, entrants(ROWS)).weights == RANGES
    found = stressed(rounded, entrants(ROWS)).weights
    assert [(r.leaf, r.share, r.is_closed_form, r.below, r.above) for r in found] == [
        (r.leaf, r.share, False, r.below, r.above) for r in RANGES
    ]
    for one, other in zip(found, RANGES, strict=True):
        assert abs(one.low - other.low) < F(1, 10**6)
        assert abs(one.high - other.high) < F(1, 10**6)


def test_a_bid_that_leads_everywhere_bounds_no_weight():
    found = stressed(
        Method.of(judged(), Evaluation(draws=50)), entrants({"A": ("1", "1", "1"), "B": ("0", "0.9", "0.5")})
    )
    assert [(r.low, r.high, r.below, r.above) for r in found.weights] == [(0, 1, "", "")] * 3
    assert found.shift is None
    assert found.acceptability == {"A": 1, "B": 0}
    assert (found.error, found.draws) == (0, 50)
    assert (found.verdict, found.reasons) == ("sure", ())


def test_a_criterion_without_weight_and_one_that_is_alone():
    alone = stressed(Method.of(judged((100,)), Evaluation()), entrants({"A": ("0.9",), "B": ("0.8",)}))
    assert alone.weights == (WeightRange("C0", F(1), F(0), F(1), is_closed_form=True),)
    assert (alone.shift, alone.draws, alone.acceptability, alone.error) == (None, 0, {"A": 1, "B": 0}, 0)
    # all weight on C0: of the rest, both take the same part
    found = stressed(Method.of(judged((100, 0, 0)), Evaluation(draws=9)), entrants(ROWS))
    assert found.weights[0] == WeightRange(
        "C0", F(1), F(15, 35), F(1), is_closed_form=True, below="B"
    )  # .55 / .7: .15 / (.15 + .2)
    assert found.weights[1] == WeightRange("C1", F(0), F(0), F(2, 5), is_closed_form=True, above="B")


def test_the_smallest_joint_change_of_weights():
    whole, rounded = same_way(draws=10)
    # A leads B by .01; C0 to C1 gains .2 + .3 for each unit moved
    assert stressed(whole, entrants(ROWS)).shift == Shift(F(1, 50), "B", {"C0": F(1, 50)}, "C1")
    tried = stressed(rounded, entrants(ROWS)).shift
    assert (tried.rival, tried.given, list(tried.taken)) == ("B", "C1", ["C0"])
    assert abs(tried.amount - F(1, 50)) < F(1, 10**6)
    # lead .6, .1, -.4: all of C0 (.1 · 1) and then some of C1: (.25 - .1) / .5
    two = Method.of(judged((10, 90, 0)), Evaluation(draws=10))
    assert stressed(two, entrants({"A": ("0.8", "0.6", "0.5"), "C": ("0.2", "0.5", "0.9")})).shift == Shift(
        F(1, 10) + F(1, 10), "C", {"C0": F(1, 10), "C1": F(1, 10)}, "C2"
    )
    assert stressed(whole, entrants({"A": ROWS["A"]})).shift is None


def test_the_share_of_weightings_that_each_bid_wins():
    """With two criteria the share is a length: A (1, 0) wins B (0, .5) where w > .5·(1 - w), from one third on."""
    method = Method.of(judged((60, 40)), Evaluation(draws=20_000, seed=5))
    found = stressed(method, entrants({"A": ("1", "0"), "B": ("0", "0.5")}))
    assert abs(found.acceptability["A"] - F(2, 3)) < found.error
    assert sum(found.acceptability.values()) == 1
    assert (found.draws, found.seed) == (20_000, 5)
    p = float(found.acceptability["A"])
    assert abs(float(found.error) - 1.96 * (p * (1 - p) / 20_000) ** 0.5) < 1e-6
    again = stressed(
        Method.of(judged((60, 40)), Evaluation(draws=20_000, seed=6)), entrants({"A": ("1", "0"), "B": ("0", "0.5")})
    )
    assert again.acceptability != found.acceptability


def test_equal_bids_share_every_draw():
    rows = {"A": ROWS["A"], "B": ROWS["A"], "C": ROWS["C"]}
    whole, rounded = same_way(draws=400, seed=3)
    quick, plain = stressed(whole, entrants(rows)), stressed(rounded, entrants(rows))
    assert quick.acceptability == plain.acceptability
    assert quick.acceptability["A"] == quick.acceptability["B"] > quick.acceptability["C"] > 0
    assert sum(quick.acceptability.values()) == 1
    assert (quick.verdict, [reason.key for reason in quick.reasons]) == ("undecided", ["robust_tie"])


def test_draws_without_a_linear_rule_stop_at_a_few():
    _, rounded = same_way(draws=1000, seed=3)
    assert stressed(rounded, entrants(ROWS)).draws == draws.FEW_DRAWS
    whole = Method.of(judged(), Evaluation(draws=draws.FEW_DRAWS, seed=3))
    assert stressed(whole, entrants(ROWS)).acceptability == stressed(rounded, entrants(ROWS)).acceptability


def test_draws_go_on_until_every_share_is_known_to_a_thousandth():
    """Two criteria, a bid for each: each wins on half of the weightings, the hardest share to know."""
    even = {"A": ("1", "0"), "B": ("0", "1")}
    leaves = judged((50, 50))
    found = stressed(Method.of(leaves, Evaluation()), entrants(even))
    assert 950_000 < found.draws <= draws.MOST_DRAWS
    assert 0 < found.error <= F(1, 1000)
    assert all(abs(share - F(1, 2)) <= found.error for share in found.acceptability.values())
    clear = stressed(Method.of(leaves, Evaluation()), entrants({"A": ("1", "1"), "B": ("0", "0.5")}))
    assert (clear.draws, clear.error) == (draws.BATCH, 0)


def test_a_declared_number_of_draws_tells_the_error_that_was_reached():
    found = stressed(Method.of(judged(), Evaluation(draws=100)), entrants(ROWS))
    assert found.draws == 100
    assert found.error > F(1, 1000)


def test_draws_are_uniform_over_the_simplex():
    cuts = draws._cuts(np.random.RandomState(1), 3, 20_000)
    assert cuts.shape == (20_000, 3)
    assert (cuts.sum(axis=1) == 2**24).all()
    assert (cuts >= 0).all()
    means = cuts.mean(axis=0) / 2**24
    assert (abs(means - 1 / 3) < 0.01).all()
    assert abs((cuts[:, 0] > 2**23).mean() - 0.25) < 0.01  # (1 - 1/2)^2


STEPS = {
    ("A", "C0"): ((3, 0, "x"), (2, 0, "y"), (1, 9, "z")),
    ("B", "C0"): ((0, 2, "q"),),
    ("B", "C1"): ((0, 4, "u"), (0, 3, "v")),
    ("B", "C2"): ((9, 6, "k"), (0, 6, "h")),
    ("C", "C0"): ((9, 9, "w"),),
}
"""Of each bid and leaf: (loss, gain, item) in hundredths."""


def steps(bid, leaf):
    rows = STEPS.get((bid, leaf), ())
    return Moves(100, max((max(row[:2]) for row in rows), default=0), lambda: rows)


SWINGS = (Swing("A", "C0", "x", False, "B"), Swing("B", "C1", "u", True, "B"), Swing("B", "C2", "h", True, "B"), Swing("B", "C2", "k", True, "B"))  # fmt: skip
"""A leads by one point. A loses 50 · .03 = 1.5 (x) or 1 (y: level, not less); B gains 30 · .04 = 1.2 (u) or .9 (v), 20 · .06 = 1.2, and 50 · .02 = 1 (q),
which only brings it level."""


def test_single_answers_that_change_the_winner():
    for method in same_way(draws=10):
        found = stressed(method, entrants(ROWS), steps)
        assert found.swings == SWINGS
        assert found.swing_count == 4
        assert {reason.key: dict(reason.facts) for reason in found.reasons}["robust_level"] == {"count": 4}
        assert stressed(method, entrants({"A": ROWS["A"]}), steps).swings == ()


def test_only_the_first_swings_are_listed_but_all_are_counted():
    rows = tuple((60, 60, f"i{n:03}") for n in range(40))
    whole, rounded = same_way(draws=10)
    many = lambda bid, leaf: Moves(100, 60, lambda: rows)  # noqa: E731 - read once
    found = stressed(whole, entrants(ROWS), many)
    # every leaf of A and B, and C0 of C (50 · .6 = 30 > 25)
    assert (len(found.swings), found.swing_count) == (SHOWN_SWINGS, 40 * 7)
    tried = stressed(rounded, entrants(ROWS), many)
    assert tried.swings == found.swings
    assert tried.swing_count == SHOWN_SWINGS + 1


def test_a_step_stops_at_the_ends_of_the_scale():
    _, rounded = same_way(draws=10)
    top = {"A": ("0.8", "0.6", "0.5"), "B": ("0.6", "0.99", "0.35")}  # 68 against 66.7; .01 · 30 = .3 is not enough
    huge = lambda bid, leaf: Moves(100, 90, lambda: ((0, 90, "i"),))  # noqa: E731 - read once
    found = stressed(rounded, entrants(top), huge)
    assert [(swing.vendor, swing.leaf) for swing in found.swings] == [("B", "C0"), ("B", "C2")]


def priced(formula="inverse", **evaluation):
    price = Criterion(id="P", name="p", weight=D(40), kind="price", formula=Formula(type=formula))
    return Method.of((*judged((60,)), price), Evaluation(**evaluation), F(200))


PRICED = entrants({"A": ("1",), "B": ("0.7",)}, prices={"A": 100, "B": 60})
"""A = 60 + 40 · .6 = 84, B = 42 + 40 = 82."""


def test_other_price_formulas_other_bids_and_effective_weights():
    found = stressed(priced(draws=2000), PRICED)
    # minmax 60 : 82, band 50 % of 60 reaches 90, of 100 % gives 1/3; discounts on 200: 50 and 70 %; log 2: 1 - ln(5/3)/ln 2
    assert found.formulas == tuple(
        Variant(name, (winner,), {winner: 1, "AB".replace(winner, ""): 2})
        for name, winner in (("inverse", "A"), ("minmax", "B"), ("to_ceiling", "A"), ("band_50", "B"), ("band_100", "B"), ("bilinear_85", "A"), ("log_2", "B"))
    )  # fmt: skip
    assert found.without == (Variant("B", ("A",), {"A": 1}),)
    assert found.effective == {"C0": F(18, 34), "P": F(16, 34)}
    assert (found.winner, found.runner_up, found.margin) == ("A", "B", 2)
    assert found.shift == Shift(F(2, 70), "B", {"C0": F(2, 70)}, "P")
    assert found.verdict == "fragile"
    assert [(reason.key, dict(reason.facts)) for reason in found.reasons] == [
        ("robust_shift", {"amount": F(20, 7), "rival": "B"}),
        ("robust_space", {"share": found.acceptability["A"] * 100}),
        ("robust_formula", {"count": 4}),
    ]
    assert abs(found.acceptability["A"] - F(3, 7)) < F(1, 20)


def test_formulas_on_the_discount_need_a_ceiling():
    method = Method.of(priced(draws=10).criteria, Evaluation(draws=10))
    assert [variant.name for variant in stressed(method, PRICED).formulas] == ["inverse", "minmax", "band_50", "band_100", "log_2"]  # fmt: skip
    free = Method.of(judged(), Evaluation(draws=10))
    assert stressed(free, entrants(ROWS)).formulas == ()


def test_a_bid_without_which_another_wins():
    """C pulls the lowest price down: with it A wins on quality, without it B, whose price is then the best."""
    method = priced(draws=10)
    bids = entrants({"A": ("1",), "B": ("0.4",), "C": ("0",)}, prices={"A": 100, "B": 50, "C": 10})
    # with C: A 60 + 4 = 64, B 24 + 8 = 32; without: A 60 + 20 = 80, B 24 + 40 = 64
    assert stressed(method, bids).without == (
        Variant("B", ("A",), {"A": 1, "C": 2}),
        Variant("C", ("A",), {"A": 1, "B": 2}),
    )
    # quality weighs less than half: with C at 10, A 18 + 7 = 25 and B 12 + 14 = 26; ... the winner changes when C goes
    lighter = Method.of((*judged((30,)), Criterion(id="P", name="p", weight=D(70), kind="price", formula=Formula(type="minmax"))), Evaluation(draws=10))  # fmt: skip
    three = entrants({"A": ("1",), "B": ("0.4",), "C": ("0",)}, prices={"A": 30, "B": 20, "C": 200})
    # with C: A 30 + 70 · 170/180 = 96.1, B 12 + 70 = 82; without C: A 30, B 82
    found = stressed(lighter, three)
    assert found.without[1] == Variant("C", ("B",), {"B": 1, "A": 2})
    assert {reason.key: dict(reason.facts) for reason in found.reasons}["robust_without"] == {"count": 1}


def test_named_sets_of_weights():
    sets = (
        {"name": "it", "weights": {"C1": D(3), "C2": D(1)}},
        {"name": "none", "weights": {}},
        {"name": "same", "weights": {"C0": D(1)}},
    )
    found = stressed(Method.of(judged(), Evaluation(draws=10, weighting_sets=sets)), entrants(ROWS))
    # C1 3 : C2 1: A 57.5, B 80, C 60
    assert found.sets == (
        Variant("0", ("B",), {"B": 1, "C": 2, "A": 3}),
        Variant("2", ("A",), {"A": 1, "B": 2, "C": 3}),
    )


def test_open_answers_at_both_ends():
    rows = {**ROWS, "C": (Interval(F(2, 10), F(1)), "0.5", "0.9")}  # 43 to 83
    method = Method.of(judged(), Evaluation(draws=10))
    found = stressed(method, entrants(rows))
    assert found.at_worst == Variant("at_worst", ("A",), {"A": 1, "B": 2, "C": 3})
    assert found.at_best == Variant("at_best", ("C",), {"C": 1, "A": 2, "B": 3})
    assert (found.verdict, [(r.key, dict(r.facts)) for r in found.reasons]) == ("undecided", [("robust_missing", {"worst": 2})])  # fmt: skip
    conditional = stressed(method, entrants(ROWS), status="conditional")
    assert (conditional.verdict, [reason.key for reason in conditional.reasons]) == (
        "undecided",
        ["robust_conditional"],
    )
    cheap = Method.of(judged(), Evaluation(draws=10, award_rule="lowest_acceptable"))
    by_cost = stressed(cheap, entrants(ROWS, costs={"A": 3, "B": 2, "C": 9}))
    assert by_cost.at_best == Variant("at_best", ("B",), {"B": 1, "A": 2, "C": 3})
    assert (by_cost.weights, by_cost.shift, by_cost.draws) == ((), None, 0)
    order = Method.of(judged(), Evaluation(draws=10, award_rule="lexicographic", weights="order"))
    assert stressed(order, entrants(ROWS)).at_best == Variant("at_best", ("A",), {"A": 1, "B": 2, "C": 3})


def test_thresholds_are_settled_before():
    """A bid that was admitted stays so under other weights: what changes is the order, not who takes part."""
    leaves = (judged()[0].model_copy(update={"threshold": D(70)}), *judged()[1:])
    method = Method.of(leaves, Evaluation(draws=10))
    bids = [e for e in entrants(ROWS) if e.bid == "A"] + entrants({"B": ("0.7", "0.75", "0.5")})
    found = stressed(method, bids, lambda bid, leaf: Moves(100, 20, lambda: ((20, 0, leaf),)))
    assert [(swing.leaf, swing.winner) for swing in found.swings] == [("C0", "B"), ("C1", "B"), ("C2", "B")]
    assert found.at_worst.ranks == {"A": 1, "B": 2}


def test_nobody_ranked():
    method = Method.of(judged(), Evaluation(draws=10))
    assert stress(method, [], SimpleNamespace(bids=()), no_moves) is None


@pytest.mark.parametrize(
    "rule",
    [
        {"type": "ratio"},
        {"type": "ratio", "offset": D(50), "scale": D(10000), "quality_maximum": D(40)},
        {"type": "adjusted_price", "k": D("0.3"), "pass_mark": D(20)},
        {"type": "adjusted_price", "form": "meat"},
    ],
    ids=["ratio", "offset", "quebec", "meat"],
)
def test_rules_on_cost_are_linear_in_the_weights_too(rule):
    """The quick way and trying every weight agree for each rule that has a closed form."""
    costs = {"A": 101, "B": 100, "C": 150}
    leaves = judged()
    if rule.get("form") == "meat":
        leaves = (*judged((25, 15, 10)), Criterion(id="P", name="p", weight=D(50), kind="price"))
    bids = entrants(ROWS, prices=costs) if len(leaves) == 4 else entrants(ROWS, costs=costs)
    quick = stressed(Method.of(leaves, Evaluation(draws=400, award_rule=rule)), bids, steps)
    plain = stressed(Method.of(leaves, Evaluation(draws=400, award_rule=rule, rounding={"places": 10, "stage": "total"})), bids, steps)  # fmt: skip
    assert all(r.is_closed_form for r in quick.weights)
    assert not any(r.is_closed_form for r in plain.weights)
    assert len(quick.weights) == 3
    for one, other in zip(quick.weights, plain.weights, strict=True):
        assert (one.leaf, one.share, one.below, one.above) == (other.leaf, other.share, other.below, other.above)
        assert abs(one.low - other.low) + abs(one.high - other.high) < F(1, 10**5)
    assert quick.acceptability == plain.acceptability
    assert quick.swings == plain.swings
    assert quick.shift.amount <= plain.shift.amount + F(1, 10**6)
    assert quick.shift.amount > 0


@pytest.mark.parametrize(
    "evaluation",
    [{"criterion_rounding": {"places": 9}}, {"rescaling": ("total",)}, {"award_rule": {"type": "ratio", "band": D(1)}}, {"award_rule": "topsis"}, {"award_rule": "electre"}, {"award_rule": {"type": "adjusted_price", "pass_mark": D(40)}}],
    ids=["criterion_rounding", "rescaling", "band", "topsis", "electre", "pass mark"],
)  # fmt: skip
def test_what_is_not_linear_is_tried(evaluation):
    costs = {"A": 101, "B": 100, "C": 70}
    found = stressed(Method.of(judged(), Evaluation(draws=20, **evaluation)), entrants(ROWS, costs=costs))
    assert [r.is_closed_form for r in found.weights] == [False] * 3
    assert found.draws == 20
    assert sum(found.acceptability.values()) == 1


def test_points_rounded_by_a_formula_and_typed_formulas_are_tried():
    for formula in (
        Formula(type="inverse", rounding=[{"stage": "criterion", "places": 9}]),
        Formula(type="expression", text="M * Pmin / P"),
    ):
        price = Criterion(id="P", name="p", weight=D(40), kind="price", formula=formula)
        method = Method.of((*judged((60,)), price), Evaluation(draws=20))
        assert not any(r.is_closed_form for r in stressed(method, PRICED).weights)


@pytest.mark.parametrize(
    ("mark", "rows", "is_closed"),
    [
        (40, {"A": ("0.8", "0.9"), "B": ("0.4", "0.8")}, True),
        (40, {"A": ("0.8", "0.9"), "B": ("0.398", "0.8")}, False),
        (100, {"A": ("1", "1"), "B": ("1", "1")}, False),
    ],
)
def test_a_pass_mark_that_some_weighting_misses(mark, rows, is_closed):
    rule = {"type": "adjusted_price", "pass_mark": D(mark)}
    method = Method.of(judged((50, 50)), Evaluation(draws=20, award_rule=rule))
    found = stressed(method, entrants(rows, costs={"A": 100, "B": 90}))
    assert {r.is_closed_form for r in found.weights} == {is_closed}


def test_swapped_formulas_keep_the_base_of_the_leaf_wherever_it_stands():
    price = Criterion(id="P", name="p", weight=D(40), kind="price", formula=Formula(type="to_ceiling", base=D(200)))
    group = Criterion(id="G", name="g", parts=(price,))
    found = stressed(Method.of((*judged((60,)), group), Evaluation(draws=10)), PRICED)
    assert {variant.name: variant.winners for variant in found.formulas} == {
        "inverse": ("A",), "minmax": ("B",), "to_ceiling": ("A",), "band_50": ("B",), "band_100": ("B",), "bilinear_85": ("A",), "log_2": ("B",),
    }  # fmt: skip


def test_a_bid_that_may_miss_a_threshold_takes_part_at_its_low_end():
    """C may still reach 30 on its first criterion, so it is ranked on a condition; its low end is not tested again."""
    first = judged()[0].model_copy(update={"threshold": D(30)})
    rows = {**ROWS, "C": (Interval(F(2, 10), F(1)), "0.5", "0.9")}
    for criteria in ((first, *judged()[1:]), (Criterion(id="G", name="g", parts=(first, judged()[1])), judged()[2])):
        found = stressed(Method.of(criteria, Evaluation(draws=10)), entrants(rows))
        assert found.at_worst.ranks == {"A": 1, "B": 2, "C": 3}


def test_a_formula_that_gives_no_number_says_so_in_its_row():
    price = Criterion(
        id="P", name="p", weight=D(40), kind="price", formula=Formula(type="fixed_bounds", full_at=D(0), zero_at=D(200))
    )
    method = Method.of((*judged((60,)), price), Evaluation(draws=10), F(200))
    found = stressed(method, entrants({"A": ("1",), "B": ("0.7",)}, prices={"A": 100, "B": 0}))
    by_name = {variant.name: variant for variant in found.formulas}
    assert by_name["inverse"] == Variant("inverse", (), {}, "zero_quantity")
    assert by_name["minmax"] == Variant("minmax", ("B",), {"B": 1, "A": 2})


@pytest.mark.parametrize("rule", ["award_on_value", "lowest_acceptable", "lexicographic"])
def test_rules_without_weights_have_no_ranges(rule):
    kinds = {"weights": "order"} if rule == "lexicographic" else {}
    found = stressed(
        Method.of(judged(), Evaluation(draws=10, award_rule=rule, **kinds)),
        entrants(ROWS, costs={"A": 3, "B": 4, "C": 9}),
    )
    assert (found.weights, found.draws, found.shift) == ((), 0, None)


@pytest.mark.parametrize("kind", ["features", "yes_no", "judged"])
def test_answers_of_every_kind_can_swing_the_winner(kind):
    leaves = tuple(leaf.model_copy(update={"kind": kind}) for leaf in judged())
    for rounding in ({}, {"rounding": {"places": 10, "stage": "total"}}):
        assert stressed(Method.of(leaves, Evaluation(draws=10, **rounding)), entrants(ROWS), steps).swing_count == 4
    alone = stressed(Method.of(leaves, Evaluation(draws=10)), entrants({"A": ROWS["A"]}), steps)
    assert (alone.swings, alone.swing_count) == ((), 0)


def test_answers_that_are_rescaled_are_tried():
    """Raised to the best of each criterion, a step of one bid moves the others too."""
    found = stressed(Method.of(judged(), Evaluation(draws=10, rescaling=("criteria",))), entrants(ROWS), steps)
    # raised: A 50, 20, 100/9; B 37.5, 30, 100/9; the lead is 2.5: no single step of these is enough but x and more
    assert found.winner == "A"
    assert all(swing.winner == "B" for swing in found.swings)
