"""Which profiles there are, shipped and of the project, and what is wrong with the one that a project chose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from cdc import assets, yaml
from cdc.documents import parts
from cdc.documents.compose import has_content
from cdc.documents.view import View
from cdc.errors import UnknownNameError
from cdc.findings import Finding, has_errors
from cdc.model.base import Language
from cdc.model.profile import Profile, ProfileSection, every
from cdc.model.specification import Specification
from cdc.project.scores import read_one
from cdc.project.source import guess
from cdc.words import completed, words

Path_ = tuple[str | int, ...]
ADJUSTMENTS = ("hidden_sections", "section_order", "section_titles")


@cache
def shipped() -> Mapping[str, Profile]:
    """Give the profiles of the product by id."""
    folder = assets.templates() / "profiles"
    read = (completed(yaml.read(path.name, path.read_bytes()).data) for path in sorted(folder.glob("*.yaml")))
    return {found.id: found for found in map(Profile.model_validate, read)}


def known(root: Path) -> tuple[dict[str, Profile], list[Finding]]:
    """Give the profiles that a project can choose, its own `profiles/*.yaml` before those of the product, and what is wrong in them."""
    found, findings = dict(shipped()), []
    for path in sorted((root / "profiles").glob("*.y*ml")):
        own, wrong, source = read_one(path, root, Profile)
        if own is not None:
            wrong += [Finding(code, source.place(where), facts) for code, where, facts in _strange(own)]
        findings += wrong
        if own is not None and not has_errors(wrong):
            found[own.id] = own
    return found, findings


def chosen(root: Path, name: str) -> Profile:
    """Give one profile by name."""
    found, _ = known(root)
    if name not in found:
        raise UnknownNameError(kind="profile", name=name, known=", ".join(found))
    return found[name]


def _strange(profile: Profile) -> Iterator[tuple[str, Path_, Mapping[str, object]]]:
    """Give what a profile of the project's own names that does not exist or stands twice, and titles that lack a language of it."""
    seen: set[str] = set()
    ids: set[str] = set()
    for at, document in enumerate(profile.documents):
        yield from _twice(document.id, ("documents", at, "id"), ids)
        yield from _untitled(profile, document.id, document.kind, ("documents", at, "kind"))
        for where, section in _placed(document.sections, ("documents", at, "sections")):
            for n, part in enumerate(section.parts):
                if part not in parts.PARTS:
                    yield "CDC256", (*where, "parts", n), {"part": part, "guess": guess(part, parts.PARTS)}
                elif part in seen:
                    yield "CDC257", (*where, "parts", n), {"part": part}
                seen.add(part)
            yield from _twice(section.id, (*where, "id"), ids)
            yield from _untitled(profile, section.id, section.title, (*where, "title"))


def _twice(id_: str, where: Path_, ids: set[str]) -> Iterator[tuple[str, Path_, Mapping[str, object]]]:
    if id_ in ids:
        yield "CDC257", where, {"part": id_}
    ids.add(id_)


def _untitled(
    profile: Profile, id_: str, titles: Mapping[Language, str], where: Path_
) -> Iterator[tuple[str, Path_, Mapping[str, object]]]:
    lost = [language for language in profile.languages if language not in titles]
    if lost:
        yield "CDC258", where, {"section": id_, "languages": ", ".join(lost)}


def _placed(sections: Iterable[ProfileSection], where: Path_) -> Iterator[tuple[Path_, ProfileSection]]:
    for at, section in enumerate(sections):
        yield (*where, at), section
        yield from _placed(section.sections, (*where, at, "sections"))


def check(spec: Specification, known: Mapping[str, Profile]) -> Iterator[tuple[str, Path_, Mapping[str, object]]]:
    """Give what is wrong with the profile that a specification chose: a code, the key, the facts.

    It may be unknown, written in other languages, not compared with the official text, lack content in a mandatory section,
    leave out keys that have content, or have no section of a name that the author adjusts.
    """
    name = spec.document.profile
    if name not in known:
        yield "CDC252", ("document", "profile"), {"profile": name, "known": ", ".join(known)}
        return
    profile = known[name]
    lost = [language for language in spec.document.languages if language not in profile.languages]
    if lost:
        facts = {"profile": name, "languages": ", ".join(lost), "known": ", ".join(profile.languages)}
        yield "CDC253", ("document", "profile"), facts
    if profile.status == "experimental":
        yield "CDC255", ("document", "profile"), {"profile": name, "source": profile.source}
    yield from _adjustments(spec, profile)
    view = View(spec, words(spec.language), "internal")
    left = [part for part in _left_out(profile) if has_content(view, part)]
    if left:
        yield "CDC254", ("document", "profile"), {"profile": name, "parts": ", ".join(left)}
    if spec.tender:
        for section in profile.sections:
            if section.when_empty == "error" and not any(
                has_content(view, part) for inner in every((section,)) for part in inner.parts
            ):
                yield "CDC315", ("document",), {"section": section.id}


def _left_out(profile: Profile) -> list[str]:
    """Name the parts that a profile prints nowhere."""
    used = {part for section in profile.sections for part in section.parts}
    return [part for part in parts.PARTS if part not in used and not part.startswith("brief.")]


def _adjustments(spec: Specification, profile: Profile) -> Iterator[tuple[str, Path_, Mapping[str, object]]]:
    ids = {section.id for section in profile.sections} | {section.id for section in spec.sections}
    for key in ADJUSTMENTS:
        for at, id_ in enumerate(getattr(spec.document, key)):
            if id_ not in ids:
                where = ("document", key, id_ if key == "section_titles" else at)
                yield "CDC259", where, {"id": id_, "guess": guess(id_, ids), "profile": profile.id}
    for at, section in enumerate(spec.sections):
        if section.after and section.after not in ids:
            yield (
                "CDC259",
                ("sections", at, "after"),
                {"id": section.after, "guess": guess(section.after, ids), "profile": profile.id},
            )
