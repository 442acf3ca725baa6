"""Turn parser events into plain data and places; what is refused is a finding, and reading goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from cdc.findings import Finding
from cdc.yaml.places import YamlFile
from cdc.yaml.scalars import SPECIAL_START, meaning

MAX_DEPTH = 30


class TooDeepError(Exception):
    """The file nests deeper than anything meant."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.line, self.column = line, column


class Builder:
    """Build the data of one file from its events; `file` receives data, places and findings as they come."""

    __slots__ = ("_file", "_next", "_watches_comments")

    def __init__(self, file: YamlFile, next_event: Callable[[], Any]) -> None:
        self._file = file
        self._next = next_event
        self._watches_comments = " #" in file.text

    def run(self) -> None:
        """Take events until the stream or its first document ends."""
        documents = 0
        while (event := self._next()).__class__ is not StreamEndEvent:
            if event.__class__ is DocumentStartEvent:
                documents += 1
                if documents == 2:
                    self._add("CDC113", event.start_mark)
                    return
                self._root(self._next())

    def _root(self, event: Any) -> None:
        self._file.data = value = self._start(event)
        self._file.start = (event.start_mark.line, event.start_mark.column)
        self._fill(value, event, 1)

    def _start(self, event: Any) -> Any:
        """Give a value, or the empty container that its events will fill: what was read before an error stays."""
        if event.__class__ is AliasEvent:
            self._add("CDC103", event.start_mark, what=f"*{event.anchor}")
            return None
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        if event.__class__ is not ScalarEvent:
            return {} if event.__class__ is MappingStartEvent else []
        text = event.value
        if event.implicit[0] and (self._watches_comments or text[:1] in SPECIAL_START):
            return self._plain(event)
        return text

    def _fill(self, container: Any, event: Any, depth: int) -> None:
        if event.__class__ is ScalarEvent or event.__class__ is AliasEvent:
            return
        if depth > MAX_DEPTH:
            raise TooDeepError(event.start_mark.line, event.start_mark.column)
        marks: list[Any] = []
        self._file.marks[id(container)] = marks
        fill = self._mapping if event.__class__ is MappingStartEvent else self._sequence
        fill(container, marks, depth + 1)

    def _mapping(self, found: Any, marks: list[Any], depth: int) -> None:
        next_event, start = self._next, self._start
        while (name := next_event()).__class__ is not MappingEndEvent:
            key = self._key(name)
            event = next_event()
            value = start(event)
            if key in found:
                self._add("CDC102", name.start_mark, key=key)
            else:
                found[key] = value
                marks.append(name.start_mark)
                marks.append(event.start_mark)
            if event.__class__ is not ScalarEvent:
                self._fill(value, event, depth)

    def _key(self, event: Any) -> str:
        if event.__class__ is not ScalarEvent:
            self._start(event)
            raise MarkedYAMLError(problem="a key must be plain text", problem_mark=event.start_mark)
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        key: str = event.value
        return key

    def _sequence(self, found: Any, marks: list[Any], depth: int) -> None:
        next_event, start = self._next, self._start
        while (event := next_event()).__class__ is not SequenceEndEvent:
            value = start(event)
            found.append(value)
            marks.append(event.start_mark)
            if event.__class__ is not ScalarEvent:
                self._fill(value, event, depth)

    def _refuse(self, event: Any) -> None:
        self._add("CDC103", event.start_mark, what=event.tag if event.anchor is None else f"&{event.anchor}")

    def _add(self, code: str, mark: Any, **facts: object) -> None:
        self._file.findings.append(Finding(code, self._file.place(mark.line, mark.column), facts))

    def _plain(self, event: Any) -> Any:
        if self._watches_comments:
            self._watch_comment(event)
        value, code, facts = meaning(event.value)
        if code is not None:
            self._add(code, event.start_mark, **facts)
        return value

    def _watch_comment(self, event: Any) -> None:
        end, lines = event.end_mark, self._file.lines
        rest = lines[end.line][end.column :] if end.line < len(lines) else ""
        comment = rest.lstrip(" \t")
        if comment.startswith("#") and (" " in event.value or comment[1:2].strip()):
            column = end.column + len(rest) - len(comment)
            place = self._file.place(end.line, column)
            self._file.findings.append(Finding("CDC109", place, {"lost": comment.strip()}))
