"""One flag means one thing in every command; what stops a command is one line, never a traceback."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cdc.cli.app import app
from tests.cli.test_commands import CDC

SHORT = {
    "-p": "--project",
    "-l": "--language",
    "-o": "--out",
    "-f": "--format",
    "-t": "--theme",
    "-h": "--help",
    "-r": "--reason",
}


def run(*words, **env):
    return CliRunner().invoke(app, ["--lang", "en", *map(str, words)], env=env)


def commands(group, path=()):
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


COMMANDS = dict(commands(typer.main.get_command(app)))


def test_a_short_option_means_the_same_in_every_command():
    seen = [
        (" ".join(path), short, option.opts)
        for path, command in COMMANDS.items()
        for option in command.params
        for short in option.opts
        if len(short) == 2 and short.startswith("-")
    ]
    assert len(seen) > 20
    assert [(path, opts) for path, short, opts in seen if SHORT.get(short) not in opts] == []


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_a_project_can_be_named_with_p_wherever_one_is_read(path):
    options = {name for option in COMMANDS[path].params for name in option.opts}
    reads = {"project", "-p"} & options
    assert reads in (set(), {"project", "-p"}, {"-p"})


@pytest.mark.parametrize("words", [(), ("grid",), ("board",), ("method",), ("translate",)], ids=str)
def test_help_has_a_short_form_and_cuts_no_summary(words):
    long, short = run(*words, "--help"), run(*words, "-h")
    assert (long.output, short.exit_code) == (short.output, 0)
    listed = re.split("(?m)^(?:Commands|Write the specification):", long.output)[1]
    assert len(listed.split("\n")) > 2
    assert "..." not in listed


def test_the_project_is_the_same_as_argument_and_as_option(project):
    (project / "extra.yaml").write_text("nonsense: 1\n", encoding="utf-8")
    as_argument, as_option = run("check", project), run("check", "-p", project)
    assert "CDC201" in as_argument.output
    assert as_argument.output == as_option.output


@pytest.fixture
def received(project):
    """The example without lots, with one bid."""
    file = project / "attachments" / "answers" / "aurora" / "response.xlsx"
    assert run("receive", "aurora", file, "-p", project).exit_code == 0
    return project


def test_a_lot_that_is_not_there_is_one_line(received):
    done = run("score", received, "--lot", "LOT-99")
    assert (done.exit_code, done.output.count("\n")) == (2, 1)
    assert "LOT-99" in done.output


def test_no_variable_moves_the_clock_by_which_a_bid_came(project):
    file = project / "attachments" / "answers" / "aurora" / "response.xlsx"
    assert run("receive", "aurora", file, "-p", project, SOURCE_DATE_EPOCH="86400").exit_code == 0
    received = json.loads((project / "bids" / "aurora" / "1" / "reading.json").read_bytes())["received"]
    assert received[:4] > "1970"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("words", [("receive", "aurora"), ("grid", "check"), ("comments",), ("method", "try")])
def test_a_file_name_that_is_no_text_is_printed_all_the_same(project, tmp_path, words):
    bad = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.xlsx")
    Path(bad).write_bytes(b"%PDF-1.7")
    place = ["-p", str(project)] if words[0] == "receive" else []
    done = subprocess.run(
        [CDC, *words, bad, *place], capture_output=True, timeout=60, env={**os.environ, "CDC_LANG": "en"}
    )
    assert (b"Traceback" not in done.stderr, done.returncode in (1, 2)) == (True, True), done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_standard_output_is_one_line(project):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([CDC, "check", project], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert (done.returncode, done.stderr.count("\n"), "stdout" in done.stderr) == (2, 1, True), done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_a_closed_pipe_ends_quietly():
    done = subprocess.run(
        ["sh", "-c", f"{CDC} schema | head -c 10"], capture_output=True, text=True, timeout=60, check=True
    )
    assert (len(done.stdout), done.stderr) == (10, "")


DURING_THE_WORK = """
import os, signal
from cdc.cli import app
app.app = lambda: os.kill(os.getpid(), signal.SIGINT)
app.run()
"""
WHILE_LOADING = """
import sys
class Stop:
    def find_spec(self, name, *_):
        if name == "cdc.cli.app":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stop())
sys.argv = ["cdc", "check"]
from cdc.__main__ import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("code", [DURING_THE_WORK, WHILE_LOADING], ids=["during the work", "while loading"])
def test_control_c_is_one_line(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (130, 1, ""), done.stderr


def test_every_command_stands_under_a_heading_of_who_needs_it():
    shown = run("--help").stdout
    headings = [line for line in shown.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert "Write the specification:" in headings
    assert "Commands:" not in headings
    listed = [line.split()[0] for line in shown.splitlines() if line.startswith("  ") and line[2] not in " -"]
    names = {path[0] for path in COMMANDS}
    assert len(names) > 20
    assert names <= set(listed)


def test_help_of_a_command_is_what_its_help_option_prints():
    assert run("help", "grid", "write").stdout.rstrip() == run("grid", "write", "--help").stdout.rstrip()
    assert run("help").stdout.rstrip() == run("--help").stdout.rstrip()


@pytest.mark.parametrize(("typed", "known"), [(["grd"], "known: grid"), (["grid", "wirte"], "known: write")])
def test_help_of_a_command_that_is_none_names_the_nearest(typed, known):
    told = run("help", *typed)
    assert told.exit_code == 2
    assert known in told.stderr


@pytest.mark.parametrize(("language", "word"), [("fr", "commande"), ("it", "comando"), ("ru", "команда")])
def test_what_is_unknown_is_called_in_the_reader_s_language(language, word):
    told = CliRunner().invoke(app, ["--lang", language, "help", "grd"])
    assert f"({word})" in told.stderr


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({"FORCE_COLOR": "1"}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"NO_COLOR": "", "FORCE_COLOR": ""}, False),
    ],
)
def test_colours_are_forced_or_forbidden_by_the_environment(tmp_path, env, coloured):
    (tmp_path / "a.yaml").write_text("features: [{id: F-1, tilte: a}]\n")
    assert ("\x1b[" in run("check", tmp_path, **env).stdout) is coloured
