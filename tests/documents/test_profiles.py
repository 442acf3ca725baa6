"""Every profile: each part in one place, every requirement once, nothing lost in silence, links that lead somewhere."""

import re

import pytest
from typer.testing import CliRunner

from cdc import api
from cdc.cli.app import app
from cdc.documents import compose
from cdc.documents.parts import PARTS
from cdc.model import blocks as b
from cdc.render import html, markdown
from tests.conftest import EXAMPLE

PROFILES = compose.profiles()
ASKED = {"features", "technical.constraints", "technical.flows", "technical.migrations", "planning.training", "vendors.services", "vendors.levels"}  # fmt: skip
"""Parts that hold what vendors answer."""


def sections(nodes):
    for node in nodes:
        yield node
        yield from sections(node.sections)


def test_there_are_profiles_of_countries_standards_and_houses():
    assert {"std8", "concise", "fr5", "ru-crm", "fr-cdcf", "ru-gost34", "ru-gost19", "iso-strs", "iso-syrs", "iso-srs", "us-ucf"} <= set(PROFILES)  # fmt: skip


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_every_part_has_one_place_or_is_named_as_left_out(name):
    profile = PROFILES[name]
    nodes = list(sections(profile.sections))
    used = [part for node in nodes for part in node.parts]
    assert len({node.id for node in nodes}) == len(nodes)
    assert sorted([*used, *profile.not_rendered]) == sorted(PARTS)
    assert set(used) >= ASKED
    for texts in (profile.title, profile.kind, *(node.title for node in nodes)):
        assert set(texts) == set(profile.languages)
    assert (profile.status == "experimental") == bool(profile.doubt)
    assert not profile.doubt or set(profile.doubt) == {"en", "fr", "it", "ru"}


@pytest.fixture(scope="module")
def example():
    spec, _ = api.load(EXAMPLE)
    return spec


def composed(spec, name, language, audience="vendors"):
    document = spec.document.model_copy(update={"profile": name})
    return compose.compose(spec.model_copy(update={"document": document}), language=language, audience=audience)


def numbers_of(blocks):
    for block in blocks:
        if isinstance(block, b.Section):
            yield block.number
            yield from numbers_of(block.blocks)


@pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in sorted(PROFILES) for language in PROFILES[name].languages]
)
def test_every_requirement_stands_once_and_every_link_leads_somewhere(example, name, language):
    document = composed(example, name, language)
    page = html.render(document)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    lost = set(re.findall(r'href="#([^"]+)"', page)) - set(ids)
    assert not lost
    text = markdown.render(document)
    asked = [
        item
        for kind, item in example.asked
        if kind != "contract_terms" or "vendors.contract" not in PROFILES[name].not_rendered
    ]  # a standard may leave the contract to its own document
    assert len(asked) > 100
    for item in asked:
        assert ids.count(html.anchor(item.id)) == 1, item.id
        assert item.id in text
    found = list(numbers_of(document.body))
    assert len(found) == len(set(found))
    assert [number for number in found if "." not in number] == [
        chr(65 + at) if PROFILES[name].numbering == "letters" else str(at + 1) for at in range(len(document.body))
    ]


def test_no_section_of_a_standard_ever_disappears(example):
    bare = example.model_copy(
        update={"features": (), "migrations": (), "trainings": (), "deliverables": (), "risks": ()}
    )
    for name in ("ru-gost34", "ru-gost19", "iso-strs", "iso-syrs", "iso-srs", "us-ucf"):
        language = PROFILES[name].languages[0]
        document = composed(bare, name, language)
        assert bare.sections
        titles = [section.title[language] for section in PROFILES[name].sections]
        assert [section.title for section in document.body][: len(titles)] == titles


def test_the_russian_standards_hold_neither_amounts_nor_selection_criteria(example):
    for name in ("ru-gost34", "ru-gost19"):
        text = markdown.render(composed(example, name, "ru"))
        assert {"planning.budget", "vendors.criteria", "vendors.prices"} <= set(PROFILES[name].not_rendered)
        assert f"{int(example.budget.ceiling):,}".replace(",", "\xa0") not in text
        assert not [leaf.id for leaf in example.leaves if leaf.id in text]
        assert not [line.id for line in example.price_lines if re.search(rf"\b{line.id}\b", text)]


def test_pages_for_vendors_hold_nothing_internal(example):
    for name in sorted(PROFILES):
        text = markdown.render(composed(example, name, PROFILES[name].languages[0]))
        for member in example.board:
            assert member.evaluator not in text.split()


def test_a_profile_of_other_languages_is_refused_with_its_own(tmp_path):
    done = CliRunner().invoke(app, ["--lang", "en", "profiles"])
    assert done.exit_code == 0
    for name in PROFILES:
        assert re.search(rf"^{name} ", done.output, re.MULTILINE)
