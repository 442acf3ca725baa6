"""A full or read-only disk, and Ctrl-C, at every operation: one sentence, the old or the new folder, no lock held."""

import errno
import os

import pytest

from cdc import api
from cdc.errors import CannotRunError
from tests import small_tender as small
from tests import stops
from tests.way import STEPS

ERRORS = {
    "full": lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    "read-only": lambda: OSError(errno.EROFS, os.strerror(errno.EROFS)),
    "interrupted": KeyboardInterrupt,
}


def failing(call, at, error):
    """Call, and let the operation of a number fail, and where the disk is full or read-only each one after it."""
    count = 0

    def heard(event, _place):
        nonlocal count
        count += 1
        is_taking_away = event in ("os.remove", "os.rmdir") and error != "read-only"
        if count == at or (count > at and error != "interrupted" and not is_taking_away):
            raised = ERRORS[error]()
            raise raised

    try:
        with stops.watched(heard):
            call()
    except (CannotRunError, KeyboardInterrupt) as stopped:
        return count, stopped
    return count, None


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("name", ["withdraw", "open", "both envelopes", "decide"])
def test_a_failure_at_any_operation_leaves_the_old_or_the_new_folder(chain, name, error, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    files, way = chain
    before, _, after, _ = way[name]
    root, at, outcomes = tmp_path / "p", 0, []
    while True:
        at += 1 if name == "withdraw" else 6
        project = small.load(stops.turn_into(root, before))
        count, stopped = failing(lambda project=project: STEPS[name](project, files), at, error)
        if stopped is None:
            break
        left = stops.content(root)
        again = small.load(root)
        now = stops.seen(stops.content(root))
        assert now in (stops.seen(before), stops.seen(after)), at
        assert not any(path.endswith(".part") for path in left if not path.startswith(".cdc-")), at
        assert api.log(again).head in (head(before), head(after))
        outcomes.append(now == stops.seen(after))
    assert count < at
    assert outcomes[0] is False
    assert len(outcomes) > 5


def head(held):
    """Give the short head of the journal that a folder held."""
    return held["journal.head"].decode().split()[2]


def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(chain, tmp_path):
    files, way = chain
    root = stops.turn_into(tmp_path / "p", way["both envelopes"][0])
    _, stopped = failing(lambda: STEPS["both envelopes"](small.load(root), files), 1, "read-only")
    assert isinstance(stopped, CannotRunError)
    assert (stopped.key, stopped.facts["reason"]) == ("not_writable", os.strerror(errno.EROFS))
