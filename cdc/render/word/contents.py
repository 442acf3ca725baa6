"""The fields of a Word document: contents, lists of figures and tables, references; filled, to show at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cdc.model import blocks as b
from cdc.render.word.text import END, SEPARATE, bookmark, field, instruction, run

_STALE = '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'


LINES, LINES_OF_HEADING = 46, 4
"""Lines of contents on a page, and how many a heading takes; the first page is counted by who writes the body."""


@dataclass(frozen=True, slots=True)
class Caption:
    """The caption of a figure or table, and the page on which it probably falls."""

    sequence: str
    number: int
    text: str
    page: int


def listed(sections: Sequence[b.Section]) -> list[b.Section]:
    """Give the sections that the contents show: two levels."""
    found = []
    for section in sections:
        found.append(section)
        if section.level < 2:
            found += listed([block for block in section.blocks if isinstance(block, b.Section)])
    return found


def fields(
    document: b.Document, headings: Sequence[tuple[b.Section, int]], captions: Sequence[Caption]
) -> Iterator[str]:
    """Write the contents, then the lists of figures and of tables, with estimated page numbers."""
    found = listed(document.body)
    further = max(len(found) + len(captions) + 2 * LINES_OF_HEADING - 1, 0) // LINES
    pages = {section.id: page + further for section, page in headings}
    lines = [
        (
            f"TOC{section.level}",
            bookmark(f"h-{section.id}"),
            f"{run(section.number)}<w:r><w:tab/></w:r>{run(section.title)}",
            pages[section.id],
        )
        for section in found
    ]
    yield from _list(document.labels["contents"], 'TOC \\o "1-2" \\h \\z \\u', lines, page_break=True)
    for sequence, label in (("Figure", "figures"), ("Table", "tables")):
        named = [
            ("TableofFigures", bookmark(f"{sequence}-{item.number}"), run(item.text), item.page + further)
            for item in captions
            if item.sequence == sequence
        ]
        yield from _list(document.labels[label], f'TOC \\h \\z \\c "{sequence}"', named, page_break=False)


def _list(title: str, code: str, lines: Sequence[tuple[str, str, str, int]], *, page_break: bool) -> Iterator[str]:
    if not lines:
        return
    extra = "<w:pageBreakBefore/>" if page_break else ""
    yield f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/>{extra}</w:pPr>{run(title)}</w:p>'
    for at, (style, name, shown, page) in enumerate(lines):
        begin = f"{_STALE}{instruction(code)}{SEPARATE}" if at == 0 else ""
        number = field(f"PAGEREF {name} \\h", run(str(page)))
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{shown}<w:r><w:tab/></w:r>{number}</w:hyperlink>'
        end = END if at == len(lines) - 1 else ""
        yield f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{begin}{link}{end}</w:p>'
