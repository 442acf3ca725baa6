"""Build a document: follow the profile, fill each section with its parts, number what has content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import cast

from cdc import assets, yaml
from cdc.documents import anchors
from cdc.documents import parts as registry
from cdc.documents.view import Audience, View
from cdc.errors import UnknownNameError
from cdc.model import blocks as b
from cdc.model.profile import Profile, ProfileSection
from cdc.model.specification import Specification
from cdc.words import words

Part = Callable[[View], Iterable[b.Block]]
Path = tuple[str | int, ...]
LABELS = (
    "contents",
    "page",
    "of",
    "table",
    "figure",
    "versions",
    "approvals",
    "draft",
    "skip",
    "requirement",
    "date",
    "version",
)


@cache
def profiles() -> Mapping[str, Profile]:
    """Give the shipped profiles by id."""
    folder = assets.templates() / "profiles"
    read = (yaml.read(path.name, path.read_bytes()).data for path in sorted(folder.glob("*.yaml")))
    return {found.id: found for found in map(Profile.model_validate, read)}


def profile(name: str) -> Profile:
    """Give a shipped profile by its id."""
    if name not in profiles():
        raise UnknownNameError(kind="profile", name=name, known=", ".join(profiles()))
    return profiles()[name]


def compose(
    spec: Specification,
    *,
    language: str,
    audience: Audience = "vendors",
    published: bool = False,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> b.Document:
    """Give the specification document in one language for one audience; `pictures` are the author's files by path."""
    view = View(spec, words(language), audience, pictures=pictures)
    chosen = profile(spec.document.profile)
    if language not in chosen.languages:
        raise UnknownNameError(kind="language", name=language, known=", ".join(chosen.languages))
    document = spec.document
    front = tuple(registry.front(view))
    body = tuple(_sections(view, _with_free_sections(view, chosen.sections), "", 1, chosen.numbering))
    printed = anchors.settled((*front, *body))
    title = chosen.kind[view.words.language]  # type: ignore[index] # the profile names every language
    return b.Document(
        name="specification",
        language=language,
        kind=title,
        title=view.text(document.title),
        subtitle=view.text(document.subtitle),
        reference=document.reference,
        version=document.version,
        date=view.words.date(document.date),
        iso_date=document.date.isoformat(),
        company=spec.company.name,
        confidentiality=view.text(document.confidentiality),
        draft=None if published else view.words("document.draft"),
        labels={key: view.words(f"document.{key}") for key in LABELS},
        front=printed[: len(front)],
        body=cast("tuple[b.Section, ...]", printed[len(front) :]),
    )


def _sections(
    view: View, sections: Iterable[ProfileSection], prefix: str, level: int, numbering: str = "decimal"
) -> Iterator[b.Section]:
    count = 0
    for section in sections:
        if section.id in view.spec.document.hidden_sections:
            continue
        if section.visibility == "internal" and not view.is_internal:
            continue
        number = chr(ord("A") + count) if numbering == "letters" else f"{prefix}{count + 1}"
        built = _section(view, section, number, level)
        if built is not None:
            count += 1
            yield built


def _section(view: View, section: ProfileSection, number: str, level: int) -> b.Section | None:
    flat: list[b.Block] = []
    children: list[b.Section] = []
    for name in section.parts:
        for block in _part(name)(view):
            if isinstance(block, b.Section):
                child = replace(block, number=f"{number}.{len(children) + 1}", level=level + 1)
                children.append(child)
            else:
                flat.append(block)
    offset = len(children)
    for child in _sections(view, section.sections, f"{number}.", level + 1):
        children.append(_renumbered(child, f"{number}.{len(children) + 1}") if offset else child)
    blocks = (*flat, *children)
    if not blocks:
        if section.when_empty != "state_none":
            return None
        blocks = (view.paragraph("document.none"),)
    if section.intro:
        blocks = (b.Paragraph((view.text(section.intro),), "lead"), *blocks)
    return b.Section(section.id, view.text(section.title), number, level, blocks, section.landscape)


def _renumbered(section: b.Section, number: str) -> b.Section:
    blocks: list[b.Block] = []
    at = 0
    for block in section.blocks:
        if isinstance(block, b.Section):
            at += 1
            blocks.append(_renumbered(block, f"{number}.{at}"))
        else:
            blocks.append(block)
    return replace(section, number=number, blocks=tuple(blocks))


@cache
def _part(name: str) -> Part:
    if name.startswith("section:"):
        return lambda view: registry.free_section(view, int(name.partition(":")[2]))
    if name not in registry.PARTS:
        raise UnknownNameError(kind="part", name=name, known=", ".join(sorted(registry.PARTS)))
    return registry.PARTS[name]


def _with_free_sections(view: View, sections: tuple[ProfileSection, ...]) -> tuple[ProfileSection, ...]:
    """Put the author's own chapters after the sections they name, or before the annexes; a standard's chapters keep their numbers."""
    placed = list(sections)
    is_fixed = sections[-1].when_empty == "state_none"
    usual = len(placed) - (1 if is_fixed else 2)
    for at, free in enumerate(view.spec.sections):
        if free.visibility == "internal" and not view.is_internal:
            continue
        title = {
            language: pick_title(free.title, language, view.spec.language) for language in ("en", "fr", "it", "ru")
        }
        section = ProfileSection(id=free.id, title=title, parts=(f"section:{at}",))  # type: ignore[arg-type] # keys are languages
        after = next((i for i, item in enumerate(placed) if item.id == free.after), usual)
        placed.insert(after + 1, section)
        usual += 1
    return tuple(placed)


def pick_title(title: object, language: str, default: str) -> str:
    """Give a title in a language, or in the document's first."""
    from cdc.words import pick

    return pick(title, language, default)


def structure(spec: Specification) -> Iterator[tuple[str, Path, Mapping[str, object]]]:
    """Give what the chosen profile finds wrong: a code, the key, the facts.

    It may be unknown, written in other languages, not compared with the official text, lack content in a mandatory section, or
    leave out keys that have content.
    """
    name = spec.document.profile
    if name not in profiles():
        known = ", ".join(profiles())
        yield "CDC252", ("document", "profile"), {"profile": name, "known": known}
        return
    chosen = profiles()[name]
    lost = [language for language in spec.document.languages if language not in chosen.languages]
    if lost:
        facts = {"profile": name, "languages": ", ".join(lost), "known": ", ".join(chosen.languages)}
        yield "CDC253", ("document", "profile"), facts
    if chosen.status == "experimental":
        yield "CDC255", ("document", "profile"), {"profile": name, "source": chosen.source}
    view = View(spec, words(spec.language), "internal")
    left = [part for part in chosen.not_rendered if any(True for _ in _part(part)(view))]
    if left:
        yield "CDC254", ("document", "profile"), {"profile": name, "parts": ", ".join(left)}
    if spec.tender:
        yield from (("CDC315", ("document",), {"section": section}) for section in _empty(view, chosen.sections))


def _empty(view: View, sections: Iterable[ProfileSection]) -> Iterator[str]:
    """Give the ids of sections that must have content and have none."""
    for section in sections:
        if section.when_empty == "error" and not any(True for name in section.parts for _ in _part(name)(view)):
            yield section.id
        yield from _empty(view, section.sections)
