"""Every code of the registry has a broken variant of the example; the finding stands where the variant is marked."""

import re
import shutil
from pathlib import Path

import pytest

from cdc import api, yaml
from cdc.findings import REGISTRY
from cdc.lint.rules import RULES
from cdc.words import LANGUAGES, telling, words
from tests.conftest import EXAMPLE
from tests.project import bytes_variants, course_variants, procedure_variants, tender_variants, workbook_variants

FILE = Path(__file__).parent / "variants.yaml"
VARIANTS = yaml.read(FILE.name, FILE.read_bytes()).data
MARK = "▶"
TENDER = {
    **tender_variants.CASES,
    **procedure_variants.CASES,
    **workbook_variants.CASES,
    **course_variants.CASES,
}


def _place(text):
    """Give the text without its marker, and the marker's line and column."""
    before, _, after = text.partition(MARK)
    return before + after, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _cut(text, keys):
    """Take out top-level or nested keys with all that stands under them."""
    for key in keys:
        text = re.sub(rf"(?m)^( *){key}:.*\n(?:\1 +.*\n|\1- .*\n)*", "", text)
    return text


def build(variant, project):
    """Write a variant into a copy of the example; give the file, line and column of its marker."""
    target = project / variant["file"]
    target.parent.mkdir(exist_ok=True)
    if "add" in variant:
        text, line, column = _place(variant["add"])
        if "inside" in variant:
            row = text.split("\n")[line - 1]
            column = row.index(variant["inside"]) + len(variant["inside"]) + 1
        target.write_text(text, encoding="utf-8", newline="")
        _elsewhere(variant, project)
        return _marked(variant, project) or (variant["file"], line, column)
    text = target.read_text(encoding="utf-8")
    for edit in filter(None, (variant, variant.get("also"))):
        assert edit["find"] in text, edit["find"]
        text = text.replace(edit["find"], edit["put"], -1 if edit.get("all") else 1)
    target.write_text(_cut(text, variant.get("cut", ())), encoding="utf-8")
    _elsewhere(variant, project)
    if "mark" not in variant:
        text, line, column = _place(target.read_text(encoding="utf-8"))
        target.write_text(text, encoding="utf-8")
        return variant["file"], line, column
    return _marked(variant, project)


def _elsewhere(variant, project):
    """Edit another file besides, if the variant asks for it."""
    if "elsewhere" in variant:
        other = variant["elsewhere"]
        path = project / other["file"]
        text = path.read_text(encoding="utf-8").replace(other.get("find", "\0"), other.get("put", ""))
        path.write_text(_cut(text, other.get("cut", ())), encoding="utf-8")


def _marked(variant, project):
    """Give the place of a mark in another spot than the edit, if the variant has one."""
    if "mark" not in variant:
        return None
    mark = variant["mark"]
    text = (project / mark["file"]).read_text(encoding="utf-8")
    assert mark["find"] in text, mark["find"]
    _, line, column = _place(text.replace(mark["find"], mark["put"], 1))
    return mark["file"], line, column


def test_every_code_has_a_variant():
    covered = set(VARIANTS) | set(bytes_variants.CASES) | set(TENDER)
    covered |= {rule.code for rule in RULES}  # each rule has its own cases, in tests/lint/cases
    assert len(REGISTRY) > 90
    assert sorted(set(REGISTRY) - covered) == []


@pytest.mark.parametrize("code", sorted(VARIANTS))
def test_the_finding_stands_at_the_mark(code, project):
    file, line, column = build(VARIANTS[code], project)
    found = [f for f in api.check(project).findings if f.code == code]
    assert (file, line, column) in [(f.place.file, f.place.line, f.place.column) for f in found], found
    for language in LANGUAGES:
        for finding in found:
            assert telling.message(finding, words(language))
            telling.hint(finding, words(language))


@pytest.mark.parametrize("code", sorted(bytes_variants.CASES))
def test_the_finding_of_bytes_stands_at_the_place(code, project):
    place = bytes_variants.CASES[code](project)
    found = [f for f in api.check(project).findings if f.code == code]
    assert place in [(f.place.file, f.place.line, f.place.column) for f in found], found


@pytest.fixture(scope="session")
def answered(tmp_path_factory):
    """The example with four bids received."""
    import datetime as dt

    project = tmp_path_factory.mktemp("answered") / "project"
    shutil.copytree(EXAMPLE, project)
    loaded, _ = api.load(project)
    for vendor in sorted((project / "attachments" / "answers").iterdir()):
        api.receive(
            loaded, vendor.name, [vendor / "response.xlsx"], hand=api.Hand(now=dt.datetime(2027, 1, 21, tzinfo=dt.UTC))
        )
    return project


@pytest.mark.parametrize("code", sorted(TENDER))
def test_the_finding_of_the_tender_stands_at_the_place(code, answered, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(answered, project)
    findings, place = TENDER[code](project)
    found = [f for f in findings if f.code == code]
    assert found, [f.code for f in findings]
    assert any(str(f.place).startswith(place) for f in found), [str(f.place) for f in found]
    for language in LANGUAGES:
        assert all(telling.message(finding, words(language)) for finding in found)
