"""Everything that the rules alone tell of a method, in one value."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cdc.scoring.awards import known as awards
from cdc.scoring.inspect import facts
from cdc.scoring.inspect.facts import PriceFacts, Worth
from cdc.scoring.inspect.setting import Setting, dearest
from cdc.scoring.inspect.simulated import Simulated, simulate
from cdc.scoring.method import Method

BIDS, DRAWS = 4, 10_000


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a method will do.

    `undercut`: up to which price the least admitted quality beats a usual bid in the middle; None where at none.
    `overbid`: up to which price full quality beats a usual bid at the cheapest price; None where at any, up to the
    ceiling where that excludes.
    """

    award: str
    dearest: Fraction
    cheapest: Fraction
    middle: Fraction
    bids: int
    seed: int
    worth: tuple[Worth, ...]
    undercut: Fraction | None
    overbid: Fraction | None
    prices: tuple[PriceFacts, ...]
    simulated: Simulated
    can_reverse: bool


def inspect(
    method: Method, *, around: Fraction | None = None, bids: int = BIDS, draws: int = DRAWS, seed: int = 1
) -> Inspection:
    """Inspect a method: `around` is the dearest price to expect, where it is not the ceiling; `bids` how many come."""
    setting = Setting(method, dearest(method, around), bids)
    low, middle = (level * setting.dearest for level in facts.LEVELS[:2])
    return Inspection(
        award=method.evaluation.award_rule.type,
        dearest=setting.dearest,
        cheapest=low,
        middle=middle,
        bids=bids,
        seed=seed,
        worth=facts.worth(setting),
        undercut=facts.undercut(setting),
        overbid=facts.overbid(setting),
        prices=facts.prices(setting),
        simulated=simulate(setting, draws=draws, seed=seed),
        can_reverse=_can_reverse(method),
    )


def _can_reverse(method: Method) -> bool:
    """Tell whether a bid that does not win can decide who does: something of a bid depends on other bids."""
    from cdc.scoring.formulas.bounds import moves

    relative = any(leaf.is_cost and moves(leaf.formula) != "nothing" for leaf in method.leaves)
    compared = any(leaf.kind == "pairwise" for leaf in method.leaves)
    rule = method.evaluation.award_rule
    record = awards.record(rule)
    by_rule = record.properties.reverses and record.can_reverse(rule)
    weighs = record.weighs and record.adds_parts
    return by_rule or compared or bool(method.evaluation.rescaling) or (relative and weighs)
