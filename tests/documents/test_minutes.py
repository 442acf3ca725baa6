"""The minutes of the board: all that was done, in its order; no statistics, and no points or price of an excluded bid."""

import datetime as dt
import re

import pytest

from cdc.documents.award.figures import Figures
from cdc.documents.award.letters import minutes
from cdc.documents.award.letters.proceedings import Aside, Came, Opening, Proceedings
from cdc.model.clarification import Clarification
from cdc.render.markdown import render
from cdc.words import LANGUAGES
from tests.documents.lettered import ranked, specification

ZONE = dt.timezone(dt.timedelta(hours=1))
REQUEST = {
    "vendor": "bolt",
    "number": 1,
    "points": ["How is F-2 done?"],
    "asked_on": "2027-02-08",
    "until": "2027-02-12T12:00:00+01:00",
    "reply": "With a driver",
    "replied_on": "2027-02-11",
    "decision": "accepted",
    "reason": "clear",
}


def at(day, hour, month=1):
    return dt.datetime(2027, month, day, hour, tzinfo=ZONE)


def done(**facts):
    came = (Came("Bolt", at(20, 9)), Came("Acme S.r.l.", at(21, 10)))
    whole = {
        "openings": (Opening("all", at(22, 14), "Eve Stone", came),),
        "aside": (Aside("Late Ltd", at(22, 13), "report.aside_late"),),
        "requests": (Clarification.model_validate(REQUEST),),
        "decided": at(1, 11, 3),
    }
    return Proceedings(**{**whole, **facts})


def told(language="en", proceedings=None, **tender):
    spec = specification(**tender)
    return render(minutes.compose(Figures(spec, ranked(spec), language), proceedings or done()))


@pytest.fixture(scope="module")
def english():
    return told(notices={"meeting_place": "Town hall"})


def test_date_place_and_those_present_stand_first(english):
    assert "- Date and place: 1 March 2027, 11:00 (UTC+01:00), Town hall" in english
    assert "- Present: Eve Stone" in english
    assert "- Conflicts of interest: Eve Stone: no conflict declared" in english


def test_the_chapters_follow_what_was_done(english):
    heads = re.findall(r"^## (\d) (.*)$", english, re.MULTILINE)
    assert [head for _, head in heads] == [
        "Receipt and opening of bids",
        "Admission and exclusions",
        "Requests to bidders and replies",
        "Corrections and verified answers",
        "Individual scores and discussion",
        "Final scores and ranking",
        "Equal bids and draw",
        "Decision",
    ]
    assert [number for number, _ in heads] == [str(number) for number in range(1, 9)]


def test_openings_and_what_was_not_opened_are_told(english):
    assert "The bids were opened on 22 January 2027, 14:00 (UTC+01:00) by Eve Stone." in english
    assert "| Bolt | 20 January 2027, 09:00 (UTC+01:00) |" in english
    assert "Late Ltd, 22 January 2027, 13:00 (UTC+01:00), late" in english


def test_an_exclusion_has_its_reason_in_words(english):
    assert "**Excluded – Zulu** – The requirement F-1 “The system shall draw” is mandatory;" in english
    assert "Admitted: Acme S.r.l., Bolt." in english


def test_a_request_stands_with_reply_and_outcome(english):
    said = "Request for clarification No. 1: How is F-2 done? | 8 February 2027 | 11 February 2027: With a driver"
    assert f"| Bolt | {said} | accepted: clear |" in english
    assert "No request was sent." in told(proceedings=done(requests=()))


def test_individual_and_agreed_scores_stand_side_by_side(english):
    assert "| Ease | Acme S.r.l. | 4 | **4.00** |" in english
    assert "| Ease | Bolt | 2 | **2.00** |" in english


def test_the_decision_says_who_why_and_for_how_much(english):
    said = "The board proposes to award the contract to Acme S.r.l. Price: €100.00."
    assert f"> {said} It scored more than Bolt in: Functions, Ease." in english
    assert "No bids are equal" in english


def test_without_a_decision_nothing_is_proposed():
    text = told(proceedings=Proceedings())
    assert "Nothing is decided yet." in text
    assert "proposes" not in text
    assert "opened" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_signed_holds_no_statistics_and_nothing_of_an_excluded_bid_but_its_reason(language):
    text = told(language)
    assert not re.search(r"7\D?777|Kendall|α|\bW\b|seed|graine|\{", text)
    assert "Zulu" in text
    assert [line for line in text.splitlines() if "Zulu" in line and re.search(r"\d[.,]\d\d", line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_on_the_board_has_room_to_sign(language):
    assert re.search(r"^- Eve Stone: (?:\\_)+$", told(language), re.MULTILINE)
