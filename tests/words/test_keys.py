"""A word that people of a language use is understood as the key or value it stands for."""

import pytest

from cdc.model import fields
from cdc.model.method import AwardRule, Formula
from cdc.model.specification import LISTS, SINGLES, Specification
from cdc.words import LANGUAGES, keys
from cdc.words.languages import content

TOP = (*SINGLES, *LISTS)
FEATURE = tuple(fields.of(fields.of(Specification)["features"].model))
MEANT = [
    ("fonctionnalités", TOP, "features"),
    ("Fonctionnalites", TOP, "features"),
    ("requisiti", TOP, "features"),
    ("Цели", TOP, "objectives"),
    ("requirements", TOP, "features"),
    ("fetures", TOP, "features"),
    ("use-cases", TOP, "use_cases"),
    ("titre", FEATURE, "title"),
    ("Priorité", FEATURE, "priority"),
    ("poids", FEATURE, "weight"),
    ("duration", FEATURE, ""),
    ("obligatoire", ("optional", "important", "essential"), "essential"),
    ("желательно", ("optional", "important", "essential"), "optional"),
    ("xyz", TOP, ""),
]


@pytest.mark.parametrize(("word", "known", "key"), MEANT)
def test_a_word_means_a_key(word, known, key):
    assert keys.meant(word, known) == key


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_subject_has_a_word_in_each_language(language):
    known = content(language)["words"]
    assert len(known) > 30
    named = set(fields.of(Specification)) | {
        name for item in fields.of(Specification).values() if item.model for name in fields.of(item.model)
    }
    choices = {
        choice
        for item in fields.of(Specification).values()
        if item.model
        for inner in fields.of(item.model).values()
        for choice in inner.choices
    }
    assert sorted(set(known) - named - choices - {"low", "medium", "high", "daily"}) == []
    if language != "en":
        assert sorted(set(TOP) - set(known)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_for_two_subjects(language):
    said = [
        (keys.plain(word), key) for key, words in content(language)["words"].items() if key in TOP for word in words
    ]
    assert len(said) > 20
    doubled = {word for word, _ in said if len({key for other, key in said if other == word}) > 1}
    assert doubled == set()


def _sentences(model, seen):
    if model not in seen:
        seen.add(model)
        for field in fields.of(model).values():
            yield model.model_fields[field.name].description
            if field.model:
                yield from _sentences(field.model, seen)


LISTED = {Formula.model_fields["type"].description, AwardRule.model_fields["type"].description}
"""Lists of how formulas and rules are written, which speak for themselves."""


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_what_each_key_is_for_is_said_in_each_language(language):
    said = set(_sentences(Specification, set())) - LISTED
    told = content(language)["tells"]
    assert len(said) > 600
    assert sorted(said - set(told)) == []
    assert sorted(set(told) - said - {piece for sentence in LISTED for piece in sentence.split("; ")}) == []
    assert [sentence for sentence, meaning in told.items() if not meaning.strip()] == []


def test_alternatives_are_said_one_by_one_and_a_new_one_stays_as_it_is_written():
    said = keys.told(
        "table: the share of the first row the quantity is not beyond, or a straight line between rows; new: a · b",
        "fr",
    )
    assert (
        said
        == "table : la part de la première ligne que la quantité ne dépasse pas, ou une droite entre les lignes; new: a · b"
    )
    assert (
        keys.told("A sentence that nobody translated; in two parts.", "fr")
        == "A sentence that nobody translated; in two parts."
    )
