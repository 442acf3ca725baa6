"""The schemas accept the examples, refuse the broken, and explain every key."""

import json

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from cdc import yaml
from cdc.project import schema
from tests.conftest import EXAMPLE, ROOT

VALIDATORS = {"2020-12": Draft202012Validator, "7": Draft7Validator}


def _plain(value):
    return json.loads(json.dumps(value, default=float))


@pytest.mark.parametrize("draft", VALIDATORS)
def test_every_file_of_the_example_is_accepted(draft):
    validator = VALIDATORS[draft](schema.build(draft))
    VALIDATORS[draft].check_schema(schema.build(draft))
    files = sorted(EXAMPLE.glob("*.yaml"))
    assert len(files) > 8
    for path in files:
        data = _plain(yaml.read(path.name, path.read_bytes()).data)
        assert [error.message for error in validator.iter_errors(data)] == [], path.name


@pytest.mark.parametrize("draft", VALIDATORS)
def test_mistakes_are_refused(draft):
    validator = VALIDATORS[draft](schema.build(draft))
    for bad in (
        {"featurs": []},
        {"features": [{"id": "Ф-1", "title": "a"}]},
        {"features": [{"id": "F", "title": "a", "priority": "esential"}]},
        {"document": {"title": "a"}},
    ):
        assert list(validator.iter_errors(bad))


def test_every_key_is_explained():
    found = schema.build("2020-12")
    named = [
        (name, key, info) for name, model in found["$defs"].items() for key, info in model.get("properties", {}).items()
    ]
    assert len(named) > 350
    assert [(name, key) for name, key, info in named if not info.get("description")] == []
    assert [key for key, info in found["properties"].items() if not info.get("description")] == []


def test_every_key_of_the_model_is_used_by_the_example(gelato):
    """Each field of each model holds something in the CRM example, at least once.

    Asked fields are tried on a tender made from their declarations (tests/model/test_asked_everywhere.py).
    """
    from pydantic import BaseModel

    from cdc.model.asked import asked_fields

    used: dict[type, set[str]] = {}

    def visit(value):
        if isinstance(value, BaseModel):
            found = used.setdefault(type(value), set())
            for name in type(value).model_fields:
                inner = getattr(value, name)
                if name in value.model_fields_set and inner not in (None, (), {}):
                    found.add(name)
                visit(inner)
        elif isinstance(value, tuple):
            for item in value:
                visit(item)

    visit(gelato)
    lost = {f"{model.__name__}.{name}" for model, names in used.items() for name in set(model.model_fields) - names}
    shared = {
        name
        for model, names in used.items()
        if hasattr(model, "model_fields") and "priority" in model.model_fields and "acceptance" in model.model_fields
        for name in names
    }
    kinds = {"Constraint", "ServiceLevel", "Flow", "Migration", "Service", "ContractTerm", "Feature"}
    unused = {item for item in lost if not (item.split(".")[0] in kinds and item.split(".")[1] in shared)}
    chosen = {"Formula", "AwardRule", "LowBidTest"}  # their parameters exclude each other; tests/scoring has them all
    asked = {f"{model.__name__}.{field.name}" for model in used for field in asked_fields(model)}
    assert len(asked) > 60
    left = sorted(item for item in unused - asked if item.split(".")[0] not in chosen)
    assert left == [
        "Criterion.economic", "Criterion.lines", "Criterion.maximum", "Criterion.pair_rule", "Criterion.worth", "Criterion.worth_at_zero",
        "Document.hidden_sections", "Document.nothing_required", "Document.section_order", "Document.section_titles", "Document.theme",  # the example shows the profile as it is
        "Evaluation.agreement_level", "Evaluation.blind", "Evaluation.cost_rounding", "Evaluation.criterion_rounding", "Evaluation.draws", "Evaluation.rates", "Evaluation.rescaling", "Evaluation.seed", "Evaluation.variants", "FreeSection.fills", "Lot.ceiling", "Mockup.page", "ReviewBody.address", "Specification.contract", "Specification.qualifications",
        "Tender.bidders", "Tender.decision_on", "Tender.groupings", "Tender.law", "Tender.platform", "Tender.signature_on", "Tender.site_visit", "TieBreak.seed",
    ]  # fmt: skip


def test_the_committed_files_are_these():
    for draft, name in schema.FILES.items():
        assert (ROOT / "schemas" / name).read_text(encoding="utf-8") == schema.text(draft)


def test_the_schema_of_a_project_speaks_the_language_of_its_author():
    assert "Titre de la page de garde." in schema.text("2020-12", "fr")
    assert json.loads(schema.text("7", "ru")).keys() == json.loads(schema.text("7")).keys()
