"""Rules on what is left out: links between objectives, use cases and features, and missing parts of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from cdc.findings import Phrase
from cdc.lint.rule import Hit, rule
from cdc.model.process import Process, UseCase
from cdc.model.requirement import Feature
from cdc.model.specification import Specification
from cdc.scoring import tree

ESSENTIAL_SHARE = Fraction(1, 2)
MANY_FLOWS = 12


@rule("CDC301")
def feature_has_a_use_case(spec: Specification) -> Iterator[Hit]:
    """Look for features that cover no use case, where use cases are written at all."""
    for at, item in enumerate(spec.features if spec.use_cases else ()):
        if not item.use_cases and item.status != "withdrawn":
            yield Hit(("features", at, "id"), {"id": item.id})


@rule("CDC302")
def use_case_has_a_feature(spec: Specification) -> Iterator[Hit]:
    """Look for use cases that no feature covers."""
    covered = {case for item in spec.features if item.status != "withdrawn" for case in item.use_cases}
    for at, item in enumerate(spec.use_cases if spec.features else ()):
        if item.id not in covered:
            yield Hit(("use_cases", at, "id"), {"id": item.id})


@rule("CDC303")
def objective_has_an_indicator(spec: Specification) -> Iterator[Hit]:
    """Look for objectives without an indicator."""
    for at, item in enumerate(spec.objectives):
        if not item.kpis:
            yield Hit(("objectives", at, "id"), {"id": item.id})


@rule("CDC304")
def objective_is_served(spec: Specification) -> Iterator[Hit]:
    """Look for objectives that no use case, process or feature serves."""
    serving: list[UseCase | Process | Feature] = [*spec.use_cases, *spec.processes, *spec.features]
    served = {o for item in serving for o in item.objectives}
    for at, item in enumerate(spec.objectives if spec.use_cases else ()):
        if item.id not in served:
            yield Hit(("objectives", at, "id"), {"id": item.id})


@rule("CDC305")
def pain_point_is_answered(spec: Specification) -> Iterator[Hit]:
    """Look for pain points that no feature and no use case names."""
    answering: list[UseCase | Feature] = [*spec.use_cases, *spec.features]
    answered = {p for item in answering for p in item.pain_points}
    for at, item in enumerate(spec.current_state.pain_points if spec.current_state else ()):
        if item.id not in answered:
            yield Hit(("current_state", "pain_points", at, "id"), {"id": item.id})


@rule("CDC306")
def essential_feature_is_testable(spec: Specification) -> Iterator[Hit]:
    """Look for essential features without an acceptance criterion."""
    for at, item in enumerate(spec.features):
        if item.priority == "essential" and item.acceptance is None and item.status != "withdrawn":
            yield Hit(("features", at, "id"), {"id": item.id})


@rule("CDC307")
def indicator_has_a_baseline(spec: Specification) -> Iterator[Hit]:
    """Look for indicators without today's value."""
    for at, item in enumerate(spec.objectives):
        for kpi_at, kpi in enumerate(item.kpis):
            if kpi.baseline is None:
                yield Hit(("objectives", at, "kpis", kpi_at, "id"), {"id": kpi.id})


@rule("CDC309")
def priorities_distinguish(spec: Specification) -> Iterator[Hit]:
    """Compare the share of essential features with the limit, from ten features on."""
    kept = [item for item in spec.features if item.status != "withdrawn"]
    essential = sum(1 for item in kept if item.priority == "essential")
    if len(kept) >= 10 and Fraction(essential, len(kept)) > ESSENTIAL_SHARE:
        yield Hit(("features",), {"share": 100 * essential // len(kept)}, of_key=True)


@rule("CDC310")
def department_was_asked(spec: Specification) -> Iterator[Hit]:
    """Look for departments without a use case."""
    asked = {item.department for item in spec.use_cases}
    for at, item in enumerate(spec.departments if spec.use_cases else ()):
        if item.id not in asked and not item.supporting:
            yield Hit(("departments", at, "id"), {"id": item.id})


@rule("CDC311")
def application_has_a_flow(spec: Specification) -> Iterator[Hit]:
    """Look for applications without a flow, a migration or the words that there is none."""
    linked = {id_ for flow in spec.flows for id_ in (flow.origin, flow.target)} | {
        m.application for m in spec.migrations
    }
    for at, item in enumerate(spec.applications):
        if item.id not in linked and item.no_flow is None and item.kind != "target":
            yield Hit(("applications", at, "id"), {"id": item.id})


@rule("CDC312")
def sponsor_is_named(spec: Specification) -> Iterator[Hit]:
    """Look for a sponsor among the stakeholders."""
    if spec.stakeholders and not any(item.kind == "sponsor" for item in spec.stakeholders):
        yield Hit(("stakeholders",), of_key=True)


@rule("CDC314")
def workshop_is_prepared(spec: Specification) -> Iterator[Hit]:
    """Look for workshops without a duration or a note-taker."""
    for at, item in enumerate(spec.workshops):
        lost = [name for name in ("duration", "note_taker") if getattr(item, name) is None]
        if lost:
            yield Hit(("workshops", at, "id"), {"id": item.id, "missing": ", ".join(lost)})


@rule("CDC316")
def few_integrations(spec: Specification) -> Iterator[Hit]:
    """Count integrations."""
    count = sum(1 for item in spec.flows if item.status != "withdrawn")
    if count > MANY_FLOWS:
        yield Hit(("flows",), {"count": count}, of_key=True)


@rule("CDC317")
def usability_has_weight(spec: Specification) -> Iterator[Hit]:
    """Compare the share of usability criteria with the declared minimum."""
    if not spec.criteria or spec.evaluation.weights == "order":
        return
    shares = tree.shares(spec.criteria, spec.evaluation.weights)
    share = sum((shares[leaf.id] for leaf in spec.leaves if leaf.relates_to == "usability"), Fraction(0)) * 100
    least = spec.evaluation.usability_minimum
    if share < Fraction(least):
        yield Hit(("criteria",), {"share": Decimal(round(share * 100)) / 100, "least": least}, of_key=True)


@rule("CDC318")
def personal_data_are_governed(spec: Specification) -> Iterator[Hit]:
    """Look for entities with personal data and no retention or legal basis."""
    for at, item in enumerate(spec.data_entities):
        if any(field.personal for field in item.fields):
            lost = [name for name in ("retention", "legal_basis") if getattr(item, name) is None]
            if lost:
                yield Hit(("data_entities", at, "id"), {"id": item.id, "missing": ", ".join(lost)})


@rule("CDC320")
def go_live_has_a_date(spec: Specification) -> Iterator[Hit]:
    """Look for the go-live among the milestones."""
    if spec.phases and not any(item.kind == "go_live" for item in spec.milestones):
        yield Hit(("milestones",) if spec.milestones else ("phases",), of_key=True)


@rule("CDC321")
def goal_has_its_material(spec: Specification) -> Iterator[Hit]:
    """Ask analytics for metrics, transparency for supporting departments, loyalty for control points."""
    supporting = {item.id for item in spec.departments if item.supporting}
    for at, item in enumerate(spec.objectives):
        lost = ""
        if item.archetype == "analytics" and not item.metrics:
            lost = "metrics"
        elif item.archetype == "transparency" and not any(p.department in supporting for p in spec.processes):
            lost = "processes"
        elif item.archetype == "loyalty" and not any(x.control_point for j in spec.journeys for x in j.phases):
            lost = "journeys"
        if lost:
            facts = {"id": item.id, "archetype": Phrase(f"value.{item.archetype}"), "missing": lost}
            yield Hit(("objectives", at, "archetype"), facts)


@rule("CDC322")
def priorities_agree(spec: Specification) -> Iterator[Hit]:
    """Look for essential features all of whose objectives, through their use cases, are optional."""
    objectives = {item.id: item.priority for item in spec.objectives}
    cases = {item.id: item.objectives for item in spec.use_cases}
    for at, item in enumerate(spec.features):
        served = {o for case in item.use_cases for o in cases.get(case, ())} | set(item.objectives)
        if item.priority == "essential" and served and all(objectives.get(o) == "optional" for o in served):
            yield Hit(("features", at, "priority"), {"id": item.id})


RULES = (
    feature_has_a_use_case,
    use_case_has_a_feature,
    objective_has_an_indicator,
    objective_is_served,
    pain_point_is_answered,
    essential_feature_is_testable,
    indicator_has_a_baseline,
    priorities_distinguish,
    department_was_asked,
    application_has_a_flow,
    sponsor_is_named,
    workshop_is_prepared,
    few_integrations,
    usability_has_weight,
    personal_data_are_governed,
    go_live_has_a_date,
    goal_has_its_material,
    priorities_agree,
)
