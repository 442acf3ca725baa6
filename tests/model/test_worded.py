"""Values in plain words: each kind of field, in the languages, with the words of its own model first."""

import datetime as dt
from decimal import Decimal

import pytest

from cdc.model import fields
from cdc.model.base import Measure, Money
from cdc.model.contract import Qualification
from cdc.model.practice import Risk
from cdc.model.requirement import Acceptance, Feature, ServiceLevel
from cdc.model.specification import Specification
from cdc.model.tender import Criterion, PriceLine
from cdc.model.worded import Wording
from cdc.words import words

DATA = {
    "document": {"title": "T", "reference": "R", "version": "1", "date": "2027-01-01", "languages": ["en", "fr"]},
    "company": {"name": "Acme", "sector": "Trade"},
    "budget": {"currency": "CHF"},
    "departments": [{"id": "D-1", "name": {"en": "Sales", "fr": "Ventes"}}],
    "features": [{"id": "F-1", "title": "Map", "departments": ["D-1"]}],
}


def wording(language="en"):
    return Wording(Specification.model_validate(DATA), words(language))


def field(model, name):
    return fields.of(model)[name]


def test_a_word_of_a_closed_list_is_that_of_its_model_first():
    say = wording()
    assert say.choice(field(Qualification, "kind"), "technical") == "technical and professional ability"
    assert say.choice(field(Risk, "kind"), "technical") == "technical"


def test_a_word_of_a_field_goes_before_that_of_all_fields():
    say = wording()
    assert say.choice(field(Criterion, "pair_rule"), "sum") == "points of all evaluators added"
    assert words("en")("value.sum") == "share of the sum"


@pytest.mark.parametrize(("language", "written"), [("en", "Sales"), ("fr", "Ventes")])
def test_a_reference_is_named_in_the_language(language, written):
    assert wording(language).cited(field(Feature, "departments"), "D-1") == written


def test_what_is_cited_by_its_id_keeps_it():
    assert wording().cited(field(Feature, "use_cases"), "UC-1") == "UC-1"


@pytest.mark.parametrize(
    ("measure", "written"),
    [
        ({"value": Decimal("99.5"), "unit": "%"}, "99.5%"),
        ({"value": Decimal(2), "unit": "s"}, "2\u00a0s"),
        ({"value": Decimal(2), "unit": "s", "condition": "95th percentile"}, "2\u00a0s (95th percentile)"),
    ],
)
def test_a_measure_has_its_unit_and_condition(measure, written):
    assert wording().measure(Measure.model_validate(measure)) == written
    assert wording().value(field(ServiceLevel, "target"), Measure.model_validate(measure)) == written


@pytest.mark.parametrize(
    ("language", "written"), [("en", "€12,500.50"), ("fr", "12\u202f500,50\u00a0€"), ("it", "12.500,50\u00a0€")]
)
def test_money_is_written_as_the_language_does(language, written):
    assert wording(language).composite(Money(amount=Decimal("12500.50"), currency="EUR")) == written


def test_steps_of_an_acceptance_stand_in_lines():
    told = Acceptance.model_validate(
        {"text": "Ten in a minute", "given": "A phone", "then": "All there", "method": "demo"}
    )
    assert wording().composite(told).split("\n") == [
        "Ten in a minute",
        "Given: A phone",
        "Then: All there (demonstration)",
    ]


def test_a_method_that_nobody_wrote_is_not_told():
    assert wording().composite(Acceptance(text="Ten in a minute")) == "Ten in a minute"


def test_numbers_dates_and_flags():
    say = wording()
    assert say.scalar(field(PriceLine, "tax_rate"), Decimal(22)) == "22%"
    assert say.scalar(field(PriceLine, "quantity"), Decimal(1250)) == "1,250"
    assert say.scalar(field(PriceLine, "option"), True) == "yes"
    assert say.scalar(field(type(wording().spec.document), "date"), dt.date(2027, 1, 22)) == "22 January 2027"


def test_an_amount_without_a_currency_of_its_own_has_that_of_the_budget():
    from cdc.model.planning import BudgetLine

    assert "CHF" in wording().scalar(field(BudgetLine, "amount"), Decimal(900))
