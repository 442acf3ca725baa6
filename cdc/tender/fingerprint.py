"""Two salted fingerprints: of what vendors are asked and told (form), and of how bids are compared (rules).

What belongs to which is declared beside each field. A fingerprint starts with its version, so that a tender published
by an older version of this program can still be verified.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from decimal import Decimal
from typing import Any, Literal

from cdc.model import fields
from cdc.model.specification import Specification
from cdc.tender import fingerprint_1

Kind = Literal["form", "rules"]
VERSION = "2"
_USES = {"form": frozenset({"asked", "stated"}), "rules": frozenset({"decides"})}


def form(spec: Specification, like: str | None = None) -> str:
    """Give the fingerprint of all that vendors are asked and told; `like` is one whose version is wanted."""
    return _made("form", spec, like)


def rules(spec: Specification, like: str | None = None) -> str:
    """Give the fingerprint of all that decides between bids; `like` is one whose version is wanted."""
    return _made("rules", spec, like)


def taken(spec: Specification, published: str | None) -> tuple[str, ...]:
    """Give the fingerprints of the form under which answers are taken, the one of now first.

    A published form is the only one. Before publication workbooks that version 1 made of this same form are taken too.
    """
    return (form(spec, published),) if published is not None else (form(spec), fingerprint_1.form(spec))


def version_of(fingerprint: str) -> str:
    """Give the version that made a fingerprint; the first one wrote none."""
    version, point, _ = fingerprint.partition(".")
    return version if point else "1"


def _made(kind: Kind, spec: Specification, like: str | None) -> str:
    if like is not None and version_of(like) == "1":
        return fingerprint_1.form(spec) if kind == "form" else fingerprint_1.rules(spec)
    assert spec.tender is not None
    values = {leaf.key: _plain(leaf.value) for leaf in fields.walk(spec) if _counts(kind, leaf)}
    head = [VERSION, kind, spec.tender.salt or "", spec.language]
    text = json.dumps([*head, values], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return f"{VERSION}.{grouped(hashlib.sha256(text.encode('ascii')).hexdigest())}"


def _counts(kind: Kind, leaf: fields.Leaf) -> bool:
    """Leave out defaults: a field that a later version adds changes no fingerprint until somebody uses it."""
    return leaf.use.word in _USES[kind] and leaf.value != leaf.field.default


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, dt.date) else value


def grouped(digest: str) -> str:
    """Write the start of a hash so that people can compare it by eye."""
    start = digest[:20].upper()
    return "-".join(start[at : at + 5] for at in range(0, 20, 5))
