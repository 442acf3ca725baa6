"""The card of a requirement: the one place where it is stated, with all that its reader may see of it."""

from __future__ import annotations

from collections.abc import Iterator

from cdc.documents import markdown
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model import fields
from cdc.model.requirement import Acceptance, Requirement

_PLACED = frozenset(
    {"id", "title", "statement", "priority", "weight", "weight_reason", "knockout", "acceptance", "unscored"}
    | {"detail", "status", "status_reason", "criterion", "module", "category", "burden"}
)
"""Fields of a requirement that have a place of their own on its card, or elsewhere in the document."""
_FUNCTIONAL = frozenset({"flexibility", "exchange_rate"})
"""Fields to which functional cards give a place of their own."""
_FLEXIBILITY = {"essential": "F0", "important": "F1", "optional": "F2"}
"""How far a level may be negotiated, where only the priority is stated."""


def card(view: View, item: Requirement) -> b.RequirementCard:
    """Give the card of a requirement: the one place where it is stated."""
    detail = item.detail or view.spec.document.detail
    weight = None
    if view.shows_weights and not item.unscored and _is_weighed(view, item):
        weight = view.words("document.weight", weight=view.spec.weight_of(item))
    return b.RequirementCard(
        item.id,
        markdown.plain(view.inlines(item.title)),
        view.priority(item),
        weight,
        view.words("document.knockout") if item.knockout else None,
        _statement(view, item) if detail != "headline" else (),
        tuple(_card_rows(view, item, detail)),
    )


def _statement(view: View, item: Requirement) -> tuple[b.Block, ...]:
    """Give the statement, and the pictures that the other texts of the requirement name."""
    others = [field.name for field in fields.own(type(item)) if field.has_languages and field.name != "statement"]
    acceptance = view.pictures_of(item.acceptance, fields.of(Acceptance)) if item.acceptance else ()
    return (*view.told(item.statement), *view.pictures_of(item, others), *acceptance)


def _is_weighed(view: View, item: Requirement) -> bool:
    """Tell whether a weight is a fact: a tender applies it, or the author gives it, itself or by a priority."""
    return view.spec.tender is not None or item.weight is not None or view.states(item, "priority")


def _card_rows(view: View, item: Requirement, detail: str) -> Iterator[tuple[str, b.Inlines]]:
    if detail == "acceptance" and item.acceptance:
        name = "assessment" if view.is_functional else "acceptance"
        yield view.label(name), view.acceptance(item.acceptance)
    if detail != "headline":
        yield from _declared(view, item)
    if view.is_functional:
        implied = _FLEXIBILITY[item.priority] if view.states(item, "priority") else None
        level = item.flexibility or implied
        if level:
            yield view.label("flexibility"), (view.words(f"value.flexibility_{level}"),)
        yield from view.facts(item, "exchange_rate")
    yield from _explained(view, item)


def _declared(view: View, item: Requirement) -> Iterator[tuple[str, b.Inlines]]:
    """Give what this reader may see of all that the requirement's model declares, its own fields first."""
    placed = _PLACED | _FUNCTIONAL if view.is_functional else _PLACED
    for known in fields.own(type(item)):
        seen = known.name not in placed and (view.is_internal or known.shown == "vendors")
        if seen and known.stated(item) is not None:
            yield view.label(known.name), view.cell(item, known.name)


def _explained(view: View, item: Requirement) -> Iterator[tuple[str, b.Inlines]]:
    """Give the reasons: of the weight, of what is not scored, of the knock-out."""
    if item.weight_reason and view.is_internal:
        yield view.label("weight_reason"), view.inlines(item.weight_reason)
    if item.unscored:
        yield view.label("unscored"), view.inlines(item.unscored)
    if item.knockout:
        yield view.label("least"), _answer(view, item, item.knockout.least)
    if item.knockout and item.knockout.reason:
        yield view.label("knockout"), view.inlines(item.knockout.reason)


def _answer(view: View, item: Requirement, id_: str) -> b.Inlines:
    """Give an answer of the scale of a requirement: its id and what vendors read in the list."""
    scale = view.spec.scale_of(item)
    labels = [answer.label for answer in scale.answers if answer.id == id_] if scale else []
    return (f"{id_} – ", *view.inlines(labels[0])) if labels else (id_,)
