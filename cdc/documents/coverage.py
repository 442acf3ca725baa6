"""What is wrong between a specification and its structure: content left out, empty sections, adjustments of none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cdc.documents import parts
from cdc.documents.compose import contents, has_content, seen
from cdc.documents.view import View
from cdc.findings import guess
from cdc.model.profile import Profile, ProfileSection, every
from cdc.model.specification import Specification
from cdc.words import words

Hits = Iterator[tuple[str, tuple[str | int, ...], Mapping[str, object]]]
ADJUSTMENTS = ("hidden_sections", "section_order", "nothing_required", "introductions", "section_titles")


def check(spec: Specification, known: Mapping[str, Profile]) -> Hits:
    """Give what is wrong with the profile that a specification chose: a code, the key, the facts.

    It may be unknown, written in other languages, not compared with the official text, lack content in a mandatory
    section, have sections that nobody fills, leave out keys that have content, or have no section of a name that the
    author adjusts.
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
    yield from _content(seen(View(spec, words(spec.language), "internal"), profile), profile)


def _content(view: View, profile: Profile) -> Hits:
    """Give the parts that have content and no place, and the mandatory sections of a tender that have no content."""
    left = [part for part in _left_out(profile) if has_content(view, part)]
    if left:
        yield "CDC254", ("document", "profile"), {"profile": view.spec.document.profile, "parts": ", ".join(left)}
    for section in profile.sections if view.spec.tender else ():
        if section.when_empty == "error" and not _is_filled(view, section):
            yield "CDC315", ("document",), {"section": section.id}
    yield from _silence(view, profile)


def _silence(view: View, profile: Profile) -> Hits:
    """Give the sections that will say they are not filled, and those that hold something though nothing is required."""
    document = view.spec.document
    declared = document.nothing_required
    told = {*_own_places(view)} | {*document.hidden_sections, *document.introductions}
    unfilled = [
        section
        for section in profile.sections
        if section.when_empty == "state_none"
        and not section.sections
        and section.id not in (*declared, *told)
        and not _is_filled(view, section)
    ]
    if unfilled:
        names = "; ".join(f"{section.id} ({_title(view, section)})" for section in unfilled)
        yield "CDC272", ("document", "profile"), {"profile": profile.id, "sections": names}
    for section in profile.sections:
        if section.id in declared and _is_filled(view, section):
            yield "CDC273", ("document", "nothing_required", declared.index(section.id)), {"section": section.id}


def _own_places(view: View) -> Iterator[str | None]:
    """Name the sections that chapters of the author's own follow or fill."""
    for section in view.spec.sections:
        yield section.after
        yield section.fills


def _title(view: View, section: ProfileSection) -> str:
    return section.title.get(view.words.language) or next(iter(section.title.values()))


def _is_filled(view: View, section: ProfileSection) -> bool:
    return any(has_content(view, part) for inner in every((section,)) for part in contents(inner))


def _left_out(profile: Profile) -> list[str]:
    """Name the parts that a profile prints nowhere."""
    used = {part for section in profile.sections for part in section.parts}
    return [part for part in parts.PARTS if part not in used and not part.startswith("brief.")]


def _adjustments(spec: Specification, profile: Profile) -> Hits:
    ids = {section.id for section in profile.sections} | {section.id for section in spec.sections}
    for key in ADJUSTMENTS:
        for at, id_ in enumerate(getattr(spec.document, key)):
            if id_ not in ids:
                where = ("document", key, id_ if isinstance(getattr(spec.document, key), dict) else at)
                yield "CDC259", where, {"id": id_, "guess": guess(id_, ids), "profile": profile.id}
    for at, section in enumerate(spec.sections):
        for key, id_ in (("after", section.after), ("fills", section.fills)):
            if id_ and id_ not in ids:
                yield "CDC259", ("sections", at, key), {"id": id_, "guess": guess(id_, ids), "profile": profile.id}
