"""What an author accepts where it stands: with a reason, of this line, never an error, and never for nothing."""

import pytest

from cdc import api

HEAD = """\
document: {title: A tool, reference: R, version: "1", date: 2027-01-01, languages: [en]}
company: {name: A, sector: b}
departments: [{id: D-1, name: Sales}]
objectives: [{id: O-1, title: One place, kpis: [{id: K-1, name: Duplicates, unit: "%", baseline: 9, target: 1, due: 2027-06-01}]}]
use_cases: [{id: UC-1, title: Prepare a visit, actor: Agent, department: D-1, goal: Know all, objectives: [O-1]}]
features:
"""
VAGUE = (
    "  - {id: F-1, title: Search, objectives: [O-1], use_cases: [UC-1], statement: The tool shall be user-friendly.}"
)


def codes(folder, line):
    (folder / "a.yaml").write_text(HEAD + line + "\n", encoding="utf-8")
    return [finding.code for finding in api.check(folder).findings]


def test_without_a_remark_the_finding_is_told(tmp_path):
    assert codes(tmp_path, VAGUE) == ["CDC313"]


@pytest.mark.parametrize(
    "remark",
    [
        "# cdc: CDC313 agreed with the users on 3 May",
        "#cdc: CDC313 – agreed",
        "# as they say; # cdc: CDC313: agreed",
    ],
)
def test_what_is_accepted_with_a_reason_is_not_told(tmp_path, remark):
    assert codes(tmp_path, f"{VAGUE} {remark}") == []


def test_it_holds_for_its_own_line_and_code_alone(tmp_path):
    other = VAGUE.replace("F-1", "F-2")
    assert codes(tmp_path, f"{VAGUE} # cdc: CDC313 agreed\n{other}") == ["CDC313"]
    assert codes(tmp_path, f"{VAGUE} # cdc: CDC319 agreed") == ["CDC313", "CDC360"]


def test_several_codes_of_a_line_share_a_reason_and_each_must_be_met(tmp_path):
    assert codes(tmp_path, f"{VAGUE} # cdc: CDC313, CDC308 agreed") == ["CDC361"]
    assert codes(tmp_path, f"{VAGUE} # cdc: CDC313, CDC319 agreed") == ["CDC360"]


def test_without_a_reason_nothing_is_accepted(tmp_path):
    assert codes(tmp_path, f"{VAGUE} # cdc: CDC313") == ["CDC313", "CDC361"]


def test_an_error_cannot_be_accepted(tmp_path):
    line = "  - {id: F-1, title: Search, objectives: [O-9], use_cases: [UC-1]} # cdc: CDC211 later"
    assert codes(tmp_path, line) == ["CDC211", "CDC361"]


def test_a_remark_between_quotes_is_a_text(tmp_path):
    line = VAGUE.replace("The tool shall be user-friendly.", '"The tool shall search # cdc: CDC319 yes"')
    assert codes(tmp_path, line) == []


def test_a_remark_that_accepts_nothing_is_told_where_it_stands(tmp_path):
    (tmp_path / "a.yaml").write_text(
        HEAD.replace("company:", "company: ") + VAGUE.replace("be user-friendly", "search") + " # cdc: CDC313 x\n"
    )
    (found,) = api.check(tmp_path).findings
    assert (found.code, found.place.line, found.place.excerpt[found.place.column - 1 :]) == (
        "CDC360",
        7,
        "# cdc: CDC313 x",
    )
