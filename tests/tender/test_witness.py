"""A signed or stamped head proves what a journal was; a changed, shortened or other journal does not stand before it."""

import datetime as dt
from functools import cache

import pytest

pytest.importorskip("pyhanko")

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from cdc import api
from cdc.tender import witness
from cdc.tender.journal import Entry, Journal
from cdc.tender.sealing.seal import ShutError
from tests.tender import test_signatures as made

AT = "2027-01-20T12:00:00Z"


def _journal(*acts):
    found = Journal()
    for number, act in enumerate(acts):
        found = found.with_entry(Entry(act, AT, "Ada", {"n": number}))
    return found


THEN = _journal("publish", "receive", "receive")
NOW = THEN.with_entry(Entry("open", AT, "Ada"))
CHANGED = _journal("publish", "receive", "refuse", "open")


@pytest.fixture(scope="module")
def keys():
    secret, public = witness.new_key()
    return secret, public.decode("ascii")


def test_a_signed_head_stands_before_all_that_was_added_later(keys):
    secret, public = keys
    note = witness.signed(witness.head(THEN), secret)
    for journal in (THEN, NOW):
        found = witness.of_signature(journal, note, public)
        assert (found.lines, found.fault) == (3, None)


def test_it_does_not_stand_before_a_changed_or_a_shortened_journal(keys):
    secret, public = keys
    note = witness.signed(witness.head(THEN), secret)
    for journal in (CHANGED, _journal("publish", "receive"), Journal()):
        assert witness.of_signature(journal, note, public).fault == "another_journal"


def test_no_changed_byte_and_no_other_key_is_taken(keys):
    secret, public = keys
    note = witness.signed(witness.head(THEN), secret)
    _, other = witness.new_key()
    assert witness.of_signature(NOW, note, other.decode("ascii")).fault == "not_signed"
    faults = {witness.of_signature(NOW, made._flipped(note, at), public).fault for at in _signed_bytes(note)}
    assert faults == {"not_signed"}


def _signed_bytes(note):
    """Give the places of the head and of the signature, not of the key that the note only mentions."""
    head, mark = note.index(b'"head"'), note.index(b'"signature": "') + len(b'"signature": "')
    return [*range(head + 9, note.index(b'", "key"')), *range(mark, mark + 128)]


def test_what_is_no_key_is_named():
    with pytest.raises(ShutError):
        witness.signed(b"1 2 3\n", b"no key")


@pytest.fixture(scope="module")
def stamped():
    """Answer a request as a time-stamping service does."""
    from asn1crypto import tsp
    from asn1crypto import x509 as asn1
    from pyhanko.keys import load_private_key_from_pemder_data
    from pyhanko.sign.timestamps import DummyTimeStamper

    certificate = _service()
    key = _service_key().private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    service = DummyTimeStamper(
        asn1.Certificate.load(made._der(certificate)), load_private_key_from_pemder_data(key, None), fixed_dt=made.NOW
    )
    asked = tsp.TimeStampReq.load(witness.request(witness.head(THEN)))
    return service.request_tsa_response(asked).dump()


@cache
def _service_key():
    return rsa.generate_private_key(65537, 2048)  # the only kind that the service of pyHanko signs with


def _service():
    root, key = made._root("Root"), made._key("Root")
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Stamps")]))
        .issuer_name(root.subject)
        .public_key(_service_key().public_key())
        .serial_number(77)
        .not_valid_before(made.NOW - made.YEAR)
        .not_valid_after(made.NOW + made.YEAR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )


def test_a_stamp_says_when_the_head_was(stamped):
    roots = [made._der(made._root("Root"))]
    found = witness.of_stamp(NOW, witness.head(THEN), stamped, roots)
    assert (found.lines, found.at, found.fault) == (3, made.NOW.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), None)
    assert found.by == "Common Name: Stamps"


def test_a_stamp_of_another_head_another_root_or_changed_proves_nothing(stamped):
    roots = [made._der(made._root("Root"))]
    assert witness.of_stamp(NOW, witness.head(NOW), stamped, roots).fault == "not_signed"
    assert witness.of_stamp(CHANGED, witness.head(THEN), stamped, roots).fault == "another_journal"
    assert (
        witness.of_stamp(NOW, witness.head(THEN), stamped, [made._der(made._root("Foreign root"))]).fault == "untrusted"
    )
    assert witness.of_stamp(NOW, witness.head(THEN), stamped[:-20], roots).fault == "not_signed"
    tail = range(len(stamped) - 60, len(stamped))
    assert {witness.of_stamp(NOW, witness.head(THEN), made._flipped(stamped, at), roots).fault for at in tail} <= {
        "not_signed", "untrusted"
    }  # fmt: skip


def test_the_head_is_written_signed_and_checked_by_path(tmp_path):
    for name, content in THEN.files.items():
        (tmp_path / name).write_bytes(content)
    secret, public = api.new_signing_key("ada", tmp_path)
    written, findings = api.write_head(tmp_path, tmp_path / "build", secret)
    assert (sorted(path.name for path in written), findings) == (["head-3.sig", "head-3.tsq", "head-3.txt"], ())
    for name, content in NOW.files.items():
        (tmp_path / name).write_bytes(content)
    told, findings = api.witnessed(tmp_path, tmp_path / "build" / "head-3.sig", public)
    assert (told.lines, findings) == (3, ())
    assert [finding.code for finding in api.write_head(tmp_path, tmp_path / "b", public)[1]] == ["CDC606"]
