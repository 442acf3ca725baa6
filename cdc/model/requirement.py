"""What vendors answer: the one Requirement and its kinds, and what stands around them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from cdc.model.base import (
    Amount,
    ApplicationRef,
    Count,
    CriterionRef,
    Day,
    DepartmentRef,
    EntityRef,
    Exact,
    Flag,
    Item,
    Level,
    Line,
    LotRef,
    Measure,
    Model,
    ObjectiveRef,
    Percent,
    PersonRef,
    PhaseRef,
    Priority,
    ProcessRef,
    Reference,
    ScaleRef,
    Text,
    UseCaseRef,
    Weight,
    WorkshopRef,
    told,
)


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


class Requirement(Item):
    """One thing asked of vendors; its id joins document, grid, answer, score and letter."""

    title: Text = told("Short name, a few words.")
    statement: Text | None = told("The requirement in one sentence: When …, the solution shall …", None)
    priority: Priority = told("optional, important or essential.", "important")
    weight: Weight | None = told(
        "Weight among its neighbours; 0 is asked but not scored; default follows the priority.", None
    )
    weight_reason: Text | None = told("Why the weight differs from what the priority gives.", None)
    knockout: Knockout | None = told("Excludes bids that do not reach the named answer.", None)
    acceptance: Acceptance | None = told("How it is tested.", None)
    scale: ScaleRef | None = told("Scale of answers; default is the first scale.", None)
    criterion: CriterionRef | None = told(
        "Criterion that scores it; default is the criterion covering this list.", None
    )
    unscored: Text | None = told("Reason why it is neither asked of vendors nor scored.", None)
    lots: tuple[LotRef, ...] = told("Lots it belongs to; none means all.", ())
    status: Literal["draft", "approved", "withdrawn"] = told("Where the text stands.", "approved")
    status_reason: Text | None = told("Why it was withdrawn.", None)
    delivery: Literal["proposed", "agreed", "tendered", "delivered", "deferred"] | None = told(
        "Where the product stands.", None
    )
    rationale: Text | None = told("Why it is wanted.", None)
    owner: PersonRef | None = told("Who answers for it.", None)
    source: WorkshopRef | None = told("Workshop or interview it comes from.", None)
    tags: tuple[Line, ...] = told("Free words for filters.", ())
    legal_reference: Text | None = told("Law or standard, with article and date.", None)
    detail: Literal["headline", "described", "acceptance"] | None = told("How much of it is printed.", None)


class Module(Item):
    """A group of features."""

    name: Text = told("Name.")
    intro: Text | None = told("A sentence under the heading.", None)
    dimension: Literal["operational", "collaborative", "analytical"] | None = told("Dimension of the software.", None)


class Feature(Requirement):
    """Something the software must do."""

    module: Annotated[str, Reference("modules")] | None = told("Module.", None)
    departments: tuple[DepartmentRef, ...] = told("Departments that use it.", ())
    use_cases: tuple[UseCaseRef, ...] = told("Use cases it covers.", ())
    objectives: tuple[ObjectiveRef, ...] = told("Objectives it serves.", ())
    processes: tuple[ProcessRef, ...] = told("Processes concerned.", ())
    characteristics: tuple[Text, ...] = told("Main characteristics.", ())
    users: tuple[Text, ...] = told("Users it is made for.", ())
    data: tuple[EntityRef, ...] = told("Data handled.", ())
    phase: PhaseRef | None = told("Phase in which it is delivered.", None)
    needed_at: Literal["launch", "later"] = told("Needed at launch, or later.", "launch")
    dimension: Literal["operational", "collaborative", "analytical"] | None = told(
        "Dimension, when not the module's.", None
    )
    software_kind: Literal["sales", "marketing", "service"] | None = told("Family of software it belongs to.", None)
    pain_points: tuple[Annotated[str, Reference("current_state.pain_points")], ...] = told(
        "Pain points it answers.", ()
    )


CONSTRAINTS = Literal[
    "architecture", "hosting", "security", "privacy", "availability", "performance", "accessibility", "usability",
    "environment", "offline", "backup", "standards", "scalability", "customisation", "multi_site", "other",
]  # fmt: skip


class Constraint(Requirement):
    """A limit the solution must keep: hosting, security, performance…"""

    category: CONSTRAINTS = told("What it concerns.")
    measure: Measure | None = told("The limit as a number.", None)
    verification: Text | None = told("How it is verified.", None)


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
    burden: Burden | None = told("What it costs, on six axes.", None)
    change_impact: Text | None = told("What happens when the model of one side changes.", None)


class Migration(Requirement):
    """Data to bring into the new system."""

    application: ApplicationRef | None = told("Where they are.", None)
    entities: tuple[EntityRef, ...] = told("What is brought over.", ())
    kind: Text = told("Type of data.")
    format: Text = told("Format of the source.")
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


class DataField(Model):
    """One field of a data entity."""

    name: Text = told("Name.")
    type: Line = told("Type: text, number, date, list, reference…")
    mandatory: Flag = told("Must be filled.", False)
    unique: Flag = told("No two records may share it.", False)
    personal: Flag = told("Personal data.", False)
    sensitive: Flag = told("Special category of personal data.", False)
    copied_to: tuple[EntityRef, ...] = told("Entities in which it must be repeated.", ())
    source: Text | None = told("Where it comes from.", None)
    visible_to: Text | None = told("Who may see it.", None)


class DataEntity(Item):
    """A kind of thing the system keeps: lead, company, contact, deal."""

    name: Text = told("Name.")
    definition: Text = told("What it is.")
    owner: DepartmentRef | None = told("Department that keeps it.", None)
    fields: tuple[DataField, ...] = told("Fields.", ())
    volume: Count | None = told("Records today.", None)
    growth: Text | None = told("Growth.", None)
    retention: Text | None = told("How long personal data are kept.", None)
    legal_basis: Text | None = told("Legal basis of personal data.", None)
    duplicate_rule: Text | None = told("When two records are the same.", None)
    history_rule: Text | None = told("What history is kept, with which links.", None)
    keeping_rule: Text | None = told("How the base is kept and what an import must meet.", None)


class Application(Item):
    """A brick of the information system."""

    name: Line = told("Name.")
    role: Text = told("What it is for.")
    kind: Literal["target", "erp", "email", "calendar", "office", "ecommerce", "billing", "mailing", "telephony", "messenger", "website", "bi", "directory", "other"] = told("Kind.", "other")  # fmt: skip
    vendor: Line | None = told("Maker.", None)
    version: Line | None = told("Version, in quotes.", None)
    owner: PersonRef | None = told("Who answers for it.", None)
    hosting: Literal["cloud", "on_premise", "hybrid"] | None = told("Where it runs.", None)
    fate: Literal["keep", "replace", "retire", "new"] = told("What becomes of it.", "keep")
    api: Literal["yes", "no", "unknown"] = told("Has it an API?", "unknown")
    external: Flag = told("Outside the company.", False)
    no_flow: Text | None = told("Why it needs no integration.", None)
    interactions: Text | None = told("Remarks on compatibility.", None)


class Volume(Item):
    """How much the system must carry, now and later."""

    name: Text = told("What is counted.")
    now: Count = told("Today.")
    in_one_year: Count | None = told("In one year.", None)
    in_three_years: Count | None = told("In three years.", None)
    concurrent: Count | None = told("At the same time.", None)
    note: Text | None = told("Remark.", None)


class AccessRight(Item):
    """What a role may do with a kind of object."""

    role: Text = told("Role.")
    object: Text = told("Entity or function.")
    actions: tuple[Literal["create", "read", "update", "delete", "export", "approve"], ...] = told("Actions allowed.")
    perimeter: Literal["own", "team", "territory", "all"] = told("On which records.", "own")
    rule: Text | None = told("Rule of visibility.", None)


class Phase(Item):
    """A phase of the project."""

    name: Text = told("Name.")
    start: Day = told("First day.")
    end: Day = told("Last day.")
    revised_start: Day | None = told("New first day, after re-planning.", None)
    revised_end: Day | None = told("New last day, after re-planning.", None)
    depends: tuple[PhaseRef, ...] = told("Phases that must end before.", ())
    deliverables: tuple[Annotated[str, Reference("deliverables")], ...] = told("What it delivers.", ())
    payment: Percent | None = told("Share of the price paid at its end.", None)
    group: Text | None = told("Word that gives the bar its colour.", None)
    description: Text | None = told("What is done.", None)


class Milestone(Item):
    """A date that counts."""

    name: Text = told("Name.")
    date: Day = told("Date.")
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


class BudgetLine(Item):
    """One line of the budget."""

    name: Text = told("What is paid.")
    category: Literal["acquisition", "implementation", "training", "maintenance", "contingency", "other"] = told(
        "Category."
    )
    kind: Literal["capex", "opex"] = told("Investment, or running cost.")
    year: Count = told("Year of the horizon, from 1.", ge=1)
    quantity: Exact = told("Quantity.", Decimal(1))
    amount: Exact = told("Amount of one, in the budget's currency.", ge=0)
    note: Text | None = told("Remark.", None)


class Budget(Model):
    """What the company expects to pay."""

    currency: Annotated[str, "ISO 4217"] = told("ISO 4217 code.", "EUR", pattern=r"^[A-Z]{3}$")
    horizon: Count = told("Years counted.", 5, ge=1, le=20)
    tax: Literal["excluded", "included"] = told("Are taxes in the amounts?", "excluded")
    ceiling: Exact | None = told("The most that may be paid over the horizon.", None)
    disclosure: Literal["full", "range", "hidden"] = told("What vendors see.", "hidden")
    range_low: Exact | None = told("Low end of the published range.", None)
    range_high: Exact | None = told("High end of the published range.", None)
    financing: Text | None = told("Where the money comes from.", None)
    lines: tuple[BudgetLine, ...] = told("Lines.", ())


class Deliverable(Item):
    """Something handed over."""

    name: Text = told("Name.")
    description: Text | None = told("What it holds.", None)
    due: PhaseRef | None = told("Phase at whose end it is due.", None)
    format: Text | None = told("Format.", None)
    standard: Text | None = told("Quality it must meet, and how this is checked.", None)


class Risk(Item):
    """Something that may go wrong."""

    text: Text = told("What may happen.")
    kind: Literal["technical", "human", "organisational", "legal", "financial"] = told("Kind.", "organisational")
    probability: Level = told("How likely.", "medium")
    impact: Level = told("How bad.", "medium")
    mitigation: Text | None = told("What is done against it.", None)
    owner: PersonRef | None = told("Who watches it.", None)


class Assumption(Item):
    """Something taken for granted."""

    text: Text = told("The assumption.")
    owner: PersonRef | None = told("Who answers for it.", None)
    due: Day | None = told("By when it is confirmed.", None)


class Question(Item):
    """A question, from inside or from a vendor, with its answer."""

    text: Text = told("The question.")
    by: Line | None = told("Who asks; left out of what vendors see.", None)
    date: Day | None = told("When it was asked.", None)
    answer: Text | None = told("The answer, the same for all.", None)
    answered: Day | None = told("When it was answered.", None)
    refers_to: tuple[Line, ...] = told("Ids it concerns.", ())
    open: Flag = told("Still open.", False)


class GlossaryTerm(Item):
    """A term and what it means here."""

    term: Text = told("Term.")
    definition: Text = told("Meaning.")
    scope: Literal["sector", "organisation", "product"] = told("Where the term is used.", "sector")


class Annex(Item):
    """A document that goes with this one."""

    title: Text = told("Title.")
    file: Line | None = told("Path inside the project folder.", None)
    included: Flag = told("Sent with the document, not only mentioned.", True)
    confidentiality: Literal["public", "vendors", "internal"] = told("Who receives it.", "vendors")
    description: Text | None = told("What it holds.", None)


class Mockup(Item):
    """A sketch of a screen."""

    title: Text = told("Title.")
    file: Line | None = told("Picture in the project folder: PNG, JPEG or SVG.", None)
    alt: Text = told("What the picture shows, for those who do not see it.")
    use_cases: tuple[UseCaseRef, ...] = told("Use cases it illustrates.", ())
    sections: tuple[Text, ...] = told("Parts of the screen.", ())
    interactions: Text | None = told("How the parts act on each other.", None)
    source: Line | None = told("Drawing it was exported from.", None)


class Decision(Item):
    """A decision, with its date and origin."""

    text: Text = told("What was decided.")
    date: Day | None = told("When.", None)
    by: Text | None = told("By whom.", None)
    source: WorkshopRef | None = told("Where.", None)


class ChangeRequest(Item):
    """A change asked after the freeze."""

    text: Text = told("What should change.")
    date: Day = told("When it was asked.")
    by: Line | None = told("By whom.", None)
    affects: tuple[Line, ...] = told("Ids it changes.", ())
    impact: Text | None = told("What it does to weights, price and dates.", None)
    status: Literal["asked", "accepted", "refused"] = told("What became of it.", "asked")


class Issue(Item):
    """A difficulty met on the way."""

    text: Text = told("What is difficult.")
    owner: PersonRef | None = told("Who deals with it.", None)
    status: Literal["open", "closed"] = told("Where it stands.", "open")
    level: Level = told("How serious.", "medium")


class Review(Item):
    """A meeting after go-live that compares results with objectives."""

    date: Day = told("When.")
    participants: tuple[PersonRef, ...] = told("Who takes part.", ())
    findings: tuple[Text, ...] = told("Results against objectives.", ())
    new_needs: tuple[Text, ...] = told("New needs, for the next version.", ())
    checklist: tuple[Text, ...] = told("Questions of the self-assessment.", ())


class FreeSection(Item):
    """A chapter of the author's own."""

    title: Text = told("Title.")
    body: Text = told("Text in Markdown.")
    after: Line | None = told(
        "Id of the section of the profile after which it stands; default: before the annexes.", None
    )
    visibility: Literal["internal", "vendors"] = told("Who may read it.", "vendors")
    checked_on: Day | None = told("When its legal references were last checked.", None)
