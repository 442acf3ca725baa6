"""A kept child: each piece of work in a fork of its own, with limits of its own, and nothing left for the next."""

import sys

import pytest

from cdc import isolated

TASKS = """
import os, sys, time
from cdc import isolated

SEEN = []

def work(given):
    SEEN.append(given)
    if given == b"refuse": raise isolated.RefusedError("no")
    if given == b"break": raise ValueError("of no value")
    if given == b"die": os._exit(7)
    if given == b"eat": return b"x" * (1 << 40)
    if given == b"spin":
        while True: pass
    if given == b"sleep": time.sleep(60)
    return given[::-1] + b"%d" % len(SEEN)

sys.exit(isolated.serve({"work": work}, memory=1 << 29))
"""


@pytest.fixture(scope="module")
def child(tmp_path_factory):
    path = tmp_path_factory.mktemp("tasks") / "tasks.py"
    path.write_text(TASKS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            isolated, "_command", lambda _m, task, seconds, *more: [sys.executable, path, task, str(seconds), *more]
        )
        with isolated.Kept("tasks", "work", seconds=1) as kept:
            yield kept


def test_no_piece_of_work_meets_what_another_one_left(child):
    assert [child.run(work) for work in (b"ab", b"", b"c" * 300_000)] == [b"ba1", b"1", b"c" * 300_000 + b"1"]


@pytest.mark.parametrize(
    ("work", "why"),
    [
        (b"refuse", "no"),
        (b"break", "ValueError: of no value"),
        (b"die", "exit 7"),
        (b"eat", "too large"),
        (b"spin", "> 1 s"),
    ],
)
def test_one_that_fails_says_why_and_the_next_is_done(child, work, why):
    with pytest.raises(isolated.RefusedError, match=why):
        child.run(work)
    assert child.run(b"next") == b"txen1"


def test_one_that_only_waits_is_ended_by_the_clock(monkeypatch, child):
    source = TASKS.replace("from cdc import isolated", "from cdc import isolated; isolated.GRACE = 0")
    assert source != TASKS
    path = isolated._command("", "", 0)[1]
    path.write_text(source)
    with isolated.Kept("tasks", "work", seconds=1) as other, pytest.raises(isolated.TooLongError):
        other.run(b"sleep")


def test_a_child_that_was_ended_is_begun_again(child):
    child.run(b"a")
    child._child.kill()
    child._child.wait()
    assert child.run(b"b") == b"b1"


@pytest.mark.parametrize("work", [b"ab", b"refuse"])
def test_a_system_that_cannot_fork_has_a_child_for_each(child, monkeypatch, work):
    monkeypatch.delattr("os.fork")
    kept = isolated.Kept("tasks", "work", seconds=5)
    if work == b"ab":
        assert kept.run(work) == b"ba1"
    else:
        with pytest.raises(isolated.RefusedError, match="no"):
            kept.run(work)
    assert kept._child is None
