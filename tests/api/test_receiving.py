"""A folder of all that came: taken in together, each vendor held against the others, whole or not at all."""

import pytest

from cdc import api
from cdc.errors import PathNotFoundError
from cdc.tender import bids, commit, journal
from tests import small_tender as small


@pytest.fixture(scope="module")
def came(tmp_path_factory):
    """Write the answers of two vendors once."""
    project = small.write(tmp_path_factory.mktemp("came") / "p")
    folder = tmp_path_factory.mktemp("came") / "in"
    for vendor, price in (("acme", 100), ("bolt", 120)):
        small.answers(project, folder / vendor, name=vendor.title(), price=price)
    return folder


@pytest.fixture
def project(tmp_path):
    return api.publish(small.write(tmp_path / "p"), hand=small.hand(-30)).project


def folder_with(tmp_path, came, **changes):
    """Copy the folder that came, with files put into it or taken out of it."""
    folder = tmp_path / "in"
    for path in came.rglob("*.xlsx"):
        place = folder / path.relative_to(came)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
    for name, content in changes.items():
        place = folder / name.replace("__", "/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder


def told(received):
    return {
        one.vendor: (one.bid is not None, sorted({f.code for f in one.findings if f.severity == "error"}))
        for one in received
    }


def test_every_vendor_of_a_folder_is_received_as_if_it_had_come_alone(tmp_path, came, project):
    seen = []
    received, strange = api.receive_from(
        project, came, hand=small.hand(-2), progress=lambda name, _=1: seen.append(name)
    )
    assert strange == ()
    assert seen == ["acme", "bolt"]
    alone = api.publish(small.write(tmp_path / "alone"), hand=small.hand(-30)).project
    for one in received:
        bid = api.receive(alone, one.vendor, sorted((came / one.vendor).iterdir()), hand=small.hand(-2)).bid
        assert one.bid is not None, one.findings
        assert one.bid.answers == ()
        assert one.counts == api.tally(bid)
        kept = bids.rounds(project.root, one.vendor)
        assert kept == bids.rounds(alone.root, one.vendor)
    acts = [entry.act for entry in journal.read((project.root / "journal.jsonl").read_bytes(), None)[0].entries]
    assert acts == ["publish", "receive", "receive"]
    assert not [f for f in api.verify(project, hand=small.hand(-1)).findings if f.severity == "error"]


def test_a_vendor_who_brings_the_file_of_another_is_refused_though_both_come_at_once(tmp_path, came, project):
    (file,) = (came / "acme").glob("*technical*")
    folder = folder_with(tmp_path, came, carl__offer_xlsx=b"")
    (folder / "carl" / "offer_xlsx").unlink()
    (folder / "carl" / file.name).write_bytes(file.read_bytes())
    received, _ = api.receive_from(project, folder, hand=small.hand(-2))
    assert told(received)["carl"] == (False, ["CDC420", "CDC444"])
    assert told(received)["acme"][0]
    assert (project.root / "bids" / "carl" / "refused").is_dir()


def test_what_cannot_be_read_keeps_nobody_else_out(tmp_path, came, project):
    folder = folder_with(tmp_path, came, carl__broken=b"%PDF-1.7")
    received, _ = api.receive_from(project, folder, hand=small.hand(-2))
    assert told(received)["carl"] == (False, ["CDC401"])
    assert [told(received)[vendor][0] for vendor in ("acme", "bolt")] == [True, True]


def test_what_belongs_to_nobody_is_told_and_what_systems_leave_is_not(tmp_path, came, project):
    changes = {"beside.xlsx": b"x", "acme__deeper__offer.xlsx": b"x", ".DS_Store": b"x", "acme__~$offer.xlsx": b"x"}
    folder = folder_with(tmp_path, came, **changes, Thumbs__db=b"x")
    (folder / "empty").mkdir()
    (folder / "Thumbs" / "db").rename(folder / "Thumbs.db")
    (folder / "Thumbs").rmdir()
    received, strange = api.receive_from(project, folder, hand=small.hand(-2))
    assert [(f.code, f.facts["path"]) for f in strange] == [
        ("CDC920", "acme/deeper"),
        ("CDC920", "beside.xlsx"),
        ("CDC920", "empty"),
    ]
    assert [one.vendor for one in received] == ["acme", "bolt"]


def test_a_name_that_is_no_vendors_is_refused_and_nothing_is_written_for_it(tmp_path, came, project):
    folder = folder_with(tmp_path, came)
    (folder / "acme").rename(folder / "Acme & Co")
    received, _ = api.receive_from(project, folder, hand=small.hand(-2))
    assert told(received)["Acme & Co"] == (False, ["CDC427"])
    assert sorted(path.name for path in (project.root / "bids").iterdir()) == ["bolt"]


def test_cut_short_nothing_was_taken_in(came, project, monkeypatch):
    class _KilledError(BaseException):
        pass

    def killed(name, _step=1):
        if name == "bolt":
            raise _KilledError

    with pytest.raises(_KilledError):
        api.receive_from(project, came, hand=small.hand(-2), progress=killed)
    assert not (project.root / "bids").exists()
    received, _ = api.receive_from(project, came, hand=small.hand(-2))
    assert [one.bid.round for one in received] == [1, 1]
    assert not (project.root / commit.STAGED).exists()


def test_many_files_go_through_children_that_are_kept(tmp_path, came, project, monkeypatch):
    from cdc.api import vendor

    monkeypatch.setattr(vendor, "REMEMBERED", 0)
    folder = folder_with(tmp_path, came, carl__a=b"%PDF-1.7")
    received, _ = api.receive_from(project, folder, hand=small.hand(-2))
    assert told(received) == {
        "acme": (True, told(received)["acme"][1]),
        "bolt": (True, told(received)["bolt"][1]),
        "carl": (False, ["CDC401"]),
    }


def test_a_folder_that_is_not_there_is_said(project, tmp_path):
    with pytest.raises(PathNotFoundError):
        api.receive_from(project, tmp_path / "nowhere")
