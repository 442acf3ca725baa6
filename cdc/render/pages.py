"""Estimate on which page each heading of a Word document falls, from the amount of text before it.

Word lays text out itself; the numbers here fill the contents field until Word or LibreOffice refreshes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cdc.model import blocks as b

PAGE = 697.0  # points between the margins
WIDTH = 482.0
LETTER = 0.505  # mean width of a letter, as a share of the font size
# style: font size, line height, space before and after, indent; all in points
STYLES = {
    "BodyText": (9.5, 13.5, 5, 0),
    "Lead": (10.5, 15, 6, 0),
    "Note": (8.5, 12, 5, 0),
    "MinorHeading": (10, 14, 13, 0),
    "Fact": (9.5, 13, 3, 0),
    "CalloutTitle": (10, 14, 9, 8),
    "RequirementText": (9.5, 13.5, 2, 10),
    "RequirementFact": (8.5, 12, 2, 10),
    "RequirementEssential": (9.5, 14, 9, 10),
    "RequirementImportant": (9.5, 14, 9, 10),
    "RequirementOptional": (9.5, 14, 9, 10),
    "ListBullet": (9.5, 13.5, 2, 16),
    "ListNumber": (9.5, 13.5, 2, 16),
    "Caption": (8.5, 12, 8, 0),
    "TableCaption": (8.5, 12, 8, 0),
    "CodeBlock": (8.5, 12, 0, 8),
}


@dataclass
class Estimate:
    """The page and the height used on it, as text is added."""

    page: int = 1
    used: float = 0.0

    def advance_page(self, count: int = 1) -> None:
        """Start a new page."""
        self.page += count
        self.used = 0.0

    def space(self, height: float) -> None:
        """Use a block of height that is not split."""
        if self.used and self.used + height > PAGE:
            self.advance_page()
        self.used += height

    def _lines(self, count: int, line: float, around: float) -> None:
        self.used += around
        for _ in range(count):
            if self.used + line > PAGE:
                self.advance_page()
            self.used += line

    def heading(self, level: int) -> None:
        """Add a heading; a chapter starts a page, the others keep two lines of text with them."""
        if level == 1:
            if self.used:
                self.advance_page()
            self.used += 23 + 17
            return
        size = {2: 13.0, 3: 11.0}.get(level, 10.0)
        height = size * 1.3 + {2: 28, 3: 20}.get(level, 17)
        if self.used + height + 30 > PAGE:
            self.advance_page()
        self.used += height

    def paragraph(self, content: b.Inlines, style: str) -> None:
        """Add a paragraph."""
        size, line, around, indent = STYLES[style]
        letters = int((WIDTH - indent) / (size * LETTER))
        self._lines(_rows(content, letters), line, around)

    def row(self, cells: Sequence[b.Inlines], widths: Sequence[int], *, small: bool) -> None:
        """Add a table row, as high as its highest cell; rows are not split."""
        size, line = (7.5, 10.0) if small else (8.5, 11.5)
        rows = max(
            (
                _rows(cell, max(int((width / 20 - 6) / (size * LETTER)), 3))
                for cell, width in zip(cells, widths, strict=False)
            ),
            default=1,
        )
        self.space(rows * line + 5.5)


def starts(document: b.Document, estimate: Estimate) -> list[tuple[int, str]]:
    """Give the page on which each chapter probably starts, with its number and title."""
    estimate.advance_page(2)
    found = []
    for chapter in document.body:
        estimate.heading(1)
        found.append((estimate.page, f"{chapter.number} {chapter.title}"))
        _add(estimate, chapter.blocks)
    return found


def _add(estimate: Estimate, blocks: Sequence[b.Block]) -> None:
    """Add the height of blocks, as far as it matters for a guess."""
    for block in blocks:
        if isinstance(block, b.Section):
            estimate.heading(block.level)
            _add(estimate, block.blocks)
        elif isinstance(block, b.Table):
            _add_table(estimate, block)
        elif isinstance(block, b.Figure | b.Picture):
            estimate.space(block.height * 0.55 + 30)
        else:
            for content, style in _texts(block):
                estimate.paragraph(content, style)


def _add_table(estimate: Estimate, block: b.Table) -> None:
    widths = [9638 * column.width // sum(c.width for c in block.columns) for column in block.columns]
    for row in block.rows:
        estimate.row(row.cells, widths if len(row.cells) > 1 else [sum(widths)], small=len(widths) > 7)


def _texts(block: b.Block) -> Iterator[tuple[b.Inlines, str]]:
    """Give the paragraphs of a block with their styles."""
    if isinstance(block, b.RequirementCard):
        first = block.statement[:1]
        opening = first[0].content if first and isinstance(first[0], b.Paragraph) else ()
        yield (block.id, block.title, *opening), "RequirementText"
        for further in block.statement[1 if opening else 0 :]:
            yield from _texts(further)
        yield from (((label, *content), "RequirementFact") for label, content in block.facts)
    elif isinstance(block, b.Facts):
        yield from (((label, *content), "Fact") for label, content in block.rows)
    elif isinstance(block, b.Paragraph):
        yield block.content, "BodyText"


def _rows(content: b.Inlines, letters: int) -> int:
    rows, used = 1, 0
    for part in content:
        if isinstance(part, b.Break):
            rows, used = rows + 1, 0
            continue
        text = part if isinstance(part, str) else getattr(part, "text", None) or _text(part)
        used += len(text)
        if used > letters:
            rows += used // letters if used % letters else used // letters - 1
            used %= letters
    return rows


def _text(part: b.Inline) -> str:
    inner = getattr(part, "content", ())
    return "".join(piece if isinstance(piece, str) else getattr(piece, "text", "") or _text(piece) for piece in inner)
