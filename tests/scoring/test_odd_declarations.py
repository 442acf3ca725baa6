"""Odd declarations: bids alone, equal, free, priceless, unscored; every completion of them lies within what was said."""

import os
import random
from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic import ValidationError

from cdc.model.method import AWARD_PARAMETERS, PARAMETERS
from cdc.model.trial import Trial
from cdc.scoring import tree
from cdc.scoring.tried import try_out

DECLARATIONS = int(os.environ.get("CDC_ODD", "250"))
TAKEN = {
    "reference_value": "1 50 0.000001 1234567.89", "power": "1 2 3", "band": "0.5 1 0.000001 100", "n": "1.5 2 20 1.000001", "x": "0.85 1 0.000001",
    "alpha": "0.5 1 20 0.1", "significant": "5 0.000001 100", "zero_ratio": "2 1.000001 100", "full_at": "0 1 100 7.5 -5", "zero_at": "0 1 100 33.3 -5",
    "base": "1 100 50", "reference": "best mean median fixed best_and_estimate",
}  # fmt: skip
EDGES = "0 1 0.000001 100 33.333333 7.5 1234567.89 0.5"
SIGNED = EDGES + " -1 -100"
CHOICES = {
    "aim": "minimise maximise", "clip": "both low high none", "zero": "refuse full_for_zero full_for_all", "equal": "full zero formula",
    "single": "full zero", "none_better": "zero full", "over_ceiling": "exclude zero score",
}  # fmt: skip
DECLARED = {
    "missing": ("interval", "interval", "zero"), "missing_price": ("unknown", "highest", "zero"), "over_ceiling": ("exclude", "zero", "score"),
    "rescaling": (["criteria"], ["total"], ["criteria", "total"]), "criterion_rounding": ({"places": 0, "mode": "up"}, {"places": 3, "mode": "half_even"}),
    "rounding": ({"places": 0, "mode": "down", "stage": "total"}, {"places": 10, "mode": "half_down"}), "ties": ([{"by": "lower_price"}], [{"by": "higher_quality"}]),
    "low_bids": ([{"type": "spain"}], [{"type": "four_fifths"}]), "cost_rounding": ({"places": 0, "mode": "up"},), "aggregation": ("mean", "consensus"),
}  # fmt: skip


def pick(rng, text):
    """Choose one of some words or numbers."""
    found = rng.choice(text.split())
    return found if found[0].isalpha() else Decimal(found)


def formula(rng):
    name = rng.choice(sorted(PARAMETERS))
    wanted = [*PARAMETERS[name].needed, *(key for key in PARAMETERS[name].taken if rng.random() < 0.4)]
    found = {"type": name, **{key: pick(rng, TAKEN[key]) for key in wanted if key in TAKEN}}
    found |= {key: pick(rng, text) for key, text in CHOICES.items() if rng.random() < 0.25}
    if found.get("reference") in ("fixed", "best_and_estimate"):
        found["reference_value"] = pick(rng, TAKEN["reference_value"])
    if name == "expression":
        found["text"] = rng.choice(("M*Pmin/P", "M/(P-Pmin)", "ln(P)", "M*(2-P/Pavg)", "P^P", "M*(Pmax-P)/(Pmax-Pmin)"))
    if name == "table":
        found["rows"] = [{"at": 10 * at * at, "share": share} for at, share in enumerate((1, Decimal("0.5"), 0))]
    return found


def declaration(rng):
    kinds = [rng.choice(("judged", "price", "quantity", "yes_no", "pairwise")) for _ in range(rng.randint(1, 4))]
    kinds += ["price"] if "price" not in kinds and rng.random() < 0.7 else []
    leaves = []
    for at, kind in enumerate(kinds):
        leaf = {"id": f"L{at}", "name": "n", "weight": pick(rng, "0 1 0.000001 100 33.333333"), "kind": kind}
        leaf |= {"formula": formula(rng)} if kind in ("price", "quantity") else {}
        leaf |= {"threshold": pick(rng, "0 50 100 99.99 60")} if rng.random() < 0.25 else {}
        leaves.append(leaf)
    evaluation = {"weights": "relative", **{key: rng.choice(of) for key, of in DECLARED.items() if rng.random() < 0.3}}
    if rng.random() < 0.5:
        evaluation["award_rule"] = {"type": rng.choice(sorted(AWARD_PARAMETERS)), "form": pick(rng, "quebec meat")}
    bids = [bid(rng, f"B{at}", leaves) for at in range(rng.choice((1, 1, 2, 2, 3, 5)))]
    pairs = {
        leaf["id"]: [[{"better": one["id"], "other": two["id"], "degree": rng.randint(1, 6)} for one in bids for two in bids if one["id"] < two["id"]]]
        for leaf in leaves
        if leaf["kind"] == "pairwise"
    }  # fmt: skip
    return {
        "evaluation": evaluation, "criteria": leaves, "bids": bids, "pairs": pairs, **({"ceiling": pick(rng, EDGES)} if rng.random() < 0.4 else {}),
    }  # fmt: skip


def bid(rng, name, leaves):
    found = {
        "id": name,
        "scores": {},
        "quantities": {},
        **({"price": pick(rng, SIGNED)} if rng.random() < 0.85 else {}),
    }
    for leaf in leaves:
        if rng.random() < 0.8 and leaf["kind"] in ("judged", "yes_no"):
            found["scores"][leaf["id"]] = pick(rng, "0 1" if leaf["kind"] == "yes_no" else "0 1 5 3")
        elif rng.random() < 0.8 and leaf["kind"] == "quantity":
            found["quantities"][leaf["id"]] = pick(rng, SIGNED)
    return found


def completed(rng, trial):
    """Settle everything that a trial leaves open."""
    bids = []
    for one in trial.bids:
        scores, quantities = dict(one.scores), dict(one.quantities)
        for leaf in tree.leaves(trial.criteria):
            if leaf.kind in ("judged", "yes_no"):
                scores.setdefault(leaf.id, pick(rng, "0 1" if leaf.kind == "yes_no" else "0 5 3"))
            elif leaf.kind == "quantity":
                quantities.setdefault(leaf.id, pick(rng, "1 100 0.01 1000000"))
        price = one.price if one.price is not None else pick(rng, "1 100 0.01 1000000")
        bids.append(one.model_copy(update={"scores": scores, "quantities": quantities, "price": price}))
    return trial.model_copy(update={"bids": tuple(bids)})


def test_no_odd_declaration_makes_an_exception_or_a_claim_that_a_completion_refutes():
    tried = compared = certain = 0
    for seed in range(DECLARATIONS):
        rng = random.Random(f"odd {seed}")
        try:
            trial = Trial.model_validate(declaration(rng))
        except ValidationError:
            continue
        outer = try_out(trial).decision
        tried += 1
        if outer.problems or trial.evaluation.missing == "zero":
            continue
        ranges, cases = {placed.bid: placed for placed in outer.order.placed}, outer.standings
        for _ in range(6):
            inner = try_out(completed(rng, trial)).decision
            if inner.problems:
                continue
            places = {placed.bid: placed for placed in inner.order.placed}
            assert {name for name in ranges if not cases[name].is_conditional} <= places.keys() <= ranges.keys(), seed
            for name, placed in places.items():
                total, known = inner.standings[name].total.low, ranges[name]
                assert cases[name].total.low <= total <= cases[name].total.high, (seed, name)
                assert known.best_rank <= placed.rank <= known.worst_rank, (seed, name)
                compared, certain = compared + 1, certain + (known.best_rank == known.worst_rank)
    assert tried > DECLARATIONS // 2
    assert min(compared, certain) > DECLARATIONS // 2


def decided(criteria, bids, **more):
    return try_out(Trial.model_validate({"criteria": criteria, "bids": bids, **more})).decision.standings


@pytest.mark.parametrize(("rule", "own"), [("full", 1), ("zero", 0)])
def test_a_rule_for_equal_bids_is_open_while_a_price_is(rule, own):
    """No other bid moves a fixed formula, but whether the rule for equal bids holds hangs on the missing price."""
    shape = {"type": "fixed_bounds", "full_at": 0, "zero_at": 100, "equal": rule}
    bids = [{"id": "A", "price": 40}, {"id": "B", "price": 40}, {"id": "C"}]
    found = decided([{"id": "P", "name": "p", "weight": 100, "kind": "price", "formula": shape}], bids)
    ends = sorted((Fraction(60), Fraction(100 * own)))
    assert (found["A"].total.low, found["A"].total.high) == tuple(ends)
    settled = decided(
        [{"id": "P", "name": "p", "weight": 100, "kind": "price", "formula": shape}],
        [*bids[:2], {"id": "D", "price": 50}],
    )
    assert settled["A"].total.is_exact


PAIRS = [{"id": "W", "name": "w", "weight": 100, "kind": "pairwise"}]


def test_one_bid_alone_is_the_best_of_a_comparison_in_pairs_and_none_compared_is_unknown():
    cell = {"better": "A", "other": "B", "degree": 3}
    alone = decided(PAIRS, [{"id": "A", "price": 1}], pairs={"W": [[]]})
    assert (alone["A"].total.low, alone["A"].total.high) == (100, 100)
    silent = decided(PAIRS, [{"id": "A", "price": 1}, {"id": "B", "price": 1}], pairs={"W": [[]]})
    assert (silent["A"].total.low, silent["A"].total.high) == (0, 100)
    said = decided(PAIRS, [{"id": "A", "price": 1}, {"id": "B", "price": 1}], pairs={"W": [[cell]]})
    assert (said["A"].total.low, said["B"].total.high) == (100, 0)


def test_comparisons_in_pairs_that_are_made_leave_nobody_on_a_condition():
    quality = [{**PAIRS[0], "weight": 50, "threshold": 20}, {"id": "J", "name": "j", "weight": 50, "kind": "judged"}]
    pairs = {"W": [[{"better": "A", "other": "B", "degree": 2}, {"better": "B", "other": "A", "degree": 1}]]}
    bids = [{"id": name, "price": 1, "scores": {"J": 5}} for name in "AB"]
    found = decided(quality, bids, pairs=pairs)
    assert {name: (case.is_excluded, case.is_conditional) for name, case in found.items()} == {
        "A": (False, False),
        "B": (False, False),
    }


def test_a_bid_below_the_pass_mark_is_out_whatever_it_will_cost():
    judged = [{"id": "J", "name": "j", "weight": 100, "kind": "judged"}]
    bids = [{"id": "A", "price": 10, "scores": {"J": 5}}, {"id": "B", "scores": {"J": 1}}]
    for missing in ("interval", "zero"):
        found = decided(judged, bids, evaluation={"award_rule": {"type": "adjusted_price"}, "missing": missing})
        assert found["B"].is_excluded
        assert (found["A"].is_excluded, found["A"].is_conditional) == (False, False)


def test_a_tie_that_an_open_quality_may_break_is_open():
    """Both cost 10 and share the first rank of the lowest price; the better quality goes first, and one is unknown."""
    criteria = [{"id": "J", "name": "j", "weight": 100, "kind": "judged"}]
    declared = {"award_rule": {"type": "lowest_acceptable"}, "ties": [{"by": "criterion", "criterion": "J"}]}
    bids = [
        {"id": "A", "price": 10, "scores": {"J": 3}},
        {"id": "B", "price": 10},
        {"id": "C", "price": 12, "scores": {"J": 5}},
    ]
    trial = {"criteria": criteria, "bids": bids, "evaluation": declared}
    placed = {p.bid: (p.best_rank, p.worst_rank) for p in try_out(Trial.model_validate(trial)).decision.order.placed}
    assert placed == {"A": (1, 2), "B": (1, 2), "C": (3, 3)}
