"""Each key has a sample that its model takes."""

import pytest
from pydantic import TypeAdapter

from cdc.model import fields, samples
from cdc.model.specification import Specification


def _models(model, seen):
    if model not in seen:
        seen[model] = None
        for field in fields.of(model).values():
            if field.model:
                _models(field.model, seen)
    return list(seen)


MODELS = _models(Specification, {})


def test_there_are_models_to_show():
    assert len(MODELS) > 80


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_sample_of_each_key_is_taken(model):
    for name, field in fields.of(model).items():
        info = model.model_fields[name]
        adapter = TypeAdapter(info.annotation)
        adapter.validate_python(samples.value_of(field))
