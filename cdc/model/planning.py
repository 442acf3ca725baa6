"""When and for how much: phases, deployment, training, budget, deliverables."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from cdc.model.base import (
    Amount,
    Count,
    Currency,
    Day,
    Exact,
    Flag,
    InBudget,
    Item,
    Model,
    Percent,
    PhaseRef,
    Reference,
    Text,
)
from cdc.model.declare import DECIDES, free, told


class Phase(Item, by_name=True):
    """A phase of the project."""

    name: Text = told("Name.")
    start: Day | None = told("First day.", None)
    end: Day | None = told("Last day.", None)
    within: Text | None = told("How long, and counted from what: six weeks after the award.", None)
    revised_start: Day | None = told("New first day, after re-planning.", None)
    revised_end: Day | None = told("New last day, after re-planning.", None)
    depends: tuple[PhaseRef, ...] = told("Phases that must end before.", ())
    deliverables: tuple[Annotated[str, Reference("deliverables")], ...] = told("What it delivers.", ())
    payment: Percent | None = told("Share of the price paid at its end.", None)
    group: Text | None = told("Word that gives the bar its colour.", None, use=free("layout"))
    description: Text | None = told("What is done.", None)


class Milestone(Item):
    """A date that counts."""

    name: Text = told("Name.")
    date: Day | None = told("Date.", None)
    when: Text | None = told("When, counted from an event: two weeks after acceptance.", None)
    revised: Day | None = told("New date, after re-planning.", None)
    condition: Text | None = told("What must be true.", None)
    kind: Literal["go_live", "tender", "decision", "acceptance", "other"] = told("Kind.", "other")


class Wave(Model):
    """A group of users or sites that starts together."""

    name: Text = told("Who or where.")
    users: Count = told("How many users.")
    date: Day = told("When.")


class Deployment(Model):
    """How the system comes into use, and what follows."""

    strategy: Literal["pilot", "progressive", "big_bang"] = told("Pilot, step by step, or all at once.")
    reason: Text | None = told("Why.", None)
    waves: tuple[Wave, ...] = told("Waves.", ())
    criteria: tuple[Text, ...] = told("What must be true to go on.", ())
    rollback: Text | None = told("The way back.", None)
    support: Text | None = told("Help for users after the start.", None)
    awareness: Text | None = told("How teams learn to fill the data well.", None)
    solution_strategy: Literal["integrated", "best_of_breed", "undecided"] | None = told(
        "Module of the ERP, or own product.", None
    )
    solution_rationale: Text | None = told("Why, with the means available.", None)
    mode: Literal["cloud", "on_premise", "hybrid"] | None = told("Where the system shall run.", None)
    compatibility: Text | None = told("What it must fit with.", None)
    infrastructure: Text | None = told("Servers, bandwidth, devices.", None)


class Training(Item):
    """Training for a group of users."""

    audience: Text = told("For whom.")
    people: Count = told("How many.")
    content: Text = told("What they learn.")
    mode: Literal["classroom", "remote", "e_learning", "mixed"] = told("How.", "mixed")
    hours: Amount = told("Hours for each person.")
    materials: Text | None = told("Materials.", None)
    technical: Flag = told("For technical staff.", False)


class BudgetLine(Item, use=free("the buyer's own estimate"), shown="internal"):
    """One line of the budget."""

    name: Text = told("What is paid.")
    category: Literal["acquisition", "implementation", "training", "maintenance", "contingency", "other"] = told(
        "Category."
    )
    kind: Literal["capex", "opex"] = told("Investment, or running cost.")
    year: Count = told("Year of the horizon, from 1.", ge=1)
    quantity: Exact = told("Quantity.", Decimal(1))
    amount: InBudget = told("Amount of one, in the budget's currency.", ge=0)
    note: Text | None = told("Remark.", None)


class Budget(Model):
    """What the company expects to pay."""

    currency: Currency = told("ISO 4217 code.", "EUR", use=DECIDES)
    horizon: Count = told("Years counted.", 5, ge=1, le=20, use=DECIDES)
    tax: Literal["excluded", "included"] = told("Are taxes in the amounts?", "excluded")
    ceiling: InBudget | None = told("The most that may be paid over the horizon.", None, use=DECIDES, shown="internal")
    disclosure: Literal["full", "range", "hidden"] = told("What vendors see.", "hidden")
    range_low: InBudget | None = told("Low end of the published range.", None)
    range_high: InBudget | None = told("High end of the published range.", None)
    financing: Text | None = told("Where the money comes from.", None)
    lines: tuple[BudgetLine, ...] = told("Lines.", ())


class Deliverable(Item, by_name=True):
    """Something handed over."""

    name: Text = told("Name.")
    description: Text | None = told("What it holds.", None)
    due: PhaseRef | None = told("Phase at whose end it is due.", None)
    format: Text | None = told("Format.", None)
    standard: Text | None = told("Quality it must meet, and how this is checked.", None)


class AcceptanceStage(Item):
    """A stage of testing and acceptance."""

    name: Text = told("Name of the stage: trial with users, provisional acceptance…")
    procedure: Text | None = told("What is done, by whom, with which data.", None)
    criteria: Text | None = told("What must come out for it to be passed.", None)
    within: Text | None = told("How long, and counted from what.", None)
    if_failed: Text | None = told("What follows when it is not passed.", None)
    record: Text | None = told("What is signed at its end.", None)
