"""Every profile: each part in one place, every requirement once, nothing lost in silence, links that lead somewhere."""

import re
from decimal import Decimal

import pytest
from pydantic import BaseModel
from typer.testing import CliRunner

from cdc import api
from cdc.cli.app import app
from cdc.documents.compose import compose
from cdc.documents.parts import PARTS
from cdc.model import blocks as b
from cdc.model.base import Contact
from cdc.packs import structures
from cdc.render import html, markdown
from cdc.render.html.inline import anchor
from cdc.render.html.page import render_for_print
from cdc.words import LANGUAGES
from tests.conftest import EXAMPLE, ROOT

PROFILES = structures.shipped()
WHOLE = sorted(name for name, profile in PROFILES.items() if not profile.is_brief)
ASKED = {"features", "technical.constraints", "technical.flows", "technical.migrations", "planning.training", "vendors.services", "vendors.levels"}  # fmt: skip
"""Parts that hold what vendors answer."""


def test_there_are_profiles_of_countries_standards_and_houses():
    assert {"std8", "concise", "fr5", "ru-crm", "fr-cdcf", "ru-gost34", "ru-gost19", "iso-strs", "iso-syrs", "iso-srs", "us-ucf", "fr-dce", "it-gara", "two-parts", "executive", "staff"} <= set(PROFILES)  # fmt: skip


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_every_part_has_one_place_or_is_named_as_left_out(name):
    profile = PROFILES[name]
    nodes = list(profile.sections)
    used = [part for node in nodes for part in node.parts]
    assert len({node.id for node in nodes}) == len(nodes) > 2
    again = [part for part in used if part.startswith("brief.")]
    if profile.is_brief:
        assert used == again
    else:
        assert sorted([*used, *profile.not_rendered]) == sorted(
            [*(p for p in PARTS if not p.startswith("brief.")), *again]
        )
        assert set(used) >= ASKED
    kinds = [document.kind for document in profile.documents]
    for texts in (profile.title, *kinds, *(node.title for node in nodes)):
        assert set(texts) >= set(profile.languages)
    assert (profile.status == "experimental") == bool(profile.doubt)
    assert not profile.doubt or set(profile.doubt) == set(LANGUAGES)


@pytest.fixture(scope="module")
def example():
    loaded, _ = api.load(EXAMPLE)
    return loaded.specification


def composed(spec, name, language, audience="vendors"):
    return compose(spec, PROFILES[name], language=language, audience=audience)


def numbers_of(blocks):
    for block in blocks:
        if isinstance(block, b.Section):
            yield block.number
            yield from numbers_of(block.blocks)


@pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in sorted(PROFILES) for language in PROFILES[name].languages]
)
def test_every_requirement_stands_once_and_every_link_leads_somewhere(example, name, language):
    documents = composed(example, name, language, "internal" if name == "staff" else "vendors")
    assert documents
    every_id, text = [], ""
    for document in documents:
        page = html.render(document)
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        lost = set(re.findall(r'href="#([^"]+)"', page)) - set(ids)
        assert not lost
        found = list(numbers_of(document.body))
        assert len(found) == len(set(found))
        chapters = [number for number in found if "." not in number]
        letters = name == "us-ucf"
        assert chapters == [chr(65 + at) if letters else str(at + 1) for at in range(len(document.body))]
        every_id += ids
        text += markdown.render(document)
    if PROFILES[name].is_brief:
        return
    asked = [
        item
        for kind, item in example.asked
        if kind != "contract_terms" or "vendors.contract" not in PROFILES[name].not_rendered
    ]  # a standard may leave the contract to its own document
    assert len(asked) > 100
    for item in asked:
        assert every_id.count(anchor(item.id)) == 1, item.id
        assert item.id in text


def test_no_section_of_a_standard_ever_disappears(example):
    bare = example.model_copy(
        update={"features": (), "migrations": (), "trainings": (), "deliverables": (), "risks": ()}
    )
    for name in ("ru-gost34", "ru-gost19", "iso-strs", "iso-syrs", "iso-srs", "us-ucf"):
        language = PROFILES[name].languages[0]
        (document,) = composed(bare, name, language)
        assert bare.sections
        titles = [section.title[language] for section in PROFILES[name].main.sections]
        assert [section.title for section in document.body][: len(titles)] == titles


def test_the_russian_standards_hold_neither_amounts_nor_selection_criteria(example):
    for name in ("ru-gost34", "ru-gost19"):
        text = "".join(markdown.render(document) for document in composed(example, name, "ru"))
        assert {"planning.budget", "vendors.criteria", "vendors.prices"} <= set(PROFILES[name].not_rendered)
        assert f"{int(example.budget.ceiling):,}".replace(",", "\xa0") not in text
        assert not [leaf.id for leaf in example.leaves if leaf.id in text]
        assert not [line.id for line in example.price_lines if re.search(rf"\b{line.id}\b", text)]


INTERNAL = ("board", "vendors", "workshops", "interviews", "decisions", "ideas", "change_requests", "issues", "reviews")
"""Lists that only the company may read."""
TOKEN = "zqx"


def marked(value, seen):
    """Give a copy of a value with a token of its own in place of every text, ids and words of closed lists excepted."""
    if isinstance(value, BaseModel):
        closed = {
            name
            for name, info in type(value).model_fields.items()
            if "Literal" in str(info.annotation) and "by_language" not in f"{info.annotation} {info.metadata}"
        }
        names = [name for name in type(value).model_fields if name != "id" and name not in closed]
        return value.model_copy(update={name: marked(getattr(value, name), seen) for name in names})
    if isinstance(value, tuple):
        return tuple(marked(item, seen) for item in value)
    if isinstance(value, dict):
        return {key: marked(item, seen) for key, item in value.items()}
    if isinstance(value, str) and not re.fullmatch(r"[A-Z][A-Z0-9]*-[A-Z0-9-]+", value):
        seen.append(value)
        return f"{TOKEN}{len(seen)}"
    return value


def test_pages_for_vendors_hold_nothing_internal(example):
    seen = []
    update = {name: marked(getattr(example, name), seen) for name in INTERNAL}
    lines = tuple(line.model_copy(update={"name": f"{TOKEN}budget", "note": f"{TOKEN}note", "amount": Decimal(8374651)}) for line in example.budget.lines)  # fmt: skip
    update["budget"] = example.budget.model_copy(
        update={"lines": lines, "disclosure": "hidden", "ceiling": Decimal(7364519)}
    )
    update["governance"] = example.governance.model_copy(update={"internal_message": f"{TOKEN}message"})
    update["evaluation"] = example.evaluation.model_copy(update={"options_analysis": f"{TOKEN}options"})
    update["features"] = tuple(item.model_copy(update={"weight_reason": f"{TOKEN}reason", "rationale": f"{TOKEN}why"}) for item in example.features)  # fmt: skip
    update["stakeholders"] = tuple(
        item.model_copy(update={"contact": Contact(email=f"{TOKEN}@example.org", phone="+39 555 837465", publish=False), "days": 83746}) for item in example.stakeholders
    )  # fmt: skip
    update["questions"] = tuple(item.model_copy(update={"by": f"{TOKEN}asked"}) for item in example.questions)
    update["annexes"] = tuple(
        item.model_copy(update={"title": f"{TOKEN}annex", "confidentiality": "internal"}) for item in example.annexes
    )
    spec = example.model_copy(update=update)
    assert len(seen) > 60
    shown = composed(spec, "std8", "en", "internal")
    assert TOKEN in "".join(render_for_print(document) for document in shown)
    for name in sorted(PROFILES):
        for language in PROFILES[name].languages:
            documents = composed(spec, name, language)
            assert documents or name == "staff"
            text = "".join(render_for_print(document) + markdown.render(document) for document in documents)
            assert TOKEN not in text, (name, language, text[text.index(TOKEN) - 80 :][:160])
            for secret in ("8374651", "7364519", "837465", "83746"):
                assert not re.search(rf"(?<!\d){secret}(?!\d)", re.sub(r"[\s.,\u202f\u00a0]", "", text)), (name, secret)


def test_a_set_of_documents_states_each_thing_in_one_of_them(example):
    rules, engagement, clauses, technical, prices = composed(example, "fr-dce", "fr")
    assert [d.name for d in (rules, clauses, technical, prices)] == ["rc", "ccap", "cctp", "bpu-dqe"]
    assert "Objet de l’engagement" in markdown.render(engagement)
    texts = [markdown.render(document) for document in (rules, clauses, technical, prices)]
    holds = [["CR-FUN" in text, "CT-1" in text, "F-ACC-01" in text, "PL-1" in text] for text in texts]
    assert [row[at] for at, row in enumerate(holds)] == [True] * 4
    assert "F-ACC-01 " not in texts[3]
    own = [section.title for section in technical.body if section.id in {item.id for item in example.sections}]
    assert own  # the author's chapters stand in the document that holds the features


def test_two_pages_for_the_board_and_one_for_the_staff(example):
    (board,) = composed(example, "executive", "en")
    assert board.layout == "sheet"
    assert "€" not in markdown.render(board).split("What it costs")[0].split("What is asked")[1].split("Budget")[0]
    text = markdown.render(board)
    assert "Jacopo" not in text
    assert composed(example, "staff", "en") == ()
    (staff,) = composed(example, "staff", "en", "internal")
    assert "one place for visits, offers and complaints" in markdown.render(staff)


def test_a_functional_specification_says_criterion_and_flexibility(example):
    def flexible(item):
        return item.model_copy(update={"flexibility": "F3", "exchange_rate": "2 % du prix par point"})

    features = (flexible(example.features[0]), *example.features[1:])
    (document,) = composed(example.model_copy(update={"features": features}), "fr-cdcf", "fr")
    text = markdown.render(document)
    assert text.count("F3, très négociable") == 1
    assert "2 % du prix par point" in text
    essential = sum(1 for _, item in example.asked if item.priority == "essential")
    assert essential - 5 < text.count("F0, impératif") <= essential
    assert "Critère d’appréciation" in text
    assert "F0" not in markdown.render(composed(example, "fr5", "fr")[0])


def test_an_author_orders_renames_and_hides_sections(example):
    changes = {"section_order": ("features", "company"), "section_titles": {"company": {"en": "Who we are", "it": "Chi siamo"}}, "hidden_sections": ("planning",)}  # fmt: skip
    spec = example.model_copy(update={"document": example.document.model_copy(update=changes)})
    (document,) = composed(spec, "std8", "en")
    assert [section.id for section in document.body][:3] == ["features", "company", "project"]
    assert document.body[1].title == "Who we are"
    assert "planning" not in [section.id for section in document.body]


OWN = """id: house
title: {en: House}
languages: [en]
source: Our house
documents:
  - kind: {en: Request}
    sections:
      - {id: all, title: {en: All}, parts: [features, %s]}
"""


def test_a_project_brings_its_own_structure(project):
    (project / "profiles").mkdir()
    (project / "profiles" / "house.yaml").write_text(OWN % "technical.constraints", encoding="utf-8")
    path = project / "document.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("profile: std8", "profile: house").replace("[it, fr, ru, en]\n  auth", "[en, it]\n  auth"), encoding="utf-8")  # fmt: skip
    checked = api.check(project)
    assert {f.code for f in checked.findings} >= {"CDC253", "CDC254"}  # Italian is asked for; other parts have content
    loaded, _ = api.load(project)
    (document,) = api.documents(loaded, language="en")
    assert [section.id for section in document.body if not section.id.startswith("S-")][:1] == ["all"]


@pytest.mark.parametrize(
    ("part", "code"), [("technical.constraint", "CDC256"), ("features", "CDC257"), ("features.data], ttl: [", "CDC201")]
)
def test_mistakes_in_an_own_structure_have_their_place(project, part, code):
    (project / "profiles").mkdir()
    (project / "profiles" / "house.yaml").write_text(OWN % part, encoding="utf-8")
    found = [f for f in api.check(project).findings if f.place.file == "profiles/house.yaml"]
    assert code in [f.code for f in found]
    assert all(f.place.line >= 8 for f in found if f.code == code)


@pytest.mark.parametrize(
    ("find", "put", "code"),
    [
        ("- kind: {en: Request}", "- id: ../../out\n    kind: {en: Request}", "CDC207"),
        ("kind: {en: Request}", "kind: {it: Richiesta}", "CDC258"),
        ("{id: all, title", "{id: specification, title", "CDC257"),
        ("- {id: all, title: {en: All}, parts: [features, features.data]}", "[]", "CDC208"),
    ],
)
def test_an_own_structure_cannot_leave_its_folder_nor_lack_what_is_printed(project, find, put, code):
    (project / "profiles").mkdir()
    text = OWN % "features.data"
    assert find in text
    (project / "profiles" / "house.yaml").write_text(text.replace(find, put), encoding="utf-8")
    assert code in [f.code for f in api.check(project).findings if f.place.file == "profiles/house.yaml"]


def test_a_profile_of_other_languages_is_refused_with_its_own(tmp_path):
    done = CliRunner().invoke(app, ["--lang", "en", "profiles"])
    assert done.exit_code == 0
    for name in PROFILES:
        assert re.search(rf"^{name} ", done.output, re.MULTILINE)


def test_the_page_on_structures_names_every_profile_and_part():
    page = (ROOT / "docs" / "profiles.md").read_text(encoding="utf-8")
    assert PARTS
    assert not [name for name in (*PROFILES, *PARTS) if f"`{name}`" not in page]
