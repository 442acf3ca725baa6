"""Files of trials and of talks about weights: every name that is not there has its place and a near one."""

import pytest

from cdc.packs.trials import read_trial, read_weight_talk

HEAD = """criteria:
  - {id: Q, name: Quality, weight: 40, kind: judged, maximum: 10}
  - {id: P, name: Price, weight: 60, kind: price, formula: inverse}
price_lines:
  - {id: L1, name: Licences, kind: one_off}
"""
BIDS = """bids:
  - {id: A, scores: {Q: 8}, prices: {L1: 100}}
  - {id: B, scores: {Q: 6}, prices: {L1: 90}}
"""


def read(tmp_path, text, reader=read_trial):
    path = tmp_path / "trial.yaml"
    path.write_text(text, encoding="utf-8")
    found = reader(path)
    return found[:2] if reader is read_trial else found


def test_a_sound_trial_is_read(tmp_path):
    trial, findings = read(tmp_path, HEAD + BIDS)
    assert findings == []
    assert [bid.id for bid in trial.bids] == ["A", "B"]


@pytest.mark.parametrize(
    ("was", "put", "code", "line", "fact"),
    [
        ("scores: {Q: 6}", "scores: {QQ: 6}", "CDC211", 8, ("id", "QQ")),
        ("prices: {L1: 90}", "prices: {L2: 90}", "CDC211", 8, ("id", "L2")),
        ("{id: B,", "{id: A,", "CDC210", 8, ("id", "A")),
        ("scores: {Q: 6}", "scores: {Q: 11}", "CDC503", 8, ("maximum", 10)),
        ("scores: {Q: 6}", "scores: {Q: -1}", "CDC503", 8, ("maximum", 10)),
        ("kind: one_off}", "kind: one_off, currency: USD}", "CDC211", 5, ("id", "USD")),
    ],
)
def test_a_mistake_in_a_trial_has_its_place(tmp_path, was, put, code, line, fact):
    text = HEAD + BIDS
    assert text.count(was) == 1
    trial, findings = read(tmp_path, text.replace(was, put))
    assert trial is None
    (found,) = findings
    assert (found.code, found.place.line) == (code, line)
    assert found.facts[fact[0]] == fact[1]


def test_a_name_that_is_nearly_right_is_guessed(tmp_path):
    text = (HEAD + BIDS).replace("L1", "LICENCE").replace("prices: {LICENCE: 90}", "prices: {LICENSE: 90}")
    _, (found,) = read(tmp_path, text)
    assert found.facts["guess"] == "LICENCE"


def test_a_score_between_two_levels_is_refused_where_levels_were_declared(tmp_path):
    text = "evaluation: {score_step: 0.5}\n" + HEAD + BIDS.replace("Q: 6}", "Q: 6.25}")
    trial, findings = read(tmp_path, text)
    assert trial is None
    assert [found.code for found in findings] == ["CDC516"]


TALK = """criteria: [Functions, Price, Support]
judgements:
  - {more: Functions, less: Price, times: 3}
shared:
  - {Functions: 50, Price: 30, Support: 20}
"""


def test_a_sound_talk_about_weights_is_read(tmp_path):
    talk, findings, place = read(tmp_path, TALK, read_weight_talk)
    assert findings == []
    assert len(talk.judgements) == 1
    assert place.line == 2


@pytest.mark.parametrize(("was", "put", "line"), [("less: Price", "less: Prize", 3), ("Support: 20", "Suport: 20", 5)])
def test_a_criterion_that_was_not_named_has_its_place(tmp_path, was, put, line):
    talk, findings, _ = read(tmp_path, TALK.replace(was, put), read_weight_talk)
    assert talk is None
    assert [(found.code, found.place.line) for found in findings] == [("CDC502", line)]


def test_a_bound_is_written_as_a_number(tmp_path):
    shape = "{type: table, rows: [{at: 1e40, share: 1}]}"
    text = f"criteria: [{{id: P, name: p, weight: 100, kind: price, formula: {shape}}}]\nbids: [{{id: A, price: 1}}]\n"
    (tmp_path / "t.yaml").write_text(text, encoding="utf-8")
    _, findings, _ = read_trial(tmp_path / "t.yaml")
    assert [(finding.code, finding.facts["bound"]) for finding in findings] == [("CDC205", "≤ 1000000000000000")]
