"""What real documents have has a place; chapters of the author's own keep their order and move no official number."""

import pytest

from cdc.documents import coverage
from cdc.documents.compose import compose
from cdc.model.specification import Specification
from cdc.packs import structures
from cdc.render import markdown

PROFILES = structures.shipped()
LEAST = {
    "document": {"title": "T", "reference": "R", "version": "1.0", "date": "2027-01-01", "languages": ["en"]},
    "company": {"name": "Acme", "sector": "Trade"},
    "departments": [{"id": "D-1", "name": "Sales"}],
    "use_cases": [{"id": "UC-1", "title": "Sell", "actor": "Agent", "department": "D-1", "goal": "Earn"}],
}
PLACES = {
    "scope": {"document": {**LEAST["document"], "in_scope": ["Zz sales"], "exclusions": ["Zz production"]}},
    "introductions": {"document": {**LEAST["document"], "introductions": {"use-cases": "Zz opening"}}},
    "acceptance": {
        "acceptance_stages": [
            {"id": "AC-1", "name": "Zz trial", "procedure": "Zz procedure", "criteria": "Zz criteria", "within": "Zz weeks", "if_failed": "Zz again", "record": "Zz record"}
        ]
    },
    "references": {
        "references": [{"id": "RD-1", "name": "Zz law", "kind": "law", "edition": "Zz 2016", "place": "Zz address", "note": "Zz cited"}]
    },
    "vendor roles": {
        "vendor_roles": [{"id": "VR-1", "name": "Zz manager", "profile": "Zz years", "tasks": "Zz leads", "presence": "Zz on site", "count": 2}]
    },
    "phases counted from an event": {"phases": [{"id": "PH-1", "name": "Zz set-up", "within": "Zz six weeks after award"}]},
    "milestones counted from an event": {"milestones": [{"id": "M-1", "name": "Zz live", "when": "Zz a week later"}]},
    "targets in words": {
        "objectives": [{"id": "O-1", "title": "Zz aim", "kpis": [{"id": "K-1", "name": "Zz kpi", "unit": "h", "target_text": "Zz to be agreed"}]}]
    },
    "relations of use cases": {
        "use_cases": [
            *LEAST["use_cases"],
            {"id": "UC-2", "title": "Zz offer", "actor": "Agent", "department": "D-1", "goal": "Earn", "preconditions": ["Zz before"], "postconditions": ["Zz after"], "variants": ["Zz otherwise"], "includes": ["UC-1"], "extends": ["UC-1"], "specialises": ["UC-1"]},
        ]
    },
}  # fmt: skip


def printed(data, profile="std8", audience="vendors"):
    kept = PROFILES[profile]
    spec = Specification.model_validate({**LEAST, **data})
    found = compose(spec, kept, language=kept.languages[0] if "en" not in kept.languages else "en", audience=audience)
    return "\n".join(markdown.render(document) for document in found)


def words_of(value):
    if isinstance(value, dict):
        return [text for part in value.values() for text in words_of(part)]
    if isinstance(value, list):
        return [text for part in value for text in words_of(part)]
    return [value] if isinstance(value, str) and value.startswith("Zz ") else []


@pytest.mark.parametrize("profile", ["std8", "fr5", "ru-gost34", "iso-srs", "us-ucf", "it-gara"])
@pytest.mark.parametrize("place", [place for place in PLACES if place != "introductions"])
def test_it_has_a_place(place, profile):
    wanted = words_of(PLACES[place])
    assert wanted
    text = printed(PLACES[place], profile)
    assert [word for word in wanted if word not in text] == []


def test_a_section_opens_with_the_words_of_its_author():
    text = printed(PLACES["introductions"])
    assert text.index("Zz opening") < text.index("UC-1")


def test_relations_of_use_cases_are_told():
    text = printed(PLACES["relations of use cases"])
    assert "Includes: UC-1 · Extends: UC-1 · Special kind of: UC-1" in text


OWN = [{"id": f"S-{name}", "title": f"Own {name}", "after": "acceptance", "body": name} for name in "ABC"]


def test_own_chapters_keep_their_order():
    own = [{**section, "after": "project"} for section in OWN]
    text = printed({"sections": own})
    assert text.index("Own A") < text.index("Own B") < text.index("Own C")


def test_own_chapters_move_no_number_of_a_standard():
    before = [line for line in printed({}, "ru-gost34").split("\n") if line.startswith("## ")]
    text = printed({"sections": OWN}, "ru-gost34")
    assert [line for line in text.split("\n") if line.startswith("## ")] == before
    assert [line for line in text.split("\n") if "Own" in line] == ["### 7.1 Own A", "### 7.2 Own B", "### 7.3 Own C"]


def test_a_standard_says_nothing_is_required_only_where_the_author_does():
    text = printed({}, "ru-gost34")
    assert "Требования не предъявляются" not in text
    assert "Раздел не заполнен" in text
    document = {**LEAST["document"], "nothing_required": ["documents"]}
    assert printed({"document": document}, "ru-gost34").count("Требования не предъявляются") == 1


def test_check_names_the_sections_that_nobody_fills():
    def codes(**document):
        given = {**LEAST["document"], "profile": "ru-gost34", "languages": ["ru"], **document}
        spec = Specification.model_validate({**LEAST, "document": given})
        return {code: facts for code, _, facts in coverage.check(spec, PROFILES)}

    assert "documents" in codes()["CDC272"]["sections"]
    assert "documents" not in codes(nothing_required=["documents"])["CDC272"]["sections"]
    assert codes(nothing_required=["general"])["CDC273"] == {"section": "general"}
