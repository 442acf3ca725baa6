"""What a profile is: which documents a specification becomes, which sections each has, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from cdc.model.base import Flag, Id, Language, Line, Model
from cdc.model.clauses import Compared
from cdc.model.declare import told
from cdc.model.requirement import CONSTRAINTS
from cdc.words import LANGUAGES

FrontPart = Literal["control", "summary", "how_to_read"]


class ProfileSection(Model):
    """A section: its title by language, the parts that stand in it, and what happens when it is empty."""

    id: Line = told("Id, for hidden_sections, section_order, section_titles and sections.after.")
    title: dict[Language, Line] = told("Title by language.")
    intro: dict[Language, Line] | None = told("A sentence under the heading.", None)
    parts: tuple[Line, ...] = told("Names of the parts printed here, in order.", ())
    clauses: tuple[Line, ...] = told("Articles of the library of clauses that stand here, before the parts.", ())
    constraints: tuple[CONSTRAINTS, ...] = told("Categories of constraints that stand here and nowhere else.", ())
    article: Line | None = told("Place in the official text that it answers to.", None)
    sections: tuple[ProfileSection, ...] = told("Sections inside.", ())
    when_empty: Literal["omit", "state_none", "error"] = told("What happens without content.", "omit")
    visibility: Literal["vendors", "internal"] = told("Who may read it.", "vendors")
    landscape: Flag = told("Print on landscape pages.", False)


class ProfileDocument(Model):
    """One document of the set."""

    id: Id = told("Name of its files.", "specification")
    kind: dict[Language, Line] = told("Kind of document printed on the cover, by language.")
    numbering: Literal["decimal", "letters"] = told("Chapters are numbered 1, 2… or A, B…", "decimal")
    cards: Literal["standard", "functional"] = told(
        "functional: each requirement with its criterion, level and flexibility F0 to F3 (NF EN 16271).", "standard"
    )
    layout: Literal["book", "sheet"] = told("A book has a cover and contents; a sheet starts with its title.", "book")
    front: tuple[FrontPart, ...] = told("What stands before the first chapter.", ("control", "summary", "how_to_read"))
    preface: ProfileSection | None = told("A section without a number, before the first chapter.", None)
    visibility: Literal["vendors", "internal"] = told(
        "internal: written only when the company prints for itself.", "vendors"
    )
    sections: Annotated[tuple[ProfileSection, ...], Field(min_length=1)] = told("Sections in order.")

    @property
    def every(self) -> Iterator[ProfileSection]:
        """Give every section, the preface and those inside others too."""
        yield from every(self.sections if self.preface is None else (self.preface, *self.sections))


class Profile(Model):
    """A structure of documents."""

    id: Line = told("Name of the profile.")
    title: dict[Language, Line] = told("Name by language.")
    languages: tuple[Language, ...] = told("Languages it is written in; without the key, all there are.", LANGUAGES)
    source: Line = told("Where the structure was read.")
    status: Literal["checked", "experimental"] = told("experimental: not compared with the official text.", "checked")
    doubt: dict[Language, Line] = told("What was not compared.", {})
    compared: tuple[Compared, ...] = told("Texts with which the structure was compared, and when.", ())
    clauses: Line | None = told("Library of clauses from which its articles are written.", None)
    is_brief: Flag = told("A short view to be printed beside the full document: what it leaves out is not lost.", False)
    documents: Annotated[tuple[ProfileDocument, ...], Field(min_length=1)] = told("Documents in order.")
    not_rendered: tuple[Line, ...] = told("Parts that these documents deliberately leave out.", ())

    @property
    def sections(self) -> Iterator[ProfileSection]:
        """Give every section of every document, those inside others too."""
        for document in self.documents:
            yield from document.every

    @property
    def apart(self) -> frozenset[str]:
        """Give the categories of constraints that have a section of their own."""
        return frozenset(category for section in self.sections for category in section.constraints)

    @property
    def main(self) -> ProfileDocument:
        """Give the document that holds the features: the author's own chapters go into it."""
        holding = (d for d in self.documents if any("features" in s.parts for s in every(d.sections)))
        return next(holding, self.documents[0])


def every(sections: Iterable[ProfileSection]) -> Iterator[ProfileSection]:
    """Give sections and those inside them."""
    for section in sections:
        yield section
        yield from every(section.sections)


ProfileSection.model_rebuild()
