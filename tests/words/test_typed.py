"""What people type for a number, a day and a truth value."""

from decimal import Decimal

import pytest

from cdc.words import typed

NUMBERS = {
    "1,5": Decimal("1.5"), "12 500": Decimal(12500), "12 500,50 €": Decimal("12500.50"), "20 %": Decimal(20),
    "-3": Decimal(-3), "1.5": Decimal("1.5"), "0,125": Decimal("0.125"), "1,500": None, "1.500": None, "six": None, "1.234,50 €": Decimal("1234.50"), "1,234.50": Decimal("1234.50"),
    "1 2": None, "": None,
}  # fmt: skip


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_is_read_where_it_can_be_one_thing_only(text):
    assert typed.number_of(text) == NUMBERS[text]


DAYS = {
    "20/11/2026": "2026-11-20", "11/20/2026": "2026-11-20", "05.11.2026": "2026-11-05", "2026/11/20": "2026-11-20",
    "05/11/2026": "", "07/07/2026": "2026-07-07", "31.02.2026": "", "soon": "", "2026.1.5": "2026-01-05",
}  # fmt: skip


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_read_where_day_and_month_cannot_be_each_other(text):
    assert typed.day_of(text) == DAYS[text]


@pytest.mark.parametrize(("word", "truth"), [("oui", True), ("Sì", True), ("нет", False), ("no", False), ("x", None)])
def test_a_word_for_a_truth_value(word, truth):
    assert typed.truth_of(word) is truth
