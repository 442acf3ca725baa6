"""What each field is: kinds, lists, references, use and visibility are read from the types alone."""

from typing import Literal

import pytest

from cdc.model import fields
from cdc.model.base import Amount, ApplicationRef, InBudget, Item, Line, Markdown, Model, Money, PersonRef, Text
from cdc.model.declare import ASKED, DECIDES, STATED, free, told
from cdc.model.profile import Profile
from cdc.model.specification import LISTS, SINGLES, Specification
from cdc.model.trial import Trial, WeightTalk


class Part(Model):
    """A part."""

    note: Text | None = told("Remark.", None)
    price: Money | None = told("Price.", None, use=DECIDES)


class Thing(Item, use=ASKED, shown="team"):
    """A thing."""

    title: Text = told("Title.")
    body: Markdown | None = told("Body.", None)
    size: Amount = told("Size.", 1, governs=True)
    cost: InBudget | None = told("Cost.", None, use=free("an estimate"), shown="internal")
    colour: Literal["red", "blue"] | None = told("Colour.", None)
    tools: tuple[ApplicationRef, ...] = told("Tools.", ())
    keepers: dict[Line, PersonRef] = told("Keepers.", {})
    parts: tuple[Part, ...] = told("Parts.", (), ordered=True, use=STATED)


class Small(Thing):
    """A small thing."""

    depth: Line = told("Depth.", "x")


def models(root, seen=None):
    seen = {} if seen is None else seen
    if root not in seen:
        seen[root] = fields.of(root)
        for field in seen[root].values():
            if field.model:
                models(field.model, seen)
    return seen


@pytest.mark.parametrize(
    ("name", "kind", "shape"),
    [
        ("id", "id", ""),
        ("title", "text", ""),
        ("body", "markdown", ""),
        ("size", "amount", ""),
        ("cost", "money", ""),
        ("colour", "choice", ""),
        ("tools", "reference", "many"),
        ("keepers", "reference", "keyed"),
        ("parts", "model", "many"),
    ],
)
def test_a_kind_is_read_from_the_type(name, kind, shape):
    field = fields.of(Thing)[name]
    assert field.kind == kind
    assert (field.many, field.keyed) == (shape == "many", shape == "keyed")


def test_choices_and_targets_are_known():
    known = fields.of(Thing)
    assert known["colour"].choices == ("red", "blue")
    assert known["tools"].targets == ("applications",)
    assert known["keepers"].targets == ("stakeholders",)


def test_a_field_goes_before_its_model_and_the_model_before_what_holds_it():
    known = fields.of(Thing)
    assert known["title"].use == ASKED
    assert known["cost"].use == free("an estimate")
    assert known["cost"].shown == "internal"
    assert known["title"].shown == "team"
    thing = Thing(id="T-1", title="A", parts=({"note": "b", "price": {"amount": 3}},))
    uses = {leaf.key: leaf.use for leaf in fields.walk(thing)}
    assert uses["parts.1.note"] == STATED
    assert uses["parts.1.price.amount"] == DECIDES


def test_own_fields_come_before_those_shared_with_kin():
    assert [field.name for field in fields.own(Small)][:3] == ["depth", "id", "title"]


def test_a_default_is_no_statement_unless_it_governs():
    depth, size = fields.of(Small)["depth"], fields.of(Small)["size"]
    silent, said = Small(id="T-1", title="A"), Small(id="T-1", title="A", depth="x", size=2)
    assert (depth.stated(silent), depth.stated(said)) == (None, "x")
    assert (size.stated(silent), size.stated(said)) == (1, 2)


def test_keys_last_when_references_change_places():
    first = Thing(id="T-1", title="A", tools=("A-1", "A-2"))
    second = Thing(id="T-1", title="A", tools=("A-2", "A-1"))
    assert {leaf.key for leaf in fields.walk(first)} == {leaf.key for leaf in fields.walk(second)}
    assert "tools.A-2" in {leaf.key for leaf in fields.walk(first)}


def test_a_path_leads_to_its_field_past_numbers_and_tags():
    field = fields.at(Specification, ("features", 3, "acceptance", "method"))
    assert field is not None
    assert field.choices == ("test", "demo", "inspection", "analysis")
    assert fields.inside(Specification, ("tender", "contact")).__name__ == "Contact"
    assert fields.inside(Specification, ()) is Specification


@pytest.mark.parametrize("root", [Specification, Profile, Trial, WeightTalk])
def test_every_field_of_a_file_has_a_kind(root):
    known = models(root)
    assert len(known) >= 2
    unread = [f"{m.__name__}.{f.name}" for m, found in known.items() for f in found.values() if f.kind == "data"]
    assert unread == []


def test_every_free_field_says_why():
    declared = [field for known in models(Specification).values() for field in known.values() if field.use]
    assert len(declared) > 300
    assert all(field.use.reason for field in declared if field.use.word == "free")
    assert {field.use.word for field in declared} == {"asked", "stated", "decides", "free"}


def test_every_target_of_a_reference_is_a_list():
    named = {t for known in models(Specification).values() for field in known.values() for t in field.targets}
    assert len(named) > 15
    assert {name for name in named if name not in LISTS} == {"current_state.pain_points"}


def test_keys_of_files_are_single_or_lists():
    assert len(SINGLES) == 9
    assert len(LISTS) > 40
    assert not set(SINGLES) & set(LISTS)


def test_every_value_of_the_example_has_its_own_key(gelato):
    leaves = list(fields.walk(gelato))
    assert len(leaves) > 3000
    assert len({leaf.key for leaf in leaves}) == len(leaves)
