"""Signatures in CMS: the one inside a .p7m, and the one beside a file."""

from __future__ import annotations

import asyncio
import base64
import binascii
import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from cdc.tender.signatures.signature import Container, Signature, UnreadableError, Verdict

_PEM = b"-----BEGIN"


class Trust:
    """The roots that are trusted, and the moment at which certificates must be in force."""

    def __init__(self, roots: Sequence[bytes], moment: dt.datetime) -> None:
        self.roots = [certificate(root) for root in roots]
        self.moment = moment

    def context(self) -> Any:
        """Give what pyHanko holds certificates against: the given roots alone, nothing from the system, no network."""
        from pyhanko_certvalidator import ValidationContext

        return ValidationContext(trust_roots=self.roots, moment=self.moment, allow_fetching=False)


def certificate(content: bytes) -> Any:
    """Read a certificate, in DER or in PEM."""
    from asn1crypto import pem, x509

    if pem.detect(content):
        _, _, content = pem.unarmor(content)
    return x509.Certificate.load(content, strict=True)


def decoded(content: bytes) -> bytes:
    """Give the DER bytes of a container that may be written in letters, with or without its heading."""
    text = content.strip()
    if text.startswith(_PEM):
        text = b"".join(line for line in text.splitlines() if not line.startswith(b"-----"))
    elif content[:1] == b"\x30":
        return content
    try:
        return base64.b64decode(b"".join(text.split()), validate=True)
    except binascii.Error as error:
        raise UnreadableError(str(error)) from error


def signed_data(content: bytes) -> Any:
    """Give the SignedData of a container."""
    from asn1crypto import cms

    try:
        info = cms.ContentInfo.load(decoded(content), strict=True)
        if info["content_type"].native != "signed_data":
            raise UnreadableError(str(info["content_type"].native))
        found = info["content"]
        if not len(found["signer_infos"]):
            raise UnreadableError("0 × SignerInfo")
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableError(str(error)[:200]) from error
    return found


def enclosed(signed: Any) -> bytes:
    """Give the content that a container carries."""
    content = signed["encap_content_info"]["content"].native
    if not isinstance(content, bytes):
        raise UnreadableError("eContent")
    return content


def signatures(signed: Any, content: bytes, trust: Trust, container: Container) -> Iterator[Signature]:
    """Verify each signature of a container over `content`."""
    from asn1crypto import cms

    for signer in signed["signer_infos"]:
        alone = cms.SignedData.load(signed.untag().dump())
        alone["signer_infos"] = cms.SignerInfos([cms.SignerInfo.load(signer.dump())])
        yield _verified(alone, content, trust, container)


def _verified(signed: Any, content: bytes, trust: Trust, container: Container) -> Signature:
    from cryptography.exceptions import UnsupportedAlgorithm
    from pyhanko.sign.general import CMSExtractionError
    from pyhanko.sign.validation.generic_cms import (
        async_validate_cms_signature,
        extract_certs_for_validation,
        extract_self_reported_ts,
    )

    signer_info = signed["signer_infos"][0]
    try:
        certs = extract_certs_for_validation(signed)
        digest = None if container == "p7m" else _digest(signer_info, content)
        if digest is None and bytes(signed["encap_content_info"]["content"]) != content:
            return Signature(container, "tampered")  # what is verified must be what is read
        status = asyncio.run(
            async_validate_cms_signature(
                signed, raw_digest=digest, validation_context=trust.context(), key_usage_settings=usage()
            )
        )
    except (CMSExtractionError, UnsupportedAlgorithm):
        return Signature(container, "unsupported")
    except Exception:  # noqa: BLE001 - whatever a hostile container triggers, its signature is none
        return Signature(container, "tampered")
    stated = extract_self_reported_ts(signer_info)
    return named(container, verdict(status, certs.signer_cert, trust), certs.signer_cert, stated)


def _digest(signer_info: Any, content: bytes) -> bytes:
    return hashlib.new(signer_info["digest_algorithm"]["algorithm"].native, content).digest()


def usage() -> Any:
    """Give what a certificate must be made for: to sign, or to commit its holder."""
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    return KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)


def verdict(status: Any, signer: Any, trust: Trust) -> Verdict:
    """Tell what a validation means; only what is whole, signed and trusted is valid."""
    if not (status.intact and status.valid):
        return "tampered"
    if status.trusted:
        return "valid"
    path = [signer, *(status.validation_path or ())]
    return "expired" if any(not _is_in_force(cert, trust.moment) for cert in path) else "untrusted"


def _is_in_force(cert: Any, moment: dt.datetime) -> bool:
    certificate = getattr(cert, "certificate", cert)
    return bool(certificate.not_valid_before <= moment <= certificate.not_valid_after)


def named(container: Container, found: Verdict, signer: Any, stated: dt.datetime | None, covers: str = "") -> Signature:
    """Give a signature with the names its certificate gives."""
    return Signature(
        container,
        found,
        signer.subject.human_friendly,
        signer.issuer.human_friendly,
        format(signer.serial_number, "X"),
        stated.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if stated else "",
        covers,
    )
