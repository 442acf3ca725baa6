"""Time a big evaluation: 50 vendors, 10,000 requirements, ranking, all robustness views with 100,000 draws; print JSON.

Beside it: the same draws as one numpy matrix product, and the weighted sum of pymcdm on the same scores (no traces, no
exact numbers).
"""

import json
import random
import resource
import time
from decimal import Decimal

VENDORS, REQUIREMENTS = 50, 10_000


def tender():
    from cdc.model.bid import AnswerRead, Bid, PriceRead
    from cdc.model.specification import Specification
    from cdc.scoring.cases import Entry

    rng = random.Random(1)
    answers = [
        {"id": a, "label": a, "points": Decimal(p)}
        for a, p in (("S", "1"), ("P", "0.9"), ("D", "0.6"), ("F", "0.2"), ("N", "0"))
    ]
    spec = Specification.model_validate(
        {
            "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-01-01", "languages": ["en"]},
            "company": {"name": "C", "sector": "s"},
            "tender": {"id": "T1", "procedure": "p"},
            "budget": {"currency": "EUR", "horizon": 1, "ceiling": Decimal(2000)},
            "scales": [{"id": "SC", "name": "s", "answers": answers}],
            "features": [
                {"id": f"F{n}", "title": "f", "weight": rng.randint(1, 5), "criterion": f"C{n % 9}"}
                for n in range(REQUIREMENTS)
            ],
            "criteria": [
                *({"id": f"C{k}", "name": f"c{k}", "weight": 8, "kind": "features"} for k in range(9)),
                {"id": "P", "name": "p", "weight": 28, "kind": "price", "formula": "inverse"},
            ],
            "price_lines": [{"id": "PL", "name": "all"}],
        }
    )
    entries = []
    for vendor in range(VENDORS):
        read = tuple(
            AnswerRead.model_construct(
                id=f"F{n}", answer=rng.choice("SSSPPDFN"), typed="", comment="", evidence="", origin=None
            )
            for n in range(REQUIREMENTS)
        )
        price = PriceRead(id="PL", amount=Decimal(rng.randint(900, 1900)))
        entries.append(
            Entry(Bid(vendor=f"v{vendor}", round=1, received="x", tender="T1", form="F", files=(), identity={}, statements=(), answers=read, prices=(price,)))
        )  # fmt: skip
    return spec, entries


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    import numpy as np
    from pymcdm.methods import WSM

    from cdc.scoring.evaluate import evaluate

    spec, entries = tender()
    before = memory()
    start = time.process_time()
    found = evaluate(spec, entries, [], form="F", rules="R")
    ranked = time.process_time() - start
    robustness = found.robustness
    whole = time.process_time() - start
    added = memory() - before
    scores = np.array([[float(bid.leaves[leaf.id].low) for leaf in spec.leaves] for bid in found.ranking.bids])
    weights = np.random.default_rng(1).dirichlet(np.ones(scores.shape[1]), robustness.draws)
    start = time.process_time()
    (weights @ scores.T).argmax(axis=1)
    product = time.process_time() - start
    start = time.process_time()
    WSM()(scores, np.array([float(found.ranking.shares[leaf.id]) for leaf in spec.leaves]), np.ones(scores.shape[1]))
    print(
        json.dumps(
            {
                "rank": ranked,
                "all": whole,
                "mb": added,
                "numpy": product,
                "pymcdm": time.process_time() - start,
                "draws": robustness.draws,
            }
        )
    )


if __name__ == "__main__":
    main()
