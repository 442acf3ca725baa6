"""Short views that say again, for those who decide or who will work with the system, what the chapters hold in full."""

import datetime as dt
from collections.abc import Iterator

from cdc.documents.parts import company, planning
from cdc.documents.parts.front import PRIORITIES, figures
from cdc.documents.view import View
from cdc.model import blocks as b

MOST = 6
"""How many lines a short view gives at most."""


def buyer(view: View) -> Iterator[b.Block]:
    """Who buys, and where questions go."""
    yield from view.fact_block(view.spec.company, "name legal_form registration")
    if view.spec.tender:
        yield from view.fact_block(view.spec.tender, "contact_name contact")


def problem(view: View) -> Iterator[b.Block]:
    """The problem, and the pains that hurt most."""
    spec = view.spec
    if spec.document.main_problem:
        yield b.Paragraph(view.inlines(spec.document.main_problem), "lead")
    pains = spec.current_state.pain_points if spec.current_state else ()
    worst = [item for item in pains if item.impact == "high"] or list(pains)
    yield from _bullets(view, [item.text for item in worst[:MOST]])


def objectives(view: View) -> Iterator[b.Block]:
    """What is to be reached, as cards from today's value to the target."""
    items = [item for item in view.spec.objectives if item.priority == "essential"] or list(view.spec.objectives)
    yield from _bullets(view, [item.title for item in items[:MOST]])
    yield from company.kpi_cards(view, [kpi for item in items for kpi in item.kpis][:MOST])


def scope(view: View) -> Iterator[b.Block]:
    """How much is asked: the figures, and the features of each module by priority."""
    yield b.Facts(tuple(figures(view)))
    features = [item for item in view.spec.features if item.status != "withdrawn"]
    shown = [name for name in PRIORITIES if any(view.states(i, "priority") and i.priority == name for i in features)]
    rows = []
    for module in view.spec.modules:
        own = [item for item in features if item.module == module.id]
        if own:
            counts = (
                sum(1 for item in own if item.priority == name and view.states(item, "priority")) for name in shown
            )
            rows.append(b.Row(((view.text(module.name),), *((str(count),) for count in counts), (str(len(own)),))))
    if rows:
        heads = (
            b.Column(view.label("module"), 30),
            *(b.Column(view.words(f"value.{name}"), 12, "right") for name in shown),
            b.Column(view.label("total"), 10, "right"),
        )
        yield b.Table(heads, tuple(rows), view.words("document.features"))


def schedule(view: View) -> Iterator[b.Block]:
    """The schedule as a picture, and its milestones."""
    yield from planning.gantt_chart(view)
    dated = sorted(view.spec.milestones, key=lambda item: item.revised or item.date or dt.date.max)
    items = [
        (b.Strong((when,)), f" {view.text(item.name)}")
        for item in dated
        for date in (item.revised or item.date,)
        for when in (view.words.date(date) if date else view.text(item.when),)
    ]
    if items:
        yield b.Bullets(tuple((b.Paragraph(item),) for item in items))


def budget(view: View) -> Iterator[b.Block]:
    """The budget in a line and by year, as far as this audience may know."""
    yield from planning.budget_overview(view)


def risks(view: View) -> Iterator[b.Block]:
    """What may go wrong badly, and what is done about it."""
    items = [item for item in view.spec.risks if item.impact == "high"] or list(view.spec.risks)
    yield from view.excerpt(items[:MOST], "text:40 probability:14 mitigation:34 owner:16")


def decision(view: View) -> Iterator[b.Block]:
    """What is decided, by whom and when."""
    spec = view.spec
    awaited = [item for item in spec.milestones if item.kind == "decision"]
    yield from view.excerpt(awaited, "name:30 date:18 condition:34")
    yield from view.excerpt(spec.document.approvals, "role:24 name:22 date:18 decision:14")
    if spec.governance:
        yield from view.fact_block(spec.governance, "decision_rules")


def message(view: View) -> Iterator[b.Block]:
    """What all staff are told about the project."""
    found = view.spec.governance
    if found and found.internal_message:
        yield b.Paragraph(view.inlines(found.internal_message), "lead")


def gains(view: View) -> Iterator[b.Block]:
    """What each department gains."""
    rows = [
        (view.text(item.name), ("; ".join(view.text(goal) for goal in item.goals),))
        for item in view.spec.departments
        if item.goals
    ]
    if rows:
        yield b.Facts(tuple(rows))


def training(view: View) -> Iterator[b.Block]:
    """Who is trained, how and how long."""
    yield from view.excerpt(view.spec.trainings, "audience:26 mode:18 hours:10 content:34")


def contacts(view: View) -> Iterator[b.Block]:
    """Whom to ask."""
    leads = [item for item in view.spec.stakeholders if item.kind in ("lead", "sponsor")]
    yield from view.excerpt(leads, "name:24 role:26 contact:36")
    if view.spec.governance:
        yield from view.fact_block(view.spec.governance, "working_space")


def _bullets(view: View, texts: list[object]) -> Iterator[b.Block]:
    if texts:
        yield b.Bullets(tuple((b.Paragraph(view.inlines(text)),) for text in texts))
