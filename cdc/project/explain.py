"""Turn a complaint of the validator into a finding: where, what is wrong, in our words, from our declarations."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from cdc import yaml
from cdc.findings import Finding, Phrase, Place
from cdc.model import fields, samples
from cdc.model.base import ID_PATTERN
from cdc.model.fields import Field, Path
from cdc.model.specification import Specification
from cdc.project.sound import TAGS
from cdc.project.source import Source
from cdc.project.strange import strange_key
from cdc.words import LANGUAGES
from cdc.words.keys import meant
from cdc.words.typed import day_of, id_of, number_of, truth_of

_SIGNS = {"ge": "≥", "le": "≤", "gt": ">", "lt": "<"}
_EXPECTED = {
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
    "string_pattern_mismatch": "kind.pattern",
}
_WHOLE = frozenset({"tuple_type", "list_type"})
"""Complaints about a value as a whole, not about one of several."""
_KEY = "[key]"


@dataclass(frozen=True)
class _Complaint:
    """What the validator says, and where the author wrote it."""

    source: Source
    model: type[BaseModel]
    kind: str
    path: Path
    value: Any
    context: dict[str, Any]

    @property
    def key(self) -> str:
        path = self.path[:-2] if self.path[-1] == _KEY else self.path
        return str(next((part for part in reversed(path) if isinstance(part, str) and part not in TAGS), ""))

    @property
    def place(self) -> Place:
        if self.path[-1] == _KEY:
            return self.source.place(self.path[:-1], of_key=True)
        return self.source.place(self.path)

    def finding(self, code: str, **facts: object) -> Finding:
        return Finding(code, self.place, {"key": self.key, **facts})

    def quoted(self, code: str) -> Finding:
        """Give a finding that quotes what was written."""
        return self.finding(code, text=_short(self.value))


def causes(complaints: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out that a list is too short where the validator only misses what it refused inside."""
    inside = [tuple(said["loc"]) for said in complaints]
    return [
        said
        for said, loc in zip(complaints, inside, strict=True)
        if said["type"] != "too_short"
        or not any(len(other) > len(loc) and other[: len(loc)] == loc for other in inside)
    ]


def explain(source: Source, details: ErrorDetails, model: type[BaseModel] = Specification) -> Finding:
    """Turn one complaint of the validator into a finding at its place."""
    said = _Complaint(
        source, model, details["type"], tuple(details["loc"]), details["input"], dict(details.get("ctx", {}))
    )
    return _WORDED.get(said.kind, _of_another_kind)(said)


def _strange_key(said: _Complaint) -> Finding:
    place = said.source.place(said.path, of_key=True)
    whole = _cut_number(said)
    if whole:
        return Finding("CDC140", place, {"text": whole, "guess": str(number_of(whole) or whole.replace(",", "."))})
    inside = fields.inside(said.model, said.path[:-1])
    known = fields.of(inside) if inside else {}
    if "id" in known and re.fullmatch(ID_PATTERN, said.key) and re.search(r"\d", said.key):
        return Finding("CDC141", place, {"key": said.key, "example": yaml.inline(_entry(inside, said.key, said.value))})
    facts = strange_key(said.key, list(known), [part for part in said.path[:-1] if part not in TAGS])
    if not facts["guess"]:
        facts["guess"] = next((f"{name}: {{{said.key}: …}}" for name in known if _holds(known[name], said.key)), "")
    return Finding("CDC201", place, facts)


def _holds(field: Field, key: str) -> bool:
    """Tell whether a key stands one step further inside."""
    return field.model is not None and not field.many and key in fields.of(field.model)


def _entry(model: type[BaseModel] | None, id_: str, value: Any) -> dict[str, Any]:
    """Write an entry by its id: its own keys where a mapping was given, else the text as its first one."""
    if model is None or isinstance(value, dict):
        return {"id": id_, **(value or {})}
    return {**samples.around(model, value), "id": id_}


def _cut_number(said: _Complaint) -> str:
    """Give the number that a comma cut in two, as in `{weight: 1,5}`: a key of digits without a value."""
    around = said.source.value(said.path[:-1])
    if not re.fullmatch(r"\d+ ?[%€$£₽]?", said.key) or said.value is not None or not isinstance(around, dict):
        return ""
    names = list(around)
    at = names.index(said.key)
    before = around[names[at - 1]] if at else None
    return f"{before},{said.key}" if isinstance(before, int | Decimal) and not isinstance(before, bool) else ""


def _missing(said: _Complaint) -> Finding:
    facts = {"key": said.key, "example": _example(said)}
    return Finding("CDC202", said.source.place(said.path[:-1]), facts)


def _not_a_flag(said: _Complaint) -> Finding:
    truth = truth_of(said.value)
    if truth is not None:
        return said.finding("CDC111", text=said.value, truth=yaml.inline(truth))
    return _of_another_kind(said)


def _not_a_choice(said: _Complaint) -> Finding:
    field = fields.at(said.model, said.path)
    known = (field.keys or field.choices if field else ()) or LANGUAGES
    text = str(said.value)
    return said.finding("CDC204", text=_short(text), known=", ".join(known), guess=meant(text, known))


def _out_of_range(said: _Complaint) -> Finding:
    sign = next(sign for sign in _SIGNS if sign in said.context)
    bound = re.sub(r"Decimal\('(.*)'\)", r"\1", str(said.context[sign]))  # as Python writes it
    return said.finding("CDC205", bound=f"{_SIGNS[sign]} {bound}", text=_short(said.value))


def _too_fine(said: _Complaint) -> Finding:
    return said.finding("CDC340", decimals=said.context["decimals"], text=_short(said.value))


def _no_such_year(said: _Complaint) -> Finding:
    bound = f"{said.context['first']}–{said.context['last']}"
    return said.finding("CDC205", bound=bound, text=_short(said.value))


def _not_a_day(said: _Complaint) -> Finding:
    field = fields.at(said.model, said.path)
    day = day_of(said.value) if field and field.kind == "date" else ""
    return said.finding("CDC206", text=_short(said.value), guess=day, example=_example(said))


def _without_zone(said: _Complaint) -> Finding:
    return said.quoted("CDC209")


def _empty(said: _Complaint) -> Finding:
    return said.finding("CDC208")


def _not_an_id(said: _Complaint) -> Finding:
    return said.finding("CDC207", text=_short(said.value), guess=id_of(said.value))


def _another_pattern(said: _Complaint) -> Finding:
    return _not_an_id(said) if said.context["pattern"] == ID_PATTERN else _of_another_kind(said)


def _of_formula(code: str, *, at_key: bool) -> Callable[[_Complaint], Finding]:
    def found(said: _Complaint) -> Finding:
        key = said.context["key"]
        place = said.source.place((*said.path, key) if at_key else said.path)
        return Finding(code, place, {"type": said.context["type"], "key": key})

    return found


def _of_another_kind(said: _Complaint) -> Finding:
    field = fields.at(said.model, said.path)
    expected = Phrase(_EXPECTED.get(said.kind, f"kind.{field.kind if field else 'other'}"))
    return said.finding("CDC203", expected=expected, example=_example(said))


def _example(said: _Complaint) -> str:
    """Write what could stand there: the number that was meant, else a value of that kind, with the keys it needs."""
    field = fields.at(said.model, said.path)
    if field is None:
        return ""
    value: Any = samples.value_of(field)
    if said.kind == "missing" or said.kind in _WHOLE:
        return f"{field.name}: {yaml.inline(value)}"
    if said.kind in ("not_text", "string_type") and field.kind != "id":
        return yaml.inline(str(said.value)) if isinstance(said.value, int | Decimal) else yaml.inline("…")
    if field.is_number:
        value = number_of(said.value)
        return yaml.inline(samples.one_of(field) if value is None else value)
    return yaml.inline(samples.around(field.model, said.value) if field.model else samples.one_of(field))


_WORDED: dict[str, Callable[[_Complaint], Finding]] = {
    "extra_forbidden": _strange_key,
    "missing": _missing,
    "bool_type": _not_a_flag,
    "literal_error": _not_a_choice,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "greater_than": _out_of_range,
    "less_than": _out_of_range,
    "too_fine": _too_fine,
    "no_such_year": _no_such_year,
    "formula_needs": _of_formula("CDC227", at_key=False),
    "formula_strange": _of_formula("CDC228", at_key=True),
    "formula_flat": _of_formula("CDC229", at_key=True),
    "not_date": _not_a_day,
    "no_zone": _without_zone,
    "empty_text": _empty,
    "too_short": _empty,
    "string_too_long": _not_an_id,
    "string_pattern_mismatch": _another_pattern,
}


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"
