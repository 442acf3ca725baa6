"""Who asks and why: the document's control data, the company, its market, its state of today, its objectives."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cdc.model.base import (
    ApplicationRef,
    Count,
    Day,
    DepartmentRef,
    Exact,
    Flag,
    Item,
    Language,
    Level,
    Line,
    Markdown,
    Model,
    Money,
    PersonRef,
    Priority,
    ProcessRef,
    Reference,
    Section,
    Text,
    Year,
)
from cdc.model.declare import STATED, free, told


class VersionEntry(Model, use=free("history of the text")):
    """One line of the version table."""

    version: Line = told("Version number, in quotes: '1.0'.")
    date: Day = told("Date of this version, YYYY-MM-DD.")
    author: Line = told("Who wrote it.")
    change: Text = told("What changed.")


class Approval(Model, use=free("sign-off inside the company")):
    """One line of the approval block."""

    role: Text = told("Role of the person who approves.")
    name: Line = told("Name.")
    date: Day | None = told("Date of the decision.", None)
    decision: Literal["approved", "refused", "pending"] = told("The decision.", "pending")
    kind: Literal["approves", "agrees", "sees"] | None = told(
        "approves: puts it into force; agrees: gives its consent; sees: has read it.", None
    )


class Document(Model):
    """What the document is: title, version, languages, structure."""

    title: Text = told("Title on the cover.")
    subtitle: Text | None = told("The object in one line, under the title.", None)
    kind: Literal["off_the_shelf", "bespoke", "hybrid"] = told("Is software bought, built, or both?", "off_the_shelf")
    situation: Literal["improve", "replace", "first"] = told("Is a system improved, replaced, or introduced?", "first")
    purpose: Text | None = told(
        "What this document is for, in one or two sentences.", None, use=free("tells why, asks nothing")
    )
    main_problem: Text | None = told(
        "The one problem of the business to be solved, in a sentence.", None, use=free("tells why, asks nothing")
    )
    in_scope: tuple[Text, ...] = told("What belongs to the project, a line each.", ())
    exclusions: tuple[Text, ...] = told("What does not belong to it, a line each.", ())
    reference: Line = told("Reference of the document, printed at the foot of every page.")
    version: Line = told("Version number, in quotes: '1.0'.", use=free("counts editions of the text"))
    date: Day = told("Date of this version; the only date printed on documents.", use=free("date of this edition"))
    status: Literal["draft", "approved", "published", "withdrawn"] = told(
        "Where the text stands.", "draft", use=free("where the text stands")
    )
    confidentiality: Text | None = told("Who may read it, printed at the head of every page.", None, use=free("layout"))
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = told(
        "Languages of the texts; the first is the language of texts given without a language.", ordered=True
    )
    authoritative: Language | None = told("The language that prevails when translations differ.", None)
    profile: Line = told("Structure of the document; std8 is the eight-section outline.", "std8", use=free("layout"))
    theme: Line = told(
        "Look of the documents: default, slate, or a theme of your own in themes/.", "default", use=free("layout")
    )
    detail: Literal["headline", "described", "acceptance"] = told(
        "How much of each requirement is printed: title only, with statement, or with acceptance.",
        "acceptance",
        use=free("layout"),
    )
    group_features_by: Literal["module", "department"] = told(
        "How features are grouped in the document.", "module", use=free("layout")
    )
    hidden_sections: tuple[Section, ...] = told(
        "Ids of sections of the profile that are left out.", (), use=free("layout")
    )
    section_order: tuple[Section, ...] = told(
        "Ids of sections that go first, in this order; the others follow.", (), use=free("layout"), ordered=True
    )
    introductions: dict[Section, Markdown] = told(
        "Your own words that open a section: {use-cases: 'What our people do all day…'}.", {}
    )
    nothing_required: tuple[Section, ...] = told(
        "Ids of sections of the structure for which you require nothing: they say so, instead of standing unfilled.", ()
    )
    section_titles: dict[Section, Text] = told(
        "Your own titles of sections: {company: 'Who we are'}.", {}, use=free("layout")
    )
    owner: PersonRef | None = told(
        "Who answers for the document.", None, use=free("who answers for it inside"), shown="team"
    )
    file_owners: dict[Line, PersonRef] = told(
        "Who keeps which file: {architecture.yaml: P-IT}.", {}, use=free("who answers for it inside"), shown="team"
    )
    versions: tuple[VersionEntry, ...] = told("Version table.", ())
    approvals: tuple[Approval, ...] = told("Approval block.", ())
    distribution: tuple[Text, ...] = told("Who receives the document.", (), use=free("who receives the text"))
    word_limit: Count = told(
        "Sections longer than this many words are reported.", 1500, use=free("advice to the author"), shown="team"
    )


class Site(Model):
    """A place of work."""

    name: Line = told("Name of the site.")
    city: Line = told("Town.")
    country: Text = told("Country.")
    staff: Count | None = told("People working there.", None)
    activity: Text | None = told("What happens there.", None)
    branch: Flag = told("A branch that works with its own systems or rules.", False)


class Competitor(Model):
    """Another company on the market."""

    name: Line = told("Name.")
    note: Text = told("What distinguishes it.")


class Offering(Model):
    """A product or service the company sells."""

    name: Text = told("Name of the product line or service.")
    type: Literal["service", "manufactured", "resold", "complex"] = told("Service, own goods, resold goods, solution.")
    accounting: Text | None = told("How stock or work is counted.", None)
    documents: tuple[Text, ...] = told("Documents the sale needs.", ())
    pricing: Text | None = told("How the price of an offer is formed.", None)
    discount_rules: Text | None = told("Rules of discounts.", None)
    price_lists: Text | None = told("Price lists, standard articles and configurations.", None)
    variants: Flag = told("Articles are kept in variants.", False)
    lot_tracking: Flag = told("Articles are traced by lot.", False)
    units: tuple[Text, ...] = told("Units of measure of stock and of sale.", ())


class ClientGroup(Model):
    """A kind of clients, today or wanted."""

    name: Text = told("Kind of client.")
    count: Count | None = told("How many.", None)
    state: Literal["current", "target"] = told("Clients of today, or clients wanted.", "current")
    industry: Text | None = told("Industry.", None)


class Means(Model):
    """A way to win or keep customers, through a channel."""

    name: Text = told("What is done.")
    purpose: Literal["acquire", "retain"] = told("To win customers, or to keep them.")
    channel: Text | None = told("Sales or contact channel.", None)


class Company(Model, use=free("tells who asks; what is asked stands in requirements")):
    """The company that asks."""

    name: Line = told("Name of the company.", use=STATED)
    legal_form: Line | None = told("Legal form.", None, use=STATED)
    registration: tuple[Line, ...] = told("Registration or tax numbers.", (), use=STATED)
    sector: Text = told("Sector of activity.")
    activities: Text | None = told("What the company does.", None)
    history: Text | None = told("History in a few lines.", None)
    organisation: Text | None = told("How the company is organised.", None)
    sites: tuple[Site, ...] = told("Places of work.", (), use=STATED)
    staff: Count | None = told("People employed.", None)
    turnover: Money | None = told("Yearly turnover.", None)
    turnover_year: Year | None = told("Year of that turnover.", None)
    client_groups: tuple[ClientGroup, ...] = told("Kinds and numbers of clients, now and wanted.", ())
    strategy: Text | None = told("Strategy.", None)
    positioning: Text | None = told("Place in the market.", None)
    crm_strategy: Text | None = told("Strategy for customer relations, before any tool is named.", None)
    means: tuple[Means, ...] = told("How customers are won and kept.", ())
    competitors: tuple[Competitor, ...] = told("Competitors.", ())
    sector_specifics: tuple[Text, ...] = told("What generic software rarely covers in this sector.", ())
    offer: tuple[Offering, ...] = told("Products and services.", ())
    relationship_model: Literal["direct", "marketplace", "multisided"] | None = told("Kind of business model.", None)
    sales_network: Text | None = told("Sales force, agents, shops.", None)
    base_keeping: Text | None = told("How the customer base is kept today.", None)


class PainPoint(Item):
    """Something that hurts today."""

    text: Text = told("What goes wrong.")
    process: ProcessRef | None = told("Process in which it happens.", None)
    impact: Level = told("How much it hurts.", "medium")
    evidence: Text | None = told("A fact or figure that shows it.", None)
    frequency: Text | None = told("How often.", None)


class CurrentState(Model, use=free("tells how things are today; what is asked stands in requirements")):
    """How customer relations are handled today."""

    narrative: Markdown = told("How it works today, for a reader who does not know the company.")
    tools: tuple[ApplicationRef, ...] = told("Applications in use.", ())
    reporting: Text | None = told("How figures are reported today.", None)
    organisation: Text | None = told("Who does what.", None)
    communication: Text | None = told("How people tell each other.", None)
    data_sources: tuple[Text, ...] = told("Where data come from.", ())
    pain_points: tuple[PainPoint, ...] = told("What hurts.", ())
    erp_gaps: tuple[Text, ...] = told("What the management software cannot cover.", ())


class Kpi(Item):
    """An indicator with its state today and its target."""

    name: Text = told("Name.")
    definition: Text | None = told("How it is computed.", None)
    unit: Text = told("Unit: %, h, visits per day…")
    baseline: Exact | None = told("Value today.", None)
    baseline_date: Day | None = told("When the value of today was measured.", None)
    target: Exact | None = told("Value wanted, as a number.", None)
    target_text: Text | None = told("What is wanted in words, or how and when the target will be agreed.", None)
    due: Day | None = told("When the target should be reached.", None)
    source: Text | None = told("Where the figure is measured.", None)
    frequency: Text | None = told("How often it is measured.", None)
    owner: PersonRef | None = told("Who follows it.", None, use=free("who answers for it inside"))
    approved_by: PersonRef | None = told(
        "Decision-maker who agreed to it.", None, use=free("who answers for it inside")
    )
    actuals: tuple[KpiActual, ...] = told("Values measured after go-live.", ())


class KpiActual(Model, use=free("measured after go-live")):
    """A value measured after go-live."""

    date: Day = told("When.")
    value: Exact = told("The value.")


class Objective(Item):
    """Why the company wants the system."""

    title: Text = told("The objective, in a few words.")
    statement: Text | None = told("The objective in a sentence.", None)
    rationale: Text | None = told("The business task behind it.", None)
    archetype: (
        Literal["sales", "productivity", "analytics", "transparency", "marketing", "loyalty", "adoption", "data"] | None
    ) = told(
        "Kind of goal; some kinds need material: analytics its metrics, transparency all departments.",
        None,
        use=free("classifies it for advice"),
    )
    priority: Priority = told("How much it matters.", "important")
    end_state: Text | None = told("What will be true at the end.", None)
    departments: tuple[DepartmentRef, ...] = told("Departments it concerns.", ())
    owner: PersonRef | None = told("Who answers for it.", None, use=free("who answers for it inside"))
    phase: Annotated[str, Reference("phases")] | None = told("Stage in which it is reached.", None)
    kpis: tuple[Kpi, ...] = told("Indicators of success.", ())
    metrics: tuple[Text, ...] = told("Statistics of the process to be gathered.", ())


class CustomerProfile(Item, use=free("tells about customers; what is asked stands in requirements"), by_name=True):
    """A kind of customer, with what distinguishes it."""

    name: Text = told("Name of the profile.")
    parent: Annotated[str, Reference("customer_profiles")] | None = told("Profile of which this is a part.", None)
    kind: Literal["B2C", "B2B", "B2G"] = told("Private person, company or public body.")
    criteria: Text = told("What distinguishes these customers from others.")
    market: Text | None = told("Market, and the customers of this customer.", None)
    size: Text | None = told("Size.", None)
    decision_makers: Text | None = told("Who decides and who influences.", None)
    habits: Text | None = told("Buying habits.", None)
    average_order: Money | None = told("Average order.", None)
    yearly_potential: Money | None = told("Possible development in a year.", None)
    purchase: Literal["one_off", "recurring"] | None = told("Bought once, or supplied again and again.", None)
    credit_risk: Level | None = told("Credit risk.", None)
    needs: Text | None = told("What they need.", None)
    approach: Text | None = told("How these customers are approached.", None)
    activities: tuple[
        Literal["visit", "phone", "paper", "email", "social", "ads", "events", "webinar", "web", "self_service"], ...
    ] = told("How we communicate with them.", ())
    ideal_lead: Flag = told("The portrait of the ideal lead.", False)


Kpi.model_rebuild()
