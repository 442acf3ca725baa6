"""The method commands on real files: profiles, trials and weights, one example of each family through YAML."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cdc import yaml
from cdc.cli.app import app
from cdc.model.evaluation import Evaluation
from cdc.model.method import Formula
from cdc.packs import methods
from cdc.scoring import numbers


def run(*words, lang="en"):
    return CliRunner().invoke(app, ["--lang", lang, *map(str, words)])


def test_every_profile_is_listed_shown_and_made_of_valid_choices():
    known = methods.known()
    assert len(known) >= 20
    listed = run("method", "list").output
    for name, profile in known.items():
        assert name in listed
        assert yaml.read(name, run("method", "show", name).output.encode()).data["id"] == name
        assert Evaluation.model_validate(profile.evaluation)
        assert not profile.price or Formula.model_validate(profile.price)
        assert (profile.status == "experimental") == bool(profile.doubt)
    assert run("method", "show", "nothing").exit_code == 2


QUALITY = "  - {id: Q, name: Q, weight: 50, kind: judged, maximum: 100}\n"
TRIALS = {
    # Negometrix, low bid scoring: twice the lowest price gets half
    "inverse": ("criteria:\n  - {id: P, name: P, weight: 100, kind: price, formula: inverse}\nbids:\n  - {id: A, price: 100}\n  - {id: B, price: 200}\n", {"A": "100", "B": "50"}),
    # submissionsrecht.ch, 20 March 2020: band 75 %, cut off after two decimals
    "band": ("evaluation: {weights: points, total: 5}\ncriteria:\n  - {id: P, name: P, weight: 5, kind: price, formula: {type: band, band: 0.75, rounding: [{places: 2, mode: down}]}}\nbids:\n  - {id: A, price: 1000000}\n  - {id: B, price: 1100000}\n  - {id: C, price: 1200000}\n", {"A": "5", "B": "433/100", "C": "183/50"}),
    # Venice, Musei Civici, tender 18/2017, criterion B.1
    "bilinear": ("evaluation: {weights: points, total: 2.5}\ncriteria:\n  - {id: P, name: P, weight: 2.5, kind: quantity, formula: {type: bilinear, aim: maximise, x: 0.90, rounding: [{places: 4}]}}\nbids:\n  - {id: A, quantities: {P: 6.18}}\n  - {id: B, quantities: {P: 14}}\n", {"A": "13781/10000", "B": "5/2"}),
    # CAA Paris: the formula as published gives 6.25 at the mean
    "expression": ("evaluation: {weights: points, total: 50}\ncriteria:\n  - {id: P, name: P, weight: 50, kind: price, formula: {type: expression, text: M * Pavg^3 / (P + Pavg)^3}}\nbids:\n  - {id: A, price: 100}\n", {"A": "25/4"}),
    # Quebec municipal formula: (interim score + 50) × 10 000 / price
    "ratio": (f"evaluation: {{award_rule: {{type: ratio, offset: 50, scale: 10000}}}}\ncriteria:\n{QUALITY}bids:\n  - {{id: A, price: 100000, scores: {{Q: 85}}}}\n  - {{id: B, price: 85000, scores: {{Q: 72}}}}\n", {"A": "27/2", "B": "244/17"}),
    # Quebec adjusted price: P / (1 + K·(Q - 70)/30)
    "adjusted_price": (f"evaluation: {{award_rule: {{type: adjusted_price, k: 0.30}}}}\ncriteria:\n{QUALITY}bids:\n  - {{id: A, price: 130, scores: {{Q: 100}}}}\n  - {{id: B, price: 110, scores: {{Q: 70}}}}\n", {"A": "100", "B": "110"}),
    # World Bank rated criteria, recalled
    "rescaled": ("evaluation: {rescaling: [total]}\ncriteria:\n  - {id: Q, name: Q, weight: 40, kind: judged, maximum: 100}\n  - {id: P, name: P, weight: 60, kind: price, formula: inverse}\nbids:\n  - {id: A, price: 1000000, scores: {Q: 80}}\n  - {id: B, price: 1150000, scores: {Q: 95}}\n", {"A": "1780/19", "B": "2120/23"}),
    "award_on_value": ("evaluation: {award_rule: award_on_value}\ncriteria:\n  - {id: Q, name: Q, weight: 50, kind: judged, maximum: 100, worth: 30, worth_at_zero: -10}\nbids:\n  - {id: A, price: 100, scores: {Q: 100}}\n  - {id: B, price: 75, scores: {Q: 50}}\n", {"A": "70", "B": "65"}),
    # ANAC, vector normalisation, as pymcdm and pyDecision compute it
    "topsis": ("evaluation: {award_rule: topsis, rounding: {places: 10, stage: total}}\ncriteria:\n" + "".join(f"  - {{id: C{n}, name: c{n}, weight: {w}, kind: judged, maximum: 1}}\n" for n, w in enumerate((40, 30, 30))) + "bids:\n  - {id: A, scores: {C0: 0.90, C1: 0.70, C2: 0.80}}\n  - {id: B, scores: {C0: 0.70, C1: 0.90, C2: 0.60}}\n  - {id: C, scores: {C0: 0.60, C1: 0.60, C2: 1}}\n", {"A": "0.6249231274", "B": "0.4209666801", "C": "0.4215756961"}),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(TRIALS))
def test_a_trial_gives_the_printed_figures(tmp_path, name):
    text, wanted = TRIALS[name]
    path = tmp_path / "trial.yaml"
    path.write_text(text, encoding="utf-8")
    done = run("method", "try", path, "--format", "json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.output)["standings"]
    assert {bid: Fraction(found[bid]["figure"][0]) for bid in wanted} == {
        bid: Fraction(value) for bid, value in wanted.items()
    }
    assert run("method", "try", path).output.count("\n") >= len(wanted) + 2


def test_an_order_of_importance_and_electre_rank_without_a_sum(tmp_path):
    for rule, weights in (("lexicographic", "order"), ("electre", "percent")):
        path = tmp_path / "trial.yaml"
        path.write_text(
            f"evaluation: {{award_rule: {rule}, weights: {weights}}}\ncriteria:\n"
            "  - {id: A, name: a, weight: 60, kind: judged, maximum: 10}\n  - {id: B, name: b, weight: 40, kind: judged, maximum: 10}\n"
            "bids:\n  - {id: one, scores: {A: 9, B: 1}}\n  - {id: two, scores: {A: 8, B: 10}}\n  - {id: three, scores: {A: 8, B: 9}}\n",
            encoding="utf-8",
        )
        order = [
            placed["bid"]
            for placed in json.loads(run("method", "try", path, "--format", "json").output)["order"]["placed"]
        ]
        assert order == ["one", "two", "three"]


def test_a_trial_with_mistakes_names_their_places(tmp_path):
    path = tmp_path / "trial.yaml"
    path.write_text(
        "criteria:\n  - {id: P, name: P, weight: 1, kind: price, formula: band}\nbids:\n  - {id: A, prise: 1}\n",
        encoding="utf-8",
    )
    done = run("method", "try", path)
    assert (done.exit_code, "trial.yaml:2" in done.output, "CDC227" in done.output, "CDC201" in done.output) == (
        1,
        True,
        True,
        True,
    )
    path.write_text(
        "criteria:\n  - {id: P, name: P, weight: 1, kind: price}\nbids:\n  - {id: A, price: 0}\n  - {id: B, price: 1}\n",
        encoding="utf-8",
    )
    assert "CDC513" in run("method", "try", path).output
    assert run("method", "try", tmp_path / "none.yaml").exit_code == 2


def test_judgements_in_pairs_become_weights(tmp_path):
    """The leader example of the analytic hierarchy process: .547, .127, .270, .056; consistency ratio 0.044."""
    path = tmp_path / "weights.yaml"
    pairs = [("experience", "education", 4), ("experience", "charisma", 3), ("experience", "age", 7), ("charisma", "education", 3), ("education", "age", 3), ("charisma", "age", 5)]  # fmt: skip
    rows = "".join(f"  - {{more: {more}, less: {less}, times: {times}}}\n" for more, less, times in pairs)
    path.write_text(f"criteria: [experience, education, charisma, age]\njudgements:\n{rows}", encoding="utf-8")
    shown = run("method", "weights", path).output
    for text in ("54.76", "12.66", "26.99", "5.59", "0.044"):
        assert text in shown
    path.write_text(
        "criteria: [a, b, c]\njudgements:\n  - {more: a, less: b, times: 9}\n  - {more: b, less: c, times: 9}\n  - {more: c, less: a, times: 9}\n",
        encoding="utf-8",
    )
    assert "CDC519" in run("method", "weights", path).output
    path.write_text("criteria: [a, b]\njudgements:\n  - {more: a, less: x, times: 2}\n", encoding="utf-8")
    assert "weights.yaml:3:21: CDC502" in run("method", "weights", path).output


def test_points_shared_out_become_weights(tmp_path):
    path = tmp_path / "weights.yaml"
    path.write_text("criteria: [a, b]\nshared:\n  - {a: 60, b: 40}\n  - {a: 3, b: 1}\n", encoding="utf-8")
    shown = run("method", "weights", path).output
    assert "67.50" in shown
    assert "32.50" in shown


def tried(tmp_path, text):
    path = tmp_path / "trial.yaml"
    path.write_text(text, encoding="utf-8")
    done = run("method", "try", path, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.output), run("method", "try", path).output


def case(id_):
    cases = json.loads((Path(__file__).parents[1] / "scoring" / "worked_examples.json").read_text(encoding="utf-8"))
    return next(found for found in cases if found["id"] == id_)


def rounded(value, places):
    return format(numbers.display(Fraction(value), places, "half_up"), "f")


PRICE = "criteria:\n  - {id: P, name: P, weight: 100, kind: price, formula: inverse}\n"


def test_a_price_schedule_is_paid_over_the_years(tmp_path):
    """One-off and yearly prices at three discount rates; computed with numpy-financial 1.0.0 (evidence: computed)."""
    example = case("tco-npv")
    for at, rate in enumerate(example["inputs"]["rates"]):
        bids = "".join(
            f"  - {{id: {name}, prices: {{ONE: {flows[0]}, RUN: {flows[1]}}}}}\n" for name, flows in example["inputs"]["bids"].items()
        )  # fmt: skip
        found, _ = tried(
            tmp_path,
            f"evaluation: {{discount_rate: {Decimal(rate) * 100}, horizon: 5}}\n{PRICE}price_lines:\n  - {{id: ONE, name: licence}}\n"
            f"  - {{id: RUN, name: service, kind: yearly}}\nbids:\n{bids}",
        )
        for name, wanted in example["expected"].items():
            assert rounded(found["standings"][name]["entrant"]["cost"], 2) == format(Decimal(wanted[at]), ".2f")


def test_low_bids_are_flagged_before_publication(tmp_path):
    """Methods A and B of D.Lgs. 36/2023 on the discounts of a published example, as prices under a ceiling."""
    cases = json.loads((Path(__file__).parents[1] / "scoring" / "worked_examples.json").read_text(encoding="utf-8"))
    examples = [found for found in cases if found["method"] == "anomaly_it_2023"]
    assert examples
    for example in examples:
        inputs, wanted = example["inputs"], example["expected"]
        test = {"type": f"italy_{inputs['method'].lower()}"}
        if inputs.get("reference_discount"):
            test["reference_discount"] = inputs["reference_discount"]
        bids = "".join(
            f"  - {{id: b{n}, price: {Decimal(100) - Decimal(value)}}}\n" for n, value in enumerate(inputs["discounts"])
        )
        shown = ", ".join(f"{key}: {value}" for key, value in test.items())
        found, told = tried(tmp_path, f"evaluation: {{low_bids: [{{{shown}}}]}}\nceiling: 100\n{PRICE}bids:\n{bids}")
        (flag,) = found["flags"]
        assert rounded(flag["threshold"], example["rounding"]["places"]) == rounded(
            wanted["threshold"], example["rounding"]["places"]
        )
        assert "Threshold" in told


def test_evaluators_scores_are_aggregated_and_compared(tmp_path):
    """Kendall's W of ProofWiki's example 1; Krippendorff's ordinal α of the twelve-unit example (krippendorff 0.9.0)."""
    judges = case("kendall-w-proofwiki")["inputs"]["ranks_by_judge"]
    bids = "".join(
        f"  - {{id: b{n}, by_evaluator: {{Q: [{', '.join(row[n] for row in judges)}]}}}}\n" for n in range(3)
    )
    found, told = tried(
        tmp_path, f"criteria:\n  - {{id: Q, name: q, weight: 100, kind: judged, maximum: 3}}\nbids:\n{bids}"
    )
    assert found["concord"]["Q"]["kendall"] == "1/16"
    assert [found["standings"][f"b{n}"]["raw"]["Q"]["low"] for n in range(3)] == ["7/12", "3/4", "2/3"]
    assert "0.063" in told
    data = case("krippendorff-ordinal-12-units")["inputs"]["data"]
    bids = "".join(
        f"  - {{id: b{n}, by_evaluator: {{Q: [{', '.join(row[n] or 'null' for row in data)}]}}}}\n" for n in range(12)
    )
    found, _ = tried(
        tmp_path, f"criteria:\n  - {{id: Q, name: q, weight: 100, kind: judged, maximum: 5}}\nbids:\n{bids}"
    )
    assert rounded(found["concord"]["Q"]["krippendorff"], 3) == "0.815"


def test_tables_of_pairs_become_shares(tmp_path):
    """Points added over evaluators, the best bid to the full mark (D.P.R. 554/1999, annex A); figures worked out by hand."""
    found, _ = tried(
        tmp_path,
        "criteria:\n  - {id: Q, name: q, weight: 100, kind: pairwise, pair_rule: sum}\npairs:\n  Q:\n"
        "    - [{better: A, other: B, degree: 2}, {better: A, other: C, degree: 4}, {better: B, other: C, degree: 1}]\n"
        "    - [{better: B, other: A, degree: 3}, {better: A, other: C, degree: 1}, {better: B, other: C, degree: 2}]\n"
        "bids: [{id: A}, {id: B}, {id: C}]\n",
    )
    assert [found["standings"][name]["figure"][0] for name in "ABC"] == ["100", "600/7", "200/7"]


def test_a_trial_that_names_what_is_not_there_says_where(tmp_path):
    path = tmp_path / "trial.yaml"
    path.write_text(
        "criteria:\n  - {id: Q, name: q, weight: 100, kind: pairwise}\npairs:\n  Q:\n    - [{better: A, other: Bee, degree: 2}]\n"
        "bids:\n  - {id: A, scores: {QQ: 1}}\n  - {id: Bees, prices: {X: 1}}\n",
        encoding="utf-8",
    )
    done = run("method", "try", path)
    assert done.exit_code == 1
    for place in ("trial.yaml:5:27", "trial.yaml:7:26", "trial.yaml:8:28"):
        assert place in done.output
    assert done.output.count("CDC211") == 3


PRICE = "criteria: [{id: P, name: p, weight: 100, kind: price}]\n"
FOUND = {
    "CDC341 3:40": "evaluation: {horizon: 3}\n" + PRICE + "price_lines: [{id: ONE, name: o, year: 7}]\nbids: [{id: A, prices: {ONE: 100}}]\n",
    "CDC342 1:67": "criteria: [{id: Q, name: q, weight: 100, kind: judged, threshold: 0.6}]\nbids: [{id: A, scores: {Q: 1}}]\n",
    "CDC230 1:89": "criteria: [{id: P, name: p, weight: 100, kind: price, formula: {type: expression, text: M *}}]\nbids: [{id: A, price: 1}]\n",
    "CDC211 1:48": "evaluation: {ties: [{by: criterion, criterion: QQ}]}\n" + PRICE + "bids: [{id: A, price: 1}]\n",
    "CDC213 1:1": PRICE.replace("100", "90") + "bids: [{id: A, price: 1}]\n",
    "CDC509 t.yaml": PRICE + "bids: [{id: A, price: 1}, {id: B, price: 1}]\n",
    "CDC520 t.yaml": "evaluation: {low_bids: [{type: double_mean}]}\n" + PRICE + "bids: [{id: A, price: 80}, {id: B, price: 110}]\n",
    "CDC504 t.yaml": "criteria: [{id: Q, name: q, weight: 100, kind: judged}]\nbids: [{id: A}, {id: B, scores: {Q: 1}}]\n",
    "CDC515 t.yaml": "evaluation: {aggregation: consensus}\ncriteria: [{id: Q, name: q, weight: 100, kind: judged}]\nbids: [{id: A, by_evaluator: {Q: [1, 5]}}]\n",
    "CDC209 2:36": PRICE + "bids: [{id: A, price: 1, received: 2027-01-01T00:00:00}]\n",
    "CDC503 3:38": "criteria: [{id: Q, name: q, weight: 100, kind: pairwise}]\npairs:\n  Q: [[{better: A, other: B, degree: 8}]]\nbids: [{id: A}, {id: B}, {id: C}]\n",
}  # fmt: skip


@pytest.mark.parametrize("wanted", sorted(FOUND))
def test_a_trial_finds_what_a_tender_would(tmp_path, wanted):
    path = tmp_path / "t.yaml"
    path.write_text(FOUND[wanted], encoding="utf-8")
    code, _, place = wanted.partition(" ")
    shown = run("method", "try", path).output
    assert any(code in line and place in line for line in shown.splitlines()), shown
    assert code in run("method", "try", path, "-f", "json").output


def test_saatys_nine_degrees_count_where_the_table_is_read_as_ahp(tmp_path):
    """Two bids, nine to one: the eigenvector is 0.9 and 0.1, the best at 1."""
    path = tmp_path / "t.yaml"
    path.write_text(
        "criteria: [{id: Q, name: q, weight: 100, kind: pairwise, pair_rule: eigenvector}]\n"
        "pairs:\n  Q: [[{better: A, other: B, degree: 9}]]\nbids: [{id: A}, {id: B}]\n",
        encoding="utf-8",
    )
    found = json.loads(run("method", "try", path, "-f", "json").stdout)["standings"]
    assert [round(float(Fraction(found[name]["figure"][0])), 6) for name in "AB"] == [100, 11.111111]


def test_krippendorffs_level_can_be_chosen(tmp_path):
    given = {}
    for level in ("nominal", "ordinal", "interval"):
        path = tmp_path / f"{level}.yaml"
        path.write_text(
            f"evaluation: {{agreement_level: {level}}}\ncriteria: [{{id: Q, name: q, weight: 100, kind: judged}}]\n"
            "bids: [{id: A, by_evaluator: {Q: [1, 2]}}, {id: B, by_evaluator: {Q: [5, 5]}}, {id: C, by_evaluator: {Q: [3, 4]}}]\n",
            encoding="utf-8",
        )
        given[level] = json.loads(run("method", "try", path, "-f", "json").stdout)["concord"]["Q"]["krippendorff"]
    # by hand: two of three pairs differ, so 1 - 5·2/14; the other levels weigh how far they differ
    assert given["nominal"] == "2/7"
    assert len(set(given.values())) == 3


def test_every_method_command_gives_json(tmp_path):
    listed = json.loads(run("method", "list", "-f", "json").stdout)["methods"]
    assert len(listed) >= 20
    shown = json.loads(run("method", "show", listed[0]["id"], "-f", "json").stdout)["method"]
    assert shown == listed[0]
    path = tmp_path / "weights.yaml"
    path.write_text("criteria: [a, b]\nshared:\n  - {a: 60, b: 40}\n", encoding="utf-8")
    found = json.loads(run("method", "weights", path, "-f", "json").stdout)
    assert (found["weights"], found["consistency"], found["findings"]) == ({"a": "60", "b": "40"}, None, [])
