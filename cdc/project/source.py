"""Read the YAML files of a project, merge them by the one table of keys, and remember what came from where."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cdc import yaml
from cdc.errors import NoProjectError, PathNotFoundError
from cdc.findings import Finding, Phrase, Place
from cdc.model import fields, samples
from cdc.model.specification import LISTS, SINGLES, Specification
from cdc.project.folder import yaml_files
from cdc.project.foreign import is_foreign
from cdc.project.strange import strange_key


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
        start = self._subject(path, of_key=of_key and len(path) == 1) if path else None
        if start is None:
            file = self.files[0] if self.files else yaml.YamlFile(self.root.name)
            return file.place(*file.start)
        file, container, spot = start
        for step, part in enumerate(path[1:], 1):
            at: Any = part
            if step == 1 and str(path[0]) in self.origins:
                file, container, at = self.origins[str(path[0])][int(part)]
            if _holds(container, at):  # tags of unions and markers such as "[key]" are no steps in the data
                spot = file.position(container, at, of_key=of_key and step == len(path) - 1)
                container = container[at]
        return file.place(*spot)

    def _subject(self, path: yaml.Path, *, of_key: bool) -> tuple[yaml.YamlFile, Any, tuple[int, int]] | None:
        """Give the file, the value and the position of the first step: a single subject, or a list's first part."""
        name = str(path[0])
        if name in self.singles:
            file = self.singles[name]
            value = file.data[name]
        elif self.origins.get(name):
            file = self.origins[name][0][0]
            value = self.origins[name]
        else:
            return None
        return file, value, file.position(file.data, name, of_key=of_key)

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
    if path.is_file():
        source = Source(path.parent)
        _add(source, yaml.read(path.name, path.read_bytes()))
        return source
    source = Source(path)
    for entry in yaml_files(path):
        if isinstance(entry, Finding):
            source.findings.append(entry)
            continue
        file = yaml.read(entry.relative_to(path).as_posix(), entry.read_bytes())
        if is_foreign(file):
            source.findings.append(Finding("CDC121", file.place(0, 0)))
        else:
            _add(source, file)
    if not source.files and not source.findings:
        raise NoProjectError(path=str(path))
    return source


def _add(source: Source, file: yaml.YamlFile) -> None:
    source.files.append(file)
    source.findings += file.findings
    if file.data is None:
        return
    if not isinstance(file.data, dict):
        source.findings.append(Finding("CDC116", file.place(*file.start)))
        return
    for key, value in file.data.items():
        place = file.place(*file.position(file.data, key, of_key=True))
        if key in SINGLES:
            _add_single(source, file, key, place)
        elif key in LISTS:
            _add_list(source, file, key, value)
        else:
            facts = strange_key(key, (*SINGLES, *LISTS), ())
            source.findings.append(Finding("CDC201", place, facts))


def _add_single(source: Source, file: yaml.YamlFile, key: str, place: Place) -> None:
    if key in source.singles:
        first = source.place((key,), of_key=True)
        source.findings.append(Finding("CDC115", place, {"key": key, "first": str(first)}))
        return
    source.singles[key] = file
    source.data[key] = file.data[key]


def _add_list(source: Source, file: yaml.YamlFile, key: str, value: object) -> None:
    if isinstance(value, list):
        source.data.setdefault(key, []).extend(value)
        source.origins.setdefault(key, []).extend((file, value, at) for at in range(len(value)))
    elif value is not None:
        at = file.place(*file.position(file.data, key, of_key=False))
        example = f"{key}: {yaml.inline(samples.value_of(fields.of(Specification)[key]))}"
        facts = {"key": key, "expected": Phrase("kind.list"), "example": example}
        source.findings.append(Finding("CDC203", at, facts))
