"""Only what the author wrote is printed: a key left out leaves neither a label nor a value, in any structure."""

import random
import re
from collections import Counter
from itertools import product

import pytest
from pydantic import BaseModel

from cdc.documents.compose import compose
from cdc.model import asked, fields
from cdc.model.declare import DECIDES
from cdc.model.evaluation import Evaluation
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.packs import structures
from cdc.render import markdown
from cdc.words import words
from cdc.workbooks.response import issued
from cdc.workbooks.response.details import Details
from tests.documents import specimen

WHOLE = specimen.whole()
OPTIONAL = tuple(specimen.optional(WHOLE))
PROFILES = structures.shipped()
WAYS = tuple(product(sorted(PROFILES), ("vendors", "internal")))
SHAPES = {
    "publish", "disclosure", "confidentiality", "visibility", "publish_weights", "detail", "group_features_by", "status",
    "profile", "theme", "option", "Tender.variants", "currency", "direction", "ideal_lead", "page", "Application.kind", "Stakeholder.kind", "Milestone.kind",
}  # fmt: skip
"""Keys whose default says how or to whom something is printed, without being printed: also the arrow of a flow."""


RULES = (Evaluation, Criterion)
"""What decides between bids is told as it is applied, whether somebody wrote it or not."""


def printed(spec, profile, audience):
    kept = PROFILES[profile]
    found = compose(spec, kept, language="en" if "en" in kept.languages else kept.languages[0], audience=audience)
    return "\n".join(markdown.render(document) for document in found)


def parts(value):
    """Give every value of a specification that has fields of its own."""
    if isinstance(value, BaseModel) and type(value) not in RULES:
        yield value
        for name in type(value).model_fields:
            yield from parts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from parts(item)


def without_defaults():
    """Give the specimen without any key that has a default of its own."""
    silent = [path for path in OPTIONAL if repr(_default(path)) not in ("None", "()", "{}", "PydanticUndefined")]
    assert len(silent) > 60
    return Specification.model_validate(specimen.without(WHOLE, silent))


def _default(path):
    return fields.at(Specification, path).default


def _name(path):
    field = fields.at(Specification, path)
    return f"{field.owner.__name__}.{field.name}"


def otherwise(spec):
    """Change in place what no author wrote, as if the model had other defaults; give what was changed."""
    changed = set()
    for part in parts(spec):
        for field in fields.of(type(part)).values():
            name = f"{field.owner.__name__}.{field.name}"
            value = getattr(part, field.name)
            is_rule = field.governs or field.use is DECIDES or field.owner.used_as is DECIDES
            if (
                field.name in part.model_fields_set
                or is_rule
                or not SHAPES.isdisjoint((name, field.name))
                or value is None
            ):
                continue
            if field.choices and not field.many and not field.keyed:
                part.__dict__[field.name] = next(choice for choice in reversed(field.choices) if choice != value)
            elif isinstance(value, bool):
                part.__dict__[field.name] = not value
            elif isinstance(value, int):
                part.__dict__[field.name] = value + 77
            else:
                continue
            changed.add(name)
    return changed


@pytest.mark.parametrize(("profile", "audience"), WAYS)
def test_no_page_depends_on_a_default(profile, audience):
    """What is printed stays the same when every default that nobody wrote is another."""
    spec = without_defaults()
    before = printed(spec, profile, audience)
    assert "Zz" in before or (profile, audience) == ("staff", "vendors")
    changed = otherwise(spec)
    assert len(changed) > 25, changed
    assert "ContractTerm.position" in changed
    assert "Requirement.priority" in changed or "Feature.priority" in changed
    assert printed(spec, profile, audience) == before


def test_no_workbook_depends_on_a_default():
    """The same of what vendors answer: the lines and their details, and the lines as data."""

    def told(spec):
        details = Details(spec, ("en",))
        entries = [entry for entry in asked.entries(spec) if entry.kind != "answer"]
        assert len(entries) > 1
        lines = [line.values for lines in issued.issue(spec, ("en",)).lines.values() for line in lines]
        return [details.of(entry) for entry in entries], lines, asked.as_data(spec)

    spec = without_defaults()
    before = told(spec)
    assert otherwise(spec)
    assert told(spec) == before


MODELS = {fields.at(Specification, path).owner for path in OPTIONAL} | set(RULES)
LABELS = Counter(
    words("en")(f"label.{name}") for model in MODELS for name in fields.of(model) if words("en").has(f"label.{name}")
)
"""How many keys have a label: where only one has, its words are nobody else's."""


@pytest.mark.parametrize("start", range(8))
def test_a_key_left_out_leaves_neither_label_nor_value(start):
    """Each optional key of the model in turn, in the structures and for the readers in turn."""
    assert len(OPTIONAL) > 500
    whole = {way: printed(Specification.model_validate(WHOLE), *way) for way in WAYS[start::8]}
    seen = 0
    for at, path in list(enumerate(OPTIONAL))[start::8]:
        way = WAYS[start::8][(at // 8) % len(WAYS[start::8])]
        field = fields.at(Specification, path)
        text = printed(Specification.model_validate(specimen.without(WHOLE, [path])), *way)
        if field.kind in ("text", "markdown", "line"):
            assert specimen.token(path) not in text, path
            seen += specimen.token(path) in whole[way]
        label = words("en")(f"label.{field.name}") if words("en").has(f"label.{field.name}") else ""
        if LABELS[label] == 1:
            atoms = re.findall(r"(?m)^- ([^:]+): |\| ([^|\n]+?) (?=\|)", text)
            assert label not in {one or other for one, other in atoms}, (path, label)
    assert seen > 5


@pytest.mark.parametrize("seed", range(8))
def test_any_keys_may_be_left_out_together(seed):
    """Half, most or nearly all of the optional keys at random: every structure still prints."""
    chance = random.Random(seed)
    for number in range(13):
        share = (0.5, 0.8, 0.95)[number % 3]
        dropped = [path for path in OPTIONAL if chance.random() < share]
        spec = Specification.model_validate(specimen.without(WHOLE, dropped))
        name, audience = WAYS[(seed * 13 + number) % len(WAYS)]
        assert "# Zz" in printed(spec, name, audience) or name == "staff"


def test_every_list_may_be_empty():
    """Lists that are there and hold nothing, and lists of one thing that holds only what it must."""
    lists = [path for path in OPTIONAL if fields.at(Specification, path).many]
    assert len(lists) > 100
    empty = Specification.model_validate(specimen.without(WHOLE, lists))
    least = Specification.model_validate(specimen.without(WHOLE, [path for path in OPTIONAL if len(path) > 1]))
    for name, audience in WAYS:
        for spec in (empty, least):
            assert "# Zz" in printed(spec, name, audience) or name == "staff"
