"""A field added to a model is printed by its declaration alone: no part of a document has to be told of it."""

import pytest
from pydantic import BaseModel, create_model

from cdc.documents.compose import compose
from cdc.documents.view import View
from cdc.model import fields
from cdc.model.base import Contact, Measure, Money, Text
from cdc.model.declare import told
from cdc.model.evaluation import Rounding, TieBreak
from cdc.model.method import AwardRule, Formula
from cdc.model.specification import Specification
from cdc.packs import structures
from cdc.render import markdown
from tests.documents import specimen

PROFILE = structures.shipped()["std8"]
OWN_PLACES = {
    "Specification", "Evaluation", "Approval", "FreeSection", "Module", "Acceptance", "Knockout", "LevelWords", "RaciLine", "WorkshopMinutes",
    "Scale", "KpiActual", "WeightingSet", "Law", "Burden", "LowBidTest", "CriterionRounding", "Rescaling", "TableRow", "StageRounding",
    *(model.__name__ for model in (Contact, Measure, Money, Formula, AwardRule, Rounding, TieBreak)),
}  # fmt: skip
"""Values that are worded as a whole, in a sentence or a drawing of their own."""


SHAPES = {"status", "detail"}
"""Keys of the specimen by which a requirement is not printed."""


def _models(model, found):
    for field in fields.of(model).values():
        if field.model and field.model not in found:
            found.add(field.model)
            _models(field.model, found)
    return found


MODELS = {model.__name__: model for model in _models(Specification, set()) if model.__name__ not in OWN_PLACES}


def _with_added(value, model, added):
    """Give a value in which every part of a model has one field more."""
    if isinstance(value, tuple):
        return tuple(_with_added(part, model, added) for part in value)
    if not isinstance(value, BaseModel):
        return value
    parts = {name: _with_added(getattr(value, name), model, added) for name in value.model_fields_set - SHAPES}
    if type(value) is model:
        return added.model_construct(**parts, zz_added=f"Zq {model.__name__}")
    return type(value).model_construct(**parts)


def printed(monkeypatch, model, audience, **declared):
    """Print the specimen with a field more in a model."""
    label = View.label
    monkeypatch.setattr(View, "label", lambda view, name: "Zq label" if name == "zz_added" else label(view, name))
    added = create_model(
        f"{model.__name__}More", __base__=model, zz_added=(Text | None, told("Added.", None, **declared))
    )
    spec = _with_added(Specification.model_validate(specimen.whole()), model, added)
    return "\n".join(markdown.render(document) for document in compose(spec, PROFILE, language="en", audience=audience))


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_field_added_to_a_model_is_printed(name, monkeypatch):
    assert f"Zq {name}" in printed(monkeypatch, MODELS[name], "internal")


@pytest.mark.parametrize("name", ["Feature", "Application", "UseCase", "Company", "PriceLine"])
@pytest.mark.parametrize(("shown", "reads"), [("vendors", True), ("team", False), ("internal", False)])
def test_vendors_read_an_added_field_as_it_is_declared(name, shown, reads, monkeypatch):
    assert (f"Zq {name}" in printed(monkeypatch, MODELS[name], "vendors", shown=shown)) is reads


def test_most_models_are_looked_at():
    assert len(MODELS) > 60
    assert {model.__name__ for model in _models(Specification, set())} >= OWN_PLACES - {"Specification"}
