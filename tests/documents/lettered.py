"""A tender of three bids (one wins, one loses, one is out) with its letters, all from plain data."""

import datetime as dt
from decimal import Decimal

from cdc.documents.award.figures import Figures
from cdc.documents.award.letters import vendor
from cdc.documents.award.letters.post import Addressee, Post
from cdc.model.bid import AnswerRead, Bid, JudgedScore, Origin, PriceRead, ScoreSheet
from cdc.model.specification import Specification
from cdc.packs import calendars
from cdc.render.markdown import render
from cdc.scoring.cases import Entry
from cdc.scoring.evaluate import evaluate

NOTICES = {
    "town": "Lyon",
    "address": "1 rue Haute, 69001 Lyon",
    "channel": "By hand",
    "signatory": {"name": "Ada Roux", "role": "mayor"},
    "review_body": {"name": "Court of Lyon", "address": "2 rue Basse, Lyon"},
    "answer_days": 7,
}
SPECIFICATION = {
    "document": {"title": "Maps", "reference": "R", "version": "1.2", "date": "2026-01-01", "languages": ["en"]},
    "company": {"name": "Town", "sector": "s"},
    "tender": {
        "id": "M-1",
        "procedure": "open",
        "validity_days": 90,
        "deadline": "2027-01-22T12:00:00+01:00",
        "contact": {"email": "ask@town.example"},
        "notices": NOTICES,
    },
    "evaluation": {"weights": "percent", "score_maximum": 5, "debrief": "winner_criteria"},
    "scales": [
        {
            "id": "SC",
            "name": "Scale",
            "answers": [
                {"id": "S", "label": "Standard", "points": 1},
                {"id": "D", "label": "Development", "points": Decimal("0.5")},
                {"id": "N", "label": "No", "points": 0},
            ],
        }
    ],
    "features": [
        {
            "id": "F-1",
            "title": "Draw",
            "statement": "The system shall draw.",
            "weight": 3,
            "knockout": {"reason": "law", "least": "D"},
        },
        {"id": "F-2", "title": "Print", "statement": "The system shall print.", "weight": 1},
    ],
    "criteria": [
        {"id": "Q", "name": "Functions", "weight": 50, "kind": "features", "covers": ["features"]},
        {
            "id": "U",
            "name": "Ease",
            "weight": 30,
            "kind": "judged",
            "levels": [{"score": 2, "words": "Poor"}, {"score": 4, "words": "Good"}],
        },
        {"id": "P", "name": "Price", "weight": 20, "kind": "price", "formula": "inverse"},
    ],
    "price_lines": [{"id": "PL", "name": "All"}],
    "board": [{"evaluator": "eve", "name": "Eve Stone", "conflict_of_interest": "none"}],
}
BIDS = {"Acme S.r.l.": ("S", "S", 4, 100), "Bolt": ("S", "N", 2, 80), "Zulu": ("N", "S", 4, 7777)}
"""By name: answers to F-1 and F-2, the judged score, the price; Zulu fails the knock-out."""


def specification(**tender):
    return Specification.model_validate({**SPECIFICATION, "tender": {**SPECIFICATION["tender"], **tender}})


def ranked(spec):
    """Rank the bids."""
    entries, scores = [], []
    for name, (first, second, score, price) in BIDS.items():
        cell = Origin(file="bid.xlsx", sheet="Requirements", cell="G3")
        answers = tuple(
            AnswerRead(id=id_, answer=answer, origin=cell) for id_, answer in (("F-1", first), ("F-2", second))
        )
        facts = {"vendor": name.split()[0].lower(), "name": name, "round": 1, "received": "", "tender": "M-1"}
        prices = (PriceRead(id="PL", amount=Decimal(price)),)
        entries.append(
            Entry(Bid(**facts, form="F", files=(), identity={}, statements=(), answers=answers, prices=prices))
        )
        scores.append(JudgedScore(vendor=facts["vendor"], criterion="U", score=score, reason=f"seen at {name}"))
    sheet = ScoreSheet(evaluator="eve", scores=tuple(scores))
    return evaluate(spec, entries, [sheet], form="F", rules="R").ranking


def post(calendar=None, **facts):
    """Give a mailing of 3 March 2027, decided on the first."""
    found = calendars.shipped()[calendar] if calendar else None
    to = {"bolt": Addressee("Sales", "bids@bolt.example", "3 Main Street, York", dt.date(2027, 1, 21))}
    days = {"issued": dt.date(2027, 3, 3), "decided": dt.date(2027, 3, 1)}
    return Post(**{**days, "addressees": to, "law": found.letters if found else None, **facts})


def letters(language="en", sent=None, **tender):
    """Give the text of the three letters by vendor."""
    spec = specification(**tender)
    figures = Figures(spec, ranked(spec), language)
    sent = post() if sent is None else sent
    found = {figures.ranking.bids[0].vendor: vendor.award(figures, sent)}
    found |= {
        bid.vendor: vendor.debrief(figures, bid, sent) for bid in (*figures.ranking.bids[1:], *figures.ranking.excluded)
    }
    return {name: render(document) for name, document in found.items()}
