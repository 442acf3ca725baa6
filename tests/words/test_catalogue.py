"""Every key stands in every language with the same facts, and every key the code uses exists."""

import datetime as dt
import re
import string
import typing
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from pydantic import BaseModel

from cdc.findings import REGISTRY
from cdc.model.specification import Specification
from cdc.packs import clauses
from cdc.words import LANGUAGES, formats, words
from cdc.words.catalogue import plurals

FIRST = ("en", "fr", "it", "ru")
"""The languages whose own sentences are written out here."""
SOURCE = Path(__file__).parents[2] / "cdc"


def _facts(phrase):
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_stands_in_every_language_with_the_same_facts(language):
    english, other = words("en").phrases, words(language).phrases
    assert len(english) > 900
    shared = {key for key in english if not key.startswith("count.")}  # nouns are each language's own
    assert shared == {key for key in other if not key.startswith("count.")}
    assert [key for key in shared if _facts(english[key]) != _facts(other[key])] == []
    assert [key for key in other if not other[key].strip()] == []


def test_every_code_has_its_sentence_and_its_hint():
    assert len(REGISTRY) > 90
    assert [code for code in REGISTRY for key in ("finding", "hint") if not words("en").has(f"{key}.{code}")] == []


def test_every_key_in_the_code_exists():
    used = set()
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        used |= set(
            re.findall(r'"((?:document|report|letter|minutes|grid|cli|error|kind|what|label|value)\.[a-z_]+)"', text)
        )
        used |= {f"label.{name}" for name in re.findall(r'label\("([a-z_]+)"\)', text)}
        if "documents" in path.parts:
            lists = [found.split() for found in re.findall(r'"((?:[a-z_]+:\d+ ?)+)"', text)]
            used |= {"label." + item.partition(":")[0] for names in lists for item in names}
    assert len(used) > 200
    assert sorted(key for key in used if not words("en").has(key)) == []


def _choices(annotation, where, found, seen):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in seen:
            seen.add(annotation)
            for name, info in annotation.model_fields.items():
                _choices(info.annotation, name, found, seen)
        return
    if typing.get_origin(annotation) is typing.Literal:
        found |= {(where, word) for word in typing.get_args(annotation)}
    for part in typing.get_args(annotation):
        _choices(part, where, found, seen)


def test_every_word_of_a_closed_list_is_translated():
    found: set = set()
    _choices(Specification, "", found, set())
    say = words("en")
    own = {"languages", "authoritative", "detail", "group_features_by", "covers", "formula", "priority_weights"}
    own |= {"aim", "between", "knee", "pair_rule", "type"}  # said by the sentence of the formula
    lost = {
        (f, w)
        for f, w in found
        if w not in LANGUAGES
        and not any(say.has(f"{p}{w}") for p in (f"value.{f}_", f"value.qualification_{f}_", "value.", "value.list_"))
    }
    assert len(found) > 200
    assert {(f, w) for f, w in lost if f not in own} == set()


NUMBERS = [
    ("en", Decimal("1234567.5"), "1,234,567.5"),
    ("fr", Decimal("1234567.5"), "1\u202f234\u202f567,5"),
    ("it", Decimal("1234567.5"), "1.234.567,5"),
    ("ru", Decimal("1234567.5"), "1\u00a0234\u00a0567,5"),
    ("it", Decimal(1200), "1200"),
    ("en", Fraction(1, 3), "0.33"),
    ("en", Fraction(5, 2), "2.5"),
    ("en", Decimal(-3), "\u22123"),
]


@pytest.mark.parametrize(("language", "number", "text"), NUMBERS)
def test_numbers_are_written_as_the_language_does(language, number, text):
    assert words(language).number(number) == text


def test_rounding_is_half_up_on_exact_values():
    assert words("en").number(Fraction("2.675"), 2) == "2.68"
    assert words("en").number(Fraction(2, 3), 3) == "0.667"


def test_dates_and_money():
    day = dt.date(2026, 11, 20)
    assert [words(lang).date(day) for lang in FIRST] == [
        "20 November 2026",
        "20 novembre 2026",
        "20 novembre 2026",
        "20.11.2026",
    ]
    assert [words(lang).money(Decimal(1250), "EUR") for lang in FIRST] == [
        "€1,250",
        "1\u202f250\u00a0€",
        "1250\u00a0€",
        "1\u00a0250\u00a0€",
    ]
    assert words("fr").percent(Decimal(24)) == "24\u202f%"


def _categories(language):
    return {formats.plural(words(language).format.locale, number) for number in range(200)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_that_counts_has_the_plurals_of_its_language(language):
    found = plurals(language)
    assert len(found) > 10
    wanted = _categories(language) | {"other"}
    assert {key: set(plural.forms) ^ wanted for key, plural in found.items() if set(plural.forms) != wanted} == {}
    for key, plural in found.items():
        assert all(_facts(form) | {plural.by} == _facts(plural.forms["other"]) for form in plural.forms.values()), key


COUNTED = r"\{(count|years|days|errors|warnings|notes|files|requirements|draws|horizon|places|asked)\} [^\W\d]"
NO_NOUN = {"report.more_swings", "finding.CDC238"}
"""What stands after the number does not change with it: `3 in all`, `criteria: 21, of them 2`."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_other_phrase_puts_a_noun_after_a_number(language):
    plain = {key: text for key, text in words(language).phrases.items() if key not in plurals(language)}
    assert len(plain) > 900
    invariable = {"it": ("{files} file", "{count} file")}.get(language, ())
    assert [
        (key, text)
        for key, text in plain.items()
        if re.search(COUNTED, text) and key not in NO_NOUN and not any(part in text for part in invariable)
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_noun_that_a_phrase_counts_exists(language):
    say = words(language)
    libraries = (library for library in clauses.shipped().values() if library.language == language)
    articles = [said.say for library in libraries for clause in library.clauses for said in clause.sentences]
    texts = [*say.phrases.values(), *articles]
    nouns = {spec for text in texts for _, _, spec, _ in string.Formatter().parse(text) if spec}
    counted = {key.removeprefix("count.") for key in say.phrases if key.startswith("count.")}
    assert nouns == counted


VALID_FOR = {
    "en": ("1 day after", "2 days after", "5 days after", "21 days after"),
    "fr": ("1 jour après", "2 jours après", "5 jours après", "21 jours après"),
    "it": ("1 giorno dopo", "2 giorni dopo", "5 giorni dopo", "21 giorni dopo"),
    "ru": ("1 день после", "2 дня после", "5 дней после", "21 день после"),
}


@pytest.mark.parametrize("language", FIRST)
def test_one_two_five_and_twenty_one_take_their_plural(language):
    for number, text in zip((1, 2, 5, 21), VALID_FOR[language], strict=True):
        assert text in words(language)("report.award_validity", days=number)


def test_a_sentence_with_several_counts_gives_each_its_plural():
    said = [words(language)("cli.summary", errors=1, warnings=2, notes=0) for language in FIRST]
    assert said == [
        "1 error, 2 warnings, 0 notes",
        "1 erreur, 2 avertissements, 0 remarque",
        "1 errore, 2 avvisi, 0 note",
        "ошибок: 1, предупреждений: 2, заметок: 0",
    ]


def test_the_first_day_of_a_month_is_written_as_french_does():
    assert words("fr").date(dt.date(2027, 10, 1)) == "1er octobre 2027"
    assert words("fr").date(dt.date(2027, 10, 11)) == "11 octobre 2027"
