"""`cdc check` as people and programs read it."""

import json

from typer.testing import CliRunner

from cdc.cli.app import app
from tests.api.test_checking import OURS


def run(*words):
    done = CliRunner().invoke(app, ["--lang", "en", "check", *map(str, words)])
    return done.exit_code, done.stdout


def test_each_format_has_the_same_exit_code(tmp_path):
    (tmp_path / "a.yaml").write_text(OURS, encoding="utf-8")
    for form in ("text", "concise", "json", "jsonl", "github", "gitlab", "sarif", "junit"):
        assert run(tmp_path, "-f", form)[0] == 1
    assert run(tmp_path, "--select", "CDC3", "-f", "json")[0] == 1
    assert run(tmp_path, "--select", "CDC1", "-f", "json") == (0, '{\n "findings": []\n}\n')


def test_files_are_named_from_here(tmp_path, monkeypatch):
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "a.yaml").write_text(OURS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code, text = run("spec", "-f", "sarif")
    assert code == 1
    uris = {
        place["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for place in json.loads(text)["runs"][0]["results"]
    }
    assert uris == {"spec/a.yaml"}


def test_a_hundred_equal_mistakes_are_five_and_a_list_of_places(tmp_path):
    lines = "".join(f"  - {{id: F-{number}, title: a, priority: hight}}\n" for number in range(10, 110))
    text = OURS.replace("features:\n", "features:\n" + lines)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    shown = run(tmp_path)[1]
    assert shown.count("“hight”") == 5
    assert "95 more CDC204 like this in a.yaml, at 9:36, 10:36" in shown
    assert ", 103:" in shown
    assert len(json.loads(run(tmp_path, "-f", "json")[1])["findings"]) > 100
