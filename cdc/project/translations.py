"""Translations: which are missing, older than their source, or not yet reviewed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from cdc import files, yaml
from cdc.errors import DamagedFileError
from cdc.model import translation
from cdc.model.specification import Specification
from cdc.model.translation import State, Unit
from cdc.project.source import Source
from cdc.project.texts import texts

RECORD = "translations.json"
"""What each translation was made from: {key: {language: fingerprint of the source}}; one not reviewed ends in `?`."""
_UNREVIEWED = "?"
_TOLD: dict[State, str] = {"stale": "CDC266", "review": "CDC289"}
Record = dict[str, dict[str, str]]


def mark_of(text: str, *, is_reviewed: bool = True) -> str:
    """Give a short mark that changes with the text a translation was made from; one not reviewed says so."""
    return translation.mark_of(text) + ("" if is_reviewed else _UNREVIEWED)


def record(root: Path) -> Record:
    """Read what translations were made from."""
    path = root / RECORD
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_bytes())
        return {str(key): {str(k): str(v) for k, v in marks.items()} for key, marks in found.items()}
    except (ValueError, AttributeError) as error:
        raise DamagedFileError(path=RECORD) from error


def keep(root: Path, known: Record) -> None:
    """Write what translations were made from."""
    text = json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    files.write_atomic(root / RECORD, text.encode("utf-8"))


def units(spec: Specification, language: str, known: Mapping[str, Mapping[str, str]]) -> Iterator[Unit]:
    """Give every text with its translation into a language."""
    first = spec.language
    for found in texts(spec):
        source, target = found.said(first, first), found.said(language, first)
        if not source:
            continue
        mark = known.get(found.key, {}).get(language)
        yield Unit(found.key, found.path, source, target, _state(source, target, mark))


def _state(source: str, target: str, mark: str | None) -> State:
    if not target:
        return "missing"
    if mark is None or mark == mark_of(source):
        return "translated"
    return "review" if mark == mark_of(source, is_reviewed=False) else "stale"


def stale(spec: Specification, root: Path) -> Iterator[tuple[str, tuple[str | int, ...], Mapping[str, object]]]:
    """Give translations that are older than their source, or not yet reviewed."""
    known = record(root)
    if known:
        for language in spec.document.languages[1:]:
            for unit in units(spec, language, known):
                if unit.state in _TOLD:
                    yield _TOLD[unit.state], (*unit.path, language), {"key": unit.key, "language": language}


def confirmed(spec: Specification, languages: Sequence[str], known: Record) -> int:
    """Take every translation that is there as made from its source of now; give how many were not so before."""
    changed = 0
    for language in languages:
        for unit in units(spec, language, known):
            mark = mark_of(unit.source)
            if unit.target and known.get(unit.key, {}).get(language) != mark:
                known.setdefault(unit.key, {})[language] = mark
                changed += 1
    return changed


def marked(known: Record, language: str, marks: Mapping[str, str]) -> Record:
    """Add what translations into a language were made from."""
    return known | {key: {**known.get(key, {}), language: mark} for key, mark in marks.items()}


def located(source: Source, path: tuple[str | int, ...]) -> tuple[yaml.YamlFile, tuple[str | int, ...]]:
    """Give the file in which something stands, and its path in that file."""
    name = str(path[0])
    if name in source.singles:
        return source.singles[name], path
    file, _, at = source.origins[name][int(path[1])]
    return file, (name, at, *path[2:])
