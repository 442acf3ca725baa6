"""On many tenders at once each award rule gives the order, and up to a factor the figures, that it gives on one."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from cdc.model.method import AwardRule
from cdc.model.tender import Criterion
from cdc.scoring.awards.known import award, named
from cdc.scoring.awards.record import Context, Many, Point

F, D = Fraction, Decimal
LEAVES = (
    Criterion(id="M", name="m", weight=D(36), kind="judged", worth=D(300), worth_at_zero=D(-50)),
    Criterion(id="N", name="n", weight=D(24), kind="judged", worth=D(80), worth_at_zero=D(20)),
    Criterion(id="Z", name="z", weight=D(0), kind="judged", worth=D(7), worth_at_zero=D(5)),
    Criterion(id="P", name="p", weight=D(40), kind="price"),
)
SHARES = {leaf.id: F(leaf.weight) / 100 for leaf in LEAVES}
TENDERS = (  # by tender and bid: shares of M and N, price
    (("1", "1/2", 200), ("1/2", "1", 150), ("1/4", "3/4", 90)),
    (("3/4", "5/8", 100), ("0", "0", 80), ("1", "1", 101)),
)
RULES = [
    AwardRule(type="weighted_sum"),
    AwardRule(type="ratio", quality_maximum=D(1000), offset=D(50), scale=D(1)),
    AwardRule(type="adjusted_price", form="meat"),
    AwardRule(type="adjusted_price", k=D("0.3"), pass_mark=D(70)),
    AwardRule(type="adjusted_price", k=D("0.3"), pass_mark=D(100)),
    AwardRule(type="award_on_value"),
    AwardRule(type="lowest_acceptable"),
]


def one(rule, bids):
    points = {}
    for at, (m, n, price) in enumerate(bids):
        shares = {"M": F(m), "N": F(n), "Z": F(0), "P": F(1, 4)}
        quality = (SHARES["M"] * F(m) + SHARES["N"] * F(n)) / F(60, 100)
        points[at] = Point(shares, 60 * quality + 10, quality, F(price))
    return award(points, Context(rule, LEAVES, SHARES, lambda figure: figure))


def at_once(rule):
    marks = np.array([36.0, 24.0, 0.0])
    points = np.array([[[float(F(m)), float(F(n)), 0.0] * marks for m, n, _ in bids] for bids in TENDERS])
    price = np.array([[float(price) for *_, price in bids] for bids in TENDERS])
    worth = np.array([[-50.0, 300.0], [20.0, 80.0], [5.0, 7.0]])
    return named(rule.type).many(rule, Many(points, np.full(price.shape, 10.0), price, marks, worth, 60.0, 0.6))


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_many_tenders_at_once_give_the_figures_of_each(rule):
    found = at_once(rule)
    sign = -1 if named(rule.type).properties.low_first else 1
    for row, bids in zip(found, TENDERS, strict=True):
        exact = one(rule, bids)
        for at, figure in exact.figures.items():
            if at in exact.excluded:
                assert row[at] == -np.inf
            else:
                assert row[at] == pytest.approx(sign * float(figure))


def test_exactly_at_the_pass_mark_a_bid_is_in():
    found = at_once(RULES[3])
    assert found[1][0] == -100  # 3/4 of 36 and 5/8 of 24 are 42 of 60
    assert found[1][1] == -np.inf


def test_without_any_quality_it_is_nothing():
    nothing = np.zeros((1, 1, 1))
    assert Many(nothing, nothing[0], nothing[0], nothing[0, 0], nothing[0], 0.0, 0.0).quality.tolist() == [[0.0]]
