"""What stands before the first chapter: control tables, one-page summary, how to read and answer."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import get_args

from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model.base import Priority
from cdc.model.company import Approval, Objective
from cdc.model.process import UseCase
from cdc.model.requirement import Requirement
from cdc.model.tender import REQUIREMENT_LISTS

PRIORITIES: tuple[Priority, ...] = ("essential", "important", "optional")
"""From what counts most to what counts least."""


def control(view: View) -> Iterator[b.Block]:
    """Versions, approvals, distribution, the language that prevails."""
    document = view.spec.document
    yield from view.titled("document.versions", view.table(document.versions, "version:9 date:18 author:20 change:40"))
    people = tuple(_approval(view, item) for item in document.approvals)
    yield from view.titled("document.approvals", (b.Signatures(people),) if people else ())
    if document.distribution:
        line = view.words.listed(view.text(text) for text in document.distribution)
        yield b.Paragraph((view.words.labelled(view.label("distribution")) + " ", line), "note")
    if document.authoritative and len(document.languages) > 1:
        yield view.paragraph("document.authoritative", "note", language=view.words.name_of(document.authoritative))


def _approval(view: View, item: Approval) -> b.Signature:
    """Leave room for a signature: what it means in the country's form, whose it is, and what is decided already."""
    say = view.words
    decision = say(f"value.{item.decision}") if view.states(item, "decision") else ""
    date = say.date_in_letters(item.date) if item.date else ""
    if decision and date:
        note = say("document.sign_decided", decision=decision, date=date)
    else:
        note = decision or date or say("document.sign_date")
    return b.Signature(say(f"document.act_{item.kind}") if item.kind else "", item.name, view.text(item.role), note)


def summary(view: View) -> Iterator[b.Block]:
    """One page for those who decide."""
    yield b.Callout(view.words("document.summary"), tuple(_summary(view)))


def how_to_read(view: View) -> Iterator[b.Block]:
    """Ids, priorities, and how to answer."""
    yield b.Callout(view.words("document.how_to_read"), tuple(_how_to_read(view)))


def _summary(view: View) -> Iterator[b.Block]:
    spec = view.spec
    if spec.document.main_problem:
        yield b.Paragraph(view.inlines(spec.document.main_problem))
    essential = [o for o in spec.objectives if o.priority == "essential"] or spec.objectives[:3]
    if essential:
        yield b.Bullets(tuple((b.Paragraph(view.inlines(item.title)),) for item in essential))
    yield b.Facts(tuple(figures(view)))


def figures(view: View) -> Iterator[tuple[str, b.Inlines]]:
    """Give the figures of the project: features, users, budget, go-live, deadline, each with its label."""
    spec, words = view.spec, view.words
    features = [item for item in spec.features if item.status != "withdrawn"]
    if features:
        essential = sum(1 for item in features if item.priority == "essential")
        key = "scope_line" if any(view.states(item, "priority") for item in features) else "feature_count"
        yield words("document.scope"), (words(f"document.{key}", count=len(features), essential=essential),)
    users = sum(item.users for item in spec.departments if view.states(item, "users"))
    if users:
        yield view.label("users"), (words.number(users),)
    line = budget_line(view) if view.has_budget else ""
    if line:
        yield words("document.budget"), (line,)
    go_live = next((item for item in spec.milestones if item.kind == "go_live"), None)
    if go_live and (date := go_live.revised or go_live.date):
        yield view.text(go_live.name), (words.date(date),)
    if spec.tender and spec.tender.deadline:
        yield view.label("deadline"), (words.moment(spec.tender.deadline),)


def budget_line(view: View) -> str:
    """Say the budget in one line, as far as this audience may know."""
    budget = view.spec.budget
    if budget is None:
        return ""
    money = view.words.money
    if (budget.disclosure == "full" or view.is_internal) and (budget.lines or budget.ceiling is not None):
        total = sum((line.amount * line.quantity for line in budget.lines), start=Decimal(0))
        amount = money(total if budget.lines else budget.ceiling or total, budget.currency)
    elif budget.disclosure != "hidden" and budget.range_low is not None and budget.range_high is not None:
        amount = f"{money(budget.range_low, budget.currency)} – {money(budget.range_high, budget.currency)}"
    else:
        return ""
    if "horizon" not in budget.model_fields_set and not budget.lines:
        return amount
    return view.words("document.over_years", amount=amount, years=budget.horizon)


def _how_to_read(view: View) -> Iterator[b.Block]:
    words = view.words
    if view.spec.document.purpose:
        yield b.Paragraph(view.inlines(view.spec.document.purpose))
    yield view.paragraph("document.ids")
    stated = {item.priority for item in _with_priority(view) if view.states(item, "priority")}
    for priority in PRIORITIES:
        if priority in stated:
            chip = b.Chip(words(f"value.{priority}"), priority)
            yield b.Paragraph((chip, " " + words(f"document.means_{priority}")))
    if any(item.knockout for _, item in view.spec.asked):
        yield b.Paragraph((b.Chip(words("document.knockout"), "knockout"), " " + words("document.means_knockout")))
    tender = view.spec.tender
    if tender:
        yield view.paragraph("document.answer_in_grid")
        if tender.questions_until:
            yield view.paragraph("document.questions_until", date=tender.questions_until)


def _with_priority(view: View) -> Iterator[Requirement | Objective | UseCase]:
    spec = view.spec
    yield from spec.objectives
    yield from spec.use_cases
    yield from (item for name in get_args(REQUIREMENT_LISTS) for item in getattr(spec, name))


FRONT: dict[str, Callable[[View], Iterable[b.Block]]] = {
    "control": control,
    "summary": summary,
    "how_to_read": how_to_read,
}
"""The parts of the front matter by name."""
