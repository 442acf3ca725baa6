"""A project: loaded once, checked, or made new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cdc.findings import Finding, Phrase, Place, has_errors

if TYPE_CHECKING:
    from cdc.model.bid import Publication
    from cdc.model.look import Look
    from cdc.model.specification import Specification
    from cdc.project.load import Loaded
    from cdc.project.source import Source


@dataclass(frozen=True)
class Project:
    """A sound project as it was loaded; what only some steps need is read when first asked for."""

    root: Path
    source: Source
    specification: Specification

    @cached_property
    def publication(self) -> Publication | None:
        """The frozen facts of the published tender, if it was published."""
        from cdc.tender import publication

        return publication.read(self.root)

    @cached_property
    def form(self) -> str:
        """The fingerprint of what vendors are asked, made as the published one was."""
        from cdc.tender import fingerprint

        return fingerprint.form(self.specification, self.publication.form if self.publication else None)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The fingerprints of the form under which answers are taken, the one of now first."""
        from cdc.tender import fingerprint

        return fingerprint.taken(self.specification, self.publication.form if self.publication else None)

    @cached_property
    def rules(self) -> str:
        """The fingerprint of how bids are compared, made as the published one was."""
        from cdc.tender import fingerprint

        return fingerprint.rules(self.specification, self.publication.rules if self.publication else None)

    @cached_property
    def look(self) -> Look:
        """The look that the specification names."""
        return self.look_of(self.specification.document.theme)

    def look_of(self, theme: str) -> Look:
        """Give the look of a theme by name; stop where its theme has mistakes."""
        from cdc.errors import ThemeRefusedError
        from cdc.packs import looks

        found, findings = looks.load(self.root, theme)
        if found is None:
            raise ThemeRefusedError(name=theme, place=str(findings[0].place), code=findings[0].code)
        return found


@dataclass(frozen=True, slots=True)
class Checked:
    """A project after checking: the project when it is valid, and every finding in order."""

    project: Project | None
    findings: tuple[Finding, ...]
    file_count: int


def load(path: Path) -> tuple[Project | None, tuple[Finding, ...]]:
    """Read and validate a project; there is none when a finding is an error.

    What a command that was killed had begun to put in place is finished first: nobody sees half of it.
    """
    from cdc.project.load import load as read

    finished = tuple(_finished(path if path.is_dir() else path.parent))
    loaded = read(path)
    return _project(loaded), in_order((*finished, *loaded.findings))


def _finished(root: Path) -> Iterator[Finding]:
    from cdc.tender import commit

    if commit.is_pending(root):
        from cdc.tender import journal, record

        with record.held(root):
            lines = record.read(root)[0].entries
        act = Phrase(f"what.act_{lines[-1].act}") if lines else "–"
        yield Finding("CDC931", Place(journal.NAME), {"act": act, "at": lines[-1].at if lines else "–"})


def _project(loaded: Loaded) -> Project | None:
    if loaded.specification is None:
        return None
    return Project(loaded.source.root, loaded.source, loaded.specification)


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Sort findings by place."""
    return tuple(sorted(findings, key=lambda finding: finding.order))


def check(path: Path) -> Checked:
    """Read, validate and advise: all findings of one run, sorted by place, but for those accepted where they stand."""
    from cdc.project import accepted
    from cdc.project.load import load as read

    loaded = read(path)
    project = _project(loaded)
    told = [*loaded.findings, *(advice(project) if project else _advice_on_the_rest(loaded))]
    findings = in_order(accepted.applied(loaded.source.files, told))
    return Checked(None if has_errors(findings) else project, findings, len(loaded.source.files))


def advice(project: Project) -> Iterator[Finding]:
    """Ask every room that knows what a valid specification may still lack."""
    from cdc import lint
    from cdc.api import law
    from cdc.documents import coverage
    from cdc.documents.parts import PARTS
    from cdc.packs import calendars, looks, starters, structures
    from cdc.project import signs, translations

    root, spec, place = project.root, project.specification, project.source.place
    for code, hit in lint.run(spec):
        yield Finding(code, place(hit.path, of_key=hit.of_key), hit.facts)
    known, strange = structures.known(root, PARTS)
    yield from strange
    yield from looks.in_theme(root, spec)
    _, odd = calendars.known(root)
    yield from odd
    for code, where, facts in (
        *calendars.unknown(root, spec),
        *law.dates(root, spec.tender),
        *coverage.check(spec, known),
        *looks.check(root, spec),
        *translations.stale(spec, root),
        *signs.check(spec, project.source, lambda: looks.signs(root, spec.document.theme)),
        *starters.placeholders(spec),
    ):
        yield Finding(code, place(where, of_key=len(where) == 1), facts)


def _advice_on_the_rest(loaded: Loaded) -> Iterator[Finding]:
    """Give the advice that holds though something else is wrong: of what an entry says by itself."""
    from cdc import lint
    from cdc.packs import starters

    rest, place = loaded.rest, loaded.source.place
    if rest.specification is None:
        return
    for code, hit in lint.run(rest.specification, alone=True):
        if all(map(rest.is_true, (hit.path, *((*hit.path[:-1], name) for name in hit.beside)))):
            yield Finding(code, place(hit.path, of_key=hit.of_key), hit.facts)
    for code, where, facts in starters.placeholders(rest.specification):
        if rest.is_true(where):
            yield Finding(code, place(where), facts)


def schema(draft: Literal["2020-12", "7"] = "2020-12") -> dict[str, object]:
    """Give the JSON Schema of a project file."""
    from cdc.project import schema as schemas

    return schemas.build(draft)


def checked_languages(languages: Sequence[str]) -> tuple[str, ...]:
    """Give the languages back, or stop at an unknown one."""
    from cdc.errors import UnknownNameError
    from cdc.words import LANGUAGES

    for language in languages:
        if language not in LANGUAGES:
            raise UnknownNameError(kind="language", name=language, known=", ".join(LANGUAGES))
    return tuple(languages)


def as_json(result: object) -> dict[str, object]:
    """Give a ranking, a decision or its robustness as plain data, exact numbers as text (`1/3`)."""
    from cdc.exchange import plain

    return plain.data(result)
