"""Read the YAML files of a project, merge them by the one table of keys, and remember what came from where."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cdc import yaml
from cdc.errors import NoProjectError, PathNotFoundError
from cdc.findings import Finding, Place
from cdc.model.specification import LISTS, SINGLES

NOT_READ = frozenset({"bids", "scores", "build", "profiles", "themes", "attachments", "published"})
SUFFIXES = frozenset({".yaml", ".yml"})


@dataclass(slots=True)
class Source:
    """The merged data of a project and the origin of each part."""

    root: Path
    files: list[yaml.YamlFile] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    origins: dict[str, list[tuple[yaml.YamlFile, Any, int]]] = field(default_factory=dict)
    singles: dict[str, yaml.YamlFile] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        """Tell whether every file could be read."""
        return all(file.is_sound for file in self.files)

    def place(self, path: yaml.Path, *, of_key: bool = False) -> Place:
        """Give the file, line and column of a value, or of its key; of the nearest parent if it is not there."""
        file: yaml.YamlFile | None = None
        container: Any = None
        line, column = 0, 0
        for step, part in enumerate(path):
            last = step == len(path) - 1
            if step == 0:
                name = str(part)
                if name in self.singles:
                    file = self.singles[name]
                    line, column = file.position(file.data, name, of_key=of_key and last)
                    container = file.data[name]
                elif self.origins.get(name):
                    file = self.origins[name][0][0]
                    line, column = file.position(file.data, name, of_key=of_key and last)
                    container = self.origins[name]
                else:
                    break
                continue
            if step == 1 and str(path[0]) in self.origins:
                file, container, at = self.origins[str(path[0])][int(part)]
            else:
                at = part  # type: ignore[assignment] # an index or a key, as the container needs
            assert file is not None
            if not _holds(container, at):
                continue  # tags of unions and markers such as "[key]" are no steps in the data
            line, column = file.position(container, at, of_key=of_key and last)
            container = container[at]
        if file is None:
            file = self.files[0] if self.files else yaml.YamlFile(self.root.name)
            line, column = file.start
        return file.place(line, column)

    def value(self, path: yaml.Path) -> Any:
        """Give the raw value at `path`, or None."""
        value: Any = self.data
        for part in path:
            if _holds(value, part):
                value = value[part]
        return value


def _holds(container: Any, part: Any) -> bool:
    if isinstance(container, dict):
        return part in container
    return isinstance(container, list) and isinstance(part, int) and part < len(container)


def read(path: Path) -> Source:
    """Read a project folder, or one file; what is wrong is in `findings`."""
    if not path.exists():
        raise PathNotFoundError(path=str(path))
    source = Source(path if path.is_dir() else path.parent)
    for file_path in _yaml_files(path, source):
        name = file_path.relative_to(source.root).as_posix()
        file = yaml.read(name, file_path.read_bytes())
        source.files.append(file)
        source.findings += file.findings
        _merge(source, file)
    if not source.files and not source.findings:
        raise NoProjectError(path=str(path))
    return source


def _yaml_files(path: Path, source: Source) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    inside = path.resolve()
    for entry in sorted(path.iterdir(), key=lambda item: item.name):
        if entry.name.startswith(".") or (entry.is_dir() and path == source.root and entry.name in NOT_READ):
            continue
        is_yaml = entry.suffix in SUFFIXES
        if entry.is_symlink() and not entry.resolve().is_relative_to(inside) and (is_yaml or entry.is_dir()):
            name = entry.relative_to(source.root).as_posix()
            source.findings.append(Finding("CDC112", Place(name, 1, 1), {"path": str(entry.readlink())}))
        elif entry.is_dir() and not entry.is_symlink():
            yield from _yaml_files(entry, source)
        elif is_yaml and entry.is_file():
            yield entry


def _merge(source: Source, file: yaml.YamlFile) -> None:
    if file.data is None:
        return
    if not isinstance(file.data, dict):
        source.findings.append(Finding("CDC116", file.place(*file.start)))
        return
    for key, value in file.data.items():
        place = file.place(*file.position(file.data, key, of_key=True))
        if key in SINGLES:
            if key in source.singles:
                first = source.place((key,), of_key=True)
                source.findings.append(Finding("CDC115", place, {"key": key, "first": str(first)}))
                continue
            source.singles[key] = file
            source.data[key] = value
        elif key in LISTS:
            if not isinstance(value, list):
                if value is not None:
                    from cdc.findings import Phrase

                    at = file.place(*file.position(file.data, key, of_key=False))
                    source.findings.append(Finding("CDC203", at, {"key": key, "expected": Phrase("kind.list")}))
                continue
            source.data.setdefault(key, []).extend(value)
            source.origins.setdefault(key, []).extend((file, value, at) for at in range(len(value)))
        else:
            facts = {"key": key, "guess": guess(key, (*SINGLES, *LISTS))}
            source.findings.append(Finding("CDC201", place, facts))


def guess(word: str, known: Any) -> str:
    """Give the known word that is most like `word`, or nothing."""
    found = difflib.get_close_matches(word.lower(), [str(item) for item in known], 1, 0.6)
    return found[0] if found else ""
