"""Take the signatures off a file, layer by layer, within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from cdc.tender.signatures import asic, cms, pdf
from cdc.tender.signatures.signature import Opened, Signature, UnreadableError

DEPTH = 4
_ENDINGS = re.compile(r"\.(?:p7m|asice|asics|sce|scs)$", re.IGNORECASE)


@contextmanager
def _read() -> Iterator[None]:
    """Turn what a damaged container triggers in its reader, wherever that is first looked at, into one refusal."""
    try:
        yield
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        raise UnreadableError(str(error).splitlines()[0][:200] if str(error) else type(error).__name__) from error


def is_container(name: str, content: bytes) -> bool:
    """Tell whether a file carries another one under a signature, by its bytes or by its name."""
    return name.lower().endswith(".p7m") or asic.is_one(content)


def opened(name: str, content: bytes, trust: cms.Trust) -> Opened:
    """Open a file down to what no signature encloses any more."""
    with _read():
        return _opened(name, content, trust, DEPTH)


def _opened(name: str, content: bytes, trust: cms.Trust, depth: int) -> Opened:
    if not is_container(name, content):
        found = tuple(pdf.signatures(content, trust)) if pdf.is_signed(content) else ()
        return Opened(((name, content),), found)
    if not depth:
        raise UnreadableError(f"> {DEPTH} × .p7m")
    if asic.is_one(content):
        outer = asic.opened(content, trust)
    else:
        signed = cms.signed_data(content)
        inside = cms.enclosed(signed)
        outer = Opened(((_ENDINGS.sub("", name), inside),), tuple(cms.signatures(signed, inside, trust, "p7m")))
    return _gathered(outer, trust, depth)


def _gathered(outer: Opened, trust: cms.Trust, depth: int) -> Opened:
    files: list[tuple[str, bytes]] = []
    signatures: list[Signature] = list(outer.signatures)
    for name, content in outer.files:
        inner = _opened(name, content, trust, depth - 1)
        files += inner.files
        signatures += inner.signatures
    return Opened(tuple(files), tuple(signatures))


def beside(content: bytes, signature: bytes, trust: cms.Trust) -> tuple[Signature, ...]:
    """Verify a signature that came in a file of its own (.p7s) over another file."""
    with _read():
        return tuple(cms.signatures(cms.signed_data(signature), content, trust, "p7s"))
