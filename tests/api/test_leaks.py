"""Nothing is written as published that vendors must not read."""

import shutil

import pytest

from cdc import api
from cdc.errors import RefusedError
from tests.conftest import ROOT

TENDER = """
tender: {id: T-1, procedure: Open, salt: 3f9a7c21e5}
vendors: [{id: zenith, name: Zenith Sites}]
scales: [{id: S, name: Fit, answers: [{id: Y, label: Yes, points: 1}, {id: N, label: No, points: 0}]}]
criteria: [{id: C, name: Features, weight: 100, kind: features, covers: [features, constraints]}]
"""
THEME = "phrases: {en: {value.essential: As Zenith Sites does it}}\n"


@pytest.fixture
def small(tmp_path):
    shutil.copytree(ROOT / "examples" / "website-mini", tmp_path / "small")
    root = tmp_path / "small"
    text = (root / "website.yaml").read_text(encoding="utf-8")
    (root / "website.yaml").write_text(text.replace("  situation:", "  theme: own\n  situation:", 1), encoding="utf-8")
    (root / "tender.yaml").write_text(TENDER, encoding="utf-8")
    (root / "themes").mkdir()
    return root


def _loaded(root, theme):
    (root / "themes" / "own.yaml").write_text("title: {en: Own}\n" + theme, encoding="utf-8")
    loaded, findings = api.load(root)
    assert loaded is not None, findings
    return loaded


def test_a_tender_whose_documents_name_a_vendor_is_not_published(small):
    published = api.publish(_loaded(small, THEME))
    assert {(found.code, found.facts["what"]) for found in published.findings} == {("CDC590", "vendors.zenith.name")}
    assert not (small / "published").exists()


def test_once_published_a_file_with_a_secret_is_not_written(small, tmp_path):
    assert not api.publish(_loaded(small, "phrases: {}\n")).findings
    with pytest.raises(RefusedError):
        api.render(_loaded(small, THEME), languages=["en"], formats=["docx", "html"], out=tmp_path / "out")
    assert not list((tmp_path / "out").glob("*"))


def test_what_is_for_the_company_alone_may_say_all(small, tmp_path):
    assert not api.publish(_loaded(small, "phrases: {}\n")).findings
    own = _loaded(small, THEME)
    assert api.render(own, languages=["en"], formats=["md"], out=tmp_path / "out", internal=True)
