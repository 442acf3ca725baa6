"""The minimum periods of a law: counted as the law counts, held against the dates of a tender."""

import datetime as dt

import pytest

from cdc import api
from cdc.api import law
from cdc.model.law import Period
from cdc.model.tender import Tender
from cdc.packs import calendars
from cdc.tender.calendar import Periods, working_days

ZONE = dt.timezone(dt.timedelta(hours=1))


def _periods(name, procedure="open", **keys):
    law = {"calendar": name, "procedure": procedure} | {k: keys.pop(k) for k in ("shorter", "country") if k in keys}
    tender = Tender.model_validate({"id": "T", "procedure": "Open", "law": law} | keys)
    calendar = calendars.shipped()[name]
    return Periods(tender, calendar, calendar.procedures[procedure])


def _found(rows):
    return [(code, facts["date"]) for code, _, facts in rows]


@pytest.mark.parametrize(
    ("name", "procedure", "shorter", "first"),
    [
        ("eu", "open", [], "2027-04-06"),  # 1 March + 35 days is Monday, 5 April; the day must be over
        ("eu", "open", ["electronic"], "2027-04-01"),
        ("eu", "open", ["electronic", "urgency"], "2027-03-17"),
        ("fr", "open", ["electronic"], "2027-04-01"),
        ("it", "open", [], "2027-03-31"),  # thirty days, the last of which may be the deadline
        ("it", "restricted", ["urgency"], "2027-03-11"),
        ("ru-44fz", "competition", [], "2027-03-17"),
        ("ru-44fz", "quotations", [], "2027-03-06"),  # four working days to Friday, 5 March
    ],
)
def test_a_deadline_before_the_first_lawful_day_is_named(name, procedure, shorter, first):
    for days, expected in ((-1, [("CDC593", first)]), (0, [])):
        deadline = dt.datetime.combine(dt.date.fromisoformat(first), dt.time(12), ZONE) + dt.timedelta(days=days)
        periods = _periods(name, procedure, shorter=shorter, deadline=deadline.isoformat())
        assert _found(periods.from_today(dt.datetime(2027, 3, 1, 9, tzinfo=ZONE))) == expected, name


def test_the_day_of_publication_is_that_of_the_deadline_s_zone():
    periods = _periods("it", deadline="2027-03-31T12:00:00+01:00")
    assert _found(periods.from_today(dt.datetime(2027, 3, 1, 22, 59, tzinfo=dt.UTC))) == []
    assert _found(periods.from_today(dt.datetime(2027, 3, 1, 23, 1, tzinfo=dt.UTC))) == [("CDC593", "2027-04-01")]


def test_a_period_that_ends_on_a_holiday_ends_on_the_next_working_day():
    french = _periods("fr")
    assert working_days("FR")(dt.date(2027, 5, 6)) is False, "Ascension Day"
    assert french.last_day(dt.date(2027, 4, 6), Period(days=30, source="x")) == dt.date(2027, 5, 7)
    assert _periods("ru-44fz", "auction").last_day(dt.date(2027, 2, 8), Period(days=15, source="x")).day == 23


def test_working_days_leave_out_weekends_and_the_holidays_of_the_country():
    period = Period(days=3, counted="working", source="x")
    assert _periods("eu").last_day(dt.date(2027, 1, 4), period) == dt.date(2027, 1, 7)
    assert _periods("eu", country="IT").last_day(dt.date(2027, 1, 4), period) == dt.date(2027, 1, 8), "Epiphany"


def test_answers_must_leave_time_before_the_deadline():
    dates = {"deadline": "2027-03-20T12:00:00+01:00", "answers_at": "2027-03-14T23:30:00+01:00"}
    assert _found(_periods("eu", **dates).planned()) == []
    late = dates | {"answers_at": "2027-03-15T00:30:00+01:00"}
    assert _found(_periods("eu", **late).planned()) == [("CDC594", "2027-03-14")]
    assert _found(_periods("eu", shorter=["urgency"], **late).planned()) == []


def test_the_contract_is_signed_after_the_standstill():
    dates = {"decision_on": "2027-03-01"}
    assert _found(_periods("it", signature_on="2027-04-02", **dates).planned()) == [("CDC595", "2027-04-03")]
    assert _found(_periods("it", signature_on="2027-04-03", **dates).planned()) == []
    sent = ["news_sent_electronically"]
    assert _periods("eu").waiting().days == 15
    assert _periods("eu", shorter=sent).waiting().days == 10
    assert _periods("fr", shorter=sent).waiting().days == 11


def test_no_law_no_complaint():
    soon = _periods("private", deadline="2027-03-01T10:00:00+01:00")
    assert _found(soon.from_today(dt.datetime(2027, 3, 1, 9, tzinfo=ZONE))) == []


def test_every_period_names_its_article():
    known = calendars.shipped()
    assert set(known) == {"eu", "fr", "it", "private", "ru-223fz", "ru-44fz"}
    for name, calendar in known.items():
        assert calendar.status == "checked" or calendar.doubt, name
        for procedure in calendar.procedures.values():
            periods = [procedure.bids, procedure.answers, procedure.standstill, *(s.bids for s in procedure.shorter)]
            assert all(period.source for period in periods if period), name


@pytest.fixture
def named(project):
    def write(text, own=""):
        path = project / "tender.yaml"
        content = path.read_text(encoding="utf-8")
        path.write_text(content.replace("tender:\n", f"tender:\n  {text}\n", 1), encoding="utf-8")
        if own:
            (project / "calendars").mkdir()
            (project / "calendars" / "house.yaml").write_text(own, encoding="utf-8")
        return api.load(project)[0]

    return write


OWN = """title: {en: House}
source: Purchasing rules of 2026
checked_on: "2026-11-25"
status: checked
procedures: {open: {bids: {days: 10, counted: working, source: § 4}, standstill: {days: 1, source: § 9}}}
"""


def test_a_calendar_of_the_project_counts(named):
    loaded = named("law: {calendar: house, procedure: open}", OWN)
    root, tender = loaded.root, loaded.specification.tender
    for day, expected in ((10, []), (11, [("CDC593", "2027-01-25")])):
        assert _found(law.too_soon(root, tender, dt.datetime(2027, 1, day, tzinfo=dt.UTC), amended=False)) == expected
    assert law.periods_of(root, tender).waiting().source == "§ 9"


def test_what_no_calendar_knows_is_named_with_what_is_known(project):
    path = project / "tender.yaml"
    law_of = "law: {calendar: it, procedure: restrcted}"
    path.write_text(
        path.read_text(encoding="utf-8").replace("tender:\n", f"tender:\n  {law_of}\n", 1), encoding="utf-8"
    )
    found = [finding for finding in api.check(project).findings if finding.code == "CDC592"]
    assert [(finding.facts["name"], finding.facts["guess"]) for finding in found] == [("restrcted", "restricted")]
