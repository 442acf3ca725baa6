"""Rules on questions and their answers: what all vendors will read names nobody who asked."""

from __future__ import annotations

from collections.abc import Iterator

from cdc.lint.rule import Hit, rule
from cdc.model import fields
from cdc.model.anonymity import names_in_part, names_whole
from cdc.model.practice import Question
from cdc.model.specification import Specification


@rule("CDC570")
def nobody_who_asks_is_named(spec: Specification) -> Iterator[Hit]:
    """Look for the name of who asked, or its mail address, in the question and the answer that all will read."""
    for at, key, text, question in _published(spec):
        if question.by and names_whole(text, question.by):
            yield Hit(("questions", at, key), {"id": question.id, "name": question.by})


@rule("CDC571")
def nobody_who_asks_can_be_guessed(spec: Specification) -> Iterator[Hit]:
    """Look for one telling word of the name of who asked, and for the names of other vendors of the list."""
    vendors = [vendor.name for vendor in spec.vendors]
    for at, key, text, question in _published(spec):
        asker = question.by or ""
        if names_whole(text, asker):
            continue
        named = names_in_part(text, asker) or next((name for name in vendors if names_whole(text, name)), "")
        if named:
            yield Hit(("questions", at, key), {"id": question.id, "name": named})


@rule("CDC572")
def questions_concern_what_exists(spec: Specification) -> Iterator[Hit]:
    """Compare the ids that a question concerns with those of the project."""
    known = {str(leaf.value) for leaf in fields.walk(spec) if fields.is_item_id(leaf.field)}
    for at, question in enumerate(spec.questions):
        for number, id_ in enumerate(question.refers_to):
            if id_ not in known:
                yield Hit(("questions", at, "refers_to", number), {"id": question.id, "named": id_})


def _published(spec: Specification) -> Iterator[tuple[int, str, str, Question]]:
    """Give the texts of every question that vendors may come to read, in every language."""
    for at, question in enumerate(spec.questions):
        if question.visibility == "internal":
            continue
        for key in ("text", "answer"):
            text = getattr(question, key)
            for said in text.values() if isinstance(text, dict) else (text or "",):
                yield at, key, said, question


RULES = (nobody_who_asks_is_named, nobody_who_asks_can_be_guessed, questions_concern_what_exists)
