"""A small tender built in memory: some features, one judged criterion, a price."""

from decimal import Decimal

from cdc.model.bid import AnswerRead, Bid, JudgedScore, PriceRead, ScoreSheet
from cdc.model.specification import Specification
from cdc.scoring.cases import Entry
from cdc.scoring.evaluate import evaluate


def specification(weights, *, formula="inverse", missing="interval", knockout=None, extra=()):
    return Specification.model_validate(
        {
            "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-01-01", "languages": ["en"]},
            "company": {"name": "C", "sector": "s"},
            "tender": {"id": "T1", "procedure": "p"},
            "evaluation": {"weights": "percent", "missing": missing, **dict(extra)},
            "scales": [
                {
                    "id": "SC",
                    "name": "s",
                    "answers": [
                        {"id": "Y", "label": "yes", "points": 1},
                        {"id": "P", "label": "partly", "points": Decimal("0.5")},
                        {"id": "N", "label": "no", "points": 0},
                    ],
                }
            ],
            "features": [
                {
                    "id": f"F{at}",
                    "title": f"f{at}",
                    "weight": weight,
                    **({"knockout": {"least": "P"}} if at == knockout else {}),
                }
                for at, weight in enumerate(weights)
            ],
            "criteria": [
                {"id": "Q", "name": "q", "weight": 60, "kind": "features", "covers": ["features"]},
                {"id": "M", "name": "m", "weight": 0, "kind": "judged"},
                {"id": "P", "name": "p", "weight": 40, "kind": "price", "formula": formula},
            ],
            "price_lines": [{"id": "PL", "name": "all"}],
        }
    )


def bid(name, answers, price, received="2027-01-01T00:00:00Z"):
    read = [AnswerRead(id=f"F{at}", answer=None if letter == "-" else letter) for at, letter in enumerate(answers)]
    amount = None if price is None else Decimal(price)
    return Bid(
        vendor=name,
        round=1,
        received=received,
        tender="T1",
        form="F",
        files=(),
        identity={},
        statements=(),
        answers=tuple(read),
        prices=(PriceRead(id="PL", amount=amount),),
    )


def evaluated(bids, weights=(1, 1, 1), **options):
    spec = specification(list(weights), **options)
    entries = [
        Entry(bid(name, facts["answers"], facts.get("price"), facts.get("received", "2027-01-01T00:00:00Z")))
        for name, facts in bids.items()
    ]
    scores = tuple(JudgedScore(vendor=name, criterion="M", score=5, reason="r") for name in bids)
    return evaluate(spec, entries, [ScoreSheet(evaluator="e", scores=scores)], form="F", rules="R")


def ranking(bids, weights=(1, 1, 1), **options):
    return evaluated(bids, weights, **options).ranking
