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
from cdc.words import LANGUAGES, words

SOURCE = Path(__file__).parents[2] / "cdc"


def _facts(phrase):
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_stands_in_every_language_with_the_same_facts(language):
    english, other = words("en").phrases, words(language).phrases
    assert len(english) > 900
    assert sorted(english) == sorted(other)
    assert [key for key in english if _facts(english[key]) != _facts(other[key])] == []
    assert [key for key in other if not other[key].strip()] == []


def test_every_code_has_its_sentence_and_its_hint():
    assert len(REGISTRY) > 90
    assert [code for code in REGISTRY for key in ("finding", "hint") if not words("en").has(f"{key}.{code}")] == []


def test_every_key_in_the_code_exists():
    used = set()
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'"((?:document|report|grid|cli|error|kind|what|label|value)\.[a-z_]+)"', text))
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
        if w not in LANGUAGES and not any(say.has(f"{p}{w}") for p in (f"value.{f}_", "value.", "value.list_"))
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
    assert [words(lang).date(day) for lang in LANGUAGES] == [
        "20 November 2026",
        "20 novembre 2026",
        "20 novembre 2026",
        "20.11.2026",
    ]
    assert [words(lang).money(Decimal(1250), "EUR") for lang in LANGUAGES] == [
        "€1,250",
        "1\u202f250\u00a0€",
        "1250\u00a0€",
        "1\u00a0250\u00a0€",
    ]
    assert words("fr").percent(Decimal(24)) == "24\u202f%"
