"""The figures of a specification: what each diagram is drawn from, and its words for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from cdc.diagrams import charts, funnel, journey, lanes, links, organisation, treemap
from cdc.diagrams.svg import Drawing
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model.people import Governance
from cdc.model.process import Funnel, Journey, Process


def figures(view: View, drawings: Sequence[Drawing], caption: str, alt: str) -> Iterator[b.Figure]:
    """Give one figure for each drawing; those after the first say that they go on."""
    for at, drawing in enumerate(drawings):
        title = caption if at == 0 else view.words("document.continued", caption=caption, number=at + 1)
        yield b.Figure(drawing.svg, alt, title, *drawing.size)


def journey_map(view: View, item: Journey) -> Iterator[b.Figure]:
    """Draw a journey; what is told of each phase is in the table that follows."""
    say = view.label
    rows = (
        journey.Row(say("actions")),
        journey.Row(say("touchpoints")),
        journey.Row(say("pain"), "pain"),
        journey.Row(say("control_point"), "check"),
        journey.Row(say("use_cases"), "gain"),
    )
    labels = journey.Labels(rows, view.words("document.mood"), say("emotion"), say("target_emotion"))
    titles = {case.id: f"{case.id} {view.text(case.title)}" for case in view.spec.use_cases}
    phases = [
        journey.Phase(
            view.text(phase.name),
            (
                view.text(phase.actions),
                view.text(phase.touchpoints),
                view.text(phase.pain),
                view.text(phase.control_point),
                "; ".join(titles[id_] for id_ in phase.use_cases),
            ),
            phase.emotion,
            phase.target_emotion,
        )
        for phase in item.phases
    ]
    drawings = [journey.draw(phases[at : at + journey.MOST], labels) for at in range(0, len(phases), journey.MOST)]
    alt = "; ".join(f"{phase.name}: {phase.texts[0]}" for phase in phases)
    yield from figures(view, drawings, view.text(item.name), alt)


def funnel_bands(view: View, item: Funnel) -> Iterator[b.Figure]:
    """Draw a funnel from its stages."""
    stages = [
        funnel.Stage(
            view.text(stage.name),
            None if stage.volume is None else float(stage.volume),
            "" if stage.volume is None else view.words.number(stage.volume),
            "" if stage.conversion is None else view.words.percent(stage.conversion),
            view.text(stage.owner),
            view.text(stage.sla),
        )
        for stage in item.stages
    ]
    labels = funnel.Labels(view.label("volume"), view.label("owner"), view.label("sla"))
    alt = "; ".join(" ".join(part for part in (s.name, s.shown, s.goes_on) if part) for s in stages)
    yield from figures(view, [funnel.draw(stages, labels)], view.text(item.name), alt)


def process_lanes(view: View, item: Process) -> Iterator[b.Figure]:
    """Draw the steps of a process in the lanes of those who act; a single step needs no drawing."""
    if len(item.steps) < 2:
        return
    steps = [
        lanes.Step(at, view.text(step.actor), view.text(step.action), view.text(step.tool))
        for at, step in enumerate(item.steps, 1)
    ]
    drawings = [
        lanes.draw(steps[at : at + lanes.MOST], goes_on=at + lanes.MOST < len(steps))
        for at in range(0, len(steps), lanes.MOST)
    ]
    alt = "; ".join(f"{step.number} {step.actor}: {step.action}" for step in steps)
    yield from figures(view, drawings, view.text(item.name), alt)


def organisation_chart(view: View, found: Governance | None) -> Iterator[b.Figure]:
    """Draw who leads the project: sponsor, committees, lead, team."""
    people = view.spec.stakeholders
    names = {item.id: item.name for item in people}

    def boxes(*kinds: str) -> tuple[organisation.Box, ...]:
        return tuple(organisation.Box(i.name, (view.text(i.role),)) for i in people if i.kind in kinds)

    committees = tuple(
        organisation.Box(
            view.text(body.name), (", ".join(names[id_] for id_ in body.members), view.text(body.frequency))
        )
        for body in (found.bodies if found else ())
    )
    tiers = [
        organisation.Tier(boxes("sponsor"), strong=True),
        organisation.Tier(committees),
        organisation.Tier(boxes("lead"), strong=True),
        organisation.Tier(
            tuple(organisation.Box(i.name, (view.text(i.role),)) for i in people if i.kind not in ("sponsor", "lead"))
        ),
    ]
    shown = [tier for tier in tiers if tier.boxes]
    if len(shown) > 1:
        alt = " → ".join(", ".join(box.title for box in tier.boxes) for tier in shown)
        yield from figures(view, [organisation.draw(shown)], view.words("document.organisation"), alt)


def budget_columns(view: View) -> Iterator[b.Figure]:
    """Draw the amounts of each year, investment and running cost one on another."""
    found = view.spec.budget
    if found is None or not found.lines:
        return
    columns = []
    for year in range(1, found.horizon + 1):
        parts = [
            sum((i.amount * i.quantity for i in found.lines if (i.kind, i.year) == (kind, year)), Decimal(0))
            for kind in ("capex", "opex")
        ]
        label = view.words.money(sum(parts, Decimal(0)), found.currency)
        columns.append(charts.Year(f"{view.label('year')} {year}", tuple(map(float, parts)), label))
    legend = tuple(view.words(f"value.{kind}") for kind in ("capex", "opex"))
    alt = "; ".join(f"{column.name}: {column.label}" for column in columns)
    yield from figures(view, [charts.years(columns, legend)], view.words("document.budget_chart"), alt)


def weights_by_module(view: View) -> Iterator[b.Block]:
    """Draw how much each module weighs among the features, then say it in a table."""
    spec = view.spec
    items = [item for item in spec.features if item.status != "withdrawn" and not item.unscored]
    total = sum((Fraction(spec.weight_of(item)) for item in items), Fraction(0))
    modules = [module for module in spec.modules if any(item.module == module.id for item in items)]
    if len(modules) < 2 or not total:
        return
    tiles, rows = [], []
    for module in modules:
        own = [item for item in items if item.module == module.id]
        share = sum((Fraction(spec.weight_of(item)) for item in own), Fraction(0)) / total
        shown = view.words.percent(share * 100, 1)
        name, count = view.text(module.name), view.words("document.feature_count", count=len(own))
        tiles.append(treemap.Tile(name, float(share), shown, count))
        rows.append(b.Row(((name,), (str(len(own)),), (shown,))))
    alt = "; ".join(f"{tile.name}: {tile.shown}" for tile in tiles)
    caption = view.words("document.weights_by_module")
    yield from figures(view, [treemap.draw(tiles)], caption, alt)
    heads = (
        b.Column(view.label("module"), 50),
        b.Column(view.words("document.features"), 20, "right"),
        b.Column(view.label("weight"), 20, "right"),
    )
    yield b.Table(heads, tuple(rows), caption)


def trace_map(view: View) -> Iterator[b.Figure]:
    """Draw which use cases serve each objective, and which modules answer them."""
    spec = view.spec
    modules = {item.id: view.text(item.name) for item in spec.modules}
    cases = [case for case in spec.use_cases if case.objectives]
    drawings = []
    for at in range(0, len(cases), 20):
        part = cases[at : at + 20]
        ids = {case.id for case in part}
        answers = {(id_, f.module) for f in spec.features for id_ in f.use_cases if id_ in ids and f.module}
        aims = [item for item in spec.objectives if any(item.id in case.objectives for case in part)]
        columns = [
            links.Column(
                view.label("objectives"), tuple(links.Node(o.id, f"{o.id} {view.text(o.title)}") for o in aims)
            ),
            links.Column(
                view.label("use_cases"), tuple(links.Node(c.id, f"{c.id} {view.text(c.title)}") for c in part)
            ),
            links.Column(
                view.words("document.features"),
                tuple(links.Node(id_, name) for id_, name in modules.items() if any(m == id_ for _, m in answers)),
            ),
        ]
        joined = [(aim, case.id) for case in part for aim in case.objectives] + sorted(answers)
        drawings.append(links.draw([column for column in columns if column.nodes], joined))
    alt = "; ".join(f"{', '.join(case.objectives)} → {case.id}" for case in cases)
    yield from figures(view, drawings, view.words("document.trace_map"), alt)


def data_path(view: View) -> Iterator[b.Block]:
    """Draw from which application each entity comes and to which it goes, then say it in a table."""
    spec = view.spec
    entities = {item.id: view.text(item.name) for item in spec.data_entities}
    moves: dict[tuple[str, str, str], None] = {}
    for flow in (item for item in spec.flows if item.status != "withdrawn"):
        for id_ in flow.entities:
            if id_ in entities:
                moves[flow.origin, id_, flow.target] = None
                if flow.direction == "two_way":
                    moves[flow.target, id_, flow.origin] = None
    if not moves:
        return
    applications = {item.id: item.name for item in spec.applications}
    columns = [
        links.Column(view.label("origin"), _nodes(applications, [move[0] for move in moves])),
        links.Column(view.label("entities"), _nodes(entities, [move[1] for move in moves])),
        links.Column(view.label("flow_target"), _nodes(applications, [move[2] for move in moves])),
    ]
    joined = dict.fromkeys(pair for a, id_, c in moves for pair in ((a, id_), (id_, c)))
    caption = view.words("document.data_path")
    texts = [(applications[a], entities[id_], applications[c]) for a, id_, c in moves]
    alt = "; ".join(f"{a} → {name} → {c}" for a, name, c in texts)
    yield from figures(view, [links.draw(columns, list(joined))], caption, alt)
    heads = tuple(b.Column(column.title, 30) for column in columns)
    yield b.Table(heads, tuple(b.Row(tuple((text,) for text in row)) for row in texts), caption)


def _nodes(names: dict[str, str], wanted: Sequence[str]) -> tuple[links.Node, ...]:
    used = set(wanted)
    return tuple(links.Node(id_, name) for id_, name in names.items() if id_ in used)
