"""An act writes its files and its line together, or neither; before publication there are no lines."""

import contextlib
import datetime as dt

import pytest

from cdc import files
from cdc.errors import NotWritableError
from cdc.tender import journal, record
from cdc.tender.hand import Hand
from tests.tender.power import PowerCutError, stop_at

MOMENT = dt.datetime(2027, 1, 21, 12, tzinfo=dt.UTC)
ADA = Hand("Ada Ferri", MOMENT)


def publish(root, **contents):
    return record.put(root, ADA.entry("publish", facts={"number": 0}), {"published/a": b"a", **contents})


def test_an_act_stands_in_the_journal_with_the_files_it_took_and_made(tmp_path):
    publish(tmp_path)
    entry = ADA.entry("receive", facts={"vendor": "acme"}, taken={"offer.xlsx": files.sha256(b"x")})
    record.put(tmp_path, entry, {"bids/acme/1/reading.json": b"{}"})
    found, damages = record.read(tmp_path)
    assert damages == ()
    assert [(line.act, line.by, line.at) for line in found.entries] == [
        ("publish", "Ada Ferri", "2027-01-21T12:00:00Z"),
        ("receive", "Ada Ferri", "2027-01-21T12:00:00Z"),
    ]
    assert found.entries[1].taken == {"offer.xlsx": files.sha256(b"x")}
    assert record.standing(found) == {
        "published/a": files.sha256(b"a"),
        "bids/acme/1/reading.json": files.sha256(b"{}"),
    }


def test_before_publication_files_are_written_and_no_line_is(tmp_path):
    record.put(tmp_path, ADA.entry("receive", facts={}), {"bids/acme/1/reading.json": b"{}"})
    assert [path.name for path in tmp_path.iterdir()] == ["bids"]


def test_a_journal_found_damaged_is_never_mended_in_silence(tmp_path):
    publish(tmp_path)
    record.put(tmp_path, ADA.entry("receive", facts={}), {"b": b"1"})
    path = tmp_path / journal.NAME
    path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n")
    record.put(tmp_path, ADA.entry("receive", facts={}), {"c": b"2"})
    found, damages = record.read(tmp_path)
    assert damages == ()
    assert list(record.damages_noted(found)) == [(2, "2 head")]


def test_a_clock_set_back_is_told_and_turns_no_order_around(tmp_path):
    publish(tmp_path)
    late = Hand("Ada Ferri", MOMENT - dt.timedelta(hours=1))
    after = record.put(tmp_path, late.entry("receive", facts={}), {"b": b"1"})
    assert after.entries[1].at == "2027-01-21T12:00:00Z"
    assert after.entries[1].facts == {"clock": "2027-01-21T11:00:00Z"}
    assert record.read(tmp_path)[1] == ()


def test_what_an_act_takes_away_does_not_stand_any_more(tmp_path):
    publish(tmp_path, **{"letters/a.md": b"a"})
    found = record.put(tmp_path, ADA.entry("award", facts={}), {"letters/b.md": b"b"}, gone=["letters/a.md"])
    assert not (tmp_path / "letters/a.md").exists()
    assert sorted(record.standing(found)) == ["letters/b.md", "published/a"]


def test_nothing_is_written_through_a_link_that_leads_out(tmp_path):
    root, outside = tmp_path / "p", tmp_path / "outside"
    outside.mkdir()
    publish(root)
    (root / "bids").symlink_to(outside)
    with pytest.raises(NotWritableError):
        record.put(root, ADA.entry("receive", facts={}), {"bids/acme/1/reading.json": b"{}"})
    assert list(outside.iterdir()) == []
    assert len(record.read(root)[0].lines) == 1


def test_a_folder_in_the_place_of_a_file_stops_before_anything_is_written(tmp_path):
    publish(tmp_path)
    (tmp_path / "b").mkdir()
    with pytest.raises(NotWritableError):
        record.put(tmp_path, ADA.entry("receive", facts={}), {"a": b"1", "b": b"2"})
    assert not (tmp_path / "a").exists()
    record.put(tmp_path, ADA.entry("receive", facts={}), {"a": b"1"})


def test_a_stop_at_any_call_leaves_files_and_journal_agreeing(tmp_path, monkeypatch):
    outcomes, stop = set(), 0
    while True:
        stop += 1
        root = tmp_path / str(stop)
        publish(root)
        calls = stop_at(monkeypatch, stop)
        with contextlib.suppress(PowerCutError):
            record.put(root, ADA.entry("receive", facts={}), {"b/c": b"1"})
        monkeypatch.undo()
        found, damages = record.read(root)
        assert damages == ()
        assert all(files.sha256_of(root / path) == digest for path, digest in record.standing(found).items())
        assert (root / "b/c").exists() == (len(found.lines) == 2)
        outcomes.add(len(found.lines))
        if calls[0] < stop:
            break
    assert outcomes == {1, 2}
    assert stop > 20
