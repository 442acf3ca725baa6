"""Exact numbers at their borders: powers, roots, logarithms, display of large amounts, medians, eigenvectors."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.scoring import numbers
from cdc.scoring.numbers import UndefinedScoreError

F, D = Fraction, Decimal


def test_what_is_declared_is_exact_and_what_is_not_counts_nothing():
    assert [numbers.declared(value) for value in (D("0.1"), D(0), None)] == [F(1, 10), 0, 0]


def test_an_amount_of_any_size_is_shown_exactly():
    assert numbers.display(F("12345678901234567890.125"), 2, "half_up") == D("12345678901234567890.13")
    assert numbers.display(F("-0.005"), 2, "half_up") == D("-0.01")


@pytest.mark.parametrize(
    ("base", "exponent", "wanted"),
    [("0", "1/2", "0"), ("1", "1/2", "1"), ("4", "1/2", "2"), ("2", "64", str(2**64)), ("2", "-64", f"1/{2**64}"), ("0", "0", "1"), ("-2", "3", "-8"), ("1/4", "-1/2", "2")],
)  # fmt: skip
def test_powers(base, exponent, wanted):
    assert numbers.power(F(base), F(exponent)) == F(wanted)


@pytest.mark.parametrize(
    ("base", "exponent"), [("2", "65"), ("2", "-65"), ("2", "129/2"), ("0", "-1"), ("0", "-1/2"), ("-1", "1/2")]
)
def test_powers_that_are_too_large_or_no_number_are_refused(base, exponent):
    with pytest.raises(UndefinedScoreError) as error:
        numbers.power(F(base), F(exponent))
    assert (error.value.key, error.value.facts) == ("power", {"base": F(base), "exponent": F(exponent)})


def test_roots_logarithms_and_exponentials():
    assert (numbers.root(F(0)), numbers.root(F(4, 9)), numbers.logarithm(F(1)), numbers.exponential(F(0))) == (
        0,
        F(2, 3),
        0,
        1,
    )
    assert abs(numbers.root(F(2)) ** 2 - 2) < F(1, 10**48)
    assert abs(numbers.exponential(numbers.logarithm(F(7))) - 7) < F(1, 10**47)
    assert numbers.exponential(F(1000)) > 10**434


@pytest.mark.parametrize(
    ("name", "value", "facts"),
    [("root", F(-1, 100), {"value": F(-1, 100)}), ("logarithm", F(0), {"value": F(0)}), ("logarithm", F(-1), {"value": F(-1)})],
)  # fmt: skip
def test_what_has_no_root_or_logarithm_says_so(name, value, facts):
    with pytest.raises(UndefinedScoreError) as error:
        getattr(numbers, name)(value)
    assert (error.value.key, error.value.facts) == (name, facts)


def test_an_exponential_beyond_a_thousand_is_refused():
    with pytest.raises(UndefinedScoreError, match="power"):
        numbers.exponential(F(1001))


@pytest.mark.parametrize(("values", "wanted"), [((3,), "3"), ((3, 1), "2"), ((5, 1, 2), "2"), ((1, 9, 2, 4), "3")])
def test_the_median_is_in_the_middle(values, wanted):
    assert numbers.median([F(value) for value in values]) == F(wanted)


def test_the_eigenvector_of_a_consistent_matrix_is_its_weights():
    weights = (F(1, 2), F(1, 3), F(1, 6))
    vector, value = numbers.eigenvector([[a / b for b in weights] for a in weights])
    assert all(abs(found - wanted) < F(1, 10**40) for found, wanted in zip(vector, weights, strict=True))
    assert abs(value - 3) < F(1, 10**40)
    assert abs(sum(vector) - 1) < F(1, 10**40)
    assert numbers.eigenvector([[F(1)]]) == ((1,), 1)


def test_the_eigenvector_of_a_clashing_matrix_is_stretched_by_its_value():
    matrix = [[F(1), F(3), F(1, 5)], [F(1, 3), F(1), F(4)], [F(5), F(1, 4), F(1)]]
    vector, value = numbers.eigenvector(matrix)
    for row, part in zip(matrix, vector, strict=True):
        assert abs(sum(a * b for a, b in zip(row, vector, strict=True)) - value * part) < F(1, 10**40)
    assert value > 3
