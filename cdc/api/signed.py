"""Signed files of vendors: what stands inside is read, and what was found of their signatures is told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdc.findings import Finding, Phrase, Place

if TYPE_CHECKING:
    from cdc.model.bid import Bid
    from cdc.tender.receipt import Sent
    from cdc.tender.signatures.signature import Signature

ROOTS = "roots"
"""Folder of the project with the certificates that are trusted, in PEM or in DER."""
_BESIDE = re.compile(r"\.(?:p7s|sig)$", re.IGNORECASE)
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)
_CODES = {"valid": "CDC599", "tampered": "CDC601"}


def roots(root: Path) -> tuple[bytes, ...]:
    """Give the trusted certificates of a project; a PEM file may hold several."""
    found: list[bytes] = []
    for path in sorted((root / ROOTS).glob("*")):
        content = path.read_bytes() if path.is_file() and path.suffix in (".pem", ".crt", ".cer", ".der") else b""
        found += _PEM.findall(content) or ([content] if content else [])
    return tuple(found)


def plain(name: str, content: bytes) -> tuple[str, bytes, tuple[Finding, ...]]:
    """Give the one file that a signed container holds, whatever its signature is worth; any other file as it is."""
    from cdc.tender.signatures import door, layers
    from cdc.tender.signatures.signature import UnreadableError

    if not layers.is_container(name, content):
        return name, content, ()
    try:
        files = door.opened(name, content, (), dt.datetime.now(tz=dt.UTC)).files
    except UnreadableError as error:
        return name, content, (Finding("CDC598", Place(name), {"why": str(error)}),)
    if len(files) != 1:
        names = ", ".join(inside for inside, _ in files)
        return name, content, (Finding("CDC598", Place(name), {"why": names}),)
    return name, files[0][1], ()


def workbooks(sent: Sequence[Sent]) -> tuple[Sent, ...]:
    """Give the files that are no signature of another one."""
    return tuple(file for file in sent if not _BESIDE.search(file.name))


def with_signatures(bid: Bid, sent: Sequence[Sent]) -> Bid:
    """Name the signatures that came beside the files of a bid among its originals."""
    from cdc.model.bid import FileReceived

    beside = (file for file in sent if _BESIDE.search(file.name))
    named = (FileReceived(name=f.name, kept=f.kept, sha256=f.sha256, kind="signature") for f in beside)
    return bid.model_copy(update={"files": (*bid.files, *named)})


def judged(root: Path, sent: Sequence[Sent], now: dt.datetime) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Give the signatures of files by the name under which these came, as the journal keeps them; empty without any."""
    from cdc.tender.signatures.signature import as_data

    found = {file.name: _signatures(root, file, sent, now) for file in sent}
    data = {name: as_data(signatures) for name, signatures in found.items() if signatures}
    return {"signatures": data} if data else {}


def _signatures(root: Path, file: Sent, sent: Sequence[Sent], now: dt.datetime) -> tuple[Signature, ...]:
    from cdc.tender.signatures import door
    from cdc.tender.signatures.signature import Signature, UnreadableError

    trusted = roots(root)
    try:
        if not _BESIDE.search(file.name):
            return door.opened(file.name, file.content, trusted, now).signatures
        signed = next((other for other in sent if other.name == _BESIDE.sub("", file.name)), None)
        if signed is None:
            return (Signature("p7s", "unsupported"),)
        return door.beside(signed.content, file.content, trusted, now)
    except UnreadableError:
        return (Signature("p7s" if _BESIDE.search(file.name) else "p7m", "tampered"),)


def told(found: dict[str, dict[str, list[dict[str, Any]]]]) -> tuple[Finding, ...]:
    """Say what was found of each signature."""
    return tuple(_told(found.get("signatures", {})))


def _told(found: dict[str, list[dict[str, Any]]]) -> Iterator[Finding]:
    for name, signatures in found.items():
        for one in signatures:
            facts = {"signer": one["signer"] or "?", "issuer": one["issuer"] or "?", "stated": one["stated"] or "?"}
            verdict = Phrase(f"value.signature_{one['verdict']}")
            yield Finding(_CODES.get(one["verdict"], "CDC600"), Place(name), {**facts, "verdict": verdict})
