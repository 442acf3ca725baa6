"""What grows while a Word document is written: text, pictures, bookmarks, links, lists, and the page it is at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cdc.model import blocks as b
from cdc.model.look import PLAIN, Look
from cdc.render.pages import Estimate
from cdc.render.word import text
from cdc.render.word.contents import Caption
from cdc.render.word.text import paragraph, run

TEXT_WIDTH = 9638  # twentieths of a point between the margins of A4 (170 mm)
WIDE = 14570  # the same on landscape pages
_LINK = '<w:rStyle w:val="Hyperlink"/>'
_CHIPS = {
    "essential": ("FFFFFF", "0B5C7A"),
    "important": ("0B4A62", "DCEBF2"),
    "optional": ("33424F", "F1F5F8"),
    "knockout": ("FFFFFF", "A23B5B"),
    "plain": ("33424F", "F1F5F8"),
    "good": ("FFFFFF", "3F7046"),
    "fair": ("6B540D", "FCF4E4"),
    "poor": ("8A2C4A", "F8E8EC"),
    "missing": ("33424F", "FFFFFF"),
}


@dataclass
class Writer:
    """What grows while a document is written; `named` are the ids whose bookmark holds just the id."""

    document: b.Document
    look: Look = PLAIN
    out: list[str] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    bookmarks: int = 0
    starts: list[int] = field(default_factory=list)
    depth: int = 0
    pages: Estimate = field(default_factory=Estimate)
    headings: list[tuple[b.Section, int]] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    named: frozenset[str] = frozenset()
    width: int = TEXT_WIDTH

    def write(self, style: str, inner: str, content: b.Inlines) -> None:
        """Write a paragraph of a style."""
        self.pages.paragraph(content, style)
        self.out.append(paragraph(style, inner))

    def marked(self, id_: str, inner: str) -> str:
        """Put a bookmark around runs."""
        self.bookmarks += 1
        at, name = self.bookmarks, text.bookmark(id_)
        return f'<w:bookmarkStart w:id="{at}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{at}"/>'

    def inline(self, content: b.Inlines, properties: str = "") -> str:
        """Write pieces of text as runs."""
        return "".join(
            run(part, properties) if isinstance(part, str) else _RUNS[type(part)](self, part, properties)
            for part in content
        )

    def link(self, part: b.Link, _: str) -> str:
        """Write a link to an address."""
        id_ = self.links.setdefault(part.url, f"rIdLink{len(self.links) + 1}")
        return f'<w:hyperlink r:id="{id_}" w:history="1">{self.inline(part.content, _LINK)}</w:hyperlink>'

    def reference(self, ref: b.Ref, _: str) -> str:
        """Write a cross reference as a field where its target prints the very text, else as a link."""
        name, shown = text.bookmark(ref.id), run(ref.text, _LINK)
        if ref.id in self.named and ref.id == ref.text:
            return text.field(f"REF {name} \\h", shown)
        return f'<w:hyperlink w:anchor="{name}" w:history="1">{shown}</w:hyperlink>'

    def turn(self, *, landscape: bool) -> None:
        """End the pages of one orientation, and go on in the other."""
        if (self.width == WIDE) != landscape:
            self.out.append(f"<w:p><w:pPr>{page_section(landscape=not landscape)}</w:pPr></w:p>")
            self.width = WIDE if landscape else TEXT_WIDTH
            self.pages.advance_page()

    def caption(self, kind: str, number: int, words: str) -> None:
        """Write the caption of a table or figure, its number counted by the reader program."""
        label = self.document.labels[kind]
        sequence = "Table" if kind == "table" else "Figure"
        counted = text.field(f"SEQ {sequence} \\* ARABIC", run(str(number)))
        inner = self.marked(f"{sequence}-{number}", run(f"{label} ") + counted + run(f" — {words}"))
        style = "Caption" if kind == "figure" else "TableCaption"
        shown = f"{label} {number} — {words}"
        self.pages.paragraph((shown,), style)
        self.captions.append(Caption(sequence, number, shown, self.pages.page))
        self.out.append(paragraph(style, inner))


_RUNS: dict[type, Callable[[Writer, Any, str], str]] = {
    b.Strong: lambda writer, part, style: writer.inline(part.content, "<w:b/>" + style),
    b.Emphasis: lambda writer, part, style: writer.inline(part.content, style + "<w:i/>"),
    b.Code: lambda _, part, __: run(part.text, '<w:rStyle w:val="CodeText"/>'),
    b.Break: lambda *_: "<w:r><w:br/></w:r>",
    b.Chip: lambda _, part, __: chip(part.text, part.tone),
    b.Ref: Writer.reference,
    b.Link: Writer.link,
}


def chip(words: str, tone: str) -> str:
    """Write a short word in the colours of its tone."""
    ink, paper = _CHIPS[tone]
    style = f'<w:b/><w:color w:val="{ink}"/><w:sz w:val="15"/><w:shd w:val="clear" w:color="auto" w:fill="{paper}"/>'
    return run(f"\u00a0{words}\u00a0", style)


def label(words: str) -> str:
    """Write the label of a fact."""
    return run(f"{words} · ", '<w:rStyle w:val="FactLabel"/>')


def page_section(*, landscape: bool) -> str:
    """Write what ends a run of pages of one orientation."""
    turned = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    size = turned if landscape else '<w:pgSz w:w="11906" w:h="16838"/>'
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter"/>'
        f'{size}<w:pgMar w:top="1530" w:right="1020" w:bottom="1250" w:left="1248" '
        'w:header="680" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
