"""What must hold for every grid: order, splitting, scaling, monotony, full marks."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from cdc.model.evaluation import Evaluation
from cdc.model.tender import Criterion
from cdc.scoring import judged, tree
from cdc.scoring.decide import decide
from cdc.scoring.interval import FULL, Interval
from cdc.scoring.method import Entrant, Method
from tests.scoring.small import ranking

shares = st.integers(0, 60).map(lambda n: Fraction(n, 60))
weights = st.integers(2, 1000).map(lambda n: Fraction(n, 19))
grids = st.lists(st.tuples(weights, shares), min_size=1, max_size=8)


def _value(grid):
    return judged.weighted_answers([(w, Interval.exactly(p)) for w, p in grid])


@settings(max_examples=500)
@given(grids, st.randoms())
def test_row_order_changes_nothing(grid, random):
    shuffled = list(grid)
    random.shuffle(shuffled)
    assert _value(grid) == _value(shuffled)


@settings(max_examples=500)
@given(grids, st.integers(1, 81).map(lambda n: Fraction(n, 9)))
def test_splitting_a_row_changes_nothing(grid, part):
    weight, points = grid[0]
    first = weight * part / 10
    assert _value(grid) == _value([(first, points), (weight - first, points), *grid[1:]])


@settings(max_examples=500)
@given(grids, weights)
def test_scaling_relative_weights_changes_nothing(grid, factor):
    assert _value(grid) == _value([(w * factor, p) for w, p in grid])


@settings(max_examples=500)
@given(grids, st.integers(0, 7), shares)
def test_a_better_answer_never_costs_points(grid, at, better):
    at %= len(grid)
    weight, points = grid[at]
    raised = [*grid[:at], (weight, max(points, better)), *grid[at + 1 :]]
    assert _value(raised).low >= _value(grid).low


@settings(max_examples=500)
@given(st.lists(weights, min_size=1, max_size=15))
def test_full_marks_are_exactly_the_whole(grid):
    assert judged.weighted_answers([(weight, FULL) for weight in grid]) == FULL


@settings(max_examples=500)
@given(st.dictionaries(st.sampled_from("ABCDEF"), st.tuples(shares, shares), min_size=1))
def test_ranks_respect_intervals(table):
    totals = {name: Interval(min(pair), max(pair)) for name, pair in table.items()}
    method = Method.of((Criterion(id="C", name="c", weight=100, kind="judged"),), Evaluation())
    found = decide(method, [Entrant(name, {"C": value}, {}, None) for name, value in totals.items()])
    placed = {p.bid: p for p in found.order.placed}
    for name, place in placed.items():
        assert place.best_rank <= place.rank <= place.worst_rank
        for other, total in totals.items():
            if total.low > totals[name].high:
                assert placed[other].rank < place.rank


@settings(max_examples=200)
@given(st.lists(st.tuples(weights, st.lists(weights, min_size=0, max_size=4)), min_size=1, max_size=5))
def test_leaf_shares_add_up_to_one(shape):
    nodes = [
        Criterion.model_construct(
            id=f"G{i}",
            weight=w,
            parts=tuple(Criterion.model_construct(id=f"L{i}{j}", weight=x, parts=()) for j, x in enumerate(parts)),
        )
        for i, (w, parts) in enumerate(shape)
    ]
    for kind in ("relative", "percent"):
        found = tree.shares(nodes, kind)
        leaf_ids = [part.id for node in nodes for part in node.parts] + [node.id for node in nodes if not node.parts]
        assert sum(found[id_] for id_ in leaf_ids) == 1


def test_full_marks_everywhere_are_exactly_100():
    result = ranking({"A": {"answers": "Y" * 7, "price": "100"}}, weights=[1, 3, 7, 11, 13, 17, 19])
    assert (result.bids[0].low, result.bids[0].high) == (100, 100)


bids = st.dictionaries(
    st.sampled_from("ABCDE"),
    st.fixed_dictionaries(
        {"answers": st.text("YPN-", min_size=3, max_size=3), "price": st.none() | st.integers(1, 999).map(str)}
    ),
    min_size=1,
)


@settings(max_examples=200, deadline=None)
@given(bids, st.randoms())
def test_vendor_order_changes_no_ranking(table, random):
    names = list(table)
    random.shuffle(names)
    assert ranking(table) == ranking({name: table[name] for name in names})
