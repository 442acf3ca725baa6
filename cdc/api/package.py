"""The package of a publication: what every vendor is sent, in each language, looked through and held by the journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cdc import files
from cdc.api import leaks
from cdc.api.amending import amendment_document
from cdc.api.author import documents
from cdc.api.printing import Progress, print_document, quiet
from cdc.api.procedure import course_of, tender_of
from cdc.api.procurement import grid_workbooks
from cdc.api.project import Project
from cdc.api.questions import answers_document
from cdc.errors import RefusedError
from cdc.findings import has_errors
from cdc.tender.hand import Hand

if TYPE_CHECKING:
    from cdc.model import blocks

FOLDER = "package"
SUMS = "SHA256SUMS"


def write_package(
    project: Project, *, formats: Sequence[str], progress: Progress = quiet, hand: Hand | None = None
) -> list[Path]:
    """Write what vendors are sent of the tender as it is published, whole or not at all; give the files.

    Each file is looked through first. What is there already as it would be written is no new act.
    """
    from cdc.tender import doors, publication, record

    hand, root, frozen = hand or Hand(), project.root, project.publication
    assert frozen is not None
    base = f"{publication.of_number(frozen.number)}/{FOLDER}"
    languages = tender_of(project).languages or (project.specification.language,)
    contents: dict[str, bytes] = {}
    for language in languages:
        within = _of_language(project, language, formats, progress)
        _guard(project, within)
        contents |= {f"{base}/{language}/{name}": content for name, content in within.items()}
    with record.held(root):
        where = course_of(project)
        held = {path: sum_ for path, sum_ in record.standing(where.journal).items() if path.startswith(f"{base}/")}
        if held != {path: files.sha256(content) for path, content in contents.items()}:
            shut = doors.shut(where, "issue", hand.now)
            if shut is not None:
                raise RefusedError((shut,))
            facts = {"number": frozen.number, "languages": list(languages), "formats": list(formats)}
            record.put(root, hand.entry("issue", facts=facts), contents, gone=sorted(held.keys() - contents.keys()))
    return [root / path for path in contents]


def _guard(project: Project, contents: Mapping[str, bytes]) -> None:
    found = leaks.finder(project)(contents)
    if found:
        raise RefusedError(found)


def _of_language(project: Project, language: str, formats: Sequence[str], progress: Progress) -> dict[str, bytes]:
    """Give the package in one language, by name: documents, workbooks, annexes, what to read first, checksums."""
    from cdc.documents.procedure import package

    assert project.publication is not None
    contents: dict[str, bytes] = {}
    listed: list[tuple[str, str]] = []
    for name, content, what in _parts(project, language, formats, progress):
        contents[name] = content
        listed.append((name, f"document.package_{what}"))
    listed.append((SUMS, "document.package_checksums"))
    page = package.readme(project.specification, project.publication, listed, language=language)
    contents[f"{package.README}.{language}.html"] = print_document(page, "html", project.look)
    sums = "".join(f"{files.sha256(content)}  {name}\n" for name, content in sorted(contents.items()))
    return {**contents, SUMS: sums.encode("utf-8")}


def _parts(
    project: Project, language: str, formats: Sequence[str], progress: Progress
) -> Iterator[tuple[str, bytes, str]]:
    """Give each file with what it is."""
    for document, what in _documents(project, language):
        for format_name in formats:
            name = f"{document.name}.{language}.{format_name}"
            progress(name)
            yield name, print_document(document, format_name, project.look, progress=progress), what
    for name, content in grid_workbooks(project, (language,)).items():
        yield name, content, "workbook"
    for annex in project.specification.annexes:
        if annex.file and annex.included and annex.confidentiality != "internal":
            path = project.root / annex.file
            if files.is_plain(project.root, path):
                yield annex.file, path.read_bytes(), "annex"


def _documents(project: Project, language: str) -> Iterator[tuple[blocks.Document, str]]:
    from cdc.documents.procedure import package

    spec, frozen = project.specification, project.publication
    assert frozen is not None
    yield from ((document, "document") for document in documents(project, language=language, look=project.look))
    rules = package.rules(spec, language)
    if rules is not None:
        yield rules, "rules_document"
    if frozen.number:
        yield amendment_document(project, frozen.number, language), "amendment"
    answers, findings = answers_document(project, language)
    if answers is not None:
        yield answers, "answers"
    elif has_errors(findings):
        raise RefusedError(findings)
