"""A translator's file comes back: each text is judged against the one it belongs to, then put into place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cdc import yaml
from cdc.findings import Finding, has_errors
from cdc.model.specification import Specification
from cdc.model.translation import BLANK, Delivery, Returned, Unit, plain, sent_mark
from cdc.project.source import Source
from cdc.project.translations import Record, located, mark_of, units
from cdc.words import LANGUAGES

_UNSAID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffd-\uffff]")
_SHOWN = 80
"""So many letters of a text are shown in a finding."""
_FEW = 3
"""So many texts whose source is another one make a file of another specification."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a delivery changes: the new texts by path, the marks of what they were made from, and what was strange."""

    texts: Sequence[tuple[Unit, str]] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def brought(spec: Specification, delivery: Delivery, known: Record) -> Brought:
    """Judge what came back; an error means that nothing of the file is taken."""
    refused = (*_wrong_languages(spec, delivery), *_twice(delivery.texts))
    if refused:
        return Brought(findings=refused)
    wanted = {unit.key: unit for unit in units(spec, delivery.target, known)}
    if _is_of_another(delivery.texts, wanted):
        return Brought(findings=(Finding("CDC290", delivery.place, {"reference": spec.document.reference}),))
    texts: list[tuple[Unit, str]] = []
    marks: dict[str, str] = {}
    findings: list[Finding] = []
    for item in {item.key: item for item in delivery.texts}.values():
        judged = _judge(item, wanted.get(item.key), delivery.target)
        findings += judged.findings
        texts += judged.texts
        marks |= judged.marks
    if has_errors(findings):
        return Brought(findings=tuple(findings))
    return Brought(texts, marks, tuple(findings))


def contents(spec: Specification, source: Source, language: str, texts: Sequence[tuple[Unit, str]]) -> dict[str, bytes]:
    """Give the new contents of the author's files by name: only the lines of these texts differ."""
    edits: dict[str, list[yaml.Change]] = {}
    for unit, text in texts:
        file, path = located(source, unit.path)
        if isinstance(source.value(unit.path), dict):
            edits.setdefault(file.name, []).append(((*path, language), text))
        else:
            edits.setdefault(file.name, []).append((path, {spec.language: unit.source, language: text}))
    return {name: yaml.edit((source.root / name).read_bytes(), changes) for name, changes in edits.items()}


def _wrong_languages(spec: Specification, delivery: Delivery) -> Iterator[Finding]:
    facts = {"found": f"{delivery.source or '?'} → {delivery.target or '?'}", "source": spec.language}
    if delivery.source != spec.language or delivery.target == spec.language or delivery.target not in LANGUAGES:
        yield Finding("CDC280", delivery.place, {**facts, "known": ", ".join(LANGUAGES)})


def _twice(texts: Sequence[Returned]) -> Iterator[Finding]:
    """Find keys that come back with two texts: which of the two counts, nobody can tell."""
    seen: dict[str, Returned] = {}
    for item in texts:
        first = seen.setdefault(item.key, item)
        if (plain(first.target), plain(first.source)) != (plain(item.target), plain(item.source)):
            yield Finding("CDC283", item.place, {"key": item.key, "first": str(first.place)})


def _is_of_another(texts: Sequence[Returned], wanted: Mapping[str, Unit]) -> bool:
    said = [(wanted[item.key], item) for item in texts if item.key in wanted and plain(item.source)]
    return len(said) >= _FEW and all(plain(unit.source) != plain(item.source) for unit, item in said)


def _judge(item: Returned, unit: Unit | None, language: str) -> Brought:  # noqa: PLR0911 - one return per reason reads as a table
    """Say what one text changes."""
    if unit is None:
        return Brought(findings=(Finding("CDC267", item.place, {"key": item.key}),))
    said, is_current = plain(item.target), plain(item.source) == plain(unit.source)
    odd = sorted(set(_UNSAID.findall(said)) - set(unit.source))
    if odd:
        return _told("CDC284", item, what=", ".join(f"U+{ord(character):04X}" for character in odd))
    if said == plain(unit.target):
        is_done = item.standing in ("translated", "final") and unit.state in ("stale", "review") and is_current
        return Brought(marks={item.key: mark_of(unit.source)} if is_done else {})
    if item.sent and item.sent != unit.sent:
        is_as_sent = item.sent == sent_mark(item.target)
        return Brought() if is_as_sent else _told("CDC921", item, own=unit.target[:_SHOWN] or "–", other=said[:_SHOWN])
    if not said:
        return _told("CDC285", item)
    if item.standing == "open":
        return _told("CDC286", item)
    if said == plain(unit.source) and item.standing != "final":
        return _told("CDC287", item)
    findings = []
    if not is_current:
        findings.append(Finding("CDC268", item.place, {"key": item.key}))
    if item.standing == "review":
        findings.append(Finding("CDC288", item.place, {"key": item.key, "language": language}))
    source = unit.source if is_current else item.source
    mark = mark_of(source, is_reviewed=item.standing != "review")
    return Brought([(unit, _tidy(item.target, unit))], {item.key: mark}, tuple(findings))


def _told(code: str, item: Returned, **facts: str) -> Brought:
    return Brought(findings=(Finding(code, item.place, {"key": item.key, **facts}),))


def _tidy(text: str, unit: Unit) -> str:
    """Give a text without the blanks that programs leave around it, and with the line end that ours has."""
    like = unit.target or unit.source
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip().strip(BLANK).strip()
    return text + like[len(like.rstrip("\n")) :]
