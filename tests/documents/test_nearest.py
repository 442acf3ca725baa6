"""What would have won, as it is told: to a vendor only what follows from its debrief, to our own side all of it."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from cdc.documents.award.figures import Figures
from cdc.documents.award.letters import nearest
from cdc.model.bid import Bid, JudgedScore, PriceRead, ScoreSheet
from cdc.model.specification import Specification
from cdc.scoring.cases import Entry
from cdc.scoring.evaluate import evaluate
from cdc.words import LANGUAGES


def specification(debrief, formula="inverse"):
    return Specification.model_validate(
        {
            "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-01-01", "languages": ["en"]},
            "company": {"name": "C", "sector": "s"},
            "tender": {"id": "T1", "procedure": "p"},
            "evaluation": {"weights": "percent", "score_maximum": 10, "debrief": debrief},
            "criteria": [
                {"id": "K", "name": "help", "weight": 40, "kind": "judged"},
                {"id": "L", "name": "plan", "weight": 40, "kind": "judged"},
                {"id": "P", "name": "price", "weight": 20, "kind": "price", "formula": formula},
            ],
            "price_lines": [{"id": "PL", "name": "all"}],
        }
    )


def evaluated(spec, bids):
    """Rank bids of two judged scores and a price."""
    entries, scores = [], []
    for name, (*judged, price) in bids.items():
        prices = (PriceRead(id="PL", amount=Decimal(price)),)
        entries.append(
            Entry(Bid(vendor=name, round=1, received="", tender="T1", form="F", files=(), identity={}, statements=(), answers=(), prices=prices))
        )  # fmt: skip
        scores += [
            JudgedScore(vendor=name, criterion=c, score=s, reason="r") for c, s in zip("KL", judged, strict=True)
        ]
    return evaluate(spec, entries, [ScoreSheet(evaluator="e", scores=tuple(scores))], form="F", rules="R")


def told(debrief, bids, *, who="own", to="for_vendor", language="en", formula="inverse"):
    spec = specification(debrief, formula)
    found = evaluated(spec, bids)
    figures = Figures(spec, found.ranking, language)
    bid = next(bid for bid in found.ranking.bids if bid.vendor == who)
    return "\n".join(str(block) for block in getattr(nearest, to)(figures, bid, found.nearest.get(who)))


BIDS = {"win": (9, 8, 100), "own": (7, 6, 90), "low": (2, 2, 95)}
# 68 + 18 = 86, 52 + 20 = 72: 15 points short for a whole score: 7 + 4 is above the scale, 6 + 4 reaches 10 (88)


def test_our_own_side_reads_the_price_and_the_score():
    text = told("own_only", BIDS, to="for_us")
    # at a price x below 90: 52 + 20 against 68 + 20 · x/100, level at x = 20
    assert "19.99" in text
    assert "plan at 10 instead of 6 (16.00 points more)" in text


@pytest.mark.parametrize(("debrief", "price", "score"), [("own_only", 0, 0), ("winner_total", 0, 1), ("winner_criteria", 1, 1)])  # fmt: skip
def test_a_vendor_reads_what_its_debrief_allows(debrief, price, score):
    text = told(debrief, BIDS)
    assert ("19.99" in text, "plan at 10" in text) == (bool(price), bool(score))


def test_a_price_that_moves_nobody_follows_from_the_total_alone():
    fixed = {"type": "fixed_bounds", "full_at": 0, "zero_at": 200}
    bids = {"win": (9, 8, 100), "own": (8, 8, 120)}  # 68 + 10 = 78, 64 + 8 = 72: six points are 60
    text = told("winner_total", bids, formula=fixed)
    assert "59.99" in text
    assert told("own_only", bids, formula=fixed) == ""


def test_where_nothing_would_have_been_enough_that_is_said():
    bids = {"win": (10, 10, 1), "own": (1, 1, 2)}
    assert "Neither a lower price" in told("winner_criteria", bids)
    assert told("own_only", bids) == ""


def test_under_the_winners_total_nothing_else_of_others_shows():
    rng, texts = random.Random(1), set()
    for _ in range(40):
        k = rng.randint(7, 10)
        others = {"win": (k, 17 - k, 100), "low": (rng.randint(0, 3), rng.randint(0, 3), rng.randint(90, 120))}
        texts.add(told("winner_total", {"own": (7, 6, 90), **others}))
    assert len(texts) == 1
    assert "plan at 10" in texts.pop()


def test_under_the_winners_criteria_nothing_of_a_third_bid_shows():
    rng, texts = random.Random(2), set()
    for _ in range(40):
        third = {"low": (rng.randint(0, 5), rng.randint(0, 5), rng.randint(90, 120))}
        texts.add(told("winner_criteria", {**BIDS, **third}))
    assert len(texts) == 1
    assert "19.99" in texts.pop()


def test_a_border_that_a_third_bid_sets_is_not_told():
    bids = {"win": (9, 8, 50), "own": (8, 8, 60), "third": (9, 8, 51)}
    found = evaluated(specification("winner_criteria"), bids).nearest["own"]
    assert found.price is not None
    moved = replace(found, price=replace(found.price, rivals=frozenset({"third"}), moves_others=True))
    spec = specification("winner_criteria")
    ranking = evaluated(spec, bids).ranking
    own = next(bid for bid in ranking.bids if bid.vendor == "own")
    text = "".join(map(str, nearest.for_vendor(Figures(spec, ranking, "en"), own, moved)))
    assert "With all scores unchanged" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_it(language):
    assert "{" not in told("own_only", BIDS, to="for_us", language=language).replace("{'", "")
