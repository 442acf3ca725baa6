"""Method profiles: a specification that follows one departs nowhere, and every departure is named."""

from decimal import Decimal

import pytest

from cdc.errors import UnknownNameError
from cdc.model.evaluation import Evaluation
from cdc.model.method import AwardRule, Formula
from cdc.model.tender import Criterion
from cdc.packs import methods


def following(gelato, profile):
    """Give the example as it would be under a profile, with one leaf: a price where the profile has a formula for it."""
    evaluation = Evaluation.model_validate(profile.evaluation)
    kind = {"kind": "price", "formula": Formula.model_validate(profile.price)} if profile.price else {"kind": "judged"}
    leaf = Criterion(id="P", name="P", weight=Decimal(100), **kind)
    parts = {
        name: getattr(gelato, name) for name in gelato.model_fields_set
    }  # made anew: a copy keeps what was counted before
    return type(gelato).model_construct(**{**parts, "evaluation": evaluation, "criteria": (leaf,)})


@pytest.mark.parametrize("name", sorted(methods.known()))
def test_who_follows_a_profile_departs_nowhere(gelato, name):
    profile = methods.known()[name]
    assert profile.id == name
    assert methods.deviations(profile, following(gelato, profile)) == []


def other(value):
    """Give another value of the kind of one that a profile declares."""
    return Decimal(value) + 1 if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


@pytest.mark.parametrize("name", sorted(methods.known()))
def test_every_number_of_a_profile_that_is_changed_is_named(gelato, name):
    profile = methods.known()[name]
    spec = following(gelato, profile)
    for key in profile.evaluation:
        changed = other(getattr(spec.evaluation, key))
        if changed is not None:
            evaluation = spec.evaluation.model_copy(update={key: changed})
            assert methods.deviations(profile, spec.model_copy(update={"evaluation": evaluation})) == [key]
    for key in profile.price or {}:
        changed = other(getattr(spec.criteria[0].formula, key))
        if changed is not None:
            formula = spec.criteria[0].formula.model_copy(update={key: changed})
            leaf = spec.criteria[0].model_copy(update={"formula": formula})
            assert methods.deviations(profile, spec.model_copy(update={"criteria": (leaf,)})) == [f"formula.{key}"]


def test_another_award_rule_is_a_departure(gelato):
    named = [profile for profile in methods.known().values() if "award_rule" in profile.evaluation]
    assert len(named) > 3
    for profile in named:
        spec = following(gelato, profile)
        declared = spec.evaluation.award_rule.type
        rule = AwardRule(type="lexicographic" if declared != "lexicographic" else "weighted_sum")
        evaluation = spec.evaluation.model_copy(update={"award_rule": rule})
        assert "award_rule" in methods.deviations(profile, spec.model_copy(update={"evaluation": evaluation}))


def test_a_profile_of_no_name_is_refused_with_those_there_are():
    with pytest.raises(UnknownNameError) as caught:
        methods.text("uvgo-2016")
    assert caught.value.facts["name"] == "uvgo-2016"
    assert all(name in caught.value.facts["known"] for name in methods.known())
