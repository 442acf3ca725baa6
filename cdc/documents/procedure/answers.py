"""Questions and answers for all vendors: the same answers for everybody, and no word of who asked."""

from __future__ import annotations

from collections.abc import Iterator

from cdc.documents.procedure.page import page
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model.practice import Question
from cdc.model.specification import Specification
from cdc.words import words


def compose(spec: Specification, language: str) -> b.Document | None:
    """Give the document in one language; None while nothing is answered."""
    answered = [item for item in spec.questions if item.is_published]
    if not answered:
        return None
    view = View(spec, words(language))
    days = [item.answered for item in answered if item.answered]
    return page(
        view,
        "questions",
        kind=view.words("document.questions"),
        day=max(days, default=spec.document.date),
        front=(view.paragraph("document.questions_lead", "lead", company=spec.company.name), *_all(view, answered)),
    )


def _all(view: View, answered: list[Question]) -> Iterator[b.Block]:
    for item in answered:
        yield b.Heading((b.Ref(item.id, item.id),))
        asked = (view.label("question"), view.inlines(item.text))
        yield b.Facts((*view.facts(item, "lots refers_to date"), asked, *view.facts(item, "answer answered")))
