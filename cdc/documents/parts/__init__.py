"""The parts a section can be made of: one function per part, view in, blocks out; PARTS is the registry."""

from collections.abc import Callable, Iterable

from cdc.documents.parts import annexes, company, planning, processes, requirements, technical, vendors
from cdc.documents.parts.annexes import free_section
from cdc.documents.parts.front import front
from cdc.documents.view import View
from cdc.model import blocks as b

PARTS: dict[str, Callable[[View], Iterable[b.Block]]] = {
    "company.general": company.general,
    "company.market": company.market,
    "company.offer": company.offer,
    "company.profiles": company.profiles,
    "current_state": company.current_state,
    "project.aim": company.aim,
    "project.objectives": company.objectives,
    "project.team": company.team,
    "project.governance": company.governance,
    "project.risks": company.risks,
    "processes.departments": processes.departments,
    "processes.processes": processes.processes,
    "processes.funnels": processes.funnels,
    "processes.journeys": processes.journeys,
    "processes.use_cases": processes.use_cases,
    "features": requirements.features,
    "features.reports": requirements.reports,
    "features.mobile": requirements.mobile,
    "features.automations": requirements.automations,
    "features.data": requirements.data,
    "technical.architecture": technical.architecture,
    "technical.constraints": technical.constraints,
    "technical.volumes": technical.volumes,
    "technical.access": technical.access,
    "technical.migrations": technical.migrations,
    "technical.map": technical.application_map,
    "technical.flows": technical.flows,
    "planning.schedule": planning.schedule,
    "planning.deployment": planning.deployment,
    "planning.training": planning.training,
    "planning.deliverables": planning.deliverables,
    "planning.budget": planning.budget,
    "vendors.services": vendors.services,
    "vendors.levels": vendors.service_levels,
    "vendors.procedure": vendors.procedure,
    "vendors.criteria": vendors.criteria,
    "vendors.scales": vendors.scales,
    "vendors.prices": vendors.price_lines,
    "vendors.contract": vendors.contract_terms,
    "vendors.market": vendors.market,
    "annexes.glossary": annexes.glossary,
    "annexes.traceability": annexes.traceability,
    "annexes.mockups": annexes.mockups,
    "annexes.list": annexes.annexes,
    "annexes.questions": annexes.questions,
    "annexes.workshops": annexes.workshops,
    "annexes.decisions": annexes.decisions,
    "annexes.follow_up": annexes.follow_up,
}

__all__ = ["PARTS", "free_section", "front"]
