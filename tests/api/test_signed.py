"""A signed bid goes through the one door: read, kept as it came, its signatures told and written into the journal."""

import datetime as dt
import json

import pytest

pytest.importorskip("pyhanko")

from cdc import api
from cdc.api import signed
from cdc.tender.hand import Hand
from tests import small_tender as small
from tests.tender import test_signatures as made

PUBLISHED = Hand(by="Ada Ferri", now=dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC))
RECEIVED = Hand(by="Ada Ferri", now=dt.datetime(2027, 1, 20, 9, tzinfo=dt.UTC))


@pytest.fixture
def own(project):
    (project / signed.ROOTS).mkdir()
    (project / signed.ROOTS / "root.der").write_bytes(made._der(made._root("Root")))
    return api.publish(api.load(project)[0], hand=PUBLISHED).project


def _sent(own, tmp_path, **parts):
    answer = next((own.root / "attachments" / "answers" / "aurora").glob("*.xlsx")).read_bytes()
    paths = []
    for name, make in parts.items():
        paths.append(tmp_path / name.replace("_", "."))
        paths[-1].write_bytes(make(answer))
    return api.receive(own, "aurora", paths, hand=RECEIVED)


def _journal(own):
    lines = (own.root / "journal.jsonl").read_text(encoding="ascii").splitlines()
    return json.loads(lines[-1])


def test_a_bid_in_a_signed_container_is_read_and_kept_as_it_came(own, tmp_path):
    received = _sent(own, tmp_path, response_xlsx_p7m=lambda answer: made._cms(answer, "valid"))
    assert [finding.code for finding in received.findings if finding.code.startswith(("CDC59", "CDC60"))] == ["CDC599"]
    assert received.bid is not None
    assert sum(1 for answer in received.bid.answers if answer.answer) > 50
    (line,) = _journal(own)["facts"]["signatures"]["response.xlsx.p7m"]
    assert (line["verdict"], line["signer"]) == ("valid", "Common Name: Alfa")
    assert not _damage(own)


def test_the_minutes_of_the_opening_name_signer_and_verdict_of_each_signed_file(tmp_path):
    own = small.write(tmp_path / "p", ("envelopes: two", "envelopes: one"))
    (own.root / signed.ROOTS).mkdir()
    (own.root / signed.ROOTS / "root.der").write_bytes(made._der(made._root("Root")))
    own = api.publish(own, hand=small.hand(-30)).project
    for price, (vendor, kind) in enumerate({"acme": "valid", "bolt": "foreign", "carl": ""}.items(), 100):
        (path,) = small.answers(own, tmp_path / vendor, name=vendor.title(), price=price).values()
        if kind:
            path = path.with_name(f"{vendor}.xlsx.p7m")
            path.write_bytes(made._cms(next(path.parent.glob("*.xlsx")).read_bytes(), kind))
        assert api.receive(own, vendor, [path], hand=small.hand(-2)).bid is not None
    opened = api.open_envelopes(own, hand=small.hand(1))
    text = opened.written[0].read_text(encoding="utf-8")
    told = [line for line in text.splitlines() if "Common Name" in line]
    assert [("valid" in line, "no trusted root" in line) for line in told] == [(True, False), (False, True)]
    assert told[0].startswith("- Acme (acme), acme.xlsx.p7m: signed by Common Name: Alfa")
    assert "Whether a certificate was revoked was not asked." in text
    assert len(_journal(own)["facts"]["signatures"]) == 2


def test_a_signature_beside_the_file_is_kept_with_it(own, tmp_path):
    received = _sent(
        own,
        tmp_path,
        response_xlsx=lambda answer: answer,
        response_xlsx_p7s=lambda answer: made._cms(answer, "foreign", detached=True),
    )
    assert received.bid is not None
    assert [file.kind for file in received.bid.files] == ["both", "signature"]
    assert "CDC600" in {finding.code for finding in received.findings}
    assert not _damage(own)


def _damage(own):
    """Look at the stored bid again, as scoring does."""
    from cdc.api import evidence
    from cdc.tender import bids, course

    stored, findings = bids.load(own.root)
    assert len(stored) == 1
    return [*findings, *evidence.edited(own, stored, course.read(own.root, own.specification.tender))]
