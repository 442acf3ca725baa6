"""Signed files: over two hundred containers, made here with keys of our own, and not one wrong "valid"."""

import base64
import datetime as dt
import hashlib
import io
import zipfile
from functools import cache

import pytest

pytest.importorskip("pyhanko")

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from cdc.errors import MissingExtraError
from cdc.tender.signatures import door, layers
from cdc.tender.signatures.cms import Trust
from cdc.tender.signatures.signature import UnreadableError

NOW = dt.datetime(2027, 1, 22, 12, tzinfo=dt.UTC)
YEAR = dt.timedelta(days=365)
CONTENT = b"PK\x03\x04 the workbook of a vendor, as it was filled"


@cache
def _key(name):
    return ec.generate_private_key(ec.SECP256R1())


@cache
def _certificate(name, issuer=None, *, start=-1, end=2, is_root=False, usage="digital_signature"):
    """Make a certificate; `start` and `end` are years from now."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    by = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer or name)])
    flags = dict.fromkeys(
        ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
         "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False
    )  # fmt: skip
    flags |= {"key_cert_sign": True, "crl_sign": True} if is_root else {usage: True}
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by)
        .public_key(_key(name).public_key())
        .serial_number(int.from_bytes(hashlib.sha256(f"{name}{start}{usage}".encode()).digest()[:8]) >> 1)
        .not_valid_before(NOW + start * YEAR)
        .not_valid_after(NOW + end * YEAR)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**flags), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(_key(name).public_key()), critical=False)
        .sign(_key(issuer or name), hashes.SHA256())
    )


ROOT = ("Root", None)
FOREIGN = ("Foreign root", None)


def _root(name):
    return _certificate(name, start=-5, end=10, is_root=True)


def _der(certificate):
    return certificate.public_bytes(serialization.Encoding.DER)


def _trust(*roots, moment=NOW):
    return Trust([_der(_root(name)) for name in roots or ("Root",)], moment)


SIGNERS = {
    "valid": {"name": "Alfa", "issuer": "Root"},
    "expired": {"name": "Beta", "issuer": "Root", "start": -3, "end": -1},
    "not yet": {"name": "Gamma", "issuer": "Root", "start": 1, "end": 3},
    "foreign": {"name": "Delta", "issuer": "Foreign root"},
    "self-signed": {"name": "Epsilon"},
    "not for signing": {"name": "Zeta", "issuer": "Root", "usage": "key_encipherment"},
}
EXPECTED = {
    "valid": "valid", "expired": "expired", "not yet": "expired", "foreign": "untrusted", "self-signed": "untrusted",
    "not for signing": "untrusted",
}  # fmt: skip


def _cms(content, *signers, detached=False):
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    for who in signers:
        keys = dict(SIGNERS[who])
        name = keys["name"]
        certificate = _certificate(name, keys.pop("issuer", None), **{k: v for k, v in keys.items() if k != "name"})
        builder = builder.add_signer(certificate, _key(name), hashes.SHA256())
    options = [pkcs7.PKCS7Options.Binary, *([pkcs7.PKCS7Options.DetachedSignature] if detached else [])]
    return builder.sign(serialization.Encoding.DER, options)


def _asic(content, who, *, name="response.xlsx", change=None, extra=None):
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    manifest = (
        '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">'
        '<asic:SigReference URI="META-INF/signature001.p7s" MimeType="application/pkcs7-signature"/>'
        f'<asic:DataObjectReference URI="{name}"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'
        f"<ds:DigestValue>{digest}</ds:DigestValue></asic:DataObjectReference></asic:ASiCManifest>"
    ).encode()
    parts = {
        "mimetype": b"application/vnd.etsi.asic-e+zip",
        name: change(content) if change else content,
        "META-INF/ASiCManifest001.xml": manifest,
        "META-INF/signature001.p7s": _cms(manifest, who, detached=True),
    } | (extra or {})
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return target.getvalue()


def _flipped(content, at):
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def _verdict(name, content, trust=None):
    try:
        return layers.opened(name, content, trust or _trust()).verdict
    except UnreadableError:
        return "unreadable"


@pytest.mark.parametrize("who", SIGNERS)
@pytest.mark.parametrize("kind", ["p7m", "p7m in letters", "p7m in PEM", "p7s", "asic"])
def test_the_verdict_of_each_signer_in_each_container(who, kind):
    if kind == "p7s":
        found = layers.beside(CONTENT, _cms(CONTENT, who, detached=True), _trust())
        assert [signature.verdict for signature in found] == [EXPECTED[who]]
        assert found[0].signer == f"Common Name: {SIGNERS[who]['name']}"
        return
    signed = _asic(CONTENT, who) if kind == "asic" else _cms(CONTENT, who)
    if kind == "p7m in letters":
        signed = base64.encodebytes(signed)
    if kind == "p7m in PEM":
        signed = b"-----BEGIN PKCS7-----\n" + base64.encodebytes(signed) + b"-----END PKCS7-----\n"
    opened = layers.opened("response.xlsx.p7m" if kind != "asic" else "response.asice", signed, _trust())
    assert opened.verdict == EXPECTED[who]
    assert opened.files == (("response.xlsx", CONTENT),)


def test_no_changed_byte_of_a_container_leaves_it_valid():
    """Change a byte of signed content, of the signature, of the certificate: 180 containers."""
    p7m = _cms(CONTENT, "valid")
    detached = _cms(CONTENT, "valid", detached=True)
    step = max(1, len(p7m) // 90)
    wrong = [at for at in range(0, len(p7m), step) if _verdict("a.p7m", _flipped(p7m, at)) == "valid"]
    harmless = [at for at in wrong if layers.opened("a.p7m", _flipped(p7m, at), _trust()).files[0][1] != CONTENT]
    assert harmless == [], "a valid one still says what was signed"
    for at in range(0, len(CONTENT), max(1, len(CONTENT) // 30)):
        assert layers.beside(_flipped(CONTENT, at), detached, _trust())[0].verdict == "tampered"
    for at in range(60):
        changed = p7m.replace(CONTENT, _flipped(CONTENT, at % len(CONTENT)))
        assert _verdict("a.p7m", changed) == "tampered"


def test_the_signature_itself_cannot_be_changed():
    p7m = _cms(CONTENT, "valid")
    assert {_verdict("a.p7m", _flipped(p7m, len(p7m) - back)) for back in range(1, 41)} <= {"tampered", "unreadable"}


def test_a_container_whose_file_was_changed_or_added_is_tampered():
    assert _verdict("a.asice", _asic(CONTENT, "valid", change=lambda c: c + b"!")) == "tampered"
    assert _verdict("a.asice", _asic(CONTENT, "valid", extra={"prices.xlsx": b"PK more"})) == "tampered"
    assert _verdict("a.asice", _asic(CONTENT, "valid", extra={"META-INF/signatures001.xml": b"<x/>"})) == "unsupported"


def test_several_signers_are_as_good_as_the_worst():
    opened = layers.opened("a.xlsx.p7m", _cms(CONTENT, "valid", "foreign"), _trust())
    assert sorted(signature.verdict for signature in opened.signatures) == ["untrusted", "valid"]
    assert opened.verdict == "untrusted"
    assert (
        layers.opened("a.xlsx.p7m", _cms(CONTENT, "valid", "foreign"), _trust("Root", "Foreign root")).verdict
        == "valid"
    )


@pytest.mark.parametrize("who", SIGNERS)
def test_a_signature_within_a_signature_is_opened_and_judged_too(who):
    twice = layers.opened("a.xlsx.p7m.p7m", _cms(_cms(CONTENT, who), "valid"), _trust())
    assert twice.verdict == EXPECTED[who]
    assert [signature.verdict for signature in twice.signatures] == ["valid", EXPECTED[who]]
    assert twice.files == (("a.xlsx", CONTENT),)
    inside = layers.opened("a.asice.p7m", _cms(_asic(CONTENT, who), "valid"), _trust())
    assert inside.verdict == EXPECTED[who]


def test_nesting_and_inflating_have_bounds():
    deep = CONTENT
    for _ in range(6):
        deep = _cms(deep, "valid")
    assert _verdict("a.xlsx" + ".p7m" * 6, deep) == "unreadable"
    assert _verdict("a.asice", _asic(b"0" * 70_000_000, "valid")) == "unreadable"


@pytest.mark.parametrize("content", [b"", b"0", b"not a container", CONTENT, b"\x30\x80" * 50, b"0\x82\xff\xff"])
def test_what_is_no_container_is_refused(content):
    assert _verdict("a.xlsx.p7m", content) == "unreadable"


def test_a_signature_with_nothing_inside_is_refused():
    assert _verdict("a.xlsx.p7m", _cms(CONTENT, "valid", detached=True)) == "unreadable"


def test_an_unsigned_file_says_so():
    assert layers.opened("response.xlsx", CONTENT, _trust()).verdict == "not_signed"


def test_without_roots_nothing_is_valid_and_the_moment_counts():
    assert _verdict("a.p7m", _cms(CONTENT, "valid"), Trust([], NOW)) == "untrusted"
    assert _verdict("a.p7m", _cms(CONTENT, "valid"), _trust(moment=NOW + 3 * YEAR)) == "expired"
    assert _verdict("a.p7m", _cms(CONTENT, "expired"), _trust(moment=NOW - 2 * YEAR)) == "valid"


@cache
def _pdf():
    import pypdf

    writer, target = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(target)
    return target.getvalue()


def _signed_pdf(who):
    from pyhanko.keys import load_private_key_from_pemder_data
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    keys = dict(SIGNERS[who])
    name = keys["name"]
    certificate = _certificate(
        name, keys.get("issuer"), **{k: v for k, v in keys.items() if k not in ("name", "issuer")}
    )
    key = _key(name).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = signers.SimpleSigner(
        signing_cert=_asn1(certificate), signing_key=load_private_key_from_pemder_data(key, None),
        cert_registry=SimpleCertificateStore(),
    )  # fmt: skip
    meta = signers.PdfSignatureMetadata(field_name="Signature1", md_algorithm="sha256")
    target = io.BytesIO()
    signers.PdfSigner(meta, signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(_pdf())), output=target)
    return target.getvalue()


def _asn1(certificate):
    from asn1crypto import x509 as asn1

    return asn1.Certificate.load(_der(certificate))


@pytest.mark.parametrize("who", SIGNERS)
def test_the_verdict_of_a_signed_pdf(who):
    signed = _signed_pdf(who)
    assert _verdict("offer.pdf", signed) == EXPECTED[who]
    assert _verdict("offer.pdf", signed.replace(b"/MediaBox", b"/MediaBix", 1)) in ("tampered", "unreadable")
    assert _verdict("offer.pdf", signed + b"\n% more\n") == "tampered"


def test_the_door_gives_plain_bytes_and_verdicts():
    roots = [_der(_root("Root"))]
    opened = door.opened("response.xlsx.p7m", _cms(CONTENT, "valid"), roots, NOW)
    assert opened.files == (("response.xlsx", CONTENT),)
    assert (opened.verdict, opened.signatures[0].signer) == ("valid", "Common Name: Alfa")
    assert door.beside(CONTENT, _cms(CONTENT, "foreign", detached=True), roots, NOW)[0].verdict == "untrusted"
    with pytest.raises(UnreadableError):
        door.opened("response.xlsx.p7m", b"not a container", roots, NOW)


def test_without_the_extra_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setattr(door.importlib.util, "find_spec", lambda name: None)
    assert door.opened("response.xlsx", CONTENT, [], NOW).verdict == "not_signed"
    with pytest.raises(MissingExtraError):
        door.opened("response.xlsx.p7m", CONTENT, [], NOW)
