"""What is declared, as numbers: the maximum of points, shares, and what each scope of a rescaling touches."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.model.evaluation import Evaluation
from cdc.model.tender import Criterion
from cdc.scoring.interval import UNKNOWN, Interval
from cdc.scoring.method import Entrant, Method, with_shares

F, D = Fraction, Decimal


def leaf(id_, weight, kind="judged", **more):
    return Criterion(id=id_, name=id_, weight=None if weight is None else D(weight), kind=kind, **more)


TREE = (
    Criterion(id="G", name="g", parts=(leaf("M", 30), leaf("W", 20, "pairwise"))),
    leaf("Q", 10, "features"),
    leaf("S", 10, "yes_no"),
    leaf("D", 10, "quantity"),
    leaf("P", 20, "price"),
)


@pytest.mark.parametrize(
    ("kind", "total", "weights", "maximum", "share"),
    [
        ("percent", None, (60, 40), 100, "3/5"),
        ("percent", None, (30, 20), 100, "3/5"),
        ("points", None, (600, 400), 1000, "3/5"),
        ("points", 1000, (600, 400), 1000, "3/5"),
        ("points", 500, (600, 400), 500, "3/5"),
        ("points", None, (0, 0), 100, "1/2"),
        ("relative", None, (3, 1), 100, "3/4"),
        ("relative", None, (0, 0), 100, "1/2"),
    ],
)
def test_the_maximum_is_a_hundred_or_the_points_there_are(kind, total, weights, maximum, share):
    own = Method.of(
        tuple(leaf(n, w) for n, w in zip("MN", weights, strict=True)), Evaluation(weights=kind, total=total)
    )
    assert (own.maximum, own.shares["M"]) == (maximum, F(share))
    assert own.full(own.leaves[0]) == F(share) * maximum


def test_relative_weights_are_normalised_level_by_level_and_others_are_not():
    group = Criterion(id="G", name="g", weight=D(1), parts=(leaf("M", 3), leaf("N", 1)))
    relative = Method.of((group, leaf("P", 3, "price")), Evaluation(weights="relative"))
    assert relative.shares == {"G": F(1, 4), "M": F(3, 16), "N": F(1, 16), "P": F(3, 4)}
    percent = Method.of((group, leaf("P", 4, "price")), Evaluation())
    assert percent.shares == {"G": F(1, 2), "M": F(3, 8), "N": F(1, 8), "P": F(1, 2)}
    bare = Method.of((group.model_copy(update={"weight": None}), leaf("P", 3, "price")), Evaluation(weights="relative"))
    assert (bare.shares["G"], bare.shares["M"]) == (0, 0)


@pytest.mark.parametrize(
    ("declared", "touched"),
    [
        ({"step": "criteria"}, "MWQ"), ({"step": "total"}, "MWQSD"), ({"step": "criteria", "scope": "discretionary"}, "MW"), ({"step": "total", "scope": "discretionary"}, "MW"),
        ({"step": "total", "of": ["G", "P", "D"]}, "MWD"),
    ],
)  # fmt: skip
def test_a_rescaling_touches_its_scope_and_never_the_price(declared, touched):
    own = Method.of(TREE, Evaluation(rescaling=[declared]))
    assert [[one.id for one in scope] for scope in own.scopes(declared["step"])] == [list(touched)]
    assert own.scopes("criteria" if declared["step"] == "total" else "total") == ()


def test_quality_is_everything_but_the_price():
    assert Method.of(TREE, Evaluation()).quality_share == F(4, 5)


def test_other_weights_keep_groups_the_sum_of_their_parts():
    own = with_shares(Method.of(TREE, Evaluation()), {"M": F(1), "W": F(1), "Q": F(0), "S": F(0), "D": F(0), "P": F(2)})
    assert own.shares == {"M": F(1, 4), "W": F(1, 4), "G": F(1, 2), "Q": 0, "S": 0, "D": 0, "P": F(1, 2)}


@pytest.mark.parametrize(
    ("quality", "quantity", "wanted"), [(Interval.exactly(F(1)), F(1), True), (UNKNOWN, F(1), False), (Interval.exactly(F(1)), None, False)]
)  # fmt: skip
def test_a_bid_is_known_when_nothing_of_it_is_open(quality, quantity, wanted):
    assert Entrant("A", {"M": quality}, {"P": quantity}, None).is_known == wanted
