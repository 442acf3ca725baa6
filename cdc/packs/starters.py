"""What a new project starts from: the commented files of a starter in the author's language, with or without a pack."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cdc import assets, yaml
from cdc.errors import UnknownNameError
from cdc.model.specification import Specification
from cdc.packs import interview
from cdc.words import LANGUAGES, completed, pick, words

STARTERS = ("minimal", "full")
PLACEHOLDERS: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {
    ("document", "title"): (("title",), ()),
    ("document", "main_problem"): (("problem",), ()),
    ("company", "sector"): (("sector",), ()),
    ("stakeholders", "name"): (("owner", "lead"), ()),
    ("objectives", "title"): (("objective",), ("O-1",)),
    ("use_cases", "title"): (("task",), ("UC-1",)),
    ("features", "title"): (("feature_title", "feature2_title"), ("F-1", "F-2")),
}
"""Keys whose text in a new project is an example: its names among the starters' texts, and the ids that it has there.

What others may well write too is an example only under the id of the starter.
"""
MODELINE = "# yaml-language-server: $schema=cdc.schema.json\n"


def files(start: str, *, language: str, answers: Mapping[str, Any], today: dt.date, salt: str) -> dict[str, str]:
    """Give the files of a start by name: minimal, full, or minimal with the features of a pack.

    `answers` are those of the interview, by question.
    """
    if start in STARTERS:
        return _starter(start, language, answers, today, salt)
    return _starter("minimal", language, answers, today, salt) | _pack(start, language)


def placeholders(spec: Specification) -> Iterator[tuple[str, tuple[str | int, ...], dict[str, object]]]:
    """Give the texts of a starter that nobody replaced: a code, the key, the facts."""
    texts = completed(yaml.read("texts.yaml", (assets.templates() / "starters" / "texts.yaml").read_bytes()).data)
    for (key, name), (examples, ids) in PLACEHOLDERS.items():
        known = {text for example in examples for text in texts[example].values()}
        for where, item in _items(getattr(spec, key), (key,)):
            value = getattr(item, name)
            said = value.values() if isinstance(value, dict) else (value,)
            if (not ids or item.id in ids) and (met := next((text for text in said if text in known), None)):
                yield "CDC274", (*where, name), {"text": met}


def _items(found: Any, where: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Give each item of a list, or the one there is, with its place."""
    if isinstance(found, tuple):
        yield from (((*where, at), item) for at, item in enumerate(found))
    elif found is not None:
        yield where, found


def packs() -> dict[str, Path]:
    """Give the shipped packs of features by name."""
    return {path.stem: path for path in sorted((assets.templates() / "packs").glob("*.yaml"))}


def _starter(name: str, language: str, answers: Mapping[str, Any], today: dt.date, salt: str) -> dict[str, str]:
    """Fill a starter: its holes `<key>` take each text and comment in the wanted language."""
    source = assets.templates() / "starters"
    texts = completed(yaml.read("texts.yaml", (source / "texts.yaml").read_bytes()).data)
    facts = {key: pick(value, language, "en") for key, value in texts.items()}
    facts = interview.filled(
        {"company": "ACME", **answers},
        facts,
        to_agree=words(language)("interview.to_agree"),
        in_a_year=_later(today, 12).isoformat(),
    )
    facts |= {"language": language, "salt": salt, "today": today.isoformat(), "year": str(today.year)}
    for months, key in ((1, "in_1"), (2, "in_2"), (4, "in_4"), (8, "in_8"), (12, "in_12"), (24, "in_24")):
        facts[key] = _later(today, months).isoformat()
    result = {}
    for path in sorted((source / name).glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        result[path.name] = MODELINE + re.sub(r"<(\w+)>", lambda hole: facts[hole[1]], text)
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
