"""Award rules and leaf formulas one by one: exact figures, keys and reasons, at the edges of their ranges."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.model.bid import AnswerRead, Bid, Correction, Corrections, JudgedScore, Origin, PriceRead, ScoreSheet, Verified
from cdc.model.evaluation import Evaluation
from cdc.model.method import AwardRule, Formula
from cdc.model.ranking import Reason
from cdc.model.tender import Criterion, PriceLine
from cdc.model.trial import Trial, WeightTalk
from cdc.scoring import agreement, expression, money, tree, tried
from cdc.scoring.awards import known, raw
from cdc.scoring.awards.record import Award, Context, Point
from cdc.scoring.cases import Entry
from cdc.scoring.evaluate import evaluate
from cdc.scoring.formulas import shares
from cdc.scoring.interval import Interval
from cdc.scoring.method import Method, with_shares
from cdc.scoring.numbers import UndefinedScoreError
from tests.scoring import small

F, D = Fraction, Decimal
LEAVES = (
    Criterion(id="Q", name="q", weight=D(40), kind="judged", worth=D(100), worth_at_zero=D(-20)),
    Criterion(id="R", name="r", weight=D(20), kind="judged", worth=D(10)),
    Criterion(id="P", name="p", weight=D(40), kind="price", formula="as_is"),
)
SHARES = {"Q": F(2, 5), "R": F(1, 5), "P": F(2, 5)}


def awarded(rule, points, leaves=LEAVES, shares=SHARES):
    context = Context(AwardRule.model_validate(rule), leaves, shares, lambda figure: figure)
    named = {
        name: Point(dict(zip("QRP", map(F, own), strict=True)), F(total), F(quality), None if cost is None else F(cost))
        for name, (own, total, quality, cost) in points.items()
    }  # fmt: skip
    return known.award(named, context)


def test_quality_over_price():
    points = {"A": ((1, 1, 0), 0, "0.8", 200), "B": ((1, 1, 0), 0, "0.5", "0.5"), "C": ((1, 1, 0), 0, 1, None)}
    found = awarded({"type": "ratio", "quality_maximum": D(1000), "offset": D(100), "scale": D(2)}, points)
    assert found.figures == {"A": 9, "B": 2400, "C": None}
    assert found.keys == {"A": (0, 0, 9, 0), "B": (0, 0, 2400, 0), "C": (-1,)}
    for cost in (0, -1):
        with pytest.raises(UndefinedScoreError) as caught:
            awarded({"type": "ratio"}, {"A": ((1, 1, 0), 0, 1, cost)})
        assert (caught.value.key, caught.value.facts) == ("zero_quantity", {"bids": "A"})
    assert awarded({"type": "ratio"}, {}) == Award({}, {}, {})


@pytest.mark.parametrize(("decider", "key_b"), [("quality", (0, 1, F(9, 10) * 100, 90)), ("price", (0, 1, -10000, 90))])
def test_within_the_band_the_decider_takes_over(decider, key_b):
    # Z = 100 · quality · 10000 / cost: 100, 90 (exactly at the edge of ten per cent), 89.9
    points = {"A": ((1, 1, 0), 0, "0.5", 5000), "B": ((1, 1, 0), 0, "0.9", 10000), "C": ((1, 1, 0), 0, "0.899", 10000), "D": ((1, 1, 0), 0, 0, 7)}  # fmt: skip
    found = awarded({"type": "ratio", "scale": D(10000), "band": D(10), "decider": decider}, points)
    assert [found.figures[name] for name in "ABCD"] == [100, 90, F("89.9"), 0]
    assert found.keys["B"] == key_b
    assert found.keys["C"] == (0, 0, F("89.9"), 0)
    assert found.keys["D"] == (0, 0, 0, 0)
    assert found.keys["A"][1] == 1


def test_adjusted_prices():
    points = {"A": ((1, 1, 0), 0, 1, 130), "B": ((1, 1, 0), 0, "0.7", 110), "C": ((1, 1, 0), 0, "0.69", 1), "D": ((1, 1, 0), 0, "0.85", 0)}  # fmt: skip
    found = awarded({"type": "adjusted_price", "k": D("0.3")}, points)
    assert found.figures == {"A": 100, "B": 110, "C": None, "D": 0}
    assert found.excluded == {"C": Reason("reason_pass_mark", {"mark": D(70)})}
    assert found.keys == {"A": (0, 0, -100), "B": (0, 0, -110), "C": (0, -1), "D": (0, 0, 0)}
    full = awarded({"type": "adjusted_price", "k": D("0.3"), "pass_mark": D(100)}, {"A": points["A"]})
    assert full.figures == {"A": 130}
    # MEAT: quality weighs .6: P / (1 + .6 · q / .4)
    meat = awarded({"type": "adjusted_price", "form": "meat"}, {"A": points["A"], "B": points["B"]})
    assert meat.figures == {"A": 52, "B": F(110) / (1 + F(7, 10) * F(3, 2))}
    with pytest.raises(UndefinedScoreError) as caught:
        awarded({"type": "adjusted_price", "form": "meat"}, points, LEAVES[:2], {"Q": F(1, 2), "R": F(1, 2)})
    assert caught.value.key == "weights_full"
    assert awarded({"type": "adjusted_price"}, points, LEAVES[:2], {"Q": F(1, 2), "R": F(1, 2)}).figures["B"] == 110


def test_value_is_taken_off_the_price():
    points = {"A": (("0.5", 1, 9), 0, 0, 100), "B": ((0, 0, 9), 0, 0, 100), "C": ((1, 1, 9), 0, 0, None)}
    found = awarded({"type": "award_on_value"}, points)
    assert found.figures == {"A": 100 - 40 - 10, "B": 120, "C": None}
    assert found.keys == {"A": (0, 0, -50), "B": (0, 0, -120), "C": (-1,)}
    assert awarded({"type": "lowest_acceptable"}, points).figures == {"A": 100, "B": 100, "C": None}


def test_an_order_of_importance_and_a_sum():
    points = {"A": ((1, 2, 3), 7, 0, None), "B": ((1, 3, 0), 5, 0, None)}
    assert awarded({"type": "lexicographic"}, points) == Award({"A": None, "B": None}, {"A": (1, 2, 3), "B": (1, 3, 0)})
    assert awarded({"type": "weighted_sum"}, points) == Award({"A": F(7), "B": F(5)}, {"A": (7,), "B": (5,)})


def test_matrix_rules_turn_raw_quantities_over():
    # the raw price is better low: A is best on Q, B on price; C is worse than B everywhere
    points = {"A": ((8, 0, 20), 0, 0, 20), "B": ((4, 0, 10), 0, 0, 10), "C": ((0, 0, 30), 0, 0, 30)}
    found = awarded({"type": "electre"}, points)
    # c(A,B) = 1 · 40, c(B,A) = 1 · 40 in the round without C
    assert found.figures == {"A": 1, "B": 1, "C": None}
    assert found.keys == {"A": (-1,), "B": (-1,), "C": (-3,)}
    assert raw.aims(LEAVES) == [1, 1, -1]
    assert raw.aims([LEAVES[2].model_copy(update={"formula": Formula(type="as_is", aim="maximise")})]) == [1]
    assert [raw.is_raw(leaf) for leaf in LEAVES] == [False, False, True]
    close = awarded({"type": "topsis", "normalisation": "minmax"}, points)
    # minmax: Q 1, .5, 0; R level; price .5, 1, 0
    assert close.figures["A"] == close.figures["B"] > close.figures["C"] == 0


def test_shares_of_the_tree():
    node = lambda id_, weight, *parts: Criterion(id=id_, name="n", weight=D(weight) if weight is not None else None, parts=parts, **({} if parts else {"kind": "judged"}))  # noqa: E731 - read below  # fmt: skip
    roots = (node("G", 1, node("a", 3), node("b", None)), node("H", 3, node("c", 1), node("d", 1)))
    assert tree.shares(roots, "relative") == {
        "G": F(1, 4),
        "a": F(1, 4),
        "b": 0,
        "H": F(3, 4),
        "c": F(3, 8),
        "d": F(3, 8),
    }
    assert tree.shares(roots, "percent") == {
        "G": F(3, 5),
        "a": F(3, 5),
        "b": 0,
        "H": F(2, 5),
        "c": F(1, 5),
        "d": F(1, 5),
    }
    bare = (node("G", None, node("a", None), node("b", None)), node("c", None))
    assert tree.shares(bare, "points") == {"G": F(1, 2), "a": F(1, 4), "b": F(1, 4), "c": F(1, 2)}
    assert tree.shares(bare, "relative") == tree.shares(bare, "points")


def scored(type_, quantities, *, base=None, full=1, **parameters):
    formula = Formula(type=type_, **{"clip": "none", **parameters})
    found = shares.score(formula, {n: None if q is None else F(q) for n, q in zip("ABC", quantities, strict=False)}, base=None if base is None else F(base), full=F(full))  # fmt: skip
    return [value.low if value.is_exact else value for value in found.shares.values()]


@pytest.mark.parametrize(
    ("type_", "quantities", "options", "wanted"),
    [
        ("band", (2, 3), {"band": D("0.5"), "aim": "maximise"}, [F(1, 3), 1]), ("band", (2, 3), {"band": D("0.5")}, [1, 0]),
        ("relevant_range", (3, 4), {"n": D(2), "aim": "maximise"}, [F(1, 2), 1]), ("relevant_range", (3, 4), {"n": D(2)}, [1, F(2, 3)]),
        ("inverse", (2, 4), {"aim": "maximise", "power": 2}, [F(1, 4), 1]), ("minmax", (2, 4, 3), {"aim": "maximise"}, [0, 1, F(1, 2)]),
        ("fixed_bounds", (2, 4), {"full_at": D(0), "zero_at": D(4)}, [F(1, 2), 0]), ("fixed_bounds", (2, 4), {"full_at": D(4), "zero_at": D(0), "aim": "maximise"}, [F(1, 2), 1]),
        ("to_ceiling", (80, 90), {"base": 100}, [1, F(1, 2)]), ("to_ceiling", (5, 9), {"base": 1, "aim": "maximise"}, [F(1, 2), 1]), ("to_ceiling", (5, 10), {"aim": "maximise"}, [F(1, 2), 1]),
        ("to_ceiling", (100, 110), {"base": 100}, [0, 0]), ("to_ceiling", (100, 110), {"base": 100, "none_better": "full"}, [1, 1]),
        ("corrected", (99, 98), {"base": 100, "significant": D(5)}, [F(1, 5), F(2, 5)]), ("corrected", (90, 98), {"base": 100, "significant": D(5)}, [1, F(1, 5)]),
        ("concave", (84, 96, 104), {"base": 100, "alpha": D("0.5")}, [1, F(1, 2), F(-1, 2)]), ("concave", (100, 101), {"base": 100, "alpha": D("0.5")}, [0, 0]),
        ("bilinear", (80, 90, 100), {"base": 100, "x": D("0.8")}, [1, F("0.8"), 0]), ("bilinear", (80, 85, 99), {"base": 100, "x": D("0.8"), "knee": "median"}, [1, F("0.8"), F("0.8") / 15]),
        ("bilinear", (100, 101), {"base": 100, "x": D("0.8"), "none_better": "full"}, [1, 1]),
        ("absolute_concave", (50, 100), {"base": 100, "n": D(2)}, [F(3, 4), 0]), ("absolute_concave", (200, 100), {"base": 100, "n": D(2), "aim": "maximise"}, [F(3, 4), 0]),
        ("mean_distance", (50, 150), {}, [1, 0]), ("mean_distance", (50, 150), {"aim": "maximise", "at_mean": D("0.6"), "slope": D("0.2")}, [F("0.5"), F("0.7")]),
        ("log", (4, 2), {"zero_ratio": D(2)}, [0, 1]), ("log", (4, 2), {"zero_ratio": D(2), "aim": "maximise"}, [1, 0]),
        ("to_ceiling", (5, "5.5"), {"base": 5, "aim": "maximise"}, [0, 1]), ("concave", (5, "5.5"), {"base": 5, "aim": "maximise", "alpha": D(1)}, [0, 1]),
        ("bilinear", (5, "5.25", "5.5"), {"base": 5, "aim": "maximise", "x": D("0.9")}, [0, F("0.9"), 1]), ("expression", (2, 4), {"text": "Pmax + Base", "base": 5}, [9, 9]),
        ("table", (5, 7, 3), {"aim": "maximise", "rows": [{"at": D(4), "share": D("0.3")}, {"at": D(6), "share": D(1)}]}, [F("0.3"), 1, 0]),
        ("inverse", (3, None), {}, [Interval(F(0), F(1)), Interval(F(0), F(1))]), ("fixed_bounds", (2, None), {"full_at": D(0), "zero_at": D(4), "clip": "both"}, [F(1, 2), Interval(F(0), F(1))]), ("inverse", (0, 1, -1), {"zero": "full_for_all"}, [1, 1, 1]), ("inverse", (0, 1, -1), {"zero": "full_for_zero"}, [1, 0, 1]),
        ("inverse", (110, 80), {"base": 100, "over_ceiling": "zero"}, [0, 1]), ("inverse", (100, 80), {"base": 100, "over_ceiling": "zero"}, [F(4, 5), 1]),
        ("inverse", (100, 80), {"base": 100, "over_ceiling": "zero", "aim": "maximise"}, [1, 0]), ("inverse", (100, 80), {"over_ceiling": "zero"}, [F(4, 5), 1]),
        ("expression", (2, 4), {"text": "M - P + N * 10 + Pavg + Pmed", "full": 100}, [F(124, 100), F(122, 100)]), ("expression", (2, 4), {"text": "1/0", "full": 0}, [0, 0]),
        ("table", (4, 5, 6), {"rows": [{"at": D(6), "share": D("0.1")}, {"at": D(4), "share": D(1)}]}, [1, F(1, 10), F(1, 10)]), ("table", (7, 3), {"rows": [{"at": D(6), "share": D("0.1")}]}, [0, F(1, 10)]),
        ("table", (5, 7, 3), {"between": "line", "rows": [{"at": D(4), "share": D(1)}, {"at": D(6), "share": D("0.5")}]}, [F(3, 4), F(1, 2), 1]),
        ("table", (5, 7, 3), {"aim": "maximise", "between": "line", "rows": [{"at": D(4), "share": D(0)}, {"at": D(6), "share": D(1)}]}, [F(1, 2), 1, 0]),
    ],
)  # fmt: skip
def test_formulas_at_their_edges(type_, quantities, options, wanted):
    outer = {key: options[key] for key in ("base", "full") if key in options}
    inner = {key: value for key, value in options.items() if key not in outer}
    assert scored(type_, quantities, **outer, **inner) == wanted


@pytest.mark.parametrize(
    ("type_", "quantities", "options", "key", "facts"),
    [
        ("inverse", (1, 0, -1), {}, "zero_quantity", {"bids": "B, C"}),
        ("minmax", (2, 2), {"equal": "formula"}, "all_equal", {}), ("to_ceiling", (1, 2), {}, "no_base", {}), ("to_ceiling", (1, 2), {"base": 0}, "no_base", {}),
        ("absolute_concave", (1, 2), {"n": D(2), "base": 0}, "no_base", {}), ("absolute_concave", (1, 2), {"n": D(2)}, "no_base", {}), ("mean_distance", (-1, 1), {}, "zero_quantity", {"bids": ""}),
        ("bilinear", (80, 120, 150), {"base": 100, "x": D("0.8")}, "knee", {"knee": F(-50, 3)}), ("bilinear", (80, 100, 120), {"base": 100, "x": D("0.8")}, "knee", {"knee": F(0)}),
    ],
)  # fmt: skip
def test_formulas_without_a_number_say_why(type_, quantities, options, key, facts):
    with pytest.raises(UndefinedScoreError) as caught:
        scored(type_, quantities, **options)
    assert (caught.value.key, caught.value.facts) == (key, facts)


def test_references_and_rounding_of_points():
    assert shares.score(Formula(type="inverse"), {"A": F(1), "B": F(4)}, base=F(9)).references == {"best": 1, "worst": 4, "mean": F(5, 2), "base": 9}  # fmt: skip
    assert shares.score(Formula(type="inverse"), {"A": None}).references == {}
    step = Formula(type="inverse", rounding=[{"stage": "criterion", "places": 1, "mode": "down"}])
    assert shares.points(step, F(2, 3), F(10)) == F("6.6")
    assert scored("inverse", (3, 2), full=10, rounding=[{"stage": "criterion", "places": 1, "mode": "down"}]) == [
        F("0.66"),
        1,
    ]
    assert scored("inverse", (3, 2), rounding=[{"stage": "coefficient", "places": 2}]) == [F("0.67"), 1]
    assert scored("inverse", ("2.96", "2.04"), rounding=[{"stage": "bid", "places": 1}]) == [F(2, 3), 1]
    assert scored("minmax", (1, 2, 3), clip="both") == [1, F(1, 2), 0]
    assert scored("fixed_bounds", (1, 5), full_at=D(2), zero_at=D(4), clip="low") == [F(3, 2), 0]
    assert scored("fixed_bounds", (1, 5), full_at=D(2), zero_at=D(4), clip="high") == [1, F(-1, 2)]
    assert shares.is_over(Formula(type="inverse"), F(9), None) is False


def test_variables_of_an_expression():
    assert expression.names("M * Pmin / P + min(Pavg, 2)") == {"M", "Pmin", "P", "Pavg"}
    for text, key, facts in (("1/(P - P)", "division", {}), ("Base", "no_value", {"name": "Base"}), ("round(1, 21)", "places", {"places": 21}), ("round(1, -1)", "places", {"places": -1}), ("round(1, 0.5)", "places", {"places": F(1, 2)})):  # fmt: skip
        with pytest.raises(UndefinedScoreError) as caught:
            expression.parse(text)({"P": F(1)})
        assert (caught.value.key, caught.value.facts) == (key, facts)
    assert expression.parse("round(1.5, 20)")({}) == F(3, 2)
    assert expression.parse("round(2.25, 1)")({}) == F("2.3")
    assert expression.parse("(" * 39 + "1" + ")" * 39)({}) == 1
    assert expression.parse("1" + "+1" * 249)({}) == 250
    # a power counts as a level too
    with pytest.raises(expression.ExpressionError):
        expression.parse("2" + "^1" * 41)
    assert expression.parse("2" + "^1" * 20)({}) == 2
    assert str(expression.ExpressionError("name", 3, "x")) == "name at 3: x"


def test_bids_without_a_price_lose_ties_on_price():
    trial = {
        "evaluation": Evaluation(ties=({"by": "lower_price"},), missing="zero"),
        "criteria": (Criterion(id="Q", name="q", weight=D(100), kind="judged", maximum=D(10)), Criterion(id="P", name="p", weight=D(0), kind="price")),
        "bids": ({"id": "A", "scores": {"Q": D(5)}}, {"id": "B", "price": D(10**15), "scores": {"Q": D(5)}}),
    }  # fmt: skip
    found = tried.try_out(Trial(**trial)).decision
    assert [(placed.bid, placed.rank, placed.tie_break) for placed in found.order.placed] == [("B", 1, "lower_price"), ("A", 2, "lower_price")]  # fmt: skip


def test_a_trial_reads_scores_quantities_and_ceiling():
    trial = Trial(
        ceiling=D(100), evaluation=Evaluation(over_ceiling="exclude", score_maximum=D(4)),
        criteria=(
            Criterion(id="Q", name="q", weight=D(30), kind="judged"), Criterion(id="Y", name="y", weight=D(10), kind="yes_no"),
            Criterion(id="D", name="d", weight=D(20), kind="quantity", formula="inverse"), Criterion(id="P", name="p", weight=D(40), kind="price", formula="inverse"),
        ),
        bids=(
            {"id": "A", "price": D(100), "scores": {"Q": D(3), "Y": D("0.5")}, "quantities": {"D": D(5)}},
            {"id": "B", "price": D(101), "scores": {"Q": D(4), "Y": D(1)}, "quantities": {"D": D(1)}},
            {"id": "C", "scores": {"Y": D(0)}, "received": "2026-01-01T00:00:00Z"},
        ),
    )  # fmt: skip
    outcome = tried.try_out(trial)
    method, found = outcome.method, outcome.decision
    assert method.ceiling == 100
    assert found.standings["A"].figure == (F("22.5") + 5, F("22.5") + 5 + 20 + 40)
    assert found.standings["B"].is_excluded
    assert found.standings["C"].figure == (0, 90)
    assert dt.datetime.fromisoformat(found.standings["C"].entrant.received) == dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def test_weights_from_shared_points():
    talk = WeightTalk(criteria=("a", "b"), shared=({"a": D(60), "b": D(40)}, {"a": D(10)}))
    assert tried.weigh(talk) == ({"a": 80, "b": 20}, None)
    assert tried.weigh(WeightTalk(criteria=("a", "b"))) == ({"a": 50, "b": 50}, None)
    pairs = WeightTalk(criteria=("a", "b"), judgements=({"more": "b", "less": "a", "times": D(3)},), priorities="mean")
    assert tried.weigh(pairs)[0] == {"a": 25, "b": 75}


def test_ranks_share_their_mean():
    assert agreement.ranks([F(5), F(1), F(5), F(9)]) == [F(5, 2), 1, F(5, 2), 4]
    assert agreement.ranks([F(7)]) == [1]


def test_other_shares_keep_groups_as_sums():
    node = Criterion(id="G", name="g", parts=(LEAVES[0], LEAVES[1]))
    method = Method.of((node, LEAVES[2]), Evaluation())
    found = with_shares(method, {"Q": F(1), "R": F(3), "P": F(4)})
    assert found.shares == {"G": F(1, 2), "Q": F(1, 8), "R": F(3, 8), "P": F(1, 2)}
    assert found.criteria is method.criteria


def test_the_share_of_savings_paid_in_an_empty_period():
    found = money.energy_performance(
        [F(0), F(100), F(100)], paid_share=F(1, 2), years=1, days=0, first_days=0, rate=F(0)
    )
    assert (found.contract, found.performance) == (50, 150)


def test_every_answer_has_its_line():
    """Claimed, verified by the board, corrected, missing: the line says which, and from where."""
    spec = small.specification([1, 2, 1, 1, 0])
    origin = Origin(file="bid.xlsx", sheet="Answers", cell="E7")
    read = [
        AnswerRead(id="F0", answer="Y", origin=origin),
        AnswerRead(id="F1", answer="Y"),
        AnswerRead(id="F2", answer="N"),
        AnswerRead(id="F3", answer=None, typed="?"),
    ]
    bid = Bid(vendor="A", round=1, received="2027-01-01T00:00:00Z", tender="T1", form="F", files=(), identity={}, statements=(), answers=tuple(read), prices=(PriceRead(id="PL", amount=D(9)),))  # fmt: skip
    fixes = Corrections(corrections=(Correction(id="F2", answer="P", why="misread", by="Ada", when="2027-02-01"),))
    sheet = ScoreSheet(evaluator="e", scores=(JudgedScore(vendor="A", criterion="M", score=D(5), reason="r"),), verified=(Verified(vendor="A", requirement="F1", answer="P", reason="shown in the demo"),))  # fmt: skip
    found = evaluate(spec, [Entry(bid, fixes)], [sheet], form="F", rules="R").ranking.bids[0]
    assert [(line.id, line.weight, line.claim, line.counted, line.low, line.high, line.note_key, line.note) for line in found.leaves["Q"].lines] == [
        ("F0", 1, "Y", "Y", 1, 1, "", ""), ("F1", 2, "Y", "P", F(1, 2), F(1, 2), "verified", "shown in the demo"),
        ("F2", 1, "N", "P", F(1, 2), F(1, 2), "corrected", "Ada, 2027-02-01: misread"), ("F3", 1, "?", "", 0, 1, "missing", ""),
        ("F4", 0, "", "", 0, 1, "missing", ""),
    ]  # fmt: skip
    assert [line.origin for line in found.leaves["Q"].lines] == [str(origin), "", "", "", ""]
    assert found.leaves["Q"].raw == (F(1, 5) + F(2, 5) * F(1, 2) + F(1, 10), F(1, 2) + F(1, 5))


def test_every_statement_has_its_line():
    """Yes, no, an amount, nothing: what was typed, what counts, where it was read."""
    spec = small.specification([1])
    leaves = (
        Criterion(id="Y", name="y", weight=D(50), kind="yes_no"), Criterion(id="Z", name="z", weight=D(30), kind="yes_no"),
        Criterion(id="D", name="d", weight=D(20), kind="quantity", formula="inverse"),
    )  # fmt: skip
    spec = spec.model_copy(update={"criteria": leaves})
    origin = Origin(file="bid.xlsx", sheet="Offer", cell="C3")
    given = {
        "A": (AnswerRead(id="Y", answer="yes", typed="Yes", origin=origin), AnswerRead(id="Z", answer="no", typed="no"), AnswerRead(id="D", answer="12", typed="12 days")),
        "B": (AnswerRead(id="Y", answer=None, typed="perhaps"),),
    }  # fmt: skip
    entries = [
        Entry(Bid(vendor=name, round=1, received="2027-01-01T00:00:00Z", tender="T1", form="F", files=(), identity={}, statements=rows, answers=(), prices=()))
        for name, rows in given.items()
    ]  # fmt: skip
    found = {bid.vendor: bid for bid in evaluate(spec, entries, [], form="F", rules="R").ranking.bids}
    lines = {name: [line for leaf in leaves for line in found[name].leaves[leaf.id].lines] for name in found}
    assert [(x.id, x.weight, x.claim, x.counted, x.low, x.high, x.origin, x.note, x.note_key) for x in lines["A"]] == [
        ("Y", 1, "Yes", "yes", 1, 1, str(origin), "", ""), ("Z", 1, "no", "no", 0, 0, "", "", ""), ("D", 1, "12 days", "12", 0, 1, "", "", ""),
    ]  # fmt: skip
    assert [(x.id, x.claim, x.counted, x.low, x.high, x.origin, x.note_key) for x in lines["B"]] == [
        ("Y", "perhaps", "", 0, 1, "", "missing"), ("Z", "", "", 0, 1, "", "missing"), ("D", "", "", 0, 1, "", "missing"),
    ]  # fmt: skip
    assert (found["A"].low, found["A"].high, found["B"].low, found["B"].high) == (50, 70, 0, 100)


@pytest.mark.parametrize(
    ("kind", "year", "wanted"),
    [
        ("one_off", None, 100),
        ("one_off", 3, 100),
        ("one_off", 4, 0),
        ("yearly", 3, 100),
        ("yearly", 4, 0),
        ("exit", 4, 100),
    ],
)
def test_what_falls_after_the_horizon_costs_nothing_within_it(kind, year, wanted):
    line = PriceLine(id="PL", name="n", kind=kind, year=year)
    assert money.line_cost(line, Fraction(100), Evaluation(), 3).nominal == wanted


@pytest.mark.parametrize(("options", "horizon", "wanted"), [("excluded", None, 160), ("included", None, 560), ("excluded", 2, 120)])  # fmt: skip
def test_a_trial_counts_options_and_years_as_declared(options, horizon, wanted):
    trial = Trial(
        evaluation=Evaluation(options=options, horizon=horizon), horizon=4,
        criteria=(Criterion(id="P", name="p", weight=D(100), kind="price"),),
        price_lines=(PriceLine(id="ONE", name="a"), PriceLine(id="RUN", name="b", kind="yearly"), PriceLine(id="OPT", name="c", option=True)),
        bids=({"id": "A", "prices": {"ONE": D(80), "RUN": D(20), "OPT": D(400)}}, {"id": "B", "prices": {"ONE": D(80), "OPT": D(1)}}),
    )  # fmt: skip
    found = tried.try_out(trial).decision.standings
    assert found["A"].entrant.cost == wanted
    assert found["B"].entrant.cost is None


def test_a_trial_divides_by_the_usual_full_mark_and_compares_who_scored_everything():
    trial = Trial(
        evaluation=Evaluation(score_maximum=D(4), aggregation="median"),
        criteria=(Criterion(id="Q", name="q", weight=D(100), kind="judged"),),
        bids=(
            {"id": "A", "by_evaluator": {"Q": (D(1), D(2), D(4))}}, {"id": "B", "by_evaluator": {"Q": (D(2), D(3), None)}},
            {"id": "C", "by_evaluator": {"Q": (D(3), D(4))}},
        ),
    )  # fmt: skip
    outcome = tried.try_out(trial)
    assert [outcome.decision.standings[name].figure[0] for name in "ABC"] == [50, F("62.5"), F("87.5")]
    assert outcome.concord["Q"].kendall == 1
    assert outcome.concord["Q"].krippendorff < 1
    assert outcome.flags == ()
