"""Texts of several languages say the same: what is told apart, what is no difference, and seeded faults counted."""

import random
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdc import yaml
from cdc.lint.meaning import differences
from cdc.words import LANGUAGES
from tests.conftest import ROOT


def found(**texts):
    return [(what.code, what.said, what.other) for _, what in differences(texts, next(iter(texts)))]


@pytest.mark.parametrize(
    "texts",
    [
        {"en": "within 1,500 days", "fr": "sous 1 500 jours", "it": "entro 1.500 giorni", "ru": "за 1 500 дней"},
        {"en": "12.5 % of orders", "fr": "12,5 % des commandes", "ru": "12,5 % заказов"},
        {"en": "on 31 January 2027", "fr": "le 31 janvier 2027", "it": "il 31/01/2027", "ru": "31 января 2027 г."},
        {"en": "from 8 a.m. to 6 pm", "fr": "de 8 h à 18 h", "it": "dalle 8:00 alle 18:00"},
        {"en": "two of the three sites", "fr": "2 des 3 sites", "ru": "две из трёх площадок"},
        {"en": "no more than 3 clicks", "it": "al massimo 3 clic", "ru": "не более 3 нажатий"},
        {"en": "not later than day 5", "fr": "au plus tard le jour 5"},
        {"en": "WCAG 2.2 level AA", "fr": "WCAG 2.2 niveau AA"},
        {"en": "works without network", "fr": "ne demande pas de réseau", "ru": "работает без сети"},
        {"en": "see https://example.org/a and F-12", "it": "si veda https://example.org/a e F-12"},
        {"en": "The tool shall print", "fr": "L’outil imprime", "ru": "Система печатает"},
        {"en": "the 2nd site", "fr": "le 2e site", "it": "la 2ª sede", "ru": "2-й объект"},
    ],
    ids=lambda texts: texts["en"],
)
def test_other_ways_of_saying_the_same_are_no_difference(texts):
    assert found(**texts) == []


@pytest.mark.parametrize(
    ("texts", "difference"),
    [
        ({"en": "within 2 s", "fr": "en 20 s"}, ("CDC350", "2", "20")),
        ({"en": "1,500 users", "fr": "1,500 utilisateurs"}, ("CDC350", "1500", "1.5")),
        ({"en": "on 3 May 2027", "it": "il 3 giugno 2027"}, ("CDC350", "5", "6")),
        ({"en": "at 6 pm", "fr": "à 6 h"}, ("CDC350", "18", "6")),
        ({"en": "for two sites", "ru": "для трёх площадок и 5 складов"}, ("CDC350", "–", "5")),
        ({"en": "in 200 ms", "ru": "за 200 с"}, ("CDC351", "200 ms", "200 s")),
        ({"en": "30 days", "it": "30 settimane"}, ("CDC351", "30 d", "30 week")),
        ({"en": "as F-12 says", "fr": "comme dit F-21"}, ("CDC352", "F-12", "F-21")),
        ({"en": "write to a@b.org", "fr": "écrivez-nous"}, ("CDC352", "a@b.org", "–")),
        ({"en": "shall not delete records", "ru": "должна удалять записи"}, ("CDC353", "✓", "–")),
        ({"en": "deletes records", "it": "non cancella le schede"}, ("CDC353", "–", "✓")),
        ({"en": "at most 3 errors", "ru": "более 3 ошибок"}, ("CDC353", "≤", "≥")),
        ({"en": "The tool shall print", "fr": "L’outil peut imprimer"}, ("CDC354", "must", "may")),
        ({"en": "The tool should print", "it": "Lo strumento deve stampare"}, ("CDC354", "should", "must")),
        ({"en": "- a\n- b", "fr": "- a\n- b\n- c"}, ("CDC355", "2", "3")),
    ],
    ids=lambda value: value["en"] if isinstance(value, dict) else value[0],
)
def test_what_was_changed_on_the_way_is_told(texts, difference):
    assert difference in found(**texts)


def test_a_language_without_text_is_not_compared():
    assert found(en="within 2 s", fr="") == []
    assert found(en="", fr="en 2 s") == []


def test_a_language_that_does_not_say_how_it_says_things_is_not_compared():
    assert found(en="within 2 s", xx="20") == []


def written(number, language):
    whole, _, rest = f"{number:f}".partition(".")
    group, decimal = {"en": (",", "."), "it": (".", ","), "fr": ("\u202f", ","), "ru": ("\u00a0", ",")}[language]
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", group, whole)
    return grouped + (decimal + rest if rest else "")


@given(st.decimals(min_value=2, max_value=10**9, places=2), st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_a_number_is_the_same_in_the_writing_of_every_language(number, one, other):
    texts = {one: f"x {written(number, one)} y", other: f"x {written(number, other)} y"}
    assert differences(texts, one) == ()
    changed = {**texts, "en": f"x {written(number + Decimal('0.01'), 'en')} y"}
    if "en" not in (one, other):
        assert [what.code for language, what in differences(changed, one) if language == "en"] == ["CDC350"]


def parallel():
    """Give every text of the example and of the pack that has several languages."""
    waiting = [
        yaml.read(path.name, path.read_bytes()).data
        for path in [
            *sorted((ROOT / "examples" / "crm-gelato").glob("*.yaml")),
            ROOT / "templates" / "packs" / "crm.yaml",
        ]
        if path.is_file()
    ]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict) and "en" in item and len(item) > 1 and set(item) <= set(LANGUAGES):
            yield item
        elif isinstance(item, dict | list):
            waiting += item.values() if isinstance(item, dict) else item


UNITS = {
    "fr": [(r"(\d+ )s\b", r"\1ms"), (r"(\d+ )minutes\b", r"\1heures"), (r"(\d+ )jours\b", r"\1semaines")],
    "it": [(r"(\d+ )s\b", r"\1ms"), (r"(\d+ )minuti\b", r"\1ore"), (r"(\d+ )giorni\b", r"\1settimane")],
    "ru": [(r"(\d+ )с\b", r"\1мс"), (r"(\d+ )минут\b", r"\1часов"), (r"(\d+ )дней\b", r"\1недель")],
}
NEGATIONS = {
    "fr": [(r"\b(?:ne |n’)(\w+) (?:pas|jamais)", r"\1")],
    "it": [(r"\b[Nn]on ", ""), (r"\bmai\b", "")],
    "ru": [(r"\b[Нн]е ", ""), (r"\bникогда\b", "")],
}
LEVELS = {
    "fr": [(r"\bdoit\b", "peut"), (r"\bdoivent\b", "devraient")],
    "it": [(r"\bdeve\b", "può"), (r"\bdevono\b", "dovrebbero")],
    "ru": [(r"\bдолжна\b", "может"), (r"\bдолжны\b", "могут"), (r"\bдолжен\b", "может")],
}


def faults(language, text, chance):
    """Give a text with one fault of each kind that it can have."""
    numbers = list(re.finditer(r"(?<![\w.,])\d+(?![\w.,]*\d)", text))
    if numbers:
        at = chance.choice(numbers)
        yield "number", f"{text[: at.start()]}{int(at[0]) + chance.choice((1, 5, 10))}{text[at.end() :]}"
    for kind, table in (("unit", UNITS), ("negation", NEGATIONS), ("level", LEVELS)):
        changed = (re.sub(pattern, other, text, count=1) for pattern, other in table[language])
        yield from [(kind, new) for new in changed if new != text][:1]


def test_of_five_hundred_seeded_faults_nearly_all_are_found_and_next_to_nothing_else():
    chance, pairs, false = random.Random(7), 0, 0
    tried = {kind: [0, 0] for kind in ("number", "unit", "negation", "level")}
    for texts in parallel():
        for language in sorted({"fr", "it", "ru"} & set(texts)):
            pairs += 1
            if differences({"en": texts["en"], language: texts[language]}, "en"):
                false += 1
                continue
            for kind, text in faults(language, texts[language], chance):
                tried[kind][0] += 1
                tried[kind][1] += bool(differences({"en": texts["en"], language: text}, "en"))
    assert pairs > 2000
    assert false / pairs < 0.01
    assert sum(count for count, _ in tried.values()) > 500
    assert sum(told for _, told in tried.values()) / sum(count for count, _ in tried.values()) >= 0.95
    for kind, (count, told) in tried.items():
        assert told / count >= (0.6 if kind == "negation" else 0.95), (kind, count, told)
