"""Mistakes that beginners make: each is found at its place, by what it is, and the message says what to type."""

from pathlib import Path

import pytest

from cdc import api, yaml
from cdc.words import LANGUAGES, telling, words

HERE = Path(__file__).parent
OURS = """document: {title: T, reference: R, version: "1.0", date: 2026-11-20, languages: [fr]}
company: {name: A, sector: b}
stakeholders:
  - {id: P-1, name: Anna Rossi, role: sponsor}
departments:
  - {id: D-1, name: Ventes}
"""
MISTAKES = yaml.read("beginners.yaml", (HERE / "beginners.yaml").read_bytes()).data


def test_there_are_many():
    assert len(MISTAKES) > 80


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: " ".join(mistake["typed"].split())[:60])
def test_the_message_says_what_to_type(tmp_path, mistake):
    (tmp_path / "a.yaml").write_text(OURS, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(mistake["typed"], encoding="utf-8")
    findings = [finding for finding in api.check(tmp_path).findings if finding.place.file == "b.yaml"]
    said = [
        [f"{finding.place.line}:{finding.place.column}", finding.code, telling.hint(finding, words("en"))]
        for finding in findings
        if finding.severity == "error"
    ]
    assert said == mistake["said"]
    for language in LANGUAGES:
        assert all(telling.message(finding, words(language)) for finding in findings)
        assert all(telling.hint(finding, words(language)) for finding in findings)
