"""Turn the merged data into a Specification, and every mistake in it into a finding with its place."""

from __future__ import annotations

import typing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cdc.findings import Finding, Phrase, guess, has_errors
from cdc.memory import without_collection
from cdc.model.base import ID_PATTERN
from cdc.model.specification import Specification
from cdc.project import references
from cdc.project.source import Source, read

_RANGES = {"greater_than_equal": "ge", "less_than_equal": "le", "greater_than": "gt", "less_than": "lt"}
_SIGNS = {"ge": "≥", "le": "≤", "gt": ">", "lt": "<"}
_KINDS = {
    "not_text": "kind.text",
    "string_type": "kind.text",
    "not_number": "kind.number",
    "int_type": "kind.whole",
    "int_from_float": "kind.whole",
    "bool_type": "kind.flag",
    "dict_type": "kind.mapping",
    "model_type": "kind.mapping",
    "model_attributes_type": "kind.mapping",
    "tuple_type": "kind.list",
    "list_type": "kind.list",
}
_TRUTH_WORDS = frozenset({"yes", "no", "on", "off", "y", "n", "oui", "non", "sì", "да", "нет", "vrai", "faux"})


@dataclass(frozen=True, slots=True)
class Loaded:
    """What reading a project gives: the specification if it is sound, and all findings."""

    specification: Specification | None
    findings: tuple[Finding, ...]
    source: Source


def load(path: Path) -> Loaded:
    """Read, validate and cross-check a project in one run."""
    with without_collection():
        return _load(path)


def _load(path: Path) -> Loaded:
    source = read(path)
    findings = list(source.findings)
    specification = None
    try:
        specification = Specification.model_validate(source.data)
    except ValidationError as error:
        hidden = {key for key in ("document", "company") if key not in source.data and not source.is_sound}
        complaints = error.errors(include_url=False)
        findings += [explain(source, e) for e in complaints if not (e["type"] == "missing" and e["loc"][0] in hidden)]
    if specification is not None and source.is_sound:
        findings += references.check(specification, source)
    if has_errors(findings):
        specification = None
    return Loaded(specification, tuple(findings), source)


def explain(source: Source, details: ErrorDetails, model: type[BaseModel] = Specification) -> Finding:
    """Turn one complaint of the validator into a finding at its place."""
    path: tuple[str | int, ...] = tuple(details["loc"])
    kind, value = details["type"], details["input"]
    key = str(next((part for part in reversed(path) if isinstance(part, str) and part not in _TAGS), ""))
    context = details.get("ctx", {})
    if kind == "extra_forbidden":
        known = _keys_at(model, path[:-1])
        return Finding("CDC201", source.place(path, of_key=True), {"key": key, "guess": guess(key, known)})
    if kind == "missing":
        return Finding("CDC202", source.place(path[:-1]), {"key": key})
    place = source.place(path)
    if path[-1] == "[key]":
        place = source.place(path[:-1], of_key=True)
    if kind == "bool_type" and str(value).lower() in _TRUTH_WORDS:
        return Finding("CDC111", place, {"key": key, "text": value})
    if kind == "literal_error":
        known = [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
        facts = {"key": key, "text": _short(value), "known": ", ".join(known), "guess": guess(str(value), known)}
        return Finding("CDC204", place, facts)
    if kind in _RANGES:
        bound = _RANGES[kind]
        return Finding(
            "CDC205", place, {"key": key, "bound": f"{_SIGNS[bound]} {context[bound]}", "text": _short(value)}
        )
    if kind.startswith("formula_"):
        code = {"formula_needs": "CDC227", "formula_strange": "CDC228", "formula_flat": "CDC229"}[kind]
        own = (*path, context["key"]) if kind != "formula_needs" else path
        return Finding(code, source.place(own), {"type": context["type"], "key": context["key"]})
    if kind == "not_date":
        return Finding("CDC206", place, {"key": key, "text": _short(value)})
    if kind == "no_zone":
        return Finding("CDC209", place, {"key": key, "text": _short(value)})
    if kind in {"empty_text", "too_short"}:
        return Finding("CDC208", place, {"key": key})
    if kind == "string_too_long" or (kind == "string_pattern_mismatch" and context["pattern"] == ID_PATTERN):
        return Finding("CDC207", place, {"key": key, "text": _short(value)})
    expected = Phrase("kind.pattern") if kind == "string_pattern_mismatch" else Phrase(_KINDS.get(kind, "kind.other"))
    return Finding("CDC203", place, {"key": key, "expected": expected})


_TAGS = frozenset({"plain", "by_language", "[key]"})


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _keys_at(root: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """Give the keys that the model knows at this place of the data."""
    model: Any = root
    for part in path:
        if isinstance(part, str) and isinstance(model, type) and issubclass(model, BaseModel):
            info = model.model_fields.get(part)
            model = _inner_model(info.annotation) if info else None
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in typing.get_args(annotation):
        found = _inner_model(part)
        if found is not None:
            return found
    return None
