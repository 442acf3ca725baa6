"""Chapter on what people do: departments, processes, funnels, journeys, use cases."""

from collections.abc import Iterator

from cdc.documents import drawings, matrices
from cdc.documents.view import View
from cdc.model import blocks as b


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
    yield from view.table(view.spec.departments, "id:10 name:26 head:20 users:10 supporting:12", "document.departments")


def processes(view: View) -> Iterator[b.Block]:
    """Each process: facts, then its steps."""
    for item in view.spec.processes:
        yield view.item_heading(item, item.name)
        yield from view.fact_block(item, "family department owner state trigger result volume rules objectives")
        yield from drawings.process_lanes(view, item)
        yield from view.table(
            item.steps, "actor:14 action:28 data:14 tool:16 problem:22 automation:22", "document.process_steps"
        )


def funnels(view: View) -> Iterator[b.Block]:
    """Each funnel, stage by stage."""
    for item in view.spec.funnels:
        yield view.item_heading(item, item.name)
        yield from view.fact_block(item, "kind owner probability_method")
        yield from drawings.funnel_bands(view, item)
        yield from view.table(item.stages, "name:16 owner:14 tasks:26 result:22 needs:24", "document.funnel_stages")
        yield from view.table(
            item.stages,
            "name:16 mandatory_fields:26 sla:14 kpi:20 volume:9 conversion:9 probability:9",
            "document.funnel_norms",
        )


def journeys(view: View) -> Iterator[b.Block]:
    """Each customer journey: today's mood and the wanted one, phase by phase."""
    for item in view.spec.journeys:
        yield view.item_heading(item, item.name)
        yield from view.fact_block(item, "persona state channels")
        yield from drawings.journey_map(view, item)
        yield from view.table(
            item.phases,
            "name:14 actions:22 touchpoints:18 pain:20 emotion:9 target_emotion:9 control_point:22 use_cases:12",
            "document.journey_phases",
        )


def use_cases(view: View) -> Iterator[b.Block]:
    """Use cases, department by department."""
    for department in view.spec.departments:
        items = [item for item in view.spec.use_cases if item.department == department.id]
        if items:
            blocks: list[b.Block] = []
            for item in items:
                blocks.append(view.item_heading(item, item.title, view.priority(item)))
                names = "actor goal story process frequency trigger preconditions steps variants objectives pain_points"
                blocks += view.fact_block(item, names + (" source verbatim" if view.is_internal else ""))
            yield b.Section(f"use-cases-{department.id}", view.text(department.name), "", 0, tuple(blocks))
