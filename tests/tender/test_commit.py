"""A set of files appears whole or not at all, wherever the machine stops."""

import contextlib

import pytest

from cdc.tender import commit
from tests.tender.power import PowerCutError, stop_at

OLD = {"a.txt": b"old a", "letters/x.txt": b"old x"}
NEW = {"a.txt": b"new a", "b/c.txt": b"new c"}


def _state(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.relative_to(root).parts[0].startswith(".cdc-")
    }


def test_files_are_put_and_removed(tmp_path):
    commit.put(tmp_path, OLD)
    commit.put(tmp_path, NEW, gone=["letters/x.txt"])
    assert _state(tmp_path) == {**NEW}
    assert not commit.is_pending(tmp_path)


def test_a_path_that_leaves_the_folder_is_refused(tmp_path):
    with pytest.raises(AssertionError):
        commit.put(tmp_path / "in", {"../out.txt": b""})
    assert not (tmp_path / "out.txt").exists()


def test_a_stop_at_any_call_leaves_the_old_or_the_new_files(tmp_path, monkeypatch):
    """Count the calls that touch the disk, then stop at each of them in turn, and let the next command recover."""
    outcomes = set()
    for stop in range(1, 200):
        root = tmp_path / str(stop)
        root.mkdir()
        commit.put(root, OLD)
        calls = stop_at(monkeypatch, stop)
        with contextlib.suppress(PowerCutError):
            commit.put(root, NEW, gone=["letters/x.txt"])
        monkeypatch.undo()
        finished = calls[0] < stop
        commit.recover(root)
        assert _state(root) in (OLD, NEW)
        outcomes.add(_state(root) == NEW)
        if finished:
            break
    assert outcomes == {True, False}
    assert finished
    assert stop > 15
