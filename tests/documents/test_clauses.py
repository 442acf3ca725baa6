"""Articles of law: each sentence names what exists, stands only when all of it is stated, and loses no choice."""

import string

import pytest

from cdc.documents import clauses, coverage
from cdc.documents.compose import compose
from cdc.model import blocks as b
from cdc.model import fields
from cdc.model.contract import Contract
from cdc.model.specification import Specification
from cdc.packs import clauses as libraries
from cdc.packs import structures
from cdc.render import markdown
from cdc.words import words
from tests.documents import specimen

LIBRARIES = libraries.shipped()
PROFILES = structures.shipped()
LEGAL = {name: profile for name, profile in PROFILES.items() if profile.clauses}
LEAST = {
    "document": {"title": "T", "reference": "R", "version": "1.0", "date": "2027-01-01", "languages": ["en"]},
    "company": {"name": "Acme S.p.A.", "sector": "Trade"},
}
SENTENCES = [
    pytest.param(library, sentence, id=f"{library.id}-{clause.id}-{at}")
    for library in LIBRARIES.values()
    for clause in library.clauses
    for at, sentence in enumerate(clause.sentences)
]
STATED = {"company.name", "document.title", "document.reference"}


def spec(contract=None, tender=None):
    given = {"contract": contract} if contract else {}
    if tender:
        given["tender"] = {"id": "RP", "procedure": "Open", **tender}
    return Specification.model_validate({**LEAST, **given})


def printed(found, name):
    language = PROFILES[name].languages[0]
    documents = compose(found, PROFILES[name], language=language)
    return {document.name: markdown.render(document) for document in documents}


def field_at(path):
    """Give the field at a path, each step of which must exist."""
    model, field = Specification, None
    for step in path.split("."):
        field = fields.of(model)[step]
        model = field.model
    return field


def test_there_are_three_laws():
    assert {name: profile.clauses for name, profile in LEGAL.items()} == {
        "fr-dce": "fr-marches",
        "it-gara": "it-contratti",
        "us-ucf": "us-far",
    }
    assert len(SENTENCES) > 150


@pytest.mark.parametrize(("library", "sentence"), SENTENCES)
def test_a_sentence_names_what_there_is(library, sentence):
    for _, name, noun, _ in string.Formatter().parse(sentence.say):
        if name:
            assert field_at(name)
        if noun:
            assert field_at(name).kind == "whole"
            assert words(library.language).has(f"count.{noun}")
    for name, wanted in sentence.when.items():
        field = field_at(name)
        possible = field.choices or ("true", "false")
        assert set([wanted] if isinstance(wanted, str) else wanted) <= set(possible)


@pytest.mark.parametrize("name", LEGAL)
def test_each_article_stands_once(name):
    taken = [clause for section in PROFILES[name].sections for clause in section.clauses]
    assert sorted(taken) == sorted(clause.id for clause in LIBRARIES[LEGAL[name].clauses].clauses)


@pytest.mark.parametrize("name", LEGAL)
def test_what_is_not_chosen_is_not_written(name):
    """A sentence that names a choice of the contract or a fact of the tender stands in no document without it."""
    text = "\n".join(printed(spec(), name).values())
    for clause in LIBRARIES[LEGAL[name].clauses].clauses:
        for sentence in clause.sentences:
            opening = sentence.say.partition("{")[0][:60]
            if set(clauses.named(sentence)) - STATED and len(opening) > 25:
                assert opening not in text, opening


@pytest.mark.parametrize("name", LEGAL)
@pytest.mark.parametrize("choice", list(fields.of(Contract)))
def test_each_choice_is_written_somewhere(name, choice):
    """One choice alone, each of its words: an article says it, or the list of the other choices."""
    field = fields.of(Contract)[choice]
    before = set("\n".join(printed(spec(), name).values()).split("\n"))
    for value in field.choices or (["Zz text"] if field.many else "Zz text" if field.has_languages else 7,):
        after = set("\n".join(printed(spec({choice: value}), name).values()).split("\n"))
        assert after - before, (choice, value)


@pytest.mark.parametrize("name", sorted(set(PROFILES) - set(LEGAL) - {"executive", "staff"}))
def test_other_structures_list_the_choices_or_say_that_they_do_not(name):
    profile = PROFILES[name]
    text = "\n".join(printed(spec({"insurance": "Zz cover", "payment_days": 30}), name).values())
    if "vendors.contract" in profile.not_rendered:
        given = spec({"insurance": "Zz cover"})
        document = given.document.model_copy(update={"profile": name, "languages": profile.languages[:1]})
        chosen = given.model_copy(update={"document": document})
        found = {code: facts for code, _, facts in coverage.check(chosen, PROFILES)}
        assert "vendors.contract" in found["CDC254"]["parts"]
    else:
        assert "Zz cover" in text
        assert "30" in text


def test_a_value_is_counted_with_its_noun_and_a_full_stop_stands_once():
    days = {days: printed(spec({"payment_days": days}), "fr-dce")["ccap"] for days in (1, 30)}
    assert "un délai de 1 jour ;" in days[1]
    assert "un délai de 30 jours ;" in days[30]
    assert "Acme S.p.A. — la présente offre" in printed(spec(), "fr-dce")["ae"]
    insured = printed(spec({"insurance": "Responsabilité civile, S.A."}), "fr-dce")["ccap"]
    assert "Responsabilité civile, S.A." in insured
    assert ".." not in insured


def test_a_condition_chooses_between_sentences():
    firm = printed(spec({"price_form": "lump_sum", "price_revision": "firm"}), "it-gara")["schema-di-contratto"]
    revised = printed(spec({"price_revision": "revised", "price_index": "ISTAT"}), "it-gara")["schema-di-contratto"]
    assert "a corpo, nell’importo" in firm
    assert "I prezzi restano fissi" in firm
    assert "Indice di riferimento: ISTAT." in revised
    assert "restano fissi" not in revised
    unused = printed(spec({"price_revision": "firm", "price_index": "ISTAT"}), "it-gara")["schema-di-contratto"]
    assert "Indice: ISTAT" in unused  # no sentence says it: it stands among the other choices, not in silence


@pytest.mark.parametrize("name", ["fr-dce", "it-gara", "us-ucf"])
def test_a_whole_specification_fills_every_article(name):
    whole = Specification.model_validate(specimen.whole())
    found = compose(whole, PROFILES[name], language=PROFILES[name].languages[0])
    missing = words(PROFILES[name].languages[0])("document.not_filled")
    bare = [section.id for d in found for section in d.body if section.blocks == (b.Paragraph((missing,)),)]
    assert found
    assert set(bare) <= {"questions", "contract"}  # the specimen's question is internal, its term withdrawn


@pytest.mark.parametrize("name", ["us-ucf", "ru-gost34", "ru-gost19", "iso-srs", "iso-syrs", "iso-strs"])
def test_a_standard_without_amounts_prints_no_budget_not_even_in_the_summary(name):
    budget = {"disclosure": "full", "horizon": 5, "ceiling": 7654321}
    given = Specification.model_validate({**LEAST, "budget": budget})
    for audience in ("vendors", "internal"):
        found = compose(given, PROFILES[name], language=PROFILES[name].languages[0], audience=audience)
        text = "".join(markdown.render(document) for document in found)
        assert text
        assert "7654321" not in "".join(sign for sign in text if sign.isdigit())
