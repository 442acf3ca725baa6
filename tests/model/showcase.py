"""A small tender in which every asked field of every line holds something, made from the declarations alone."""

import datetime as dt
from typing import get_args

from cdc.model import fields
from cdc.model.declare import ASKED
from cdc.model.requirement import Requirement
from cdc.model.specification import Specification
from cdc.model.tender import REQUIREMENT_LISTS

LISTS = (*get_args(REQUIREMENT_LISTS), "price_lines")
PAIR = ("A", "B")
REFERRED = {
    "modules": {"name": "zqmodule{}"},
    "lots": {"name": "zqlot{}"},
    "departments": {"name": "zqdepartment{}"},
    "phases": {"name": "zqphase{}", "start": "2026-01-01", "end": "2026-02-01"},
    "applications": {"name": "zqapplication{}", "role": "R"},
    "data_entities": {"name": "zqentity{}", "definition": "D"},
    "use_cases": {"title": "zqcase{}", "actor": "A", "department": "departments-A", "goal": "G"},
}
"""Two things in each list that lines refer to."""


def filled(model, prefix, chosen=lambda field: True):
    """Give data for a model: a value of its kind in every field that is chosen."""
    known = fields.of(model).values()
    return {field.name: _value(field, f"{prefix}-{field.name}") for field in known if chosen(field)}


def _value(field, mark):
    one = _one(field, mark)
    return [one] if field.many else one


def _one(field, mark):
    if field.model:
        return filled(field.model, mark)
    if field.kind == "reference":
        return "PR" if "services" in field.targets else f"{field.targets[0]}-A"
    if field.choices:
        return next(choice for choice in reversed(field.choices) if choice != field.default)
    return _PLAIN[field.kind](field, mark)


def _number(field, mark):
    return 7


_PLAIN = {
    **dict.fromkeys(("whole", "number", "amount", "percent", "weight", "money", "year"), _number),
    "text": lambda field, mark: f"zq{mark}",
    "markdown": lambda field, mark: f"zq{mark}",
    "line": lambda field, mark: f"zq{mark}",
    "id": lambda field, mark: mark,
    "flag": lambda field, mark: not field.default,
    "date": lambda field, mark: dt.date(2026, 5, 4).isoformat(),
    "currency": lambda field, mark: "USD",
}


def is_asked(field):
    """Tell whether a field is asked or must be there."""
    return field.use == ASKED or repr(field.default) == "PydanticUndefined"


def data():
    """Give the tender as data: a line of every list, a declaration, a question of each kind, a scale."""
    lists = {name: [{**filled(model_of(name), f"{name}", is_asked), "id": _id(name)}] for name in LISTS}
    referred = {
        name: [{key: str(value).format(at) for key, value in one.items()} | {"id": f"{name}-{at}"} for at in PAIR]
        for name, one in REFERRED.items()
    }
    answers = [{"id": "Y", "label": "zqyes", "meaning": "zqmeaning", "points": 1, "needs_comment": True, "needs_price_line": True}, {"id": "N", "label": "zqno", "points": 0}]  # fmt: skip
    question = {"weight": 10, "question": "zqquestion", "evidence": "zqevidence", "name": "zqname"}
    return {
        "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-05-04", "languages": ["en"]},
        "company": {"name": "N", "sector": "S"},
        "tender": {"id": "RP", "procedure": "Open", "declarations": [{"id": "DE", "text": "zqdeclared", "mandatory": False}]},
        "scales": [{"id": f"scales-{at}", "name": f"zqscale{at}", "answers": answers} for at in PAIR],
        "criteria": [
            {"id": "YN", "kind": "yes_no", **question},
            {"id": "QU", "kind": "quantity", **question, "unit": "zqunit"},
            {"id": "ALL", "name": "All", "weight": 80, "kind": "features", "covers": list(get_args(REQUIREMENT_LISTS))},
        ],
        **referred,
        **lists,
    }  # fmt: skip


def _id(name):
    return "PR" if name == "services" else f"{name}-1"


def model_of(name):
    return fields.of(Specification)[name].model


def asked_leaves(spec):
    """Give one value for every asked field: what requirements share stands for all in the first list."""
    seen = set()
    for leaf in fields.walk(spec):
        name = leaf.path[2] if len(leaf.path) > 2 else ""
        model = model_of(leaf.path[0]) if leaf.path[0] in LISTS else None
        shared = model and issubclass(model, Requirement) and name in Requirement.model_fields
        mark = ("shared" if shared else leaf.path[0], *(part for part in leaf.path[1:] if isinstance(part, str)))
        if leaf.use == ASKED and leaf.field.kind not in ("id", "model") and mark not in seen:
            seen.add(mark)
            yield leaf
