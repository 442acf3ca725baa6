"""Vendors read every choice that decides: a specification with another one reads otherwise."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cdc.documents.compose import compose
from cdc.documents.parts.vendors import criteria
from cdc.documents.view import View
from cdc.model import blocks as b
from cdc.model import fields
from cdc.model.declare import DECIDES
from cdc.model.evaluation import Evaluation
from cdc.model.method import AWARD_PARAMETERS, PARAMETERS, Formula
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.packs import structures
from cdc.render import markdown
from cdc.words import words

LEAST = {
    "document": {"title": "T", "reference": "R", "version": "1.0", "date": "2027-01-01", "languages": ["en"]},
    "company": {"name": "Acme", "sector": "Trade"},
    "tender": {"id": "RP", "procedure": "Open"},
    "budget": {"currency": "EUR", "ceiling": 5000},
    "price_lines": [{"id": "P-1", "name": "Licence"}, {"id": "P-2", "name": "Upkeep"}],
}
OTHER = {
    "power": (1, 2), "full_at": (100, 110), "zero_at": (200, 210), "band": ("0.5", "0.6"), "n": (2, 3), "zero_ratio": (2, 3),
    "base": (900, 950), "significant": (10, 12), "alpha": ("0.5", "0.6"), "x": ("0.8", "0.85"), "at_mean": ("0.5", "0.6"),
    "slope": (1, 2), "text": ("M * Pmin / P", "M * Pavg / P"), "rows": ([{"at": 100, "share": 1}], [{"at": 100, "share": "0.9"}]),
    "reference": ("best", "mean"), "knee": ("mean", "median"), "between": ("step", "line"),
}  # fmt: skip
"""Two values of each parameter for which 2 and 3 will not do."""


def _exact(value):
    """Read numbers typed as text, as the reader of YAML does."""
    if isinstance(value, list):
        return [_exact(part) for part in value]
    if isinstance(value, dict):
        return {name: _exact(part) for name, part in value.items()}
    return Decimal(value) if isinstance(value, str) and value.replace(".", "").isdigit() else value


def told(formula, **evaluation):
    """Give what vendors read of a price leaf with a formula."""
    leaf = {"id": "PRICE", "name": "Price", "weight": 100, "kind": "price", "formula": formula}
    spec = Specification.model_validate({**LEAST, "evaluation": evaluation, "criteria": [leaf]})
    return printed(spec)


def printed(spec):
    """Give the section on criteria as vendors read it."""
    document = compose(spec, structures.shipped()["std8"], language="en")[0]
    view = View(spec, words("en"))
    section = b.Section("criteria", "Criteria", "1", 1, tuple(criteria(view)))
    return markdown.render(replace(document, body=(section,), front=()))


PARAMETER_OF = [(name, key) for name, declared in PARAMETERS.items() for key in (*declared.needed, *declared.taken)]


@pytest.mark.parametrize(("name", "key"), PARAMETER_OF, ids=lambda part: part)
def test_a_parameter_of_a_formula_is_told(name, key):
    given = {part: _exact(OTHER.get(part, (2, 3))[0]) for part in PARAMETERS[name].needed}
    one, other = (told({"type": name, **given, key: _exact(value)}) for value in OTHER.get(key, (2, 3)))
    assert one != other


def test_most_parameters_are_looked_at():
    assert len(PARAMETER_OF) > 20


@pytest.mark.parametrize("way", ["fixed", "best_and_estimate"])
def test_the_buyers_own_reference_is_told_as_an_amount(way):
    assert "(650)" in told({"type": "inverse", "reference": way, "reference_value": 650})
    assert "650" not in told({"type": "inverse"})


CHOSEN = {
    "aim": "maximise", "equal": "zero", "single": "zero", "none_better": "full", "zero": "full_for_all", "over_ceiling": "zero",
    "clip": "none", "rounding": [{"stage": "bid", "places": 1}],
}  # fmt: skip


@pytest.mark.parametrize("key", CHOSEN)
def test_a_choice_of_a_formula_is_told(key):
    assert told({"type": "to_ceiling", key: CHOSEN[key]}) != told({"type": "to_ceiling"})


def test_no_parameter_or_choice_is_left_out_of_this_test():
    assert set(fields.of(Formula)) == {"type", "reference_value", *CHOSEN, *(key for _, key in PARAMETER_OF)}


AWARD_OTHER = {
    "quality_maximum": 1000, "scale": 10, "offset": 5, "band": 10, "decider": "price", "form": "quebec", "k": "0.25", "pass_mark": 75,
    "added": ["P-2"], "normalisation": "sum", "rerun": False,
}  # fmt: skip
AWARD_PARAMETER_OF = [(name, key) for name, declared in AWARD_PARAMETERS.items() for key in declared.taken]


@pytest.mark.parametrize(("name", "key"), AWARD_PARAMETER_OF, ids=lambda part: part)
def test_a_parameter_of_an_award_rule_is_told(name, key):
    form = {"form": "meat"} if key == "added" else {}
    plain = told("minmax", award_rule={"type": name, **form})
    other = _exact(AWARD_OTHER[key])
    if key in ("decider", "form"):
        known_ = fields.of(type(Evaluation().award_rule))[key]
        other = next(choice for choice in known_.choices if choice != known_.default)
    assert told("minmax", award_rule={"type": name, **form, key: other}) != plain


LEAF = {
    "parts": None, "covers": ["features"], "levels": [{"score": 0, "words": "Bad"}], "economic": True, "maximum": 7,
    "pair_rule": "normalised", "worth": 900, "worth_at_zero": -100, "threshold": 60, "relates_to": "team", "use_cases": ["UC-1"],
    "lines": ["P-1"], "weight": 30, "kind": "judged", "formula": "minmax",
}  # fmt: skip
KIND_OF = {"pair_rule": "pairwise", "economic": "quantity", "formula": "price", "lines": "price"}


@pytest.mark.parametrize("key", [key for key in LEAF if key not in ("parts", "kind")])
def test_what_decides_of_a_criterion_is_told(key):
    def read(**more):
        leaf = {"id": "A", "name": "Merit", "weight": 40, "kind": KIND_OF.get(key, "judged"), **more}
        return printed(Specification.model_validate({**LEAST, "evaluation": {}, "criteria": [leaf]}))

    assert read(**{key: LEAF[key]}) != read()


def test_every_deciding_key_of_a_criterion_is_looked_at():
    decides = {name for name, field in fields.of(Criterion).items() if field.use is DECIDES}
    assert decides - {"id"} == set(LEAF)


EVALUATION = {
    "method": "it-bilineare", "weights": "points", "total": 90, "priority_weights": {"optional": 2, "important": 3, "essential": 5},
    "missing": "zero", "score_maximum": 10, "score_step": "0.5", "aggregation": "median", "moderation_from": 2, "rescaling": ["criteria"],
    "criterion_rounding": {"places": 1}, "low_bids": [{"type": "four_fifths"}], "over_ceiling": "zero", "discount_rate": 3, "indexation": 2,
    "cost_rounding": {"places": 0}, "rates": {"USD": "0.9"}, "options": "included", "tax": "included", "missing_price": "highest",
    "variants": "best", "rounding": {"places": 4}, "ties": [{"by": "lower_price"}], "horizon": 7,
    "award_rule": "lowest_acceptable",
}  # fmt: skip


@pytest.mark.parametrize("key", EVALUATION)
def test_a_rule_of_the_evaluation_is_told(key):
    assert told("minmax", **{key: _exact(EVALUATION[key])}) != told("minmax")


def test_every_deciding_key_of_the_evaluation_is_looked_at():
    decides = {name for name, field in fields.of(Evaluation).items() if field.use is DECIDES}
    assert len(decides) > 20
    assert decides - {"weighting_sets"} == set(EVALUATION), "other weights are for comparison only"
