"""Zero, negative and huge amounts under every formula and award rule: a result or a finding, never a traceback."""

import os
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdc.model.base import LARGEST
from cdc.model.method import AWARD_PARAMETERS, PARAMETERS, Formula
from cdc.model.trial import Trial
from cdc.scoring.decide import decide
from cdc.scoring.tried import try_out
from tests.scoring.random_tenders import AWARDS, FORMULAS

EXAMPLES = int(os.environ.get("CDC_EXAMPLES", "150"))
MANY = settings(
    max_examples=EXAMPLES, deadline=None, derandomize="CDC_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
RULES = ({"type": "weighted_sum"}, *AWARDS)
ODD = (Decimal(0), Decimal(-50), Decimal("0.01"), Decimal(100), Decimal(100), Decimal(950), LARGEST, -LARGEST, None)
RELATIVE = ("inverse", "band", "relevant_range", "log")


@st.composite
def formulas(draw):
    chosen = {**draw(st.sampled_from(FORMULAS)), "aim": draw(st.sampled_from(("minimise", "maximise")))}
    chosen["zero"] = draw(st.sampled_from(("refuse", "full_for_zero", "full_for_all")))
    chosen["equal"] = draw(st.sampled_from((None, "full", "zero", "formula")))
    if chosen["type"] in RELATIVE:
        chosen["reference"] = draw(st.sampled_from(("best", "mean", "median", "fixed", "best_and_estimate")))
        chosen["reference_value"] = Decimal(100)
    if draw(st.integers(0, 9)) == 0:
        chosen = {"type": "as_is", "aim": chosen["aim"]}
    return chosen


@st.composite
def trials(draw):
    amounts = st.sampled_from(ODD)
    bids = [
        {
            "id": name,
            "price": draw(amounts),
            "quantities": {"D": q} if (q := draw(amounts)) is not None else {},
            "scores": {"Q": Decimal(draw(st.integers(0, 5)))},
        }
        for name in "ABCDE"[: draw(st.integers(1, 5))]
    ]
    criteria = [
        {"id": "Q", "name": "q", "weight": 40, "kind": "judged", "worth": 100},
        {"id": "D", "name": "d", "weight": 20, "kind": "quantity", "formula": draw(formulas()), "worth": -10,
         "threshold": draw(st.sampled_from((None, 0, 30)))},
        {"id": "P", "name": "p", "weight": 40, "kind": "price", "formula": draw(formulas())},
    ]  # fmt: skip
    evaluation = {
        "award_rule": draw(st.sampled_from(RULES)),
        "weights": "relative",
        "missing": draw(st.sampled_from(("interval", "zero"))),
        "over_ceiling": draw(st.sampled_from(("score", "zero", "exclude"))),
    }
    ceiling = draw(st.sampled_from((None, Decimal(0), Decimal(500))))
    return Trial.model_validate({"evaluation": evaluation, "criteria": criteria, "ceiling": ceiling, "bids": bids})


@MANY
@given(trials())
def test_every_amount_gives_a_number_or_says_why_not(trial):
    decision = try_out(trial).decision
    assert decision.problems or decision.order.placed or all(c.is_excluded for c in decision.standings.values())
    for failure in decision.problems:
        assert failure.key
    for case in decision.standings.values():
        for value in (*case.values.values(), case.total):
            assert value.low <= value.high


@MANY
@given(trials())
def test_the_order_in_which_bids_are_given_changes_nothing(trial):
    outcome = try_out(trial)
    entrants = [case.entrant for case in outcome.decision.standings.values()]
    assert decide(outcome.method, entrants[::-1]) == decide(outcome.method, entrants)


def test_everything_that_can_be_declared_is_tried():
    assert {formula["type"] for formula in FORMULAS} | {"as_is"} == set(PARAMETERS)
    assert {rule["type"] for rule in RULES} == set(AWARD_PARAMETERS)
    assert all(Formula.model_validate(formula) for formula in FORMULAS)
    assert Fraction(LARGEST) > 0
