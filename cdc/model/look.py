"""What a look is: colours, logo, fonts, the house's words, what replaces our style sheet, templates and Word styles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import StringConstraints

from cdc.model.base import Language, Line, Model
from cdc.model.declare import told

Family = Annotated[str, StringConstraints(pattern=r"^\w[\w .-]{0,60}$")]
"""Written into style sheets as it is, so it holds nothing that ends a string."""
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


class Colours(Model):
    """The colours that carry the look; each is dark enough for white text, or is text on white."""

    primary: Colour = told("Headings, bars, essential chips: #rrggbb.", "#0b5c7a")
    accent: Colour = told("Numbers, marks, milestones.", "#b4511f")
    ink: Colour = told("Text.", "#1c2733")
    muted: Colour = told("Labels and captions.", "#5b6770")


class FontFiles(Model):
    """A family of fonts as files of the project: WOFF2, TTF or OTF."""

    family: Family = told("Name of the family.")
    regular: Line = told("File of the regular face.")
    semibold: Line = told("File of the semibold or bold face.")
    italic: Line | None = told("File of the italic face.", None)
    semibold_italic: Line | None = told("File of the semibold italic face.", None)


class Theme(Model):
    """A theme: `themes/<name>.yaml` in the project."""

    title: dict[Language, Line] = told("Name by language.")
    colours: Colours = told("Colours.", Colours())
    logo: Line | None = told("Picture for the cover, a file of the project: PNG, JPEG or SVG.", None)
    font: FontFiles | None = told("Fonts instead of ours; drawings keep ours, in which they are measured.", None)
    phrases: dict[Language, dict[Line, Line]] = told("Your own words: {en: {value.essential: Must}}.", {})
    stylesheet: Line | None = told("CSS added after ours, a file of the project.", None)
    templates: Line | None = told("Folder of block templates that replace ours: requirement.html.j2…", None)
    word: Line | None = told("Word document whose styles, cover and header are used.", None)


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font family."""

    family: str
    weight: int
    style: Literal["normal", "italic"]
    content: bytes


@dataclass(frozen=True, slots=True)
class Look:
    """A theme with the files it names."""

    colours: Colours = field(default_factory=Colours)
    logo: bytes | None = None
    faces: tuple[Face, ...] = ()
    css: str = ""
    templates: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    word: bytes | None = None


PLAIN = Look()
"""Our own look."""
