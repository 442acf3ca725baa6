"""What a new project starts from: the commented files of a starter in the author's language, with or without a pack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cdc import assets, yaml
from cdc.errors import UnknownNameError
from cdc.model.specification import Specification
from cdc.words import LANGUAGES, completed, pick

STARTERS = ("minimal", "full")
PLACEHOLDERS = {
    ("document", "title"): "title",
    ("document", "main_problem"): "problem",
    ("company", "sector"): "sector",
    ("stakeholders", "name"): "owner",
}
"""Keys whose text in a new project is an example, with its name among the starters' texts."""
MODELINE = "# yaml-language-server: $schema=cdc.schema.json\n"


def files(start: str, *, language: str, company: str, today: dt.date, salt: str) -> dict[str, str]:
    """Give the files of a start by name: minimal, full, or minimal with the features of a pack."""
    if start in STARTERS:
        return _starter(start, language, company, today, salt)
    return _starter("minimal", language, company, today, salt) | _pack(start, language)


def placeholders(spec: Specification) -> Iterator[tuple[str, tuple[str | int, ...], dict[str, object]]]:
    """Give the texts of a starter that nobody replaced: a code, the key, the facts."""
    texts = completed(yaml.read("texts.yaml", (assets.templates() / "starters" / "texts.yaml").read_bytes()).data)
    known = {name: set(texts[name].values()) for name in PLACEHOLDERS.values()}
    for path, name in PLACEHOLDERS.items():
        for where, value in _at(spec, path):
            said = value.values() if isinstance(value, dict) else (value,)
            if any(text in known[name] for text in said):
                yield "CDC274", where, {"text": next(text for text in said if text in known[name])}


def _at(
    item: Any, names: Sequence[str], where: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Give every value that stands under the names, with its place."""
    if isinstance(item, tuple):
        for at, part in enumerate(item):
            yield from _at(part, names, (*where, at))
    elif not names:
        yield where, item
    elif item is not None:
        yield from _at(getattr(item, names[0]), names[1:], (*where, names[0]))


def packs() -> dict[str, Path]:
    """Give the shipped packs of features by name."""
    return {path.stem: path for path in sorted((assets.templates() / "packs").glob("*.yaml"))}


def _starter(name: str, language: str, company: str, today: dt.date, salt: str) -> dict[str, str]:
    """Fill a starter: its holes `<key>` take each text and comment in the wanted language."""
    source = assets.templates() / "starters"
    texts = completed(yaml.read("texts.yaml", (source / "texts.yaml").read_bytes()).data)
    facts = {key: pick(value, language, "en") for key, value in texts.items()}
    facts |= {
        "company": company.replace("'", "''"),
        "language": language,
        "salt": salt,
        "today": today.isoformat(),
        "year": str(today.year),
    }
    for months, key in ((1, "in_1"), (2, "in_2"), (4, "in_4"), (8, "in_8"), (12, "in_12"), (24, "in_24")):
        facts[key] = _later(today, months).isoformat()
    result = {}
    for path in sorted((source / name).glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for key, value in facts.items():
            text = text.replace(f"<{key}>", value)
        result[path.name] = MODELINE + text
    return result


def _later(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, 28))


def _pack(name: str, language: str) -> dict[str, str]:
    """Give the files of a pack, its texts in one language."""
    known = packs()
    if name not in known:
        raise UnknownNameError(kind="start", name=name, known=", ".join([*STARTERS, *known]))
    data = completed(yaml.read(name, known[name].read_bytes()).data)
    local = _localised({key: value for key, value in data.items() if key not in ("id", "title")}, language)
    title = pick(data["title"], language, "en")
    written = {
        "departments.yaml": {"departments": local["departments"]},
        "features.yaml": {"modules": local["modules"], "features": local["features"]},
        "use-cases.yaml": {"use_cases": local["use_cases"]},
    }
    return {name: MODELINE + yaml.write(content, comments=[title]) for name, content in written.items()}


def _localised(value: Any, language: str) -> Any:
    if isinstance(value, dict):
        if value and value.keys() <= set(LANGUAGES):
            return pick(value, language, "en")
        return {key: _localised(item, language) for key, item in value.items()}
    if isinstance(value, list):
        return [_localised(item, language) for item in value]
    return value
