"""What a document is: a tree of blocks, built once and printed by every format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["essential", "important", "optional", "knockout", "plain", "good", "fair", "poor", "missing"]


@dataclass(frozen=True, slots=True)
class Strong:
    """Emphasised strongly."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasised."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Code:
    """Text of a program or file."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a web address or mailbox."""

    url: str
    content: Inlines


@dataclass(frozen=True, slots=True)
class Ref:
    """A cross reference to the anchor `id` inside the document."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A short word with a tone: priority, level, status; the word carries the meaning, colour repeats it."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Break:
    """A new line."""


Inline = str | Strong | Emphasis | Code | Link | Ref | Chip | Break
Inlines = tuple[Inline, ...]


Style = Literal["body", "lead", "note", "closing"]
Align = Literal["left", "right", "center"]
RowStyle = Literal["body", "total", "group"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `lead` opens a chapter, `note` is small print, `closing` never starts a page."""

    content: Inlines
    style: Style = "body"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside an author's text; it is not numbered and not in the contents."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item holds blocks, and an ordered one counts from `start`."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: title, relative width, alignment."""

    title: str
    width: int = 10
    align: Align = "left"
    is_id: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `anchor` is the id that cross references jump to. A single cell takes the whole width."""

    cells: tuple[Inlines, ...]
    anchor: str | None = None
    style: RowStyle = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with repeated header row; a wide one is printed on landscape pages."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str | None = None
    number: int = 0
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their contents."""

    rows: tuple[tuple[str, Inlines], ...]


@dataclass(frozen=True, slots=True)
class RequirementCard:
    """One requirement: the one place of the document where it is stated."""

    id: str
    title: str
    priority: Chip | None
    weight: str | None
    knockout: str | None
    statement: tuple[Block, ...]
    facts: tuple[tuple[str, Inlines], ...]


@dataclass(frozen=True, slots=True)
class Kpi:
    """An indicator: from today's value to the target."""

    id: str
    name: str
    baseline: str
    target: str
    note: Inlines


@dataclass(frozen=True, slots=True)
class KpiCards:
    """Indicators side by side."""

    cards: tuple[Kpi, ...]


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """What a reader takes away at a glance, side by side: each figure with the words that say what it is."""

    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a letter: sender and references, way of sending and addressee, place and date, subject."""

    sender: tuple[str, ...]
    references: tuple[str, ...]
    channel: tuple[str, ...]
    addressee: tuple[str, ...]
    place_and_date: str
    subject: tuple[str, str]
    """Its label, and what the letter is about."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Somebody who signs: what the signature does (approved, agreed), the name, the office, and what is known of it."""

    act: str
    name: str
    office: str
    note: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signatures side by side, each with room for it."""

    people: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its caption, and words for those who do not see it; size in CSS pixels."""

    svg: str
    alt: str
    caption: str
    width: int
    height: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file of the author with its caption."""

    content: bytes
    media_type: Literal["image/png", "image/jpeg", "image/svg+xml"]
    alt: str
    caption: str
    width: int
    height: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class Callout:
    """A boxed remark."""

    title: str
    blocks: tuple[Block, ...]
    tone: Literal["note", "warning"] = "note"


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines printed as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading with what stands under it."""

    id: str
    title: str
    number: str
    level: int
    blocks: tuple[Block, ...]
    landscape: bool = False


Block = (
    Paragraph
    | Heading
    | Bullets
    | Table
    | Facts
    | RequirementCard
    | KpiCards
    | KeyFigures
    | Letterhead
    | Signatures
    | Figure
    | Picture
    | Callout
    | CodeBlock
    | Section
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, ready to be printed."""

    name: str
    language: str
    kind: str
    title: str
    subtitle: str
    reference: str
    version: str
    date: str
    iso_date: str
    company: str
    confidentiality: str
    draft: str | None
    labels: dict[str, str]
    front: tuple[Block, ...]
    body: tuple[Section, ...]
    layout: Literal["book", "sheet", "letter"] = "book"
    """A book has a cover page, contents and chapters; a sheet (one-pager) starts with its title; a letter has its own
    head among its blocks."""
