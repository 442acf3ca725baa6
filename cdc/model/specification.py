"""The whole specification: one table of keys, each with its model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, get_args

from cdc.model import company as c
from cdc.model import contract as co
from cdc.model import evaluation as ev
from cdc.model import fields
from cdc.model import people as pe
from cdc.model import planning as pl
from cdc.model import practice as pr
from cdc.model import process as p
from cdc.model import requirement as r
from cdc.model import technical as te
from cdc.model import tender as t
from cdc.model.base import Model
from cdc.model.declare import told


class Specification(Model):
    """Everything the author's folder says; lists keep the order of the files."""

    document: c.Document = told("Title, version, languages, structure.")
    company: c.Company = told("The company that asks, its market and its offer.")
    current_state: c.CurrentState | None = told("How things are done today.", None)
    tender: t.Tender | None = told("The procedure; without it the document is a guide to choose by.", None)
    evaluation: ev.Evaluation = told("How bids are compared.", ev.Evaluation())
    budget: pl.Budget | None = told("What the company expects to pay.", None)
    deployment: pl.Deployment | None = told("How the system comes into use.", None)
    governance: pe.Governance | None = told("How the project is led.", None)
    contract: co.Contract | None = told("Choices from which the clauses of the contract are written.", None)
    stakeholders: tuple[pe.Stakeholder, ...] = told("People.", ())
    departments: tuple[pe.Department, ...] = told("Departments.", ())
    objectives: tuple[c.Objective, ...] = told("Objectives and indicators.", ())
    processes: tuple[p.Process, ...] = told("Business processes.", ())
    funnels: tuple[p.Funnel, ...] = told("Marketing, sales and care funnels.", ())
    journeys: tuple[p.Journey, ...] = told("Customer journeys.", ())
    customer_profiles: tuple[c.CustomerProfile, ...] = told("Kinds of customers.", ())
    use_cases: tuple[p.UseCase, ...] = told("Use cases.", ())
    modules: tuple[r.Module, ...] = told("Groups of features.", ())
    features: tuple[r.Feature, ...] = told("Features.", ())
    data_entities: tuple[te.DataEntity, ...] = told("Data dictionary.", ())
    applications: tuple[te.Application, ...] = told("Applications: the bricks of the map.", ())
    flows: tuple[r.Flow, ...] = told("Integrations: the arrows of the map.", ())
    migrations: tuple[r.Migration, ...] = told("Data to bring over.", ())
    constraints: tuple[r.Constraint, ...] = told("Technical constraints.", ())
    service_levels: tuple[r.ServiceLevel, ...] = told("Service levels.", ())
    volumes: tuple[te.Volume, ...] = told("Volumes, now and later.", ())
    access_rights: tuple[te.AccessRight, ...] = told("Who may do what.", ())
    reports: tuple[p.Report, ...] = told("Reports and dashboards.", ())
    mobile_needs: tuple[p.MobileNeed, ...] = told("Work away from the desk.", ())
    automations: tuple[p.Automation, ...] = told("What happens by itself.", ())
    acceptance_stages: tuple[pl.AcceptanceStage, ...] = told("Stages of testing and acceptance.", ())
    phases: tuple[pl.Phase, ...] = told("Phases.", ())
    milestones: tuple[pl.Milestone, ...] = told("Milestones.", ())
    trainings: tuple[pl.Training, ...] = told("Training plan.", ())
    services: tuple[r.Service, ...] = told("Services asked of the vendor.", ())
    vendor_roles: tuple[t.VendorRole, ...] = told("Roles that the vendor must fill.", ())
    vendors: tuple[t.Vendor, ...] = told("Long and short list.", ())
    board: tuple[t.BoardMember, ...] = told("Evaluators.", ())
    scales: tuple[t.Scale, ...] = told("Scales of answers; the first is the default.", (), ordered=True)
    criteria: tuple[t.Criterion, ...] = told("Criteria tree.", (), ordered=True)
    price_lines: tuple[t.PriceLine, ...] = told("Price schedule.", ())
    lots: tuple[t.Lot, ...] = told("Lots.", ())
    contract_terms: tuple[r.ContractTerm, ...] = told("Contract terms.", ())
    qualifications: tuple[co.Qualification, ...] = told("Conditions that vendors must meet to take part.", ())
    deliverables: tuple[pl.Deliverable, ...] = told("Deliverables.", ())
    risks: tuple[pr.Risk, ...] = told("Risk register.", ())
    assumptions: tuple[pr.Assumption, ...] = told("Assumptions.", ())
    questions: tuple[pr.Question, ...] = told("Questions and answers.", ())
    glossary: tuple[pr.GlossaryTerm, ...] = told("Glossary.", ())
    references: tuple[pr.ReferenceDocument, ...] = told("Laws, standards, decisions and studies referred to.", ())
    annexes: tuple[pr.Annex, ...] = told("Annexes.", ())
    mockups: tuple[pr.Mockup, ...] = told("Sketches of screens.", ())
    workshops: tuple[pr.Workshop, ...] = told("Workshops and their minutes.", ())
    interviews: tuple[pr.Interview, ...] = told("Interviews.", ())
    decisions: tuple[pr.Decision, ...] = told("Decision log.", ())
    ideas: tuple[pr.Idea, ...] = told("Ideas and what became of them.", ())
    change_requests: tuple[pr.ChangeRequest, ...] = told("Changes asked after the freeze.", ())
    issues: tuple[pr.Issue, ...] = told("Difficulties met.", ())
    reviews: tuple[pr.Review, ...] = told("Reviews after go-live.", ())
    sections: tuple[pr.FreeSection, ...] = told("Chapters of the author's own.", ())

    @property
    def language(self) -> str:
        """Give the language of texts that name none."""
        return self.document.languages[0]

    @cached_property
    def leaves(self) -> tuple[t.Criterion, ...]:
        """Give the leaves of the criteria tree, in order."""
        return tuple(leaf for root in self.criteria for leaf in _leaves(root))

    @cached_property
    def translated(self) -> tuple[fields.Leaf, ...]:
        """Give every text that is said in several languages."""
        return tuple(leaf for leaf in fields.walk(self) if leaf.field.has_languages and isinstance(leaf.value, dict))

    @cached_property
    def asked(self) -> tuple[tuple[str, r.Requirement], ...]:
        """Give the requirements vendors answer, with the name of their list: neither withdrawn nor unscored."""
        return tuple(
            (name, item)
            for name in get_args(t.REQUIREMENT_LISTS)
            for item in getattr(self, name)
            if item.status != "withdrawn" and item.unscored is None
        )

    def weight_of(self, item: r.Requirement) -> Decimal:
        """Give the weight of a requirement: its own, or the one its priority gives."""
        if item.weight is not None:
            return item.weight
        return Decimal(self.evaluation.priority_weights.get(item.priority, 1))

    def scale_of(self, item: r.Requirement) -> t.Scale | None:
        """Give the answer scale of a requirement: the named one, or the first."""
        if item.scale is None:
            return self.scales[0] if self.scales else None
        return next((scale for scale in self.scales if scale.id == item.scale), None)

    @cached_property
    def leaf_of(self) -> Mapping[str, str]:
        """Map each asked requirement to the features leaf that scores it; those no leaf takes are absent."""
        covering: dict[str, str] = {
            name: leaf.id for leaf in reversed(self.leaves) for name in leaf.covers if leaf.kind == "features"
        }
        named = {leaf.id for leaf in self.leaves}
        found = {}
        for name, item in self.asked:
            leaf = item.criterion if item.criterion in named else covering.get(name)
            if leaf is not None:
                found[item.id] = leaf
        return found

    def for_lot(self, lot: t.Lot) -> Specification:
        """Give the specification of one lot: its requirements and price lines, and those of no lot in particular."""

        def mine(item: Any) -> bool:
            return not item.lots or lot.id in item.lots

        parts = {name: getattr(self, name) for name in type(self).model_fields}
        for name in (*get_args(t.REQUIREMENT_LISTS), "price_lines"):
            parts[name] = tuple(item for item in parts[name] if mine(item))
        if self.budget and len(self.lots) > 1:
            parts["budget"] = self.budget.model_copy(update={"ceiling": lot.ceiling})
        return type(self).model_construct(**parts)

    @cached_property
    def cost_horizon(self) -> int:
        """Give the years of running cost that count in the total cost."""
        return self.evaluation.horizon or (self.budget.horizon if self.budget else 5)


def _leaves(node: t.Criterion) -> Iterator[t.Criterion]:
    if not node.parts:
        yield node
    for part in node.parts:
        yield from _leaves(part)


SINGLES = tuple(name for name, field in fields.of(Specification).items() if not field.many)
LISTS = tuple(name for name in Specification.model_fields if name not in SINGLES)
