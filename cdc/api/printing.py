"""Documents as files: which formats can be made here, one document printed, many written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from cdc import files
from cdc.errors import UnknownNameError
from cdc.memory import without_collection

if TYPE_CHECKING:
    from cdc.model import blocks
    from cdc.model.look import Look

FORMATS = ("pdf", "docx", "html", "md")
PdfKind = Literal["ua", "archive", "draft"]


class Progress(Protocol):
    """Told what is being done; `step` is 1 when a thing begins, 0 for a part of it."""

    def __call__(self, name: str, step: int = 1) -> None:
        """Take note."""


def quiet(name: str, step: int = 1) -> None:
    """Tell nobody."""


def usable_formats(formats: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Give the formats that can be made here, and whether PDF had to be left out."""
    for name in formats:
        _known(name)
    if "pdf" in formats:
        from cdc.render import pdf

        if not pdf.is_available():
            return tuple(name for name in formats if name != "pdf"), True
    return tuple(formats), False


def _known(name: str) -> None:
    if name not in FORMATS:
        raise UnknownNameError(kind="format", name=name, known=", ".join(FORMATS))


@without_collection()
def print_document(
    document: blocks.Document,
    format_name: str,
    look: Look | None = None,
    pdf: PdfKind = "ua",
    progress: Progress = quiet,
) -> bytes:
    """Print a document as pdf, docx, html or md, in our look or another; `pdf` is the kind of PDF."""
    from cdc.model.look import PLAIN

    _known(format_name)
    look = look or PLAIN
    if format_name == "pdf":
        from cdc.render import pdf as engine

        return engine.render(document, look, pdf, lambda chapter: progress(f"{document.name} · {chapter}", 0))
    if format_name == "docx":
        from cdc.render import word

        return word.render(document, look)
    if format_name == "html":
        from cdc.render import html

        return html.render(document, look).encode("utf-8")
    from cdc.render import markdown

    return markdown.render(document).encode("utf-8")


def write_document(
    document: blocks.Document,
    stem: Path,
    formats: Sequence[str],
    *,
    look: Look,
    pdf: PdfKind = "ua",
    progress: Progress = quiet,
) -> list[Path]:
    """Write a document in each format as `<stem>.<language>.<format>`; give the files written."""
    written = []
    for target, content in printed(document, stem, formats, look=look, pdf=pdf, progress=progress):
        files.write_atomic(target, content)
        written.append(target)
    return written


def printed(
    document: blocks.Document,
    stem: Path,
    formats: Sequence[str],
    *,
    look: Look,
    pdf: PdfKind = "ua",
    progress: Progress = quiet,
) -> Iterator[tuple[Path, bytes]]:
    """Print a document in each format, for a file `<stem>.<language>.<format>`."""
    for name in formats:
        target = stem.with_name(f"{stem.name}.{document.language}.{name}")
        progress(target.name)
        yield target, print_document(document, name, look, pdf, progress)
