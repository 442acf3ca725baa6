"""Whatever an author leaves out, every structure composes and prints."""

import pytest

from cdc.documents.compose import compose
from cdc.model import fields
from cdc.model.specification import Specification
from cdc.packs import structures
from cdc.render import markdown

MINIMAL = {
    "document": {"title": "T", "reference": "R", "version": "1.0", "date": "2027-01-01", "languages": ["en"]},
    "company": {"name": "Acme", "sector": "Trade"},
}
BUDGETS = [
    {"disclosure": disclosure, "horizon": 5, **more}
    for disclosure in ("full", "range", "hidden")
    for more in ({}, {"ceiling": 1000}, {"range_low": 10, "range_high": 20}, {"financing": "Own means."})
]


def _print(spec, profile, audience):
    language = spec.language if spec.language in profile.languages else profile.languages[0]
    documents = compose(spec, profile, language=language, audience=audience)
    return "".join(markdown.render(document) for document in documents)


def _profiles():
    found = structures.shipped()
    assert len(found) >= 16
    return sorted(found)


@pytest.mark.parametrize("name", _profiles())
def test_the_least_specification_prints(name):
    """The page for all staff may have nothing to say yet; every other document names the company."""
    for audience in ("vendors", "internal"):
        text = _print(Specification.model_validate(MINIMAL), structures.shipped()[name], audience)
        assert "Acme" in text or name == "staff"


@pytest.mark.parametrize("name", _profiles())
def test_any_budget_prints(name):
    for budget in BUDGETS:
        spec = Specification.model_validate({**MINIMAL, "budget": budget})
        for audience in ("vendors", "internal"):
            assert "Acme" in _print(spec, structures.shipped()[name], audience) or name == "staff"


def _without(spec):
    """Give the example without each optional key: of the specification, and of what stands once in it.

    Lists that others refer to stay: without them the references would lead nowhere, which is an error before any printing.
    """
    named = {target for leaf in fields.walk(spec) for target in leaf.field.targets}
    for name, info in type(spec).model_fields.items():
        if not info.is_required() and name not in named:
            yield name, spec.model_copy(update={name: info.get_default()})
        value = getattr(spec, name)
        if fields.of(type(spec))[name].many or value is None:
            continue
        for key, inner in type(value).model_fields.items():
            if not inner.is_required() and getattr(value, key) != inner.get_default():
                yield (
                    f"{name}.{key}",
                    spec.model_copy(update={name: value.model_copy(update={key: inner.get_default()})}),
                )


@pytest.mark.parametrize("name", ["std8", "ru-gost34", "executive", "it-gara"])
def test_the_example_prints_without_any_one_key(gelato, name):
    seen = 0
    for _, spec in _without(gelato):
        assert _print(spec, structures.shipped()[name], "internal" if seen % 2 else "vendors")
        seen += 1
    assert seen > 60


def test_a_published_ceiling_stands_for_lines_that_are_not_there():
    spec = Specification.model_validate({**MINIMAL, "budget": {"disclosure": "full", "ceiling": 120_000}})
    assert "120,000" in _print(spec, structures.shipped()["std8"], "vendors")
    hidden = Specification.model_validate({**MINIMAL, "budget": {"disclosure": "hidden", "ceiling": 120_000}})
    assert "120,000" not in _print(hidden, structures.shipped()["std8"], "vendors")
