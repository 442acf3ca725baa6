"""What would have put a bid first is enough, and nothing smaller is: tried against every other change of small tenders."""

import os
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest

from cdc.model.evaluation import Evaluation
from cdc.model.method import Formula
from cdc.model.tender import Criterion
from cdc.scoring.decide import decide
from cdc.scoring.interval import Interval
from cdc.scoring.method import Entrant, Method
from cdc.scoring.nearest import answers_for, is_monotone, nearest
from tests.scoring.random_tenders import tender

F, D = Fraction, Decimal
TENDERS = int(os.environ.get("CDC_RANDOM_TENDERS", "100"))
UNIT = F(50)


def small(*bids, **evaluation):
    """A tender of quality 60 in steps of 1/6 and price 40, over bids (name, quality, price)."""
    criteria = (
        Criterion(id="Q", name="q", weight=D(60), kind="judged", maximum=D(6)),
        Criterion(id="P", name="p", weight=D(40), kind="price", formula=evaluation.pop("formula", Formula(type="inverse"))),
    )  # fmt: skip
    method = Method.of(criteria, Evaluation(**evaluation))
    entrants = [Entrant(n, {"Q": Interval.exactly(F(q))}, {"P": F(p)}, F(p)) for n, q, p in bids]
    return method, entrants


def of(found, bid="B"):
    return nearest(*found, bid, {"Q": F(1, 6)})


def test_the_highest_price_and_the_lowest_score_that_would_have_been_first():
    found = of(small(("A", "5/6", 100), ("B", "4/6", 110)))
    assert [(c.before, c.after, c.points) for c in found.leaves] == [(F(4, 6), F(1), 20)]
    # 40 + 40 · x/… : at 80.00 A has 50 + 32, B 40 + 40; at 75 A has 80, B 80
    assert (found.price.before, found.price.after) == (110, F("74.99"))
    assert (found.price.moves_others, found.leaves[0].moves_others) == (True, False)
    assert found.price.rivals == found.leaves[0].rivals == {"A"}


def test_a_price_is_sought_in_the_steps_to_which_costs_are_rounded():
    bids = ("A", "5/6", 100), ("B", "4/6", 110)  # level at 75
    found = [of(small(*bids, cost_rounding={"places": places})).price.after for places in (0, 1, 2, 4)]
    assert found == [74, F("74.9"), F("74.99"), F("74.99")]


def test_a_score_that_only_draws_level_is_not_enough_without_a_tie_break():
    assert of(small(("A", "5/6", 100), ("B", "4/6", 100))).leaves[0].after == 1


def test_a_tie_break_that_was_declared_counts():
    bids = ("A", "5/6", 100), ("B", "4/6", 100)
    method, entrants = small(*bids, ties=[{"by": "earlier_submission"}])
    early = [replace(e, received="2027-01-01" if e.bid == "B" else "2027-01-02") for e in entrants]
    assert nearest(method, early, "B", {"Q": F(1, 6)}).leaves[0].after == F(5, 6)


def test_where_nothing_is_enough_nothing_is_named():
    found = of(small(("A", "1", "0.01"), ("B", "0", "0.02")))
    assert not found.exists
    assert (found.price, found.leaves, found.together, found.counted) == (None, (), (), True)


def test_the_first_bid_open_tenders_and_excluded_bids_have_none():
    tender_ = small(("A", "5/6", 100), ("B", "4/6", 110))
    assert of(tender_, "A") is None
    method, (first, second) = tender_
    assert of((method, [first, replace(second, is_excluded=True)])) is None
    assert of((method, [replace(first, quality={"Q": Interval(F(0), F(1))}), second])) is None
    assert of((method, [replace(first, is_conditional=True), second])) is None


@pytest.mark.parametrize(
    ("formula", "rises"),
    [
        ({"type": "inverse"}, True),
        ({"type": "expression", "text": "M * Pmin / P"}, False),
        ({"type": "fixed_bounds", "full_at": 1, "zero_at": 2}, True),
        ({"type": "fixed_bounds", "full_at": 2, "zero_at": 1}, False),
        ({"type": "table", "rows": [{"at": 1, "share": 1}, {"at": 2, "share": 0}]}, True),
        ({"type": "table", "rows": [{"at": 1, "share": 0}, {"at": 2, "share": 1}]}, False),
    ],
)
def test_no_border_is_given_where_a_better_bid_may_rank_worse(formula, rises):
    method, entrants = small(("A", "5/6", 1), ("B", "4/6", 2), formula=Formula.model_validate(formula))
    assert is_monotone(method) == rises
    assert (of((method, entrants)) is not None) == rises


def test_several_criteria_together_where_none_alone_is_enough():
    criteria = tuple(Criterion(id=n, name=n, weight=D(w), kind="judged") for n, w in (("K", 50), ("L", 30), ("M", 20)))
    rows = {"A": (1, 1, 1), "B": (F(4, 5), F(4, 5), F(4, 5))}
    entrants = [
        Entrant(n, {c.id: Interval.exactly(F(s)) for c, s in zip(criteria, row, strict=True)}, {}, None)
        for n, row in rows.items()
    ]
    grid = dict.fromkeys("KLM", F(1, 5))
    method = Method.of(criteria, Evaluation())
    assert not nearest(method, entrants, "B", grid).exists
    entrants[0] = replace(entrants[0], quality={**entrants[0].quality, "M": Interval.exactly(F(1, 2))})
    found = nearest(method, entrants, "B", grid)  # 80 against 90: K alone draws level, K and L give 96
    assert (found.leaves, found.together) == ((), ("K", "L"))


def test_the_fewest_answers_that_are_enough():
    gains = [("F1", [F(1), F(2)]), ("F2", [F(3)]), ("F3", [F(5)]), ("F4", [])]
    assert answers_for(gains, F(2)) == ("F1",)
    assert answers_for(gains, F(4)) == ("F3",)
    assert answers_for(gains, F(8)) == ("F3", "F2")
    assert answers_for(gains, F(10)) == ("F3", "F2", "F1")
    assert answers_for(gains, F(11)) == ()


def first(method, entrants, own):
    found = decide(method, [own if entrant.bid == own.bid else entrant for entrant in entrants])
    return not found.problems and found.winners == (own.bid,)


def ladder(own, leaf, step):
    shares = [n * step for n in range(int(1 / step) + 1)] + [F(1)]
    return sorted({share for share in shares if share > own.quality[leaf].low})


def scored(own, **shares):
    return replace(own, quality={**own.quality, **{leaf: Interval.exactly(share) for leaf, share in shares.items()}})


def priced(method, own, cost):
    prices = {leaf.id: cost for leaf in method.leaves if leaf.kind == "price"}
    return replace(own, cost=cost, quantities={**own.quantities, **prices})


def test_nothing_smaller_is_enough_in_random_tenders():
    counted = prices = scores = sets = none = 0
    for seed in range(100_000):
        if counted >= TENDERS:
            break
        _, evaluated = tender(seed)
        method, entrants, grid = evaluated.method, evaluated.entrants, evaluated.grid
        for own in entrants:
            found = nearest(method, entrants, own.bid, grid, unit=UNIT)
            if found is None:
                continue
            counted += 1
            cheaper = [n * UNIT for n in range(1, int(own.cost / UNIT) + 1) if n * UNIT < own.cost] if own.cost else []
            wins = [cost for cost in cheaper if first(method, entrants, priced(method, own, cost))]
            assert (found.price.after if found.price else None) == max(wins, default=None), (seed, own.bid)
            wanted = {}
            for leaf, step in grid.items():
                enough = [s for s in ladder(own, leaf, step) if first(method, entrants, scored(own, **{leaf: s}))]
                wanted |= {leaf: min(enough)} if enough else {}
            assert {change.leaf: change.after for change in found.leaves} == wanted, (seed, own.bid)
            if not wanted:
                fewest = next((len(c) for n in range(len(grid) + 1) for c in combinations(grid, n) if first(method, entrants, scored(own, **dict.fromkeys(c, F(1))))), 0)  # fmt: skip
                assert len(found.together) == fewest, (seed, own.bid)
            prices += bool(wins)
            scores += bool(wanted)
            sets += bool(found.together)
            none += not found.exists
    assert counted >= TENDERS
    assert min(prices, scores, none) > 0
