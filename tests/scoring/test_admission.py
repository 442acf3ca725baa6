"""Who takes part, each border by itself: thresholds, ceiling, bounds, what is open, whom leaves that compare bids put out."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.model.evaluation import Evaluation
from cdc.model.method import Formula
from cdc.model.tender import Criterion
from cdc.scoring import admission
from cdc.scoring.interval import Interval
from cdc.scoring.method import Entrant, Method

F, D = Fraction, Decimal


def leaf(id_="Q", weight=60, kind="judged", **more):
    return Criterion(id=id_, name=id_, weight=D(weight), kind=kind, **more)


def method(*criteria, ceiling=None, **evaluation):
    return Method.of(criteria, Evaluation(**evaluation), None if ceiling is None else F(ceiling))


def bid(name="A", q=1, p=None, *, high=None, quantities=None, **more):
    value = Interval(F(q), F(q if high is None else high))
    price = None if p is None else F(p)
    return Entrant(name, {"Q": value}, {"P": price, **(quantities or {})}, price, **more)


def reasons(own, *entrants):
    found = admission.admit(own, {entrant.bid: entrant for entrant in entrants})
    return {name: [(reason.key, dict(reason.facts)) for reason in rows] for name, rows in found.reasons.items()}, found


@pytest.mark.parametrize(
    ("low", "high", "key"),
    [
        ("0.6", "0.6", None), ("0.5999", "0.5999", "reason_threshold"), ("0.5", "0.5999", "reason_threshold"),
        ("0.5", "0.6", "reason_threshold_open"), ("0.6", "1", None),
    ],
)  # fmt: skip
def test_a_threshold_fails_for_sure_only_below_it_at_its_best(low, high, key):
    own = method(leaf(threshold=D(60)), leaf("P", 40, "price"))
    rows, found = reasons(own, bid(q=low, high=high, p=1))
    assert rows["A"] == ([(key, {"id": "Q", "threshold": D(60)})] if key else [])
    assert ("A" in found.admitted, found.conditional) == (
        key != "reason_threshold",
        frozenset("A") if key == "reason_threshold_open" else frozenset(),
    )


def test_a_threshold_of_a_group_weighs_its_leaves_and_without_weights_counts_them_alike():
    def tested(weights):
        parts = tuple(leaf(name, w) for name, w in zip("QR", weights, strict=True))
        own = method(Criterion(id="G", name="g", threshold=D(50), parts=parts), leaf("S", 10))
        entrant = Entrant(
            "A", {"Q": Interval.exactly(F(1)), "R": Interval.exactly(F(0)), "S": Interval.exactly(F(0))}, {}, None
        )
        return admission.admitted_alone(own, [entrant])

    assert tested((50, 40)) == {"A"}
    assert tested((40, 50)) == frozenset()
    assert tested((0, 0)) == {"A"}


@pytest.mark.parametrize(("price", "key"), [(100, None), ("100.01", "reason_ceiling"), (None, "reason_ceiling_open")])
@pytest.mark.parametrize("rule", ["exclude", "score", "zero"])
def test_a_ceiling_excludes_above_it_where_that_is_the_rule(rule, price, key):
    rows, found = reasons(method(leaf(), leaf("P", 40, "price"), ceiling=100, over_ceiling=rule), bid(p=price))
    wanted = key if rule == "exclude" else None
    assert rows["A"] == ([(wanted, {"ceiling": D("100.00")})] if wanted else [])
    assert ("A" in found.admitted) == (wanted != "reason_ceiling")


def test_what_counts_as_nothing_when_missing_is_not_doubted():
    own = method(leaf(), leaf("P", 40, "price"), ceiling=100, over_ceiling="exclude", missing="zero")
    assert reasons(own, bid(p=None))[0] == {"A": []}


def test_the_price_leaf_may_have_its_own_rule_for_the_ceiling():
    price = leaf("P", 40, "price", formula=Formula(type="inverse", over_ceiling="exclude"))
    assert reasons(method(leaf(), price, ceiling=100), bid(p=101))[0]["A"] == [
        ("reason_ceiling", {"ceiling": D("100.00")})
    ]
    kept = leaf("P", 40, "price", formula=Formula(type="inverse", over_ceiling="score"))
    assert reasons(method(leaf(), kept, ceiling=100, over_ceiling="exclude"), bid(p=101))[0] == {"A": []}
    assert reasons(method(leaf(), leaf("P", 40, "price"), over_ceiling="exclude"), bid(p=101))[0] == {"A": []}


@pytest.mark.parametrize(
    ("aim", "quantity", "key"),
    [("minimise", 30, None), ("minimise", 31, "reason_bound"), ("maximise", 30, None), ("maximise", 29, "reason_bound"), ("minimise", None, "reason_bound_open")],
)  # fmt: skip
def test_a_quantity_has_a_bound_of_its_own(aim, quantity, key):
    formula = Formula(type="to_ceiling", base=D(30), over_ceiling="exclude", aim=aim)
    own = method(leaf(), leaf("D", 40, "quantity", formula=formula))
    amount = None if quantity is None else F(quantity)
    rows, _ = reasons(own, Entrant("A", {"Q": Interval.exactly(F(1))}, {"D": amount}, None))
    assert rows["A"] == ([(key, {"id": "D", "bound": D(30)})] if key else [])


def test_who_is_excluded_before_takes_no_part_and_who_is_conditional_stays_so():
    own = method(leaf(), leaf("P", 40, "price"))
    _, found = reasons(own, bid("A", p=1, is_excluded=True), bid("B", p=2, is_conditional=True), bid("C", p=3))
    assert (set(found.admitted), found.conditional) == ({"B", "C"}, {"B"})
    assert admission.admitted_alone(own, [bid("A", p=1, is_excluded=True), bid("B", p=2)]) == {"B"}


COMPARED = leaf("P", 40, "price", threshold=D(50))


def test_a_threshold_on_price_is_taken_in_turn_the_cheapest_first():
    rows, found = reasons(method(leaf(), COMPARED), bid("C", p=100), bid("B", p=200), bid("A", p=201))
    assert set(found.admitted) == {"B", "C"}
    assert rows["A"] == [("reason_threshold", {"id": "P", "threshold": D(50)})]
    assert found.compared["P"] == {"B": Interval.exactly(F(1, 2)), "C": Interval.exactly(F(1))}
    assert found.references["P"]["worst"] == 200


def test_a_threshold_on_price_doubts_whoever_an_open_price_may_put_out():
    rows, found = reasons(method(leaf(), COMPARED), bid("A", p=100), bid("B", p=150), bid("C", p=None))
    assert set(found.admitted) == {"A", "B", "C"}
    assert {name: [key for key, _ in row] for name, row in rows.items()} == {
        "A": ["reason_threshold_open"], "B": ["reason_threshold_open"], "C": ["reason_threshold_open"],
    }  # fmt: skip
    assert found.conditional == {"A", "B", "C"}


def test_beside_whomever_a_bid_is_out_or_in():
    rows, found = reasons(method(leaf(), COMPARED), bid("A", p=100), bid("B", p=500), bid("C", q=0, high=1, p=120))
    assert rows["B"] == [("reason_threshold", {"id": "P", "threshold": D(50)})]
    assert (rows["A"], rows["C"]) == ([], [])
    assert (set(found.admitted), found.conditional) == ({"A", "C"}, frozenset())


def test_who_may_be_out_may_not_put_others_out_for_sure():
    rows, found = reasons(method(leaf(), COMPARED), bid("A", p=100, is_conditional=True), bid("B", p=300))
    assert [key for key, _ in rows["B"]] == ["reason_threshold_open"]
    assert found.conditional == {"A", "B"}


@pytest.mark.parametrize(
    ("formulas", "wanted"),
    [
        (["fixed_bounds"], (0, False)), (["inverse"], (1, False)), (["inverse", "inverse"], (2, True)), (["expression"], (1, True)),
        (["fixed_bounds", "inverse"], (1, False)),
    ],
)  # fmt: skip
def test_two_leaves_that_compare_bids_may_collide_and_so_may_a_typed_formula(formulas, wanted):
    known = {
        "fixed_bounds": Formula(type="fixed_bounds", full_at=D(1), zero_at=D(2)), "inverse": Formula(type="inverse"),
        "expression": Formula(type="expression", text="M * Pmin / P"),
    }  # fmt: skip
    leaves = [leaf(f"D{n}", 10, "quantity", formula=known[name]) for n, name in enumerate(formulas)]
    assert (len(admission.moving(leaves)), admission.can_collide(leaves)) == wanted


def test_pairs_move_and_collide():
    pairs = leaf("W", 10, "pairwise")
    assert admission.moving([pairs, leaf()]) == [pairs]
    assert admission.can_collide([pairs])
    assert not admission.can_collide([leaf()])


def test_the_best_quantity_comes_first_and_a_bid_without_one_last():
    low = leaf("P", 40, "price")
    high = leaf("D", 10, "quantity", formula=Formula(type="minmax", aim="maximise"))
    rows = [bid("A", p=5, quantities={"D": F(1)}), bid("B", p=4, quantities={"D": F(1)}), bid("C", p=None, quantities={"D": F(9)}), bid("E", p=4, quantities={"D": F(2)})]  # fmt: skip
    order = sorted(rows, key=lambda entrant: admission.goodness(entrant, [low, high]))
    assert [entrant.bid for entrant in order] == ["E", "B", "A", "C"]
    assert admission.goodness(rows[2], [low]) == [(True, F(0))]


def test_bids_are_let_in_one_by_one_and_leave_no_trace():
    def failing(beside):
        return {"B": admission.Reason("x", {})} if {"A", "B"} <= beside.keys() else {}

    bids = {name: bid(name, p=1) for name in "ABC"}
    assert set(admission.taken_in_turn(bids, lambda name: name, failing)) == {"B"}
    assert set(admission.taken_in_turn(bids, lambda name: -ord(name), failing)) == {"A"}


def test_thresholds_are_found_in_groups_and_leaves():
    inner = leaf("Q", threshold=D(10))
    root = Criterion(id="G", name="g", threshold=D(20), parts=(inner, COMPARED))
    found = [(test.node.id, [one.id for one in test.leaves], test.compares) for test in admission.tests_of((root,))]
    assert found == [("G", ["Q", "P"], True), ("Q", ["Q"], False), ("P", ["P"], True)]


def test_a_bid_that_cannot_stay_has_its_own_reason_or_that_of_whom_it_puts_out():
    own, other = admission.Reason("own", {}), admission.Reason("other", {})
    bids = {name: bid(name, p=1) for name in "AB"}

    def both(beside):
        return {"A": other, "B": own} if len(beside) == 2 else {}

    def first(beside):
        return {"A": other} if len(beside) == 2 else {}

    assert admission.taken_in_turn(bids, lambda name: name, both) == {"B": own}
    assert admission.taken_in_turn(bids, lambda name: name, first) == {"B": other}


def test_the_sign_of_an_aim_keeps_the_quantity():
    high = leaf("D", 10, "quantity", formula=Formula(type="minmax", aim="maximise"))
    entrant = bid("A", p=5, quantities={"D": F(3)})
    assert admission.goodness(entrant, [leaf("P", 40, "price"), high]) == [(False, F(5)), (False, F(-3))]


@pytest.mark.parametrize("rule", ["weighted_sum", "adjusted_price"])
def test_where_two_bids_may_put_each_other_out_nobody_is_sure_while_something_is_open(rule):
    second = [leaf("D", 10, "quantity", threshold=D(50))] if rule == "weighted_sum" else []
    own = method(leaf(), COMPARED, *second, award_rule=rule)
    rows, found = reasons(
        own, *[bid(name, q=0, high=1, p=100, quantities={"D": F(10)} if second else {}) for name in "AB"]
    )
    assert rows == {name: [("reason_threshold_open", {"id": "P", "threshold": D(50)})] for name in "AB"}
    assert found.conditional == {"A", "B"}


def test_who_is_out_in_an_earlier_turn_stays_out():
    fixed = leaf(
        "P", 40, "price", threshold=D(50), formula=Formula(type="fixed_bounds", full_at=D(100), zero_at=D(200))
    )
    own = method(leaf(), fixed, leaf("D", 10, "quantity", threshold=D(50)))
    rows, found = reasons(
        own, bid("A", q=0, high=1, p=100, quantities={"D": F(10)}), bid("X", p=190, quantities={"D": F(10)}), bid("Y", p=100, quantities={"D": F(100)}),
    )  # fmt: skip
    assert {name: [(key, facts["id"]) for key, facts in row] for name, row in rows.items()} == {
        "A": [], "X": [("reason_threshold", "P")], "Y": [("reason_threshold", "D")],
    }  # fmt: skip
    assert set(found.admitted) == {"A"}
