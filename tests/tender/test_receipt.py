"""What vendors send is kept by content, whole or not at all, and never takes the place of a file of ours."""

import datetime as dt
import os
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

import pytest

from cdc import files
from cdc.errors import PathNotFoundError
from cdc.model.bid import AnswerRead, Origin, PriceRead
from cdc.tender import bids, commit, receipt, record
from cdc.tender.hand import Hand
from cdc.tender.receipt import Sent

MOMENT = dt.datetime(2027, 1, 21, 12, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Read:
    """What a workbook said, as the reader gives it."""

    envelope: str = "both"
    identity: dict[str, str] = field(default_factory=dict)
    statements: tuple[AnswerRead, ...] = ()
    answers: tuple[AnswerRead, ...] = ()
    prices: tuple[PriceRead, ...] = ()


def bid_of(*pairs, number=1, vendor="acme"):
    return receipt.joined(pairs, vendor=vendor, number=number, received=MOMENT, tender="T-1", form="F")


def stored(root, *sent, number=1):
    bid, _ = bid_of(*((file, Read()) for file in sent), number=number)
    entry = Hand("Ada Ferri", MOMENT).entry("receive", facts={})
    return bids.store(root, bid, sent, entry, partial(record.put, root))


def test_two_files_of_one_name_are_both_kept_and_told_apart(tmp_path):
    for folder, content in (("a", b"first"), ("b", b"second")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "response.xlsx").write_bytes(content)
    sent, refused = receipt.take([tmp_path / "a" / "response.xlsx", tmp_path / "b" / "response.xlsx"])
    assert refused == ()
    assert [file.name.endswith(name) for file, name in zip(sent, ("a/response.xlsx", "b/response.xlsx"), strict=True)]
    folder = stored(tmp_path / "p", *sent)
    kept = {path.name: path.read_bytes() for path in (folder / "originals").iterdir()}
    assert sorted(kept.values()) == [b"first", b"second"]
    assert all(name.endswith("-response.xlsx") for name in kept)
    (bid,) = bids.rounds(tmp_path / "p", "acme")
    assert [(file.kept, file.sha256) for file in bid.files] == [(file.kept, file.sha256) for file in sent]


@pytest.mark.parametrize("name", ["reading.json", "corrections.yaml", "READING.JSON", "1"])
def test_no_name_of_a_vendors_file_takes_the_place_of_ours(tmp_path, name):
    folder = stored(tmp_path, Sent(name, b"theirs"))
    assert sorted(path.name for path in folder.iterdir()) == ["originals", "reading.json"]
    assert bids.load(tmp_path)[1] == []
    assert bids.load(tmp_path)[0][0].bid.files[0].name == name


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("réponse (2).xlsx", "réponse (2).xlsx"),
        ('a:b*c?"d".xlsx', "a_b_c__d_.xlsx"),
        ("tab\there\n.xlsx", "tab_here_.xlsx"),
        ("ends in dots. . .", "ends in dots"),
        ("../../evil.xlsx", "evil.xlsx"),
        ("x" * 300 + ".xlsx", "x" * 75 + ".xlsx"),
    ],
)
def test_a_file_is_kept_under_a_name_that_every_system_allows(name, wanted):
    file = Sent(name, b"content")
    assert file.kept == f"{files.sha256(b'content')[:12]}-{wanted}"
    assert len(file.kept.encode()) < 255


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_name_that_is_no_text_is_kept_printable(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff\xfe.xlsx"
    with open(path, "wb") as stream:  # noqa: PTH123 - a path of bytes
        stream.write(b"content")
    (file,), _ = receipt.take(list(tmp_path.iterdir()))
    assert file.name == "\ufffd\ufffd.xlsx"
    assert stored(tmp_path / "p", file).is_dir()


def test_a_file_too_large_to_be_kept_is_refused_and_not_cut(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 4)
    (tmp_path / "whole.xlsx").write_bytes(b"1234")
    (tmp_path / "large.xlsx").write_bytes(b"12345")
    sent, refused = receipt.take([tmp_path / "whole.xlsx", tmp_path / "large.xlsx"])
    assert [file.content for file in sent] == [b"1234"]
    assert [(finding.code, finding.place.file) for finding in refused] == [("CDC430", "large.xlsx")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes by name here")
def test_a_pipe_is_not_taken(tmp_path):
    os.mkfifo(tmp_path / "pipe.xlsx")
    with pytest.raises(PathNotFoundError):
        receipt.take([tmp_path / "pipe.xlsx"])


def test_two_files_that_contradict_each_other_are_named_at_the_cell():
    def priced(name, amount):
        origin = Origin(file=name, sheet="Prices", cell="F2")
        return Sent(name, name.encode()), Read(prices=(PriceRead(id="PL-1", amount=amount, origin=origin),))

    bid, doubts = bid_of(priced("a.xlsx", Decimal(100)), priced("b.xlsx", Decimal(90)))
    assert [price.amount for price in bid.prices] == [Decimal(100)]
    assert [(f.code, str(f.place), f.facts["first"]) for f in doubts] == [
        ("CDC411", "b.xlsx:Prices!F2", "a.xlsx › Prices!F2")
    ]
    bid, doubts = bid_of(priced("a.xlsx", None), priced("b.xlsx", Decimal(90)))
    assert (bid.prices[0].amount, doubts) == (Decimal(90), ())
    assert bid_of(priced("a.xlsx", Decimal(90)), priced("b.xlsx", Decimal(90)))[1] == ()


def test_a_round_stopped_midway_is_not_there_and_the_next_one_is_the_first(tmp_path, monkeypatch):
    class _KilledError(BaseException):
        pass

    def killed(*_args):
        raise _KilledError

    with monkeypatch.context() as patch:
        patch.setattr(commit, "_finish", killed)
        patch.setattr("pathlib.Path.rename", killed)
        with pytest.raises(_KilledError):
            stored(tmp_path, Sent("a.xlsx", b"half"))
    assert list(bids.vendors(tmp_path)) == []
    assert bids.next_round(tmp_path, "acme") == 1
    stored(tmp_path, Sent("a.xlsx", b"whole"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bids"]
    assert list(bids.vendors(tmp_path)) == [("acme", 1)]


def test_what_is_no_number_is_no_round(tmp_path):
    for name in ("²", "01", "1 (copy)", ".1"):
        (tmp_path / "bids" / "acme" / name).mkdir(parents=True)
    assert bids.next_round(tmp_path, "acme") == 1


def _put_link(path):
    target = path.with_suffix(".other")
    path.rename(target)
    path.symlink_to(target)


def _put_pipe(path):
    path.unlink()
    os.mkfifo(path)


def _put_folder(path):
    path.unlink()
    path.mkdir()


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")
@pytest.mark.parametrize("put", [_put_link, _put_pipe, _put_folder])
@pytest.mark.parametrize("of", ["reading", "original"])
def test_evidence_that_is_no_plain_file_is_named_and_not_opened(tmp_path, put, of):
    folder = stored(tmp_path, Sent("a.xlsx", b"content"))
    path = folder / "reading.json" if of == "reading" else next((folder / "originals").iterdir())
    put(path)
    _, findings = bids.load(tmp_path)
    here = path.relative_to(tmp_path).as_posix()
    assert [(f.code, f.place.file) for f in findings if not f.place.file.endswith(".other")] == [("CDC522", here)]


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_a_folder_that_is_a_link_is_named(tmp_path):
    folder = stored(tmp_path / "elsewhere", Sent("a.xlsx", b"content")).parent
    (tmp_path / "p" / "bids").mkdir(parents=True)
    (tmp_path / "p" / "bids" / "acme").symlink_to(folder)
    assert [f.code for f in bids.load(tmp_path / "p")[1]] == ["CDC522"]


@pytest.mark.parametrize(("find", "put"), [('"acme"', '"../../../evil"'), ('"round": 1', '"round": 7'), ("{", "")])
def test_a_reading_that_was_edited_to_belong_elsewhere_is_damaged(tmp_path, find, put):
    path = stored(tmp_path, Sent("a.xlsx", b"content")) / "reading.json"
    text = path.read_text(encoding="utf-8")
    assert find in text
    path.write_text(text.replace(find, put, 1), encoding="utf-8")
    stored_bids, findings = bids.load(tmp_path)
    assert (stored_bids, [finding.code for finding in findings]) == ((), ["CDC523"])


def test_an_original_that_changed_is_named(tmp_path):
    folder = stored(tmp_path, Sent("a.xlsx", b"content"))
    (path,) = (folder / "originals").iterdir()
    path.write_bytes(b"Content")
    assert [f.code for f in bids.load(tmp_path)[1]] == ["CDC506"]
    path.unlink()
    assert [f.code for f in bids.load(tmp_path)[1]] == ["CDC506"]
