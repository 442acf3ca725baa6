"""Seal a file to several officers (age format): it opens only when all of them bring their keys."""

from __future__ import annotations

from collections.abc import Sequence

from cdc.tender.sealing.seal import AGE, ShutError, need

DEPTH = 5
"""So many officers at most."""


def new_key() -> tuple[str, str]:
    """Make the secret key of an officer, and the public one that vendors seal to."""
    need("pyrage")
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def sealed(content: bytes, officers: Sequence[str]) -> bytes:
    """Seal a file to the public key of each officer, one seal within the other."""
    need("pyrage")
    import pyrage

    assert 0 < len(officers) <= DEPTH, officers
    for officer in officers:
        try:
            content = pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(officer.strip())])
        except pyrage.RecipientError as error:
            raise ShutError(str(error)) from error
    return content


def opened(content: bytes, keys: Sequence[str]) -> bytes:
    """Take off every seal with the officers' secret keys, in whatever order; one missing key leaves the file shut."""
    need("pyrage")
    import pyrage

    try:
        identities = [pyrage.x25519.Identity.from_str(key.strip()) for key in keys]
    except pyrage.IdentityError as error:
        raise ShutError(str(error)) from error
    for _ in range(DEPTH):
        if not content.startswith(AGE):
            return content
        try:
            content = pyrage.decrypt(content, identities)
        except pyrage.DecryptError as error:
            raise ShutError(str(error)) from error
    raise ShutError(f"> {DEPTH}")
