"""Carry the issued form inside its workbook, so that a vendor can check an answer without the buyer's folder.

Only what vendors see anyway is carried. On receipt the buyer's own specification counts, never this copy.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import json
import zlib
from collections.abc import Sequence
from decimal import Decimal

from pydantic import TypeAdapter, ValidationError

from cdc.workbooks.response.issued import Issued

PART = "check"
"""The key under which the hidden sheet keeps it."""
CELL = 30_000
MAX_BYTES = 64 * 1024 * 1024


def pack(issued: Issued) -> list[str]:
    """Give the form as texts short enough for cells."""
    plain = json.dumps(dataclasses.asdict(issued), ensure_ascii=False, sort_keys=True, default=_number)
    text = base64.b64encode(zlib.compress(plain.encode("utf-8"), 6)).decode("ascii")
    return [text[at : at + CELL] for at in range(0, len(text), CELL)]


def _number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def unpack(texts: Sequence[str]) -> Issued | None:
    """Give the form that a workbook carries, or None when there is none or it is damaged."""
    if not texts:
        return None
    try:
        inflater = zlib.decompressobj()
        raw = inflater.decompress(base64.b64decode("".join(texts), validate=True), MAX_BYTES)
        return TypeAdapter(Issued).validate_python(json.loads(raw, parse_float=Decimal))
    except (ValueError, zlib.error, binascii.Error, ValidationError, RecursionError):
        return None
