"""What the system stands in: data, applications, volumes, rights."""

from __future__ import annotations

from typing import Literal

from cdc.model.base import (
    Count,
    DepartmentRef,
    EntityRef,
    Flag,
    Item,
    Line,
    Model,
    PersonRef,
    Text,
)
from cdc.model.declare import free, told


class DataField(Model):
    """One field of a data entity."""

    name: Text = told("Name.")
    type: Line = told("Type: text, number, date, list, reference…")
    mandatory: Flag = told("Must be filled.", False)
    unique: Flag = told("No two records may share it.", False)
    personal: Flag = told("Personal data.", False)
    sensitive: Flag = told("Special category of personal data.", False)
    copied_to: tuple[EntityRef, ...] = told("Entities in which it must be repeated.", ())
    source: Text | None = told("Where it comes from.", None)
    visible_to: Text | None = told("Who may see it.", None)


class DataEntity(Item, by_name=True):
    """A kind of thing the system keeps: lead, company, contact, deal."""

    name: Text = told("Name.")
    definition: Text = told("What it is.")
    owner: DepartmentRef | None = told("Department that keeps it.", None)
    fields: tuple[DataField, ...] = told("Fields.", ())
    volume: Count | None = told("Records today.", None)
    growth: Text | None = told("Growth.", None)
    retention: Text | None = told("How long personal data are kept.", None)
    legal_basis: Text | None = told("Legal basis of personal data.", None)
    duplicate_rule: Text | None = told("When two records are the same.", None)
    history_rule: Text | None = told("What history is kept, with which links.", None)
    keeping_rule: Text | None = told("How the base is kept and what an import must meet.", None)


class Application(Item, by_name=True):
    """A brick of the information system."""

    name: Line = told("Name.")
    role: Text = told("What it is for.")
    kind: Literal[
        "target",
        "erp",
        "email",
        "calendar",
        "office",
        "ecommerce",
        "billing",
        "mailing",
        "telephony",
        "messenger",
        "website",
        "bi",
        "directory",
        "other",
    ] = told("Kind.", "other")
    vendor: Line | None = told("Maker.", None)
    version: Line | None = told("Version, in quotes.", None)
    owner: PersonRef | None = told("Who answers for it.", None, use=free("who answers for it inside"))
    hosting: Literal["cloud", "on_premise", "hybrid"] | None = told("Where it runs.", None)
    fate: Literal["keep", "replace", "retire", "new"] = told("What becomes of it.", "keep")
    api: Literal["yes", "no", "unknown"] = told("Has it an API?", "unknown")
    external: Flag = told("Outside the company.", False)
    no_flow: Text | None = told("Why it needs no integration.", None)
    interactions: Text | None = told("Remarks on compatibility.", None)


class Volume(Item):
    """How much the system must carry, now and later."""

    name: Text = told("What is counted.")
    now: Count = told("Today.")
    in_one_year: Count | None = told("In one year.", None)
    in_three_years: Count | None = told("In three years.", None)
    concurrent: Count | None = told("At the same time.", None)
    note: Text | None = told("Remark.", None)


class AccessRight(Item):
    """What a role may do with a kind of object."""

    role: Text = told("Role.")
    object: Text = told("Entity or function.")
    actions: tuple[Literal["create", "read", "update", "delete", "export", "approve"], ...] = told("Actions allowed.")
    perimeter: Literal["own", "team", "territory", "all"] = told("On which records.", "own")
    rule: Text | None = told("Rule of visibility.", None)
