"""How the work goes: risks, questions, workshops, logs, annexes, reviews."""

from __future__ import annotations

from typing import Annotated, Literal

from cdc.model.base import (
    Count,
    Day,
    DepartmentRef,
    FileName,
    Flag,
    Item,
    Level,
    Line,
    LotRef,
    Markdown,
    Model,
    PersonRef,
    Reference,
    Section,
    Text,
    UseCaseRef,
    WorkshopRef,
)
from cdc.model.declare import free, told


class Risk(Item, use=free("the team's own register")):
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
    owner: PersonRef | None = told("Who answers for it.", None, use=free("who answers for it inside"))
    due: Day | None = told("By when it is confirmed.", None, use=free("when the company makes sure of it"))


class Question(Item, use=free("explains the form, and grows after publication")):
    """A question, from inside or from a vendor, with its answer."""

    text: Text = told("The question as all may read it: it names nobody who asks.")
    asked_as: Text | None = told("The question in the words of who asks; never published.", None, shown="internal")
    by: Line | None = told("Who asks; never published.", None, shown="internal")
    date: Day | None = told("When it was asked.", None)
    answer: Text | None = told("The answer, the same for all.", None)
    answered: Day | None = told("When it was answered.", None)
    refers_to: tuple[Line, ...] = told("Ids it concerns.", ())
    lots: tuple[LotRef, ...] = told("Lots it concerns; none means all.", ())
    open: Flag = told("Still open.", False)
    visibility: Literal["vendors", "internal"] = told(
        "internal: asked inside the company, in nothing that vendors see.", "vendors", shown="internal"
    )

    @property
    def is_published(self) -> bool:
        """Tell whether the answer is for all vendors to read."""
        return self.answer is not None and not self.open and self.visibility == "vendors"


class GlossaryTerm(Item):
    """A term and what it means here."""

    term: Text = told("Term.")
    definition: Text = told("Meaning.")
    scope: Literal["sector", "organisation", "product"] = told("Where the term is used.", "sector")


class Annex(Item):
    """A document that goes with this one."""

    title: Text = told("Title.")
    file: FileName | None = told("Path inside the project folder.", None)
    included: Flag = told("Sent with the document, not only mentioned.", True)
    confidentiality: Literal["public", "vendors", "internal"] = told("Who receives it.", "vendors")
    description: Text | None = told("What it holds.", None)


class ReferenceDocument(Item, by_name=True):
    """A law, standard, decision or study that this document refers to."""

    name: Text = told("Title.")
    kind: Literal["law", "standard", "decision", "contract", "study", "other"] | None = told("Kind.", None)
    edition: Line | None = told("Number, edition or date, in quotes.", None)
    place: Line | None = told("Where it can be read: address or file.", None)
    note: Text | None = told("What it is cited for.", None)


class Mockup(Item, use=free("indicative, as the document says beside it")):
    """A sketch of a screen."""

    title: Text = told("Title.")
    file: FileName | None = told("Picture in the project folder: PNG, JPEG, SVG or PDF.", None)
    page: Count = told("Page of a PDF.", 1, ge=1)
    alt: Text = told("What the picture shows, for those who do not see it.")
    use_cases: tuple[UseCaseRef, ...] = told("Use cases it illustrates.", ())
    sections: tuple[Text, ...] = told("Parts of the screen.", ())
    interactions: Text | None = told("How the parts act on each other.", None)
    source: Line | None = told("Drawing it was exported from.", None)


class Decision(Item, use=free("log of the team"), shown="team"):
    """A decision, with its date and origin."""

    text: Text = told("What was decided.")
    date: Day | None = told("When.", None)
    by: Text | None = told("By whom.", None)
    source: WorkshopRef | None = told("Where.", None)


class ChangeRequest(Item, use=free("log of the team; an accepted change alters what it names"), shown="team"):
    """A change asked after the freeze."""

    text: Text = told("What should change.")
    date: Day = told("When it was asked.")
    by: Line | None = told("By whom.", None)
    affects: tuple[Line, ...] = told("Ids it changes.", ())
    impact: Text | None = told("What it does to weights, price and dates.", None)
    status: Literal["asked", "accepted", "refused"] = told("What became of it.", "asked")


class Issue(Item, use=free("log of the team"), shown="team"):
    """A difficulty met on the way."""

    text: Text = told("What is difficult.")
    owner: PersonRef | None = told("Who deals with it.", None)
    status: Literal["open", "closed"] = told("Where it stands.", "open")
    level: Level = told("How serious.", "medium")


class Review(Item, use=free("held after go-live"), shown="team"):
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
    after: Section | None = told(
        "Id of the section of the profile after which it stands; default: before the annexes.", None, use=free("layout")
    )
    fills: Section | None = told(
        "Id of the section of the structure whose content this is: it stands in it, under its number.",
        None,
        use=free("layout"),
    )
    visibility: Literal["internal", "vendors"] = told("Who may read it.", "vendors")
    checked_on: Day | None = told(
        "When its legal references were last checked.", None, use=free("when the author last looked it up")
    )


class WorkshopMinutes(Model):
    """What was said, decided and left open, by heading."""

    heading: Text = told("Heading.")
    points: tuple[Text, ...] = told("Points, one line each.")


class Workshop(Item, use=free("minutes of the team"), shown="team"):
    """A themed meeting of the people concerned."""

    theme: Text = told("Topic, known in advance.")
    date: Day | None = told("When: YYYY-MM-DD.", None)
    duration: Count | None = told("Planned length, in minutes.", None)
    participants: tuple[PersonRef, ...] = told("Who takes part.", ())
    departments: tuple[DepartmentRef, ...] = told("Departments that take part.", ())
    note_taker: PersonRef | None = told("Who takes notes.", None)
    agenda: tuple[Text, ...] = told("Steps of the meeting.", ())
    preparation: tuple[Text, ...] = told("What to read or think about before.", ())
    recording: Line | None = told("Where the recording is kept.", None)
    recording_consent: bool | None = told("All participants agreed to be recorded.", None)
    summary: Markdown | None = told("Text of a summary, such as one made by a meeting assistant.", None)
    minutes: tuple[WorkshopMinutes, ...] = told("Minutes by heading.", ())
    decisions: tuple[Text, ...] = told("Decisions taken.", ())
    open_questions: tuple[Text, ...] = told("Questions left open.", ())
    follow_up: Text | None = told("Next meeting, when too much stays open.", None)
    news: Text | None = told("What is told to everybody afterwards.", None)


class Interview(Item, use=free("minutes of the team"), shown="team"):
    """What one future user expects."""

    person: Line = told("Who was asked.")
    department: DepartmentRef | None = told("Department.", None)
    date: Day | None = told("When.", None)
    expectations: tuple[Text, ...] = told("What the person expects.", ())
    findings: tuple[Text, ...] = told("What was learnt about the work of today.", ())


class Idea(Item, use=free("log of the team"), shown="team"):
    """A comment or idea, with what became of it."""

    text: Text = told("The idea.")
    by: Line | None = told("Who had it.", None)
    disposition: Literal["open", "accepted", "rejected", "merged"] = told("What became of it.", "open")
    reason: Text | None = told("Why.", None)
    feature: Annotated[str, Reference("features", "use_cases")] | None = told("Where it went.", None)
