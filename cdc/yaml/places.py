"""One file as read, and where in it each key and value stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cdc.findings import Finding, Place

Path = tuple[str | int, ...]


@dataclass(slots=True)
class YamlFile:
    """One file as read: its data, the text, and the positions of all keys and values."""

    name: str
    text: str = ""
    data: Any = None
    findings: list[Finding] = field(default_factory=list)
    # id of a container -> the parser's marks: for a mapping key then value, for a sequence the value
    marks: dict[int, list[Any]] = field(default_factory=dict)
    start: tuple[int, int] = (0, 0)
    _lines: list[str] = field(default_factory=list)
    _ranks: dict[int, dict[str, int]] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        """Tell whether the whole file was understood as YAML."""
        return not any(finding.severity == "error" for finding in self.findings)

    @property
    def lines(self) -> list[str]:
        """Give the lines as editors count them: U+2028 and its like end none."""
        if not self._lines:
            self._lines = self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return self._lines

    def place(self, line: int, column: int) -> Place:
        """Give the place of a zero-based position, with its source line."""
        excerpt = self.lines[line] if line < len(self.lines) else ""
        return Place(self.name, line + 1, column + 1, excerpt=excerpt)

    def knows(self, container: object) -> bool:
        """Tell whether `container` was read from this file."""
        return id(container) in self.marks

    def position(self, container: Any, key: str | int, *, of_key: bool) -> tuple[int, int]:
        """Give the zero-based line and column of a key of `container`, or of its value."""
        at = 2 * self._rank(container, str(key)) + (not of_key) if isinstance(container, dict) else int(key)
        mark = self.marks[id(container)][at]
        return mark.line, mark.column

    def _rank(self, mapping: dict[str, Any], key: str) -> int:
        """Give which key of the mapping this is; counted once, for files with thousands of mistakes."""
        ranks = self._ranks.get(id(mapping))
        if ranks is None:
            ranks = self._ranks[id(mapping)] = {name: at for at, name in enumerate(mapping)}
        return ranks[key]
