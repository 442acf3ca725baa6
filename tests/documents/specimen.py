"""One small specification in which every key of the model holds something, and the same with keys left out."""

import datetime as dt
import re
from functools import partial

from cdc.model import fields
from cdc.model.specification import Specification

DOCUMENT = {"title": "Zz title", "reference": "R", "version": "1.0", "date": "2027-01-01", "languages": ["en", "fr", "it", "ru"]}  # fmt: skip
GIVEN = {
    "evaluation": {},
    "criteria": [
        {"id": "criteria-A", "name": "Zz merit", "weight": 60, "kind": "judged", "levels": [{"score": 0, "words": "Bad"}]},
        {"id": "criteria-B", "name": "Price", "weight": 40, "kind": "price"},
    ],
    "scales": [{"id": "scales-A", "name": "Scale", "answers": [{"id": "Y", "label": "Yes", "points": 1}, {"id": "N", "label": "No", "points": 0}]}],
}  # fmt: skip
"""What holds together by more than its types."""
IN_DOCUMENT = frozenset({"hidden_sections", "section_order", "section_titles", "nothing_required", "profile", "theme"})
"""Keys of the document that take content away or move it."""


def whole(text="Zz {} zz"):
    """Give the data of a specification with all keys; `text` is what texts are made of."""
    found = {}
    for name, field in fields.of(Specification).items():
        if name in GIVEN:
            found[name] = GIVEN[name]
        elif field.many:
            found[name] = [_item(field.model, name, text)]
        else:
            found[name] = _item(field.model, name, text)
    document = {key: value for key, value in found["document"].items() if key not in IN_DOCUMENT}
    found["document"] = {**document, **DOCUMENT, "authoritative": "en"}
    return found


def token(path):
    """Give the text that stands at a path of the specimen."""
    return f"Zz {_plainly('.'.join(part for part in path if isinstance(part, str)))} zz"


def _plainly(home):
    """Leave no sign that means something in Markdown."""
    return re.sub(r"[^a-z]+", " ", home)


def _item(model, home, text):
    data = {}
    for field in fields.of(model).values():
        value = f"{home}-A" if field.name == "id" else _value(model, field, f"{home}.{field.name}", text)
        data[field.name] = [value] if field.many else {"en": value} if field.keyed else value
    return data


def _value(model, field, home, text):
    if field.model:
        return _item(field.model, home, text)
    if field.kind == "reference":
        return f"{field.targets[0]}-A"
    if field.choices:
        return next(choice for choice in reversed(field.choices) if choice != field.default)
    if field.kind == "flag":
        return not field.default
    if field.kind in ("text", "markdown", "line"):
        return text.format(_plainly(home))
    return _PLAIN[field.kind](model.model_fields[field.name].metadata)


def _number(bounds):
    return min([7, *(bound.le for bound in bounds if getattr(bound, "le", None) is not None)])


_PLAIN = {
    **dict.fromkeys(("whole", "number", "amount", "percent", "weight", "money"), _number),
    "year": lambda _: 2027,
    "date": lambda _: dt.date(2028, 5, 4).isoformat(),
    "moment": lambda _: "2027-05-04T12:00:00+01:00",
    "currency": lambda _: "USD",
    "email": lambda _: "zz@example.org",
    "file": lambda _: "zz.png",
    "language": lambda _: "en",
    "section": lambda _: "project",
    "id": lambda _: "zz-id",
}


def optional(data, model=Specification, path=()):
    """Give the path of every key that may be left out, from the outside in."""
    for name, field in fields.of(model).items():
        if name not in data:
            continue
        if not model.model_fields[name].is_required():
            yield (*path, name)
        if field.model and name not in GIVEN:
            inner = data[name] if field.many else [data[name]]
            for at, part in enumerate(inner):
                yield from optional(part, field.model, (*path, name, at) if field.many else (*path, name))


def without(data, paths):
    """Give the data without the keys at the paths, and without what then refers to nothing."""
    left = _cut(data, Specification, frozenset(paths), ())
    while (pruned := _pruned(left, Specification, _ids(left))) != left:
        left = pruned
    return left


def _cut(data, model, paths, path):
    known = fields.of(model)
    kept = {name: value for name, value in data.items() if (*path, name) not in paths}
    for name, value in kept.items():
        inner, here = known[name].model, (*path, name)
        if inner and name not in GIVEN:
            cut = partial(_cut, model=inner, paths=paths)
            many = known[name].many
            kept[name] = (
                [cut(part, path=(*here, at)) for at, part in enumerate(value)] if many else cut(value, path=here)
            )
    return kept


def _ids(value):
    if isinstance(value, dict):
        return {id_ for id_ in (value.get("id"),) if id_}.union(*map(_ids, value.values()))
    return set().union(*map(_ids, value)) if isinstance(value, list) else set()


def _pruned(data, model, ids):
    """Leave out references to what is not there, and items that cannot be without them."""
    found = {name: _referring(fields.of(model)[name], value, ids) for name, value in data.items()}
    kept = {name: value for name, value in found.items() if value is not None}
    lost = [
        name for name, info in model.model_fields.items() if info.is_required() and name in data.keys() - kept.keys()
    ]
    return None if lost else kept


def _referring(field, value, ids):
    if field.model and field.name not in GIVEN:
        parts = [_pruned(part, field.model, ids) for part in (value if field.many else [value])]
        left = [part for part in parts if part is not None]
        return left if field.many else next(iter(left), None)
    if field.kind != "reference":
        return value
    if field.many:
        return [id_ for id_ in value if id_ in ids]
    if field.keyed:
        return {key: id_ for key, id_ in value.items() if id_ in ids}
    return value if value in ids else None
