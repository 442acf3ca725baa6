"""Structures: what a project's own one names that does not exist, or names twice, is found with its place."""

import pytest

from cdc.errors import UnknownNameError
from cdc.packs import structures

PARTS = ("company", "features", "budget")
OWN = """id: ours
title: {en: Ours, it: Nostra}
languages: [en, it]
source: our house
documents:
  - id: specification
    kind: {en: Specification, it: Capitolato}
    sections:
      - {id: who, title: {en: Who, it: Chi}, parts: [company]}
      - {id: what, title: {en: What, it: Cosa}, parts: [features]}
not_rendered: [budget]
"""


def read(root, text):
    (root / "profiles").mkdir()
    (root / "profiles" / "ours.yaml").write_text(text, encoding="utf-8")
    return structures.known(root, PARTS)


def test_a_sound_structure_stands_beside_the_shipped_ones(tmp_path):
    found, findings = read(tmp_path, OWN)
    assert findings == []
    assert set(found) == {*structures.shipped(), "ours"}
    assert structures.chosen(tmp_path, "ours", PARTS).main.id == "specification"


@pytest.mark.parametrize(
    ("was", "put", "code", "line"),
    [
        ("parts: [features]", "parts: [featuers]", "CDC256", 10),
        ("parts: [features]", "parts: [features, company]", "CDC257", 10),
        ("id: what", "id: who", "CDC257", 10),
        ("{en: What, it: Cosa}", "{en: What}", "CDC258", 10),
        ("kind: {en: Specification, it: Capitolato}", "kind: {it: Capitolato}", "CDC258", 7),
    ],
)
def test_a_mistake_has_its_place_and_the_structure_is_not_taken(tmp_path, was, put, code, line):
    assert OWN.count(was) == 1
    found, findings = read(tmp_path, OWN.replace(was, put))
    assert [(one.code, one.place.line) for one in findings] == [(code, line)]
    assert "ours" not in found


@pytest.mark.parametrize(
    ("was", "put", "line"),
    [
        ("source: our house", "source: our house\nclauses: it-contrati", 5),
        ("source: our house", "source: our house\nclauses: it-contratti", 11),
        ("source: our house", "source: our house", 10),
    ],
)
def test_an_article_that_no_library_has_is_named(tmp_path, was, put, line):
    text = OWN.replace("parts: [features]", "parts: [features], clauses: [prise]").replace(was, put)
    found, findings = read(tmp_path, text)
    assert [(one.code, one.place.line) for one in findings] == [("CDC256", line)]
    assert "ours" not in found


def test_an_article_of_a_library_may_stand_in_an_own_structure(tmp_path):
    text = OWN.replace("parts: [features]", "parts: [features], clauses: [price]")
    found, findings = read(tmp_path, text.replace("source: our house", "source: our house\nclauses: it-contratti"))
    assert findings == []
    assert found["ours"].clauses == "it-contratti"


def test_a_part_that_is_nearly_right_is_guessed(tmp_path):
    _, (found,) = read(tmp_path, OWN.replace("[features]", "[featuers]"))
    assert found.facts["guess"] == "features"


def test_an_own_structure_goes_before_a_shipped_one_of_its_name(tmp_path):
    name = next(iter(structures.shipped()))
    found, findings = read(tmp_path, OWN.replace("id: ours", f"id: {name}"))
    assert findings == []
    assert found[name].source == "our house"


def test_a_structure_of_no_name_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(UnknownNameError) as caught:
        structures.chosen(tmp_path, "std9", PARTS)
    assert all(name in caught.value.facts["known"] for name in structures.shipped())
