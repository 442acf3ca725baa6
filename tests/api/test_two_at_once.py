"""Two people take in bids at the same time, each at a machine of their own: none is lost, the journal holds all."""

import multiprocessing
import os

import pytest

from cdc import api, files
from cdc.errors import BusyError
from tests import small_tender as small

EACH = int(os.environ.get("CDC_BIDS_EACH", "4"))
"""Bids that each of the two takes in; fifty, when it is to be known thoroughly."""


def take_in(root, paths, by):
    for path in paths:
        done = api.receive(small.load(root), path.stem, [path], hand=small.hand(-2, by))
        assert done.bid is not None, done.findings


def test_who_waits_too_long_is_told_who_is_busy(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "WAIT", 0.05)
    project = api.publish(small.write(tmp_path), hand=small.hand(-30)).project
    with files.locked(tmp_path), pytest.raises(BusyError):
        api.close(project, reason="early", hand=small.hand(-3))
    assert api.close(project, reason="early", hand=small.hand(-3)).is_done


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_two_processes_lose_no_bid(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    root = small.write(tmp_path / "p", ("envelopes: two", "envelopes: one")).root
    project = api.publish(small.load(root), hand=small.hand(-30)).project
    paths = []
    for number in range(2 * EACH):
        made = small.answers(project, tmp_path / "in", name=f"Vendor {number}", price=100 + number)["technical"]
        paths.append(made.rename(tmp_path / f"vendor-{number}.xlsx"))
    context = multiprocessing.get_context("fork")
    both = [context.Process(target=take_in, args=(root, paths[at::2], by)) for at, by in ((0, "Ada"), (1, "Bea"))]
    for one in both:
        one.start()
    for one in both:
        one.join(600)
    assert [one.exitcode for one in both] == [0, 0]
    journal = api.log(small.load(root))
    received = [str(entry.facts["vendor"]) for entry in journal.entries if entry.act == "receive"]
    assert sorted(received) == sorted(path.stem for path in paths)
    assert {entry.by for entry in journal.entries if entry.act == "receive"} == {"Ada", "Bea"}
    assert api.verify(small.load(root), hand=small.hand(-1)).findings == ()
