"""Leaves that compare bids: pairs among those who are in, amounts that are missing, and where a formula gives no number."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.model.evaluation import Evaluation
from cdc.model.method import Formula
from cdc.model.ranking import Failure
from cdc.model.tender import Criterion
from cdc.scoring.compared import compare
from cdc.scoring.interval import NOTHING, UNKNOWN, Interval
from cdc.scoring.judged import Preference
from cdc.scoring.method import Entrant, Method

F, D = Fraction, Decimal
EXACTLY = Interval.exactly


def leaf(id_, kind, weight=50, **more):
    return Criterion(id=id_, name=id_, weight=D(weight), kind=kind, **more)


def shares(own, names, optional=(), **quantities):
    bids = {}
    for name in names:
        found = {leaf: rows.get(name) for leaf, rows in quantities.items()}
        bids[name] = Entrant(name, {}, {id_: None if q is None else F(q) for id_, q in found.items()}, None)
    return compare(own, bids, optional)


def paired(tables, rule="sum", **evaluation):
    own = (leaf("W", "pairwise", pair_rule=rule), leaf("P", "price"))
    given = [[Preference(*cell) for cell in table] for table in tables]
    return Method.of(own, Evaluation(**evaluation), None, {"W": given})


TABLE = (("A", "B", 4), ("A", "C", 2), ("B", "C", 6))


def test_pairs_count_among_those_who_are_in_and_only_there():
    own = paired([TABLE])
    assert shares(own, "ABC").shares["W"] == {"A": EXACTLY(F(1)), "B": EXACTLY(F(1)), "C": EXACTLY(F(0))}
    assert shares(own, "BC").shares["W"] == {"B": EXACTLY(F(1)), "C": EXACTLY(F(0))}
    assert shares(own, "AC").shares["W"] == {"A": EXACTLY(F(1)), "C": EXACTLY(F(0))}
    assert shares(own, "").shares["W"] == {}


def test_the_declared_rule_of_pairs_counts():
    tables = [(("A", "B", 6), ("A", "C", 2), ("B", "C", 3)), (("B", "A", 2), ("B", "C", 2), ("C", "A", 4))]
    added, normalised = (shares(paired(tables, rule), "ABC").shares["W"]["B"].low for rule in ("sum", "normalised"))
    assert added == F(7, 8)  # A 6 + 2, B 3 + 2 + 2
    assert normalised == F(1)  # A (8/8 + 0)/2, B (3/8 + 4/4)/2, C (0 + 4/4)/2


def test_while_somebody_may_be_left_out_pairs_are_open():
    own = paired([TABLE])
    assert shares(own, "ABC", optional={"C"}).shares["W"] == dict.fromkeys("ABC", UNKNOWN)
    assert shares(own, "AB", optional={"C"}).shares["W"]["A"] == EXACTLY(F(1))


@pytest.mark.parametrize(("missing", "wanted"), [("interval", UNKNOWN), ("zero", NOTHING)])
def test_where_nobody_compared_anything_it_is_worth_anything_or_nothing(missing, wanted):
    assert shares(paired([], missing=missing), "AB").shares["W"] == {"A": wanted, "B": wanted}


def test_a_leaf_of_pairs_without_tables_and_a_judged_one_are_not_compared():
    own = Method.of((leaf("W", "pairwise"), leaf("M", "judged")), Evaluation())
    assert shares(own, "AB").shares == {}


def test_each_formula_that_gives_no_number_is_told_with_its_leaf_and_facts():
    own = Method.of(
        (
            leaf("D", "quantity", formula=Formula(type="inverse")),
            leaf("E", "quantity", formula=Formula(type="inverse")),
        ),
        Evaluation(),
    )
    found = shares(own, "AB", D={"A": 0, "B": 1}, E={"A": 1, "B": 0})
    assert found.problems == (
        Failure("D", "zero_quantity", {"bids": "A"}),
        Failure("E", "zero_quantity", {"bids": "B"}),
    )
    assert found.shares["D"] == found.shares["E"] == dict.fromkeys("AB", UNKNOWN)


@pytest.mark.parametrize(("missing", "wanted"), [("interval", UNKNOWN), ("zero", NOTHING)])
def test_a_bid_without_an_amount_is_worth_anything_or_nothing(missing, wanted):
    own = Method.of((leaf("P", "price", formula=Formula(type="fixed_bounds", full_at=D(1), zero_at=D(3))),), Evaluation(missing=missing))  # fmt: skip
    assert shares(own, "AB", P={"A": 2}).shares["P"] == {"A": EXACTLY(F(1, 2)), "B": wanted}


def over(kind, rule, **formula):
    own = Formula(type="fixed_bounds", full_at=D(1), zero_at=D(300), **formula)
    method = Method.of((leaf("P", kind, formula=own),), Evaluation(over_ceiling=rule), F(100))
    return shares(method, "A", P={"A": 150}).shares["P"]["A"].low > 0


def test_nothing_above_the_ceiling_is_a_rule_for_the_cost_that_says_nothing_of_its_own():
    assert not over("price", "zero")
    assert over("price", "score")
    assert over("price", "zero", over_ceiling="score")
    assert over("quantity", "zero")


def test_only_the_cost_is_measured_against_the_ceiling():
    own = Formula(type="to_ceiling", base=D(400))
    method = Method.of((leaf("D", "quantity", formula=own),), Evaluation(), F(100))
    assert shares(method, "A", D={"A": 200}).shares["D"]["A"].low == shares(method, "A", D={"A": 200}).shares["D"]["A"].high > 0  # fmt: skip


def test_an_amount_does_not_borrow_the_ceiling_as_its_base():
    method = Method.of((leaf("D", "quantity", formula=Formula(type="to_ceiling")),), Evaluation(), F(100))
    assert [row.key for row in shares(method, "A", D={"A": 20}).problems] == ["no_base"]


def test_a_typed_formula_is_told_the_full_mark():
    own = leaf("D", "quantity", 40, formula=Formula(type="expression", text="min(M, 20)"))
    method = Method.of((own, leaf("P", "price", 60)), Evaluation())
    assert shares(method, "A", D={"A": 1}, P={"A": 1}).shares["D"]["A"] == EXACTLY(F(1, 2))
