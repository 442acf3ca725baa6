"""What people do: processes, funnels, journeys, use cases."""

from __future__ import annotations

from typing import Annotated, Literal

from cdc.model.base import (
    Amount,
    Count,
    DepartmentRef,
    EntityRef,
    FeatureRef,
    Item,
    Level,
    Model,
    ObjectiveRef,
    Percent,
    PersonRef,
    Priority,
    ProcessRef,
    Reference,
    Text,
    UseCaseRef,
    WorkshopRef,
)
from cdc.model.declare import free, told


class ProcessStep(Model):
    """One step of a process: who, what, with which information and tool."""

    actor: Text = told("Who acts.")
    action: Text = told("What is done.")
    data: tuple[EntityRef, ...] = told("Information handled.", ())
    tool: Text | None = told("Tool used today.", None)
    problem: Text | None = told("Friction or loss of time.", None)
    automation: Text | None = told("What should happen by itself.", None)


class Process(Item):
    """A business process."""

    name: Text = told("Name.")
    family: Literal["attraction", "lead_management", "client_management", "support"] | None = told(
        "Family.", None, use=free("classifies it for advice")
    )
    department: DepartmentRef = told("Department that owns it.")
    owner: PersonRef | None = told("Who answers for it.", None, use=free("who answers for it inside"))
    trigger: Text | None = told("What starts it.", None)
    result: Text | None = told("What it gives.", None)
    state: Literal["as_is", "to_be"] = told("As it is, or as wanted.", "to_be")
    volume: Text | None = told("How many a month or day.", None)
    rules: tuple[Text, ...] = told("Rules to keep.", ())
    objectives: tuple[ObjectiveRef, ...] = told("Objectives it serves.", ())
    steps: tuple[ProcessStep, ...] = told("Steps in order.", ())


class FunnelStage(Model):
    """One stage of a funnel."""

    name: Text = told("Stage.")
    owner: Text = told("Who is responsible.")
    tasks: Text = told("What is done.")
    result: Text = told("What must be true to go on.")
    needs: Text | None = told("Function the system must offer here.", None)
    mandatory_fields: tuple[Text, ...] = told("Fields that must be filled.", ())
    sla: Text | None = told("Norm: time within which it is done.", None)
    kpi: Text | None = told("Indicator of the stage.", None)
    volume: Count | None = told("How many a year.", None)
    conversion: Percent | None = told("Per cent that go on.", None)
    probability: Percent | None = told("Probability of success, in per cent.", None)


class Funnel(Item):
    """Stages from first contact to result: marketing, sales or care."""

    name: Text = told("Name.")
    kind: Literal["marketing", "sales", "care"] = told("Which of the three funnels.")
    owner: PersonRef | None = told("Who answers for it.", None, use=free("who answers for it inside"))
    probability_method: Text | None = told("How probability and potential are estimated.", None)
    stages: tuple[FunnelStage, ...] = told("Stages in order.")


class JourneyPhase(Model):
    """One phase of a customer journey."""

    name: Text = told("Phase.")
    actions: Text = told("What the customer does.")
    touchpoints: Text = told("Where we meet.")
    pain: Text | None = told("What goes wrong today.", None)
    emotion: int | None = told("Mood today, from -2 to 2.", None, ge=-2, le=2)
    target_emotion: int | None = told("Mood wanted, from -2 to 2.", None, ge=-2, le=2)
    control_point: Text | None = told("What is recorded and checked here.", None)
    use_cases: tuple[UseCaseRef, ...] = told("Use cases that improve it.", ())


class Journey(Item):
    """The way of a customer, as it is and as wanted."""

    name: Text = told("Name.")
    persona: Text = told("Who travels.")
    state: Literal["as_is", "to_be", "both"] = told("As it is, as wanted, or both compared.", "both")
    channels: tuple[Text, ...] = told("Channels of acquisition and contact.", ())
    phases: tuple[JourneyPhase, ...] = told("Phases in order.")


class UseCase(Item):
    """What a user does with the system to reach a goal, without naming functions."""

    title: Text = told("Starts with a verb: Qualify an inbound lead.")
    actor: Text = told("Who.")
    department: DepartmentRef = told("Department.")
    goal: Text = told("What for.")
    story: Text | None = told("As a … I want … so that …", None)
    process: ProcessRef | None = told("Process it belongs to.", None)
    trigger: Text | None = told("What starts it.", None)
    preconditions: tuple[Text, ...] = told("What must be true before.", ())
    steps: tuple[Text, ...] = told("Steps in order.", ())
    variants: tuple[Text, ...] = told("Other ways it can go.", ())
    postconditions: tuple[Text, ...] = told("What is true after.", ())
    includes: tuple[UseCaseRef, ...] = told("Use cases that are always part of it.", ())
    extends: tuple[UseCaseRef, ...] = told("Use cases to which it adds something under a condition.", ())
    specialises: tuple[UseCaseRef, ...] = told("Use cases of which it is a special kind.", ())
    frequency: Literal["daily", "weekly", "occasional"] = told("How often.", "daily")
    priority: Priority = told("How much it matters.", "important")
    objectives: tuple[ObjectiveRef, ...] = told("Objectives it serves.", (), use=free("tells why, asks nothing"))
    pain_points: tuple[Annotated[str, Reference("current_state.pain_points")], ...] = told(
        "Pain points it answers.", (), use=free("tells why, asks nothing")
    )
    source: WorkshopRef | None = told(
        "Workshop or interview it comes from.", None, use=free("tells why, asks nothing"), shown="team"
    )
    verbatim: Text | None = told(
        "What was said, word for word.", None, use=free("tells why, asks nothing"), shown="team"
    )


class Report(Item):
    """A report or dashboard the users need."""

    name: Text = told("Name.")
    group: Literal["daily", "funnel", "amount", "result", "period"] = told("Direction of analysis.")
    indicator: Literal["leading", "lagging"] = told("Does it warn before, or tell after?", "lagging")
    audience: Text = told("Who reads it, with which level of access.")
    question: Text = told("The question it answers.")
    indicators: tuple[Text, ...] = told("Figures shown.", ())
    filters: tuple[Text, ...] = told("Filters.", ())
    frequency: Text | None = told("How often.", None)
    feature: FeatureRef | None = told("Feature that provides it.", None)


class MobileNeed(Item):
    """What people do away from the desk."""

    task: Text = told("Task.")
    device: Text = told("Device.")
    offline: bool = told("Must it work without network?", default=False)
    data: Text | None = told("Least data needed.", None)
    importance: Level = told("How much it matters.", "medium")


class Automation(Item):
    """Something the system should do by itself."""

    kind: Literal["letter_template", "task", "calculator", "assignment", "reminder", "survey", "other"] = told(
        "Kind.", "other"
    )
    trigger: Text = told("What starts it.")
    action: Text = told("What happens.")
    owner: PersonRef | None = told("Who answers for the rule.", None, use=free("who answers for it inside"))
    norm: Amount | None = told("Time within which it happens, in minutes.", None)
