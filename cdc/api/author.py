"""What the author makes of a specification: its documents, and the remarks that come back from review."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cdc import files
from cdc.api.leaks import guard_of_issued
from cdc.api.printing import PdfKind, Progress, printed, quiet
from cdc.api.project import Project, checked_languages
from cdc.findings import Finding, Place
from cdc.memory import without_collection

if TYPE_CHECKING:
    from cdc.exchange.review import Remark
    from cdc.model import blocks
    from cdc.model.look import Look
    from cdc.model.profile import Profile
    from cdc.model.rewording import Difference, Rewording


@without_collection()
def documents(
    project: Project, *, language: str, internal: bool = False, profile: str | None = None, look: Look | None = None
) -> tuple[blocks.Document, ...]:
    """Give the specification in one language as trees of blocks, one for each document of its profile or of another."""
    from cdc.documents.compose import compose
    from cdc.documents.parts import PARTS
    from cdc.media import pictures
    from cdc.packs import structures

    spec, frozen = project.specification, project.publication
    published = frozen is not None and spec.tender is not None and frozen.form == project.form
    return compose(
        spec,
        structures.chosen(project.root, profile or spec.document.profile, PARTS),
        language=language,
        audience="internal" if internal else "vendors",
        published=published,
        pictures=pictures.of(project.root, spec),
        own_words=look.phrases.get(language, {}) if look else {},
    )


def render(  # noqa: PLR0913 - what to print, how and where: all named, all have a default
    project: Project,
    *,
    languages: Sequence[str],
    formats: Sequence[str],
    out: Path,
    internal: bool = False,
    profile: str | None = None,
    theme: str | None = None,
    pdf: PdfKind = "ua",
    progress: Progress = quiet,
) -> list[Path]:
    """Write the documents of the specification in every language and format; give the files written."""
    look = project.look_of(theme) if theme else project.look
    written, suffix = [], "-internal" if internal else ""
    vet = guard_of_issued(project, internal=internal)
    for language in checked_languages(languages):
        for document in documents(project, language=language, internal=internal, profile=profile, look=look):
            stem = out / f"{document.name}{suffix}"
            for target, content in printed(document, stem, formats, look=look, pdf=pdf, progress=progress):
                vet({target.name: content})
                files.write_atomic(target, content)
                written.append(target)
    return written


def profiles(path: Path) -> tuple[Mapping[str, Profile], tuple[Finding, ...]]:
    """Give the structures that the documents of a project can have, and what is wrong in its own."""
    from cdc.documents.parts import PARTS
    from cdc.packs import structures

    known, findings = structures.known(path if path.is_dir() else path.parent, PARTS)
    return known, tuple(findings)


def comments(path: Path) -> tuple[Remark, ...]:
    """Read the comments and tracked changes of a specification that came back from review in Word."""
    from cdc.errors import PathNotFoundError
    from cdc.exchange.review import read_review

    if not path.is_file():
        raise PathNotFoundError(path=str(path))
    return read_review(path.name, path.read_bytes())


def comments_as_yaml(remarks: tuple[Remark, ...], source: str) -> str:
    """Write the remarks of a review as YAML by id, to answer them one by one."""
    from cdc.exchange.review import as_yaml

    return as_yaml(remarks, source)


def apply_comments(
    path: Path, returned: Path, *, only: Sequence[str] = (), show: Callable[[Difference], None]
) -> tuple[int, tuple[Finding, ...]]:
    """Put the tracked changes of a review into the author's files; give how many texts changed, and what was not taken.

    Each difference is shown before anything is written. The project is loaded here, under its lock, because its files
    are edited.
    """
    from cdc.project import load, revising

    remarks = comments(returned)
    with files.locked(path if path.is_dir() else path.parent):
        loaded = load.load(path)
        if loaded.specification is None:
            return 0, loaded.findings
        came = revising.revised(loaded.specification, loaded.source, _rewordings(remarks, returned.name, only))
        for difference in came.differences:
            show(difference)
        for name, content in came.contents.items():
            files.write_atomic(loaded.source.root / name, content)
    return len(came.differences), came.findings


def _rewordings(remarks: Sequence[Remark], name: str, only: Sequence[str]) -> list[Rewording]:
    """Give the changed paragraphs of a review once each; a move between entries stands at none: it is two changes."""
    from cdc.model.rewording import Rewording

    changes = [remark for remark in remarks if remark.kind != "comment" and (not only or remark.id in only)]
    moved = {(remark.before, remark.after) for remark in changes if remark.other_end not in ("", remark.id)}
    at = (
        (remark.id if (remark.before, remark.after) not in moved else "", remark.before, remark.after)
        for remark in changes
    )
    return [Rewording(*one, Place(name)) for one in dict.fromkeys(at) if one[1] != one[2]]
