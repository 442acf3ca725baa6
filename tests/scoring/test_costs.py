"""What a bid costs, counted by hand: each line whole, each year, what is missing, filled, corrected, or an option."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cdc.model.bid import Bid, Correction, Corrections, Origin, PriceRead
from cdc.model.ranking import Cost, Line
from cdc.model.specification import Specification
from cdc.scoring.cases import Entry
from cdc.scoring.costs import costs_of
from cdc.scoring.money import Setters

F, D = Fraction, Decimal
SETTERS = Setters(frozenset("A"), frozenset("A"))
LINES = (
    {"id": "OPT", "name": "o", "option": True},
    {"id": "EL", "name": "e", "kind": "element"},
    {"id": "ONE", "name": "a", "quantity": 2},
    {"id": "YEAR", "name": "y", "kind": "yearly", "quantity": 3},
    {"id": "END", "name": "z", "kind": "exit"},
)


def spec(lines=LINES, horizon=2, **evaluation):
    return Specification.model_validate(
        {
            "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-01-01", "languages": ["en"]},
            "company": {"name": "C", "sector": "s"},
            "tender": {"id": "T1", "procedure": "p"},
            "budget": {"horizon": horizon},
            "evaluation": {"discount_rate": 25, **evaluation},
            "criteria": [{"id": "P", "name": "p", "weight": 100, "kind": "price"}],
            "price_lines": list(lines),
        }
    )


def entry(vendor="A", fixes=(), **prices):
    read = tuple(
        PriceRead(
            id=id_,
            amount=None if price is None else D(price),
            typed=f"typed {price}",
            origin=Origin(file="a.xlsx", sheet="Prices", cell=f"{id_}1"),
        )
        for id_, price in prices.items()
    )
    bid = Bid(vendor=vendor, round=1, received="", tender="T1", form="F", files=(), identity={}, statements=(), answers=(), prices=read)  # fmt: skip
    signed = {"by": "Ada", "when": "2027-02-01", "why": "as page 4 says"}
    return Entry(bid, Corrections(corrections=tuple(Correction(**signed, **fix) for fix in fixes)))


FULL = {"OPT": "7", "EL": "3.5", "ONE": "10", "YEAR": "5", "END": "25"}


def test_a_whole_schedule_year_by_year_and_line_by_line():
    cost, lines = costs_of(spec(), [entry(**FULL)], SETTERS)["A"]
    assert cost == Cost(
        total=F("57.6"),  # 20 at once, 15 and 15 in years 1 and 2 at 25 %, 25 at the end of year 2
        one_off=F(45),
        yearly=F(30),
        missing=(),
        nominal=F(75),
        by_year=(F(20), F(15), F(40)),
        amounts={"OPT": F(7), "EL": F("3.5"), "ONE": F(20), "YEAR": F("21.6"), "END": F(16)},
    )
    assert lines == (
        Line("OPT", F(1), "typed 7", "7", F(7), F(7), "a.xlsx › Prices!OPT1", "", "option"),
        Line("EL", F(1), "typed 3.5", "3.5", F("3.5"), F("3.5"), "a.xlsx › Prices!EL1", "", ""),
        Line("ONE", F(2), "typed 10", "10", F(20), F(20), "a.xlsx › Prices!ONE1", "", ""),
        Line("YEAR", F(6), "typed 5", "5", F("21.6"), F("21.6"), "a.xlsx › Prices!YEAR1", "", ""),
        Line("END", F(1), "typed 25", "25", F(16), F(16), "a.xlsx › Prices!END1", "", ""),
    )


def test_an_option_counts_where_that_is_declared():
    cost, lines = costs_of(spec(options="included"), [entry(**FULL)], SETTERS)["A"]
    assert (cost.total, cost.one_off, cost.by_year[0]) == (F("64.6"), 52, 27)
    assert lines[0].note_key == "option"


def test_a_price_that_is_missing_leaves_the_total_open_and_is_named():
    cost, lines = costs_of(spec(), [entry(**FULL | {"ONE": None, "OPT": None, "END": None})], SETTERS)["A"]
    assert cost == Cost(None, None, None, ("ONE", "END"), amounts={"OPT": None, "EL": F("3.5"), "ONE": None, "YEAR": F("21.6"), "END": None})  # fmt: skip
    assert [(line.id, line.counted, line.low, line.note_key) for line in lines] == [
        ("OPT", "", 0, "missing"), ("EL", "3.5", F("3.5"), ""), ("ONE", "", 0, "missing"), ("YEAR", "5", F("21.6"), ""), ("END", "", 0, "missing"),
    ]  # fmt: skip


def test_a_line_that_was_not_read_at_all_has_neither_cell_nor_text():
    bid = entry(ONE="10").bid.model_copy(update={"prices": (PriceRead(id="ONE", amount=D(10), typed="ten"),)})
    _, lines = costs_of(spec(), [Entry(bid)], SETTERS)["A"]
    assert [(line.id, line.claim, line.origin) for line in lines if line.id in ("ONE", "END")] == [
        ("ONE", "ten", ""),
        ("END", "", ""),
    ]


def test_a_corrected_amount_counts_and_says_so_and_a_corrected_answer_changes_no_amount():
    fixes = ({"id": "ONE", "amount": D(11)}, {"id": "YEAR", "answer": "yes"}, {"id": "END", "amount": D(50)})
    cost, lines = costs_of(spec(), [entry(**FULL | {"END": None}, fixes=fixes)], SETTERS)["A"]
    assert (cost.amounts["ONE"], cost.amounts["YEAR"], cost.amounts["END"]) == (22, F("21.6"), 32)
    assert [(line.counted, line.note_key) for line in lines[2:]] == [
        ("11", "corrected"),
        ("5", ""),
        ("50", "corrected"),
    ]


@pytest.mark.parametrize(
    ("rule", "may", "sure", "wanted", "note"),
    [
        ("highest", "AB", "AB", 16, "filled"), ("highest", "ABC", "ABC", 80, "filled"), ("highest", "ABC", "BC", 80, "filled"), ("highest", "ABC", "AB", None, "missing"),
        ("zero", "AB", "AB", 0, "filled"), ("unknown", "AB", "AB", None, "missing"),
    ],
)  # fmt: skip
def test_a_missing_price_counts_as_declared_and_who_surely_takes_part_sets_the_highest(rule, may, sure, wanted, note):
    entries = [entry("A", **FULL | {"END": None}), entry("B", **FULL), entry("C", **FULL | {"END": "125"})]
    setters = Setters(frozenset(may), frozenset(sure))
    cost, lines = costs_of(spec(missing_price=rule), entries, setters)["A"]
    assert cost.amounts["END"] == wanted
    assert (lines[-1].claim, lines[-1].note_key) == ("typed None", note)
    assert (cost.total is None) == (wanted is None)


@pytest.mark.parametrize("rule", ["highest", "unknown", "zero"])
def test_at_least_a_bid_costs_what_it_does_without_its_missing_prices(rule):
    entries = [entry("A", **FULL | {"END": None}), entry("B", **FULL)]
    assert costs_of(spec(missing_price=rule), entries)["A"][0].total == F("41.6")


def test_the_total_is_rounded_where_that_is_declared_and_the_years_are_not():
    cost, _ = costs_of(spec(cost_rounding={"places": 0, "mode": "down"}), [entry(**FULL)], SETTERS)["A"]
    assert (cost.total, cost.nominal, cost.amounts["YEAR"]) == (57, 75, F("21.6"))


def test_elements_alone_make_no_total():
    cost, lines = costs_of(spec(lines=LINES[1:2]), [entry(EL="3.5")], SETTERS)["A"]
    assert cost == Cost(None, None, None, (), amounts={"EL": F("3.5")})
    assert len(lines) == 1


def test_quantities_of_a_yearly_line_are_added_from_its_first_year_to_the_horizon():
    listed = {"id": "Y", "name": "y", "kind": "yearly", "quantities": [1, 10, 100], "quantity": 9}
    for first, wanted in ((None, 211), (0, 211), (2, 210), (3, 200), (4, 100)):
        _, (line,) = costs_of(spec(lines=[{**listed, "year": first}], horizon=4), [entry(Y="1")], SETTERS)["A"]
        assert line.weight == wanted


def test_a_yearly_line_is_counted_as_often_as_it_is_paid():
    later = {"id": "Y", "name": "y", "kind": "yearly", "quantity": 3, "year": 2}
    cost, (line,) = costs_of(spec(lines=[later], horizon=4, discount_rate=0), [entry(Y="10")], SETTERS)["A"]
    assert (line.weight, cost.total) == (9, 90)


@pytest.mark.parametrize(
    ("kind", "year", "note"),
    [
        ("one_off", 3, "after_horizon"), ("one_off", 2, ""), ("yearly", 3, "after_horizon"), ("yearly", 2, ""), ("exit", 3, ""), ("one_off", 0, ""), ("one_off", None, ""),
    ],
)  # fmt: skip
def test_what_would_be_paid_after_the_horizon_says_so_and_costs_nothing(kind, year, note):
    own = spec(lines=[{"id": "L", "name": "l", "kind": kind, "year": year}], discount_rate=0)
    cost, (line,) = costs_of(own, [entry(L="10")], SETTERS)["A"]
    assert (line.note_key, cost.total > 0) == (note, not note)


def test_in_a_horizon_of_one_year_what_is_paid_at_once_is_paid_in_it():
    _, (line,) = costs_of(spec(lines=[{"id": "L", "name": "l"}], horizon=1), [entry(L="10")], SETTERS)["A"]
    assert line.note_key == ""


def test_a_list_of_quantities_says_nothing_of_a_line_that_is_paid_once():
    once = {"id": "Y", "name": "y", "quantities": [4, 5], "quantity": 9}
    cost, (line,) = costs_of(spec(lines=[once]), [entry(Y="1")], SETTERS)["A"]
    assert (line.weight, cost.total) == (9, 9)


@pytest.mark.parametrize(
    ("price", "shown"), [("1E+3", "1000"), ("0.1234565", "0.123457"), ("12.50", "12.5"), ("0", "0")]
)
def test_unit_prices_are_shown_plainly_to_six_places(price, shown):
    _, lines = costs_of(spec(), [entry(**FULL | {"ONE": price})], SETTERS)["A"]
    assert lines[2].counted == shown
