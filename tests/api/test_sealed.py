"""Sealed bids: taken in shut, opened only once bids may be opened, then read as if they had come open."""

import io
import json

import pytest

pytest.importorskip("pyrage")
pytest.importorskip("msoffcrypto")

from msoffcrypto.format.ooxml import OOXMLFile

from cdc import api, files
from tests import small_tender as small


@pytest.fixture
def own(tmp_path):
    return api.publish(small.write(tmp_path / "p", ("envelopes: two", "envelopes: one")), hand=small.hand(-30)).project


@pytest.fixture
def keys(tmp_path):
    return [api.new_key(name, tmp_path / "keys") for name in ("ada", "ben")]


def _file(own, tmp_path):
    (path,) = small.answers(own, tmp_path / "acme").values()
    return path


def _last(own):
    return json.loads((own.root / "journal.jsonl").read_text(encoding="ascii").splitlines()[-1])


def _readings(own):
    return sorted(path.relative_to(own.root).as_posix() for path in own.root.glob("bids/*/*/reading.json"))


def test_a_bid_sealed_to_two_officers_is_read_by_both_after_the_deadline(own, tmp_path, keys):
    file = _file(own, tmp_path)
    sealed, _ = api.seal(file, [public for _, public in keys])
    kept = api.receive(own, "acme", [sealed], hand=small.hand(-2))
    assert (kept.bid, kept.is_shut, [finding.code for finding in kept.findings]) == (None, True, ["CDC602"])
    assert _last(own)["facts"]["sealed"] == {sealed.name: "officers"}
    assert _readings(own) == []
    secret = [secret for secret, _ in keys]
    early = api.open_seals(own, "acme", api.Brought(keys=secret), hand=small.hand(-1))
    assert [finding.code for finding in early.findings] == ["CDC531"], "bids may not be opened yet"
    alone = api.open_seals(own, "acme", api.Brought(keys=secret[:1]), hand=small.hand(1))
    assert [finding.code for finding in alone.findings] == ["CDC603"]
    assert _readings(own) == []
    done = api.open_seals(own, "acme", api.Brought(keys=secret), hand=small.hand(1))
    assert done.bid is not None, done.findings
    assert [answer.answer for answer in done.bid.answers] == ["Y", "Y", "Y"]
    assert done.bid.stated == "2027-01-20T12:00:00Z", "it came when its seal came"
    assert _last(own)["facts"]["unsealed"] == {files.sha256_of(path): path.name for path in _sealed(own)}
    again = api.open_seals(own, "acme", api.Brought(keys=secret), hand=small.hand(2))
    assert [finding.code for finding in again.findings] == ["CDC605"]


def _sealed(own):
    found = sorted((own.root / "bids" / "acme" / "sealed").iterdir())
    assert found
    return found


def test_a_late_sealed_bid_is_refused_as_any_other(own, tmp_path, keys):
    sealed, _ = api.seal(_file(own, tmp_path), [public for _, public in keys])
    late = api.receive(own, "acme", [sealed], hand=small.hand(0))
    assert not late.is_shut
    assert "CDC536" in {finding.code for finding in late.findings}


def test_a_bid_under_the_vendor_s_password(own, tmp_path):
    shut, path = io.BytesIO(), tmp_path / "response.xlsx"
    OOXMLFile(io.BytesIO(_file(own, tmp_path).read_bytes())).encrypt("secret", shut)
    path.write_bytes(shut.getvalue())
    assert api.receive(own, "acme", [path], hand=small.hand(-2)).is_shut
    wrong = api.open_seals(own, "acme", api.Brought(password="other"), hand=small.hand(1))
    assert [finding.code for finding in wrong.findings] == ["CDC603"]
    assert api.open_seals(own, "acme", api.Brought(password="secret"), hand=small.hand(1)).bid is not None


def test_a_promised_bid_is_the_one_that_was_promised(own, tmp_path):
    file = _file(own, tmp_path)
    promised, _ = api.promise(file)
    assert api.receive(own, "acme", [promised], hand=small.hand(-2)).is_shut
    content = file.read_bytes()
    file.write_bytes(content + b"\0")
    other = api.open_seals(own, "acme", api.Brought(promised=[file]), hand=small.hand(1))
    assert [finding.code for finding in other.findings] == ["CDC603"]
    file.write_bytes(content)
    assert api.open_seals(own, "acme", api.Brought(promised=[file]), hand=small.hand(1)).bid is not None


def test_an_opened_bid_verifies(own, tmp_path, keys):
    sealed, _ = api.seal(_file(own, tmp_path), [public for _, public in keys])
    api.receive(own, "acme", [sealed], hand=small.hand(-2))
    api.open_seals(own, "acme", api.Brought(keys=[secret for secret, _ in keys]), hand=small.hand(1))
    assert not api.open_envelopes(own, hand=small.hand(1)).findings
    assert not [finding for finding in api.verify(small.load(own.root)).findings if finding.severity == "error"]
