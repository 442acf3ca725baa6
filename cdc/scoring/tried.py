"""Apply a declared method to made-up bids, with the same arithmetic as to real ones."""

from __future__ import annotations

from fractions import Fraction

from cdc.model.tender import Criterion
from cdc.model.trial import Trial, TrialBid, WeightTalk
from cdc.scoring import judged
from cdc.scoring.decide import QUANTITIES, Decision, Entrant, Method, decide
from cdc.scoring.interval import UNKNOWN, Interval


def try_out(trial: Trial) -> tuple[Method, Decision]:
    """Rank the bids of a trial; a leaf without a score is open."""
    ceiling = Fraction(trial.ceiling) if trial.ceiling is not None else None
    method = Method.of(trial.criteria, trial.evaluation, ceiling)
    return method, decide(method, [_entrant(trial, method, bid) for bid in trial.bids])


def _entrant(trial: Trial, method: Method, bid: TrialBid) -> Entrant:
    quality, quantities = {}, {}
    price = None if bid.price is None else Fraction(bid.price)
    for leaf in method.leaves:
        if leaf.kind == "price":
            quantities[leaf.id] = price
        elif leaf.kind in QUANTITIES:
            quantities[leaf.id] = Fraction(found) if (found := bid.quantities.get(leaf.id)) is not None else None
        elif leaf.id in bid.scores:
            quality[leaf.id] = Interval.exactly(Fraction(bid.scores[leaf.id]) / _full(trial, leaf))
        else:
            quality[leaf.id] = UNKNOWN
    return Entrant(bid.id, quality, quantities, price, bid.received)


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
