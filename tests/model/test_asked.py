"""What vendors are asked: every line with all its asked fields."""

from typing import get_args

from cdc.model import asked, fields
from cdc.model.declare import ASKED
from cdc.model.requirement import ServiceLevel
from cdc.model.tender import REQUIREMENT_LISTS, PriceLine
from cdc.model.worded import Wording
from cdc.words import words

LISTS = (*get_args(REQUIREMENT_LISTS), "price_lines")
LEVEL = ServiceLevel(
    id="SL-1",
    title="Uptime",
    indicator="Share of time",
    target={"value": 99, "unit": "%", "condition": "by month"},
    window="A month",
    penalty="1 % of the fee",
)


def names(item):
    return [field.name for field, _ in asked.asked_of(item)]


def test_a_service_level_asks_its_level_and_its_penalty():
    assert names(LEVEL)[:4] == ["indicator", "target", "window", "penalty"]


def test_a_price_line_asks_its_tax_and_its_indexation():
    line = PriceLine(id="PL-1", name="Licences", kind="yearly", tax_rate=22, indexed=False, lots=("LOT-1",))
    assert {"tax_rate", "indexed", "kind", "lots", "quantity"} <= set(names(line))


def test_free_and_deciding_fields_are_not_asked():
    item = LEVEL.model_copy(update={"rationale": "Because", "weight": 3, "owner": "P-1"})
    assert not {"rationale", "weight", "owner"} & set(names(item))


def test_a_default_is_left_out_unless_it_is_applied_in_any_case():
    entry = asked.Asked("price", "PL-1", "price_lines", LEVEL, asked.asked_of(PriceLine(id="PL-1", name="Licences")))
    assert [field.name for field, _ in entry.beyond(frozenset({"id", "name", "quantity"}))] == ["kind"]


def test_the_example_asks_every_kind_of_line(gelato):
    found = asked.entries(gelato)
    assert {entry.kind for entry in found} == {"requirement", "price", "declaration", "question", "answer"}
    assert len({(entry.kind, entry.id) for entry in found}) == len(found)
    assert [entry.id for entry in found if entry.kind == "requirement"] == [item.id for _, item in gelato.asked]


def test_every_asked_leaf_of_an_asked_line_is_in_its_entry(gelato):
    held = {(entry.list, entry.id): {field.name for field, _ in entry.values} for entry in asked.entries(gelato)}
    leaves = [leaf for leaf in fields.walk(gelato) if leaf.use == ASKED and leaf.path[0] in LISTS]
    found = [(leaf.path[0], leaf.key.split(".")[1], leaf.path[2]) for leaf in leaves]
    items = {(name, item.id): item for name in LISTS for item in getattr(gelato, name) if hasattr(item, "id")}
    named = [
        (name, id_, field)
        for name, id_, field in found
        if (name, id_) in held and field in items[name, id_].model_fields_set
    ]
    assert len(named) > 500
    assert all(field in held[name, id_] for name, id_, field in named)


def test_values_are_written_in_plain_words(gelato):
    wording = Wording(gelato, words("en"))
    known = fields.of(ServiceLevel)
    assert wording.value(known["priority"], "essential") == "essential"
    assert wording.fact(known["target"], LEVEL.target) == "Target: 99% (by month)"
    assert wording.value(known["lots"], ("LOT-1",)) == "Single lot"


def test_data_of_all_that_is_asked_holds_every_value(gelato):
    data = {(line["kind"], line["id"]): line for line in asked.as_data(gelato)}
    level = gelato.service_levels[0]
    assert data["requirement", level.id]["asked"]["target"]["value"] == str(level.target.value)
