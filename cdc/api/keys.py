"""What an author may write: the keys of a specification in the author's language, with values and an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cdc.project.keys import Key
    from cdc.words import Words


def keys(path: str | None, language: str) -> dict[str, Any]:
    """Give one key, or all that any file may hold, as plain data: `keys` are those inside, `example` is YAML."""
    from cdc.project import keys as known
    from cdc.words import words

    say = words(language)
    if path is None:
        return {"keys": [_line(key, say) for key in known.subjects()]}
    key = known.at(path)
    return {
        **_line(key, say),
        "values": [{"value": value, "word": _word(value, say)} for value in _choices(key)],
        "targets": list(key.field.targets),
        "sections": _sections() if "section" in (key.field.kind, key.field.key_kind) else {},
        "keys": [_line(inner, say) for inner in key.inner],
        "example": _example(key, language),
    }


def every_key(language: str) -> Iterator[dict[str, Any]]:
    """Give each key with those inside it, in the order of the models, each model once."""
    from cdc.project import keys as known

    seen: set[object] = set()
    for key in known.everywhere():
        model = key.field.model
        if "." not in key.path or (model is not None and model not in seen):
            seen.add(model)
            yield keys(key.path, language)


def _line(key: Key, say: Words) -> dict[str, Any]:
    """Give what stands of a key in a list: its name, its label, what it holds, whether it is needed, what it is for."""
    from cdc.words.keys import told

    label = say(f"label.{key.name}") if say.has(f"label.{key.name}") else ""
    tells = told(key.field.owner.model_fields[key.name].description or "", say.language)
    return {"key": key.path, "label": label, "holds": _holds(key, say), "needed": key.is_needed, "tells": tells}


def _holds(key: Key, say: Words) -> str:
    field = key.field
    one = say(f"kind.{field.kind}")
    if field.targets:
        one = say("cli.keys_of", targets=", ".join(field.targets))
    elif field.choices:
        one = " | ".join(field.choices)
    if field.many:
        return say("kind.many", one=one)
    return say("kind.keyed", one=one) if field.keyed else one


def _choices(key: Key) -> tuple[str, ...]:
    from cdc.words import LANGUAGES

    return LANGUAGES if key.field.kind == "language" else key.field.choices or key.field.keys


def _word(value: str, say: Words) -> str:
    return say(f"value.{value}") if say.has(f"value.{value}") else ""


def _sections() -> Mapping[str, list[str]]:
    """Give the ids of the sections of each shipped structure."""
    from cdc.packs import structures

    return {name: [section.id for section in profile.sections] for name, profile in structures.shipped().items()}


def _example(key: Key, language: str) -> str:
    """Write an example where the key stands, with the keys around it."""
    from cdc import yaml
    from cdc.project import keys as known

    value = known.example(key, language)
    parts = key.path.split(".")
    for at in range(len(parts) - 1, -1, -1):
        value = {parts[at]: value}
        above = known.at(".".join(parts[:at])) if at else None
        if above is not None and above.field.many:
            value = [value]
        elif above is not None and above.field.keyed:
            value = {"X-1": value}
    return yaml.write(value)
