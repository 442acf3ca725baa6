"""`cdc new`: its questions as a person answers them at a terminal, and the same answers from a file."""

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from typer.testing import CliRunner

from cdc import api
from cdc.cli.app import app

ANSWERS = """\
company: Rossi "Joinery"
sector: Makes windows
title: A planning tool
problem: Visits are planned twice.
owner: Anna Rossi
lead: Paolo Neri
department: Fitting
users: 14
task: Plan the week of a team
goal: Nobody drives for nothing
objective: Fewer useless trips
measure: Useless trips
now: 9.5
target: 2
unit: a month
until: 2027-06-30
wishes: [Show the week of each team, Warn of two visits at one time]
"""
TYPED = [
    'Rossi "Joinery"',
    "Makes windows",
    "A planning tool",
    "Visits are planned twice.",
    "Anna Rossi",
    "Paolo Neri",
    "Fitting",
    "14",
    "Plan the week of a team",
    "Nobody drives for nothing",
    "Fewer useless trips",
    "Useless trips",
    "9,5",
    "2",
    "a month",
    "30.06.2027",
    "Show the week of each team",
    "Warn of two visits at one time",
    "",
]


def new(*words):
    return CliRunner().invoke(app, ["--lang", "en", "new", *map(str, words)])


def typing(lines, *words):
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("".join(f"{line}\r" for line in lines))
        return new(*words)


def texts(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}


def without_salt(content):
    return {
        name: "\n".join(line for line in text.splitlines() if "salt:" not in line) for name, text in content.items()
    }


@pytest.mark.parametrize("start", ["minimal", "full"])
def test_what_a_person_types_fills_the_first_files_as_a_file_of_answers_does(tmp_path, start):
    (tmp_path / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    by_file = new(tmp_path / "file", "--answers", tmp_path / "answers.yaml", "-l", "en", "--start", start)
    by_hand = typing(TYPED, tmp_path / "hand", "--ask", "-l", "en", "--start", start)
    assert (by_file.exit_code, by_hand.exit_code) == (0, 0), by_hand.output
    assert without_salt(texts(tmp_path / "hand")) == without_salt(texts(tmp_path / "file"))
    spec = api.load(tmp_path / "hand")[0].specification
    assert spec.company.name == 'Rossi "Joinery"'
    assert [feature.title for feature in spec.features] == [
        "Show the week of each team",
        "Warn of two visits at one time",
    ]
    assert (spec.objectives[0].kpis[0].baseline, spec.objectives[0].kpis[0].target) == (9.5, 2)
    assert api.check(tmp_path / "hand").findings == ()


def test_what_cannot_be_read_is_asked_again(tmp_path):
    # After "many" the line is refused; Ctrl-U clears it and a number is typed.
    typed = [*TYPED[:7], "many\r\x1514", *TYPED[8:]]
    assert typing(typed, tmp_path / "a", "--ask", "-l", "en", "--start", "minimal").exit_code == 0
    assert "users: 14" in texts(tmp_path / "a")["departments.yaml"]


def test_empty_answers_leave_the_examples_and_skip_what_would_follow_from_them(tmp_path):
    # company … task empty (no goal asked), objective empty (no measure asked), until, wishes.
    assert typing([""] * 12, tmp_path / "a", "--ask", "-l", "fr", "--start", "minimal").exit_code == 0
    assert {finding.code for finding in api.check(tmp_path / "a").findings} == {"CDC274"}


def test_a_pack_asks_nothing_that_it_brings(tmp_path):
    typed = [line for at, line in enumerate(TYPED[:16]) if at not in (6, 7, 8, 9)]
    assert typing(typed, tmp_path / "a", "--ask", "-l", "it", "--start", "crm").exit_code == 0
    assert 'title: "Fewer useless trips"' in texts(tmp_path / "a")["objectives.yaml"]
    assert len(api.load(tmp_path / "a")[0].specification.features) > 60


def test_an_answered_task_keeps_nothing_of_the_example(tmp_path):
    (tmp_path / "answers.yaml").write_text("task: Plan a week\n", encoding="utf-8")
    new(tmp_path / "a", "--answers", tmp_path / "answers.yaml", "-l", "en")
    assert (
        'title: "Plan a week", actor: "Sales", department: D-1, goal: "Plan a week"'
        in texts(tmp_path / "a")["use-cases.yaml"]
    )


def test_a_measure_without_values_is_to_be_agreed(tmp_path):
    (tmp_path / "answers.yaml").write_text("objective: Fewer trips\n", encoding="utf-8")
    new(tmp_path / "a", "--answers", tmp_path / "answers.yaml", "-l", "it")
    kpi = texts(tmp_path / "a")["objectives.yaml"]
    assert 'name: "Fewer trips", target_text: "da concordare"' in kpi
    assert "baseline" not in kpi


def test_mistakes_of_a_file_of_answers_are_told_all_at_once_and_nothing_is_written(tmp_path):
    (tmp_path / "answers.yaml").write_text("compny: A\nusers: 0\nuntil: 30/06/2027\n", encoding="utf-8")
    told = new(tmp_path / "a", "--answers", tmp_path / "answers.yaml")
    assert told.exit_code == 1
    assert [line.split()[:2] for line in told.output.splitlines() if line.startswith("answers.yaml")] == [
        ["answers.yaml:2:8:", "CDC205"],
        ["answers.yaml:3:8:", "CDC206"],
        ["answers.yaml:1:1:", "CDC201"],
    ]
    assert not (tmp_path / "a").exists()


def test_without_a_terminal_nothing_is_asked(tmp_path):
    assert new(tmp_path / "a").exit_code == 0
    assert "ACME" in texts(tmp_path / "a")["specification.yaml"]
