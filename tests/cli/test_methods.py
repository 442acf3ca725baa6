"""The method commands on real files: profiles, trials and weights, one example of each family through YAML."""

import json
from fractions import Fraction

import pytest
from typer.testing import CliRunner

from cdc import methods, yaml
from cdc.cli.app import app
from cdc.model.method import Formula
from cdc.model.tender import Evaluation


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
