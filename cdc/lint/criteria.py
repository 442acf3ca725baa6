"""Rules on the criteria tree: weights, full marks, who judges, what counts twice."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cdc.findings import Phrase
from cdc.lint.rule import Hit, rule
from cdc.lint.walk import leaves, requirements
from cdc.model.base import plain
from cdc.model.specification import Specification
from cdc.scoring import tree
from cdc.scoring.awards import known as awards
from cdc.scoring.awards.raw import is_raw

MANY_CRITERIA, SMALL_SHARE = 15, Fraction(5, 100)


@rule("CDC226")
def criteria_weigh_something(spec: Specification) -> Iterator[Hit]:
    """Look for leaves without weight, where leaves are weighed at all."""
    if spec.evaluation.weights == "order":
        return
    weighed = any(leaf.weight for leaf in spec.leaves)
    needs_cost = awards.record(spec.evaluation.award_rule).properties.needs_cost
    for path, leaf in leaves(spec) if weighed else ():
        if not leaf.weight and not (needs_cost and leaf.kind == "price"):
            yield Hit((*path, "id"), {"id": leaf.id})


@rule("CDC236")
def levels_fit_the_full_mark(spec: Specification) -> Iterator[Hit]:
    """Compare the highest described level of a judged leaf with its full mark."""
    for path, leaf in leaves(spec):
        if leaf.kind == "judged" and leaf.levels:
            maximum = leaf.maximum if leaf.maximum is not None else spec.evaluation.score_maximum
            top = max(level.score for level in leaf.levels)
            if top != maximum:
                yield Hit((*path, "levels"), {"id": leaf.id, "level": top, "maximum": maximum})


@rule("CDC237")
def levels_have_words(spec: Specification) -> Iterator[Hit]:
    """Look for judged leaves whose scores are not described."""
    for path, leaf in leaves(spec):
        if leaf.kind == "judged" and len(leaf.levels) < 2:
            yield Hit((*path, "id"), {"id": leaf.id})


@rule("CDC238")
def criteria_are_few(spec: Specification) -> Iterator[Hit]:
    """Count scored leaves, and those below five per cent."""
    shares = tree.shares(spec.criteria, spec.evaluation.weights) if spec.criteria else {}
    small = [leaf.id for leaf in spec.leaves if shares[leaf.id] < SMALL_SHARE]
    if len(spec.leaves) > MANY_CRITERIA or len(small) > 3:
        yield Hit(("criteria",), {"count": len(spec.leaves), "small": len(small)}, of_key=True)


@rule("CDC241")
def two_people_judge(spec: Specification) -> Iterator[Hit]:
    """Look for judged leaves that fewer than two board members score."""
    for path, leaf in leaves(spec):
        if leaf.kind in ("judged", "pairwise") and spec.board:
            people = [member for member in spec.board if not member.criteria or leaf.id in member.criteria]
            if len(people) < 2:
                yield Hit((*path, "id"), {"id": leaf.id, "count": len(people)})


@rule("CDC244")
def award_rule_fits(spec: Specification) -> Iterator[Hit]:
    """Compare what the award rule needs with the criteria that are there."""
    reason = _misfit(spec) if spec.criteria else None
    if reason:
        facts = {"rule": Phrase(f"value.{spec.evaluation.award_rule.type}"), "reason": Phrase(f"what.{reason}")}
        yield Hit(("criteria",), facts, of_key=True)


def _misfit(spec: Specification) -> str | None:
    rule_, kind = spec.evaluation.award_rule, spec.evaluation.weights
    record = awards.record(rule_)
    shares = tree.shares(spec.criteria, kind)
    price_share = sum((shares[leaf.id] for leaf in spec.leaves if leaf.is_economic), Fraction(0))
    quality = [leaf for leaf in spec.leaves if not leaf.is_economic]
    reasons = {
        "award_needs_prices": record.properties.needs_cost and not spec.price_lines,
        "award_raw": not record.takes_raw and any(is_raw(leaf) for leaf in spec.leaves),
        "award_order": (kind == "order") != record.by_order,
        "award_needs_worth": record.needs_worth and any(leaf.worth is None for leaf in quality),
        "award_full": record.weighs_price(rule_) and not price_share,
        "award_price_twice": record.takes_price_once and bool(price_share),
    }
    return next((reason for reason, is_true in reasons.items() if is_true), None)


@rule("CDC248")
def criteria_count_once(spec: Specification) -> Iterator[Hit]:
    """Look for two leaves with the same name, and for selection declarations asked again as a criterion."""
    seen: dict[str, str] = {}
    for item in spec.tender.declarations if spec.tender else ():
        seen.setdefault(_folded(item.text), item.id)
    for path, leaf in leaves(spec):
        for text in {_folded(leaf.name), *({_folded(leaf.question)} if leaf.question else ())}:
            if text in seen:
                yield Hit((*path, "id"), {"id": leaf.id, "other": seen[text]})
        seen.setdefault(_folded(leaf.name), leaf.id)


def _folded(text: object) -> str:
    return " ".join(plain(text).casefold().split())


@rule("CDC249")
def knockouts_earn_no_points(spec: Specification) -> Iterator[Hit]:
    """Look for knock-out requirements that also weigh something."""
    for path, item in requirements(spec):
        if item.knockout and spec.tender and spec.weight_of(item) > 0 and item.id in spec.leaf_of:
            yield Hit((*path, "knockout"), {"id": item.id}, of_key=True)


RULES = (
    criteria_weigh_something,
    levels_fit_the_full_mark,
    levels_have_words,
    criteria_are_few,
    two_people_judge,
    award_rule_fits,
    criteria_count_once,
    knockouts_earn_no_points,
)
