"""An amendment for all vendors: its number and reason, what changed word by word, and what is to be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from cdc.compare.specifications import Difference, Differences
from cdc.compare.words import runs
from cdc.documents.procedure.page import page
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model.bid import Publication
from cdc.model.specification import LISTS, Specification
from cdc.words import Words, words

_ROOMS = ("label", "grid")
"""Where the name of a key may stand in the catalogues."""
_NAMES = ("title", "name", "question", "text", "term")


@dataclass(frozen=True, slots=True)
class State:
    """The specification as it was published once, and the facts of that publication."""

    specification: Specification
    published: Publication

    @property
    def day(self) -> dt.date:
        """Give the day of publication."""
        return dt.datetime.fromisoformat(self.published.at).date()


def compose(
    before: State, after: State, found: Differences, seen: Sequence[Difference], *, language: str
) -> b.Document:
    """Give the amendment in one language; `seen` are the differences that vendors may read."""
    view = View(after.specification, words(language))
    say, number = view.words, after.published.number
    sections = [("changes", tuple(_changes(view, View(before.specification, say), found, seen)))]
    sections += [("questions", tuple(_questions(view, before, seen))), ("to_do", tuple(_to_do(view, before, after)))]
    kept = [(name, blocks) for name, blocks in sections if blocks]
    return page(
        view,
        f"amendment-{number}",
        kind=say("document.amendment", number=number),
        day=after.day,
        front=(b.Facts(tuple(_facts(view, before, after))),),
        sections=tuple(
            b.Section(f"amendment-{name}", say(f"document.amendment_{name}"), str(at), 1, blocks)
            for at, (name, blocks) in enumerate(kept, 1)
        ),
    )


def _facts(view: View, before: State, after: State) -> Iterator[tuple[str, b.Inlines]]:
    say = view.words
    yield view.label("reason"), (after.published.reason,)
    yield say("document.amends"), (say.date(before.day),)
    old, new = (state.specification.tender for state in (before, after))
    if new and new.deadline:
        is_moved = old is None or old.deadline != new.deadline
        text = say.moment(new.deadline)
        yield view.label("deadline"), (b.Strong((text,)) if is_moved else text,)
    for name in ("form", "rules"):
        was, now = getattr(before.published, name), getattr(after.published, name)
        text = now if was == now else f"{was} → {now}"
        yield say(f"document.print_{name}"), (text,)


def _changes(view: View, old: View, found: Differences, seen: Sequence[Difference]) -> Iterator[b.Block]:
    """Give the table: per item what it is, what went and what came, the changed words in bold."""
    say, titles = view.words, {**_titles(old), **_titles(view)}
    rows: list[b.Row] = []
    for item, group in groupby(sorted(seen, key=lambda one: _place(found, seen, one)), key=lambda one: one.item):
        name = titles.get(item, "")
        heading = (b.Strong((item if item in titles else _label(say, item),)), f" {name}" if name else "")
        kind = "added" if item in found.added else "removed" if item in found.removed else "changed"
        status = "" if kind == "changed" else say(f"document.amendment_{kind}")
        rows.append(b.Row((heading, (status,) if status else (), ()), style="group"))
        if kind != "removed":
            rows += (row for one in group for row in _rows(view, old, one))
    if rows:
        heads = (say("document.amendment_what"), say("document.amendment_was"), say("document.amendment_now"))
        columns = tuple(b.Column(head, width) for head, width in zip(heads, (20, 40, 40), strict=True))
        yield b.Table(columns, tuple(rows), say("document.amendment_changes"))


def _place(found: Differences, seen: Sequence[Difference], one: Difference) -> tuple[int, int]:
    """Keep items together: those that changed first, in the order of the model."""
    rank = 1 if one.item in found.added else 2 if one.item in found.removed else 0
    return rank, next(at for at, other in enumerate(seen) if other.item == one.item)


def _rows(view: View, old: View, one: Difference) -> Iterator[b.Row]:
    """Give the rows of a value: one, or one for each language that changed where that of the page did not."""
    if one.field.name == "id" or (one.kind == "added" and one.after == one.field.default and not _always(one)):
        return
    label = _labelled(view.words, one)
    pairs = {view.words.language: (_text(old, one, one.before), _text(view, one, one.after))}
    if one.field.has_languages and len(set(*pairs.values())) == 1:
        pairs = _others(one)
    for language, (was, now) in pairs.items():
        if was != now:
            name = label if language == view.words.language else f"{label} ({view.words.name_of(language)})"
            found = runs(was, now)
            yield b.Row(((name,), _marked(found, "gone"), _marked(found, "new")))


def _always(one: Difference) -> bool:
    """Tell whether a default is worth telling of a new line: how much it matters."""
    return one.field.name == "priority"


def _others(one: Difference) -> dict[str, tuple[str, str]]:
    before, after = (value if isinstance(value, dict) else {} for value in (one.before, one.after))
    return {language: (before.get(language, ""), after.get(language, "")) for language in {**before, **after}}


def _marked(found: Sequence[Any], mark: str) -> b.Inlines:
    parts = (run for run in found if run.mark in ("same", mark))
    return tuple(b.Strong((run.text,)) if run.mark == mark else run.text for run in parts)


def _text(view: View, one: Difference, value: Any) -> str:
    return "" if value is None else view.wording.value(one.field, value)


def _labelled(say: Words, one: Difference) -> str:
    """Name a value: its label, after the parts of its item in which it stands."""
    _, found, rest = f".{one.key}".partition(f".{one.item}.")
    inner = [part for part in rest.split(".")[:-1] if part] if found else []
    return " › ".join([*(_label(say, part) for part in inner), _label(say, one.field.name)])


def _label(say: Words, name: str) -> str:
    return next((say(f"{room}.{name}") for room in _ROOMS if say.has(f"{room}.{name}")), name)


def _titles(view: View) -> dict[str, str]:
    """Map ids to titles, of everything that has one."""
    titles = dict(view.names)
    for key in LISTS:
        for item in (item for item in getattr(view.spec, key) if hasattr(item, "id")):
            said = next((getattr(item, name) for name in _NAMES if getattr(item, name, None)), "")
            titles[item.id] = view.text(said)
    return titles


def _questions(view: View, before: State, seen: Sequence[Difference]) -> Iterator[b.Block]:
    """Refer to the answers given since the last publication, and to those that concern what changed."""
    changed = {one.item for one in seen}
    told = [
        item
        for item in view.spec.questions
        if item.is_published and ((item.answered and item.answered >= before.day) or changed & set(item.refers_to))
    ]
    if told:
        yield view.paragraph("document.amendment_see", ids=", ".join(item.id for item in told))


def _to_do(view: View, before: State, after: State) -> Iterator[b.Block]:
    if before.published.form == after.published.form:
        yield view.paragraph("document.amendment_same_form")
        return
    keys = ("answer", "update", "again")
    yield b.Bullets(tuple((view.paragraph(f"document.amendment_{key}"),) for key in keys))
