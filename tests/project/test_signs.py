"""Signs that no font of the documents has are named, each text once, and nothing else is."""

import pytest

from cdc import api
from cdc.project import signs

SPEC = """
document: {{title: "{title}", reference: S-1, version: '1.0', date: 2026-11-25, languages: [en, ru]}}
company: {{name: Small Ltd, sector: trade}}
"""


def told(tmp_path, title, more=frozenset()):
    (tmp_path / "spec.yaml").write_text(SPEC.format(title=title), encoding="utf-8")
    project, findings = api.load(tmp_path)
    assert project is not None, findings
    found = signs.check(project.specification, project.source, lambda: more)
    return [(code, path, facts["signs"]) for code, path, facts in found]


@pytest.mark.parametrize(
    "title",
    ["Plain", "Été à l’œuvre – 5\u00a0% « ×2 » €", "Поставка №\u202f5", "→ ✓ ≤ ½ ™", "e\u0301 \u200d \ufe0f \u2060"],
)
def test_what_our_fonts_have_is_nothing(tmp_path, title):
    assert told(tmp_path, title) == []


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Done ✅", "✅ (U+2705 white heavy check mark)"),
        ("\\u2705 by number", "✅ (U+2705 white heavy check mark)"),
        ("✅ ✅ 中", "✅ (U+2705 white heavy check mark), 中 (U+4E2D cjk unified ideograph-4e2d)"),
        ("\ue001 of nobody", "\ue001 (U+E001)"),
    ],
)
def test_a_sign_without_a_font_is_named_once_for_each_text(tmp_path, title, named):
    assert told(tmp_path, title) == [("CDC926", ("document", "title"), named)]


def test_a_font_of_the_author_may_have_it(tmp_path):
    assert told(tmp_path, "Done ✅", more={0x2705}) == []
    assert len(told(tmp_path, "Done ✅ 中", more={0x2705})) == 1


def test_texts_by_language_are_told_where_they_stand(tmp_path):
    text = SPEC.replace('"{title}"', '{{en: "Plain", ru: "Да ✅"}}').format()
    (tmp_path / "spec.yaml").write_text(text, encoding="utf-8")
    project, _ = api.load(tmp_path)
    ((_, path, _),) = signs.check(project.specification, project.source, frozenset)
    assert path == ("document", "title", "ru")


def test_a_sign_in_a_comment_is_no_text(tmp_path):
    (tmp_path / "spec.yaml").write_text("# ✅\n" + SPEC.format(title="Plain"), encoding="utf-8")
    project, _ = api.load(tmp_path)
    assert list(signs.check(project.specification, project.source, frozenset)) == []
