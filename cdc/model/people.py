"""Who takes part: people, departments, and how the project is led."""

from __future__ import annotations

from typing import Literal

from cdc.model.base import (
    Amount,
    Contact,
    Count,
    DepartmentRef,
    Flag,
    Item,
    Line,
    Model,
    PersonRef,
    Text,
)
from cdc.model.declare import STATED, Visibility, free, told


class Stakeholder(Item, use=free("people of the project"), by_name=True):
    """A person with a part in the project."""

    name: Line = told("Name.")
    role: Text = told("Role in the project.")
    kind: Literal["sponsor", "lead", "member", "consultant", "user", "it"] = told(
        "Sponsor is the owner or director.", "member"
    )
    organisation: Line | None = told("Company, when not ours.", None)
    department: DepartmentRef | None = told("Department.", None)
    competence: Text | None = told("Area of competence.", None)
    decision_power: Text | None = told("What the person may decide.", None)
    days: Amount | None = told("Days available for the project.", None, shown="team")
    contact: Contact | None = told("How to reach the person.", None)


class Department(Item, by_name=True):
    """A department that will use the system."""

    name: Text = told("Name.")
    head: PersonRef | None = told("Who leads it.", None, use=free("who answers for it inside"))
    users: Count = told("People who will use the system.", 0)
    goals: tuple[Text, ...] = told(
        "What the department wants from the project.", (), use=free("tells why, asks nothing")
    )
    supporting: Flag = told("A supporting department: legal, engineering, accounting.", False)


class RaciLine(Model):
    """Who does, answers for, is asked and is told, for one activity."""

    activity: Text = told("Activity.")
    responsible: tuple[PersonRef, ...] = told("Who does it.", ())
    accountable: PersonRef = told("Who answers for it.")
    consulted: tuple[PersonRef, ...] = told("Who is asked before.", ())
    informed: tuple[PersonRef, ...] = told("Who is told after.", ())


class Body(Model):
    """A committee that steers the project."""

    name: Text = told("Name of the committee.")
    members: tuple[PersonRef, ...] = told("Members.", ())
    frequency: Text = told("How often it meets.")
    decides: Text = told("What it decides.")


class Reporting(Model):
    """A regular report on the project or on its indicators."""

    what: Text = told("What is reported.")
    audience: Text = told("To whom.")
    frequency: Text = told("How often.")
    format: Text = told("In which form.")


class Governance(Model, use=free("how the company leads its own project")):
    """How the project is led and decisions are taken."""

    decision_rules: Text = told("How decisions are taken and by whom.")
    escalation: Text | None = told("What happens when nobody decides.", None)
    bodies: tuple[Body, ...] = told("Committees.", ())
    raci: tuple[RaciLine, ...] = told("Responsibility matrix.", ())
    reporting: tuple[Reporting, ...] = told("Reports, their rhythm and readers.", ())
    change_procedure: Text | None = told("How a requirement changes after the freeze.", None, use=STATED)
    review_cadence: Literal["quarterly", "half_yearly"] | None = told(
        "How often results are reviewed after go-live.", None
    )
    working_space: Text | None = told("Where programme, minutes and resources are kept for all.", None)
    visibility: dict[Line, Visibility] = told("Who may see which artefact: {minutes: team}.", {}, shown="team")
    internal_message: Text | None = told("What is told to all staff about the project.", None, shown="team")
