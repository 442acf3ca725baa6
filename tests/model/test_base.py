"""The types every model shares: ids, exact numbers in their ranges, texts by language, dates with their zone."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from cdc.model.base import Amount, Day, Id, Model, Moment, Money, Percent, Text, plain
from cdc.model.declare import told


class Thing(Model):
    """A thing."""

    id: Id | None = told("Id.", None)
    title: Text | None = told("Title.", None)
    share: Percent | None = told("Share.", None)
    size: Amount | None = told("Size.", None)
    day: Day | None = told("Day.", None)
    at: Moment | None = told("Moment.", None)


def kinds(**values):
    try:
        Thing(**values)
    except ValidationError as error:
        return [details["type"] for details in error.errors()]
    return []


@pytest.mark.parametrize("id_", ["F-1", "a", "SL.2_b", "X" * 40])
def test_ids_are_short_latin_words(id_):
    assert kinds(id=id_) == []


@pytest.mark.parametrize("id_", ["", "1-F", "F 1", "F--1", "Ф-1", "F-", "X" * 41, "../x"])
def test_other_ids_are_refused(id_):
    assert kinds(id=id_)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"share": Decimal(100)}, []),
        ({"share": Decimal("100.01")}, ["less_than_equal"]),
        ({"share": Decimal(-1)}, ["greater_than_equal"]),
        ({"size": 0}, []),
        ({"size": Decimal("-0.01")}, ["greater_than_equal"]),
        ({"size": "5"}, ["not_number"]),
        ({"size": 0.1}, ["not_number"]),
        ({"size": True}, ["not_number"]),
    ],
)
def test_numbers_are_exact_and_in_their_range(values, wrong):
    assert kinds(**values) == wrong


def test_money_keeps_every_digit():
    assert Money(amount=Decimal("12500.10")).amount == Decimal("12500.10")
    assert Money(amount=1).currency == "EUR"
    with pytest.raises(ValidationError):
        Money(amount=1, currency="euro")


@pytest.mark.parametrize("title", ["A", {"fr": "Un"}, {"en": "A", "it": "Uno"}])
def test_a_text_is_plain_or_by_language(title):
    assert kinds(title=title) == []


@pytest.mark.parametrize("title", ["", "  ", {}, {"xx": "A"}, {"en": ""}, 5, ["A"]])
def test_other_texts_are_refused(title):
    assert kinds(title=title)


def test_the_plain_text_is_the_first():
    assert plain({"fr": "Un", "en": "A"}) == "Un"
    assert plain("A") == "A"


@pytest.mark.parametrize("day", ["2026-02-30", "2026-1-1", "20260101", 20260101])
def test_days_that_are_none_are_refused(day):
    assert kinds(day=day) == ["not_date"]


def test_a_moment_needs_its_zone():
    assert kinds(at="2027-03-01T12:00:00+01:00") == []
    assert kinds(at="2027-03-01T12:00:00") == ["no_zone"]


def test_values_are_frozen_and_know_no_other_keys():
    thing = Thing(size=1)
    with pytest.raises(ValidationError):
        thing.size = Decimal(2)
    with pytest.raises(ValidationError):
        Thing(colour="red")
