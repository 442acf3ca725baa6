"""Chapter on what people do: departments, processes, funnels, journeys, use cases."""

from collections.abc import Iterator

from cdc.documents import drawings, matrices, tabled
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model import fields
from cdc.model.process import UseCase


def departments(view: View) -> Iterator[b.Block]:
    """The table of objectives by department: a column each, as many rows as the longest list."""
    yield from matrices.objectives_by_department(view)
    items = [item for item in view.spec.departments if item.goals]
    for start in range(0, len(items), 4):
        group = items[start : start + 4]
        heads = tuple(b.Column(view.text(item.name), 20) for item in group)
        depth = max(len(item.goals) for item in group)
        rows = tuple(
            b.Row(tuple(view.inlines(item.goals[at]) if at < len(item.goals) else () for item in group))
            for at in range(depth)
        )
        yield b.Table(heads, rows, view.words("document.department_goals"))
    yield from view.table(
        view.spec.departments, "id:10 name:26 head:20 users:10 supporting:12", "document.departments", elsewhere="goals"
    )


def processes(view: View) -> Iterator[b.Block]:
    """Each process with several steps: facts, then its steps; those without in one table."""
    told = [item for item in view.spec.processes if len(item.steps) > 1]
    brief = [item for item in view.spec.processes if len(item.steps) < 2]
    for item in told:
        yield view.item_heading(item, item.name)
        names = "family department owner state trigger result volume rules objectives"
        yield from view.all_facts(item, names, elsewhere="id name steps")
        yield from drawings.process_lanes(view, item)
        yield from view.table(
            item.steps, "actor:14 action:28 data:14 tool:16 problem:22 automation:22", "document.process_steps"
        )
    yield from view.table(
        brief,
        "id:12 name:30 family:14 department:14 owner:14 state:10 trigger:16 result:16 volume:10 "
        "rules:16 objectives:12 steps:24",
        "document.processes",
    )


def funnels(view: View) -> Iterator[b.Block]:
    """Each funnel, stage by stage."""
    for item in view.spec.funnels:
        yield view.item_heading(item, item.name)
        yield from view.all_facts(item, "kind owner probability_method", elsewhere="id name stages")
        yield from drawings.funnel_bands(view, item)
        yield from view.table(
            item.stages,
            "name:14 owner:12 tasks:22 result:18 needs:16 mandatory_fields:18 sla:10 kpi:14 volume:8 conversion:9 "
            "probability:9",
            "document.funnel_stages",
        )


def journeys(view: View) -> Iterator[b.Block]:
    """Each customer journey: today's mood and the wanted one, phase by phase."""
    for item in view.spec.journeys:
        yield view.item_heading(item, item.name)
        yield from view.all_facts(item, "persona state channels", elsewhere="id name phases")
        yield from drawings.journey_map(view, item)
        yield from view.table(
            item.phases,
            "name:14 actions:22 touchpoints:18 pain:20 emotion:9 target_emotion:9 control_point:22 use_cases:12",
            "document.journey_phases",
        )


def use_cases(view: View) -> Iterator[b.Block]:
    """Use cases in one table, department by department: who, what for and how, and what each is linked to."""
    groups = [
        (department, [item for item in view.spec.use_cases if item.department == department.id])
        for department in view.spec.departments
    ]
    rows: list[b.Row] = []
    for department, items in groups:
        if items:
            rows.append(b.Row((view.inlines(department.name),), style="group"))
            rows += [_case_row(view, item) for item in items]
    if not rows:
        return
    if sum(1 for _, items in groups if items) > 1:
        yield view.paragraph("document.use_cases_told")
    heads = (
        b.Column(view.label("use_case"), 31),
        b.Column(view.label("goal_and_steps"), 49),
        b.Column(view.label("links"), 20),
    )
    yield tabled.filled(b.Table(heads, tuple(rows), view.words("document.use_cases")))
    for item in view.spec.use_cases:
        yield from view.pictures_of(item, fields.of(type(item)))


USE_CASE = (
    "id title actor department goal story trigger preconditions steps variants postconditions includes extends "
    "specialises priority frequency process objectives pain_points"
)
"""What has a place of its own in the row of a use case."""


def _case_row(view: View, item: UseCase) -> b.Row:
    """Give a use case: id, title and actor; goal, circumstances and steps; process, objectives and pain points."""
    chip = view.priority(item)
    called: b.Inlines = (b.Ref(item.id, item.id), " ", b.Strong(view.inlines(item.title)), b.Break())
    who = view.joined((view.inlines(item.actor), (chip,) if chip else (), view.cell(item, "frequency")), " · ")
    others = view.joined_facts(item, "includes extends specialises")
    links = view.joined((*(view.cell(item, name) for name in ("process", "objectives", "pain_points")), others), " · ")
    return b.Row(((*called, *who), _told(view, item), links), item.id)


def _told(view: View, item: UseCase) -> b.Inlines:
    steps = view.joined(
        ((b.Strong((f"{at}",)), " ", *view.inlines(step)) for at, step in enumerate(item.steps, 1)), " "
    )
    lines = [
        view.cell(item, "goal"),
        view.cell(item, "story"),
        view.joined_facts(item, "trigger preconditions"),
        steps,
        view.joined_facts(item, "variants postconditions"),
        view.joined_facts(item, view.rest(type(item), USE_CASE)),
    ]
    shown = [line for line in lines if line]
    return tuple(part for at, line in enumerate(shown) for part in ((b.Break(), *line) if at else line))
