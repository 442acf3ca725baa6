"""The JSON Schema of a project file, from the models: any file may hold any key, so one schema serves all."""

from __future__ import annotations

from typing import Any, Literal

from cdc.model.specification import LISTS, Specification
from cdc.words.keys import told

FILES = {"2020-12": "cdc.schema.json", "7": "cdc.draft-07.schema.json"}
_DIALECTS = {"2020-12": "https://json-schema.org/draft/2020-12/schema", "7": "http://json-schema.org/draft-07/schema#"}


def build(draft: Literal["2020-12", "7"]) -> dict[str, object]:
    """Give the schema in one of the two dialects editors know."""
    schema = Specification.model_json_schema(mode="validation")
    schema.pop("required", None)  # each file holds some of the keys; the whole project must hold document and company
    for key in LISTS:
        schema["properties"][key]["type"] = ["array", "null"]
    schema = _bounded(_without_defaults(schema))
    if draft == "7":
        schema = _rewritten(schema)
        schema["definitions"] = schema.pop("$defs")
    head = {
        "$schema": _DIALECTS[draft],
        "$id": f"https://cdc-toolkit.example/schemas/{FILES[draft]}",
        "title": "Requirements specification (cdc)",
        "description": "One file of a specification. Any file of the folder may hold any of these keys.",
    }
    return {**head, **{key: value for key, value in schema.items() if key not in head}}


def _without_defaults(value: Any) -> Any:
    """Drop defaults and made-up titles: editors would show them before the sentence that helps."""
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if k != "default" and not (k == "title" and isinstance(v, str))}
        return {k: _without_defaults(v) for k, v in kept.items()}
    if isinstance(value, list):
        return [_without_defaults(item) for item in value]
    return value


_BOUNDS = {
    "ge": ("minimum", max),
    "gt": ("exclusiveMinimum", max),
    "le": ("maximum", min),
    "lt": ("exclusiveMaximum", min),
}


def _bounded(value: Any) -> Any:
    """Name the bounds that the validator leaves under names of its own; of two the narrower one counts."""
    if isinstance(value, list):
        return [_bounded(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: _bounded(item) for key, item in value.items() if key not in _BOUNDS or isinstance(item, dict)}
    for key, (name, narrower) in _BOUNDS.items():
        if key in value and not isinstance(value[key], dict):
            bound = _number(value[key])
            found[name] = narrower(found[name], bound) if name in found else bound
    return found


def _number(value: Any) -> int | float:
    number = float(value)
    return int(number) if number.is_integer() else number


def _rewritten(value: Any) -> Any:
    """Write references and constants as draft 7 does."""
    if isinstance(value, dict):
        if "$ref" in value and len(value) > 1:
            rest = {k: v for k, v in value.items() if k != "$ref"}
            return _rewritten({**rest, "allOf": [{"$ref": value["$ref"]}]})
        return {k: v.replace("#/$defs/", "#/definitions/") if k == "$ref" else _rewritten(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_rewritten(item) for item in value]
    return value


def text(draft: Literal["2020-12", "7"], language: str = "en") -> str:
    """Give the schema as it is written into `schemas/`, or beside a project: editors show its sentences as help."""
    import json

    return json.dumps(_told(build(draft), language), ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def _told(value: Any, language: str) -> Any:
    """Say in a language what each key is for."""
    if isinstance(value, dict):
        return {
            key: told(inner, language) if key == "description" and isinstance(inner, str) else _told(inner, language)
            for key, inner in value.items()
        }
    return [_told(inner, language) for inner in value] if isinstance(value, list) else value
