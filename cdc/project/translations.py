"""Translations: which are missing or older than their source, and how those of a translator come back into the author's files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from cdc import files, yaml
from cdc.errors import DamagedFileError
from cdc.findings import Finding
from cdc.model.specification import Specification
from cdc.model.translation import Returned, State, Unit
from cdc.project.source import Source
from cdc.project.texts import texts

RECORD = "translations.json"
"""What each translation was made from: {key: {language: fingerprint of the source}}; written by the program."""
Record = dict[str, dict[str, str]]


def fingerprint(text: str) -> str:
    """Give a short mark that changes with the text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


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
        state: State = "missing" if not target else "translated"
        if target and mark is not None and mark != fingerprint(source):
            state = "stale"
        yield Unit(found.key, found.path, source, target, state)


def stale(spec: Specification, root: Path) -> Iterator[tuple[str, tuple[str | int, ...], Mapping[str, object]]]:
    """Give translations that are older than their source."""
    known = record(root)
    if known:
        for language in spec.document.languages[1:]:
            for unit in units(spec, language, known):
                if unit.state == "stale":
                    yield "CDC266", (*unit.path, language), {"key": unit.key, "language": language}


def confirmed(spec: Specification, languages: Sequence[str], known: Record) -> int:
    """Take every translation that is there as made from its source of now; give how many were not so before."""
    changed = 0
    for language in languages:
        for unit in units(spec, language, known):
            mark = fingerprint(unit.source)
            if unit.target and known.get(unit.key, {}).get(language) != mark:
                known.setdefault(unit.key, {})[language] = mark
                changed += 1
    return changed


def brought(
    spec: Specification, source: Source, language: str, returned: Sequence[Returned], known: Record
) -> tuple[dict[str, bytes], int, list[Finding]]:
    """Put returned translations into the files: their new contents by name, how many texts changed, what was strange.

    A translation made from another source than that of now is taken, and stands as stale.
    """
    wanted = {unit.key: unit for unit in units(spec, language, known)}
    edits: dict[str, list[tuple[yaml.Path, object]]] = {}
    findings, count = [], 0
    for item in returned:
        unit = wanted.get(item.key)
        if unit is None:
            findings.append(Finding("CDC267", item.place, {"key": item.key}))
            continue
        if not item.target:
            continue
        if item.source != unit.source:
            findings.append(Finding("CDC268", item.place, {"key": item.key}))
        known.setdefault(item.key, {})[language] = fingerprint(item.source)
        if item.target != unit.target:
            file, path = located(source, unit.path)
            bare = not isinstance(source.value(unit.path), dict)
            value: object = {spec.language: unit.source, language: item.target} if bare else item.target
            edits.setdefault(file.name, []).append((path if bare else (*path, language), value))
            count += 1
    by_name = {file.name: file for file in source.files}
    return {name: yaml.edit(by_name[name].text, changes) for name, changes in edits.items()}, count, findings


def located(source: Source, path: tuple[str | int, ...]) -> tuple[yaml.YamlFile, tuple[str | int, ...]]:
    """Give the file in which something stands, and its path in that file."""
    name = str(path[0])
    if name in source.singles:
        return source.singles[name], path
    file, _, at = source.origins[name][int(path[1])]
    return file, (name, at, *path[2:])
