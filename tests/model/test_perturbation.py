"""Every value of the example is changed in turn: each change alters the form or the rules, or its field says why not."""

from collections import Counter
from functools import cache

import pytest
from pydantic import ValidationError

from cdc.model import fields
from cdc.model.specification import LISTS, Specification
from cdc.tender import fingerprint
from tests.model.other_values import others, put

SMALL = {
    "document": {"title": "T", "reference": "R", "version": "1", "date": "2026-05-04", "languages": ["it", "en"]},
    "company": {"name": "N", "sector": "S"},
    "tender": {"id": "RP", "procedure": "Open", "salt": "9a1b"},
}


def marks(key, entry):
    """Fingerprint a specification that holds one entry of the example, so that three thousand changes take seconds."""
    spec = Specification.model_validate({**SMALL, key: [entry] if key in LISTS else entry})
    return {"form": fingerprint.form(spec), "rules": fingerprint.rules(spec)}


@pytest.fixture(scope="module")
def changes(example):
    """Give every change of a value: leaf, which fingerprints it altered."""
    data, spec = example.source.data, example.specification
    ids = {}
    for leaf in fields.walk(spec):
        if fields.is_item_id(leaf.field):
            ids.setdefault(leaf.home, []).append(leaf.value)
    before = cache(lambda key, at: marks(key, data[key] if at is None else data[key][at]))
    return [
        found for leaf in fields.walk(spec) if leaf.field.kind != "model" for found in _changes(data, leaf, ids, before)
    ]


def _changes(data, leaf, ids, before):
    key, at = leaf.path[0], leaf.path[1] if leaf.path[0] in LISTS else None
    entry, rest = (data[key], leaf.path[1:]) if at is None else (data[key][at], leaf.path[2:])
    for value in others(leaf, ids):
        try:
            after = marks(key, put(entry, rest, value))
        except ValidationError:
            continue
        yield leaf, {kind for kind, mark in after.items() if mark != before(key, at)[kind]}
        if not leaf.field.has_languages:
            return


def test_every_value_of_the_example_is_changed(example, changes):
    leaves = [leaf.key for leaf in fields.walk(example.specification) if leaf.field.kind != "model"]
    assert len(leaves) > 3000
    refused = set(leaves) - {leaf.key for leaf, _ in changes}
    assert all(".formula." in key for key in refused), (
        "a formula refuses what another formula takes; all else can change"
    )
    assert len(refused) < 60


WANTED = {"asked": {"form"}, "stated": {"form"}, "decides": {"rules"}, "free": set()}


def test_every_change_alters_what_its_field_declares(changes):
    alone = [(leaf, altered) for leaf, altered in changes if not _is_everywhere(leaf)]
    assert len(alone) > 4000
    assert [(leaf.key, altered) for leaf, altered in alone if altered != WANTED[leaf.use.word]] == []


def test_ids_languages_and_salt_alter_all_that_rests_on_them(changes):
    shared = [(leaf, altered) for leaf, altered in changes if _is_everywhere(leaf)]
    assert len(shared) > 200
    assert [leaf.key for leaf, altered in shared if not altered >= WANTED[leaf.use.word]] == []
    assert [leaf.key for leaf, altered in shared if leaf.use.word == "free" and altered] == []


def _is_everywhere(leaf):
    return leaf.field.kind == "id" or leaf.key in ("tender.salt", "document.languages.1")


def test_all_four_uses_occur_often(changes):
    counted = Counter(leaf.use.word for leaf, _ in changes)
    assert all(counted[word] > 200 for word in ("asked", "stated", "decides", "free")), counted


def test_a_field_that_may_change_says_why(changes):
    free = [leaf for leaf, _ in changes if leaf.use.word == "free"]
    assert all(leaf.use.reason for leaf in free)
