"""Wherever a command is killed, the folder is the old or the new one, the journal holds, and the next command works."""

import os

import pytest

from cdc import api
from cdc.api import Received
from cdc.findings import has_errors
from cdc.tender import holding, record
from tests import small_tender as small
from tests import stops
from tests.way import STEPS, WRITTEN_BY_HAND


def test_every_step_of_the_way_is_done(chain):
    _, way = chain
    assert {name for name, (_, _, _, done) in way.items() if isinstance(done, Received) and done.bid is None} == {
        "refuse"
    }
    acted = {name: done for name, (_, _, _, done) in way.items() if isinstance(done, api.Acted)}
    assert len(acted) == 6
    assert all(done.is_done for done in acted.values()), acted
    for name, (before, held, after, _) in way.items():
        assert len(held) > 30, name
        assert stops.seen(before) != stops.seen(after), name


@pytest.mark.parametrize("name", STEPS)
def test_a_kill_anywhere_leaves_the_old_or_the_new_folder(chain, name, tmp_path, monkeypatch):
    before, held, after, _ = chain[1][name]
    old, new = stops.seen(before), stops.seen(after)
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)  # what a power cut would leave is not asked here
    outcomes = []
    for at, left in enumerate(_distinct(held)):
        root = stops.turn_into(tmp_path, left)
        found, damages = record.read(root)
        now = stops.seen(stops.content(root))
        assert now in (old, new), (at, _difference(now, old, new))
        assert damages == ()
        assert not has_errors(list(holding.against(root, found, damages))) or not found.lines
        outcomes.append(now == new)
    assert outcomes == sorted(outcomes), "done once and for all"
    assert set(outcomes) == {False, True}


@pytest.mark.parametrize("name", [name for name in STEPS if name != "refuse"])
def test_after_a_kill_the_same_command_or_the_next_one_works(chain, name, tmp_path, monkeypatch):
    """Killed before its files are committed, a command is run again; after that, the next one follows."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    files, way = chain
    _, held, after, _ = way[name]
    staged = [left for left in held if "plan.json" in {path.rpartition("/")[2] for path in left}]
    uncommitted = [left for left in staged if any(path.startswith(".cdc-staged/") for path in left)][-1]
    unfinished = [left for left in staged if any(path.startswith(".cdc-committed/") for path in left)][1]
    root = stops.turn_into(tmp_path, uncommitted)
    STEPS[name](small.load(root), files)
    assert stops.seen(stops.content(root)) == stops.seen(after)
    following = list(STEPS)[list(STEPS).index(name) + 1 :][:1]
    if following and following[0] not in WRITTEN_BY_HAND:
        stops.turn_into(root, unfinished)
        STEPS[following[0]](small.load(root), files)
        assert stops.seen(stops.content(root)) == stops.seen(way[following[0]][2])


def _distinct(held):
    """Give each state of the folder once, in their order."""
    return {repr(sorted(left.items(), key=lambda pair: pair[0])): left for left in held}.values()


def _difference(now, old, new):
    return [sorted(path for path in {*now, *other} if now.get(path) != other.get(path)) for other in (old, new)]
