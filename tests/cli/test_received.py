"""What the commands say of an answer: accepted only where nothing is wrong, whole only where every line is filled."""

import pytest
from typer.testing import CliRunner

from cdc.cli.app import app
from tests.workbooks import answered

CASES = {
    "whole": (lambda grid: None, 0, "acme: accepted, round 1, 2 of 2 lines answered, 2 of 2 prices read, kept in"),
    "open": (
        lambda grid: setattr(grid.cell("requirements", "F-2", "answer"), "value", " \u200b"),
        0,
        "acme: accepted, but incomplete: round 1, 1 of 2 lines answered, 2 of 2 prices read, kept in",
    ),
    "wrong": (
        lambda grid: setattr(grid.sheet("requirements")["H1"], "value", "Our answer"),
        1,
        "acme: kept, but with errors to put right first: round 1, 0 of 2 lines answered, 2 of 2 prices read, in",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_receive_counts_what_it_read_and_says_whether_it_can_stand(tmp_path, monkeypatch, case):
    change, code, said = CASES[case]
    (tmp_path / "spec.yaml").write_text(answered.SPEC, encoding="utf-8")
    (tmp_path / "a.xlsx").write_bytes(answered.changed(change))
    monkeypatch.setenv("CDC_LANG", "en")
    result = CliRunner().invoke(app, ["receive", "acme", str(tmp_path / "a.xlsx"), "--project", str(tmp_path)])
    assert said in result.output
    assert (result.exit_code, "accepted" in result.output) == (code, case != "wrong")


def test_the_vendors_own_check_counts_in_its_language(tmp_path, monkeypatch):
    (tmp_path / "a.xlsx").write_bytes(answered.content())
    monkeypatch.setenv("CDC_LANG", "fr")
    result = CliRunner().invoke(app, ["grid", "check", str(tmp_path / "a.xlsx")])
    assert "complet et lisible, 2 lignes sur 2 répondues, 2 prix sur 2 lus" in result.output
