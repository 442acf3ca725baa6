"""Apply a declared method to made-up bids, with the same arithmetic as to real ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from cdc.model.ranking import Cost, Flag
from cdc.model.tender import Criterion
from cdc.model.trial import Trial, TrialBid, WeightTalk
from cdc.scoring import abnormal, admission, agreement, judged, money, numbers
from cdc.scoring.board import bound_of
from cdc.scoring.decide import Decision, decide
from cdc.scoring.interval import NOTHING, UNKNOWN, Interval
from cdc.scoring.method import QUANTITIES, Entrant, Method
from cdc.scoring.money import NOBODY, Setters


@dataclass(frozen=True, slots=True)
class Concord:
    """How far the evaluators of a judged leaf agree: Kendall's W and Krippendorff's ordinal α, None without any."""

    kendall: Fraction | None
    krippendorff: Fraction | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a method gives made-up bids: the decision, what low-bid tests flag, how far evaluators agree on a leaf."""

    method: Method
    decision: Decision
    flags: tuple[Flag, ...]
    concord: Mapping[str, Concord]


def try_out(trial: Trial) -> Outcome:
    """Rank the bids of a trial; a leaf without a score is open."""
    ceiling = Fraction(trial.ceiling) if trial.ceiling is not None else None
    method = Method.of(trial.criteria, trial.evaluation, ceiling, _pairs(trial))
    setters = admission.setters(method, _entrants(trial, method, _costs(trial)))
    decision = decide(method, _entrants(trial, method, _costs(trial, setters)))
    return Outcome(method, decision, abnormal.flags(method, decision), _concord(trial, method))


def _costs(trial: Trial, setters: Setters | None = None) -> dict[str, Cost]:
    """Give the cost of each bid: as typed, else the present value of its price schedule, missing lines as declared.

    Without those who set the highest price missing lines count nothing: what each bid costs at least.
    """
    typed = {
        bid.id: {
            line.id: None if (amount := bid.prices.get(line.id)) is None else Fraction(amount)
            for line in trial.price_lines
        }
        for bid in trial.bids
    }
    rule = trial.evaluation.missing_price if setters else "zero"
    filled = money.with_missing(typed, trial.price_lines, rule, setters or NOBODY)
    return {bid.id: _cost(trial, bid, filled[bid.id]) for bid in trial.bids}


def _cost(trial: Trial, bid: TrialBid, prices: Mapping[str, Fraction | None]) -> Cost:
    years = trial.evaluation.horizon or trial.horizon
    amounts = {
        line.id: None
        if (price := prices[line.id]) is None
        else money.line_cost(line, price, trial.evaluation, years).present
        for line in trial.price_lines
    }
    counted = [amounts[line.id] for line in trial.price_lines if money.counts(line, trial.evaluation)]
    total = None if not counted or None in counted else numbers.add(value for value in counted if value is not None)
    total = Fraction(bid.price) if bid.price is not None else total
    return Cost(None if total is None else money.compared(total, trial.evaluation), None, None, (), amounts=amounts)


def _pairs(trial: Trial) -> dict[str, list[list[judged.Preference]]]:
    return {
        leaf: [[judged.Preference(pair.better, pair.other, pair.degree) for pair in table] for table in given]
        for leaf, given in trial.pairs.items()
    }


def _entrants(trial: Trial, method: Method, costs: Mapping[str, Cost]) -> list[Entrant]:
    return [_entrant(trial, method, bid, costs[bid.id]) for bid in trial.bids]


def _entrant(trial: Trial, method: Method, bid: TrialBid, cost: Cost) -> Entrant:
    quality, quantities = {}, {}
    for leaf in method.leaves:
        given = [Fraction(score) for score in bid.by_evaluator.get(leaf.id, ()) if score is not None]
        if leaf.id in method.pairs:
            continue  # compared beside the others
        if leaf.kind == "price":
            quantities[leaf.id] = cost.of(leaf)
        elif leaf.kind in QUANTITIES:
            quantities[leaf.id] = Fraction(found) if (found := bid.quantities.get(leaf.id)) is not None else None
        elif given:
            settled = judged.settled(given, trial.evaluation.aggregation, bound_of(trial.evaluation))
            quality[leaf.id] = (settled or UNKNOWN).scaled(1 / _full(trial, leaf))
        elif leaf.id in bid.scores:
            quality[leaf.id] = Interval.exactly(Fraction(bid.scores[leaf.id]) / _full(trial, leaf))
        else:
            quality[leaf.id] = NOTHING if trial.evaluation.missing == "zero" else UNKNOWN
    added = cost.of_lines(trial.evaluation.award_rule.added) or Fraction(0)
    return Entrant(bid.id, quality, quantities, cost.total, _utc(bid.received), added=added)


def _utc(moment: dt.datetime) -> str:
    """Write a moment as receipts do, so that texts of several zones compare."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _concord(trial: Trial, method: Method) -> dict[str, Concord]:
    """Compare evaluators leaf by leaf; W takes those who scored every bid, α takes every score."""
    found = {}
    for leaf in method.leaves:
        given = [bid.by_evaluator.get(leaf.id, ()) for bid in trial.bids]
        people = max((len(scores) for scores in given), default=0)
        rows = [
            [Fraction(score) if at < len(scores) and (score := scores[at]) is not None else None for scores in given]
            for at in range(people)
        ]
        whole = [[score for score in row if score is not None] for row in rows if None not in row]
        if rows:
            found[leaf.id] = Concord(
                agreement.kendall_w(whole), agreement.krippendorff_alpha(rows, trial.evaluation.agreement_level)
            )
    return found


def _full(trial: Trial, leaf: Criterion) -> Fraction:
    if leaf.kind != "judged":
        return Fraction(1)
    return Fraction(leaf.maximum if leaf.maximum is not None else trial.evaluation.score_maximum)


def weigh(talk: WeightTalk) -> tuple[dict[str, Fraction], Fraction | None]:
    """Give weights in per cent from comparisons in pairs (with their consistency ratio) or from points shared out."""
    if talk.judgements:
        pairs = [(item.more, item.less, Fraction(item.times)) for item in talk.judgements]
        found = judged.priorities(judged.ratios(pairs, talk.criteria), talk.priorities)
        return {
            name: 100 * weight for name, weight in zip(talk.criteria, found.weights, strict=True)
        }, found.consistency_ratio
    rows = [[Fraction(person.get(name, 0)) for name in talk.criteria] for person in talk.shared]
    shares = judged.allocation(rows) or tuple(Fraction(1, len(talk.criteria)) for _ in talk.criteria)
    return {name: 100 * share for name, share in zip(talk.criteria, shares, strict=True)}, None
