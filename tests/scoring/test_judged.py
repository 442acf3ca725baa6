"""Scores of people: aggregation, tables of pairs, weights from judgements, rescaling, orders over the whole matrix."""

from fractions import Fraction

import pytest

from cdc.scoring import judged, numbers, outranking
from cdc.scoring.interval import Interval
from cdc.scoring.judged import Preference
from cdc.scoring.numbers import UndefinedScoreError

F = Fraction
NEAR = F(1, 10**30)


def test_scores_are_aggregated_as_declared():
    scores = [F(1), F(2), F(6)]
    assert judged.aggregated(scores, "mean") == 3
    assert judged.aggregated(scores, "median") == 2
    assert judged.aggregated([F(6), F(1), F(2), F(3)], "median") == F(5, 2)
    assert numbers.median([F(9), F(1)]) == 5


def test_answers_are_weighted():
    pairs = [(F(1), Interval(F(0), F(1))), (F(3), Interval.exactly(F(1, 2)))]
    assert judged.weighted_answers(pairs) == Interval(F(3, 8), F(5, 8))
    assert judged.weighted_answers([(F(0), Interval(F(0), F(1)))]) == Interval(F(1), F(1))
    assert judged.weighted_answers([]) == Interval(F(1), F(1))


def test_rescaling_takes_each_end_against_the_others():
    exact = judged.rescaled({"A": Interval.exactly(F(1, 2)), "B": Interval.exactly(F(1, 4))}, full=F(60))
    assert exact == {"A": Interval(F(60), F(60)), "B": Interval(F(30), F(30))}
    # A from .4 to .8 against B at .5: at worst .4/.5, at best the top; B against A at .8 and at .4
    found = judged.rescaled({"A": Interval(F(2, 5), F(4, 5)), "B": Interval.exactly(F(1, 2))})
    assert found == {"A": Interval(F(4, 5), F(1)), "B": Interval(F(5, 8), F(1))}
    assert judged.rescaled({"A": Interval(F(0), F(0))}) == {"A": Interval(F(0), F(0))}


TABLES = (
    (Preference("A", "B", 2), Preference("A", "C", 4), Preference("B", "C", 1)),
    (Preference("B", "A", 3), Preference("A", "C", 1), Preference("B", "C", 2)),
)
"""First evaluator: A 6, B 1, C 1; second: A 1, B 5, C 1."""


def test_tables_of_pairs():
    assert judged.pairwise(TABLES, "ABC", "sum") == {"A": 1, "B": F(6, 7), "C": F(2, 7)}
    # A (1 + 1/5)/2, B (1/6 + 1)/2, C (1/6 + 1/5)/2; the best to 1
    assert judged.pairwise(TABLES, "ABC", "normalised") == {"A": 1, "B": F(35, 36), "C": F(11, 36)}
    assert judged.pairwise([], "ABC", "sum") == {}
    # B has three points before parity gives it one more
    parity = [(Preference("B", "C", 3), Preference("A", "B", 1), Preference("A", "C", 6))]
    assert judged.pairwise(parity, "ABC", "sum") == {"A": 1, "B": F(4, 7), "C": 0}
    assert judged.pairwise([()], "AB", "sum") == {"A": 0, "B": 0}
    # a table without contradiction gives its own ratios: A 2 B, A 4 C, B 2 C
    clear = (Preference("A", "B", 2), Preference("A", "C", 4), Preference("B", "C", 2))
    found = judged.pairwise([clear, clear], "ABC", "eigenvector")
    for bid, wanted in {"A": F(1), "B": F(1, 2), "C": F(1, 4)}.items():
        assert abs(found[bid] - wanted) < NEAR


def test_matrices_of_comparisons():
    assert judged.reciprocal(TABLES[1], "ABC") == [[1, F(1, 3), 1], [3, 1, 2], [1, F(1, 2), 1]]
    assert judged.ratios([("b", "a", F(5))], ("a", "b", "c")) == [[1, F(1, 5), 1], [5, 1, 1], [1, 1, 1]]


CONSISTENT = judged.ratios([("a", "b", F(2)), ("a", "c", F(4)), ("b", "c", F(2))], "abc")
TORN = judged.ratios([("a", "b", F(2)), ("b", "c", F(2)), ("c", "a", F(2))], "abc")
"""a over b over c over a: equal weights, λ = 1 + 2 + 1/2."""


@pytest.mark.parametrize("how", ["eigenvector", "geometric", "mean"])
def test_priorities(how):
    found = judged.priorities(CONSISTENT, how)
    for weight, wanted in zip(found.weights, (F(4, 7), F(2, 7), F(1, 7)), strict=True):
        assert abs(weight - wanted) < NEAR
    assert abs(found.consistency_index) < NEAR
    torn = judged.priorities(TORN, how)
    assert all(abs(weight - F(1, 3)) < NEAR for weight in torn.weights)
    assert abs(torn.consistency_index - F(1, 4)) < NEAR
    assert abs(torn.consistency_ratio - F(1, 4) / F("0.58")) < NEAR


def test_the_three_ways_to_priorities_differ():
    matrix = judged.ratios([("a", "b", F(3)), ("a", "c", F(5)), ("b", "c", F(3))], "abc")
    geometric = judged.priorities(matrix, "geometric").weights
    # rows multiply to 15, 1, 1/15: cube roots
    cubes = [numbers.power(F(value), F(1, 3)) for value in (15, 1, F(1, 15))]
    assert geometric == tuple(value / sum(cubes) for value in cubes)
    # columns add to 23/15, 13/3, 9
    columns = (F(23, 15), F(13, 3), F(9))
    assert judged.priorities(matrix, "mean").weights == tuple(
        sum(row[n] / columns[n] for n in range(3)) / 3 for row in matrix
    )
    assert judged.priorities(matrix).weights not in (geometric, judged.priorities(matrix, "mean").weights)


def test_small_and_large_matrices():
    one = judged.priorities([[F(1)]])
    assert (one.weights, one.consistency_index, one.consistency_ratio) == ((1,), 0, 0)
    two = judged.priorities([[F(1), F(3)], [F(1, 3), F(1)]])
    assert abs(two.weights[0] - F(3, 4)) < NEAR
    assert two.consistency_ratio == 0
    assert abs(two.consistency_index) < NEAR
    names = "abcdefghijk"
    for size in (10, 11):
        cycle = judged.ratios([(names[n], names[(n + 1) % size], F(9)) for n in range(size)], names[:size])
        found = judged.priorities(cycle)
        assert found.consistency_ratio == found.consistency_index / F("1.49")


def test_the_eigenvector_of_a_matrix():
    vector, value = numbers.eigenvector([[F(1), F(2)], [F(1, 2), F(1)]])
    assert abs(vector[0] - F(2, 3)) + abs(vector[1] - F(1, 3)) + abs(value - 2) < NEAR
    vector, value = numbers.eigenvector([[F(2), F(1)], [F(1), F(3)]])  # λ = (5 + √5)/2, the ratio is the golden section
    golden = (1 + numbers.root(F(5))) / 2
    assert abs(value - (5 + numbers.root(F(5))) / 2) < NEAR
    assert abs(vector[1] / vector[0] - golden) < NEAR
    assert abs(sum(vector) - 1) < NEAR


def test_shared_points():
    assert judged.allocation([[F(60), F(40)], [F(1), F(3)]]) == (F(17, 40), F(23, 40))
    assert judged.allocation([[F(0), F(0)], [F(1), F(3)]]) == (F(1, 4), F(3, 4))
    assert judged.allocation([[F(0), F(0)]]) == ()
    assert judged.allocation([]) == ()


def test_exact_and_irrational_steps():
    assert numbers.root(F(9, 16)) == F(3, 4)
    assert numbers.root(F(1, 9)) == F(1, 3)
    assert numbers.root(F(0)) == 0
    assert abs(numbers.root(F(2)) ** 2 - 2) < F(1, 10**48)
    assert numbers.root(F(9, 2)) != F(3)
    assert numbers.root(F(2, 9)) != F(1, 3)
    assert numbers.power(F(4), F(1, 2)) == 2
    assert numbers.power(F(2), F(-3)) == F(1, 8)
    assert numbers.power(F(2), F(64)) == 2**64
    assert numbers.power(F(0), F(1, 2)) == 0
    assert numbers.power(F(1), F(63, 2)) == 1
    assert numbers.power(F(0), F(0)) == 1
    assert abs(numbers.power(F(2), F(127, 2)) ** 2 - 2**127) < F(1, 10**5)
    assert numbers.exponential(F(0)) == 1
    assert abs(numbers.exponential(F(1)) - F("2.7182818284590452353602874713526624977572470936999595749669676")) < F(
        1, 10**48
    )
    assert numbers.exponential(F(-1000)) > 0
    assert numbers.logarithm(F(1)) == 0
    assert abs(numbers.logarithm(F(2)) - F("0.69314718055994530941723212145817656807550013436025525412068")) < F(
        1, 10**48
    )
    assert numbers.kept(numbers.decimal(F(1, 3))).limit_denominator(10) == F(1, 3)
    assert numbers.kept(numbers.decimal(F(1, 3))) == F("0." + "3" * 50)


@pytest.mark.parametrize(
    ("call", "key", "facts"),
    [
        (lambda: numbers.power(F(2), F(65)), "power", {"base": 2, "exponent": 65}), (lambda: numbers.power(F(2), F(-65)), "power", {"base": 2, "exponent": -65}),
        (lambda: numbers.power(F(0), F(-1)), "power", {"base": 0, "exponent": -1}), (lambda: numbers.power(F(-1), F(1, 2)), "power", {"base": -1, "exponent": F(1, 2)}),
        (lambda: numbers.power(F(0), F(-1, 2)), "power", {"base": 0, "exponent": F(-1, 2)}), (lambda: numbers.power(F(2), F(129, 2)), "power", {"base": 2, "exponent": F(129, 2)}),
        (lambda: numbers.root(F(-1)), "root", {"value": -1}), (lambda: numbers.logarithm(F(0)), "logarithm", {"value": 0}), (lambda: numbers.logarithm(F(-1)), "logarithm", {"value": -1}),
        (lambda: numbers.exponential(F(1001)), "power", {"base": "e", "exponent": 1001}), (lambda: numbers.exponential(F(-1001)), "power", {"base": "e", "exponent": -1001}),
        (lambda: outranking.topsis([[F(1)], [F(0)]], [F(1)], aims=[-1], normalisation="sum"), "zero_quantity", {"bids": ""}),
    ],
)  # fmt: skip
def test_steps_without_a_number_say_why(call, key, facts):
    with pytest.raises(UndefinedScoreError) as caught:
        call()
    assert (caught.value.key, caught.value.facts, str(caught.value)) == (key, facts, key)


@pytest.mark.parametrize(
    ("value", "mode", "wanted"),
    [
        ("2.5", "half_up", 3), ("2.5", "half_down", 2), ("2.5", "half_even", 2), ("3.5", "half_even", 4), ("2.51", "half_down", 3), ("2.51", "half_even", 3), ("2.49", "half_up", 2),
        ("2.01", "up", 3), ("2", "up", 2), ("2.99", "down", 2), ("-2.5", "half_up", -3), ("-2.5", "half_down", -2), ("-2.1", "up", -3), ("-2.9", "down", -2), ("0", "up", 0),
    ],
)  # fmt: skip
def test_rounding(value, mode, wanted):
    assert numbers.rounded(F(value), 0, mode) == wanted
    assert numbers.rounded(F(value) / 1000, 3, mode) == F(wanted, 1000)
    assert str(numbers.display(F(value) / 100, 2, mode)) == str(F(wanted, 1) / 100) or numbers.display(
        F(value) / 100, 2, mode
    ) == F(wanted, 100)


def test_display_keeps_its_places():
    assert str(numbers.display(F(5, 2), 2, "half_up")) == "2.50"
    assert str(numbers.display(F(-1, 3), 3, "half_up")) == "-0.333"
    assert str(numbers.display(F(7), 0, "half_up")) == "7"


MATRIX = [[F(3), F(100)], [F(4), F(50)], [F(1), F(200)]]


@pytest.mark.parametrize(
    ("normalisation", "aims", "wanted"),
    [
        # minmax: quality 2/3, 1, 0; price (200 - p)/150: 2/3, 1, 0
        ("minmax", (1, -1), ((F(1, 3), F(1, 3)), (F(1, 2), F(1, 2)), (F(0), F(0)))),
        # shares of the sum: 3/8, 4/8, 1/8; of 1/p: 2/7, 4/7, 1/7
        ("sum", (1, -1), ((F(3, 16), F(1, 7)), (F(1, 4), F(2, 7)), (F(1, 16), F(1, 14)))),
        # of the best: 3/4, 1, 1/4; 50/p; p/200
        ("best", (1, -1), ((F(3, 8), F(1, 4)), (F(1, 2), F(1, 2)), (F(1, 8), F(1, 8)))),
        ("best", (1, 1), ((F(3, 8), F(1, 4)), (F(1, 2), F(1, 8)), (F(1, 8), F(1, 2)))),
    ],
)  # fmt: skip
def test_closeness_to_the_ideal(normalisation, aims, wanted):
    best = [max(row[n] for row in wanted) for n in range(2)]
    worst = [min(row[n] for row in wanted) for n in range(2)]

    def away(row, end):
        return numbers.root(sum(((a - b) ** 2 for a, b in zip(row, end, strict=True)), F(0)))

    found = outranking.topsis(MATRIX, [F(1, 2), F(1, 2)], aims=aims, normalisation=normalisation)
    for value, row in zip(found, wanted, strict=True):
        assert abs(value - away(row, worst) / (away(row, best) + away(row, worst))) < NEAR


def test_the_vector_rule_keeps_the_aim_for_the_ideal():
    # lengths 5 and 30: quality .6, .8, 0; price 1/3, 2/3, 2/3
    found = outranking.topsis(
        [[F(3), F(10)], [F(4), F(20)], [F(0), F(20)]], [F(1), F(1)], aims=(1, -1), normalisation="vector"
    )
    ideal, worst = (F(4, 5), F(1, 3)), (F(0), F(2, 3))
    rows = ((F(3, 5), F(1, 3)), (F(4, 5), F(2, 3)), (F(0), F(2, 3)))
    for value, row in zip(found, rows, strict=True):
        far = numbers.root(sum(((a - b) ** 2 for a, b in zip(row, ideal, strict=True)), F(0)))
        near = numbers.root(sum(((a - b) ** 2 for a, b in zip(row, worst, strict=True)), F(0)))
        assert abs(value - near / (near + far)) < NEAR


@pytest.mark.parametrize("normalisation", ["vector", "minmax", "sum", "best"])
def test_equal_rows_and_zero_columns_get_one_half(normalisation):
    for column in (F(0), F(7)):
        found = outranking.topsis([[column], [column]], [F(1)], aims=[1], normalisation=normalisation)
        assert found == [F(1, 2), F(1, 2)]


def test_one_round_of_electre():
    # on x, A leads B by 4 of 8 and C by 8; on y B leads A by 5 of 10, C leads A by 10 and B by 5
    matrix = {"A": (F(8), F(0)), "B": (F(4), F(5)), "C": (F(0), F(10))}
    found = outranking.electre(matrix, (F(60), F(40)))
    # c(A,B) = 30, c(B,A) = 20; c(A,C) = 60, c(C,A) = 40; c(B,C) = 30, c(C,B) = 20
    assert found == outranking.Round({"A": F(3), "B": F(2, 3) + F(3, 2), "C": F(4, 3)}, ())
    dominated = outranking.electre({**matrix, "D": (F(0), F(0))}, (F(60), F(40)))
    assert dominated == outranking.Round(found.points, ("D",))
    small = outranking.electre({"A": (F(1), F(1)), "B": (F(0), F(1))}, (F(1, 2), F(199, 2)))
    assert small == outranking.Round({"A": F(1)}, ("B",))
    equal = outranking.electre({"A": (F(1), F(2)), "B": (F(1), F(2))}, (F(60), F(40)))
    assert equal == outranking.Round({"A": F(1), "B": F(1)}, ())
    assert outranking.electre({"A": (F(1),)}, (F(1),)) == outranking.Round({"A": F(1)}, ())


def test_the_order_of_electre():
    matrix = {"A": (F(8), F(0)), "B": (F(4), F(5)), "C": (F(0), F(10)), "D": (F(0), F(0))}
    assert outranking.electre_order(matrix, (F(60), F(40)), rerun=False) == {"A": 1, "B": 2, "C": 3, "D": 4}
    assert outranking.electre_order(matrix, (F(60), F(40)), rerun=True) == {"A": 1, "B": 2, "C": 3, "D": 4}
    # points 53/30, 25/8, 10/3, 51/10: by one round C is second; without D, B beats C
    reversed_ = {"A": (F(1), F(3), F(9)), "B": (F(3), F(5), F(1)), "C": (F(2), F(6), F(3)), "D": (F(6), F(0), F(5))}
    weights = (F(50), F(30), F(20))
    assert outranking.electre_order(reversed_, weights, rerun=True) == {"D": 1, "B": 2, "C": 3, "A": 4}
    assert outranking.electre_order(reversed_, weights, rerun=False) == {"D": 1, "C": 2, "B": 3, "A": 4}
    ties = {"A": (F(1), F(2)), "B": (F(1), F(2)), "C": (F(0), F(0))}
    assert outranking.electre_order(ties, (F(60), F(40)), rerun=True) == {"A": 1, "B": 1, "C": 3}


def test_prices_below_one_are_turned_over():
    assert outranking.topsis([[F(1, 2)], [F(1)]], [F(1)], aims=[-1], normalisation="sum") == [1, 0]
