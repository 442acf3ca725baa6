"""The cover of a book, the head of a letter or one-pager, and what a house's own cover can name."""

from __future__ import annotations

from collections.abc import Iterator

from cdc.model import blocks as b
from cdc.render.word.text import PAGE_BREAK, paragraph, run


def cover(document: b.Document) -> Iterator[str]:
    """Write the cover page of a book, or the head of a sheet."""
    return _HEADS[document.layout](document)


def facts(document: b.Document) -> dict[str, str]:
    """Give what a house's cover, header and footer can name in double braces."""
    names = ("kind", "title", "subtitle", "reference", "version", "date", "company", "confidentiality")
    return {name: str(getattr(document, name)) for name in names} | {"draft": document.draft or ""}


def control(document: b.Document) -> str:
    """Say which version of which document this is; a letter has a kind instead of a version."""
    edition = document.kind if document.layout == "letter" else f"{document.labels['version']} {document.version}"
    return f"{document.reference} · {edition} · {document.date}"


def _cover(document: b.Document) -> Iterator[str]:
    yield paragraph("CoverKind", run(document.kind))
    yield paragraph("Title", run(document.title))
    yield paragraph("Subtitle", run(document.subtitle))
    yield paragraph("CoverCompany", run(document.company))
    yield paragraph("CoverControl", run(control(document)))
    if document.confidentiality:
        yield paragraph("CoverControl", run(document.confidentiality))
    if document.draft:
        yield paragraph("CoverDraft", run(document.draft))
    yield PAGE_BREAK


def _head(document: b.Document) -> Iterator[str]:
    """The head of a one-pager: kind, title, for whom, reference."""
    yield paragraph("CoverControl", run(document.kind))
    yield paragraph("TOCHeading", run(document.title))
    if document.subtitle:
        yield paragraph("Lead", run(document.subtitle, "<w:b/>"))
    parts = [document.company, document.reference, document.date, document.confidentiality]
    yield paragraph("CoverControl", run(" · ".join(part for part in parts if part)))
    yield paragraph("TableGap", "")


def _draft(document: b.Document) -> Iterator[str]:
    """A letter has its own head; only a draft is marked as such above it."""
    if document.draft:
        yield paragraph("CoverDraft", run(document.draft))


_HEADS = {"book": _cover, "sheet": _head, "letter": _draft}
