"""Read YAML 1.2 into plain data and remember where in the file each value stands; write YAML for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import StringIO
from typing import Any

import yaml as pyyaml

from cdc.findings import Finding, Place

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 30
MAX_DIGITS = 40

_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_BASED = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_REAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_ENDLESS = re.compile(r"[-+]?\.(inf|Inf|INF)\Z|\.(nan|NaN|NAN)\Z")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMERIC_START = frozenset("0123456789-+.")

Path = tuple[str | int, ...]


@dataclass(slots=True)
class YamlFile:
    """One file as read: its data, the text, and the positions of all keys and values."""

    name: str
    text: str = ""
    data: Any = None
    findings: list[Finding] = field(default_factory=list)
    # id of a container -> (line, column) pairs, flat: for a mapping key then value, for a sequence the value
    marks: dict[int, list[int]] = field(default_factory=dict)
    start: tuple[int, int] = (0, 0)

    @property
    def is_sound(self) -> bool:
        """Tell whether the whole file was understood as YAML."""
        return not any(finding.severity == "error" for finding in self.findings)

    def place(self, line: int, column: int) -> Place:
        """Give the place of a zero-based position, with its source line."""
        lines = self.text.split("\n", line + 1)
        excerpt = lines[line].rstrip("\r") if line < len(lines) else ""
        return Place(self.name, line + 1, column + 1, excerpt=excerpt)

    def knows(self, container: object) -> bool:
        """Tell whether `container` was read from this file."""
        return id(container) in self.marks

    def position(self, container: Any, key: str | int, *, of_key: bool) -> tuple[int, int]:
        """Give the zero-based line and column of a key of `container`, or of its value."""
        marks = self.marks[id(container)]
        if isinstance(container, dict):
            at = 4 * list(container).index(str(key)) + (0 if of_key else 2)
        else:
            at = 2 * int(key)
        return marks[at], marks[at + 1]


def read(name: str, content: bytes) -> YamlFile:
    """Read one file; what is wrong is in its `findings`, never raised."""
    file = YamlFile(name)
    if len(content) > MAX_BYTES:
        file.findings.append(Finding("CDC108", Place(name, 1, 1), {"limit": MAX_BYTES // 1024 // 1024}))
        return file
    try:
        file.text = _decode(content)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start)
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1)
        file.findings.append(
            Finding("CDC104", Place(name, line + 1, column + 1), {"byte": f"0x{content[error.start]:02X}"})
        )
        return file
    for match in _CONTROL.finditer(file.text):
        line = file.text.count("\n", 0, match.start())
        column = match.start() - (file.text.rfind("\n", 0, match.start()) + 1)
        file.findings.append(Finding("CDC106", file.place(line, column), {"character": f"U+{ord(match[0]):04X}"}))
    if not file.findings:
        _build(file)
    return file


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    return content.decode("utf-8-sig")


def _build(file: YamlFile) -> None:
    parser = getattr(pyyaml, "CSafeLoader", pyyaml.SafeLoader)
    try:
        _Builder(file).run(parser(file.text).get_event)
    except pyyaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and "end of stream" in (error.problem or ""):
            mark = error.context_mark  # where the quotation that never ends begins
        line, column = (mark.line, mark.column) if mark else (0, 0)
        lines = file.text.split("\n")
        if line >= len(lines) or (line == len(lines) - 1 and not lines[line]):
            line, column = max(len(lines) - 2, 0), 0
        source = lines[line]
        blank = source[: len(source) - len(source.lstrip(" \t"))]
        if "\t" in blank:
            file.findings.append(Finding("CDC105", file.place(line, blank.index("\t"))))
            return
        problem = (error.problem or "").replace("\n", " ")
        file.findings.append(Finding("CDC101", file.place(line, column), {"problem": problem}))
    except _TooDeepError as error:
        file.findings.append(Finding("CDC107", file.place(error.line, error.column), {"limit": MAX_DEPTH}))


class _TooDeepError(Exception):
    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.line, self.column = line, column


class _Builder:
    """Turn parser events into plain data: YAML 1.2 core words and numbers, decimals exact, dates left as text."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.watches_comments = " #" in file.text
        self.lines = file.text.split("\n") if self.watches_comments else []

    def run(self, next_event: Callable[[], Any]) -> None:
        marks = self.file.marks
        stack: list[tuple[Any, list[int], Any]] = []
        container: Any = None
        here: list[int] = []
        key: Any = _NO_KEY
        documents = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is pyyaml.ScalarEvent:
                start = event.start_mark
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event)
                if container.__class__ is dict:
                    here.append(start.line)
                    here.append(start.column)
                    if key is _NO_KEY:
                        key = event.value
                        if key in container:
                            self._add("CDC102", start, key=key)
                            del here[-2:]
                            key = _Twice(key)
                        continue
                    value = self._scalar(event) if event.implicit[0] else event.value
                    if key.__class__ is _Twice:
                        del here[-2:]
                    else:
                        container[key] = value
                    key = _NO_KEY
                elif container is None:
                    self._root(event, self._scalar(event) if event.implicit[0] else event.value)
                else:
                    here.append(start.line)
                    here.append(start.column)
                    container.append(self._scalar(event) if event.implicit[0] else event.value)
            elif kind is pyyaml.MappingStartEvent or kind is pyyaml.SequenceStartEvent:
                start = event.start_mark
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event)
                new: Any = {} if kind is pyyaml.MappingStartEvent else []
                if container is None:
                    self._root(event, new)
                else:
                    if container.__class__ is dict and key is _NO_KEY:
                        raise pyyaml.MarkedYAMLError(problem="a key must be plain text", problem_mark=start)
                    if key.__class__ is not _Twice:
                        here.append(start.line)
                        here.append(start.column)
                        if container.__class__ is dict:
                            container[key] = new
                        else:
                            container.append(new)
                if len(stack) >= MAX_DEPTH:
                    raise _TooDeepError(start.line, start.column)
                stack.append((container, here, key))
                container, here, key = new, [], _NO_KEY
                marks[id(new)] = here
            elif kind is pyyaml.MappingEndEvent or kind is pyyaml.SequenceEndEvent:
                container, here, key = stack.pop()
                key = _NO_KEY
            elif kind is pyyaml.AliasEvent:
                self._add("CDC103", event.start_mark, what=f"*{event.anchor}")
                if container.__class__ is dict:
                    if key is _NO_KEY:
                        raise pyyaml.MarkedYAMLError(problem="a key must be plain text", problem_mark=event.start_mark)
                    if key.__class__ is not _Twice:
                        container[key] = None
                        here += [event.start_mark.line, event.start_mark.column]
                    key = _NO_KEY
                elif container is not None:
                    container.append(None)
                    here += [event.start_mark.line, event.start_mark.column]
            elif kind is pyyaml.DocumentStartEvent:
                documents += 1
                if documents == 2:
                    self._add("CDC113", event.start_mark)
                    return
            elif kind is pyyaml.StreamEndEvent:
                return

    def _root(self, event: Any, value: Any) -> None:
        self.file.data = value
        self.file.start = (event.start_mark.line, event.start_mark.column)

    def _add(self, code: str, mark: Any, **facts: object) -> None:
        self.file.findings.append(Finding(code, self.file.place(mark.line, mark.column), facts))

    def _refuse(self, event: Any) -> None:
        what = f"&{event.anchor}" if event.anchor is not None else event.tag
        self._add("CDC103", event.start_mark, what=what)

    def _scalar(self, event: Any) -> Any:
        text = event.value
        if self.watches_comments:
            self._watch_comment(event)
        if text in _WORDS:
            return _WORDS[text]
        if text[0] not in _NUMERIC_START:
            return text
        if _INTEGER.match(text):
            digits = text.lstrip("+-")
            if len(digits) > 1 and digits[0] == "0":
                self._add("CDC110", event.start_mark, text=text, number=digits.lstrip("0") or "0")
                return int(text) if len(digits) <= MAX_DIGITS else 0
            if len(digits) > MAX_DIGITS:
                self._add("CDC114", event.start_mark, text=text[:20] + "…")
                return 0
            return int(text)
        if _REAL.match(text):
            number = Decimal(text)
            if len(text) > MAX_DIGITS or abs(number.adjusted()) > MAX_DIGITS:
                self._add("CDC114", event.start_mark, text=text[:20])
                return Decimal(0)
            return number
        if _BASED.match(text):
            return int(text, 0)
        if _ENDLESS.match(text):
            self._add("CDC114", event.start_mark, text=text)
            return Decimal(0)
        return text

    def _watch_comment(self, event: Any) -> None:
        end = event.end_mark
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        comment = rest.lstrip(" \t")
        if comment.startswith("#") and (" " in event.value or comment[1:2].strip()):
            column = end.column + len(rest) - len(comment)
            place = self.file.place(end.line, column)
            self.file.findings.append(Finding("CDC109", place, {"lost": comment.strip()}))


class _Twice(str):
    """A key seen before: its value is read, for further findings, and dropped."""

    __slots__ = ()


_NO_KEY = object()


def write(data: Any, *, comments: Sequence[str] = ()) -> str:
    """Write plain data as block-style YAML that people edit; `comments` stand first, one line each."""
    from ruamel.yaml import YAML
    from ruamel.yaml.scalarstring import LiteralScalarString

    def soften(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: soften(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [soften(item) for item in value]
        if isinstance(value, str) and "\n" in value:
            return LiteralScalarString(value if value.endswith("\n") else value + "\n")
        return value

    writer = YAML()
    writer.width = 110
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.allow_unicode = True
    writer.representer.add_representer(
        Decimal, lambda representer, value: representer.represent_scalar("tag:yaml.org,2002:float", str(value))
    )
    stream = StringIO()
    for comment in comments:
        stream.write(f"# {comment}\n" if comment else "\n")
    writer.dump(soften(data), stream)
    return stream.getvalue()


def edit(text: str, changes: Sequence[tuple[Path, object]]) -> bytes:
    """Put values at paths of a file that people wrote; comments, quotes and the order of keys stay."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    def written(value: object) -> object:
        if isinstance(value, dict):
            inner = CommentedMap((key, written(item)) for key, item in value.items())
            inner.fa.set_flow_style()
            return inner
        return DoubleQuotedScalarString(value) if isinstance(value, str) else value

    editor = YAML()
    editor.width = 10**9
    editor.preserve_quotes = True
    editor.indent(mapping=2, sequence=4, offset=2)
    data = editor.load(text)
    for path, value in changes:
        container = data
        for step in path[:-1]:
            container = container[step]
        container[path[-1]] = written(value)
    stream = StringIO()
    editor.dump(data, stream)
    done = stream.getvalue()
    return (done.replace("\n", "\r\n") if "\r\n" in text else done).encode("utf-8")
