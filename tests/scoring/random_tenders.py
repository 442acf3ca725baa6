"""Random small tenders: any formula and award rule, ties on purpose, some answers open."""

import random
from decimal import Decimal

from cdc.model.bid import AnswerRead, Bid, JudgedScore, Moderated, PriceRead, ScoreSheet
from cdc.model.specification import Specification
from cdc.scoring.cases import Entry
from cdc.scoring.evaluate import evaluate
from cdc.scoring.formulas import known

D = Decimal
FORMULAS = (
    {"type": "inverse"}, {"type": "inverse", "power": 2}, {"type": "minmax"}, {"type": "fixed_bounds", "full_at": D(100), "zero_at": D(900)},
    {"type": "band", "band": D("0.5")}, {"type": "relevant_range", "n": D("1.5")}, {"type": "log", "zero_ratio": D(2)}, {"type": "to_ceiling"},
    {"type": "corrected", "significant": D(5)}, {"type": "concave", "alpha": D("0.7")}, {"type": "bilinear", "x": D("0.85")},
    {"type": "absolute_concave", "n": D(2)}, {"type": "mean_distance"}, {"type": "inverse", "reference": "mean"},
    {"type": "table", "rows": [{"at": D(300), "share": D(1)}, {"at": D(700), "share": D("0.4")}]},
    {"type": "table", "between": "line", "rows": [{"at": D(300), "share": D(1)}, {"at": D(700), "share": D("0.4")}]},
    {"type": "band", "band": D("0.5"), "clip": "none"}, {"type": "minmax", "equal": "zero"},
    {"type": "expression", "text": "M * (Pmin / P) ^ 2"}, {"type": "expression", "text": "if(P <= 1.5 × Pmin, M - 10·(P - Pmin)/Pmin, sqrt(M) / ln(2 + P/Pavg))"},
    {"type": "expression", "text": "max(0, round(M * (2 - P / Pmed) / 2, 1)) - (P = Pmin) + abs(-2^2) * exp(-N) * min(Pmax, 3)^0.5 / 100", "clip": "none"},
    {"type": "inverse", "rounding": [{"stage": "coefficient", "places": 2}]}, {"type": "band", "band": D(1), "rounding": [{"stage": "criterion", "places": 1, "mode": "down"}]},
)  # fmt: skip
FORMULAS += tuple(
    {"type": record.name, **record.example}
    for record in known.FORMULAS
    if record.example is not None and record.name not in {formula["type"] for formula in FORMULAS}
)
"""With one of each that is not named, so that its recount is held to it as well."""
AWARDS = (
    {"type": "ratio"}, {"type": "ratio", "band": D(5), "quality_maximum": D(1000)}, {"type": "ratio", "offset": D(50), "scale": D(10000)},
    {"type": "adjusted_price", "pass_mark": D(40)}, {"type": "adjusted_price", "form": "meat"}, {"type": "lowest_acceptable"}, {"type": "award_on_value"},
    {"type": "lexicographic"}, {"type": "topsis"}, {"type": "topsis", "normalisation": "minmax"}, {"type": "topsis", "normalisation": "sum"},
    {"type": "topsis", "normalisation": "best"}, {"type": "electre"}, {"type": "electre", "rerun": False},
)  # fmt: skip


def tender(seed, *, awards=True, formulas=FORMULAS):
    """Give one evaluated tender; the same seed gives the same."""
    rng = random.Random(seed)
    by_sum = not awards or rng.random() < 0.7
    spec = _specification(rng, by_sum=by_sum, formulas=formulas)
    names = [f"v{n}" for n in range(rng.randint(1, 6))]
    complete, rows = not by_sum and rng.random() < 0.7, {}
    for name in names:
        rows[name] = rows[rng.choice(list(rows))] if rows and rng.random() < 0.25 else _row(rng, complete=complete)
    entries, scores = [], []
    for name, (answers, price, judged, received) in rows.items():
        read = tuple(AnswerRead(id=f"F{n}", answer=answer) for n, answer in enumerate(answers))
        entries.append(
            Entry(
                Bid(
                    vendor=name, round=1, received=received, tender="T1", form="F", files=(), identity={}, statements=(), answers=read,
                    prices=(PriceRead(id="PL", amount=price),),
                )
            )
        )  # fmt: skip
        scores.append((name, judged))
    sheets = [
        ScoreSheet(
            evaluator=f"e{k}",
            scores=tuple(
                JudgedScore(vendor=n, criterion="M", score=D(j[k]), reason="r") for n, j in scores if j[k] is not None
            ),
        )
        for k in range(2)
    ]
    moderated = (
        [Moderated(vendor=names[0], criterion="M", score=D(3), reason="r", by="b", when="w")]
        if rng.random() < 0.3
        else []
    )
    return spec, evaluate(spec, entries, sheets, form="F", rules="R", moderated=moderated)


def _row(rng, *, complete):
    answers = [rng.choice("YPN") if complete or rng.random() < 0.9 else None for _ in range(4)]
    price = D(rng.randint(20, 100) * 10) if complete or rng.random() < 0.92 else None
    judged = [rng.randint(0, 5) if complete or rng.random() < 0.9 else None for _ in range(2)]
    return answers, price, judged, f"2027-01-0{rng.randint(1, 9)}T00:00:00Z"


def _specification(rng, *, by_sum, formulas):
    rule = {"type": "weighted_sum"} if by_sum else rng.choice(AWARDS)
    weights = rng.choice(((50, 20, 30), (33, 33, 34), (10, 0, 90)))
    in_matrix = rule["type"] in ("lexicographic", "topsis", "electre")
    needs_price_leaf = by_sum or in_matrix or rule.get("form") == "meat"
    if in_matrix and rng.random() < 0.6:
        formulas = ({"type": "as_is"},)
    evaluation = {
        "award_rule": rule,
        "weights": "relative",
        "missing": rng.choice(("interval", "zero")),
        "aggregation": rng.choice(("mean", "median")),
        "rescaling": rng.choice(((), (), ("criteria",), ("total",), ("criteria", "total"))),
        "over_ceiling": rng.choice(("score", "exclude", "zero")),
        "ties": rng.choice(((), ({"by": "lower_price"}, {"by": "earlier_submission"}), ({"by": "draw", "seed": "s"},))),
        "rounding": {
            "places": rng.choice((0, 2)),
            "mode": rng.choice(("half_up", "down")),
            "stage": rng.choice(("display", "total")),
        },
    }
    if rng.random() < 0.2:
        evaluation["criterion_rounding"] = {"places": 1, "mode": rng.choice(("half_up", "up", "down"))}
    quality = [
        {"id": "Q", "name": "q", "weight": weights[0], "kind": "features", "covers": ["features"], "worth": 200, **({"threshold": 30} if rng.random() < 0.3 else {})},
        {"id": "M", "name": "m", "weight": weights[1], "kind": "judged", "worth": 100, "worth_at_zero": -20},
    ]  # fmt: skip
    price = (
        [{"id": "P", "name": "p", "weight": weights[2], "kind": "price", "formula": rng.choice(formulas)}]
        if needs_price_leaf
        else []
    )
    return Specification.model_validate(
        {
            "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-01-01", "languages": ["en"]},
            "company": {"name": "C", "sector": "s"},
            "tender": {"id": "T1", "procedure": "p"},
            "budget": {"currency": "EUR", "horizon": 1, "ceiling": D(950)},
            "evaluation": evaluation,
            "scales": [{"id": "SC", "name": "s", "answers": [{"id": a, "label": a, "points": D(p)} for a, p in (("Y", "1"), ("P", "0.5"), ("N", "0"))]}],
            "features": [{"id": f"F{n}", "title": "f", "weight": rng.randint(1, 5)} for n in range(4)],
            "criteria": [*quality, *price],
            "price_lines": [{"id": "PL", "name": "all"}],
        }
    )  # fmt: skip
