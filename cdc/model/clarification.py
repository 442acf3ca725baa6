"""A request to one vendor about its bid: what is to be made clear until when, its reply, and what was decided."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cdc.model.base import Count, Day, Id, Line, Model, Moment
from cdc.model.declare import told

Decision = Literal["accepted", "rejected"]


class Clarification(Model):
    """One request: a clarification, or the explanation of an abnormally low bid."""

    vendor: Id = told("Folder name of the vendor.")
    number: Annotated[Count, Field(ge=1)] = told("Number of the request to this vendor, from 1.")
    kind: Literal["clarification", "abnormally_low"] = told("What is asked for.", "clarification")
    points: Annotated[tuple[Line, ...], Field(min_length=1)] = told("What is to be made clear, point by point.")
    asked_on: Day = told("When it was asked.")
    until: Moment = told("Last moment for the reply, with time zone.")
    reply: Line | None = told("What the vendor replied, or where its reply stands.", None)
    replied_on: Day | None = told("When the reply came.", None)
    decision: Decision | None = told("accepted: the bid stays in; rejected: it is out.", None)
    reason: Line | None = told("Why it was decided so.", None)
    decided_by: Line | None = told("Who decided.", None)
    decided_on: Day | None = told("When it was decided.", None)


class OneClarification(Model):
    """The file of one request."""

    clarification: Clarification = told("The request.")
