"""From the steps of a walk to remarks: comments with their answers, changes with the text before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from cdc.exchange.review.package import Package, W
from cdc.exchange.review.remark import Remark
from cdc.exchange.review.story import END, Mark, Paragraph, Span, Spot, Walk

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def remarks(package: Package) -> list[Remark]:
    """Give what reviewers left, in the order of the text; answers follow what they answer."""
    walk = Walk()
    walk.body(package.document)
    for kind, story in package.stories:
        walk.story(kind, story)
    notes = _notes(package)
    reading = _Reading(notes, _joined(walk.paragraphs))
    for kind, paragraph, what in walk.steps:
        if isinstance(what, Span):
            reading.text(paragraph, what)
        else:
            reading.comment(what, paragraph, begins=kind == "begin")
    return _in_order([*_with_ends(reading.remarks), *reading.left()])


def _notes(package: Package) -> dict[str, Remark]:
    """Give the comments by number, with what they answer and whether they are resolved."""
    nodes = list(package.comments.iter(f"{W}comment")) if package.comments is not None else []
    paragraphs = ((node, p.get(_PARAGRAPH_ID)) for node in nodes for p in node.iter(f"{W}p"))
    number_of = {id_: _number(node) for node, id_ in paragraphs if id_}
    known = list(package.answers.iter(f"{_W15}commentEx")) if package.answers is not None else []
    state = {number_of.get(node.get(f"{_W15}paraId", ""), ""): node for node in known}
    notes = {}
    for node in nodes:
        number, told = _number(node), state.get(_number(node))
        answers = number_of.get(told.get(f"{_W15}paraIdParent", "?"), "") if told is not None else ""
        is_done = told is not None and told.get(f"{_W15}done") in ("1", "true")
        author, date = (node.get(f"{W}{name}", "") for name in ("author", "date"))
        note = Remark("", "", "comment", author, date, "", _said(node), number=number, is_resolved=is_done)
        notes[number] = replace(note, answers=answers if answers != number else "")
    return {number: replace(note, is_resolved=_is_resolved(note, notes)) for number, note in notes.items()}


def _number(node: Element) -> str:
    return node.get(f"{W}id", "")


def _is_resolved(note: Remark, notes: Mapping[str, Remark]) -> bool:
    """Tell whether a comment, or the one that it answers, is done."""
    return note.is_resolved or (note.answers in notes and notes[note.answers].is_resolved)


def _said(node: Element) -> str:
    """Give the text of a comment, its paragraphs on lines of their own."""
    walk = Walk()
    walk.story("comment", node)
    return "\n".join(paragraph.text(without="gone") for paragraph in walk.paragraphs).strip()


def _joined(paragraphs: list[Paragraph]) -> dict[Paragraph, tuple[str, str]]:
    """Give the text before and after for each paragraph, with those that changes joined to it or cut from it."""
    found: dict[Paragraph, tuple[str, str]] = {}
    stories: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        stories.setdefault(paragraph.story, []).append(paragraph)
    for story in stories.values():
        group = [story[0]]
        for before, here in pairwise(story):
            if before.end.put is None and before.end.gone is None:
                found |= dict.fromkeys(group, _sides(group))
                group = []
            group.append(here)
        found |= dict.fromkeys(group, _sides(group))
    return found


def _sides(group: list[Paragraph]) -> tuple[str, str]:
    """Give the texts of a group before and after, without whole paragraphs that both sides share."""
    sides = [_lines(group, "put"), _lines(group, "gone")]
    while len(group) > 1 and all(sides) and sides[0][-1] == sides[1][-1]:
        sides = [side[:-1] for side in sides]
    return "\n".join(sides[0]).strip(), "\n".join(sides[1]).strip()


def _lines(group: list[Paragraph], without: Literal["put", "gone"]) -> list[str]:
    lines = [""]
    for paragraph in group:
        lines[-1] += paragraph.text(without=without)
        if getattr(paragraph.end, without) is None:
            lines.append("")
    return lines[:-1] if not lines[-1] else lines


@dataclass
class _Reading:
    """Takes the steps one after the other; what is open reaches to here."""

    notes: dict[str, Remark]
    sides: Mapping[Paragraph, tuple[str, str]]
    remarks: list[Remark] = field(default_factory=list)
    moves: dict[int, str] = field(default_factory=dict)
    open: dict[str, tuple[int, list[str]]] = field(default_factory=dict)
    running: dict[str, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def text(self, paragraph: Paragraph | None, span: Span) -> None:
        """Take a stretch of text: open comments are about it; a change begins, goes on, or ends before it."""
        if span.gone is None:
            for _, pieces in self.open.values():
                pieces.append(span.text if span.text != END else " ")
        marks = {mark.kind: mark for mark in (span.put, span.gone) if mark is not None}
        self.running = {kind: at for kind, at in self.running.items() if kind in marks}
        if paragraph is not None:
            for mark in marks.values():
                self._change(mark, paragraph, span.text)

    def _change(self, mark: Mark, paragraph: Paragraph, text: str) -> None:
        at = self.running.get(mark.kind, -1)
        last = self.remarks[at] if at >= 0 else None
        spot = paragraph.spot
        if last and (last.author, last.id, last.chapter) == (mark.author, spot.entry, spot.chapter):
            self.remarks[at] = replace(last, text=last.text + text)
            return
        before, after = self.sides[paragraph]
        found = self._placed(Remark("", "", mark.kind, mark.author, mark.date, "", text), paragraph)
        self.running[mark.kind] = len(self.remarks)
        self.remarks.append(replace(found, before=before, after=after, other_end=mark.move))

    def _placed(self, remark: Remark, paragraph: Paragraph | None) -> Remark:
        spot, part = (paragraph.spot, paragraph.part) if paragraph else (Spot(), "")
        return replace(remark, id=spot.entry, chapter=spot.chapter, part=part)

    def comment(self, number: str, paragraph: Paragraph | None, *, begins: bool) -> None:
        """Open or close a comment."""
        if begins and number in self.notes and number not in self.seen:
            self.seen.add(number)
            self.open[number] = (len(self.remarks), [])
            self.remarks.append(self._placed(self.notes[number], paragraph))
        elif not begins and number in self.open:
            at, pieces = self.open.pop(number)
            self.remarks[at] = replace(self.remarks[at], about=" ".join("".join(pieces).split()))

    def left(self) -> Iterator[Remark]:
        """Give comments that stand nowhere in the text."""
        yield from (note for number, note in self.notes.items() if number not in self.seen)


def _with_ends(found: list[Remark]) -> Iterator[Remark]:
    """Give changes with the other ends of moves, and without the ends of paragraphs round their text."""
    ends: dict[tuple[str, str], str] = {}
    for remark in found:
        if remark.other_end:
            ends.setdefault((remark.kind, remark.other_end), remark.id or remark.chapter)
    for remark in found:
        if remark.kind == "comment":
            yield remark
            continue
        other = {"move_from": "move_to", "move_to": "move_from"}.get(remark.kind, "")
        text = remark.text.strip() or ("¶" if END in remark.text else "")
        if text:
            yield replace(remark, text=text, other_end=ends.get((other, remark.other_end), ""))


def _in_order(found: list[Remark]) -> list[Remark]:
    """Put answers after what they answer."""
    numbers = {remark.number for remark in found if remark.number}
    answers: dict[str, list[Remark]] = {}
    for remark in found:
        if remark.answers in numbers:
            answers.setdefault(remark.answers, []).append(remark)
    ordered = []
    for remark in found:
        if remark.answers not in numbers:
            ordered.append(remark)
            ordered += _thread(remark, answers)
    reached = {remark.number for remark in ordered}
    return [*ordered, *(remark for remark in found if remark.number not in reached)]  # answers in a circle


def _thread(remark: Remark, answers: Mapping[str, list[Remark]]) -> Iterator[Remark]:
    for answer in answers.get(remark.number, ()) if remark.number else ():
        yield replace(answer, id=remark.id, chapter=remark.chapter, part=remark.part)
        yield from _thread(answer, answers)
