"""Amounts as people type them: one meaning is read, several or none are refused with what they could be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdc.sheets import Cell, Shown
from cdc.workbooks.kit.amounts import amount
from tests.workbooks import answered
from tests.workbooks.test_nothing_silent import with_cell

READ = [
    ("25 500,50 €", "25500.50"), ("1.234,50 EUR", "1234.50"), ("€25,500.50", "25500.50"), ("EUR 25.500,-", "25500"), ("12 k€", "12000"),
    ("12,5k€", "12500"), ("2 M€", "2000000"), ("1234 euros", "1234"), ("25\u200b500", "25500"), ("25\u202f500,50\u00a0€", "25500.50"), ("inclus", "0"),
    ("Included", "0"), ("gratuit", "0"), ("-5 €", "-5"), ("10k", "10000"), ("0", "0"),
]  # fmt: skip
REFUSED = [
    "12 345,67 € HT",
    "sur devis",
    "-",
    "n/a",
    "12 km",
    "1 234 m",
    "from 12 €",
    "12 € / user",
    "12-15 €",
    "€",
    "",
    "12 000 +",
    "ca. 12",
]


@pytest.mark.parametrize(("text", "value"), READ)
def test_one_meaning_is_read(text, value):
    assert amount(text, "EUR").value == Decimal(value)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_amount_is_refused(text):
    found = amount(text, "EUR")
    assert (found.value, found.other) == (None, "")


@pytest.mark.parametrize(
    ("text", "readings"),
    [("1.234", ("1.234", "1234")), ("1,234 €", ("1.234", "1234")), ("1.234 k€", ("1234.000", "1234000")), ("12.345", ("12.345", "12345"))],
)  # fmt: skip
def test_two_meanings_are_both_given(text, readings):
    assert amount(text, "EUR").readings == tuple(map(Decimal, readings))


@pytest.mark.parametrize(
    ("text", "other"),
    [("$12", "USD"), ("12 USD", "USD"), ("CHF 300", "CHF"), ("5 тыс. руб.", "RUB"), ("£1,200.00", "GBP")],
)
def test_another_currency_is_named(text, other):
    found = amount(text, "EUR")
    assert (found.value, found.other) == (None, other)


def test_a_sign_is_the_tenders_own_where_it_can_be():
    assert amount("$12", "CAD").value == 12
    assert amount("5 тыс. руб.", "RUB").value == 5000
    assert amount("kr 12", "SEK").value == 12


@given(
    st.decimals(0, 10**7, places=2),
    st.sampled_from(["€", "EUR", "euros", "Euro"]),
    st.booleans(),
    st.sampled_from([" ", "\u00a0", ""]),
)
def test_the_currency_beside_a_number_changes_nothing(number, sign, is_first, gap):
    text = f"{number:.2f}".replace(".", ",")
    typed = f"{sign}{gap}{text}" if is_first else f"{text}{gap}{sign}"
    assert amount(typed, "EUR").value == number


PRICE = ("Prices", (2, 7))
TOLD = [
    (Cell(2, 7, "text", "25 500,50 €"), "25500.50", []),
    (Cell(2, 7, "text", "12 k€"), "12000", ["CDC442"]),
    (Cell(2, 7, "text", "inclus"), "0", ["CDC442"]),
    (Cell(2, 7, "text", "1.234"), None, ["CDC414"]),
    (Cell(2, 7, "text", "$12"), None, ["CDC443"]),
    (Cell(2, 7, "number", "12", shown=Shown("12k €", "12", "k €")), None, ["CDC432"]),
    (Cell(2, 7, "number", "0.12", shown=Shown("12%", "12", "%")), None, ["CDC432"]),
    (Cell(2, 7, "number", "12", shown=Shown("12.00 €", "12.00", "€")), "12", []),
    (Cell(2, 7, "number", "12", shown=Shown("$12.00", "12.00", "$")), None, ["CDC443"]),
    (Cell(2, 7, "number", "12.34567", shown=Shown("12.3457", "12.3457")), "12.34567", ["CDC433"]),
    (Cell(2, 7, "number", "12", shown=Shown("")), None, ["CDC432"]),
    (Cell(2, 7, "date", "2026-04-03"), None, ["CDC414"]),
    (Cell(2, 7, "flag", "true"), None, ["CDC414"]),
    (Cell(2, 7, "number", "-5"), None, ["CDC422"]),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "value", "codes"), TOLD)
def test_a_price_is_read_as_it_shows_or_told(cell, value, codes):
    reading = answered.read_book(with_cell(answered.book(), *PRICE, lambda _: cell))
    assert reading.prices[0].amount == (None if value is None else Decimal(value))
    assert [f.code for f in reading.findings if f.place.cell == "G2"] == codes


def test_what_an_ambiguous_amount_could_be_is_told():
    reading = answered.read_book(with_cell(answered.book(), *PRICE, lambda _: Cell(2, 7, "text", "1.234")))
    assert [f.facts["readings"] for f in reading.findings] == [" (1.234 / 1234 ?)"]
