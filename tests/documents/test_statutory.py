"""Statutory sets: what each answers to is said, compared and dated; their constraints stand where the standard has them."""

import pytest

from cdc.documents.compose import compose
from cdc.model.specification import Specification
from cdc.packs import clauses, structures
from cdc.render import markdown
from tests.conftest import ROOT

PROFILES = structures.shipped()
STATUTORY = {name: p for name, p in PROFILES.items() if any(section.article for section in p.sections)}
LEAST = {
    "document": {"title": "T", "reference": "R", "version": "1.0", "date": "2027-01-01", "languages": ["ru"]},
    "company": {"name": "Acme", "sector": "Trade"},
}


def test_the_sets_of_laws_and_standards_are_known():
    wanted = {"fr-dce", "it-gara", "us-ucf", "ru-gost34", "ru-gost19", "iso-strs", "iso-syrs", "iso-srs"}
    assert set(STATUTORY) == wanted


@pytest.mark.parametrize("name", STATUTORY)
def test_no_set_is_called_checked_but_against_the_official_text(name):
    profile = STATUTORY[name]
    assert profile.compared
    assert all(compared.on >= "2026-11-01" for compared in profile.compared)
    if profile.status == "checked":
        assert {compared.kind for compared in profile.compared} == {"official"}


def test_a_library_of_clauses_says_what_it_was_compared_with():
    assert len(clauses.shipped()) == 3
    for library in clauses.shipped().values():
        assert library.compared
        assert all(clause.basis for clause in library.clauses)


@pytest.mark.parametrize("name", STATUTORY)
def test_a_category_of_constraints_has_one_place(name):
    taken = [category for section in STATUTORY[name].sections for category in section.constraints]
    assert len(taken) == len(set(taken))


def constraint(id_, category):
    return {"id": id_, "title": f"Zz {category}", "statement": "Must.", "category": category}


def headings(spec, name):
    (document,) = compose(spec, PROFILES[name], language="ru")
    lines = markdown.render(document).split("\n")
    head = {}
    for line in lines:
        if line.startswith("#"):
            head["last"] = line.lstrip("# ")
        elif "Zz " in line:
            head[line.split("Zz ")[1].split("*")[0].strip()] = head["last"]
    return head


def test_constraints_stand_in_the_clause_of_their_kind():
    kinds = ["transport", "metrology", "safety", "patents", "security", "other"]
    listed = [constraint(f"C-{at}", kind) for at, kind in enumerate(kinds)]
    found = headings(Specification.model_validate({**LEAST, "constraints": listed}), "ru-gost34")
    assert "Метрологическое обеспечение" in found["metrology"]
    assert "Безопасность" in found["safety"]
    assert "Транспортабельность" in found["transport"]
    assert "Патентная чистота" in found["patents"]
    assert "несанкционированного" in found["security"]
    assert "Дополнительные требования" in found["other"]


def test_official_clauses_keep_their_numbers_whatever_is_filled():
    own = [
        {"id": "S-1", "title": "Маркировка дисков", "fills": "marking", "body": "Zz на диске."},
        {"id": "S-2", "title": "Своё", "after": "marking", "body": "Ещё."},
    ]
    bare = compose(Specification.model_validate(LEAST), PROFILES["ru-gost19"], language="ru")[0]
    full = compose(Specification.model_validate({**LEAST, "sections": own}), PROFILES["ru-gost19"], language="ru")[0]
    numbers = [section.number for section in bare.body]
    assert [section.number for section in full.body] == numbers == [str(n) for n in range(1, 10)]
    text = markdown.render(full)
    marking = text.split("4.6 Требования к маркировке и упаковке")[1].split("\n#")[0]
    assert "**Маркировка дисков**" in marking
    assert "Zz на диске." in marking
    assert "не заполнен" not in marking
    assert "4.6.1 Своё" in text


def test_a_chapter_that_fills_a_section_of_another_document_stands_there_alone():
    own = [{"id": "S-1", "title": "Prix", "fills": "price", "body": "Zz prix."}]
    documents = compose(Specification.model_validate({**LEAST, "sections": own}), PROFILES["fr-dce"], language="fr")
    holding = [document.name for document in documents if "Zz prix." in markdown.render(document)]
    assert holding == ["ccap"]


def test_the_preface_has_no_number():
    given = Specification.model_validate({**LEAST, "tender": {"id": "RP", "procedure": "Aperta"}})
    rules = compose(given, PROFILES["it-gara"], language="it")[0]
    assert rules.name == "disciplinare"
    assert [section.number for section in rules.body] == [str(number) for number in range(1, 30)]
    assert "**Premesse**" in markdown.render(rules)


def test_the_page_lists_each_article_and_each_clause():
    page = (ROOT / "docs" / "statutory.md").read_text(encoding="utf-8")
    rows = [section for name in STATUTORY for section in PROFILES[name].sections]
    assert len(rows) > 200
    for section in rows:
        assert next(iter(section.title.values())) in page
        assert f"| {section.article or '–'} |" in page
    for library in clauses.shipped().values():
        assert all(f"| `{clause.id}` | {clause.basis} |" in page for clause in library.clauses)
        assert all(compared.text in page and compared.on in page for compared in library.compared)
