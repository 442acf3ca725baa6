"""Random tenders with every way of rounding, whose bids are read already."""

import random
from decimal import Decimal

from cdc.model.bid import AnswerRead, Bid, JudgedScore, PriceRead, ScoreSheet
from cdc.model.specification import Specification
from cdc.scoring.cases import Entry
from cdc.scoring.evaluate import evaluate
from tests.documents.random_evidence import specification

MODES = ("half_up", "half_even", "half_down", "down", "up")


def tender(seed):
    """A random tender whose bids are read already, with a rounding of its own."""
    rng = random.Random(f"sums {seed}")
    spec = specification(rng)
    evaluation = spec.evaluation.model_dump(exclude_unset=True) | {
        "rounding": {"places": rng.choice((0, 1, 2, 3)), "mode": MODES[seed % 5], "stage": rng.choice(("display", "total"))},
        "criterion_rounding": rng.choice((None, None, {"places": 1, "mode": rng.choice(MODES)})),
        "debrief": rng.choice(("own_only", "winner_total", "winner_criteria")),
    }  # fmt: skip
    if rng.random() < 0.4:
        evaluation["award_rule"] = {"type": "weighted_sum"}
    parts = {name: getattr(spec, name) for name in spec.model_fields_set} | {"evaluation": evaluation, "lots": ()}
    spec = Specification.model_validate(parts)
    names = [f"v{n}" for n in range(rng.randint(2, 4))]
    entries = [Entry(bid(rng, spec, name)) for name in names]
    full = 10 if next(leaf for leaf in spec.leaves if leaf.id == "M").maximum else 5
    scores = tuple(
        JudgedScore(vendor=name, criterion="M", score=Decimal(rng.randint(0, full)), reason="r") for name in names
    )
    return spec, evaluate(spec, entries, [ScoreSheet(evaluator="e", scores=scores)], form="F", rules="R")


def bid(rng, spec, name):
    return Bid(
        vendor=name, name=f"Vendor {name}", round=1, received="2027-01-01T00:00:00Z", tender="T1", form="F", files=(), identity={},
        statements=(AnswerRead(id="V-OK", answer="yes"), AnswerRead(id="S", answer=rng.choice(("yes", "no"))), AnswerRead(id="K", answer=str(rng.randint(1, 36)))),
        answers=tuple(AnswerRead(id=item.id, answer=rng.choice("YYPPN") if rng.random() < 0.9 else None) for _, item in spec.asked),
        prices=tuple(PriceRead(id=line.id, amount=Decimal(rng.randint(1, 10**5)) / rng.choice((1, 1000)) if rng.random() < 0.96 else None) for line in spec.price_lines),
    )  # fmt: skip
