"""What a point costs, told from the rules alone; and the reversals that are told of formulas, each predicted."""

import time
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from cdc.model.evaluation import Evaluation
from cdc.model.method import Formula
from cdc.model.tender import Criterion
from cdc.scoring.decide import decide
from cdc.scoring.formulas import shares
from cdc.scoring.inspect import many_figures, many_prices, simulated
from cdc.scoring.inspect.inspection import inspect
from cdc.scoring.inspect.setting import Setting, dearest
from cdc.scoring.method import Method

F, D = Fraction, Decimal
CEILING = F(1000)


def method(formula, *, price=40, ceiling=CEILING, **evaluation):
    """A method of one judged criterion and the price; no price leaf where its weight is nothing."""
    leaves = [Criterion(id="Q", name="q", weight=D(100 - price), kind="judged", worth=D(500))]
    if price:
        given = Formula.model_validate({"type": formula} if isinstance(formula, str) else formula)
        leaves.append(Criterion(id="P", name="p", weight=D(price), kind="price", formula=given))
    return Method.of(tuple(leaves), Evaluation(**evaluation), ceiling)


def found(formula="inverse", *, bids=4, draws=500, **declared):
    return inspect(method(formula, **declared), bids=bids, draws=draws)


def test_a_point_of_a_straight_line_costs_the_same_everywhere():
    worth = found({"type": "fixed_bounds", "full_at": 600, "zero_at": 1000}).worth
    assert [(level.price, level.amount) for level in worth] == [
        (700, 10),
        (800, 10),
        (900, 10),
    ]  # 400 euros are 40 points


def test_a_point_of_the_inverse_costs_more_where_prices_are_high():
    amounts = [level.amount for level in found("inverse").worth]
    assert amounts == sorted(amounts)
    assert amounts[0] == F(
        "17.94"
    )  # 40 · 700/(700 + x) is one point less at x = 700/39 = 17.948…, in whole parts of 0.01


def test_a_quality_point_of_a_ratio_costs_its_part_of_the_price():
    """Quality 75 at 700 is level with 76 at 700 · 76/75 = 709.33…"""
    assert found(price=0, award_rule="ratio").worth[0].amount == F("9.33")


def test_lowest_price_pays_nothing_for_quality_and_order_nothing_for_price():
    assert {level.amount for level in found(price=0, award_rule="lowest_acceptable").worth} == {0}
    by_order = found({"type": "as_is"}, award_rule="lexicographic", draws=5)
    assert {level.amount for level in by_order.worth} == {None}
    assert by_order.overbid is None


def test_a_ceiling_that_excludes_ends_what_a_price_may_be():
    open_, capped = (
        found({"type": "as_is"}, award_rule="lexicographic", over_ceiling=rule, draws=5)
        for rule in ("score", "exclude")
    )
    assert [level.is_capped for level in capped.worth] == [True] * 3
    assert [level.amount for level in capped.worth] == [300, 200, 100]
    assert {level.amount for level in open_.worth} == {None}


def test_dead_stretches_of_price():
    (leaf,) = found({"type": "fixed_bounds", "full_at": 600, "zero_at": 1000}).prices
    assert [(dead.low, dead.high) for dead in leaf.dead] == [(400, 600), (1000, 1200)]
    (leaf,) = found("inverse").prices
    assert leaf.dead == ()


def test_the_cheapest_way_to_beat_a_good_bid():
    weak = found({"type": "fixed_bounds", "full_at": 0, "zero_at": 1000}, price=70)
    # 22.5 + 70 · 0.2 = 36.5 of a good bid at 800: without quality 70 · (1 - x/1000) passes it at 478.57
    assert weak.undercut == F("478.57")
    assert found("inverse").undercut is None  # 45 points of quality are more than 40 of price


def test_thresholds_and_pass_marks_bound_the_least_quality():
    leaf = Criterion(id="Q", name="q", weight=D(60), kind="judged", threshold=D(60))
    other = Criterion(id="P", name="p", weight=D(40), kind="price")
    setting = Setting(Method.of((leaf, other), Evaluation(), CEILING), CEILING, 4)
    assert setting.least == {"Q": F(60, 100)}
    marked = Setting(method("inverse", price=0, award_rule={"type": "adjusted_price", "pass_mark": 70}), CEILING, 4)
    assert marked.least == {"Q": F(70, 100)}


@pytest.mark.parametrize(
    ("formula", "around", "wanted"),
    [
        ("inverse", F(7), 7),
        ("inverse", None, 1000),
        ({"type": "fixed_bounds", "full_at": 5, "zero_at": 80}, None, 80),
    ],
)
def test_the_dearest_price_is_said_or_declared(formula, around, wanted):
    ceiling = None if isinstance(formula, dict) else CEILING
    assert dearest(method(formula, ceiling=ceiling), around) == wanted


# Reversals told of formulas ------------------------------------------------------------------------------------------


def test_minmax_gives_two_bids_all_or_nothing_whatever_divides_them():
    assert found("minmax", bids=2).prices[0].cent_of_two == 40
    assert found("inverse", bids=2).prices[0].cent_of_two < 1


def test_the_middle_bid_of_three_on_a_line_loses_under_the_inverse():
    """50 for 50, 75 for 75, 100 for 100: 75, 70.83, 75 points. A point is dearer at 100 than at 50, so the ends win."""
    half = Setting(method("inverse", price=50, ceiling=F(100)), F(100), 3)
    bids = [half.bid(n, {"Q": F(q, 100)}, F(q)) for n, q in (("A", 50), ("B", 75), ("C", 100))]
    totals = {bid: case.total.low for bid, case in half.decided(bids).standings.items()}
    assert (totals["A"], totals["C"]) == (75, 75)
    assert round(totals["B"], 2) == F("70.83")
    amounts = [level.amount for level in inspect(half.method, bids=3, draws=100).worth]
    assert amounts == sorted(set(amounts))


RELATIVE = (
    "inverse", "minmax", "to_ceiling", "mean_distance", {"type": "band", "band": D("0.3")}, {"type": "bilinear", "x": D("0.85")},
    {"type": "concave", "alpha": D("0.5")}, {"type": "relevant_range", "n": 2}, {"type": "corrected", "significant": 3},
)  # fmt: skip
ABSOLUTE = (
    {"type": "fixed_bounds", "full_at": 600, "zero_at": 1000}, {"type": "absolute_concave", "n": 2},
    {"type": "table", "rows": [{"at": 700, "share": 1}, {"at": 900, "share": D("0.5")}]},
)  # fmt: skip


@pytest.mark.parametrize("formula", RELATIVE, ids=str)
def test_a_hopeless_bid_can_decide_who_wins_under_relative_formulas(formula):
    result = found(formula, draws=1500)
    assert result.can_reverse
    assert result.simulated.changed > 0
    assert result.simulated.bought >= result.simulated.changed / 2
    told = result.simulated.example
    assert told is not None
    assert told.after != told.before < 4


@pytest.mark.parametrize("formula", ABSOLUTE, ids=str)
def test_no_bid_decides_for_others_under_absolute_formulas(formula):
    result = found(formula)
    assert (result.can_reverse, result.simulated.changed, result.simulated.bought) == (False, 0, 0)
    assert result.simulated.example is None


@pytest.mark.parametrize("rule", ["ratio", "award_on_value", "lowest_acceptable", "adjusted_price"])
def test_no_bid_decides_for_others_under_rules_on_the_price_itself(rule):
    result = found(price=0, award_rule=rule)
    assert (result.can_reverse, result.simulated.changed, result.simulated.bought) == (False, 0, 0)


def test_the_logarithm_keeps_the_differences_among_the_rest_until_it_is_cut_off():
    plain = {"type": "log", "zero_ratio": 2, "clip": "none"}
    assert found(plain).simulated.changed == 0
    assert found({**plain, "zero_ratio": D("1.2"), "clip": "both"}).simulated.changed > 0


def test_topsis_and_electre_may_turn_over_when_a_bid_comes_that_cannot_win():
    for rule in ("topsis", "electre"):
        result = found(award_rule=rule, draws=60)
        assert result.can_reverse, rule
        assert result.simulated.draws == 60
        assert result.simulated.changed > 0, rule


def test_a_rescaled_quality_lets_a_bid_decide_for_others_though_prices_stand_alone():
    result = found(ABSOLUTE[0], rescaling=("criteria",))
    assert result.can_reverse


def test_a_narrower_band_is_a_heavier_price():
    """Three bands on the same bids gave three winners: the band is a hidden weight."""
    spreads = [found({"type": "band", "band": D(band)}).simulated.spread for band in ("0.3", "0.5", "0.75")]
    assert spreads == sorted(spreads, reverse=True)
    assert spreads[0] > spreads[2] + F(1, 10)


def test_the_formula_of_belleville_neutralises_the_price():
    """10/3 · (7 - P/P0) gives 16.67 of 20 at the double price (Conseil d'État, 3 November 2014, 373362)."""
    belleville = {"type": "expression", "text": "M / 6 * (7 - P / Pmin)"}
    (leaf,) = found(belleville, price=20, draws=5).prices
    assert leaf.at_double == F(5, 6)
    assert found("inverse").prices[0].at_double == F(1, 2)


def test_bids_that_hug_the_ceiling_are_torn_apart_by_it():
    """A discount of one per cent takes all points beside none: the correction by a significant discount cures it."""
    hugging = Setting(method("to_ceiling"), CEILING, 2)
    near = [hugging.bid(n, {"Q": F(q)}, F(p)) for n, q, p in (("A", "0.9", 999), ("B", "0.5", 990))]
    assert hugging.decided(near).winners == ("B",)
    cured = Setting(method({"type": "corrected", "significant": 5}), CEILING, 2)
    assert cured.decided(near).winners == ("A",)
    assert found("to_ceiling", bids=2).prices[0].cent_of_two < found({"type": "to_ceiling"}, bids=2).prices[0].full


def test_the_distance_from_the_mean_gives_the_cheapest_less_than_everything():
    assert not found("mean_distance").prices[0].cheapest_has_full
    assert found("inverse").prices[0].cheapest_has_full


def test_thirteen_points_are_fifteen_per_cent_in_quebec():
    """(Q + 50) · 10,000 / P: a bid 13 points worse wins when it is 15 per cent cheaper; without an offset it does not."""
    municipal = {"type": "ratio", "offset": 50, "scale": 10000}
    setting = Setting(method("inverse", price=0, award_rule=municipal), CEILING, 2)
    good, worse = setting.bid("A", {"Q": F(88, 100)}, F(1000)), setting.bid("B", {"Q": F(75, 100)}, F(850))
    assert setting.decided([good, worse]).winners == ("B",)
    plain, offset = found(price=0, award_rule="ratio"), found(price=0, award_rule=municipal)
    assert offset.worth[0].amount < plain.worth[0].amount  # a point of quality buys less price


# Simulation ----------------------------------------------------------------------------------------------------------

FORMULAS = [Formula.model_validate({"type": f} if isinstance(f, str) else f) for f in (*RELATIVE, *ABSOLUTE)] + [
    Formula(type="log", zero_ratio=D(2)), Formula(type="inverse", power=3), Formula(type="inverse", reference="median"),
    Formula(type="band", band=D("0.5"), reference="mean", clip="none"), Formula(type="bilinear", x=D("0.8"), knee="median"),
    Formula(type="table", between="line", rows=({"at": 700, "share": 1}, {"at": 900, "share": D("0.4")})),
    Formula(type="minmax", rounding=({"stage": "coefficient", "places": 2, "mode": "down"}, {"stage": "criterion", "places": 1})),
    Formula(type="inverse", reference="best_and_estimate", reference_value=D(650)), Formula(type="minmax", equal="zero"),
]  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda f: f.type)
def test_many_prices_at_once_get_what_each_gets_exactly(formula):
    rows = np.random.RandomState(3).randint(600, 1001, size=(20, 4))
    rows[0] = 800
    got = many_prices.price_shares(formula, rows.astype(float), 1000.0, 40.0)
    for row, wanted in zip(rows, got, strict=True):
        exact = shares.score(formula, {str(n): F(int(p)) for n, p in enumerate(row)}, base=CEILING, full=F(40)).shares
        assert [float(exact[str(n)].low) for n in range(4)] == pytest.approx(list(wanted), abs=1e-9), row


RULES = (
    {}, {"rescaling": ("criteria",)}, {"rescaling": ("criteria", "total")}, {"criterion_rounding": {"places": 1, "mode": "up"}},
    {"award_rule": {"type": "adjusted_price", "form": "meat"}},
)  # fmt: skip
ALONE = ({"award_rule": {"type": "adjusted_price"}}, {"award_rule": {"type": "ratio", "offset": 10}}, {"award_rule": "award_on_value"}, {"award_rule": "lowest_acceptable"})  # fmt: skip


@pytest.mark.parametrize(("price", "declared"), [*((40, r) for r in RULES), *((0, r) for r in ALONE)], ids=str)
def test_many_tenders_at_once_are_won_by_whom_each_is_won_by_exactly(price, declared):
    setting = Setting(method("inverse", price=price, **declared), CEILING, 4)
    assert many_figures.is_plain(setting.method)
    drawn = simulated._draw(setting, np.random.RandomState(5), 40)
    quick = list(simulated.winners(setting, drawn, 5))
    exact = [simulated._exact(setting, drawn, at, 5) for at in range(40)]
    decided = [(a, b) for a, b in zip(quick, exact, strict=True) if b >= 0]
    assert len(decided) > 20
    assert [a for a, _ in decided] == [b for _, b in decided]


def test_the_example_that_is_told_is_decided_exactly():
    result = found("minmax").simulated.example
    assert result is not None
    setting = Setting(method("minmax"), CEILING, 4)
    bids = [
        setting.bid(str(n), {"Q": quality}, price) for n, (price, quality) in enumerate((*result.bids, result.extra))
    ]
    before, after = decide(setting.method, bids[:-1]).winners, decide(setting.method, bids).winners
    assert (before, after) == ((str(result.before),), (str(result.after),))


def test_the_same_seed_draws_the_same_and_another_one_others():
    one = inspect(method("minmax"), draws=500, seed=1)
    assert one == inspect(method("minmax"), draws=500, seed=1)
    assert one.simulated != replace(inspect(method("minmax"), draws=500, seed=2).simulated)


def test_ten_thousand_tenders_are_drawn_in_time():
    start = time.process_time()
    assert found({"type": "bilinear", "x": D("0.85")}, draws=10_000).simulated.draws == 10_000
    assert time.process_time() - start < 5
