"""`cdc diff`: two folders, one file, a revision in git."""

import json
import shutil
import subprocess

import pytest
from typer.testing import CliRunner

from cdc.cli.app import app

OLD = """document: {title: T, reference: R, version: '1.0', date: 2027-01-01, languages: [en]}
company: {name: Acme, sector: Trade}
features:
  - {id: F-1, title: Search, statement: The solution shall answer in 2 s.}
  - {id: F-2, title: Export, statement: The solution shall export lists.}
"""
NEW = OLD.replace("in 2 s", "in 3 s").replace("F-2, title: Export", "F-3, title: Export")


def cdc(*words):
    return CliRunner().invoke(app, ["--lang", "en", "diff", *map(str, words)])


@pytest.fixture
def two(tmp_path):
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "spec.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "old", tmp_path / "new"


def test_changed_words_stand_under_their_item(two):
    done = cdc(*two)
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "added: F-3",
        "removed: F-2",
        "F-1",
        "  Statement · asked of vendors: The solution shall answer in [-2-]{+3+} s.",
    ]


def test_the_same_is_no_difference(two):
    done = cdc(two[0], two[0] / "spec.yaml")
    assert (done.exit_code, done.output) == (0, "no differences\n")


def test_json_names_every_value(two):
    data = json.loads(cdc(*two, "-f", "json").output)
    assert (data["added"], data["removed"]) == (["F-3"], ["F-2"])
    assert any(one["before"] == {"": "The solution shall answer in 2 s."} for one in data["changes"])


def test_a_revision_in_git_is_compared_with_the_folder(two):
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = two[0]
    git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    (folder / "spec.yaml").write_text(NEW, encoding="utf-8")
    done = cdc("--git", "HEAD", "-p", folder)
    assert done.exit_code == 1
    assert "[-2-]{+3+}" in done.output
    subprocess.run([*git, "commit", "-q", "-a", "-m", "second"], check=True, capture_output=True)
    assert cdc("--git", "HEAD", "-p", folder).exit_code == 0
    for words in (("--git", "HEAD~1"), ("--git", "HEAD~1..HEAD"), ("--git", "HEAD~1..")):
        again = cdc(*words, "-p", folder)
        assert (again.exit_code, again.output) == (1, done.output), words
    back = cdc("--git", "HEAD..HEAD~1", "-p", folder)
    assert (back.exit_code, back.output == done.output) == (1, False)
    lost = cdc("--git", "no-such-thing", "-p", folder)
    assert lost.exit_code == 2
    assert "no-such-thing" in lost.output


def test_nothing_to_compare_with_is_said(two):
    assert cdc().exit_code == 2
    broken = two[0] / "spec.yaml"
    broken.write_text("features: [", encoding="utf-8")
    assert cdc(*two).exit_code == 1
