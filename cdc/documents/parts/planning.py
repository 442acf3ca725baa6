"""Chapter on planning and budget."""

from collections.abc import Iterator
from decimal import Decimal

from cdc.diagrams import gantt
from cdc.documents import drawings
from cdc.documents.parts import technical
from cdc.documents.parts.front import budget_line
from cdc.documents.view import View
from cdc.model import blocks as b


def gantt_chart(view: View) -> Iterator[b.Block]:
    """Phases and milestones on one time axis."""
    spec = view.spec
    spans = [(item, item.revised_start or item.start, item.revised_end or item.end) for item in spec.phases]
    dated = [(item, start, end) for item, start, end in spans if start and end]
    if dated:
        groups = list(dict.fromkeys(view.text(item.group) for item, _, _ in dated))
        bars = tuple(
            gantt.Bar(
                view.text(item.name),
                start,
                end,
                groups.index(view.text(item.group)),
            )
            for item, start, end in dated
        )
        marks = tuple(
            gantt.Mark(view.text(item.name), date)
            for item in spec.milestones
            for date in (item.revised or item.date,)
            if date
        )
        words = gantt.Labels(view.words("document.milestones"), view.words("document.weeks"), view.words.month)
        drawing = gantt.draw(bars, marks, words)
        alt = "; ".join(f"{bar.name}: {view.words.date(bar.start)} – {view.words.date(bar.end)}" for bar in bars)
        yield b.Figure(drawing.svg, alt, view.words("document.gantt"), *drawing.size)


def schedule(view: View) -> Iterator[b.Block]:
    """The Gantt chart, then phases and milestones as tables."""
    spec = view.spec
    yield from gantt_chart(view)
    yield from view.table(
        spec.phases,
        "id:8 name:24 start:17 end:17 within:17 depends:24 payment:12 deliverables:16 description:20",
        "document.phases",
        elsewhere="revised_start revised_end group",
    )
    moved = [item for item in spec.phases if item.revised_start or item.revised_end]
    yield from view.excerpt(moved, "id:8 name:30 revised_start:20 revised_end:20", "document.revised")
    yield from view.table(
        spec.milestones, "id:11 name:24 date:17 when:17 revised:17 kind:12 condition:24", "document.milestone_table"
    )


def deployment(view: View) -> Iterator[b.Block]:
    """How the system is tested and accepted, and how it comes into use."""
    yield from view.table(
        view.spec.acceptance_stages,
        "id:9 name:20 procedure:30 criteria:26 within:16 if_failed:22 record:16",
        "document.acceptance_stages",
    )
    found = view.spec.deployment
    if found:
        names = "strategy reason criteria rollback support awareness"
        yield from view.all_facts(found, names, elsewhere=f"waves {technical.WHERE_IT_RUNS}")
        yield from view.table(found.waves, "name:30 users:10 date:14", "document.waves")


def training(view: View) -> Iterator[b.Block]:
    """The training plan."""
    yield from view.table(
        view.spec.trainings,
        "id:8 audience:18 people:9 hours:8 mode:12 content:30 materials:18 technical:10",
        "document.training",
    )


def deliverables(view: View) -> Iterator[b.Block]:
    """What is handed over."""
    yield from view.table(
        view.spec.deliverables, "id:8 name:20 description:28 due:16 format:12 standard:24", "document.deliverables"
    )


def budget(view: View) -> Iterator[b.Block]:
    """The budget as far as this audience may know: investment, then running cost by year."""
    found = view.spec.budget
    if found and (found.disclosure == "full" or view.is_internal):
        yield from budget_overview(view)
        yield from view.all_facts(
            found, "ceiling tax", elsewhere="currency horizon disclosure range_low range_high financing lines"
        )
        yield from view.table(
            found.lines, "id:8 name:26 category:14 kind:12 year:8 quantity:9 amount:13 note:18", "document.budget_lines"
        )
    else:
        yield from budget_overview(view)


def budget_overview(view: View) -> Iterator[b.Block]:
    """The budget in a line, where the money comes from, and the amounts by year as far as this audience may know."""
    found = view.spec.budget
    if found is None:
        return
    line = budget_line(view)
    if line:
        yield b.Paragraph((line,), "lead")
    if found.financing:
        yield b.Facts(((view.label("financing"), view.inlines(found.financing)),))
    if found.lines and (found.disclosure == "full" or view.is_internal):
        yield from drawings.budget_columns(view)
        yield _by_year(view)


def _by_year(view: View) -> b.Table:
    found = view.spec.budget
    assert found is not None
    words, years = view.words, range(1, found.horizon + 1)
    heads = (
        b.Column(view.label("category"), 20),
        *(b.Column(f"{view.label('year')} {year}", 11, "right") for year in years),
        b.Column(view.label("total"), 13, "right"),
    )
    rows: list[b.Row] = []
    sums = [Decimal(0)] * (found.horizon + 1)
    for kind in ("capex", "opex"):
        for category in dict.fromkeys(line.category for line in found.lines if line.kind == kind):
            amounts = [
                sum(
                    (
                        i.amount * i.quantity
                        for i in found.lines
                        if (i.kind, i.category, i.year) == (kind, category, year)
                    ),
                    Decimal(0),
                )
                for year in years
            ]
            amounts.append(sum(amounts, Decimal(0)))
            sums = [a + s for a, s in zip(amounts, sums, strict=True)]
            title = f"{words('value.' + category)} ({words('value.' + kind)})"
            rows.append(b.Row(((title,), *((words.money(a, found.currency),) if a else ("–",) for a in amounts))))
    rows.append(b.Row(((view.label("total"),), *((words.money(a, found.currency),) for a in sums)), style="total"))
    return b.Table(heads, tuple(rows), words("document.budget_years"))
