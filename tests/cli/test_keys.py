"""`cdc keys`: which keys there are, in the reader's language."""

import json
from typing import Annotated

import pytest
from typer.testing import CliRunner

from cdc import yaml
from cdc.cli.app import app
from cdc.model.specification import LISTS, SINGLES, Specification


def run(*words, language="en"):
    done = CliRunner().invoke(app, ["--lang", language, "keys", *words])
    return done.exit_code, done.stdout


def test_all_keys_of_a_file_are_listed():
    code, text = run()
    assert code == 0
    assert [key for key in (*SINGLES, *LISTS) if f"  {key}" not in text] == []


def test_a_key_shows_those_inside_it_with_an_example():
    code, text = run("features.acceptance")
    assert code == 0
    assert "text*" in text
    assert "  features:\n    - acceptance:\n        text: Reminder received within 2 min" in text


def test_values_are_shown_with_their_words():
    code, text = run("features.priority", language="fr")
    assert code == 0
    assert "valeurs\u00a0: optional (optionnel), " in text


def test_a_word_of_ones_own_language_finds_the_key():
    assert run("fonctionnalités.priorité")[1].startswith("features.priority")


def test_ids_of_sections_are_listed_for_each_structure():
    assert "    std8: company, company-general" in run("document.hidden_sections")[1]


@pytest.mark.parametrize(
    ("typed", "said"), [("kpis", "objectives.kpis"), ("featurs.acceptence", "features.acceptance")]
)
def test_a_key_that_stands_elsewhere_is_named_or_understood(typed, said):
    done = CliRunner().invoke(app, ["--lang", "en", "keys", typed])
    assert said in done.output


def test_json_gives_the_same():
    found = json.loads(run("budget", "-f", "json")[1])
    assert found["key"] == "budget"
    assert "budget.ceiling" in [key["key"] for key in found["keys"]]
    assert "budget" in yaml.read("x", found["example"].encode()).data


def test_each_example_is_taken_by_the_model():
    from pydantic import TypeAdapter

    from cdc import api
    from cdc.model import fields
    from cdc.project import keys

    shown = [found["key"] for found in api.every_key("en")]
    assert len(shown) > 90
    for path in shown:
        key = keys.at(path)
        info = key.field.owner.model_fields[key.name]
        declared = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
        TypeAdapter(declared).validate_python(keys.example(key, "fr"))
    assert fields.of(Specification)
