"""The written grammar of numbers: what is one number is read exactly, what could be two is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdc.workbooks.kit import numbers

READ = [
    ("1234", "1234"), ("12 345,67", "12345.67"), ("12\u202f345,67", "12345.67"), ("1,234.50", "1234.50"), ("1.234,5", "1234.5"),
    ("1.234.567", "1234567"), ("1'234.50", "1234.50"), ("-5", "-5"), ("\u22125", "-5"), ("0.125", "0.125"), ("0,5", "0.5"), (" 7 ", "7"), ("1 234", "1234"), ("-1 234", "-1234"), ("\u22121.234.567,5", "-1234567.5"), ("+1'234", "1234"),
]  # fmt: skip
REFUSED = [
    "1.234",
    "1,234",
    "12 345,67 €",
    "10k",
    "1_0",
    "١٢٣",
    "NaN",
    "1e5",
    "1 23",
    "12,34,56",
    "",
    "1.2.3",
    "１２",
    "--5",
    "1.234.56",
    "0x10",
    "X5",
    "5X",
]


@pytest.mark.parametrize(("text", "value"), READ)
def test_numbers_are_read_exactly(text, value):
    assert numbers.parse(text) == Decimal(value)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_one_number_is_refused(text):
    assert numbers.parse(text) is None


@given(st.decimals(0, 10**9, places=2))
def test_every_way_of_grouping_reads_the_same(number):
    whole, _, cents = f"{number:.2f}".partition(".")
    grouped = f"{int(whole):,}"
    for separator, mark in ((" ", ","), ("\u202f", ","), (".", ","), (",", "."), ("'", ".")):
        assert numbers.parse(grouped.replace(",", separator) + mark + cents) == number
    assert numbers.parse(f"{whole}.{cents}") == number


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_refused(text):
    found = numbers.parse(text)
    assert found is None or found.is_finite()


@given(st.decimals(0, 10**8, places=4))
def test_cells_give_the_shortest_decimal(number):
    assert numbers.from_cell(repr(float(number))) == number
