"""Promise a file before it is sent: first a digest that tells nothing of it, then the file with the key to it."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets

from cdc.tender.sealing.seal import PROMISE, ShutError

LARGEST = 1024
_NONCE = 32


def made(content: bytes, nonce: bytes | None = None) -> tuple[bytes, bytes]:
    """Give the promise of a file, to be sent now, and its key, to be kept and sent with the file."""
    nonce = nonce or secrets.token_bytes(_NONCE)
    promise = f'{PROMISE.decode("ascii")}"digest":"{_digest(content, nonce)}"}}\n'
    return promise.encode("ascii"), json.dumps({"nonce": nonce.hex()}).encode("ascii") + b"\n"


def is_kept(content: bytes, promise: bytes, key: bytes) -> bool:
    """Tell whether a file is the one that was promised."""
    digest, nonce = _field(promise, "digest"), _field(key, "nonce")
    try:
        made_with = bytes.fromhex(nonce)
    except ValueError as error:
        raise ShutError("nonce") from error
    if len(made_with) != _NONCE:
        raise ShutError("nonce")
    return hmac.compare_digest(digest, _digest(content, made_with))


def _digest(content: bytes, nonce: bytes) -> str:
    return hashlib.sha256(b"cdc-promise-1\n" + nonce + content).hexdigest()


def _field(content: bytes, name: str) -> str:
    try:
        found = json.loads(content[:LARGEST])[name]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ShutError(name) from error
    if not isinstance(found, str) or not found.isascii():
        raise ShutError(name)
    return found
