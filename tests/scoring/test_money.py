"""Money over time, counted by hand: each kind of line, indexation, currency, tax, discounting, what is missing."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.model.evaluation import Evaluation
from cdc.model.tender import PriceLine
from cdc.scoring import money

F, D = Fraction, Decimal


def line(kind="one_off", **more):
    return PriceLine(id="L", name="l", kind=kind, **more)


def cost(own, price="100", horizon=3, **evaluation):
    return money.line_cost(own, F(price), Evaluation(**evaluation), horizon)


@pytest.mark.parametrize(
    ("own", "years"),
    [
        (line(), (100, 0, 0, 0)),
        (line(quantity=2), (200, 0, 0, 0)),
        (line(year=2), (0, 0, 100, 0)),
        (line(year=3), (0, 0, 0, 100)),
        (line(year=4), (0, 0, 0, 0)),
        (line("exit", year=1), (0, 0, 0, 100)),
        (line("yearly"), (0, 100, 100, 100)),
        (line("yearly", quantity=2, year=2), (0, 0, 200, 200)),
        (line("yearly", year=3), (0, 0, 0, 100)),
        (line("yearly", year=4), (0, 0, 0, 0)),
        (line("yearly", quantities=(1, 5)), (0, 100, 500, 500)),
    ],
)
def test_each_kind_of_line_is_paid_in_its_years(own, years):
    found = cost(own)
    assert (found.years, found.nominal, found.present) == (years, sum(years), sum(years))


def test_an_element_stands_outside_the_years_and_is_never_discounted():
    found = cost(line("element", quantity=7), discount_rate=D(10))
    assert found == money.LineCost((0, 0, 0, 0), F(100), F(100))


def test_running_prices_rise_from_the_second_year_on_unless_the_line_says_no():
    assert cost(line("yearly"), indexation=D(10)).years == (0, 100, 110, 121)
    assert cost(line("yearly", year=2), indexation=D(10)).years == (0, 0, 110, 121)
    assert cost(line("yearly", indexed=False), indexation=D(10)).years == (0, 100, 100, 100)
    assert cost(line(year=2), indexation=D(10)).years == (0, 0, 100, 0)
    assert cost(line("yearly"), indexation=D(-50)).years == (0, 100, 50, 25)


def test_year_zero_is_not_discounted_and_each_later_one_once_more():
    assert cost(line(), discount_rate=D(25)).present == 100
    assert cost(line("yearly"), discount_rate=D(25)).present == 80 + 64 + F("51.2")


@pytest.mark.parametrize(("tax", "wanted"), [("included", 122), ("excluded", 100)])
def test_tax_is_added_only_where_it_is_compared(tax, wanted):
    assert cost(line(tax_rate=D(22)), tax=tax).nominal == wanted
    assert cost(line("element", tax_rate=D(22)), tax=tax).present == wanted


def test_another_currency_is_converted_at_the_declared_rate():
    rates = {"CHF": D("1.05")}
    assert cost(line(currency="CHF"), rates=rates).nominal == 105
    assert cost(line(currency="EUR"), rates=rates).nominal == cost(line(), rates=rates).nominal == 100


@pytest.mark.parametrize(
    ("own", "options", "wanted"),
    [
        (line(), "excluded", True), (line(option=True), "excluded", False), (line(option=True), "included", True), (line("element"), "included", False),
    ],
)  # fmt: skip
def test_options_count_as_declared_and_elements_never(own, options, wanted):
    assert money.counts(own, Evaluation(options=options)) == wanted


def test_a_total_is_rounded_as_declared():
    step = {"places": 1, "mode": "down"}
    assert money.compared(F("10.19"), Evaluation(cost_rounding=step)) == F("10.1")
    assert money.compared(F("10.19"), Evaluation()) == F("10.19")


LINES = (PriceLine(id="L", name="l"), PriceLine(id="E", name="e", kind="element"))
TYPED = {"A": {"L": None, "E": None}, "B": {"L": F(5), "E": F(9)}, "C": {"L": F(7), "E": F(1)}}


@pytest.mark.parametrize(
    ("rule", "may", "sure", "wanted"),
    [
        ("unknown", "ABC", "ABC", None), ("zero", "ABC", "ABC", 0), ("highest", "ABC", "ABC", 7), ("highest", "AB", "AB", 5), ("highest", "A", "A", None), ("highest", "", "", None),
        ("highest", "ABC", "AC", 7), ("highest", "ABC", "AB", None), ("highest", "BX", "BX", 5),
    ],
)  # fmt: skip
def test_a_missing_price_counts_as_declared_and_an_element_stays_unknown(rule, may, sure, wanted):
    found = money.with_missing(TYPED, LINES, rule, money.Setters(frozenset(may), frozenset(sure)))
    assert found == {"A": {"L": wanted, "E": None}, "B": TYPED["B"], "C": TYPED["C"]}


def test_who_is_out_sets_nothing_and_who_may_be_out_sets_nothing_for_sure():
    setters = money.Setters(frozenset("ABC"), frozenset("AB"))
    assert setters.without("A", "B") == money.Setters(frozenset("BC"), frozenset())
    assert setters.without((), "C") == setters


def test_savings_of_no_days_pay_nothing():
    """The first period has no day left: it is a year of 0 days, and the rest of the last one is whole."""
    found = money.energy_performance(
        [F(1000), F(365), F(365)], paid_share=F(1, 2), years=1, days=0, first_days=0, rate=F(0)
    )
    assert (found.contract, found.performance) == (F(365, 2), 1000 + F(365, 2) + 365)
