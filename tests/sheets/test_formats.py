"""What a number shows in its format: as the spreadsheet applications write it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdc.sheets import formats
from cdc.sheets.grid import Shown

SHOWN = [
    ("12", '0"k €"', ("12k €", "12", "k €")),
    ("0.12", "0%", ("12%", "12", "%")),
    ("0.1234", "0.0%", ("12.3%", "12.3", "%")),
    ("12345670", "#,##0.00,", ("12,345.67", "12345.67", "")),
    ("12345670", '#,##0.0,,"M"', ("12.3M", "12.3", "M")),
    ("12.34567", "#,##0.00##", ("12.3457", "12.3457", "")),
    ("12.5", "0", ("13", "13", "")),
    ("25500.5", "[$$-409]#,##0.00", ("$25,500.50", "25500.50", "$")),
    ("25500.5", "#,##0.00\\ [$€-40C]", ("25,500.50 €", "25500.50", "€")),
    ("12", '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-', ("12.00 €", "12.00", "€")),
    ("-12", '#,##0.00" €";(#,##0.00" €")', ("(12.00 €)", "-12.00", "€")),
    ("-5", "0;[Red]0", ("5", "5", "")),
    ("0", '0;-0;"free"', ("free", "", "free")),
    ("12", ";;;", ("", "", "")),
    ("12", '"included"', ("included", "", "included")),
    ("1500", '[>=1000]0,"k";0', ("2k", "2", "k")),
    ("12", "0-0", ("12 -", "", "-")),
    ("12", 'General" pcs"', ("12 pcs", "12", "pcs")),
]
SAME = [
    ("78000", "#,##0.00##"), ("12", "General"), ("12", "0"), ("0.5", "0.00"), ("-5", "0;-0"), ("-5", "0;(0)"), ("1500", "0.00E+00"),
    ("12", "@"), ("1234567", "#,##0"), ("0.25", ".00"), ("12", "_(* #,##0_)"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "code", "shown"), SHOWN)
def test_what_a_format_changes_is_shown(number, code, shown):
    assert formats.shown(number, code) == Shown(*shown)


@pytest.mark.parametrize(("number", "code"), SAME)
def test_what_a_format_leaves_is_the_number(number, code):
    assert formats.shown(number, code) is None


@pytest.mark.parametrize(
    ("code", "shown"),
    [(";;;", ""), ('0;0;0;"not "@', "not yes"), ("@", "yes"), ('"about "@', "about yes"), ("0.00", "yes")],
)
def test_a_text_shows_as_its_section_says(code, shown):
    assert formats.shown_text("yes", code) == shown


@given(st.decimals(-(10**9), 10**9, places=4), st.text('0#?.,;"kM€$%-()[]\\_*@E+ ', max_size=14))
def test_any_format_gives_something_to_hold_against_the_number(number, code):
    found = formats.shown(str(number), code)
    assert found is None or not found.number or Decimal(found.number).is_finite()


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        ("12 345,67 €", "12345.67", ("12345.67", "€")), ("1,234.50", "1234.5", ("1234.50", "")), ("12%", "0.12", ("12", "%")),
        ("12k €", "12", ("12", "k €")), ("", "12", ("", "")), ("12.345", "12345", ("12345", "")), ("12.345", "12.345", ("12.345", "")), ("3 of 5", "3", ("", "of 5")),
    ],
)  # fmt: skip
def test_the_text_beside_a_number_is_read_as_that_number_where_it_can_be(text, number, shown):
    found = formats.seen_beside(text, number)
    assert (found.number, found.affix) == shown
