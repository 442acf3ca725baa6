"""What vendors answer: the one Requirement and its kinds, and what stands around them."""

from __future__ import annotations

from typing import Annotated, Literal

from cdc.model.base import (
    ApplicationRef,
    Count,
    CriterionRef,
    DepartmentRef,
    EntityRef,
    Exact,
    Flag,
    Item,
    Line,
    LotRef,
    Measure,
    Model,
    ObjectiveRef,
    PersonRef,
    PhaseRef,
    Priority,
    ProcessRef,
    Reference,
    ScaleRef,
    SourceRef,
    Text,
    UseCaseRef,
    Weight,
)
from cdc.model.declare import ASKED, DECIDES, STATED, free, told


class Knockout(Model):
    """A requirement that excludes bids which do not meet it."""

    least: Line = told("Id of the worst answer that is still accepted.")
    reason: Text | None = told("Why nothing less will do.", None)


class Acceptance(Model):
    """How it will be seen that a requirement is met."""

    text: Text = told("What is tested and what must come out, with numbers.")
    method: Literal["test", "demo", "inspection", "analysis"] = told("How it is checked.", "test")
    given: Text | None = told("Starting situation.", None)
    when: Text | None = told("What is done.", None)
    then: Text | None = told("What must happen.", None)


class Requirement(Item, use=ASKED):
    """One thing asked of vendors; its id joins document, grid, answer, score and letter."""

    title: Text = told("Short name, a few words.")
    statement: Text | None = told("The requirement in one sentence: When …, the solution shall …", None)
    priority: Priority = told("optional, important or essential.", "important")
    weight: Weight | None = told(
        "Weight among its neighbours; 0 is asked but not scored; default follows the priority.", None, use=DECIDES
    )
    flexibility: Literal["F0", "F1", "F2", "F3"] | None = told(
        "How far the level may be negotiated, F0 not at all; printed by functional profiles, else from the priority.",
        None,
    )
    exchange_rate: Text | None = told("What a better or worse level is worth to the buyer.", None)
    weight_reason: Text | None = told(
        "Why the weight differs from what the priority gives.",
        None,
        use=free("explains the weight to the team"),
        shown="team",
    )
    knockout: Knockout | None = told("Excludes bids that do not reach the named answer.", None, use=DECIDES)
    acceptance: Acceptance | None = told("How it is tested.", None)
    scale: ScaleRef | None = told("Scale of answers; default is the first scale.", None)
    criterion: CriterionRef | None = told(
        "Criterion that scores it; default is the criterion covering this list.", None, use=DECIDES
    )
    unscored: Text | None = told("Reason why it is neither asked of vendors nor scored.", None, use=STATED)
    lots: tuple[LotRef, ...] = told("Lots it belongs to; none means all.", ())
    status: Literal["draft", "approved", "withdrawn"] = told("Where the text stands.", "approved", use=STATED)
    status_reason: Text | None = told("Why it was withdrawn.", None, use=STATED)
    delivery: Literal["proposed", "agreed", "tendered", "delivered", "deferred"] | None = told(
        "Where the product stands.", None, use=free("progress of the product"), shown="team"
    )
    rationale: Text | None = told("Why it is wanted.", None, use=free("tells why, asks nothing"), shown="team")
    legal_reference: Text | None = told("Law or standard, with article and date.", None)
    owner: PersonRef | None = told("Who answers for it.", None, use=free("who answers for it inside"), shown="team")
    source: SourceRef | None = told(
        "What it comes from: workshop, interview, reference document (a law, a decision) or person.",
        None,
        use=free("tells why, asks nothing"),
        shown="team",
    )
    tags: tuple[Line, ...] = told("Free words for filters.", (), use=free("words for filters"), shown="team")
    detail: Literal["headline", "described", "acceptance"] | None = told(
        "How much of it is printed.", None, use=free("layout"), shown="team"
    )


class Module(Item, by_name=True):
    """A group of features."""

    name: Text = told("Name.")
    intro: Text | None = told("A sentence under the heading.", None)
    dimension: Literal["operational", "collaborative", "analytical"] | None = told("Dimension of the software.", None)


class Feature(Requirement):
    """Something the software must do."""

    module: Annotated[str, Reference("modules")] | None = told("Module.", None)
    characteristics: tuple[Text, ...] = told("Main characteristics.", ())
    use_cases: tuple[UseCaseRef, ...] = told("Use cases it covers.", ())
    objectives: tuple[ObjectiveRef, ...] = told(
        "Objectives it serves.", (), use=free("tells why, asks nothing"), shown="team"
    )
    processes: tuple[ProcessRef, ...] = told(
        "Processes concerned.", (), use=free("tells why, asks nothing"), shown="team"
    )
    users: tuple[Text, ...] = told("Users it is made for.", ())
    departments: tuple[DepartmentRef, ...] = told(
        "Departments that use it.", (), use=free("tells why, asks nothing"), shown="team"
    )
    data: tuple[EntityRef, ...] = told("Data handled.", ())
    pain_points: tuple[Annotated[str, Reference("current_state.pain_points")], ...] = told(
        "Pain points it answers.", (), use=free("tells why, asks nothing"), shown="team"
    )
    phase: PhaseRef | None = told("Phase in which it is delivered.", None)
    needed_at: Literal["launch", "later"] = told("Needed at launch, or later.", "launch")
    dimension: Literal["operational", "collaborative", "analytical"] | None = told(
        "Dimension, when not the module's.", None, use=free("classifies it for advice"), shown="team"
    )
    software_kind: Literal["sales", "marketing", "service"] | None = told(
        "Family of software it belongs to.", None, use=free("classifies it for advice"), shown="team"
    )


CONSTRAINTS = Literal[
    "architecture",
    "hosting",
    "security",
    "privacy",
    "availability",
    "performance",
    "accessibility",
    "usability",
    "environment",
    "offline",
    "backup",
    "standards",
    "scalability",
    "customisation",
    "multi_site",
    "staffing",
    "safety",
    "ergonomics",
    "transport",
    "operation",
    "patents",
    "languages",
    "software",
    "hardware",
    "metrology",
    "organisation",
    "other",
]


class Constraint(Requirement):
    """A limit the solution must keep: hosting, security, performance…"""

    category: CONSTRAINTS = told("What it concerns.")
    measure: Measure | None = told("The limit as a number.", None)
    verification: Text | None = told("How it is verified.", None)
    rationale: Text | None = told("Why it is wanted.", None, use=free("tells why, asks nothing"))


class ServiceLevel(Requirement):
    """A level of service that is measured."""

    indicator: Text = told("What is measured.")
    target: Measure = told("The level.")
    window: Text = told("Period over which it is measured.")
    measuring_point: Text | None = told("Where it is measured.", None)
    exclusions: Text | None = told("What does not count.", None)
    penalty: Text | None = told("What a miss costs.", None)


class Burden(Model):
    """What an integration costs, on six axes, each from 0 (nothing) to 5."""

    time: Count = told("Time.", 0, le=5)
    complexity: Count = told("Complexity of the project.", 0, le=5)
    infrastructure: Count = told("Infrastructure.", 0, le=5)
    attention: Count = told("Mental energy.", 0, le=5)
    maintenance: Count = told("Upkeep.", 0, le=5)
    security: Count = told("Security and backup policy.", 0, le=5)


class Flow(Requirement):
    """Data that go from one application to another: an integration."""

    origin: ApplicationRef = told("Application that sends.")
    target: ApplicationRef = told("Application that receives.")
    direction: Literal["one_way", "two_way"] = told("One way, or both.", "one_way")
    data: Text = told("What is exchanged, in a few words.")
    entities: tuple[EntityRef, ...] = told("Data entities exchanged.", ())
    mode: Literal["api", "file", "database", "event", "manual", "connector"] = told("How.", "api")
    protocol: Text | None = told("Protocol.", None)
    format: Text | None = told("Format.", None)
    frequency: Text = told("How often.")
    volume: Text | None = told("How much.", None)
    master: ApplicationRef | None = told("Application whose value prevails.", None)
    error_rule: Text | None = told("What happens on error or conflict.", None)
    exists: Flag = told("It exists today; otherwise it is to be built.", False)
    burden: Burden | None = told("What it costs, on six axes.", None, use=STATED)
    change_impact: Text | None = told("What happens when the model of one side changes.", None)


class Migration(Requirement):
    """Data to bring into the new system."""

    application: ApplicationRef | None = told("Where they are.", None)
    kind: Text = told("Type of data.")
    format: Text = told("Format of the source.")
    entities: tuple[EntityRef, ...] = told("What is brought over.", ())
    records: Count | None = told("How many records.", None)
    years: Count | None = told("How many years back.", None)
    quality: Text | None = told("State of the data.", None)
    work: tuple[Literal["collect", "clean", "format"], ...] = told("Work to be done.", ())
    cleaned_by: Text | None = told("Who cleans.", None)
    rule: Literal["keep", "archive", "drop"] = told("What becomes of the source.", "keep")
    check: Text | None = told("How completeness is checked.", None)


class Service(Requirement):
    """Work asked of the vendor."""

    kind: Literal["consulting", "training", "cleaning", "migration", "integration", "project", "support", "other"] = (
        told("Kind.")
    )
    quantity: Exact | None = told("How much.", None)
    unit: Text | None = told("Unit of the quantity.", None)
    mandatory: Flag = told("Must be offered.", True)
    output: Text | None = told("What is delivered.", None)
    response: Text | None = told("Support: times and ways of response, flat rates.", None)


class ContractTerm(Requirement):
    """A term of the contract."""

    topic: Text = told("Topic: intellectual property, exit, penalties…")
    position: Literal["mandatory", "preferred"] = told("Must be accepted, or is preferred.", "mandatory")
    precedence: Count | None = told("Order of precedence among contract documents.", None)
