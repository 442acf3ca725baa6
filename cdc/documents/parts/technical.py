"""Chapter on technical constraints: architecture, limits, volumes, rights, data to bring over, the application map."""

from collections.abc import Iterator
from dataclasses import replace

from cdc.diagrams import appmap
from cdc.documents import drawings, matrices
from cdc.documents.cards import card
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model.requirement import Flow

WHERE_IT_RUNS = "mode compatibility infrastructure solution_strategy solution_rationale"
"""What is told of the deployment among technical limits; the rest stands with the planning."""
NOTES = "vendor version external interactions no_flow"
"""What is told of some applications in a table of its own."""


def architecture(view: View) -> Iterator[b.Block]:
    """Where the system runs and what it must fit with."""
    if view.spec.deployment:
        yield from view.fact_block(view.spec.deployment, WHERE_IT_RUNS)


def constraints(view: View) -> Iterator[b.Block]:
    """Constraints as cards, by category where a category has several; without those that stand elsewhere."""
    items = [item for item in view.spec.constraints if item.status != "withdrawn" and item.category not in view.apart]
    categories = dict.fromkeys(item.category for item in items)
    if len(items) < 2 * len(categories):
        for item in items:
            shown = card(view, item)
            yield replace(shown, facts=((view.label("category"), view.cell(item, "category")), *shown.facts))
        return
    for category in categories:
        cards = tuple(constraints_of(view, category))
        yield b.Section(f"constraints-{category}", view.words(f"value.{category}"), "", 0, cards)


def constraints_of(view: View, category: str) -> Iterator[b.RequirementCard]:
    """Constraints of one category as cards."""
    for item in view.spec.constraints:
        if item.category == category and item.status != "withdrawn":
            yield card(view, item)


def volumes(view: View) -> Iterator[b.Block]:
    """How much the system must carry, now and later."""
    yield from view.table(
        view.spec.volumes,
        "id:8 name:26 now:10 in_one_year:10 in_three_years:10 concurrent:10 note:24",
        "document.volumes",
    )


def access(view: View) -> Iterator[b.Block]:
    """The matrix of roles and objects, then the rules of each right."""
    yield from matrices.rights(view)
    yield from view.table(
        view.spec.access_rights, "id:8 role:18 object:18 actions:22 perimeter:12 rule:28", "document.access"
    )


def migrations(view: View) -> Iterator[b.Block]:
    """Data to bring over, as requirement cards."""
    for item in view.spec.migrations:
        if item.status != "withdrawn":
            yield card(view, item)


def application_map(view: View) -> Iterator[b.Block]:
    """Bricks and arrows, then the applications as a table."""
    applications = view.spec.applications
    if not applications:
        return
    drawn = appmap.draw(_map_data(view))
    yield from drawings.figures(view, drawn, view.words("document.map"), _map_words(view))
    yield from view.table(
        applications,
        "id:9 name:15 role:26 kind:15 hosting:13 fate:13 api:11 owner:15",
        "document.applications",
        elsewhere=NOTES,
    )
    described = [item for item in applications if any(getattr(item, name) for name in NOTES.split())]
    yield from view.excerpt(
        described, "id:9 vendor:15 version:10 external:10 interactions:28 no_flow:28", "document.application_notes"
    )


def _map_data(view: View) -> appmap.Map:
    spec = view.spec
    target = next((item for item in spec.applications if item.kind == "target"), None)
    bricks = tuple(
        appmap.Brick(item.id, item.name, view.text(item.role), item.fate if view.states(item, "fate") else "")
        for item in spec.applications
        if item is not target
    )
    flows = tuple(
        appmap.Arrow(
            at,
            item.origin,
            item.target,
            item.direction == "two_way",
            view.text(item.data),
            _rhythm(view, item),
        )
        for at, item in enumerate((f for f in spec.flows if f.status != "withdrawn"), 1)
    )
    inside = tuple(view.text(module.name) for module in spec.modules)
    legend = {fate: view.words(f"value.{fate}") for fate in ("keep", "replace", "retire", "new")}
    centre = appmap.Brick(target.id, target.name, view.text(target.role), "new") if target else None
    return appmap.Map(centre, inside, bricks, flows, legend)


def _rhythm(view: View, item: Flow) -> str:
    """Say how and how often data go, as far as the author says it."""
    mode = view.words(f"value.{item.mode}") if view.states(item, "mode") else ""
    return " · ".join(part for part in (mode, view.text(item.frequency)) if part)


def _map_words(view: View) -> str:
    parts = [
        f"{view.names.get(item.origin)} {sign} {view.names.get(item.target)} ({view.text(item.data)})"
        for item in view.spec.flows
        for sign in ("↔" if item.direction == "two_way" else "→",)
    ]
    return view.words("document.map_alt", flows="; ".join(parts) or "–")


def flows(view: View) -> Iterator[b.Block]:
    """Integrations as requirement cards, then what each costs on six axes."""
    items = [item for item in view.spec.flows if item.status != "withdrawn"]
    for item in items:
        yield card(view, item)
    if any(item.burden for item in items):
        axes = ("time", "complexity", "infrastructure", "attention", "maintenance", "security")
        heads = (
            b.Column(view.label("id"), 10),
            *(b.Column(view.label(f"burden_{axis}"), 10, "right") for axis in axes),
        )
        rows = tuple(
            b.Row(((b.Ref(item.id, item.id),), *(view.cell(item.burden, axis) for axis in axes)))
            for item in items
            if item.burden
        )
        yield b.Table(heads, rows, view.words("document.burden"))
