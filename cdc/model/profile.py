"""What a profile is: which sections a document has, in which order, and what stands in each."""

from __future__ import annotations

from typing import Literal

from cdc.model.base import Flag, Language, Line, Model, told


class ProfileSection(Model):
    """A section: its title by language, the parts that stand in it, and what happens when it is empty."""

    id: Line = told("Id, for hidden_sections and sections.after.")
    title: dict[Language, Line] = told("Title by language.")
    intro: dict[Language, Line] | None = told("A sentence under the heading.", None)
    parts: tuple[Line, ...] = told("Names of the parts printed here, in order.", ())
    sections: tuple[ProfileSection, ...] = told("Sections inside.", ())
    when_empty: Literal["omit", "state_none", "error"] = told("What happens without content.", "omit")
    visibility: Literal["vendors", "internal"] = told("Who may read it.", "vendors")
    landscape: Flag = told("Print on landscape pages.", False)


class Profile(Model):
    """A structure of documents."""

    id: Line = told("Name of the profile.")
    title: dict[Language, Line] = told("Name by language.")
    kind: dict[Language, Line] = told("Kind of document printed on the cover, by language.")
    languages: tuple[Language, ...] = told("Languages it is written in.", ("en", "fr", "it", "ru"))
    source: Line = told("Where the structure was read.")
    status: Literal["checked", "experimental"] = told("experimental: not compared with the official text.", "checked")
    doubt: dict[Language, Line] = told("What was not compared.", {})
    numbering: Literal["decimal", "letters"] = told("Chapters are numbered 1, 2… or A, B…", "decimal")
    sections: tuple[ProfileSection, ...] = told("Sections in order.")
    not_rendered: tuple[Line, ...] = told("Parts that this document deliberately leaves out.", ())


ProfileSection.model_rebuild()
