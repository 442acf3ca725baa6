"""Findings as other programs read them: editors, code hosts, test runners."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any
from urllib.parse import quote

from cdc.findings import REGISTRY, Finding
from cdc.words import Words
from cdc.words.telling import as_data, hint, message

Write = Callable[[Sequence[Finding], Words], str]


def under(folder: str, findings: Sequence[Finding]) -> list[Finding]:
    """Name the files of findings from the folder in which the command runs: code hosts look for them from there."""
    if folder in ("", "."):
        return list(findings)
    return [replace(one, place=replace(one.place, file=f"{folder}/{one.place.file}")) for one in findings]


def _concise(findings: Sequence[Finding], language: Words) -> str:
    """One finding a line, as editors and grep read it."""
    return "".join(f"{one.place}: {one.code} {one.severity}: {message(one, language)}\n" for one in findings)


def _json(findings: Sequence[Finding], language: Words) -> str:
    return _dumped({"findings": [as_data(finding, language) for finding in findings]})


def _json_lines(findings: Sequence[Finding], language: Words) -> str:
    return "".join(json.dumps(as_data(finding, language), ensure_ascii=False) + "\n" for finding in findings)


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _told(finding: Finding, language: Words) -> str:
    """Write what is wrong and what to do, with the cell of a workbook, which has no lines to point to."""
    place = finding.place
    where = f"{place.sheet}!{place.cell}: " if place.sheet and place.cell else f"{place.sheet}: " if place.sheet else ""
    advice = hint(finding, language)
    return where + message(finding, language) + (f" → {advice}" if advice else "")


def _github(findings: Sequence[Finding], language: Words) -> str:
    """Workflow commands of GitHub Actions, which become remarks on the lines of a pull request."""
    levels = {"error": "error", "warning": "warning", "info": "notice"}

    def line(one: Finding) -> str:
        spots = {"file": one.place.file, "line": one.place.line, "col": one.place.column, "title": one.code}
        said = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in spots.items() if value is not None)
        return f"::{levels[one.severity]} {said}::{_escaped(_told(one, language))}\n"

    return "".join(map(line, findings))


def _escaped(text: str, more: str = "") -> str:
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _gitlab(findings: Sequence[Finding], language: Words) -> str:
    """GitLab's report of code quality; a finding keeps its fingerprint when lines above it move."""
    levels = {"error": "critical", "warning": "minor", "info": "info"}
    seen: Counter[str] = Counter()

    def entry(one: Finding) -> dict[str, Any]:
        said = f"{one.code}\0{one.place.file}\0{message(one, language)}"
        seen[said] += 1
        return {
            "description": _told(one, language),
            "check_name": one.code,
            "fingerprint": hashlib.sha256(f"{said}\0{seen[said]}".encode()).hexdigest(),
            "severity": levels[one.severity],
            "location": {"path": one.place.file, "lines": {"begin": one.place.line or 1}},
        }

    return _dumped([entry(one) for one in findings])


def _sarif(findings: Sequence[Finding], language: Words) -> str:
    """SARIF 2.1.0 (OASIS): the codes that occur as rules, each finding with its file and region."""
    from cdc import __version__

    codes = sorted({one.code for one in findings})
    driver = {"name": "cdc", "version": __version__, "rules": [_sarif_rule(code, language) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(one, codes.index(one.code), language) for one in findings],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return _dumped({"$schema": schema, "version": "2.1.0", "runs": [run]})


_SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def _sarif_rule(code: str, language: Words) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": language.phrases[f"finding.{code}"]},
        "fullDescription": {"text": REGISTRY[code].why},
        "help": {"text": language.phrases[f"hint.{code}"]},
        "defaultConfiguration": {"level": _SARIF_LEVELS[REGISTRY[code].severity]},
    }


def _sarif_result(one: Finding, rule: int, language: Words) -> dict[str, Any]:
    place = one.place
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(place.file)}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": place.column or 1}
    location: dict[str, Any] = {"physicalLocation": physical}
    if place.sheet:
        location["logicalLocations"] = [{"fullyQualifiedName": f"{place.sheet}!{place.cell or ''}".rstrip("!")}]
    return {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": _SARIF_LEVELS[one.severity],
        "message": {"text": _told(one, language)},
        "locations": [location],
    }


def _junit(findings: Sequence[Finding], language: Words) -> str:
    """JUnit's XML: a suite for each file, a case that fails for each error or warning, notes as cases that pass."""
    from xml.etree import ElementTree as ET

    top = ET.Element("testsuites", name="cdc")
    for file, group in groupby(findings, key=lambda one: one.place.file):
        cases = list(group)
        suite = ET.SubElement(top, "testsuite", name=file, tests=str(len(cases)))
        suite.set("failures", str(sum(one.severity != "info" for one in cases)))
        for one in cases:
            _junit_case(suite, one, language)
    if not findings:
        suite = ET.SubElement(top, "testsuite", name="cdc", tests="1", failures="0")
        ET.SubElement(suite, "testcase", name="cdc check", classname="cdc")
    ET.indent(top, " ")
    return ET.tostring(top, encoding="unicode", xml_declaration=False) + "\n"


def _junit_case(suite: Any, one: Finding, language: Words) -> None:
    from xml.etree import ElementTree as ET

    case = ET.SubElement(suite, "testcase", name=f"{one.code} {one.place}", classname=one.place.file)
    inner = ET.SubElement(case, "system-out" if one.severity == "info" else "failure")
    if one.severity != "info":
        inner.set("type", one.severity)
        inner.set("message", _UNWRITTEN.sub("", message(one, language)))
    inner.text = _UNWRITTEN.sub("", _told(one, language))


_UNWRITTEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot write."""

FORMATS: Mapping[str, Write] = {
    "concise": _concise,
    "json": _json,
    "jsonl": _json_lines,
    "github": _github,
    "gitlab": _gitlab,
    "sarif": _sarif,
    "junit": _junit,
}
"""Each format by its name on the command line."""
