"""Every command in every phase: it is done, or it says what comes next and leaves nothing behind."""

import os

import pytest

from cdc import api
from cdc.errors import RefusedError
from tests import small_tender as small
from tests import stops

PHASES = {
    "draft": ("publish", 0, -31, "publish"),
    "published": ("receive", 0, -3, "wait"),
    "closed": ("open", 0, 3, "open_technical"),
    "technical_opened": ("open", 2, 4, "decide_quality"),
    "quality_decided": ("open prices", 0, 6, "open_price"),
    "price_opened": ("open prices", 2, 6, "decide"),
    "decided": ("award", 0, 8, "award"),
    "awarded": ("award", 2, 9, "none"),
    "cancelled": ("award", 0, 8, "none"),
}
"""By phase: the step of the way before which (0) or after which (2) the folder is in it, the day, what comes next."""
QUESTION = {"text": "How big?", "by": "Acme", "date": "2027-01-02"}


def amended(project, hand):
    path = project.root / "tender.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("prints.", "prints twice."), encoding="utf-8")
    return api.amend(small.load(project.root), "a slip", extend=True, hand=hand)


def asked(project, hand):
    try:
        api.ask_vendor(project, "acme", ["Why?"], until="2027-03-01T12:00:00+01:00", hand=hand)
    except RefusedError as refused:
        return refused
    return None


COMMANDS = {
    "amend": (amended, "published"),
    "question": (lambda p, hand: api.add_question(p, QUESTION, hand=hand), "draft published closed"),
    "withdraw": (
        lambda p, hand: api.withdraw(p, "acme", reason="no staff", hand=hand),
        "closed technical_opened quality_decided price_opened",
    ),
    "close": (lambda p, hand: api.close(p, reason="early", hand=hand), "published"),
    "open": (lambda p, hand: api.open_envelopes(p, hand=hand), "closed quality_decided"),
    "enter": (lambda p, hand: api.enter(p, hand=hand), "draft technical_opened"),
    "clarify": (asked, "technical_opened quality_decided price_opened"),
    "decide": (lambda p, hand: api.decide(p, hand=hand), "technical_opened price_opened"),
    "cancel": (
        lambda p, hand: api.cancel(p, reason="no money", hand=hand),
        "published closed technical_opened quality_decided price_opened decided",
    ),
}
"""By command: how it is called, and the phases in which it may come."""
NOBODY_YET = {
    ("withdraw", "draft"),
    ("withdraw", "published"),
    ("clarify", "draft"),
    ("clarify", "published"),
    ("amend", "draft"),
}
"""Commands about a bid where there is none, and about a publication where there is none: each names that."""


@pytest.mark.parametrize("phase", PHASES)
def test_a_command_is_done_in_its_phases_and_else_names_the_step_that_comes(chain, phase, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    step, at, day, following = PHASES[phase]
    held = chain[1][step][at]
    wrong = []
    for command, (call, phases) in COMMANDS.items():
        if (command, phase) in NOBODY_YET:
            continue
        root = stops.turn_into(tmp_path / "p", held)
        if phase == "technical_opened":
            small.scores(small.load(root), acme=3, bolt=4)
        if phase == "cancelled":
            assert api.cancel(small.load(root), reason="no money", hand=small.hand(day)).is_done
        status = api.status(small.load(root), hand=small.hand(day))
        assert (status.phase, status.step) == (phase, following)
        head = api.log(small.load(root)).head
        done = call(small.load(root), small.hand(day))
        findings = [finding for finding in (done.findings if done else ()) if finding.severity == "error"]
        codes = [finding.code for finding in findings]
        if (codes == []) != (phase in phases.split()):
            wrong.append((command, codes))
        elif codes and (codes[0] != "CDC531" or str(findings[0].facts["step"]) != f"what.step_{following}"):
            wrong.append((command, findings[0]))
        elif codes and api.log(small.load(root)).head != head:
            wrong.append((command, "left a line"))
    assert wrong == []


def test_what_comes_too_late_is_kept_and_not_taken_in_whatever_the_phase(chain, tmp_path):
    files, way = chain
    for phase, (step, at, day, _) in PHASES.items():
        if phase in ("draft", "published", "cancelled"):
            continue
        root = stops.turn_into(tmp_path / "p", way[step][at])
        taken = api.receive(small.load(root), "acme", [files["acme"]["price"]], hand=small.hand(day))
        assert taken.bid is None, phase
        assert {"CDC531", "CDC536"} & {finding.code for finding in taken.findings}, phase
        assert api.log(small.load(root)).entries[-1].act == "refuse", phase
