"""Who is out influences nobody, and what is unknown is bounded: random tenders over every formula and award rule."""

import os
import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.model.evaluation import Evaluation
from cdc.model.method import AWARD_PARAMETERS, PARAMETERS
from cdc.model.tender import Criterion
from cdc.scoring.decide import decide
from cdc.scoring.interval import Interval
from cdc.scoring.judged import Preference
from cdc.scoring.method import Entrant, Method
from tests.scoring.random_tenders import AWARDS, FORMULAS

RULES = ({"type": "weighted_sum"}, *AWARDS)
F, D = Fraction, Decimal
DELETED, OPEN, COMPLETIONS = (
    int(os.environ.get(f"CDC_{name}", usual)) for name, usual in (("DELETED", 120), ("OPEN", 40), ("COMPLETIONS", 20))
)
"""Tenders tried for each award rule; more of them by hand."""


def method(rng, formula, rule):
    quantity = {"id": "D", "name": "d", "weight": 20, "kind": "quantity", "formula": rng.choice(FORMULAS)}
    group = {"id": "G", "name": "g", "weight": 50, "parts": [
        {"id": "Q", "name": "q", "weight": 30, "kind": "judged", "worth": 100, "threshold": rng.choice((None, 20))}, quantity,
    ], "threshold": rng.choice((None, 30, 60))}  # fmt: skip
    nodes = [
        group,
        {"id": "W", "name": "w", "weight": 10, "kind": "pairwise", "worth": 50},
        {"id": "P", "name": "p", "weight": 40, "kind": "price", "threshold": rng.choice((None, None, 40)), "formula": formula},
    ]  # fmt: skip
    evaluation = Evaluation.model_validate({
        "award_rule": rule, "weights": "relative", "missing": rng.choice(("interval", "interval", "zero")),
        "rescaling": rng.choice(((), ("criteria",), ("total",), ("criteria", "total"))),
        "over_ceiling": rng.choice(("score", "exclude", "zero")),
        "ties": rng.choice(((), ({"by": "lower_price"}, {"by": "earlier_submission"}))),
        "rounding": {"places": 2, "stage": rng.choice(("display", "total"))},
    })  # fmt: skip
    names = "ABCDEF"
    cells = [Preference(a, b, rng.randint(1, 6)) for a in names for b in names if a < b]
    return Method.of(tuple(map(Criterion.model_validate, nodes)), evaluation, F(950), {"W": [cells]})


def entrant(rng, name, *, is_open=0.0):
    def known(value):
        return None if rng.random() < is_open else value

    judged = known(Interval.exactly(F(rng.randint(0, 5), 5)))
    if judged is None:
        low = rng.randint(0, 5)
        judged = Interval(F(low, 5), F(rng.randint(low, 5), 5))
    price, days = known(F(rng.randint(20, 100) * 10)), known(F(rng.randint(20, 100) * 10))
    return Entrant(
        name, {"Q": judged}, {"D": days, "P": price}, price, f"2027-01-0{rng.randint(1, 9)}",
        is_excluded=rng.random() < 0.1, is_conditional=rng.random() < is_open / 2,
    )  # fmt: skip


def numbers_of(decision, bids):
    placed = {p.bid: p for p in decision.order.placed}
    return {bid: (replace(decision.standings[bid]), placed.get(bid)) for bid in bids}


@pytest.mark.parametrize("rule", range(len(RULES)), ids=lambda n: f"{RULES[n]['type']}{n}")
def test_deleting_an_excluded_bid_changes_no_number_of_the_others(rule):
    deleted = 0
    for seed in range(DELETED):
        rng = random.Random(f"out {rule} {seed}")
        declared = method(rng, FORMULAS[seed % len(FORMULAS)], RULES[rule])
        bids = [entrant(rng, name) for name in "ABCDEF"[: rng.randint(2, 6)]]
        whole = decide(declared, bids)
        for bid, case in whole.standings.items():
            if case.is_excluded:
                rest = [other for other in bids if other.bid != bid]
                names = [other.bid for other in rest]
                assert numbers_of(decide(declared, rest), names) == numbers_of(whole, names), (seed, bid)
                deleted += 1
    assert deleted > 30


def completed(rng, bids):
    """Settle everything open at random: scores inside their range, amounts of any size, conditions kept or broken."""
    found = []
    for bid in bids:
        value = bid.quality["Q"]
        at = value.low + (value.high - value.low) * F(rng.choice((0, 0, 1, 1, rng.randint(0, 10) / F(10))))
        amounts = {
            k: F(rng.choice((1, 10, rng.randint(1, 3000), 10**6))) if q is None else q
            for k, q in bid.quantities.items()
        }
        found.append(
            Entrant(bid.bid, {"Q": Interval.exactly(at)}, amounts, amounts["P"], bid.received,
                    is_excluded=bid.is_excluded or (bid.is_conditional and rng.random() < 0.5))
        )  # fmt: skip
    return found


@pytest.mark.parametrize("rule", range(len(RULES)), ids=lambda n: f"{RULES[n]['type']}{n}")
def test_every_completion_lies_within_the_bounds(rule):
    compared = 0
    for seed in range(OPEN):
        rng = random.Random(f"open {rule} {seed}")
        declared = method(rng, FORMULAS[seed % len(FORMULAS)], RULES[rule])
        if declared.evaluation.missing == "zero":
            continue
        bids = [entrant(rng, name, is_open=0.2) for name in "ABCDEF"[: rng.randint(2, 6)]]
        outer = decide(declared, bids)
        if outer.problems:
            continue
        ranges = {p.bid: p for p in outer.order.placed}
        for _ in range(COMPLETIONS):
            found = decide(declared, completed(rng, bids))
            if found.problems:
                continue
            for placed in found.order.placed:
                case, bound = found.standings[placed.bid], outer.standings[placed.bid]
                assert not bound.is_excluded, (seed, placed.bid)
                for leaf, value in case.values.items():
                    assert bound.values[leaf].low <= value.low <= bound.values[leaf].high, (seed, placed.bid, leaf)
                assert bound.total.low <= case.total.low <= bound.total.high, (seed, placed.bid)
                here = ranges[placed.bid]
                assert here.best_rank <= placed.rank <= here.worst_rank, (seed, placed.bid, placed, here)
                compared += 1
            certain = {bid for bid, case in outer.standings.items() if not case.is_excluded and not case.is_conditional}
            assert certain <= {placed.bid for placed in found.order.placed}, seed
    assert compared > 30 or RULES[rule]["type"] in ("topsis", "electre")


def test_every_formula_and_rule_is_tried():
    assert {formula["type"] for formula in FORMULAS} == set(PARAMETERS) - {"as_is"}
    assert {rule["type"] for rule in RULES} == set(AWARD_PARAMETERS)
