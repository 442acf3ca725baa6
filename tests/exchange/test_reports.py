"""Findings in the formats of other programs, read back as those programs read them."""

import json
import re
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from cdc.exchange.reports import FORMATS, under
from cdc.findings import Finding, Place
from cdc.words import LANGUAGES, telling, words

FINDINGS = [
    Finding("CDC201", Place("über a.yaml", 3, 5), {"key": "a:b,c%\n<&\u0007", "guess": "title"}),
    Finding("CDC309", Place("b.yaml", 1, 1), {"share": 60, "limit": 40}),
    Finding("CDC211", Place("b.yaml", 2, 9), {"id": "P-1", "targets": "x", "guess": "", "near": "", "known": "–"}),
    Finding("CDC211", Place("b.yaml", 4, 9), {"id": "P-1", "targets": "x", "guess": "", "near": "", "known": "–"}),
]
SAID = [telling.message(finding, words("en")) for finding in FINDINGS]


def written(name, findings=FINDINGS):
    return FORMATS[name](findings, words("en"))


def test_the_text_has_signs_that_formats_escape():
    assert "a:b,c%\n<&\u0007" in SAID[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_a_valid_report_in_each_language(name, language):
    assert isinstance(FORMATS[name]([], words(language)), str)


def test_concise_gives_a_line_for_each():
    assert written("concise", FINDINGS[2:]).splitlines() == [
        f"b.yaml:2:9: CDC211 error: {SAID[2]}",
        f"b.yaml:4:9: CDC211 error: {SAID[3]}",
    ]


def test_json_and_its_lines_say_the_same():
    whole = json.loads(written("json"))["findings"]
    assert [item["message"] for item in whole] == SAID
    assert [json.loads(line) for line in written("jsonl").splitlines()] == whole


def test_github_reads_back_what_was_said():
    command = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")
    lines = written("github").splitlines()
    assert len(lines) == len(FINDINGS)
    for line, finding, said in zip(lines, FINDINGS, SAID, strict=True):
        level, facts, text = command.fullmatch(line).groups()
        facts = dict(part.split("=", 1) for part in facts.split(","))
        assert (level, facts["title"]) == (
            {"error": "error", "warning": "warning", "info": "notice"}[finding.severity],
            finding.code,
        )
        assert (unquote(facts["file"]), int(facts["line"]), int(facts["col"])) == (
            finding.place.file,
            finding.place.line,
            finding.place.column,
        )
        assert unquote(text).startswith(said)


def test_gitlab_tells_equal_findings_apart_and_keeps_them_when_lines_move():
    entries = json.loads(written("gitlab"))
    assert [entry["location"]["lines"]["begin"] for entry in entries] == [3, 1, 2, 4]
    prints = [entry["fingerprint"] for entry in entries]
    assert len(set(prints)) == 4
    moved = [Finding(one.code, Place(one.place.file, one.place.line + 10, 1), one.facts) for one in FINDINGS]
    assert [entry["fingerprint"] for entry in json.loads(written("gitlab", moved))] == prints


def test_sarif_has_what_the_standard_requires():
    log = json.loads(written("sarif"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["CDC201", "CDC211", "CDC309"]
    for result, finding, said in zip(run["results"], FINDINGS, SAID, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"].startswith(said)
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == finding.place.file
        assert " " not in place["artifactLocation"]["uri"]
        assert place["region"] == {"startLine": finding.place.line, "startColumn": finding.place.column}


def test_sarif_names_the_cell_of_a_workbook():
    found = Finding("CDC208", Place("a.xlsx", sheet="Answers", cell="C4"), {"key": "x"})
    (result,) = json.loads(written("sarif", [found]))["runs"][0]["results"]
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "Answers!C4"}]
    assert result["message"]["text"].startswith("Answers!C4: ")


def test_junit_counts_and_reads_back():
    top = ET.fromstring(written("junit"))
    suites = {suite.get("name"): suite for suite in top}
    assert {name: (suite.get("tests"), suite.get("failures")) for name, suite in suites.items()} == {
        "über a.yaml": ("1", "1"),
        "b.yaml": ("3", "3"),
    }
    failure = suites["über a.yaml"][0][0]
    assert failure.text.startswith(SAID[0].replace("\u0007", ""))
    assert len(ET.fromstring(written("junit", []))[0]) == 1


def test_files_are_named_from_where_the_program_runs():
    assert [str(one.place) for one in under("spec/crm", FINDINGS[2:])] == ["spec/crm/b.yaml:2:9", "spec/crm/b.yaml:4:9"]
    assert under(".", FINDINGS) == FINDINGS
