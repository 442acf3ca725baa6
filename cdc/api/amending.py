"""Amend a published tender: what changed since, the time for answers, the document for all vendors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cdc.api import leaks
from cdc.api.printing import Progress, quiet, write_document
from cdc.api.procurement import frozen, publish, write_grids
from cdc.api.project import Project, checked_languages, load
from cdc.api.questions import write_answers
from cdc.errors import DamagedFileError, UnknownNameError
from cdc.findings import Finding, Place
from cdc.tender.hand import Hand

if TYPE_CHECKING:
    from cdc.compare.specifications import Differences
    from cdc.documents.procedure.amendment import State
    from cdc.model import blocks
    from cdc.model.bid import Publication


@dataclass(frozen=True, slots=True)
class Amended:
    """What became of an amendment: the project as published now, the deadline if it was moved, every finding."""

    project: Project
    extended: dt.datetime | None
    findings: tuple[Finding, ...]


def since_publication(project: Project) -> Differences | None:
    """Give what changed since the last publication; None where nothing was published."""
    from cdc.compare.specifications import compare

    before = project.publication
    return None if before is None else compare(_state(project, before.number).specification, project.specification)


def amend(project: Project, reason: str, *, extend: bool = False, hand: Hand | None = None) -> Amended:
    """Publish what changed as the next amendment; `extend` moves the deadline as the tender declares.

    The page for vendors is looked through before anything is published. A deadline that leaves too few days is a
    finding, unless it may be moved: then it is written into the author's file.
    """
    hand, before = hand or Hand(), project.publication
    if before is None:
        return Amended(project, None, (Finding("CDC577", Place(project.root.name)),))
    wanted, moved = _extended(project, hand.now) if extend else (project, None)
    facts = frozen(wanted, before, reason, hand)
    if (before.form, before.rules) == (facts.form, facts.rules):
        return Amended(project, None, (Finding("CDC579", Place(project.root.name)),))
    findings = _leaking(wanted, before, facts)
    if findings:
        return Amended(project, None, findings)
    done = publish(wanted, amend=reason, edited=_with_deadline(project, moved) if moved else None, hand=hand)
    if done.findings:
        return Amended(done.project, None, done.findings)
    return Amended(_again(project) if moved else done.project, moved, ())


def _extended(project: Project, now: dt.datetime) -> tuple[Project, dt.datetime | None]:
    """Give the project with the deadline that its rule asks for, and that deadline where it is another one."""
    from cdc.tender import amendment

    spec = project.specification
    needed = amendment.needed_deadline(spec.tender, now) if spec.tender else None
    if needed is None or spec.tender is None:
        return project, None
    parts = {name: getattr(spec, name) for name in type(spec).model_fields}
    parts["tender"] = spec.tender.model_copy(update={"deadline": needed})
    return replace(project, specification=type(spec).model_construct(**parts)), needed


def _with_deadline(project: Project, moment: dt.datetime) -> dict[str, bytes]:
    """Put the deadline into the file in which it stands; nothing else of the file changes."""
    from cdc import yaml

    name = project.source.singles["tender"].name
    content = (project.root / name).read_bytes()
    return {name: yaml.edit(content, [(("tender", "deadline"), moment.isoformat())])}


def _again(project: Project) -> Project:
    """Load a project again, from its folder or its one file."""
    own = project.source.files
    loaded, findings = load(project.root / own[0].name if len(own) == 1 else project.root)
    assert loaded is not None, findings
    return loaded


def _leaking(project: Project, before: Publication, facts: Publication) -> tuple[Finding, ...]:
    """Look through the amendment as it would be, in every language, for what vendors must not read."""
    from cdc.documents.procedure.amendment import State
    from cdc.render import markdown

    old, new = _state(project, before.number), State(project.specification, facts)
    pages = (_composed(old, new, language) for language in project.specification.document.languages)
    contents = {f"{page.name}.{page.language}.md": markdown.render(page).encode("utf-8") for page in pages}
    return leaks.finder(project)(contents)


def _state(project: Project, number: int) -> State:
    """Give the specification as it was published under a number."""
    from cdc.documents.procedure.amendment import State
    from cdc.tender import publication

    history = publication.history(project.root)
    if not 0 <= number < len(history):
        known = ", ".join(str(one.number) for one in history)
        raise UnknownNameError(kind="amendment", name=str(number), known=known)
    folder = publication.sources(project.root, number)
    loaded, _ = load(folder)
    if loaded is None:
        raise DamagedFileError(path=folder.relative_to(project.root).as_posix())
    return State(loaded.specification, history[number])


def _composed(before: State, after: State, language: str) -> blocks.Document:
    from cdc.compare.specifications import compare
    from cdc.documents.procedure import amendment as document
    from cdc.tender import amendment

    found = compare(before.specification, after.specification)
    seen = tuple(amendment.seen(found, before.specification, after.specification))
    return document.compose(before, after, found, seen, language=language)


def amendment_document(project: Project, number: int, language: str) -> blocks.Document:
    """Give an amendment by its number, from the two publications that it stands between."""
    (chosen,) = checked_languages([language])
    if number < 1:
        raise UnknownNameError(kind="amendment", name=str(number), known="1…")
    return _composed(_state(project, number - 1), _state(project, number), chosen)


def write_amendment(
    project: Project,
    number: int,
    *,
    languages: Sequence[str],
    formats: Sequence[str],
    out: Path,
    progress: Progress = quiet,
) -> list[Path]:
    """Write an amendment for all vendors; with the last one also the answers to questions and the new workbooks."""
    from cdc.render import markdown

    pages = [amendment_document(project, number, language) for language in languages]
    for page in pages:
        leaks.guard_of_issued(project)({f"{page.name}.{page.language}.md": markdown.render(page).encode("utf-8")})
    written: list[Path] = []
    for page in pages:
        written += write_document(page, out / page.name, formats, look=project.look, progress=progress)
    if project.publication is not None and project.publication.number == number:
        answers, _ = write_answers(project, languages=languages, formats=formats, out=out, progress=progress)
        tender = project.specification.tender
        asked = (tender.languages if tender else ()) or (project.specification.language,)
        written += [*answers, *write_grids(project, languages=asked, out=out)]
    return written
