"""Build a document: follow the profile, fill each section with its parts, number what has content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import cast

from cdc.documents import anchors, numbering
from cdc.documents import parts as registry
from cdc.documents.parts.front import FRONT
from cdc.documents.view import Audience, View
from cdc.errors import UnknownNameError
from cdc.media.pictures import Shown
from cdc.model import blocks as b
from cdc.model.profile import Profile, ProfileDocument, ProfileSection, every
from cdc.model.specification import Specification
from cdc.packs import clauses
from cdc.words import LANGUAGES, Words, pick

Part = Callable[[View], Iterable[b.Block]]
LABELS = (
    "contents",
    "page",
    "of",
    "table",
    "figure",
    "tables",
    "figures",
    "versions",
    "approvals",
    "draft",
    "skip",
    "requirement",
    "date",
    "version",
)


def compose(  # noqa: PLR0913 - the choices of one printing, all named, all have a default
    spec: Specification,
    profile: Profile,
    *,
    language: str,
    audience: Audience = "vendors",
    published: bool = False,
    pictures: Mapping[tuple[str, int], Shown] = MappingProxyType({}),
    own_words: Mapping[str, str] = MappingProxyType({}),
) -> tuple[b.Document, ...]:
    """Give the documents of a profile in one language for one audience.

    `pictures` are the author's by file and page, ready to be shown, `own_words` phrases of the house that go before
    ours.
    """
    if language not in profile.languages:
        raise UnknownNameError(kind="language", name=language, known=", ".join(profile.languages))
    whole = seen(View(spec, Words(language, own_words), audience, pictures=pictures), profile)
    return tuple(
        _document(_in_document(whole, wanted), profile, wanted, published=published)
        for wanted in profile.documents
        if wanted.visibility == "vendors" or audience == "internal"
    )


def seen(view: View, profile: Profile) -> View:
    """Give a view as a structure has it: with the clauses of its law, and constraints where it puts them."""
    library = clauses.shipped()[profile.clauses] if profile.clauses else None
    return replace(view, clauses=library, apart=profile.apart)


def _in_document(view: View, wanted: ProfileDocument) -> View:
    """Give the view of one document of a set; only one that has a place for the budget tells it in its summary."""
    places = [s for s in wanted.every if "planning.budget" in s.parts]
    shown = any(s.visibility == "vendors" or view.is_internal for s in places)
    is_brief = wanted.layout == "sheet"
    return replace(view, is_functional=wanted.cards == "functional", has_budget=shown or is_brief)


def _document(view: View, profile: Profile, wanted: ProfileDocument, *, published: bool) -> b.Document:
    document = view.spec.document
    front = (*(block for name in wanted.front for block in FRONT[name](view)), *_preface(view, wanted))
    body = tuple(_sections(view, _chapters(view, profile, wanted), "", 1, wanted.numbering))
    printed = anchors.settled(numbering.numbered((*front, *body)))
    return b.Document(
        name=wanted.id,
        language=view.words.language,
        kind=wanted.kind[view.words.language],
        title=view.text(document.title),
        subtitle=view.text(document.subtitle),
        reference=document.reference,
        version=document.version,
        date=view.words.date(document.date),
        iso_date=document.date.isoformat(),
        company=view.spec.company.name,
        confidentiality=view.words("document.internal") if view.is_internal else view.text(document.confidentiality),
        draft=None if published else view.words("document.draft"),
        labels={key: view.words(f"document.{key}") for key in LABELS},
        front=printed[: len(front)],
        body=cast("tuple[b.Section, ...]", printed[len(front) :]),
        layout=wanted.layout,
    )


def _preface(view: View, wanted: ProfileDocument) -> tuple[b.Block, ...]:
    """Give the section that has no number and stands before the first chapter."""
    if wanted.preface is None:
        return ()
    blocks = tuple(block for name in contents(wanted.preface) for block in _part(name)(view))
    return (b.Heading((view.text(wanted.preface.title),)), *blocks) if blocks else ()


def _sections(
    view: View, sections: Iterable[ProfileSection], prefix: str, level: int, numbering: str = "decimal"
) -> Iterator[b.Section]:
    count = 0
    for section in _ordered(sections, view.spec.document.section_order):
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
    for name in contents(section):
        for block in _part(name)(view):
            if isinstance(block, b.Section):
                child = replace(block, number=f"{number}.{len(children) + 1}", level=level + 1)
                children.append(child)
            else:
                flat.append(block)
    offset = len(children)
    for child in _sections(view, section.sections, f"{number}.", level + 1):
        children.append(_renumbered(child, f"{number}.{len(children) + 1}") if offset else child)
    opening = view.prose(view.spec.document.introductions.get(section.id))
    blocks = (*opening, *flat, *children)
    if not blocks:
        if not _keeps_number(section, level):
            return None
        is_declared = section.id in view.spec.document.nothing_required
        blocks = (view.paragraph("document.none" if is_declared else "document.not_filled"),)
    if section.intro and not opening:
        blocks = (b.Paragraph((view.text(section.intro),), "lead"), *blocks)
    title = view.spec.document.section_titles.get(section.id, section.title)
    return b.Section(section.id, view.text(title), number, level, blocks, section.landscape)


def _keeps_number(section: ProfileSection, level: int) -> bool:
    """Tell whether a section without content says so: where it is asked to, or where an official text numbers it."""
    is_official = section.article is not None and (level == 1 or section.when_empty == "error")
    return section.when_empty == "state_none" or is_official


def contents(section: ProfileSection) -> tuple[str, ...]:
    """Name what stands in a section: articles of the law, its parts, the constraints of its categories."""
    articles = (f"clause:{name}" for name in section.clauses)
    categories = (f"constraints:{name}" for name in section.constraints)
    return (*articles, *section.parts, *categories)


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
    kind, _, what = name.partition(":")
    if what:
        made: Callable[[View, str], Iterable[b.Block]] = registry.MADE[kind]
        return lambda view: made(view, what)
    if name not in registry.PARTS:
        raise UnknownNameError(kind="part", name=name, known=", ".join(sorted(registry.PARTS)))
    return registry.PARTS[name]


def _chapters(view: View, profile: Profile, wanted: ProfileDocument) -> tuple[ProfileSection, ...]:
    """Put the author's own chapters after the sections they name, in their order, or before the annexes.

    A standard's sections keep their numbers: what is put after one of them stands inside it, at its end.
    """
    is_fixed = wanted.sections[-1].when_empty == "state_none" or any(s.article for s in wanted.sections)
    here = {section.id for section in every(wanted.sections)}
    elsewhere = {section.id for section in profile.sections} - here
    after: dict[str, list[ProfileSection]] = {}
    filled: dict[str, tuple[str, ...]] = {}
    usual = wanted.sections[-1 if is_fixed or len(wanted.sections) < 2 else -2].id
    for at, free in enumerate(() if profile.is_brief else view.spec.sections):
        title = {language: pick(free.title, language, view.spec.language) for language in LANGUAGES}
        own = ProfileSection(id=free.id, title=title, parts=(f"section:{at}",))
        if free.visibility == "internal" and not view.is_internal:
            continue
        if free.fills in here or free.fills in elsewhere:
            filled[free.fills] = (*filled.get(free.fills, ()), f"filling:{at}")
        elif free.after in here:
            after.setdefault(free.after, []).append(own)
            here.add(free.id)
        elif wanted is profile.main and free.after not in elsewhere:
            after.setdefault("", []).append(own)
    unnamed = after.pop("", [])
    placed = _placed(_filled(wanted.sections, filled), after, is_fixed=is_fixed)
    at = next(i for i, section in enumerate(placed) if section.id == usual) + 1
    while not is_fixed and at < len(placed) and placed[at].id not in {s.id for s in wanted.sections}:
        at += 1
    return (*placed[:at], *unnamed, *placed[at:])


def _filled(sections: Iterable[ProfileSection], filled: Mapping[str, tuple[str, ...]]) -> tuple[ProfileSection, ...]:
    """Put chapters of the author's own into the sections whose content they are, before what else stands there."""
    return tuple(
        section.model_copy(
            update={
                "parts": (*filled.get(section.id, ()), *section.parts),
                "sections": _filled(section.sections, filled),
            }
        )
        for section in sections
    )


def _placed(
    sections: Iterable[ProfileSection], after: Mapping[str, Sequence[ProfileSection]], *, is_fixed: bool
) -> tuple[ProfileSection, ...]:
    """Put each section's followers after it, or inside it where numbers are fixed; followers may have their own."""
    found: list[ProfileSection] = []
    for section in sections:
        followers = _placed(after.get(section.id, ()), after, is_fixed=is_fixed)
        inner = _placed(section.sections, after, is_fixed=is_fixed)
        if is_fixed:
            found.append(section.model_copy(update={"sections": (*inner, *followers)}))
        else:
            found += [section.model_copy(update={"sections": inner}), *followers]
    return tuple(found)


def _ordered(sections: Iterable[ProfileSection], order: tuple[str, ...]) -> list[ProfileSection]:
    """Put the sections that the author names first, in that order."""
    places = {id_: at for at, id_ in enumerate(order)}
    return sorted(sections, key=lambda section: places.get(section.id, len(places)))


def has_content(view: View, part: str) -> bool:
    """Tell whether a part prints anything."""
    return any(True for _ in _part(part)(view))
