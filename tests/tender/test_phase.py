"""Doors of a procedure: each act in its phase, and no other."""

import datetime as dt
from typing import get_args

import pytest

from cdc.tender import phase
from cdc.tender.journal import Act, Entry

DEADLINE = dt.datetime(2027, 1, 15, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def _entries(*acts: str) -> list[Entry]:
    return [
        Entry(act.partition(" ")[0], "2027-01-01T00:00:00Z", "Ada", {"what": act.partition(" ")[2]}) for act in acts
    ]


TWO = [
    ("", "draft"),
    ("publish", "published"),
    ("close", "closed"),
    ("open technical", "technical_opened"),
    ("decide quality", "quality_decided"),
    ("open price", "price_opened"),
    ("decide award", "decided"),
    ("award", "awarded"),
]


@pytest.mark.parametrize("count", range(len(TWO)))
def test_the_phases_of_two_envelopes_follow_each_other(count):
    acts = [act for act, _ in TWO[1 : count + 1]]
    assert phase.phase(_entries(*acts), deadline=None, now=DEADLINE) == TWO[count][1]


def test_other_acts_change_no_phase():
    acts = ["publish", "question", "answer", "amend", "receive", "refuse", "withdraw", "correct", "score", "moderate"]
    assert phase.phase(_entries(*acts), deadline=DEADLINE, now=DEADLINE - SECOND) == "published"


def test_bids_close_exactly_at_the_deadline():
    published = _entries("publish")
    assert phase.phase(published, deadline=DEADLINE, now=DEADLINE - SECOND) == "published"
    assert phase.phase(published, deadline=DEADLINE, now=DEADLINE) == "closed"


def test_one_envelope_opens_all_and_is_decided_next():
    at = phase.phase(_entries("publish", "close", "open all"), deadline=None, now=DEADLINE)
    assert (at, phase.step(at, envelopes="one")) == ("price_opened", "decide")


def test_price_stays_shut_until_quality_is_decided():
    shut = phase.shut("score", "price_opened", envelopes="two")
    assert shut == phase.Shut("score", "price_opened", "decide")
    assert phase.shut("score", "price_opened", envelopes="one") is None


def test_every_act_has_a_door_and_every_phase_a_next_step():
    acts = get_args(Act)
    assert len(acts) >= 16
    for act in acts:
        phases = [at for at in get_args(phase.Phase) if phase.shut(act, at, envelopes="two") is None]
        assert phases, act
        assert "cancelled" not in phases
        assert (phase.shut(act, "awarded") is None) == (act == "award"), act
    assert set(phase.NEXT) == set(get_args(phase.Phase))


@pytest.mark.parametrize(
    ("act", "at", "step"),
    [
        ("award", "draft", "publish"),
        ("award", "price_opened", "decide"),
        ("open", "published", "wait"),
        ("receive", "technical_opened", "decide_quality"),
        ("publish", "published", "wait"),
        ("cancel", "awarded", "none"),
    ],
)
def test_an_act_out_of_order_names_the_step_that_comes(act, at, step):
    assert phase.shut(act, at, envelopes="two") == phase.Shut(act, at, step)


@pytest.mark.parametrize(
    ("act", "what", "at", "envelopes", "is_open"),
    [
        ("open", "technical", "closed", "two", True),
        ("open", "price", "closed", "two", False),
        ("open", "price", "quality_decided", "two", True),
        ("open", "all", "closed", "two", False),
        ("open", "all", "closed", "one", True),
        ("open", "technical", "closed", "one", False),
        ("decide", "quality", "technical_opened", "two", True),
        ("decide", "quality", "price_opened", "one", False),
        ("decide", "award", "technical_opened", "two", False),
        ("decide", "award", "price_opened", "two", True),
        ("decide", "again", "awarded", "two", True),
        ("decide", "again", "price_opened", "two", False),
    ],
)
def test_each_envelope_and_each_decision_has_its_own_door(act, what, at, envelopes, is_open):
    assert (phase.shut(act, at, envelopes=envelopes, what=what) is None) == is_open


def test_with_one_envelope_everything_is_opened_at_once():
    assert phase.step("closed", envelopes="one") == "open_all"
