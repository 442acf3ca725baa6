"""How sure the winner is: weights, levels, formulas, bids and missing answers changed one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from cdc.model.method import AwardRule, Formula
from cdc.model.ranking import Ranking, Reason, Robustness, Shift, Swing, Variant, WeightRange
from cdc.model.tender import Criterion
from cdc.scoring import awards, numbers
from cdc.scoring.decide import Decision, Entrant, Method, decide, with_shares
from cdc.scoring.interval import Interval

SWAPS: Mapping[str, Mapping[str, Any]] = {
    "inverse": {"type": "inverse"},
    "minmax": {"type": "minmax"},
    "to_ceiling": {"type": "to_ceiling"},
    "band_50": {"type": "band", "band": "0.5"},
    "band_100": {"type": "band", "band": "1"},
    "bilinear_85": {"type": "bilinear", "x": "0.85"},
    "log_2": {"type": "log", "zero_ratio": "2"},
}
FEW_DRAWS = 400
"""Draws where each needs a whole evaluation: rules whose figure is not linear in the weights."""
SHOWN_SWINGS = 25
BISECTIONS = 24


@dataclass(frozen=True, slots=True)
class Moves:
    """What single answers or scores of a leaf do to its raw share: (loss one level down, gain one level up, item), over `unit`.

    No move is larger than `bound`, which is known without building the rows.
    """

    unit: int
    bound: int
    rows: Callable[[], Sequence[tuple[int, int, str]]]


NO_MOVES = Moves(1, 0, tuple)
Steps = Callable[[str, str], Moves]
"""From a bid and a leaf to its moves."""


@dataclass(frozen=True, slots=True)
class _Linear:
    """A rule as rows of coefficients: the bid with the highest Σ weight·coefficient + constant wins."""

    leaves: tuple[str, ...]
    rows: Mapping[str, tuple[Fraction, ...]]
    constants: Mapping[str, Fraction]
    slopes: Mapping[str, Fraction]

    def value(self, bid: str, weights: Sequence[Fraction]) -> Fraction:
        return numbers.add(w * c for w, c in zip(weights, self.rows[bid], strict=True)) + self.constants[bid]


def stress(method: Method, entrants: Sequence[Entrant], ranking: Ranking, steps: Steps) -> Robustness | None:
    """Ask every "what if" of the winner; None when no bid is ranked.

    Open values stand at their low end, as in the ranking; who is admitted is settled and not tested again.
    """
    if not ranking.bids:
        return None
    ranked = {bid.vendor for bid in ranking.bids}
    settled = [_at_low(entrant) for entrant in entrants if entrant.bid in ranked]
    frozen = replace(method, criteria=tuple(_without_thresholds(node) for node in method.criteria))
    base = decide(frozen, settled)
    if not base.order.placed:
        return None
    winner = ranking.bids[0].vendor
    runner_up = ranking.bids[1].vendor if len(ranking.bids) > 1 else ""
    linear = _linear(frozen, base)
    acceptability, draws, error = _acceptability(frozen, settled, linear, winner)
    weights = tuple(_weight_range(frozen, settled, linear, winner, leaf) for leaf in _weighted(frozen))
    swings, swing_count = _swings(frozen, settled, linear, winner, steps)
    open_ends = decide(frozen, [entrant for entrant in entrants if entrant.bid in ranked])
    facts = Robustness(
        winner=winner,
        runner_up=runner_up,
        margin=_margin(ranking),
        weights=weights,
        shift=_shift(frozen, settled, linear, winner, runner_up),
        acceptability=acceptability,
        draws=draws,
        seed=method.evaluation.seed,
        error=error,
        swings=swings,
        swing_count=swing_count,
        at_worst=_variant("at_worst", base),
        at_best=_at_best(method, open_ends),
        formulas=tuple(_swapped(frozen, settled)),
        without=tuple(
            _variant(out.bid, decide(frozen, [e for e in settled if e.bid != out.bid]))
            for out in settled
            if out.bid != winner
        ),
        sets=tuple(_sets(frozen, settled)),
        effective=_effective(frozen, base),
        verdict="sure",
        reasons=(),
    )
    verdict, reasons = _verdict(facts, ranking)
    return replace(facts, verdict=verdict, reasons=reasons)


def _at_low(entrant: Entrant) -> Entrant:
    return replace(entrant, quality={leaf: Interval.exactly(value.low) for leaf, value in entrant.quality.items()})


def _at_best(method: Method, decision: Decision) -> Variant:
    """Rank bids by the high ends of their figures: every open answer worth its full mark."""
    if decision.problems:
        return Variant("at_best", (), {}, decision.problems[0].key)
    sign = -1 if awards.PROPERTIES[method.evaluation.award_rule.type].low_first else 1
    highs = {bid: sign * high for bid, case in decision.standings.items() if (high := case.figure[1]) is not None}
    if not highs:
        return _variant("at_best", decision)
    ranks = {bid: 1 + sum(1 for other in highs.values() if other > value) for bid, value in highs.items()}
    return Variant("at_best", tuple(sorted(bid for bid, rank in ranks.items() if rank == 1)), ranks)


def _without_thresholds(node: Criterion) -> Criterion:
    return node.model_copy(update={"threshold": None, "parts": tuple(_without_thresholds(part) for part in node.parts)})


def _margin(ranking: Ranking) -> Fraction | None:
    if len(ranking.bids) < 2:
        return None
    first, second = ranking.bids[0].low, ranking.bids[1].low
    return None if first is None or second is None else abs(first - second)


def _variant(name: str, decision: Decision) -> Variant:
    error = decision.problems[0].key if decision.problems else ""
    ranks = {placed.bid: placed.rank for placed in decision.order.placed}
    return Variant(name, () if error else decision.winners, {} if error else ranks, error)


def _weighted(method: Method) -> tuple[str, ...]:
    """Give the leaves whose weights the award rule uses."""
    rule = method.evaluation.award_rule.type
    if rule in ("award_on_value", "lowest_acceptable", "lexicographic"):
        return ()
    needs_cost = awards.PROPERTIES[rule].needs_cost
    return tuple(leaf.id for leaf in method.leaves if not (needs_cost and leaf.kind == "price"))


def _linear(method: Method, base: Decision) -> _Linear | None:
    """Write the rule as a linear form in the weights, where it is one."""
    evaluation, rule = method.evaluation, method.evaluation.award_rule
    if evaluation.criterion_rounding or "total" in evaluation.rescaling or evaluation.rounding.stage == "total":
        return None
    if any(step.stage == "criterion" for leaf in method.leaves for step in leaf.formula.rounding):
        return None
    if any(leaf.formula.type == "expression" for leaf in method.leaves if leaf.kind in ("price", "quantity")):
        return None
    leaves = _weighted(method)
    rows = {bid: tuple(case.values[leaf].low for leaf in leaves) for bid, case in base.standings.items()}
    if rule.type == "weighted_sum":
        return _Linear(leaves, rows, dict.fromkeys(rows, Fraction(0)), dict.fromkeys(rows, Fraction(1)))
    costs = {bid: case.entrant.cost for bid, case in base.standings.items()}
    if any(not cost for cost in costs.values()) or not leaves:
        return None
    if rule.type == "ratio" and not rule.band:
        slope, constant = Fraction(rule.quality_maximum), Fraction(rule.offset)
    elif rule.type == "adjusted_price" and rule.form == "quebec" and _all_pass(rule, rows):
        steep = Fraction(rule.k) / (100 - Fraction(rule.pass_mark))
        slope, constant = 100 * steep, 1 - steep * Fraction(rule.pass_mark)
    elif rule.type == "adjusted_price" and rule.form == "meat" and method.quality_share < 1:
        slope, constant = method.quality_share / (1 - method.quality_share), Fraction(1)
    else:
        return None
    slopes = {bid: slope / (cost or 1) for bid, cost in costs.items()}
    scaled = {bid: tuple(value * slopes[bid] for value in row) for bid, row in rows.items()}
    return _Linear(leaves, scaled, {bid: constant / (cost or 1) for bid, cost in costs.items()}, slopes)


def _all_pass(rule: AwardRule, rows: Mapping[str, Sequence[Fraction]]) -> bool:
    """Tell whether no weighting can put a bid below the pass mark."""
    return rule.pass_mark < 100 and all(value * 100 >= rule.pass_mark for row in rows.values() for value in row)


def _current(method: Method, leaves: Sequence[str]) -> list[Fraction]:
    whole = numbers.add(method.shares[leaf] for leaf in leaves)
    return [method.shares[leaf] / whole if whole else Fraction(1, len(leaves)) for leaf in leaves]


def _reweighted(method: Method, leaves: Sequence[str], weights: Sequence[Fraction]) -> Method:
    """Give the method with other weights of these leaves; what the rule does not weigh keeps its share."""
    whole = numbers.add(method.shares[leaf] for leaf in leaves)
    given = {leaf: weight * whole for leaf, weight in zip(leaves, weights, strict=True)}
    return with_shares(method, {leaf.id: given.get(leaf.id, method.shares[leaf.id]) for leaf in method.leaves})


def _weight_range(
    method: Method, entrants: Sequence[Entrant], linear: _Linear | None, winner: str, leaf: str
) -> WeightRange:
    """Give the weights of one leaf at which the winner stays first: in closed form, else by halving."""
    leaves = _weighted(method)
    current = _current(method, leaves)
    at = leaves.index(leaf)
    share, rest = current[at], 1 - current[at]

    def weights(x: Fraction) -> list[Fraction]:
        even = Fraction(1, len(leaves) - 1) if len(leaves) > 1 else Fraction(0)
        return [x if n == at else (1 - x) * (current[n] / rest if rest else even) for n in range(len(leaves))]

    if linear:
        return _closed_range(linear, winner, leaf, share, weights)

    def stays(x: Fraction) -> str:
        found = decide(_reweighted(method, leaves, weights(x)), entrants).winners
        return "" if winner in found else (found[0] if found else "")

    low, below = _halved(stays, share, Fraction(0))
    high, above = _halved(stays, share, Fraction(1))
    return WeightRange(leaf, share, low, high, is_closed_form=False, below=below, above=above)


def _closed_range(
    linear: _Linear, winner: str, leaf: str, share: Fraction, weights: Callable[[Fraction], list[Fraction]]
) -> WeightRange:
    """Intersect, over rivals, the x with x·d_i + (1 - x)·d_rest ≥ 0: two points settle each line."""
    low, high, below, above = Fraction(0), Fraction(1), "", ""
    for rival in linear.rows:
        if rival == winner:
            continue
        at_zero, at_one = (
            linear.value(winner, weights(x)) - linear.value(rival, weights(x)) for x in (Fraction(0), Fraction(1))
        )
        crossing = at_zero / (at_zero - at_one) if at_zero != at_one else share
        if at_zero < 0 and crossing > low:
            low, below = min(crossing, share) if at_one >= 0 else share, rival
        if at_one < 0 and crossing < high:
            high, above = max(crossing, share) if at_zero >= 0 else share, rival
    return WeightRange(leaf, share, low, high, is_closed_form=True, below=below, above=above)


def _halved(stays: Callable[[Fraction], str], inside: Fraction, end: Fraction) -> tuple[Fraction, str]:
    """Halve between a weight at which the winner stays and the end of the scale; give the last weight that keeps it."""
    rival = stays(end)
    if not rival:
        return end, ""
    outside = end
    for _ in range(BISECTIONS):
        middle = (inside + outside) / 2
        found = stays(middle)
        if found:
            outside, rival = middle, found
        else:
            inside = middle
    return inside.limit_denominator(10**6), rival


def _shift(
    method: Method, entrants: Sequence[Entrant], linear: _Linear | None, winner: str, runner_up: str
) -> Shift | None:
    """Give the least weight that must move between leaves for another bid to come level.

    For a linear form the best move takes from the leaves where the winner leads most and gives to the one where it leads
    least, which is exact (the total moved is the L1 distance over two). Else moves between two leaves are tried.
    """
    leaves = _weighted(method)
    if not runner_up or len(leaves) < 2:
        return None
    current = _current(method, leaves)
    found: list[Shift] = []
    if linear:
        for rival in linear.rows:
            if rival != winner:
                move = _greedy(linear, leaves, current, winner, rival)
                found += [move] if move else []
    else:
        found = _pair_moves(method, entrants, leaves, current, winner)
    return min(found, key=lambda move: (move.amount, move.rival), default=None)


def _greedy(
    linear: _Linear, leaves: Sequence[str], current: Sequence[Fraction], winner: str, rival: str
) -> Shift | None:
    lead = [a - b for a, b in zip(linear.rows[winner], linear.rows[rival], strict=True)]
    gap = linear.value(winner, current) - linear.value(rival, current)
    to = min(range(len(leaves)), key=lambda n: (lead[n], n))
    taken: dict[str, Fraction] = {}
    for n in sorted(range(len(leaves)), key=lambda n: (-lead[n], n)):
        gain = lead[n] - lead[to]
        if gap <= 0 or gain <= 0:
            break
        amount = min(current[n], gap / gain)
        if amount:
            taken[leaves[n]] = amount
            gap -= amount * gain
    return None if gap > 0 else Shift(numbers.add(taken.values()), rival, taken, leaves[to])


def _pair_moves(
    method: Method, entrants: Sequence[Entrant], leaves: Sequence[str], current: Sequence[Fraction], winner: str
) -> list[Shift]:
    found = []
    for a in range(len(leaves)):
        for b in range(len(leaves)):
            if a == b or not current[a]:
                continue

            def stays(amount: Fraction, a: int = a, b: int = b) -> str:
                moved = list(current)
                moved[a] -= amount
                moved[b] += amount
                winners = decide(_reweighted(method, leaves, moved), entrants).winners
                return "" if winner in winners else (winners[0] if winners else "")

            amount, rival = _halved(stays, Fraction(0), current[a])
            if rival:
                found.append(Shift(amount, rival, {leaves[a]: amount}, leaves[b]))
    return found


def _acceptability(
    method: Method, entrants: Sequence[Entrant], linear: _Linear | None, winner: str
) -> tuple[dict[str, Fraction], int, Fraction]:
    """Give the share of all weightings (uniform on the simplex) at which each bid wins, the draws and the 95 % error.

    First-rank acceptability of SMAA (Lahdelma, Hokkanen and Salminen, 1998). Draws come from integers of a fixed generator, so
    that the same seed gives the same shares everywhere; equal bids share a draw.
    """
    bids = sorted(entrant.bid for entrant in entrants)
    leaves = _weighted(method)
    if len(leaves) < 2:
        return dict.fromkeys(bids, Fraction(0)) | {winner: Fraction(1)}, 0, Fraction(0)
    seed, draws = method.evaluation.seed, method.evaluation.draws
    if linear:
        wins = _drawn(linear, bids, draws, seed)
    else:
        draws = min(draws, FEW_DRAWS)
        wins = dict.fromkeys(bids, Fraction(0))
        for weights in _cuts(len(leaves), draws, seed):
            drawn = [Fraction(int(w), _GRID) for w in weights]
            winners = decide(_reweighted(method, leaves, drawn), entrants).winners
            for name in winners:
                wins[name] += Fraction(1, len(winners))
    shares = {bid: wins[bid] / draws for bid in bids}
    p = float(shares[winner])
    return shares, draws, Fraction(round(1.96 * (p * (1 - p) / draws) ** 0.5 * 10**6), 10**6)


_GRID = 2**24


def _cuts(size: int, draws: int, seed: int) -> Any:
    """Draw weights that add up to 2^24, uniformly: the gaps between sorted random cuts."""
    import numpy as np

    random = np.random.RandomState(seed % 2**32)  # its stream is frozen for good, the newer one's is not
    cuts = np.sort(random.randint(0, _GRID + 1, size=(draws, size - 1)).astype(np.int64), axis=1)
    edges = np.concatenate([np.zeros((draws, 1), np.int64), cuts, np.full((draws, 1), _GRID, np.int64)], axis=1)
    return np.diff(edges, axis=1)


def _drawn(linear: _Linear, bids: Sequence[str], draws: int, seed: int) -> dict[str, Fraction]:
    import numpy as np

    size = 2**30
    cells = [value + linear.constants[bid] for bid in bids for value in linear.rows[bid]]
    low, high = min(cells), max(cells)
    span = (high - low) or Fraction(1)
    table = np.array(
        [[int((value + linear.constants[bid] - low) / span * size) for value in linear.rows[bid]] for bid in bids],
        np.int64,
    )
    wins = np.zeros(len(bids))
    weights = _cuts(len(linear.leaves), draws, seed)
    for start in range(0, draws, 10_000):
        totals = weights[start : start + 10_000] @ table.T
        best = totals == totals.max(axis=1, keepdims=True)
        wins += (best / best.sum(axis=1, keepdims=True)).sum(axis=0)
    return {bid: Fraction(round(float(count) * 60), 60) for bid, count in zip(bids, wins, strict=True)}


def _swings(
    method: Method, entrants: Sequence[Entrant], linear: _Linear | None, winner: str, steps: Steps
) -> tuple[tuple[Swing, ...], int]:
    """Find single answers and scores that change the winner when they move one level: the winner's down, the others' up."""
    quality = [leaf.id for leaf in method.leaves if leaf.kind in ("features", "judged", "yes_no")]
    plain = linear if linear and "criteria" not in method.evaluation.rescaling else None
    found: list[Swing] = []
    count = 0
    rivals = [entrant.bid for entrant in entrants if entrant.bid != winner]
    if not rivals:
        return (), 0
    for bid in (winner, *rivals):
        up = bid != winner
        for leaf in quality:
            moves = steps(bid, leaf)
            flips = _flips(method, plain, entrants, winner, bid, leaf)
            if not moves.bound or not flips(Fraction(moves.bound, moves.unit)):
                continue  # smaller steps change even less
            sizes = [(gain if up else loss, item) for loss, gain, item in moves.rows()]
            for size, item in sorted(sizes, key=lambda pair: (-pair[0], pair[1])):
                new = flips(Fraction(size, moves.unit)) if size else ""
                if not new:
                    break
                count += 1
                if len(found) < SHOWN_SWINGS:
                    found.append(Swing(bid, leaf, item, up, new))
                elif not plain:
                    return tuple(found), count
    return tuple(found), count


def _flips(
    method: Method, linear: _Linear | None, entrants: Sequence[Entrant], winner: str, bid: str, leaf: str
) -> Callable[[Fraction], str]:
    """Give the function from a step to the new winner, or to nothing."""
    if linear is not None:
        return lambda delta: _linear_flip(method, linear, winner, bid, leaf, delta)
    return lambda delta: _flip(method, entrants, winner, bid, leaf, delta if bid != winner else -delta)


def _linear_flip(method: Method, linear: _Linear, winner: str, bid: str, leaf: str, delta: Fraction) -> str:
    weights = _current(method, linear.leaves)
    effect = delta * weights[linear.leaves.index(leaf)] * linear.slopes[bid]
    if bid != winner:
        gap = linear.value(winner, weights) - linear.value(bid, weights)
        return bid if effect > gap else ""
    own = linear.value(winner, weights) - effect
    best = max((name for name in linear.rows if name != winner), key=lambda name: linear.value(name, weights))
    return best if linear.value(best, weights) > own else ""


def _flip(method: Method, entrants: Sequence[Entrant], winner: str, bid: str, leaf: str, delta: Fraction) -> str:
    changed = []
    for entrant in entrants:
        if entrant.bid == bid:
            value = min(max(entrant.quality[leaf].low + delta, Fraction(0)), Fraction(1))
            entrant = replace(entrant, quality={**entrant.quality, leaf: Interval.exactly(value)})  # noqa: PLW2901 - the one that changes
        changed.append(entrant)
    winners = decide(method, changed).winners
    return "" if winner in winners else (winners[0] if winners else "")


def _swapped(method: Method, entrants: Sequence[Entrant]) -> Iterable[Variant]:
    """Rank again under the common price formulas, for methods that score the price."""
    prices = [
        leaf
        for leaf in method.leaves
        if leaf.kind == "price" and leaf.formula.type != "as_is" and method.shares[leaf.id]
    ]
    if not prices or awards.PROPERTIES[method.evaluation.award_rule.type].needs_cost:
        return
    for name, parameters in SWAPS.items():
        if (
            parameters["type"] in ("to_ceiling", "bilinear")
            and method.ceiling is None
            and prices[0].formula.base is None
        ):
            continue
        exact = {key: _number(value) if key != "type" else value for key, value in parameters.items()}
        yield _variant(name, decide(_with_formula(method, Formula.model_validate(exact)), entrants))


def _number(text: str) -> Any:
    """Give a typed parameter as the exact number the model takes."""
    from decimal import Decimal

    return Decimal(text)


def _with_formula(method: Method, formula: Formula) -> Method:
    def visit(node: Criterion) -> Criterion:
        if node.kind == "price":
            base = {"base": node.formula.base} if node.formula.base is not None else {}
            return node.model_copy(update={"formula": formula.model_copy(update=base)})
        return node.model_copy(update={"parts": tuple(visit(part) for part in node.parts)}) if node.parts else node

    criteria = tuple(visit(node) for node in method.criteria)
    return Method.of(criteria, method.evaluation, method.ceiling)


def _sets(method: Method, entrants: Sequence[Entrant]) -> Iterable[Variant]:
    for at, given in enumerate(method.evaluation.weighting_sets):
        weights = {leaf.id: Fraction(given.weights.get(leaf.id, 0)) for leaf in method.leaves}
        if numbers.add(weights.values()):
            yield _variant(str(at), decide(with_shares(method, weights), entrants))


def _effective(method: Method, base: Decision) -> dict[str, Fraction]:
    """Give effective weights: each leaf's spread of points among the ranked bids, as a share of all spreads."""
    spreads = {}
    for leaf in method.leaves:
        points = [case.points[leaf.id].low for case in base.standings.values()]
        spreads[leaf.id] = max(points) - min(points)
    whole = numbers.add(spreads.values())
    return {leaf: spread / whole if whole else Fraction(0) for leaf, spread in spreads.items()}


CLOSE_SHIFT = Fraction(5, 100)
"""Less weight than this between the winner and another bid makes the result fragile."""


def _verdict(facts: Robustness, ranking: Ranking) -> tuple[Literal["sure", "fragile", "undecided"], tuple[Reason, ...]]:
    """Sum up: undecided while open values or a tie can change the winner, fragile when something small can, else sure."""
    first = ranking.bids[0]
    reasons: list[Reason] = []
    if len([bid for bid in ranking.bids if bid.rank == 1]) > 1:
        return "undecided", (Reason("robust_tie", {}),)
    if first.worst_rank and first.worst_rank > 1:
        reasons.append(Reason("robust_missing", {"worst": first.worst_rank}))
    if first.status == "conditional":
        reasons.append(Reason("robust_conditional", {}))
    if reasons:
        return "undecided", tuple(reasons)
    if facts.shift and facts.shift.amount < CLOSE_SHIFT:
        reasons.append(Reason("robust_shift", {"amount": facts.shift.amount * 100, "rival": facts.shift.rival}))
    if facts.draws and facts.acceptability[facts.winner] < Fraction(1, 2):
        reasons.append(Reason("robust_space", {"share": facts.acceptability[facts.winner] * 100}))
    if facts.swing_count:
        reasons.append(Reason("robust_level", {"count": facts.swing_count}))
    changed = [v for v in facts.formulas if not v.error and facts.winner not in v.winners]
    if changed:
        reasons.append(Reason("robust_formula", {"count": len(changed)}))
    lost = [v for v in facts.without if not v.error and facts.winner not in v.winners]
    if lost:
        reasons.append(Reason("robust_without", {"count": len(lost)}))
    return ("fragile" if reasons else "sure"), tuple(reasons)
