"""Which structures (profiles of documents) there are, shipped and the project's, and what is wrong in the latter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from cdc import assets, yaml
from cdc.errors import UnknownNameError
from cdc.findings import Finding, guess, has_errors
from cdc.model.base import Language
from cdc.model.profile import Profile, ProfileDocument, ProfileSection
from cdc.packs import clauses
from cdc.project.one_file import read_one
from cdc.words import completed

Where = tuple[str | int, ...]
Wrong = Iterator[tuple[str, Where, Mapping[str, object]]]


@cache
def shipped() -> Mapping[str, Profile]:
    """Give the profiles of the product by id."""
    folder = assets.templates() / "profiles"
    read = (completed(yaml.read(path.name, path.read_bytes()).data) for path in sorted(folder.glob("*.yaml")))
    return {found.id: found for found in map(Profile.model_validate, read)}


def known(root: Path, parts: Collection[str]) -> tuple[dict[str, Profile], list[Finding]]:
    """Give the profiles that a project can choose, its own before those of the product, and what is wrong in its own.

    `parts` are the names of the parts that a section can be made of.
    """
    found, findings = dict(shipped()), []
    for path in sorted((root / "profiles").glob("*.y*ml")):
        own, wrong, source = read_one(path, root, Profile)
        if own is not None:
            wrong += [Finding(code, source.place(where), facts) for code, where, facts in _strange(own, parts)]
        findings += wrong
        if own is not None and not has_errors(wrong):
            found[own.id] = own
    return found, findings


def chosen(root: Path, name: str, parts: Collection[str]) -> Profile:
    """Give one profile by name."""
    found, _ = known(root, parts)
    if name not in found:
        raise UnknownNameError(kind="profile", name=name, known=", ".join(found))
    return found[name]


def _strange(profile: Profile, parts: Collection[str]) -> Wrong:
    """Give what a profile of the project names that does not exist or stands twice, and titles that lack a language."""
    seen: set[str] = set()
    ids: set[str] = set()
    yield from _strange_library(profile)
    for at, document in enumerate(profile.documents):
        yield from _twice(document.id, ("documents", at, "id"), ids)
        yield from _untitled(profile, document.id, document.kind, ("documents", at, "kind"))
        for where, section in _placed_in(document, at):
            yield from _strange_parts(section, where, parts, seen)
            yield from _twice(section.id, (*where, "id"), ids)
            yield from _untitled(profile, section.id, section.title, (*where, "title"))


def _strange_library(profile: Profile) -> Wrong:
    """Give the library of clauses that does not exist, and the articles that it does not have."""
    libraries = clauses.shipped()
    if profile.clauses and profile.clauses not in libraries:
        yield "CDC256", ("clauses",), {"part": profile.clauses, "guess": guess(profile.clauses, libraries)}
        return
    articles = {clause.id for clause in libraries[profile.clauses].clauses} if profile.clauses else set()
    for at, document in enumerate(profile.documents):
        for where, section in _placed_in(document, at):
            for number, name in enumerate(section.clauses):
                if name not in articles:
                    yield "CDC256", (*where, "clauses", number), {"part": name, "guess": guess(name, articles)}


def _placed_in(document: ProfileDocument, at: int) -> Iterator[tuple[Where, ProfileSection]]:
    """Give each section of a document with its place, its preface too."""
    if document.preface is not None:
        yield ("documents", at, "preface"), document.preface
    yield from _placed(document.sections, ("documents", at, "sections"))


def _strange_parts(section: ProfileSection, where: Where, parts: Collection[str], seen: set[str]) -> Wrong:
    for at, part in enumerate(section.parts):
        if part not in parts:
            yield "CDC256", (*where, "parts", at), {"part": part, "guess": guess(part, parts)}
        elif part in seen:
            yield "CDC257", (*where, "parts", at), {"part": part}
        seen.add(part)


def _twice(id_: str, where: Where, ids: set[str]) -> Wrong:
    if id_ in ids:
        yield "CDC257", where, {"part": id_}
    ids.add(id_)


def _untitled(profile: Profile, id_: str, titles: Mapping[Language, str], where: Where) -> Wrong:
    lost = [language for language in profile.languages if language not in titles]
    if lost:
        yield "CDC258", where, {"section": id_, "languages": ", ".join(lost)}


def _placed(sections: Iterable[ProfileSection], where: Where) -> Iterator[tuple[Where, ProfileSection]]:
    for at, section in enumerate(sections):
        yield (*where, at), section
        yield from _placed(section.sections, (*where, at, "sections"))
