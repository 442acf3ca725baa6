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


@pytest.fixture
def two(tmp_path):
    """A tender of two envelopes, both of Acme's under the seals of two officers."""
    project = api.publish(small.write(tmp_path / "p"), hand=small.hand(-30)).project
    return project, api.Brought(keys=small.sealed(project, tmp_path))


def _codes(done):
    """Give what was found, but for lines that the test left empty."""
    return [finding.code for finding in done.findings if finding.code != "CDC420"]


def _states(project, day):
    return {one.vendor: one.state for one in api.status(project, hand=small.hand(day)).vendors}


def test_a_sealed_price_stays_shut_until_quality_is_decided(two):
    project, brought = two
    assert _states(project, -1)["acme"] == "sealed"
    early = api.open_seals(project, "acme", brought, hand=small.hand(1))
    assert (_codes(early), [file.kind for file in early.bid.files]) == (["CDC941"], ["technical"])
    assert _states(project, 1)["acme"] == "price_sealed"
    assert not list(project.root.glob("bids/acme/*/originals/*price*")), "the price was opened and kept"
    assert api.open_envelopes(project, hand=small.hand(1)).is_done
    small.scores(project, acme=4)
    again = api.open_seals(project, "acme", brought, hand=small.hand(2))
    assert (again.bid, _codes(again)) == (None, ["CDC941"])
    assert api.decide(project, hand=small.hand(3)).is_done
    assert _codes(api.open_envelopes(project, hand=small.hand(4))) == ["CDC943"]
    done = api.open_seals(project, "acme", brought, hand=small.hand(4))
    assert {file.kind for file in done.bid.files} == {"technical", "price"}
    assert api.open_envelopes(project, hand=small.hand(4)).is_done
    assert api.decide(project, hand=small.hand(5)).is_done
    scored = api.score(project, now=small.hand(5).now)
    assert [(bid.vendor, bid.cost.total) for bid in scored.ranking.bids] == [("acme", 100)]
    assert api.verify(project, hand=small.hand(6)).findings == ()


def test_a_key_that_opens_one_envelope_alone_opens_that_one(own, tmp_path, keys):
    project = api.publish(small.write(tmp_path / "two"), hand=small.hand(-30)).project
    files = small.answers(project, tmp_path / "two-files")
    (ada, ada_public), (_, ben_public) = keys
    shut = [api.seal(files["technical"], [ada_public])[0], api.seal(files["price"], [ben_public])[0]]
    assert api.receive(project, "acme", shut, hand=small.hand(-2)).is_shut
    done = api.open_seals(project, "acme", api.Brought(keys=[ada]), hand=small.hand(1))
    assert ([file.kind for file in done.bid.files], _codes(done)) == (["technical"], ["CDC941"])


def test_the_envelope_sealed_last_counts(tmp_path, keys):
    project = api.publish(small.write(tmp_path / "p"), hand=small.hand(-30)).project
    for answer, day in (("N", -3), ("Y", -2)):
        file = small.answers(project, tmp_path / answer, answer=answer)["technical"]
        sealed, _ = api.seal(file, [public for _, public in keys])
        assert api.receive(project, "acme", [sealed], hand=small.hand(day)).is_shut
    brought = api.Brought(keys=[secret for secret, _ in keys])
    done = api.open_seals(project, "acme", brought, hand=small.hand(1))
    assert ([read.answer for read in done.bid.answers], done.bid.stated) == (["Y"] * 3, "2027-01-20T12:00:00Z")
    assert _codes(api.open_seals(project, "acme", brought, hand=small.hand(1))) == ["CDC605"]


def test_what_was_sealed_before_a_withdrawal_is_never_opened(two):
    project, brought = two
    assert api.open_seals(project, "acme", brought, hand=small.hand(1)).bid is not None
    api.withdraw(project, "acme", reason="no staff", hand=small.hand(1))
    assert _codes(api.open_seals(project, "acme", brought, hand=small.hand(1))) == ["CDC605"]


def test_what_stays_under_its_seal_stands_in_the_minutes_with_the_reason(two):
    project, _ = two
    refused = api.open_envelopes(project, hand=small.hand(1))
    assert (refused.is_done, _codes(refused)) == (False, ["CDC943"])
    done = api.open_envelopes(project, reason="the officer lost his key", hand=small.hand(1))
    assert (done.is_done, _codes(done)) == (True, ["CDC944"])
    text = done.written[0].read_text(encoding="utf-8")
    assert "acme: still under its seal" in text
    assert "the officer lost his key" in text
    assert _last(project)["facts"]["reason"] == "the officer lost his key"
