"""Hold the dates of a tender against the minimum periods of its law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cdc.model.law import LawCalendar, LawfulProcedure, Named, Period
from cdc.model.tender import Tender

Where = tuple[str | int, ...]
Wrong = Iterator[tuple[str, Where, Mapping[str, object]]]
IsWorkingDay = Callable[[dt.date], bool]
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods that hold for one tender, and which days are working days there."""

    tender: Tender
    calendar: LawCalendar
    procedure: LawfulProcedure

    def planned(self) -> Wrong:
        """Name dates of the tender that are too near each other, whenever it is published."""
        tender = self.tender
        answers = self._of("answers")
        if answers and tender.answers_at and tender.deadline:
            at = tender.answers_at.astimezone(tender.deadline.tzinfo).date()
            latest = self._before(tender.deadline.date(), answers)
            if at > latest:
                yield "CDC594", ("tender", "answers_at"), _facts(answers, latest)
        standstill = self._of("standstill")
        if standstill and tender.decision_on and tender.signature_on:
            last = self.last_day(tender.decision_on, standstill)
            if tender.signature_on <= last:
                yield "CDC595", ("tender", "signature_on"), _facts(standstill, last + DAY)

    def from_today(self, now: dt.datetime, *, amended: bool = False) -> Wrong:
        """Name a deadline too near to a publication, or to an amendment, of now."""
        period, deadline = self._of("amended" if amended else "bids"), self.tender.deadline
        if period is None or deadline is None:
            return
        first = self.last_day(now.astimezone(deadline.tzinfo).date(), period) + self.calendar.whole_days * DAY
        if deadline.date() < first:
            yield "CDC593", ("tender", "deadline"), _facts(period, first)

    def waiting(self) -> Period | None:
        """Give the time between the news of the decision and the signature."""
        return self._of("standstill")

    def _of(self, name: Named) -> Period | None:
        law = self.tender.law
        assert law is not None
        return self.procedure.period(name, law.shorter)

    def last_day(self, start: dt.date, period: Period) -> dt.date:
        """Give the last day of a period that an event starts: that day itself is not counted."""
        is_working = self._working()
        if period.counted == "working":
            return _stepped(start, period.days, DAY, is_working)
        last = start + period.days * DAY
        while self.calendar.ends_on_working_day and period.days and not is_working(last):
            last += DAY
        return last

    def _before(self, end: dt.date, period: Period) -> dt.date:
        """Give the last day on which an event is still the whole period before another."""
        if period.counted == "working":
            return _stepped(end, period.days, -DAY, self._working())
        return end - period.days * DAY

    def _working(self) -> IsWorkingDay:
        law = self.tender.law
        assert law is not None
        return working_days(law.country or self.calendar.country)


def working_days(country: str | None) -> IsWorkingDay:
    """Tell working days of a country by its public holidays; of no country, Saturdays and Sundays are off."""
    if country is None:
        return lambda day: day.weekday() < 5
    import holidays

    known = holidays.country_holidays(country)
    return lambda day: bool(known.is_working_day(day))


def is_country(code: str) -> bool:
    """Tell whether the public holidays of a country are known."""
    import holidays

    return code in holidays.list_supported_countries()


def _stepped(start: dt.date, days: int, step: dt.timedelta, is_working: IsWorkingDay) -> dt.date:
    at = start
    while days:
        at += step
        days -= is_working(at)
    return at


def _facts(period: Period, day: dt.date) -> dict[str, object]:
    return {"days": period.days, "source": period.source, "date": day.isoformat()}
