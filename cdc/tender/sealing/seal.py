"""What kind of seal a file is under, told by its bytes alone, and why one cannot be opened."""

from __future__ import annotations

import importlib.util
from typing import Literal

from cdc.errors import MissingExtraError

Kind = Literal["password", "officers", "promise"]
AGE = b"age-encryption.org/v1\n"
PROMISE = b'{"format":"cdc-promise-1",'
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class ShutError(Exception):
    """Why a seal stays shut: the wrong key or password, or bytes that were changed."""


def kind(content: bytes) -> Kind | None:
    """Tell the seal of a file; None for one that is not sealed."""
    if content.startswith(AGE):
        return "officers"
    if content.startswith(PROMISE):
        return "promise"
    return "password" if content.startswith(_OLE) and _ENCRYPTED in content else None


def need(library: str) -> None:
    """Stop with the line that installs it where a library of the extra is missing."""
    if importlib.util.find_spec(library) is None:
        raise MissingExtraError(extra="seal")
