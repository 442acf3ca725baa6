"""Two rounds of a vendor: what it changed of all that a bid holds, and nothing of how it was written."""

from decimal import Decimal

import pytest

from cdc.model import fields
from cdc.model.bid import AnswerRead, Bid, PriceRead
from cdc.tender.rounds import Change, changes
from cdc.words import LANGUAGES, words

FIRST = Bid(
    vendor="aurora",
    round=1,
    received="2027-01-21T00:00:00Z",
    tender="T",
    form="F",
    files=(),
    answers=(AnswerRead(id="F-1", answer="Y", comment="now"), AnswerRead(id="F-2", typed="perhaps")),
    prices=(PriceRead(id="P-1", amount=Decimal("100.00")), PriceRead(id="P-2")),
    statements=(AnswerRead(id="D-1", answer="yes"),),
    identity={"V-NAME": "Aurora", "V-EMAIL": ""},
)


def after(**changed):
    return changes(FIRST, FIRST.model_copy(update={"round": 2, **changed}))


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, ()),
        ({"answers": (AnswerRead(id="F-1", answer="N"),)}, (Change("answers", "F-1", "Y", "N"),)),
        (
            {"answers": (AnswerRead(id="F-2", answer="Y", typed="perhaps"),)},
            (Change("answers", "F-2", "perhaps", "Y"),),
        ),
        ({"answers": (AnswerRead(id="F-3", answer="Y"),)}, (Change("answers", "F-3", "", "Y"),)),
        ({"answers": (AnswerRead(id="F-1", answer="Y", comment="later", evidence="p. 3"),)}, ()),
        ({"prices": (PriceRead(id="P-1", amount=Decimal("90.50")),)}, (Change("prices", "P-1", "100.00", "90.50"),)),
        ({"prices": (PriceRead(id="P-1", amount=Decimal(100)),)}, ()),
        ({"prices": (PriceRead(id="P-1"),)}, (Change("prices", "P-1", "100.00", ""),)),
        ({"prices": (PriceRead(id="P-2", amount=Decimal(0)),)}, (Change("prices", "P-2", "", "0"),)),
        ({"statements": (AnswerRead(id="D-1", answer="no"),)}, (Change("statements", "D-1", "yes", "no"),)),
        ({"identity": {"V-EMAIL": "a@b.example"}}, (Change("identity", "V-EMAIL", "", "a@b.example"),)),
    ],
)
def test_a_change_is_named_with_what_stood_before(changed, found):
    assert after(**changed) == found


def test_an_id_in_two_lists_is_two_lines():
    both = after(answers=(AnswerRead(id="D-1", answer="N"),), statements=(AnswerRead(id="D-1", answer="no"),))
    assert [(change.kind, change.before) for change in both] == [("answers", ""), ("statements", "yes")]


def test_every_list_of_readings_has_its_word():
    lists = [n for n, field in fields.of(Bid).items() if field.keyed or field.model in (AnswerRead, PriceRead)]
    assert len(lists) == 4
    assert all(words(language).has(f"value.change_{name}") for name in lists for language in LANGUAGES)
