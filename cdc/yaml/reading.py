"""Read one file of YAML: bytes to text, text to events, events to data; what is wrong is a finding."""

from __future__ import annotations

import yaml as pyyaml

from cdc.findings import Finding, Place
from cdc.yaml.builder import MAX_DEPTH, Builder, TooDeepError
from cdc.yaml.causes import Cause, cause_of, without
from cdc.yaml.places import YamlFile
from cdc.yaml.text import UnreadableError, decode, readable

MAX_BYTES = 32 * 1024 * 1024
# A text that needed quotes is read as if it had them, so that one run shows many; each costs one more reading.
MAX_READINGS = 10


def read(name: str, content: bytes) -> YamlFile:
    """Read one file; what is wrong is in its `findings`, never raised."""
    if len(content) > MAX_BYTES:
        finding = Finding("CDC108", Place(name, 1, 1), {"limit": MAX_BYTES // 1024 // 1024})
        return YamlFile(name, findings=[finding])
    try:
        text, is_marked = decode(content)
    except UnreadableError as error:
        place = Place(name, error.line + 1, error.column + 1)
        return YamlFile(name, findings=[Finding("CDC104", place, {"byte": error.byte})])
    file = YamlFile(name, text)
    if not is_marked:
        file.findings.append(Finding("CDC117", file.place(0, 0)))
    _understand(file, readable(file))
    return file


def _understand(file: YamlFile, text: str) -> None:
    """Build the data; where a text needs quotes, say so and read on as if it had them."""
    sound = list(file.findings)
    causes: list[Cause] = []
    for _ in range(MAX_READINGS):
        file.findings[:] = sound
        cause = _build(file, text)
        if cause is None:
            break
        causes.append(cause)
        if cause.code != "CDC119":
            break
        text = without(text, cause)
    file.findings += [Finding(cause.code, file.place(cause.line, cause.column), cause.facts) for cause in causes]


def _build(file: YamlFile, text: str) -> Cause | None:
    parser = getattr(pyyaml, "CSafeLoader", pyyaml.SafeLoader)
    file.data, file.start = None, (0, 0)
    file.marks.clear()
    try:
        Builder(file, parser(text).get_event).run()
    except pyyaml.MarkedYAMLError as error:
        return cause_of(error, text)
    except TooDeepError as error:
        return Cause("CDC107", error.line, error.column, {"limit": MAX_DEPTH})
    return None
