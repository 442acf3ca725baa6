"""`cdc explain`: each code says what it means with its words filled, in every language, and never a brace."""

import re

import pytest
from typer.testing import CliRunner

from cdc.cli.app import app
from cdc.findings import REGISTRY, Phrase
from cdc.words import LANGUAGES, telling, words


def explained(code, language):
    return CliRunner().invoke(app, ["--lang", language, "explain", code])


@pytest.mark.parametrize("language", ["en", "fr", "it", "ru"])
def test_every_code_is_explained_without_an_empty_place(language):
    say = words(language)
    assert len(REGISTRY) > 250
    for code in REGISTRY:
        met = telling.example(code)
        told = f"{telling.message(met, say)} {telling.hint(met, say)}"
        quoted = re.findall(r"\{\w+\}", " ".join(map(str, met.facts.values())))
        assert set(re.findall(r"\{\w+\}", told)) == set(quoted), (code, told)


def test_an_example_holds_no_phrase_that_the_catalogues_lack():
    phrases = [fact for code in REGISTRY for fact in telling.example(code).facts.values() if isinstance(fact, Phrase)]
    assert len(phrases) > 5
    for language in LANGUAGES:
        assert [key for key in phrases if not words(language).has(key)] == []


def test_the_example_of_a_reference_names_the_nearest_id():
    told = explained("cdc211", "en").stdout
    assert "CDC211 (error)" in told
    assert "For example: P-LEED is not found" in told
    assert "P-LEAD" in told


@pytest.mark.parametrize(("language", "start"), [("fr", "Par exemple"), ("it", "Per esempio"), ("ru", "Например")])
def test_it_speaks_the_reader_s_language(language, start):
    assert explained("CDC204", language).stdout.splitlines()[1].startswith(start)


def test_a_code_that_is_none_is_answered_with_the_nearest():
    told = explained("CDC-211", "en")
    assert told.exit_code == 2
    assert re.search("known: CDC211", told.stderr)
