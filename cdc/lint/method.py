"""Rules that catch a board's errors before publication: weights, formulas, thresholds, ties, people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cdc import methods
from cdc.findings import Phrase
from cdc.lint.registry import Hit, Path, rule
from cdc.model.base import plain
from cdc.model.method import Formula
from cdc.model.specification import Specification
from cdc.model.tender import Criterion
from cdc.scoring import awards, expression, formulas, tree
from cdc.scoring.numbers import UndefinedScoreError

MANY_CRITERIA, SMALL_SHARE = 15, Fraction(5, 100)
NEUTRAL = Fraction(80, 100)
QUANTITIES = ("price", "quantity")


def _leaves(items: Sequence[Criterion], base: Path = ("criteria",)) -> Iterator[tuple[Path, Criterion]]:
    for at, item in enumerate(items):
        if item.parts:
            yield from _leaves(item.parts, (*base, at, "parts"))
        else:
            yield (*base, at), item


def _scored(spec: Specification) -> Iterator[tuple[Path, Criterion]]:
    """Give leaves that turn a quantity into points, and whose formula can be read."""
    for path, leaf in _leaves(spec.criteria):
        if leaf.kind in QUANTITIES and leaf.formula.type != "as_is" and _readable(leaf.formula):
            yield path, leaf


def _readable(formula: Formula) -> bool:
    try:
        if formula.text:
            expression.parse(formula.text)
    except expression.ExpressionError:
        return False
    return True


@rule("CDC226")
def criteria_weigh_something(spec: Specification) -> Iterator[Hit]:
    """Look for leaves without weight, where leaves are weighed at all."""
    if spec.evaluation.weights == "order":
        return
    weighed = any(leaf.weight for leaf in spec.leaves)
    needs_cost = awards.PROPERTIES[spec.evaluation.award_rule.type].needs_cost
    for path, leaf in _leaves(spec.criteria) if weighed else ():
        if not leaf.weight and not (needs_cost and leaf.kind == "price"):
            yield Hit((*path, "id"), {"id": leaf.id})


@rule("CDC230")
def expressions_can_be_read(spec: Specification) -> Iterator[Hit]:
    """Read the text of expression formulas."""
    for path, leaf in _leaves(spec.criteria):
        if leaf.kind in QUANTITIES and leaf.formula.text:
            try:
                expression.parse(leaf.formula.text)
            except expression.ExpressionError as error:
                facts = {"problem": Phrase(f"what.expression_{error.key}"), "at": error.at, "found": error.found}
                yield Hit((*path, "formula", "text"), facts)


def probes(formula: Formula, ceiling: Fraction | None) -> Iterator[tuple[str, Fraction | None]]:
    """Give the share at the best bid, the mean, the ceiling, twice the best and zero, for bids of 60, 75 and 90 % of the ceiling.

    None stands where the formula gives no number.
    """
    top = Fraction(formula.base) if formula.base is not None else ceiling if ceiling is not None else Fraction(100)
    low = top * Fraction(60, 100)
    bids = {"a": low, "b": top * Fraction(75, 100), "c": top * Fraction(90, 100)}
    free = formula.model_copy(update={"clip": "none", "rounding": (), "over_ceiling": "score"})
    for name, at in (
        ("Pmin", low),
        ("Pavg", top * Fraction(75, 100)),
        ("Base", top),
        ("2·Pmin", 2 * low),
        ("0", Fraction(0)),
    ):
        try:
            yield name, formulas.score(free, {**bids, "probe": at}, base=top).shares["probe"].low
        except UndefinedScoreError:
            yield name, None


@rule("CDC231")
def formulas_stay_inside(spec: Specification) -> Iterator[Hit]:
    """Try each formula at the lowest price, the mean, the ceiling, twice the lowest and zero."""
    for path, leaf in _scored(spec):
        if leaf.formula.aim == "maximise" or leaf.kind != "price":
            continue
        for name, share in probes(leaf.formula, _ceiling(spec)):
            clips = {"both": (True, True), "low": (True, False), "high": (False, True), "none": (False, False)}[
                leaf.formula.clip
            ]
            is_bad = share is None or (share < 0 and not clips[0]) or (share > 1 and not clips[1])
            if is_bad and not (name == "0" and (share is None or clips[1])):
                shown = "–" if share is None else round(float(share * 100), 2)
                yield Hit((*path, "formula"), {"id": leaf.id, "price": name, "share": shown})
                break


def _ceiling(spec: Specification) -> Fraction | None:
    ceiling = spec.budget.ceiling if spec.budget else None
    return None if ceiling is None else Fraction(ceiling)


@rule("CDC232")
def lowest_price_is_best(spec: Specification) -> Iterator[Hit]:
    """Compare the share of the lowest price with that of dearer ones (Conseil d'Etat, 29 October 2013, no 370789)."""
    for path, leaf in _scored(spec):
        if leaf.kind == "price" and leaf.formula.aim == "minimise":
            found = dict(probes(leaf.formula, _ceiling(spec)))
            low = found["Pmin"]
            if low is not None and any(
                share is not None and share > low for name, share in found.items() if name != "0"
            ):
                yield Hit((*path, "formula"), {"id": leaf.id})


@rule("CDC233")
def price_is_not_neutralised(spec: Specification) -> Iterator[Hit]:
    """Look at the share left at twice the lowest price (Conseil d'Etat, 3 November 2014, no 373362)."""
    for path, leaf in _scored(spec):
        if leaf.kind == "price" and leaf.formula.aim == "minimise":
            share = dict(probes(leaf.formula, _ceiling(spec)))["2·Pmin"]
            if share is not None and share > NEUTRAL:
                yield Hit((*path, "formula"), {"id": leaf.id, "share": round(float(share * 100), 1)})


@rule("CDC234")
def one_cent_is_not_everything(spec: Specification) -> Iterator[Hit]:
    """Look for min-max prices: of two bids one gets everything and one nothing."""
    for path, leaf in _scored(spec):
        if leaf.kind == "price" and leaf.formula.type == "minmax":
            yield Hit((*path, "formula"), {"id": leaf.id})


@rule("CDC235")
def open_choices_are_declared(spec: Specification) -> Iterator[Hit]:
    """Look for choices on which courts and platforms differ and that were left to the defaults."""
    prices = [(path, leaf) for path, leaf in _scored(spec) if leaf.kind == "price"]
    if spec.tender is None or not prices:
        return
    path, leaf = prices[0]
    given = leaf.formula.model_fields_set
    wanted = {"bilinear": ("equal",), "minmax": ("equal",), "to_ceiling": ("none_better",), "inverse": ("zero",)}
    lost = [f"formula.{key}" for key in wanted.get(leaf.formula.type, ()) if key not in given]
    declared = spec.evaluation.model_fields_set
    lost += [key for key in ("tax", "rounding") if key not in declared]
    if "over_ceiling" not in declared | given and _ceiling(spec) is not None:
        lost.append("over_ceiling")
    if lost:
        yield Hit((*path, "formula"), {"id": leaf.id, "keys": ", ".join(lost)})


@rule("CDC236")
def levels_fit_the_full_mark(spec: Specification) -> Iterator[Hit]:
    """Compare the highest described level of a judged leaf with its full mark."""
    for path, leaf in _leaves(spec.criteria):
        if leaf.kind == "judged" and leaf.levels:
            maximum = leaf.maximum if leaf.maximum is not None else spec.evaluation.score_maximum
            top = max(level.score for level in leaf.levels)
            if top != maximum:
                yield Hit((*path, "levels"), {"id": leaf.id, "level": top, "maximum": maximum})


@rule("CDC237")
def levels_have_words(spec: Specification) -> Iterator[Hit]:
    """Look for judged leaves whose scores are not described."""
    for path, leaf in _leaves(spec.criteria):
        if leaf.kind == "judged" and len(leaf.levels) < 2:
            yield Hit((*path, "id"), {"id": leaf.id})


@rule("CDC238")
def criteria_are_few(spec: Specification) -> Iterator[Hit]:
    """Count scored leaves, and those below five per cent."""
    shares = tree.shares(spec.criteria, spec.evaluation.weights) if spec.criteria else {}
    small = [leaf.id for leaf in spec.leaves if shares[leaf.id] < SMALL_SHARE]
    if len(spec.leaves) > MANY_CRITERIA or len(small) > 3:
        yield Hit(("criteria",), {"count": len(spec.leaves), "small": len(small)}, of_key=True)


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


@rule("CDC241")
def two_people_judge(spec: Specification) -> Iterator[Hit]:
    """Look for judged leaves that fewer than two board members score."""
    for path, leaf in _leaves(spec.criteria):
        if leaf.kind in ("judged", "pairwise") and spec.board:
            people = [member for member in spec.board if not member.criteria or leaf.id in member.criteria]
            if len(people) < 2:
                yield Hit((*path, "id"), {"id": leaf.id, "count": len(people)})


@rule("CDC242")
def low_bid_tests_fit(spec: Specification) -> Iterator[Hit]:
    """Compare each test for abnormally low bids with what it needs."""
    has_quality = any(leaf.kind not in ("price", None) for leaf in spec.leaves)
    for at, test in enumerate(spec.evaluation.low_bids):
        reason = ""
        if test.type in ("italy_a", "italy_b", "italy_c", "russia_25") and _ceiling(spec) is None:
            reason = "test_needs_ceiling"
        elif test.type == "italy_c" and test.reference_discount is None:
            reason = "test_needs_reference"
        elif test.type == "four_fifths" and not (has_quality and any(leaf.kind == "price" for leaf in spec.leaves)):
            reason = "test_needs_both"
        elif test.type.startswith("italy_") and spec.evaluation.award_rule.type != "lowest_acceptable":
            reason = "test_lowest_price_only"
        if reason:
            facts = {"test": Phrase(f"value.{test.type}"), "reason": Phrase(f"what.{reason}")}
            yield Hit(("evaluation", "low_bids", at, "type"), facts)


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


@rule("CDC244")
def award_rule_fits(spec: Specification) -> Iterator[Hit]:
    """Compare what the award rule needs with the criteria that are there."""
    rule_, kind = spec.evaluation.award_rule, spec.evaluation.weights
    if not spec.criteria:
        return
    shares = tree.shares(spec.criteria, kind)
    price_share = sum((shares[leaf.id] for leaf in spec.leaves if leaf.kind == "price"), Fraction(0))
    raw = [leaf for leaf in spec.leaves if awards.is_raw(leaf)]
    reason = ""
    if awards.PROPERTIES[rule_.type].needs_cost and not spec.price_lines:
        reason = "award_needs_prices"
    elif raw and rule_.type not in ("topsis", "electre"):
        reason = "award_raw"
    elif (kind == "order") != (rule_.type == "lexicographic"):
        reason = "award_order"
    elif rule_.type == "award_on_value" and any(leaf.worth is None for leaf in spec.leaves if leaf.kind != "price"):
        reason = "award_needs_worth"
    elif rule_.type == "adjusted_price" and rule_.form == "meat" and not price_share:
        reason = "award_full"
    elif rule_.type == "ratio" and price_share:
        reason = "award_price_twice"
    if reason:
        facts = {"rule": Phrase(f"value.{rule_.type}"), "reason": Phrase(f"what.{reason}")}
        yield Hit(("criteria",), facts, of_key=True)


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


@rule("CDC248")
def criteria_count_once(spec: Specification) -> Iterator[Hit]:
    """Look for two leaves with the same name, and for selection declarations asked again as a criterion."""
    seen: dict[str, str] = {}
    for item in spec.tender.declarations if spec.tender else ():
        seen.setdefault(_folded(item.text), item.id)
    for path, leaf in _leaves(spec.criteria):
        for text in {_folded(leaf.name), *({_folded(leaf.question)} if leaf.question else ())}:
            if text in seen:
                yield Hit((*path, "id"), {"id": leaf.id, "other": seen[text]})
        seen.setdefault(_folded(leaf.name), leaf.id)


def _folded(text: object) -> str:
    return " ".join(plain(text).casefold().split())


@rule("CDC249")
def knockouts_earn_no_points(spec: Specification) -> Iterator[Hit]:
    """Look for knock-out requirements that also weigh something."""
    from cdc.lint.consistency import requirements

    for path, item in requirements(spec):
        if item.knockout and spec.tender and spec.weight_of(item) > 0 and item.id in spec.leaf_of:  # type: ignore[attr-defined,arg-type] # requirements gives requirements
            yield Hit((*path, "knockout"), {"id": item.id}, of_key=True)  # type: ignore[attr-defined] # as above


@rule("CDC250")
def price_weighs_enough(spec: Specification) -> Iterator[Hit]:
    """Compare the share of the price with what the chosen method allows."""
    found = methods.known().get(spec.evaluation.method or "")
    if not found or not spec.criteria or spec.evaluation.weights == "order":
        return
    shares = tree.shares(spec.criteria, spec.evaluation.weights)
    price = 100 * sum((shares[leaf.id] for leaf in spec.leaves if leaf.kind == "price"), Fraction(0))
    if price < found.price_share_at_least:
        facts = {"share": round(float(price), 2), "least": found.price_share_at_least, "name": found.id}
        yield Hit(("evaluation", "method"), facts)


@rule("CDC251")
def currencies_have_rates(spec: Specification) -> Iterator[Hit]:
    """Look for price lines in a currency without a declared rate."""
    own = spec.budget.currency if spec.budget else "EUR"
    for at, line in enumerate(spec.price_lines):
        if line.currency and line.currency != own and line.currency not in spec.evaluation.rates:
            yield Hit(("price_lines", at, "currency"), {"currency": line.currency})
