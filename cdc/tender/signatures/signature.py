"""What was found of one signature, as values that pass between processes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Verdict = Literal["valid", "expired", "untrusted", "tampered", "unsupported"]
Container = Literal["p7m", "p7s", "pdf", "asic"]
WORST: tuple[Verdict, ...] = ("tampered", "unsupported", "untrusted", "expired", "valid")


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: what it came in, the verdict, the signer as the certificate names it, the time it states.

    `valid` says that the bytes are those that were signed, and that the certificate was in force at the moment of the
    check and leads to a given root. Nothing is said of revocation, which wants a network; the stated time is the
    signer's own word.
    """

    container: Container
    verdict: Verdict
    signer: str = ""
    issuer: str = ""
    serial: str = ""
    stated: str = ""
    covers: str = ""
    """The file of a container that the signature is about."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What is left of a file once its signatures are off: its files by name, and the signatures, outermost first."""

    files: tuple[tuple[str, bytes], ...]
    signatures: tuple[Signature, ...] = ()

    @property
    def verdict(self) -> Verdict | Literal["not_signed"]:
        """Give the worst of all verdicts."""
        found = {signature.verdict for signature in self.signatures}
        return next((verdict for verdict in WORST if verdict in found), "not_signed")


def as_data(signatures: Iterable[Signature]) -> list[dict[str, Any]]:
    """Give signatures as plain data."""
    return [asdict(signature) for signature in signatures]


class UnreadableError(Exception):
    """Why a container cannot be opened."""
