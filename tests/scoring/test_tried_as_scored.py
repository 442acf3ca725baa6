"""A method tried on made-up bids gives what the same bids give in a tender: numbers, order, flags."""

import os
import random
from decimal import Decimal

from cdc.model.bid import AnswerRead, Bid, PriceRead
from cdc.model.trial import Trial
from cdc.packs.trials import sheets_of, specification_of
from cdc.scoring.cases import Entry
from cdc.scoring.decide import decide
from cdc.scoring.evaluate import evaluate
from cdc.scoring.tried import try_out
from tests.scoring.random_tenders import AWARDS, FORMULAS

SEEDS = int(os.environ.get("CDC_EXAMPLES", "120"))
RULES = ({"type": "weighted_sum"}, *AWARDS)
MOMENTS = ("2027-01-01T12:00:00+01:00", "2027-01-01T11:30:00Z", "2027-01-01T10:59:59-01:00")
UTC = {MOMENTS[0]: "2027-01-01T11:00:00.000000+00:00", MOMENTS[1]: "2027-01-01T11:30:00.000000+00:00", MOMENTS[2]: "2027-01-01T11:59:59.000000+00:00"}  # fmt: skip


def some(rng, value, often=0.9):
    return value if rng.random() < often else None


def trial_of(rng):
    quality = [
        {"id": "Q", "name": "q", "weight": 30, "kind": "judged", "worth": 50, "threshold": rng.choice((None, None, 40))},
        {"id": "Y", "name": "y", "weight": 10, "kind": "yes_no", "worth": 20},
        {"id": "D", "name": "d", "weight": 20, "kind": "quantity", "formula": rng.choice(FORMULAS), "worth": 5},
    ]  # fmt: skip
    price = [
        {"id": "P", "name": "p", "weight": 30, "kind": "price", "formula": rng.choice(FORMULAS)},
        {"id": "E", "name": "e", "weight": 10, "kind": "price", "lines": ["HOUR"]},
    ]
    bids = []
    for name in "ABCDE"[: rng.randint(1, 5)]:
        prices = {line: some(rng, rng.randint(20, 90) * 10) for line in ("ONE", "RUN", "OPT", "HOUR")}
        bids.append(
            {
                "id": name,
                "prices": {line: amount for line, amount in prices.items() if amount is not None},
                "by_evaluator": {"Q": [some(rng, rng.randint(0, 5)) for _ in range(3)]},
                "scores": {"Y": rng.randint(0, 1)} if rng.random() < 0.9 else {},
                "quantities": {"D": rng.randint(10, 90)} if rng.random() < 0.9 else {},
                "received": rng.choice(MOMENTS),
            }
        )
    return Trial.model_validate(
        {
            "evaluation": {
                "award_rule": rng.choice(RULES),
                "weights": "relative",
                "missing": rng.choice(("interval", "zero")),
                "missing_price": rng.choice(("unknown", "highest", "zero")),
                "aggregation": rng.choice(("mean", "median", "consensus")),
                "moderation_from": rng.choice((None, 3)),
                "rescaling": rng.choice(([], ["criteria"], [{"step": "total", "scope": "discretionary"}], ["total"])),
                "options": rng.choice(("excluded", "included")),
                "discount_rate": rng.choice((0, 4)),
                "indexation": rng.choice((0, Decimal("2.5"))),
                "tax": rng.choice(("included", "excluded")),
                "rates": {"CHF": Decimal("1.05")},
                "over_ceiling": rng.choice(("score", "zero", "exclude")),
                "ties": rng.choice(([], [{"by": "earlier_submission"}], [{"by": "lower_price"}])),
                "low_bids": [{"type": "double_mean"}, {"type": "four_fifths"}, {"type": "spain"}],
            },
            "criteria": [*quality, *price],
            "ceiling": rng.choice((None, 2500)),
            "horizon": rng.randint(1, 6),
            "price_lines": [
                {"id": "ONE", "name": "one", "currency": "CHF"},
                {"id": "RUN", "name": "run", "kind": "yearly", "quantities": [1, 2], "tax_rate": 20},
                {"id": "OPT", "name": "option", "option": True},
                {"id": "HOUR", "name": "hour", "kind": "element"},
            ],
            "bids": bids,
        }
    )


def entries_of(trial):
    for bid in trial.bids:
        answered = [AnswerRead(id="Y", answer="yes" if bid.scores["Y"] else "no")] if "Y" in bid.scores else []
        answered += [AnswerRead(id=leaf, answer=str(amount)) for leaf, amount in bid.quantities.items()]
        prices = tuple(PriceRead(id=line.id, amount=bid.prices.get(line.id)) for line in trial.price_lines)
        yield Entry(
            Bid(vendor=bid.id, round=1, received=UTC[bid.received.isoformat().replace("+00:00", "Z")], tender="T", form="F",
                files=(), identity={}, statements=tuple(answered), answers=(), prices=prices)
        )  # fmt: skip


def test_a_trial_and_a_tender_are_one_arithmetic():
    ranked = 0
    for seed in range(SEEDS):
        trial = trial_of(random.Random(f"both {seed}"))
        spec = specification_of(trial)
        scored = evaluate(spec, list(entries_of(trial)), sheets_of(trial), form="F", rules="R")
        tried = try_out(trial)
        assert decide(scored.method, scored.entrants) == tried.decision, seed
        ranking = scored.ranking
        assert (ranking.flags, ranking.failures, ranking.ties) == (
            tried.flags,
            tried.decision.problems,
            tried.decision.order.ties,
        ), seed
        assert [(bid.vendor, bid.rank) for bid in ranking.bids] == [
            (placed.bid, placed.rank) for placed in tried.decision.order.placed
        ], seed
        ranked += len(ranking.bids)
    assert ranked > SEEDS
