"""The tender: procedure, scales, criteria, board, price lines, lots, vendors."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from cdc.model.base import (
    Amount,
    Contact,
    Count,
    CriterionRef,
    Currency,
    Day,
    Exact,
    Flag,
    Id,
    InBudget,
    Item,
    Language,
    Line,
    LotRef,
    Model,
    Moment,
    Money,
    Percent,
    PersonRef,
    PriceLineRef,
    Reference,
    Text,
    UseCaseRef,
    Weight,
)
from cdc.model.declare import ASKED, DECIDES, STATED, free, told
from cdc.model.method import Formula, FormulaData
from cdc.model.notices import Notices


class Answer(Model, use=ASKED):
    """One answer a vendor can choose."""

    id: Id = told("Short code, unique in its scale: Y, C, N.")
    label: Text = told("What the vendor reads in the list.")
    meaning: Text | None = told("When this answer is right.", None)
    points: Annotated[Exact, Field(ge=0, le=1)] = told("Share of the full mark, from 0 to 1.", use=DECIDES)
    needs_comment: Flag = told("The vendor must comment on it.", False)
    needs_price_line: Flag = told("It must have its price in the schedule.", False)


class Scale(Item, use=ASKED, by_name=True):
    """The answers vendors can choose from, from best to worst."""

    name: Text = told("Name.", use=STATED)
    answers: Annotated[tuple[Answer, ...], Field(min_length=2)] = told("Answers, from best to worst.", ordered=True)


class LevelWords(Model):
    """What one level of a judged score means."""

    score: Annotated[Exact, Field(ge=0)] = told("The score.")
    words: Text = told("When it is given.")


REQUIREMENT_LISTS = Literal[
    "features", "constraints", "service_levels", "flows", "migrations", "services", "contract_terms"
]


class Criterion(Item, use=DECIDES, by_name=True):
    """A node of the criteria tree: a group with parts, or a leaf that is scored."""

    name: Text = told("Name.", use=ASKED)
    weight: Weight | None = told("Weight among its neighbours, of the kind declared in evaluation.weights.", None)
    kind: Literal["features", "judged", "pairwise", "yes_no", "quantity", "price"] | None = told(
        "How a leaf is scored; none for a group. features: answers to requirements; judged: scores of evaluators; "
        "pairwise: bids "
        "compared two by two by evaluators; yes_no and quantity: asked of the vendor; price: the total cost.",
        None,
    )
    parts: tuple[Criterion, ...] = told("Criteria it is made of.", (), ordered=True)
    covers: tuple[REQUIREMENT_LISTS, ...] = told("Features leaf: lists of requirements it scores.", ())
    levels: tuple[LevelWords, ...] = told("Judged leaf: what each score means.", ())
    formula: FormulaData = told("Price and quantity leaf: how the amount becomes points.", Formula(type="inverse"))
    unit: Text | None = told("Quantity leaf: unit of the number asked.", None, use=ASKED)
    lines: tuple[PriceLineRef, ...] = told(
        "Price leaf: the price lines whose amount it scores, such as a discount or an hourly rate; none means the "
        "total cost.",
        (),
    )
    economic: Flag = told(
        "Quantity or yes/no leaf: it belongs to the economic offer, not to quality; a price leaf always does.", False
    )
    maximum: Exact | None = told("Judged leaf: its own full mark, when not evaluation.score_maximum.", None, gt=0)
    pair_rule: Literal["sum", "normalised", "eigenvector"] = told(
        "Pairwise leaf. sum: points of all evaluators added; normalised: each evaluator's best to 1 first; "
        "eigenvector: AHP.",
        "sum",
    )
    worth: Exact | None = told("Award on value: money that the full mark is worth.", None)
    worth_at_zero: Exact = told("Award on value: money that no points are worth; may be negative.", Decimal(0))
    threshold: Percent | None = told("Bids below this share of the full mark are excluded.", None)
    evidence: Text | None = told("What the vendor must show.", None, use=ASKED)
    question: Text | None = told("Yes/no leaf: the question put to the vendor.", None, use=ASKED)
    relates_to: (
        Literal[
            "references",
            "past_use_cases",
            "team",
            "commitment",
            "target_size",
            "usability",
            "flexibility",
            "support",
            "demo",
        ]
        | None
    ) = told("What it judges.", None)
    use_cases: tuple[UseCaseRef, ...] = told("Demo leaf: use cases played as scripted scenarios.", ())

    @property
    def greatest_degree(self) -> int:
        """Give the greatest degree of preference in the tables of a pairwise leaf: Saaty's nine, else six."""
        return 9 if self.pair_rule == "eigenvector" else 6

    @property
    def is_economic(self) -> bool:
        """Tell whether a leaf belongs to the economic offer; all others are quality."""
        return self.kind == "price" or self.economic

    @property
    def is_cost(self) -> bool:
        """Tell whether a leaf scores the total cost."""
        return self.kind == "price" and not self.lines


class Recusal(Model, use=free("declared once bids are known")):
    """A bid that an evaluator does not score."""

    vendor: Id = told("Folder name of the vendor; its variants are meant too.")
    reason: Text = told("Why: what links the person to the vendor.")
    declared_on: Day | None = told("Date of the declaration.", None)


class BoardMember(Model, use=DECIDES, shown="internal"):
    """Somebody who scores bids."""

    evaluator: Id = told("Name of the file in scores/.")
    person: PersonRef | None = told("Person.", None, use=free("the evaluator's name in scores/ counts"))
    name: Line = told("Name.", use=free("the evaluator's name in scores/ counts"))
    office: Text | None = told("Office in the board: chair, member, secretary.", None, use=free("printed in minutes"))
    criteria: tuple[CriterionRef, ...] = told("Judged criteria this person scores; none means all.", ())
    conflict_of_interest: Literal["none", "declared", "missing"] = told(
        "Declaration; without it no score counts.",
        "missing",
        use=free("declared once bids are known"),
        governs=True,
    )
    declared_on: Day | None = told("Date of the declaration.", None, use=free("declared once bids are known"))
    recusals: tuple[Recusal, ...] = told(
        "Vendors whose bids this person does not score; then it compares none in pairs.",
        (),
        use=free("declared once bids are known"),
    )

    def is_recused(self, vendor: str) -> bool:
        """Tell whether this person steps aside from a bid, or from a variant of it."""
        return any(vendor == item.vendor or vendor.startswith(f"{item.vendor}-") for item in self.recusals)


class Event(Model):
    """A date of the consultation."""

    name: Text = told("What happens.")
    date: Moment = told("When, with time zone: 2027-03-01T12:00:00+01:00.")


class Law(Model):
    """The law whose minimum periods the tender keeps."""

    calendar: Line = told("Name of a calendar: eu, fr, it, ru-44fz, ru-223fz, private, or your own in calendars/.")
    procedure: Line = told("Procedure of that calendar: open, restricted…")
    shorter: tuple[Line, ...] = told("Reasons for shorter periods that the calendar knows: electronic, urgency…", ())
    country: Line | None = told("ISO 3166 code of the country whose holidays count, when not the calendar's.", None)


class Tender(Model):
    """The procedure."""

    id: Id = told("Id of the tender, written into every workbook.")
    title: Text | None = told("Title, when not the document's.", None)
    procedure: Text = told("Kind of procedure.")
    salt: Line | None = told(
        "Random text that makes fingerprints unguessable; `cdc new` writes one.", None, shown="internal"
    )
    languages: tuple[Language, ...] = told("Languages in which vendors may answer.", ())
    contact: Contact | None = told("Where questions go.", None)
    contact_name: Line | None = told("Who answers questions.", None)
    questions_until: Moment | None = told("Last moment for questions, with time zone.", None)
    answers_at: Moment | None = told("When answers go to all.", None)
    deadline: Moment | None = told("Last moment for bids, with time zone.", None)
    amendment_days: Count | None = told(
        "Days that remain at least until the deadline when what is asked is amended; else the deadline moves.",
        None,
        le=365,
    )
    demonstrations: Text | None = told("Demonstration stage.", None)
    negotiation: Text | None = told("Rounds of negotiation.", None)
    decision_on: Day | None = told("Day on which the decision is told to all who bid.", None)
    signature_on: Day | None = told("Day on which the contract is signed, once the standstill is over.", None)
    validity_days: Count | None = told("Days a bid binds its vendor.", None)
    envelopes: Literal["one", "two"] = told(
        "Technical and price answers in one workbook, or apart.", "one", governs=True
    )
    variants: Flag = told("Variants are allowed.", False)
    bidders: Literal["anyone", "invited"] = told(
        "Who may bid: anyone, or only the vendors that are listed as invited or on the short list.",
        "anyone",
        use=free("the list itself is the company's own"),
    )
    platform: Text | None = told("Where documents are published and bids are handed in: the platform's address.", None)
    groupings: Text | None = told("How vendors may bid together.", None)
    site_visit: Text | None = told("Visit of the place: whether, when, how.", None)
    submission: Text | None = told("How bids are handed in.", None)
    response_parts: tuple[Text, ...] = told("What a bid must hold.", ())
    declarations: tuple[Declaration, ...] = told("What the vendor declares.", ())
    calendar: tuple[Event, ...] = told("Dates of the consultation.", ())
    legal_basis: Text | None = told("Law or rules of the procedure.", None)
    law: Law | None = told("Calendar of law whose minimum periods are kept.", None)
    notices: Notices | None = told("What letters and minutes carry besides the result.", None)
    page_limit: Count | None = told("Pages of the free text of a bid.", None)


class Declaration(Item, use=ASKED):
    """Something the vendor declares with yes or no."""

    text: Text = told("The declaration.")
    mandatory: Flag = told("Without a yes the bid is not admissible.", True, governs=True)


class PriceLine(Item, use=ASKED):
    """A line of the price schedule."""

    name: Text = told("What is priced.")
    kind: Literal["one_off", "yearly", "exit", "element"] = told(
        "Paid once, each year, or once at the end; element: an amount by itself, such as a discount in per cent or an "
        "hourly rate, that no total holds: a price criterion names it under `lines`.",
        "one_off",
        governs=True,
    )
    quantity: Amount = told("Quantity.", Decimal(1), governs=True)
    quantities: tuple[Amount, ...] = told("Yearly line: quantity in year 1, 2…; the last one goes on.", ())
    year: Annotated[Count, Field(le=100)] | None = told(
        "Year of payment (0 is the start), or first year of a yearly line.", None
    )
    indexed: Flag = told("Yearly line: its price rises by evaluation.indexation.", True)
    currency: Currency | None = told(
        "Currency of the price, when not the budget's; its rate stands in evaluation.rates.", None
    )
    tax_rate: Percent = told("Tax in per cent, added when evaluation.tax is included.", Decimal(0))
    unit: Text | None = told("Unit of the quantity.", None)
    option: Flag = told("An option: priced, not in the total.", False)
    requirement: Annotated[str, Reference("services", "flows", "migrations", "features", "trainings")] | None = told(
        "What it pays for.", None
    )
    lots: tuple[LotRef, ...] = told("Lots it belongs to; none means all.", ())
    note: Text | None = told("Remark for the vendor.", None)


class Lot(Item, by_name=True):
    """A part of the tender that is awarded apart."""

    name: Text = told("Name.")
    description: Text | None = told("What it holds.", None)
    value: Money | None = told("Estimated value.", None)
    ceiling: InBudget | None = told(
        "Most that may be paid for the lot; several lots do not share the budget's ceiling.", None, use=DECIDES, ge=0
    )


class VendorRole(Item):
    """A role that the vendor must fill."""

    name: Text = told("Role: project manager, architect, trainer…")
    profile: Text | None = told("Training, experience and certificates asked.", None)
    tasks: Text | None = told("What the person does.", None)
    count: Count | None = told("How many persons.", None)
    presence: Text | None = told("Where and how much: on site two days a week.", None)


class Vendor(Item, use=free("the company's own list"), shown="internal"):
    """A company on the long or short list."""

    name: Line = told("Name.")
    status: Literal["long_list", "short_list", "invited", "declined", "excluded"] = told(
        "Where it stands.", "long_list"
    )
    reason: Text | None = told("Why.", None)
    contact: Contact | None = told("How to reach it.", None)
    address: Line | None = told("Postal address, to which letters go.", None)
    country: Line | None = told("Country.", None)


Criterion.model_rebuild()
Tender.model_rebuild()
