"""The answers of the interview for a new specification; every one may be left out."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cdc.model.base import Count, Day, Exact, Line, Model
from cdc.model.declare import told


class Answers(Model):
    """What a person says before the first file is written: a file for `cdc new --answers`."""

    company: Line | None = told("Name of the company or body that buys.", None)
    sector: Line | None = told("What it does.", None)
    title: Line | None = told("What is to be bought: the title of the document.", None)
    problem: Line | None = told("What goes wrong today, in one sentence.", None)
    owner: Line | None = told("Name of the person who decides and pays.", None)
    lead: Line | None = told("Name of the person who leads the project.", None)
    department: Line | None = told("Department that will use it most.", None)
    users: Annotated[Count, Field(ge=1)] | None = told("How many people of it will use it.", None)
    task: Line | None = told("A task that people want to do with it.", None)
    goal: Line | None = told("What they want to reach by the task.", None)
    objective: Line | None = told("What should be better afterwards.", None)
    measure: Line | None = told("What is counted to see that it is better.", None)
    now: Exact | None = told("Value of the measure today.", None)
    target: Exact | None = told("Value wanted.", None)
    unit: Line | None = told("Unit of the measure: %, hours, complaints a month.", None)
    until: Day | None = told("Day by which it should be better.", None)
    wishes: tuple[Line, ...] = told("What the software must do, one short line each.", ())
