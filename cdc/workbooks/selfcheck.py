"""Carry the form inside its workbook, so that a vendor can check an answer without the buyer's folder.

Only what vendors see anyway is carried. On receipt the buyer's own specification counts, never this copy.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from cdc.model.specification import Specification

CELL = 30_000
MAX_BYTES = 64 * 1024 * 1024


def pack(spec: Specification) -> list[str]:
    """Give the form as texts short enough for cells."""
    assert spec.tender is not None
    shows = spec.evaluation.publish_weights == "all"
    scales = [scale.model_dump(mode="json") for scale in spec.scales]
    for scale in scales:
        for answer in scale["answers"]:
            answer["points"] = 0
    data = {
        "document": {
            "title": "-",
            "reference": "-",
            "version": "-",
            "date": "2000-01-01",
            "languages": spec.document.languages,
        },
        "company": {"name": "-", "sector": "-"},
        "tender": {
            "id": spec.tender.id,
            "procedure": "-",
            "declarations": [item.model_dump(mode="json") for item in spec.tender.declarations],
        },
        "evaluation": {"publish_weights": spec.evaluation.publish_weights},
        "scales": scales,
        "features": [
            {
                "id": item.id,
                "title": item.title,
                "statement": item.statement,
                "priority": item.priority,
                "weight": spec.weight_of(item) if shows else None,
                "scale": item.scale,
            }
            for _, item in spec.asked
        ],
        "price_lines": [{"id": line.id, "name": line.name, "quantity": line.quantity} for line in spec.price_lines],
        "criteria": [
            {"id": leaf.id, "name": leaf.name, "kind": leaf.kind, "question": leaf.question, "unit": leaf.unit}
            for leaf in spec.leaves
            if leaf.kind in ("yes_no", "quantity")
        ],
    }
    raw = zlib.compress(json.dumps(data, ensure_ascii=False, sort_keys=True, default=_number).encode("utf-8"), 6)
    text = base64.b64encode(raw).decode("ascii")
    return [text[at : at + CELL] for at in range(0, len(text), CELL)]


def _number(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return str(value)


def unpack(texts: list[str]) -> Specification | None:
    """Give the form that a workbook carries, or None when there is none or it is damaged."""
    if not texts:
        return None
    try:
        inflater = zlib.decompressobj()
        raw = inflater.decompress(base64.b64decode("".join(texts), validate=True), MAX_BYTES)
        data = json.loads(raw, parse_float=Decimal)
        return Specification.model_validate(data)
    except (ValueError, zlib.error, binascii.Error, ValidationError, RecursionError):
        return None
