"""A request to a vendor has a number, points and a time; its reply is kept; a rejection takes the bid out, with its reason."""

import datetime as dt
import json

import pytest
from typer.testing import CliRunner

from cdc import api
from cdc.cli.app import app
from cdc.documents.procedure import request as letter
from cdc.errors import NotADateError, RefusedError, UnknownNameError
from cdc.render import markdown
from tests.grids import Grid

RUN = CliRunner()
HAND = api.Hand("Chiara", dt.datetime(2027, 2, 1, 9, tzinfo=dt.UTC))
UNTIL = "2027-02-08T12:00:00+01:00"
PAGE = """\
document: {title: A CRM, reference: R-1, version: "1.0", date: 2026-11-25, languages: [en]}
company: {name: Acme, sector: Trade}
tender: {id: T-1, procedure: open, salt: abc}
scales:
  - {id: SC, name: Cover, answers: [{id: Y, label: yes it does, points: 1}, {id: N, label: no it does not, points: 0}]}
criteria:
  - {id: CR-A, name: Functions, kind: features, weight: 60, covers: [features]}
  - {id: CR-P, name: Price, kind: price, weight: 40}
evaluation: {award_rule: weighted_sum, weights: percent}
features: [{id: F-1, title: Print, statement: It shall print.}]
price_lines: [{id: PL-1, name: Licences, quantity: 10}]
"""


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    """Two bids, of which one leaves a feature unanswered."""
    folder = tmp_path_factory.mktemp("clarify")
    (folder / "all.yaml").write_text(PAGE, encoding="utf-8")
    (blank,) = api.grid_workbooks(load(folder), ("en",)).values()
    for vendor, price in (("ada", 10), ("bea", 20)):
        grid = Grid(blank)
        grid.cell("vendor", "V-NAME", "answer").value = vendor.title()
        grid.cell("prices", "PL-1", "unit_price").value = price
        if vendor == "bea":
            grid.cell("requirements", "F-1", "answer").value = "Y · yes it does"
        (folder / f"{vendor}.xlsx").write_bytes(grid.bytes())
        assert api.receive(load(folder), vendor, [folder / f"{vendor}.xlsx"], hand=HAND).bid is not None
    return folder


@pytest.fixture
def folder(answered, tmp_path):
    import shutil

    shutil.copytree(answered, tmp_path / "project")
    return tmp_path / "project"


def load(folder):
    loaded, findings = api.load(folder)
    assert loaded is not None, findings
    return loaded


def codes(scored):
    return [(f.code, f.facts.get("vendor")) for f in scored.findings if f.code.startswith("CDC58")]


def test_its_points_can_come_from_what_the_workbook_leaves_unclear(folder):
    points = api.points_of(load(folder), "ada", "en")
    assert any("F-1" in point for point in points)
    assert all(point.startswith("ada.xlsx:") for point in points)
    request = api.ask_vendor(load(folder), "ada", points, until=UNTIL, hand=HAND)
    assert (request.number, request.asked_on) == (1, dt.date(2027, 2, 1))
    again = api.ask_vendor(load(folder), "ada", ["And why so cheap?"], until=UNTIL, is_low=True, hand=HAND)
    assert (again.number, again.kind) == (2, "abnormally_low")
    with pytest.raises(UnknownNameError):
        api.ask_vendor(load(folder), "nobody", ["?"], until=UNTIL, hand=HAND)
    with pytest.raises(NotADateError):
        api.ask_vendor(load(folder), "ada", ["?"], until="2027-02-08T12:00", hand=HAND)  # no zone


def test_a_request_is_open_until_it_is_decided(folder):
    api.ask_vendor(load(folder), "ada", ["Why so cheap?"], until=UNTIL, is_low=True, hand=HAND)
    assert codes(api.score(load(folder))) == [("CDC581", "ada")]
    api.keep_reply(load(folder), "ada", 1, "Letter of 5 February", on="2027-02-05", hand=HAND)
    scored = api.score(load(folder))
    assert codes(scored) == [("CDC581", "ada")]
    request = api.decide_request(load(folder), "ada", 1, "accepted", "Costs are shown", hand=HAND)
    assert (request.reply, request.decided_by, request.replied_on) == (
        "Letter of 5 February", "Chiara", dt.date(2027, 2, 5),
    )  # fmt: skip
    scored = api.score(load(folder))
    assert codes(scored) == []
    assert {bid.vendor for bid in scored.ranking.bids} == {"ada", "bea"}


def test_a_low_price_that_was_explained_is_a_warning_no_more(folder):
    page = (folder / "all.yaml").read_text(encoding="utf-8")
    low = "low_bids: [{type: double_mean, high: 50, low: 10}]"
    (folder / "all.yaml").write_text(page.replace("weights: percent}", f"weights: percent, {low}}}"), encoding="utf-8")

    def warned():
        return [f.facts["vendor"] for f in api.score(load(folder)).findings if f.code == "CDC520"]

    assert warned() == ["ada"]
    for kind in (False, True):
        assert warned() == ["ada"], "another request explains no price"
        request = api.ask_vendor(load(folder), "ada", ["Why?"], until=UNTIL, is_low=kind, hand=HAND)
        api.decide_request(load(folder), "ada", request.number, "accepted", "Costs are shown", hand=HAND)
    assert warned() == []
    assert [flag.vendors for flag in api.score(load(folder)).ranking.flags] == [("ada",)], "the report tells it still"


def test_nobody_is_rejected_while_it_can_still_reply(folder):
    api.ask_vendor(load(folder), "ada", ["Why so cheap?"], until=UNTIL, is_low=True, hand=HAND)
    with pytest.raises(RefusedError) as refused:
        api.decide_request(load(folder), "ada", 1, "rejected", "No costs", hand=HAND)
    assert [finding.code for finding in refused.value.findings] == ["CDC946"]
    assert api.score(load(folder)).ranking.excluded == ()
    api.keep_reply(load(folder), "ada", 1, "We are cheap", hand=HAND)
    assert api.decide_request(load(folder), "ada", 1, "rejected", "No costs", hand=HAND).decision == "rejected"


def test_a_rejected_bid_is_out_with_its_reason_and_moves_no_other(folder):
    api.ask_vendor(load(folder), "ada", ["Why so cheap?"], until=UNTIL, is_low=True, hand=HAND)
    api.keep_reply(load(folder), "ada", 1, "We are cheap", hand=HAND)
    api.decide_request(load(folder), "ada", 1, "rejected", "No costs are shown", hand=HAND)
    ranking = api.score(load(folder)).ranking
    assert [bid.vendor for bid in ranking.bids] == ["bea"]
    assert ranking.bids[0].high == 100  # nobody who is out sets the reference price
    (out,) = ranking.excluded
    assert (out.vendor, [reason.key for reason in out.reasons][:1]) == ("ada", ["reason_rejected"])
    assert out.reasons[0].facts == {"number": 1, "reason": "No costs are shown"}


def test_a_decision_written_by_hand_without_reason_is_an_error(folder):
    request = api.ask_vendor(load(folder), "ada", ["Why?"], until=UNTIL, hand=HAND)
    path = folder / "clarifications" / "ada-1.yaml"
    path.write_text(path.read_text() + "  decision: rejected\n", encoding="utf-8")
    assert codes(api.score(load(folder))) == [("CDC582", "ada")]
    path.rename(folder / "clarifications" / "bea-1.yaml")
    assert codes(api.score(load(folder))) == [("CDC583", None)]
    assert request.decision is None


def test_the_letter_holds_the_points_the_time_and_no_other_vendor(folder):
    request = api.ask_vendor(load(folder), "ada", ["F-1: is it there?"], until=UNTIL, hand=HAND)
    text = markdown.render(letter.compose(load(folder).specification, request, name="Ada", language="en"))
    assert "F-1: is it there?" in text
    assert "8 February 2027, 12:00 (UTC+01:00)" in text
    assert "must not change it" in text
    assert "Bea" not in text


def test_the_commands_keep_each_step_in_the_journal(folder):
    import shutil

    shutil.rmtree(folder / "bids")
    assert api.publish(load(folder), hand=HAND).findings == ()
    for vendor in ("ada", "bea"):
        assert api.receive(load(folder), vendor, [folder / f"{vendor}.xlsx"], hand=HAND).bid is not None
    with pytest.raises(RefusedError) as refused:
        api.ask_vendor(load(folder), "ada", ["Why?"], until=UNTIL, hand=HAND)
    assert [finding.code for finding in refused.value.findings] == ["CDC531"]  # nobody has opened the bids yet
    assert api.close(load(folder), reason="All are in", hand=HAND).findings == ()
    assert api.open_envelopes(load(folder), hand=HAND).findings == ()
    at = ["-p", str(folder)]
    for words, said in (
        (["ask", "ada", "Why?", "--until", UNTIL], "ada, request 1: waiting for the reply\n"),
        (["reply", "ada", "1", "Because"], "ada, request 1: answered\n"),
        (["decide", "ada", "1", "accepted", "Clear"], "ada, request 1: accepted\n"),
    ):
        done = RUN.invoke(app, ["--lang", "en", "clarify", *words, *at])
        assert (done.exit_code, done.output) == (0, said), done.output
    lines = [json.loads(line) for line in (folder / "journal.jsonl").read_text().splitlines()]
    steps = [line["facts"]["step"] for line in lines if line["act"] == "clarify"]
    assert steps == ["ask", "reply", "decide"]
