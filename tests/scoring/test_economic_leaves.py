"""Several economic elements beside quality: discounts and rates of their own, rescaling of named criteria only."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from typer.testing import CliRunner

from cdc.cli.app import app
from cdc.model.trial import Trial
from cdc.scoring.tried import try_out

WEIGHTS = [3] * 9 + [2] * 12 + [1] * 4 + [10, 5]
"""Twenty-five criteria that a board judges, one counted by a formula, one yes or no: 70 points with 5 elements of 30."""
ELEMENTS = {"D1": 12, "D2": 8, "D3": 5, "D4": 3, "D5": 2}
SCORES = {"A": [(5 * n + 3) % 11 for n in range(25)], "B": [(7 * n + 1) % 11 for n in range(25)]}
DISCOUNTS = {"A": [10, 20, "5.5", 40, 30], "B": [18, "12.5", 8, 35, 10], "C": [15, 15, 3, 20, 20]}
SCORES["C"] = [10 - (3 * n) % 11 for n in range(25)]
HOURS, ISO = {"A": 8, "B": 4, "C": 6}, {"A": 1, "B": 1, "C": 0}


def award():
    quality = [
        {"id": f"Q{n}", "name": f"q{n}", "weight": w, "kind": "judged", "maximum": 10}
        for n, w in enumerate(WEIGHTS[:25])
    ]
    tabular = [
        {"id": "H", "name": "hours", "weight": 10, "kind": "quantity"},
        {"id": "ISO", "name": "certificate", "weight": 5, "kind": "yes_no"},
    ]
    economic = [
        {
            "id": name, "name": name, "weight": weight, "kind": "price", "lines": [f"PL-{name}"],
            "formula": {"type": "bilinear", "aim": "maximise", "x": Decimal("0.85")},
        }
        for name, weight in ELEMENTS.items()
    ]  # fmt: skip
    bids = [
        {
            "id": name,
            "scores": {**{f"Q{n}": s for n, s in enumerate(scores)}, "ISO": ISO[name]},
            "quantities": {"H": HOURS[name]},
            "prices": {f"PL-D{n + 1}": Decimal(d) for n, d in enumerate(DISCOUNTS[name])},
        }
        for name, scores in SCORES.items()
    ]
    return {
        "evaluation": {
            "weights": "relative",
            "rescaling": ["criteria", {"step": "total", "of": ["T"]}],
        },
        "criteria": [
            {"id": "T", "name": "technical", "weight": 70, "parts": [{"id": "D", "name": "d", "weight": sum(WEIGHTS[:25]), "parts": quality}, {"id": "TAB", "name": "tabular", "weight": 15, "parts": tabular}]},
            {"id": "E", "name": "economic", "weight": 30, "parts": economic},
        ],
        "price_lines": [{"id": f"PL-{name}", "name": name, "kind": "element"} for name in ELEMENTS],
        "bids": bids,
    }  # fmt: skip


def by_hand():
    """Count the award again, straight from its rules."""
    whole = sum(WEIGHTS)
    technical = {}
    for name in SCORES:
        points = Fraction(0)
        for n, weight in enumerate(WEIGHTS[:25]):
            best = max(scores[n] for scores in SCORES.values())
            points += Fraction(70 * weight, whole) * (Fraction(SCORES[name][n], best) if best else 0)
        points += Fraction(70 * 10, whole) * Fraction(min(HOURS.values()), HOURS[name])
        technical[name] = points + Fraction(70 * 5, whole) * ISO[name]
    found = {name: 70 * points / max(technical.values()) for name, points in technical.items()}
    for n, weight in enumerate(ELEMENTS.values()):
        column = {name: Fraction(row[n]) for name, row in DISCOUNTS.items()}
        mean, most = sum(column.values()) / 3, max(column.values())
        for name, gain in column.items():
            x = Fraction(85, 100)
            share = x * gain / mean if gain <= mean else x + (1 - x) * (gain - mean) / (most - mean)
            found[name] += weight * share
    return found


def test_27_criteria_five_elements_and_a_rescaled_total_give_what_the_rules_say(tmp_path):
    path = tmp_path / "award.yaml"
    path.write_text(json.dumps(award(), default=float), encoding="utf-8")
    done = CliRunner().invoke(app, ["--lang", "en", "method", "try", str(path), "-f", "json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)["standings"]
    wanted = by_hand()
    assert len(WEIGHTS) == 27
    assert {name: Fraction(case["figure"][0]) for name, case in found.items()} == wanted


def trial(**changes):
    base = {
        "criteria": [
            {"id": "J", "name": "j", "weight": 40, "kind": "judged", "maximum": 10},
            {"id": "Y", "name": "y", "weight": 20, "kind": "yes_no"},
            {"id": "N", "name": "n", "weight": 10, "kind": "quantity", "economic": True},
            {"id": "P", "name": "p", "weight": 30, "kind": "price"},
        ],
        "bids": [
            {"id": "A", "price": 100, "scores": {"J": 8, "Y": 0}, "quantities": {"N": 10}},
            {"id": "B", "price": 200, "scores": {"J": 4, "Y": 1}, "quantities": {"N": 20}},
        ],
    }
    return Trial.model_validate(base | changes)


@pytest.mark.parametrize(
    ("rescaling", "wanted"),
    [
        ([], {"A": 32, "B": 36}),
        (["criteria"], {"A": 40, "B": 40}),
        (["total"], {"A": Fraction(32 * 60, 36), "B": 60}),
        ([{"step": "total", "scope": "discretionary"}], {"A": 40, "B": 40}),
        ([{"step": "total", "of": ["Y"]}], {"A": 32, "B": 36}),
        ([{"step": "criteria", "of": ["J"]}, "total"], {"A": 60, "B": 60}),
    ],
)
def test_a_rescaling_touches_what_it_names_and_never_the_economic_offer(rescaling, wanted):
    found = try_out(trial(evaluation={"rescaling": rescaling})).decision.standings
    assert {name: case.quality.low for name, case in found.items()} == wanted
    assert {name: case.total.low - case.quality.low for name, case in found.items()} == {"A": 40, "B": 20}


LINES = [
    {"id": "BUY", "name": "b"},
    {"id": "RUN", "name": "r", "kind": "yearly"},
    {"id": "RATE", "name": "hour", "kind": "element"},
]
PRICED = [
    {"id": "C", "name": "cost", "weight": 50, "kind": "price"},
    {"id": "R", "name": "running", "weight": 30, "kind": "price", "lines": ["RUN"]},
    {"id": "H", "name": "hour", "weight": 20, "kind": "price", "lines": ["RATE"]},
]


def priced(**more):
    bids = [
        {"id": "A", "prices": {"BUY": 100, "RUN": 10, "RATE": 80}},
        {"id": "B", "prices": {"BUY": 40, "RUN": 20, "RATE": 40}},
    ]
    return {"criteria": PRICED, "price_lines": LINES, "horizon": 5, "bids": bids} | more


def test_price_leaves_score_the_total_or_their_own_lines():
    found = try_out(Trial.model_validate(priced())).decision.standings
    assert {bid: case.entrant.cost for bid, case in found.items()} == {"A": 150, "B": 140}
    assert {bid: dict(case.entrant.quantities) for bid, case in found.items()} == {
        "A": {"C": 150, "R": 50, "H": 80},
        "B": {"C": 140, "R": 100, "H": 40},
    }
    assert found["A"].total.low == Fraction(50 * 140, 150) + 30 + 10


def test_a_missing_element_is_unknown_whatever_counts_for_a_missing_price():
    lost = [{"id": "A", "prices": {"BUY": 100, "RUN": 10}}, {"id": "B", "prices": {"RUN": 20, "RATE": 40}}]
    evaluation = {"missing_price": "highest"}
    found = try_out(Trial.model_validate(priced(bids=lost, evaluation=evaluation))).decision.standings
    assert found["B"].entrant.cost == 200
    assert found["A"].entrant.quantities["H"] is None
    assert (found["A"].values["H"].low, found["A"].values["H"].high) == (0, 1)


def test_the_ceiling_is_one_of_the_total_and_an_element_has_its_own_bound():
    bounded = [*PRICED[:2], PRICED[2] | {"formula": {"type": "to_ceiling", "over_ceiling": "exclude", "base": 50}}]
    evaluation = {"over_ceiling": "exclude"}
    found = try_out(Trial.model_validate(priced(criteria=bounded, ceiling=145, evaluation=evaluation)))
    reasons = {bid: [r.key for r in case.reasons] for bid, case in found.decision.standings.items()}
    assert reasons == {"A": ["reason_ceiling", "reason_bound"], "B": []}


def test_four_fifths_counts_bids_without_a_total_cost():
    elements = {
        "criteria": [{"id": "J", "name": "j", "weight": 50, "kind": "judged", "maximum": 10}, PRICED[2] | {"weight": 50}],
        "price_lines": LINES[2:],
        "evaluation": {"low_bids": [{"type": "four_fifths", "minimum_bids": 2}]},
        "bids": [
            {"id": "A", "scores": {"J": 9}, "prices": {"RATE": 40}},
            {"id": "B", "scores": {"J": 10}, "prices": {"RATE": 80}},
        ],
    }  # fmt: skip
    (flag,) = try_out(Trial.model_validate(elements)).flags
    assert (flag.vendors, flag.does_not_apply) == (("A",), "")


def test_costs_of_the_life_cycle_are_added_to_the_adjusted_price():
    """ProZorro: 1200 of which 200 run on; features worth 20 % in full take 0.2 / (1 - 0.2): 1000 / 1.25 + 200."""
    lines = [{"id": "BUY", "name": "b"}, {"id": "ENERGY", "name": "e"}]
    criteria = [
        {"id": "Q", "name": "q", "weight": 20, "kind": "judged", "maximum": 10},
        {"id": "P", "name": "p", "weight": 80, "kind": "price", "formula": {"type": "as_is"}},
    ]
    bids = [
        {"id": "A", "scores": {"Q": 10}, "prices": {"BUY": 1000, "ENERGY": 200}},
        {"id": "B", "scores": {"Q": 0}, "prices": {"BUY": 960, "ENERGY": 10}},
    ]
    figures = {}
    for added in ((), ("ENERGY",)):
        evaluation = {"award_rule": {"type": "adjusted_price", "form": "meat", "added": added}}
        trial_ = {"evaluation": evaluation, "criteria": criteria, "price_lines": lines, "bids": bids}
        found = try_out(Trial.model_validate(trial_)).decision
        figures[added] = {bid: case.figure[0] for bid, case in found.standings.items()}
    assert figures == {(): {"A": 960, "B": 970}, ("ENERGY",): {"A": 1000, "B": 970}}


@pytest.mark.parametrize(
    ("scores", "added", "wanted"),
    [
        ({"F1": 10, "F2": 10}, 0, Fraction(469 * 7, 9)),
        ({"F1": 0, "F2": 0}, 100, 569),
        ({"F1": 10, "F2": 10}, 90, Fraction(469 * 7, 9) + 90),
    ],
)
def test_prozorro_takes_a_feature_off_the_price_and_adds_costs_of_the_life_cycle(scores, added, wanted):
    """Numbers of its own tests: two features of 15 %, 10 % reached each: coefficient 9/7, 469 becomes 364.78; costs: +100.

    openprocurement/barbecue (docstring of `cooking`); ProzorroUKR/prozorro-auction, tests/databridge/test_importers.py.
    """
    criteria = [
        *({"id": name, "name": name, "weight": 15, "kind": "judged", "maximum": 15} for name in ("F1", "F2")),
        {"id": "P", "name": "p", "weight": 70, "kind": "price", "formula": {"type": "as_is"}},
    ]
    found = try_out(
        Trial.model_validate({
            "evaluation": {"award_rule": {"type": "adjusted_price", "form": "meat", "added": ["LCC"]}},
            "criteria": criteria,
            "price_lines": [{"id": "BUY", "name": "b"}, {"id": "LCC", "name": "l"}],
            "bids": [{"id": "A", "scores": scores, "prices": {"BUY": 469, "LCC": added}}],
        })
    ).decision  # fmt: skip
    assert found.standings["A"].figure == (wanted, wanted)
