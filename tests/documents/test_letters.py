"""What a letter about the result must say, and what it must never say."""

import datetime as dt
import re

import pytest

from cdc.model.law import Period
from cdc.words import LANGUAGES, words
from tests.documents.lettered import letters, post

WAITING = {
    "waiting": Period(days=32, source="art. 18"),
    "last": dt.date(2027, 4, 5),
    "first": dt.date(2027, 4, 6),
}


@pytest.fixture(scope="module")
def english():
    return letters()


def test_there_is_a_letter_to_every_vendor(english):
    assert sorted(english) == ["acme", "bolt", "zulu"]


@pytest.mark.parametrize("vendor", ["acme", "bolt", "zulu"])
def test_every_letter_has_sender_place_date_subject_remedies_contact_and_signature(english, vendor):
    text = english[vendor]
    assert "Town<br>1 rue Haute, 69001 Lyon" in text
    assert "Lyon, 3 March 2027" in text
    assert re.search(r"\*\*Subject: Maps – ", text)
    assert "Reference M-1" in text
    assert "Requests are examined by: Court of Lyon, 2 rue Basse, Lyon." in text
    assert "go to: ask@town.example. Answers are given within 7 days." in text
    assert re.search(r"- Ada Roux · mayor, for Town: (?:\\_)+", text)


def test_the_addressee_is_who_the_bid_and_the_list_name(english):
    assert "By hand<br>bids@bolt.example" in english["bolt"]
    assert "Bolt<br>For the attention of Sales<br>3 Main Street<br>York" in english["bolt"]
    assert "which we received on 21 January 2027" in english["bolt"]


def test_an_unsuccessful_bidder_reads_rank_reasons_and_the_advantages_of_the_winner(english):
    text = english["bolt"]
    assert "It is ranked 2 of 2 (69.50 points of 100) and was not chosen." in text
    assert "By decision of 1 March 2027 the contract is awarded to Acme S.r.l. Result of its bid: 90.00" in text
    assert "| Ease | 30.00 | 12.00 | 24.00 | “Poor”: “seen at Bolt” |" in text
    assert "Answers below the full mark: “No” 1; requirements in all: 2." in text
    assert "Your price, €80.00, is the lowest" in text
    assert "The bid of Acme S.r.l. scored more in: Functions (50.00 against 37.50), Ease (24.00 against 12.00)." in text
    assert "Your bid scored more in: Price (20.00 against 16.00)." in text


def test_a_requirement_is_named_with_its_words_and_the_answer(english):
    said = "The documents require: “The system shall print”. Your answer: “No”."
    assert f"**F-2 Print** (−12.50). {said}" in english["bolt"]


def test_who_is_excluded_reads_the_requirement_the_least_answer_its_own_and_where_it_stands(english):
    text = english["zulu"]
    assert "it has been rejected; it takes no part in the ranking" in text
    assert "Mandatory requirement: **F-1 Draw**: “The system shall draw”" in text
    assert "Least accepted answer: “Development”" in text
    assert "Your answer: **“No”** – bid.xlsx › Requirements!G3" in text
    assert "the answer “Development” would have been enough" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_points_and_no_price_of_an_excluded_bid_stand_in_any_letter(language):
    found = letters(language)
    assert len(found) == 3
    assert [name for name, text in found.items() if re.search(r"7\D?777", text)] == []
    assert not re.search(r"\d[.,]\d\d", found["zulu"])
    assert "Acme" not in found["zulu"]
    assert "Zulu" not in found["bolt"] + found["acme"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_names_an_evaluator_or_a_version_or_holds_statistics(language):
    texts = letters(language).values()
    assert [text for text in texts if re.search(r"Eve Stone|1\.2|α|Kendall|\{", text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_id_in_a_letter_is_followed_by_its_words(language):
    found = {id_: text for text in letters(language).values() for id_ in re.findall(r"\b(?:F-\d|PL)\b[^\n]{0,9}", text)}
    assert found
    assert [id_ for id_ in found if not re.match(r"F-\d (?:Draw|Print)", id_)] == []


def test_the_end_of_the_standstill_is_a_day_and_the_first_day_to_sign_is_named():
    found = letters(sent=post(**WAITING))
    said = "32 days have passed since this letter was sent (art. 18)."
    assert [name for name, text in found.items() if said not in text] == []
    assert all(
        "ends on 5 April 2027 at midnight; the contract can be signed from 6 April 2027." in t for t in found.values()
    )
    assert "**6 April 2027** first day on which the contract can be signed" in found["acme"]


def test_the_winner_reads_what_it_promised_and_that_this_is_no_contract(english):
    text = english["acme"]
    assert "By decision of 1 March 2027 your bid is chosen: it is ranked first of 2." in text
    assert "**90.00** points of 100" in text
    assert "**22 April 2027** last day on which your bid binds you" in text
    assert "This letter is not yet the contract." in text


@pytest.mark.parametrize(
    ("calendar", "article", "way"),
    [
        ("it", "Article 90(1)(c)", "The decision can be challenged before Court of Lyon"),
        ("fr", "Articles R. 2181-1 and R. 2181-3", "référé précontractuel"),
        ("eu", "Article 55(2)(b) and (c)", "Directive 89/665/EEC"),
        ("ru-44fz", "Federal Law 44-FZ", "Article 105"),
        ("ru-223fz", "Federal Law 223-FZ", "Article 3 of Law 223-FZ"),
    ],
)
def test_the_law_of_the_tender_gives_the_article_and_the_remedy(calendar, article, way):
    found = letters(sent=post(calendar))
    assert article in found["bolt"]
    assert [name for name, text in found.items() if way not in text] == []
    assert ("Acme" in found["zulu"]) == (calendar == "fr"), "only French law tells the excluded who won"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_authors_own_words_on_remedies_come_before_the_laws(language):
    own = {"remedies": "Ask the elder."}
    assert all("Ask the elder." in text for text in letters(language, post("it"), notices=own).values())
    assert not any("c.p.a" in text or "90" in text.split("Ask")[1] for text in letters(language, notices=own).values())


def test_a_draft_has_no_date_and_names_no_decision():
    found = letters(sent=post(issued=None, decided=None))
    assert all("Lyon, \\_" in text for text in found.values())
    assert not any("March 2027" in text for text in found.values())
    assert "The contract is awarded to Acme S.r.l. Result" in found["bolt"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_month_stands_in_words(language):
    month = words(language).date_in_letters(dt.date(2027, 3, 3))
    assert all(month in text for text in letters(language).values())
    assert not any(re.search(r"\b\d\d\.\d\d\.20|20\d\d-\d\d", text) for text in letters(language).values())
