"""Signatures inside a PDF (PAdES): each of them, and whether anything was added after the last one."""

from __future__ import annotations

import io
from collections.abc import Iterator

from cdc.tender.signatures import cms
from cdc.tender.signatures.signature import Signature, UnreadableError


def is_signed(content: bytes) -> bool:
    """Tell whether a PDF says that it is signed."""
    return content.startswith(b"%PDF") and b"/ByteRange" in content


def signatures(content: bytes, trust: cms.Trust) -> Iterator[Signature]:
    """Verify each signature of a PDF."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        found = PdfFileReader(io.BytesIO(content), strict=True).embedded_regular_signatures
    except (PdfError, ValueError, TypeError, KeyError) as error:
        raise UnreadableError(str(error)[:200]) from error
    for at, embedded in enumerate(found, 1):
        yield _verified(embedded, trust, is_last=at == len(found))


def _verified(embedded: object, trust: cms.Trust, *, is_last: bool) -> Signature:
    from cryptography.exceptions import UnsupportedAlgorithm
    from pyhanko.sign.general import CMSExtractionError
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    try:
        status = validate_pdf_signature(embedded, trust.context(), key_usage_settings=cms.usage())
    except (CMSExtractionError, UnsupportedAlgorithm):
        return Signature("pdf", "unsupported")
    except Exception:  # noqa: BLE001 - whatever a hostile PDF triggers, its signature is none
        return Signature("pdf", "tampered")
    found = cms.verdict(status, status.signing_cert, trust)
    is_whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE if is_last else bool(status.docmdp_ok)
    if found != "tampered" and not is_whole:
        found = "tampered"
    return cms.named("pdf", found, status.signing_cert, status.signer_reported_dt)
