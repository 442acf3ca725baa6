"""One mistake hides no other: what is sound is read on."""

from cdc import api

OURS = """document:
  {title: a, reference: R, version: "1.0", date: 2026-11-20, languages: [en]}
company: {name: A, sector: b}
"""


def found(tmp_path, **files):
    for name, text in {"a": OURS, **files}.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return [
        (str(finding.place), finding.code) for finding in api.check(tmp_path).findings if finding.severity != "info"
    ]


def test_a_wrong_type_hides_no_lost_reference_no_dates_and_no_words(tmp_path):
    text = """features:
  - {id: F-1, title: a, users: six, statement: "The system shall be fast."}
  - {id: F-2, title: b, owner: P-NONE}
phases:
  - {id: PH-1, name: a, start: 2026-05-01, end: 2026-04-01}
"""
    assert {
        ("b.yaml:2:32", "CDC203"),
        ("b.yaml:2:48", "CDC313"),
        ("b.yaml:3:32", "CDC211"),
        ("b.yaml:5:49", "CDC217"),
    } <= set(found(tmp_path, b=text))


def test_what_stands_in_for_a_mistake_is_never_found_fault_with(tmp_path):
    text = """features:
  - {id: Ф-1, title: a}
issues:
  - {id: IS-1, text: a, owner: Ф-1}
  - {id: IS-1, owner: [P-1]}
  - {text: b}
"""
    said = found(tmp_path, b=text)
    assert said == [
        ("b.yaml:2:10", "CDC207"),
        ("b.yaml:5:5", "CDC202"),
        ("b.yaml:5:10", "CDC210"),
        ("b.yaml:5:23", "CDC203"),
        ("b.yaml:6:5", "CDC202"),
    ]


def test_a_key_under_another_name_is_not_missing_as_well(tmp_path):
    said = found(tmp_path, b="stakeholders:\n  - {id: P-1, nom: Anna, role: x}\n")
    assert said == [("b.yaml:2:15", "CDC201")]
