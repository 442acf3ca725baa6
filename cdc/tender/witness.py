"""Bind the head of a journal to a key or to a time-stamp, so that even its keeper cannot change what was before."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from cdc.tender import journal
from cdc.tender.journal import Journal
from cdc.tender.sealing.seal import ShutError, need

Fault = Literal["another_journal", "not_signed", "untrusted"]


@dataclass(frozen=True, slots=True)
class Witness:
    """What a signature or a stamp proves: how many lines stood then, by whom, when (of a stamp); or why nothing."""

    lines: int
    by: str = ""
    at: str = ""
    fault: Fault | None = None


def head(found: Journal) -> bytes:
    """Give the line that is signed or stamped: number of lines, last link, and its short form."""
    return found.files[journal.HEAD]


def new_key() -> tuple[bytes, bytes]:
    """Make an Ed25519 key: the secret one in PEM, and the public one in hexadecimal."""
    need("cryptography")
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    return secret, _public(key).encode("ascii") + b"\n"


def signed(line: bytes, secret: bytes) -> bytes:
    """Sign a head with a secret key."""
    need("cryptography")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(secret, None)
    except (ValueError, TypeError) as error:
        raise ShutError(str(error)[:100]) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ShutError("Ed25519")
    data = {"head": line.decode("ascii").strip(), "key": _public(key), "signature": key.sign(line).hex()}
    return json.dumps(data, sort_keys=True).encode("ascii") + b"\n"


def of_signature(found: Journal, content: bytes, public: str) -> Witness:
    """Tell what a signed head proves of a journal, by a public key that was known before."""
    need("cryptography")
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        data = json.loads(content[:4096])
        line = f"{data['head']}\n".encode("ascii")
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public.strip())).verify(bytes.fromhex(data["signature"]), line)
    except (InvalidSignature, ValueError, KeyError, TypeError, RecursionError):
        return Witness(0, fault="not_signed")
    return _standing(found, line, by=public.strip())


def request(line: bytes) -> bytes:
    """Make the request (RFC 3161) that is sent to a time-stamping service: a digest, nothing of the journal."""
    need("asn1crypto")
    from asn1crypto import algos, tsp

    imprint = tsp.MessageImprint(
        {
            "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "hashed_message": hashlib.sha256(line).digest(),
        }
    )
    return bytes(tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "cert_req": True}).dump())


def of_stamp(found: Journal, line: bytes, answer: bytes, roots: Sequence[bytes]) -> Witness:
    """Tell what the answer of a time-stamping service proves of a head, by given roots and without a network."""
    need("pyhanko")
    try:
        at, by, is_whole, is_trusted = asyncio.run(_stamp(line, answer, roots))
    except Exception:  # noqa: BLE001 - whatever a damaged answer triggers, it proves nothing
        return Witness(0, fault="not_signed")
    if not is_whole:
        return Witness(0, by, at, "not_signed")
    return _standing(found, line, by, at) if is_trusted else Witness(0, by, at, "untrusted")


async def _stamp(line: bytes, answer: bytes, roots: Sequence[bytes]) -> tuple[str, str, bool, bool]:
    from asn1crypto import cms, tsp
    from pyhanko.sign.validation.generic_cms import validate_tst_signed_data

    from cdc.tender.signatures.cms import Trust

    found = tsp.TimeStampResp.load(answer, strict=True)
    signed_data: Any = cms.ContentInfo.load(found["time_stamp_token"].dump())["content"]
    moment: dt.datetime = signed_data["encap_content_info"]["content"].parsed["gen_time"].native
    facts = await validate_tst_signed_data(
        signed_data, Trust(roots, moment).context(), lambda name: hashlib.new(name, line).digest()
    )
    whole = bool(facts["intact"] and facts["valid"])
    at = moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return at, facts["signing_cert"].subject.human_friendly, whole, facts["trust_problem_indic"] is None


def _standing(found: Journal, line: bytes, by: str, at: str = "") -> Witness:
    """Hold a head that was witnessed against the journal of now: its first lines must be those of then."""
    size, _, rest = line.decode("ascii", "replace").partition(" ")
    count = int(size) if size.isdigit() and len(size) < 10 else -1
    if not 0 <= count <= len(found.lines):
        return Witness(0, by, at, "another_journal")
    then = head(Journal(found.lines[:count], found.entries[:count]))
    return Witness(count, by, at, None if then == line and rest else "another_journal")


def _public(key: Any) -> str:
    from cryptography.hazmat.primitives import serialization as form

    return str(key.public_key().public_bytes(form.Encoding.Raw, form.PublicFormat.Raw).hex())
