"""Every number, date and year that can be declared has a range; what is beyond it is a finding at its place."""

import json
from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError

from cdc.model import fields
from cdc.model.bid import Corrections, Moderation, ScoreSheet
from cdc.model.evaluation import Evaluation, Rounding
from cdc.model.method import Formula
from cdc.model.planning import Budget
from cdc.model.specification import Specification
from cdc.model.trial import Trial, WeightTalk
from cdc.packs.trials import read_trial
from cdc.project import schema

NUMBERS = ("number", "amount", "percent", "weight", "money", "whole", "year")
BEYOND = {
    **dict.fromkeys(NUMBERS, (Decimal("1e40"), 10**40)),
    "date": ("9999-01-01", "0001-01-01"),
    "moment": ("9999-01-01T00:00:00+01:00",),
}


def declared(model, seen):
    """Give every field of a model, and of the models inside it, once."""
    if model in seen:
        return
    seen.add(model)
    for field in fields.of(model).values():
        yield field
        if field.model is not None:
            yield from declared(field.model, seen)


def wrapped(field, value):
    return {"k": value} if field.keyed else [value] if field.many else value


@pytest.mark.parametrize("model", [Specification, Trial, WeightTalk, ScoreSheet, Moderation, Corrections])
def test_no_number_or_date_is_without_bounds(model):
    found = [field for field in declared(model, set()) if field.kind in BEYOND]
    assert found
    for field in found:
        info = field.owner.model_fields[field.name]
        adapter = TypeAdapter(Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation)
        for value in BEYOND[field.kind]:
            with pytest.raises(ValidationError):
                adapter.validate_python(wrapped(field, value))


CRITERIA = "criteria: [{id: P, name: p, weight: 100, kind: price}]\n"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (CRITERIA + "bids: [{id: A, price: 1e40}]\n", "CDC205", "2:23"),
        (CRITERIA + "bids: [{id: A, price: 1.000000000000000000001}]\n", "CDC340", "2:23"),
        (CRITERIA + "horizon: 99999999\nbids: [{id: A, price: 1}]\n", "CDC205", "2:10"),
        (CRITERIA + "evaluation: {horizon: 101}\nbids: [{id: A, price: 1}]\n", "CDC205", "2:23"),
        (CRITERIA + "evaluation: {weights: points, total: -900}\nbids: [{id: A, price: 1}]\n", "CDC205", "2:38"),
        (CRITERIA + "evaluation: {rates: {USD: 0}}\nbids: [{id: A, price: 1}]\n", "CDC205", "2:27"),
        (CRITERIA.replace("100", "1e20") + "bids: [{id: A, price: 1}]\n", "CDC205", "1:37"),
    ],
)  # fmt: skip
def test_what_is_beyond_is_a_finding_at_its_place(tmp_path, text, code, place):
    path = tmp_path / "t.yaml"
    path.write_text(text, encoding="utf-8")
    trial, findings, _ = read_trial(path)
    assert trial is None
    assert [(f.code, f"{f.place.line}:{f.place.column}") for f in findings] == [(code, place)]


def test_zeros_at_the_end_are_no_digits():
    exact = TypeAdapter(Trial.model_fields["ceiling"].annotation)
    assert exact.validate_python(Decimal("5." + "0" * 40)) == 5


@pytest.mark.parametrize(
    ("build", "name"),
    [
        (lambda: Formula(type="inverse", power=4), "power"),
        (lambda: Rounding(places=11), "places"),
        (lambda: Budget(horizon=21), "horizon"),
        (lambda: Budget(horizon=0), "horizon"),
        (lambda: Evaluation(draws=1_000_001), "draws"),
        (lambda: Evaluation(discount_rate=Decimal(1001)), "discount_rate"),
    ],
)
def test_the_bounds_of_a_field_go_with_those_of_its_type(build, name):
    with pytest.raises(ValidationError, match=name):
        build()


def test_editors_see_the_bounds():
    found = schema.build("2020-12")["$defs"]
    assert found["Formula"]["properties"]["power"].items() >= {"minimum": 1, "maximum": 3}.items()
    assert not [name for name in ("ge", "le", "gt", "lt") if f'"{name}": ' in json.dumps(found)]
