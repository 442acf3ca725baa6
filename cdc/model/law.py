"""The minimum periods of a law, procedure by procedure, as data."""

from __future__ import annotations

from typing import Literal

from cdc.model.base import Count, Language, Line, Model
from cdc.model.declare import told

Named = Literal["bids", "answers", "amended", "standstill"]
"""The periods of a procedure."""


class Period(Model):
    """So many days at least; the day of the event that starts it is not counted."""

    days: Count = told("Number of days.")
    counted: Literal["calendar", "working"] = told("Which days count: all of them, or working days only.", "calendar")
    source: Line = told("Article that says so.")


class Shorter(Model):
    """A reason for which a period may be shorter."""

    reason: Line = told("Name by which tender.law.shorter refers to it: electronic, urgency, prior_notice.")
    bids: Period | None = told("From publication to the deadline for bids.", None)
    answers: Period | None = told("From the last answers to the deadline for bids.", None)
    standstill: Period | None = told("From the news of the decision to the signature.", None)


class LawfulProcedure(Model):
    """One kind of procedure and its periods; a period that is not given has no minimum."""

    bids: Period | None = told("From publication, or from the invitation, to the deadline for bids.", None)
    answers: Period | None = told("From the last answers to questions to the deadline for bids.", None)
    amended: Period | None = told("From an amendment to the deadline for bids.", None)
    standstill: Period | None = told("From the news of the decision to the signature of the contract.", None)
    shorter: tuple[Shorter, ...] = told("Reasons for shorter periods.", ())

    def period(self, name: Named, reasons: tuple[str, ...]) -> Period | None:
        """Give a period, the shortest of those for which there is a reason."""
        own: Period | None = getattr(self, name)
        known = [getattr(item, name, None) for item in self.shorter if item.reason in reasons]
        return min([own, *(found for found in known if found)], key=lambda found: found.days) if own else None


class LawLetters(Model):
    """What a law wants said in letters about the result; each text in every language."""

    award: dict[Language, Line] = told("Article on which the letter of award rests.")
    unsuccessful: dict[Language, Line] = told("Article on the letter to a bidder who was ranked but not chosen.")
    excluded: dict[Language, Line] = told("Article on the letter to a bidder who was excluded.")
    remedies: dict[Language, Line] = told("How, where ({body}) and until when the decision can be contested.")
    body: dict[Language, Line] = told("The review body, where the tender names none.")
    no_contract: dict[Language, Line] = told("What the award is not yet: the contract.", {})
    answer_days: Count | None = told("Days within which a written request is answered.", None)
    tells_winner_to_all: bool = told("Who was excluded learns the winner's name too.", False)


class LawCalendar(Model):
    """The periods of a law: `templates/calendars/<name>.yaml`, or `calendars/<name>.yaml` of the project."""

    title: dict[Language, Line] = told("Name, in every language.")
    source: Line = told("Where the periods were read.")
    checked_on: Line = told("When they were compared with their source.")
    status: Literal["checked", "experimental"] = told("experimental: some part could not be compared with its source.")
    doubt: dict[Language, Line] = told("What could not be confirmed.", {})
    country: Line | None = told("ISO 3166 code of the country whose public holidays are no working days.", None)
    ends_on_working_day: bool = told("A period that ends on no working day ends on the next one.", False)
    whole_days: bool = told("The last day of the period for bids must be over: they are due the day after.", False)
    procedures: dict[Line, LawfulProcedure] = told("Procedures by name: open, restricted…")
    letters: LawLetters | None = told("What letters about the result must say.", None)
