"""To a person at a terminal every command of the procedure says which step comes next."""

import os

import pytest
from typer.testing import CliRunner

from cdc import api
from cdc.cli import console
from cdc.cli.app import app
from cdc.words import words
from tests import small_tender as small

RUN = CliRunner()
OPEN_ENDED = ("deadline: 2027-01-22T12:00:00+00:00, envelopes: two", "envelopes: two")


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setattr(console, "is_watched", lambda: True)
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    small.write(tmp_path / "p", OPEN_ENDED)
    return tmp_path / "p"


def call(*words, code=0):
    done = RUN.invoke(app, ["--lang", "en", *map(str, words)])
    assert done.exit_code == code, done.output
    return done.output.splitlines()[-1]


def following(step):
    say = words("en")
    return say("cli.next", step=say(f"what.step_{step}"))


def test_each_command_ends_with_the_step_that_comes(root, tmp_path):
    here = ("--project", root)
    waits, decides = following("wait"), following("decide_quality")
    assert call("publish", root, "-f", "md") == waits
    assert call("questions", "add", "How big?", *here) == waits
    assert call("questions", "answer", "Q-1", "Large.", *here) == waits
    path = root / "tender.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("prints.", "prints twice."), encoding="utf-8")
    assert call("amend", "a slip", *here, "-f", "md") == waits
    parts = small.answers(small.load(root), tmp_path / "acme")
    other = small.answers(small.load(root), tmp_path / "bolt", name="Bolt", price=120)
    assert call("receive", "acme", *parts.values(), *here, code=1) == waits
    assert call("receive", "bolt", *other.values(), *here, code=1) == waits
    assert call("withdraw", "bolt", "--reason", "no staff", *here) == waits
    assert call("close", root, "--reason", "all are here") == following("open_technical")
    assert call("open", *here) == decides
    ask = call("clarify", "ask", "acme", "Why?", "--until", "2027-03-01T12:00:00+01:00", *here)
    assert ask == decides
    assert call("clarify", "reply", "acme", "1", "So.", *here) == decides
    assert call("clarify", "decide", "acme", "1", "accepted", "It is clear", *here) == decides
    small.scores(small.load(root), acme=3)
    assert call("board", "enter", root) == decides
    assert call("decide", *here) == following("open_price")
    assert call("open", *here) == following("decide")
    assert call("decide", *here) == following("award")
    assert call("award", root, "-f", "md") == following("none")
    acts = {entry.act for entry in api.log(small.load(root)).entries}
    assert acts >= {"publish", "issue", "question", "amend", "receive", "withdraw", "close", "open", "score", "award"}


def test_a_program_that_reads_along_gets_no_such_line(root, monkeypatch):
    monkeypatch.setattr(console, "is_watched", lambda: False)
    assert following("wait") != call("publish", root, "-f", "md")
