"""Which findings of a check are shown."""

import subprocess

import pytest

from cdc import api
from cdc.errors import UnknownNameError

OURS = """document: {title: T, reference: R, version: "1.0", date: 2026-11-20, languages: [en]}
company: {name: A, sector: b}
features:
  - {id: F-1, title: a, statement: "The system shall be fast."}
  - {id: F-2, title: b, owner: P-NONE}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.yaml").write_text(OURS, encoding="utf-8")
    return tmp_path


def codes(folder, **wanted):
    return [one.code for one in api.chosen(api.check(folder), folder, api.Wanted(**wanted))]


def test_all_are_shown_by_default(folder):
    assert codes(folder) == ["CDC313", "CDC211"]


def test_codes_are_chosen_by_how_they_start(folder):
    assert codes(folder, select=("cdc3",)) == ["CDC313"]
    assert codes(folder, select=("CDC3", "CDC211")) == ["CDC313", "CDC211"]


def test_advice_is_ignored_and_errors_are_not(folder):
    assert codes(folder, ignore=("CDC3", "CDC2")) == ["CDC211"]


def test_a_code_that_does_not_exist_stops(folder):
    with pytest.raises(UnknownNameError):
        codes(folder, select=("CDC999",))


def test_a_level_leaves_out_what_is_less_serious(folder):
    assert codes(folder, level="error") == ["CDC211"]


def test_only_what_is_new_since_a_revision(folder):
    git = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*git, *words], check=True)
    assert codes(folder, since="HEAD") == []
    (folder / "a.yaml").write_text(
        "# a line above\n" + OURS + "  - {id: F-3, title: c, owner: P-GONE}\n", encoding="utf-8"
    )
    assert codes(folder, since="HEAD") == ["CDC211"]
