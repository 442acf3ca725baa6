"""The core of an evaluation, on numbers alone: raw shares and quantities in, figures and ranks out, in the fixed order.

thresholds on raw shares → ceiling → first rescaling → points of quality → second rescaling → quantities of admitted bids →
thresholds with price → award rule → ties → ranks. Everything that asks "what if" runs this again with something changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cdc.model.ranking import Failure, Reason
from cdc.model.tender import Criterion, Evaluation
from cdc.scoring import judged, numbers, rank, tree
from cdc.scoring.awards import known as awards
from cdc.scoring.awards.raw import is_raw
from cdc.scoring.awards.record import Award, Context, Key, Point
from cdc.scoring.formulas import shares
from cdc.scoring.interval import NOTHING, UNKNOWN, Interval, total
from cdc.scoring.numbers import UndefinedScoreError

QUANTITIES = ("price", "quantity")


@dataclass(frozen=True, slots=True)
class Entrant:
    """One bid as numbers: raw shares of its quality leaves, its quantities, its total cost."""

    bid: str
    quality: Mapping[str, Interval]
    quantities: Mapping[str, Fraction | None]
    cost: Fraction | None
    received: str = ""
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Method:
    """What was declared, as numbers: criteria, shares of every node (adding up to 1), maximum, ceiling."""

    criteria: tuple[Criterion, ...]
    leaves: tuple[Criterion, ...]
    evaluation: Evaluation
    shares: Mapping[str, Fraction]
    maximum: Fraction
    ceiling: Fraction | None = None

    @classmethod
    def of(cls, criteria: tuple[Criterion, ...], evaluation: Evaluation, ceiling: Fraction | None = None) -> Method:
        """Take the method that criteria and evaluation declare."""
        maximum = Fraction(evaluation.total or 100) if evaluation.weights == "points" else Fraction(100)
        leaves = tuple(tree.leaves(criteria))
        return cls(criteria, leaves, evaluation, tree.shares(criteria, evaluation.weights), maximum, ceiling)

    @property
    def quality_share(self) -> Fraction:
        """Give the share of everything but the price."""
        return numbers.add(self.shares[leaf.id] for leaf in self.leaves if leaf.kind != "price")


@dataclass(slots=True)
class Standing:
    """One bid while it is evaluated."""

    entrant: Entrant
    raw: dict[str, Interval]
    values: dict[str, Interval]
    points: dict[str, Interval] = field(default_factory=dict)
    groups: dict[str, Interval] = field(default_factory=dict)
    quality: Interval = NOTHING
    total: Interval = NOTHING
    figure: tuple[Fraction | None, Fraction | None] = (None, None)
    reasons: list[Reason] = field(default_factory=list)
    is_excluded: bool = False
    is_conditional: bool = False

    @property
    def is_known(self) -> bool:
        """Tell whether nothing of the bid is open; rescaling can open the total of a bid whose own values are known."""
        ends = (self.total, self.quality, *self.values.values())
        return self.entrant.cost is not None and all(value.is_exact for value in ends)

    def exclude(self, key: str, **facts: object) -> None:
        """Leave the bid out, with the reason."""
        self.reasons.append(Reason(key, facts))
        self.is_excluded = True

    def doubt(self, key: str, **facts: object) -> None:
        """Keep the bid in on a condition."""
        self.reasons.append(Reason(key, facts))
        self.is_conditional = True


@dataclass(frozen=True, slots=True)
class Decision:
    """Every bid with its numbers, the order, and where the method failed."""

    standings: Mapping[str, Standing]
    order: rank.Order
    references: Mapping[str, Mapping[str, Fraction]]
    problems: tuple[Failure, ...]
    shares: Mapping[str, Fraction]

    @property
    def winners(self) -> tuple[str, ...]:
        """Give the bids on the first rank."""
        return tuple(placed.bid for placed in self.order.placed if placed.rank == 1)


def decide(method: Method, entrants: Sequence[Entrant]) -> Decision:
    """Rank entrants; the order in which they come changes nothing."""
    cases = {
        entrant.bid: Standing(entrant, dict(entrant.quality), dict(entrant.quality), is_excluded=entrant.is_excluded)
        for entrant in sorted(entrants, key=lambda entrant: entrant.bid)
    }
    problems: list[Failure] = []
    references: dict[str, Mapping[str, Fraction]] = {}
    if method.evaluation.missing == "zero":
        for case in cases.values():
            case.values = {leaf: Interval.exactly(value.low) for leaf, value in case.values.items()}
            case.raw = dict(case.values)
    for case in cases.values():
        _thresholds(method, case, price=False)
        _ceiling(method, case)
    _first_rescaling(method, cases)
    for leaf in method.leaves:
        if leaf.kind in QUANTITIES:
            references[leaf.id] = _quantities(method, leaf, cases, problems)
    for case in cases.values():
        _thresholds(method, case, price=True)
        _points(method, case)
    _second_rescaling(method, cases)
    order = _order(method, {bid: case for bid, case in cases.items() if not case.is_excluded}, problems)
    return Decision(cases, order, references, tuple(problems), method.shares)


def _admitted(cases: Mapping[str, Standing]) -> dict[str, Standing]:
    return {bid: case for bid, case in cases.items() if not case.is_excluded}


def _thresholds(method: Method, case: Standing, *, price: bool) -> None:
    """Test thresholds on raw shares, of leaves and of groups of which all leaves are known."""

    def visit(node: Criterion) -> tuple[list[Criterion], bool]:
        if node.parts:
            found = [visit(part) for part in node.parts]
            mine = [leaf for leaves, _ in found for leaf in leaves]
            has_price = any(flag for _, flag in found)
        else:
            mine, has_price = [node], node.kind in QUANTITIES
        if node.threshold is not None and has_price == price and all(leaf.id in case.raw for leaf in mine):
            _test(method, case, node, mine)
        return mine, has_price

    for root in method.criteria:
        visit(root)


def _test(method: Method, case: Standing, node: Criterion, leaves: Sequence[Criterion]) -> None:
    weight = numbers.add(method.shares[leaf.id] for leaf in leaves)
    parts = [(method.shares[leaf.id] / weight if weight else Fraction(1, len(leaves)), leaf.id) for leaf in leaves]
    value = total(case.raw[leaf].scaled(share) for share, leaf in parts)
    least = Fraction(node.threshold or 0) / 100
    if value.high < least:
        case.exclude("reason_threshold", id=node.id, threshold=node.threshold)
    elif value.low < least:
        case.doubt("reason_threshold_open", id=node.id, threshold=node.threshold)


def _ceiling(method: Method, case: Standing) -> None:
    """Exclude bids over the ceiling where that is declared, of the total cost and of each quantity."""
    cost, ceiling = case.entrant.cost, method.ceiling
    prices = [leaf for leaf in method.leaves if leaf.kind == "price" and leaf.formula.over_ceiling]
    rule = prices[0].formula.over_ceiling if prices else method.evaluation.over_ceiling
    if rule == "exclude" and ceiling is not None and cost is not None and cost > ceiling:
        case.exclude("reason_ceiling", ceiling=numbers.display(ceiling, 2, "half_up"))
    for leaf in method.leaves:
        quantity = case.entrant.quantities.get(leaf.id)
        is_bound = leaf.kind == "quantity" and leaf.formula.over_ceiling == "exclude" and quantity is not None
        if is_bound and quantity is not None and shares.is_over(leaf.formula, quantity, None):
            case.exclude("reason_bound", id=leaf.id, bound=leaf.formula.base)


def _first_rescaling(method: Method, cases: Mapping[str, Standing]) -> None:
    """Raise the best admitted bid of each quality criterion to its full mark, where that is declared."""
    if "criteria" not in method.evaluation.rescaling:
        return
    admitted = _admitted(cases)
    for leaf in method.leaves:
        if leaf.kind in ("judged", "pairwise", "features"):
            for bid, value in judged.rescaled({b: case.values[leaf.id] for b, case in admitted.items()}).items():
                admitted[bid].values[leaf.id] = value


def _quantities(
    method: Method, leaf: Criterion, cases: Mapping[str, Standing], problems: list[Failure]
) -> Mapping[str, Fraction]:
    """Score a quantity over admitted bids only; an excluded bid sets no reference and gets no points."""
    admitted = {bid: case.entrant.quantities.get(leaf.id) for bid, case in _admitted(cases).items()}
    formula = leaf.formula
    if formula.over_ceiling is None and leaf.kind == "price" and method.evaluation.over_ceiling == "zero":
        formula = formula.model_copy(update={"over_ceiling": "zero"})
    full = method.shares[leaf.id] * method.maximum
    base = method.ceiling if leaf.kind == "price" else None
    try:
        found = shares.score(formula, admitted, base=base, full=full)
    except UndefinedScoreError as error:
        problems.append(Failure(leaf.id, error.key, error.facts))
        found = shares.Scored(dict.fromkeys(admitted, UNKNOWN))
    for bid, case in cases.items():
        value = found.shares.get(bid, NOTHING)
        if method.evaluation.missing == "zero" and not value.is_exact:
            value = NOTHING
        case.raw[leaf.id] = case.values[leaf.id] = value
    return found.references


def _points(method: Method, case: Standing) -> None:
    """Turn shares into points, and add them up through the tree."""

    def visit(node: Criterion) -> Interval:
        if node.parts:
            value = total(visit(part) for part in node.parts)
        else:
            value = _leaf_points(method, node, case.values[node.id])
            case.points[node.id] = value
        case.groups[node.id] = value
        return value

    case.total = total(visit(root) for root in method.criteria)
    case.quality = total(case.points[leaf.id] for leaf in method.leaves if leaf.kind != "price")


def _leaf_points(method: Method, leaf: Criterion, value: Interval) -> Interval:
    full = method.shares[leaf.id] * method.maximum
    if is_raw(leaf):
        return NOTHING
    if leaf.kind in QUANTITIES or not method.evaluation.criterion_rounding:
        return value.scaled(full)
    step = method.evaluation.criterion_rounding
    return Interval(*(numbers.rounded(end * full, step.places, step.mode) for end in (value.low, value.high)))


def _second_rescaling(method: Method, cases: Mapping[str, Standing]) -> None:
    """Raise the best quality total of the admitted bids to the full technical weight, where that is declared."""
    if "total" not in method.evaluation.rescaling:
        return
    admitted = _admitted(cases)
    full = method.quality_share * method.maximum
    raised = judged.rescaled({bid: case.quality for bid, case in admitted.items()}, full=full)
    for bid, case in admitted.items():
        price = total(case.points[leaf.id] for leaf in method.leaves if leaf.kind == "price")
        step = method.evaluation.criterion_rounding
        value = raised[bid]
        if step:
            value = Interval(*(numbers.rounded(end, step.places, step.mode) for end in (value.low, value.high)))
        case.quality, case.total = value, value + price


def _order(method: Method, admitted: Mapping[str, Standing], problems: list[Failure]) -> rank.Order:
    """Apply the award rule at both ends of what is known, and rank."""
    if not admitted:
        return rank.Order(())
    context = Context(
        method.evaluation.award_rule, method.leaves, method.shares, lambda figure: _round_figure(method, figure)
    )
    whole = method.quality_share * method.maximum
    low = {bid: _point(method, case, whole, high=False) for bid, case in admitted.items()}
    high = {
        bid: low[bid] if case.is_known else _point(method, case, whole, high=True) for bid, case in admitted.items()
    }
    rule = awards.record(method.evaluation.award_rule)
    needs_cost = rule.properties.needs_cost
    is_open = [bid for bid in admitted if low[bid] != high[bid] or (needs_cost and low[bid].cost is None)]
    if is_open and rule.reads_matrix:
        problems.append(Failure("award_rule", "open_values", {"bids": ", ".join(is_open)}))
        return rank.Order(())
    try:
        base = awards.award(low, context)
        for bid, reason in base.excluded.items():
            if bid in is_open and bid not in awards.award({**low, bid: high[bid]}, context).excluded:
                admitted[bid].doubt(f"{reason.key}_open", **reason.facts)
            else:
                admitted[bid].exclude(reason.key, **reason.facts)
        figures, ranges = _ends(base, low, high, is_open, context)
    except UndefinedScoreError as error:
        problems.append(Failure("award_rule", error.key, error.facts))
        return rank.Order(())
    for bid, ends in figures.items():
        admitted[bid].figure = ends
    keys = {bid: key for bid, key in base.keys.items() if not admitted[bid].is_excluded}
    second = {bid: ranges[bid][2] for bid in keys}
    return rank.order(
        {bid: (keys[bid], second[bid]) for bid in keys}, _breaks(method, admitted), {b: ranges[b][:2] for b in keys}
    )


def _point(method: Method, case: Standing, whole: Fraction, *, high: bool) -> Point:
    leaves = {}
    for leaf in method.leaves:
        if is_raw(leaf):
            quantity = case.entrant.cost if leaf.kind == "price" else case.entrant.quantities.get(leaf.id)
            leaves[leaf.id] = quantity if quantity is not None else Fraction(1 if high else 0)
        else:
            value = case.values[leaf.id]
            leaves[leaf.id] = value.high if high else value.low
    quality = case.quality.high if high else case.quality.low
    return Point(
        leaves,
        case.total.high if high else case.total.low,
        quality / whole if whole else Fraction(0),
        case.entrant.cost,
    )


def _round_figure(method: Method, figure: Fraction) -> Fraction:
    rounding = method.evaluation.rounding
    return numbers.rounded(figure, rounding.places, rounding.mode) if rounding.stage == "total" else figure


_Range = tuple[int, int, Key]


def _ends(
    base: Award, low: Mapping[str, Point], high: Mapping[str, Point], is_open: Sequence[str], context: Context
) -> tuple[dict[str, tuple[Fraction | None, Fraction | None]], dict[str, _Range]]:
    """Give figures at both ends, the best and worst rank, and the key at the high end, of every bid."""
    figures = {bid: (figure, figure) for bid, figure in base.figures.items()}
    if not is_open:
        places: dict[Key, int] = {}
        for at, key in enumerate(sorted(base.keys.values(), reverse=True), 1):
            places.setdefault(key, at)
        return figures, {bid: (places[key], places[key], key) for bid, key in base.keys.items()}
    ranges: dict[str, _Range] = {}
    needs_cost = awards.record(context.rule).properties.needs_cost
    unpriced = [bid for bid in is_open if needs_cost and low[bid].cost is None]
    for bid, key in base.keys.items():
        up = awards.award({**low, bid: high[bid]}, context)
        down = awards.award({**high, bid: low[bid]}, context)
        figures[bid] = (base.figures.get(bid), up.figures.get(bid))
        best = 1 + sum(1 for other, value in up.keys.items() if other != bid and value > up.keys[bid])
        worst = 1 + sum(1 for other, value in down.keys.items() if other != bid and value > down.keys[bid])
        worst += sum(1 for other in unpriced if other != bid and bid not in unpriced)
        if bid in unpriced:
            best, worst = 1, len(base.keys)
        ranges[bid] = (best, min(worst, len(base.keys)), up.keys.get(bid, key))
    return figures, ranges


def _breaks(method: Method, admitted: Mapping[str, Standing]) -> list[rank.Break]:
    chain: list[rank.Break] = []
    for step in method.evaluation.ties:
        if step.by == "criterion" and step.criterion:
            chain.append(("criterion", _by_criterion(admitted, step.criterion)))
        elif step.by == "higher_quality":
            chain.append(("higher_quality", lambda bid: admitted[bid].quality.low))
        elif step.by == "lower_price":
            chain.append(("lower_price", lambda bid: -_cost(admitted[bid])))
        elif step.by == "earlier_submission":
            chain.append(("earlier_submission", lambda bid: admitted[bid].entrant.received))
        elif step.by == "draw" and step.seed:
            chain.append(("draw", rank.drawn(step.seed)))
    return chain


def _cost(case: Standing) -> Fraction:
    """Give the cost of a bid; one without a price comes after every other."""
    return Fraction(10**30) if case.entrant.cost is None else case.entrant.cost


def _by_criterion(admitted: Mapping[str, Standing], criterion: str) -> Callable[[str], Fraction | str]:
    return lambda bid: admitted[bid].groups[criterion].low


def with_shares(method: Method, leaf_shares: Mapping[str, Fraction]) -> Method:
    """Give the same method with other weights of the leaves (any positive total; groups are sums of their parts)."""
    whole = numbers.add(leaf_shares[leaf.id] for leaf in method.leaves)
    found: dict[str, Fraction] = {}

    def visit(node: Criterion) -> Fraction:
        value = numbers.add(visit(part) for part in node.parts) if node.parts else leaf_shares[node.id] / whole
        found[node.id] = value
        return value

    for root in method.criteria:
        visit(root)
    return replace(method, shares=found)
