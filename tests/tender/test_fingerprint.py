"""Fingerprints: what changes them, what does not, and those of an older version."""

from decimal import Decimal
from pathlib import Path

import pytest

from cdc import api
from cdc.model.specification import Specification
from cdc.tender import fingerprint

PUBLISHED = Path(__file__).parent / "version-1"


def spec(**changes):
    data = {
        "document": {"title": "Route planner", "reference": "R", "version": "1", "date": "2026-05-04", "languages": ["en"]},
        "company": {"name": "Northwind", "sector": "Food"},
        "tender": {"id": "RP", "procedure": "Open", "salt": "9a1b"},
        "scales": [{"id": "SC", "name": "Cover", "answers": [{"id": "Y", "label": "Yes", "points": 1}, {"id": "N", "label": "No", "points": 0}]}],
        "criteria": [{"id": "CR", "name": "All", "weight": 100, "kind": "features", "covers": ["features", "service_levels"]}],
        "features": [{"id": "F-1", "title": "Plan", "lots": ["L-1", "L-2"]}, {"id": "F-2", "title": "Print"}],
        "service_levels": [{"id": "SL-1", "title": "Up", "indicator": "Time", "target": {"value": 1, "unit": "h"}, "window": "A month"}],
        "price_lines": [{"id": "PL-1", "name": "Licences"}],
        "lots": [{"id": "L-1", "name": "One"}, {"id": "L-2", "name": "Two"}],
        "volumes": [{"id": "VO-1", "name": "Users", "now": 200}],
    } | changes  # fmt: skip
    return Specification.model_validate(data)


def marks(**changes):
    changed = spec(**changes)
    return fingerprint.form(changed), fingerprint.rules(changed)


FORM, RULES = marks()
LEVEL = {"id": "SL-1", "title": "Up", "indicator": "Time", "target": {"value": 1, "unit": "h"}, "window": "A month"}
FEATURES = [{"id": "F-1", "title": "Plan", "lots": ["L-1", "L-2"]}, {"id": "F-2", "title": "Print"}]


@pytest.mark.parametrize(
    "changes",
    [
        {"service_levels": [LEVEL | {"target": {"value": 48, "unit": "h"}}]},
        {"service_levels": [LEVEL | {"penalty": "None"}]},
        {"price_lines": [{"id": "PL-1", "name": "Licences", "tax_rate": 22}]},
        {"price_lines": [{"id": "PL-1", "name": "Licences", "kind": "yearly", "indexed": False}]},
        {"price_lines": [{"id": "PL-1", "name": "Licences", "note": "By month"}]},
        {"volumes": [{"id": "VO-1", "name": "Users", "now": 20000}]},
        {"tender": {"id": "RP", "procedure": "Open", "salt": "9a1b", "validity_days": 90}},
        {"features": [FEATURES[0] | {"lots": ["L-1"]}, FEATURES[1]]},
    ],
)
def test_what_is_asked_or_stated_changes_the_form_alone(changes):
    form, rules = marks(**changes)
    assert form != FORM
    assert rules == RULES


@pytest.mark.parametrize(
    "changes",
    [
        {"features": [FEATURES[0] | {"weight": 7}, FEATURES[1]]},
        {"lots": [{"id": "L-1", "name": "One", "ceiling": 9}, {"id": "L-2", "name": "Two"}]},
        {"evaluation": {"award_rule": {"type": "ratio", "band": 3}}},
        {"board": [{"evaluator": "ada", "name": "Ada"}]},
    ],
)
def test_what_decides_changes_the_rules_alone(changes):
    form, rules = marks(**changes)
    assert form == FORM
    assert rules != RULES


@pytest.mark.parametrize(
    "changes",
    [
        {"features": FEATURES[::-1]},
        {"features": [FEATURES[0] | {"lots": ["L-2", "L-1"]}, FEATURES[1]]},
        {"lots": [{"id": "L-2", "name": "Two"}, {"id": "L-1", "name": "One"}]},
        {"workshops": [{"id": "W-1", "theme": "Sales", "minutes": [{"heading": "Said", "points": ["Much"]}]}]},
        {"features": [FEATURES[0] | {"rationale": "Because", "tags": ["new"]}, FEATURES[1]]},
        {"risks": [{"id": "RI-1", "text": "Rain"}]},
    ],
)
def test_order_minutes_and_what_is_free_change_nothing(changes):
    assert marks(**changes) == (FORM, RULES)


def test_the_order_of_scales_counts_because_the_first_is_the_default():
    scale = {"id": "SC", "name": "Cover", "answers": [{"id": "Y", "label": "Yes", "points": 1}, {"id": "N", "label": "No", "points": 0}]}  # fmt: skip
    other = scale | {"id": "SD"}
    assert marks(scales=[scale, other])[0] != marks(scales=[other, scale])[0]


def test_another_salt_gives_other_fingerprints():
    form, rules = marks(tender={"id": "RP", "procedure": "Open", "salt": "other"})
    assert form != FORM
    assert rules != RULES


def test_a_number_is_the_same_however_it_is_written():
    line = {"id": "PL-1", "name": "Licences"}
    whole, long = (marks(price_lines=[line | {"quantity": number}]) for number in (12, Decimal("12.00")))
    assert whole == long


def test_moving_an_entry_to_another_file_changes_nothing(project):
    before, _ = api.load(project)
    text = (project / "features.yaml").read_text(encoding="utf-8")
    (project / "features.yaml").unlink()
    (project / "zz-moved.yaml").write_text(text, encoding="utf-8")
    after, _ = api.load(project)
    assert after.root == before.root
    assert (after.form, after.rules) == (before.form, before.rules)


def test_a_tender_published_by_version_1_is_verified():
    old, findings = api.load(PUBLISHED)
    assert old is not None, findings
    assert fingerprint.version_of(old.publication.form) == "1"
    assert (old.form, old.rules) == (old.publication.form, old.publication.rules)
    assert fingerprint.version_of(fingerprint.form(old.specification)) == fingerprint.VERSION


def test_a_change_is_seen_in_a_tender_published_by_version_1():
    old, _ = api.load(PUBLISHED)
    changed = old.specification.model_copy(update={"price_lines": old.specification.price_lines[:1]})
    assert fingerprint.form(changed, old.publication.form) != old.publication.form
    assert fingerprint.rules(changed, old.publication.rules) == old.publication.rules


def test_answers_are_taken_under_the_published_form_alone():
    tender = spec()
    now, first = fingerprint.taken(tender, None)
    assert (fingerprint.version_of(now), fingerprint.version_of(first)) == (fingerprint.VERSION, "1")
    assert fingerprint.taken(tender, now) == (now,)
    assert fingerprint.taken(tender, first) == (first,)
