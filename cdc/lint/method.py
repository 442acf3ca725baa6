"""Rules on the method: profiles, means, ties, abnormally low bids, currencies."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from cdc.findings import Phrase
from cdc.lint.rule import Hit, rule
from cdc.lint.walk import leaves, nodes
from cdc.model.method import LowBidTest
from cdc.model.specification import Specification
from cdc.model.tender import PriceLine
from cdc.packs import methods
from cdc.scoring import tree
from cdc.scoring.awards import known as awards
from cdc.scoring.method import Method


@rule("CDC239")
def means_are_moderated(spec: Specification) -> Iterator[Hit]:
    """Look for plain means where the chosen method does not accept them (Bromcom v United Learning Trust, 2022)."""
    found = methods.known().get(spec.evaluation.method or "")
    judged = any(leaf.kind == "judged" for leaf in spec.leaves)
    if found and found.needs_moderation and judged and spec.evaluation.aggregation != "consensus":
        yield Hit(("evaluation", "method"), {"name": found.id})


@rule("CDC240")
def evaluators_declare_conflicts(spec: Specification) -> Iterator[Hit]:
    """Look for board members without a declaration on conflicts of interest."""
    for at, member in enumerate(spec.board):
        if member.conflict_of_interest == "missing":
            yield Hit(("board", at, "evaluator"), {"evaluator": member.evaluator})


@rule("CDC242")
def low_bid_tests_fit(spec: Specification) -> Iterator[Hit]:
    """Compare each test for abnormally low bids with what it needs."""
    for at, test in enumerate(spec.evaluation.low_bids):
        reason = _unfit(test, spec)
        if reason:
            facts = {"test": Phrase(f"value.{test.type}"), "reason": Phrase(f"what.{reason}")}
            yield Hit(("evaluation", "low_bids", at, "type"), facts)


def _unfit(test: LowBidTest, spec: Specification) -> str | None:
    kinds = {leaf.kind for leaf in spec.leaves}
    has_both = "price" in kinds and bool(kinds - {"price", None})
    has_ceiling = spec.budget is not None and spec.budget.ceiling is not None
    reasons = {
        "test_needs_ceiling": test.type in ("italy_a", "italy_b", "italy_c", "russia_25") and not has_ceiling,
        "test_needs_reference": test.type == "italy_c" and test.reference_discount is None,
        "test_needs_both": test.type == "four_fifths" and not has_both,
        "test_lowest_price_only": test.type.startswith("italy_")
        and not awards.record(spec.evaluation.award_rule).by_price,
    }
    return next((reason for reason, is_true in reasons.items() if is_true), None)


@rule("CDC243")
def ties_are_broken(spec: Specification) -> Iterator[Hit]:
    """Look for a tender without a tie-break chain, or with a draw that nobody could repeat."""
    if spec.tender is None or not spec.criteria:
        return
    if not spec.evaluation.ties:
        yield Hit(("evaluation",), of_key=True)
    for at, step in enumerate(spec.evaluation.ties):
        if (step.by == "draw" and not step.seed) or (step.by == "criterion" and not step.criterion):
            yield Hit(("evaluation", "ties", at, "by"))


@rule("CDC245")
def method_is_known(spec: Specification) -> Iterator[Hit]:
    """Look the method profile up."""
    name, known = spec.evaluation.method, methods.known()
    if name and name not in known:
        yield Hit(("evaluation", "method"), {"name": name, "known": ", ".join(sorted(known))})


@rule("CDC246")
def method_is_followed(spec: Specification) -> Iterator[Hit]:
    """Name the choices that differ from the profile the specification says it follows."""
    found = methods.known().get(spec.evaluation.method or "")
    if found:
        keys = methods.deviations(found, spec)
        if keys:
            yield Hit(("evaluation", "method"), {"name": found.id, "keys": ", ".join(keys)})


@rule("CDC247")
def method_is_confirmed(spec: Specification) -> Iterator[Hit]:
    """Say when the profile was not wholly compared with its source."""
    found = methods.known().get(spec.evaluation.method or "")
    if found and found.status == "experimental":
        yield Hit(("evaluation", "method"), {"name": found.id, "source": found.source})


@rule("CDC250")
def price_weighs_enough(spec: Specification) -> Iterator[Hit]:
    """Compare the share of the price with what the chosen method allows."""
    found = methods.known().get(spec.evaluation.method or "")
    if not found or not spec.criteria or spec.evaluation.weights == "order":
        return
    shares = tree.shares(spec.criteria, spec.evaluation.weights)
    price = 100 * sum((shares[leaf.id] for leaf in spec.leaves if leaf.kind == "price"), Fraction(0))
    if price < found.price_share_at_least:
        facts = {"share": Decimal(round(price * 100)) / 100, "least": found.price_share_at_least, "name": found.id}
        yield Hit(("evaluation", "method"), facts)


@rule("CDC251")
def currencies_have_rates(spec: Specification) -> Iterator[Hit]:
    """Look for price lines in a currency without a declared rate."""
    own = spec.budget.currency if spec.budget else "EUR"
    for at, line in enumerate(spec.price_lines):
        if line.currency and line.currency != own and line.currency not in spec.evaluation.rates:
            yield Hit(("price_lines", at, "currency"), {"currency": line.currency})


@rule("CDC341")
def price_lines_fit_their_kind(spec: Specification) -> Iterator[Hit]:
    """Compare years and quantities of price lines with their kind and the horizon."""
    for at, line in enumerate(spec.price_lines):
        for key, reason in _misplaced(line, spec.cost_horizon):
            facts = {"id": line.id, "reason": Phrase(f"what.{reason}"), "horizon": spec.cost_horizon}
            yield Hit(("price_lines", at, key), facts)


def _misplaced(line: PriceLine, horizon: int) -> Iterator[tuple[str, str]]:
    """Give each key of a price line that has no place in its kind, with the reason."""
    if line.year is not None and line.year > horizon:
        yield "year", "line_after_horizon"
    elif line.year == 0 and line.kind == "yearly":
        yield "year", "line_yearly_zero"
    elif line.year is not None and line.kind in ("exit", "element"):
        yield "year", "line_no_year"
    if line.quantities and line.kind != "yearly":
        yield "quantities", "line_not_yearly"


@rule("CDC342")
def thresholds_are_per_cent(spec: Specification) -> Iterator[Hit]:
    """Look for thresholds that read like a share of 1."""
    for path, node in nodes(spec.criteria):
        if node.threshold is not None and 0 < node.threshold <= 1:
            yield Hit((*path, "threshold"), {"id": node.id, "threshold": node.threshold})


@rule("CDC343")
def price_criteria_name_lines(spec: Specification) -> Iterator[Hit]:
    """Look for lines under other criteria than price, elements that nothing scores, and what is no economic offer."""
    scored = {line for leaf in spec.leaves for line in leaf.lines}
    for path, leaf in leaves(spec):
        if leaf.lines and leaf.kind != "price":
            yield Hit((*path, "lines"), {"id": leaf.id, "reason": Phrase("what.lines_no_price")})
        elif leaf.economic and leaf.kind not in ("quantity", "yes_no"):
            yield Hit((*path, "economic"), {"id": leaf.id, "reason": Phrase("what.economic_kind")})
        elif leaf.economic and spec.tender and spec.tender.envelopes == "two":
            yield Hit((*path, "economic"), {"id": leaf.id, "reason": Phrase("what.economic_envelope")})
    for at, line in enumerate(spec.price_lines):
        if line.kind == "element" and line.id not in scored:
            yield Hit(("price_lines", at, "kind"), {"id": line.id, "reason": Phrase("what.element_unscored")})


@rule("CDC344")
def rescalings_touch_once(spec: Specification) -> Iterator[Hit]:
    """Look for a criterion that two rescalings of the same step raise, and for scopes that hold nothing."""
    if not spec.criteria:
        return
    method, seen = Method.of(spec.criteria, spec.evaluation), set[tuple[str, str]]()
    for at, item in enumerate(spec.evaluation.rescaling):
        touched = {(item.step, leaf.id) for leaf in method.scope(item)}
        doubled = sorted(leaf for _, leaf in touched & seen)
        if doubled or not touched:
            key = "rescaled_twice" if doubled else "rescaled_nothing"
            facts = {"reason": Phrase(f"what.{key}"), "ids": ", ".join(doubled) or "–"}
            yield Hit(("evaluation", "rescaling", at), facts)
        seen |= touched


RULES = (
    price_lines_fit_their_kind,
    thresholds_are_per_cent,
    price_criteria_name_lines,
    rescalings_touch_once,
    means_are_moderated,
    evaluators_declare_conflicts,
    low_bid_tests_fit,
    ties_are_broken,
    method_is_known,
    method_is_followed,
    method_is_confirmed,
    price_weighs_enough,
    currencies_have_rates,
)
