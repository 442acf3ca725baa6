"""Numbers printed by laws, courts, platforms and libraries, reproduced to their last digit.

Each case of worked_examples.json names its source and how strong the evidence is: `numbers`, `library-test` and `library-doc` were
printed by others; `formula`, `property` and `rule` were stated by others and put in numbers here; `computed` and `recalled` are our own.
"""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from cdc.model.evaluation import Evaluation
from cdc.model.method import AwardRule, Formula, LowBidTest
from cdc.model.tender import Criterion
from cdc.model.trial import Trial
from cdc.scoring import abnormal, agreement, judged, money, numbers, outranking
from cdc.scoring.decide import decide
from cdc.scoring.formulas import shares
from cdc.scoring.interval import Interval
from cdc.scoring.method import Entrant, Method
from cdc.scoring.numbers import UndefinedScoreError
from cdc.scoring.robustness.stress import stress
from cdc.scoring.robustness.swings import NO_MOVES
from cdc.scoring.tried import try_out

CASES = json.loads((Path(__file__).parent / "worked_examples.json").read_text(encoding="utf-8"))
NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def fractions(values):
    return [Fraction(value) for value in values]


def same(found, printed, rounding):
    """Compare a value with the printed one, rounded as the source rounds."""
    wanted = Fraction(printed)
    mode, places = rounding["mode"], rounding["places"]
    if mode == "exact":
        assert found == wanted
    elif mode == "tolerance_abs":
        assert abs(found - wanted) <= Fraction(str(places))
    elif mode == "per_value":
        digits = len(printed.partition(".")[2])
        assert numbers.rounded(found, digits, "half_up") == wanted
    else:
        assert numbers.rounded(found, places, {"truncate": "down"}.get(mode, mode)) == wanted


def scored(formula, quantities, full, **options):
    named = dict(zip(NAMES, fractions(quantities), strict=False))
    data = {
        key: Decimal(value) if isinstance(value, str) and value[:1].isdigit() and key != "text" else value
        for key, value in formula.items()
    }
    found = shares.score(Formula.model_validate(data), named, full=Fraction(full), **options)
    return [found.shares[name].low * Fraction(full) for name in named]


def points(case, formula, quantities, **options):
    found = scored(formula, quantities, case["inputs"]["max_points"], **options)
    for value, printed in zip(found, case["expected"]["points"], strict=True):
        same(value, printed, case["rounding"])


def formula(case):
    """Any formula with its parameters: what a source prints of prices and their points."""
    points(case, case["inputs"]["formula"], case["inputs"]["prices"])


def price_inverse(case):
    if "error" in case["expected"]:
        with pytest.raises(UndefinedScoreError, match=case["expected"]["error"].replace("price", "quantity")):
            scored({"type": "inverse"}, case["inputs"]["prices"], 30)
        return
    points(case, {"type": "inverse"}, case["inputs"]["prices"])


def price_linear_reference(case):
    i = case["inputs"]
    points(case, {"type": "fixed_bounds", "full_at": i["p_full"], "zero_at": i["p_zero"]}, i["prices"])


def price_band(case):
    i = case["inputs"]
    formula = {"type": "band", "band": i["band"], "clip": "both"}
    if "points" in case["expected"]:
        points(case, formula, i["prices"])
        return
    found = scored(formula, i["prices"], i["max_points"])
    assert found[0] == Fraction(case["expected"]["points_first"])
    zero = Fraction(case["expected"]["zero_at"])
    assert scored(formula, [i["prices"][0], str(zero)], 5)[1] == 0
    assert scored(formula, [i["prices"][0], str(zero - 1)], 5)[1] > 0
    assert zero - Fraction(i["prices"][0]) == Fraction(case["expected"]["band_amount"])
    assert found[-1] == 0  # clipped: the bare formula would give -1


def price_belleville(case):
    formula = {"type": "expression", "text": "10/3 * (7 - P/Pmin)"}
    for value, printed in zip(scored(formula, case["inputs"]["ratios"], 20), case["expected"]["notes"], strict=True):
        same(value, printed, case["rounding"])


def bilinear_discount(case):
    i = case["inputs"]
    equal = {"lower_branch": "formula", "all_max": "full", None: "full"}[i.get("equal_rule")]
    formula = {"type": "bilinear", "x": i["X"], "aim": "maximise", "equal": equal}
    points(case, formula, i["discounts"])
    for value, printed in zip(
        scored(formula, i["discounts"], 1), case["expected"].get("coefficients", ()), strict=False
    ):
        same(value, printed, case["rounding"])


def rescale_to_max(case):
    i = case["inputs"]
    values = {NAMES[n]: Interval.exactly(Fraction(p)) for n, p in enumerate(i["points"])}
    found = judged.rescaled(values, full=Fraction(i["max_points"]))
    for name, printed in zip(values, case["expected"]["points"], strict=True):
        same(found[name].low, printed, case["rounding"])


def anomaly_wings_count(case):
    """A secondary summary of the ruling that contradicts the rule it summarises; kept as a warning."""
    _, wing = abnormal.without_wings(
        [Fraction(n) for n in range(case["inputs"]["n"])], Fraction(case["inputs"]["wing"])
    )
    assert wing == 35 != case["expected"]["per_side"]


def ua_esco_npv(case):
    i = case["inputs"]
    found = money.energy_performance(
        fractions(i["annual_costs_reduction"]), paid_share=Fraction(i["payments_percentage"]), years=i["years"], days=i["days"],
        first_days=135, rate=Fraction(i["discount_rate"]),
    )  # fmt: skip
    same(found.contract, case["expected"]["amount_contract"], case["rounding"])
    same(found.performance, case["expected"]["amount_performance"], case["rounding"])


def topsis(case):
    i = case["inputs"]
    found = outranking.topsis(
        [fractions(row) for row in i["matrix"]],
        fractions(i["weights"]),
        aims=i["types"],
        normalisation=i["normalisation"],
    )
    for value, printed in zip(found, case["expected"]["scores"], strict=True):
        same(value, printed, case["rounding"])


def electre_anac(case):
    i = case["inputs"]
    rows = {NAMES[n]: fractions(row) for n, row in enumerate(i["matrix"])}
    found = outranking.electre(rows, fractions(i["weights"]))
    for name, printed in zip(rows, case["expected"]["points"], strict=True):
        same(found.points[name], printed, case["rounding"])


def ahp_priorities(case):
    found = judged.priorities([fractions(row) for row in case["inputs"]["matrix"]])
    for value, printed in zip(found.weights, case["expected"]["priorities"], strict=True):
        same(value, printed, case["rounding"])
    assert numbers.rounded(found.consistency_ratio, 3, "half_up") == Fraction("0.044")


def kendall_w(case):
    rows = case["inputs"].get("ranks_by_judge") or case["inputs"]["scores_by_judge"]
    same(agreement.kendall_w([fractions(row) for row in rows]), case["expected"]["W"], case["rounding"])


def krippendorff_alpha(case):
    rows = [[None if value is None else Fraction(value) for value in row] for row in case["inputs"]["data"]]
    found = agreement.krippendorff_alpha(rows, case["inputs"]["level"])
    same(found, case["expected"]["alpha"], case["rounding"])


def price_linear_minmax(case):
    points(case, {"type": "minmax", "equal": "full"}, case["inputs"]["prices"])


def concave_alpha(case):
    i = case["inputs"]
    points(case, {"type": "concave", "alpha": i["alpha"], "aim": "maximise"}, i["discounts"])


def nonlinear_concave_absolute(case):
    i = case["inputs"]
    points(case, {"type": "absolute_concave", "n": i["n"], "base": i["base"]}, i["prices"])


def anomaly_it_2023(case):
    i, e = case["inputs"], case["expected"]
    reference = Decimal(i["reference_discount"]) if "reference_discount" in i else None
    test = LowBidTest(type=f"italy_{i['method'].lower()}", reference_discount=reference)
    found = abnormal.italy({str(n): Fraction(value) for n, value in enumerate(i["discounts"])}, test)
    same(found.threshold, e["threshold"], case["rounding"])
    steps = {
        "per_side": "per_side",
        "sum": "sum",
        "mean": "mean",
        "avg_excess": "mean_excess",
        "digit_product": "digit_product",
    }
    for name, own in {**steps, "digit_sum": "digit_sum", "ratio": "ratio"}.items():
        if name in e:
            same(found.steps[own], str(e[name]), case["rounding"])
    if "excluded" in e:
        assert [i["discounts"][int(bid)] for bid in sorted(found.flagged, key=int)] == e["excluded"]
    if "award_discount" in e:
        assert found.award_discount == Fraction(e["award_discount"])


def digit_product(case):
    values = case["inputs"]["values"]
    assert abnormal.digit_product(sum(fractions(values))) == case["expected"]["digit_product"]
    assert abnormal.digit_product(Fraction(sum(float(v) for v in values))) == case["expected"]["float_digit_product"]


def award(rule, bids, **evaluation):
    trial = Trial.model_validate(
        {
            "evaluation": {"award_rule": rule, **evaluation},
            "criteria": [
                {
                    "id": "Q",
                    "name": "q",
                    "weight": 100,
                    "kind": "judged",
                    "maximum": Decimal(evaluation.pop("full", "100")),
                }
            ],
            "bids": [{"id": k, "scores": {"Q": Decimal(q)}, "price": Decimal(p)} for k, (q, p) in bids.items()],
        }
    )
    return try_out(trial).decision


def ufab_ratio(case):
    i, e = case["inputs"], case["expected"]
    rule = {"type": "ratio", "scale": Decimal(i["scale"]), "quality_maximum": Decimal(1000)}
    bids = {name: (str(Fraction(q) / 10), p) for name, (q, p) in i["bids"].items()}
    simple = award(rule, bids)
    for name, printed in e["z"].items():
        same(simple.standings[name].figure[0], printed, case["rounding"])
    extended = award({**rule, "band": Decimal(i["band"]) * 100, "decider": i["decider"]}, bids)
    assert extended.winners == (e["winner"],)
    assert [p.bid for p in extended.order.placed[:2]] == sorted(e["in_band"], reverse=True)


def quebec_municipal(case):
    i = case["inputs"]
    found = award({"type": "ratio", "scale": Decimal(10000), "offset": Decimal(i["factor"])}, i["bids"])
    for name, printed in case["expected"]["scores"].items():
        same(found.standings[name].figure[0], printed, case["rounding"])
    assert found.winners == ("B",)


def fr_relevant_range(case):
    i = case["inputs"]
    points(case, {"type": "relevant_range", "n": i["n"], "clip": "none"}, i["prices"])


def fr_cube_formula(case):
    i = case["inputs"]
    published = {"type": "expression", "text": "M * Pavg^3 / (P + Pavg)^3"}
    applied = {"type": "expression", "text": "M * Pavg^3 / (P^3 + Pavg^3)"}
    for formula, key in ((published, "published_formula"), (applied, "applied_formula")):
        same(scored(formula, [i["offer"]], i["max_points"])[0], case["expected"][key], case["rounding"])


def eu_50_20_5(case):
    prices = dict(zip(NAMES, fractions(case["inputs"]["prices"]), strict=False))
    found = abnormal.test_bids(LowBidTest(type="fifty_twenty_five"), abnormal.Offers(prices))
    assert found.flagged == ("A",)
    fewer = abnormal.Offers({name: price for name, price in prices.items() if name != "E"})
    assert abnormal.test_bids(LowBidTest(type="fifty_twenty_five"), fewer).does_not_apply == "few_bids"


def ru_antidumping(case):
    for one, wanted in zip(case["inputs"]["cases"], case["expected"]["results"], strict=True):
        base, price = Fraction(one["nmck"]), Fraction(one["price"])
        assert abnormal.russian_consequence(base, price) == wanted
        flagged = abnormal.test_bids(LowBidTest(type="russia_25"), abnormal.Offers({"A": price}, base)).flagged
        assert bool(flagged) == (wanted != "none")


def half_and_half(bids):
    return Trial.model_validate(
        {
            "criteria": [
                {"id": "Q", "name": "q", "weight": 50, "kind": "judged", "maximum": Decimal(100)},
                {"id": "P", "name": "p", "weight": 50, "kind": "price", "formula": "inverse"},
            ],
            "bids": [{"id": k, "scores": {"Q": Decimal(q)}, "price": Decimal(p)} for k, (q, p) in bids.items()],
        }
    )


def rank_reversal(case):
    i, e = case["inputs"], case["expected"]
    for bids, winner, totals in (
        (i["two"], e["winner_two"], e["totals_two"]),
        ({**i["two"], **i["third"]}, e["winner_three"], e["totals_three"]),
    ):
        found = try_out(half_and_half(bids)).decision
        assert found.winners == (winner,)
        for name, printed in totals.items():
            same(found.standings[name].figure[0], printed, case["rounding"])


def stressed(scores, weights, draws=100_000):
    leaves = tuple(
        Criterion(id=f"C{n}", name="c", weight=Decimal(w) * 100, kind="judged") for n, w in enumerate(weights)
    )
    method = Method.of(leaves, Evaluation(draws=draws))
    entrants = [
        Entrant(name, {f"C{n}": Interval.exactly(Fraction(s) / 100) for n, s in enumerate(row)}, {}, None)
        for name, row in scores.items()
    ]
    return stress(method, entrants, _ranked(method, entrants), lambda bid, leaf: NO_MOVES)


def _ranked(method, entrants):
    from types import SimpleNamespace as Some

    found = decide(method, entrants)
    bids = [
        Some(
            vendor=p.bid, rank=p.rank, worst_rank=p.worst_rank, status="admitted", low=found.standings[p.bid].figure[0]
        )
        for p in found.order.placed
    ]
    return Some(bids=tuple(bids))


def weight_stability(case):
    i, e = case["inputs"], case["expected"]
    found = stressed(i["scores"], i["weights"], 100)
    assert found.winner == e["winner"]
    range_ = found.weights[i["criterion"]]
    assert [range_.low, range_.high] == fractions(e["interval"])
    assert range_.is_closed_form


def smaa_first_rank(case):
    found = stressed(case["inputs"]["scores"], ["0.5", "0.3", "0.2"])
    for name, printed in case["expected"]["acceptability"].items():
        assert abs(found.acceptability[name] - Fraction(printed)) <= found.error + Fraction(1, 1000)


def tco_npv(case):
    for name, flows in case["inputs"]["bids"].items():
        for rate, printed in zip(case["inputs"]["rates"], case["expected"][name], strict=True):
            same(money.present_value(fractions(flows), Fraction(rate)), printed, case["rounding"])


def world_bank_rated(case):
    i = case["inputs"]
    x = Decimal(i["X"]) * 100
    trial = Trial.model_validate(
        {
            "evaluation": {"rescaling": ["total"]},
            "criteria": [
                {"id": "T", "name": "t", "weight": 100 - x, "kind": "judged", "maximum": Decimal(100)},
                {"id": "C", "name": "c", "weight": x, "kind": "price", "formula": "inverse"},
            ],
            "bids": [{"id": k, "scores": {"T": Decimal(t)}, "price": Decimal(c)} for k, (c, t) in i["bids"].items()],
        }
    )
    for name, printed in case["expected"]["scores"].items():
        same(try_out(trial).decision.standings[name].figure[0], printed, case["rounding"])


def qcbs(case):
    i = case["inputs"]
    technical = Decimal(i["weight_technical"]) * 100
    rounding = [{"stage": "coefficient", "places": 2 + i["round_financial"]}]
    trial = Trial.model_validate(
        {
            "criteria": [
                {"id": "T", "name": "t", "weight": technical, "kind": "judged", "maximum": Decimal(100)},
                {
                    "id": "F",
                    "name": "f",
                    "weight": 100 - technical,
                    "kind": "price",
                    "formula": {"type": "inverse", "rounding": rounding},
                },
            ],
            "bids": [
                {"id": NAMES[n], "scores": {"T": Decimal(t)}, "price": Decimal(p)}
                for n, (t, p) in enumerate(zip(i["technical"], i["prices"], strict=True))
            ],
        }
    )
    found = try_out(trial).decision.standings
    for n, (financial, total) in enumerate(zip(case["expected"]["financial"], case["expected"]["totals"], strict=True)):
        assert found[NAMES[n]].values["F"].low * 100 == Fraction(financial)
        same(found[NAMES[n]].figure[0], total, case["rounding"])


def test_there_are_cases():
    assert len(CASES) > 50
    assert AwardRule().type == "weighted_sum"


@pytest.mark.parametrize("case", CASES, ids=[f"{case['id']} ({case['evidence']})" for case in CASES])
def test_the_printed_numbers_come_out(case):
    globals()[case["method"]](case)
